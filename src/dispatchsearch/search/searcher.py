"""
The one door for every question: words and options in, a page of results out.

Dispatches that hold all the words come first, then those that hold some; counts, facets and years are over the first
group, or over the second where the first is empty.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dispatchsearch.analysis import DEFAULT, STEMMERS, Token, analyze
from dispatchsearch.dispatch import Dispatch
from dispatchsearch.engines.port import Engine, Facet, Histogram, Hit, SearchRequest, SearchResult, Sort
from dispatchsearch.errors import QueryError
from dispatchsearch.query import And, Everything, Not, Or, Query, Range, Required, Term, Words
from dispatchsearch.search import days
from dispatchsearch.search.marks import Mark, Marker
from dispatchsearch.search.page import DateMatch, FacetCount, ResultHit, ResultPage, SearchOptions
from dispatchsearch.search.parse import Parsed, parse, phrase
from dispatchsearch.search.ranking import Weights, feedback, pairs, scoring, takes_feedback
from dispatchsearch.search.readings import Sureness, asks_for_dates, reading
from dispatchsearch.search.records import Records
from dispatchsearch.search.rewrite import ALL, Resolver
from dispatchsearch.search.snippets import snippet
from dispatchsearch.search.suggest import FEW, Speller
from dispatchsearch.store import Store

FACETS = ("place", "person", "source", "agency")
LARGEST_PAGE = 1000
DEEPEST = 100_000  # hits that can be paged through
MOST_VALUES = 10_000  # values of a field such as source
REMEMBERED = 256  # dispatches whose tokens are kept


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as understood: the user's tree, the words resolved, and what the options narrow them to."""

    parsed: Parsed
    words: Query
    narrow: Query | None

    def match(self, *, some: bool = False, dates: Sureness = "possible") -> Query:
        """Return what a dispatch must hold to be found."""
        found = reading(self.words, some=some, dates=dates)
        return found if self.narrow is None else And((found, reading(self.narrow, dates=dates)))

    @property
    def has_parts(self) -> bool:
        """Whether some of the words may be held without all."""
        return reading(self.words) != reading(self.words, some=True)

    @property
    def dated(self) -> bool:
        """Whether certain dates are asked for."""
        return asks_for_dates(self.words) or (self.narrow is not None and asks_for_dates(self.narrow))


@dataclass(frozen=True, slots=True)
class _Found:
    """What the engine found: a page of hits, how many hold all and only some words, and what is counted."""

    hits: tuple[Hit, ...]
    whole: int
    rest: int
    counted: SearchResult
    partial: bool


class Searcher:
    """Searches an engine and tells what it found with the store's records; for several threads at once."""

    def __init__(
        self, engine: Engine, store: Store, deadline: float | None = None, weights: Weights | None = None
    ) -> None:
        self.engine = engine
        self.store = store
        self.deadline = deadline
        self.weights = weights or Weights()
        self.records = Records(store)
        self._tokens = lru_cache(maxsize=REMEMBERED)(_tokens)

    def search(self, text: str, options: SearchOptions | None = None) -> ResultPage:
        """Answer a query; QueryError where it asks the impossible."""
        started = time.perf_counter()
        options = options or SearchOptions()
        if not 1 <= options.limit <= LARGEST_PAGE or not 1 <= options.page * options.limit <= DEEPEST:
            raise QueryError(f"a page has 1 to {LARGEST_PAGE:,} hits, and pages end at hit {DEEPEST:,}")
        notes: list[str] = []
        asked = self._understand(text, options, notes)
        found = self._find(asked, options)
        certain, undated = self._dates(asked, found)
        return ResultPage(
            text=text,
            query=asked.parsed.query,
            options=options,
            hits=tuple(self._present(asked, found, options)),
            total=found.counted.total,
            holding_all=found.whole,
            holding_some=found.rest,
            certain=certain,
            possible=None if certain is None else found.counted.total - certain,
            undated=undated,
            facets={name: self._facet(name, found.counted) for name in FACETS},
            years=found.counted.histograms.get("first_day", {}),
            notes=tuple(dict.fromkeys((*asked.parsed.notes, *notes))),
            suggestion=self._suggestion(asked, options, found.whole),
            seconds=time.perf_counter() - started,
            partial=found.partial,
        )

    def hits(self, text: str, options: SearchOptions, dispatch: Dispatch) -> tuple[tuple[int, int], ...]:
        """Return the spans of a dispatch's body that a query hits; QueryError where it asks the impossible."""
        words = self._understand(text, options, []).words
        return tuple((mark.start, mark.end) for mark in self.marks(Marker.of(words, (ALL,)), dispatch))

    def _suggestion(self, asked: _Asked, options: SearchOptions, whole: int) -> str | None:
        """Return a query that would find more, where this one found little."""
        if whole > FEW or options.exact:
            return None
        better = Speller(self.engine, self.store).better(asked.parsed.query)
        if better is None:
            return None
        instead = replace(asked, words=self._resolver(options, []).resolve(better))
        more = self.engine.search(SearchRequest(instead.match(), limit=0, deadline=self.deadline)).total
        return str(better) if more > whole else None

    # Understanding

    def _understand(self, text: str, options: SearchOptions, notes: list[str]) -> _Asked:
        parsed = phrase(text, exact=options.exact) if options.phrase else parse(text)
        resolver = self._resolver(options, notes)
        narrow = _narrowing(options)
        return _Asked(parsed, resolver.resolve(parsed.query), resolver.resolve(narrow) if narrow else None)

    def _resolver(self, options: SearchOptions, notes: list[str]) -> Resolver:
        return Resolver(
            self.records,
            self.engine.frequency,
            self._values,
            self._languages(),
            exact=options.exact,
            surface=self.weights.surface,
            notes=notes,
        )

    def _values(self, name: str) -> tuple[str, ...]:
        found = self.engine.search(SearchRequest(Everything(), facets=(Facet(name, MOST_VALUES),), limit=0))
        return tuple(count.value for count in found.facets.get(name, ()))

    def _languages(self) -> tuple[str, ...]:
        """Return the languages of the archive that have a stemmer, English first."""
        codes = [DEFAULT, *(code for code in STEMMERS if code != DEFAULT)]
        counts = self.engine.frequency("lang", codes)
        return tuple(code for code, count in zip(codes, counts, strict=True) if count or code == DEFAULT)

    # Finding

    def ids(self, text: str, options: SearchOptions | None = None) -> tuple[str, ...]:
        """Return the ids of one page of hits and nothing else, for those who go on with them."""
        options = options or SearchOptions()
        return tuple(hit.id for hit in self._find(self._understand(text, options, []), options).hits)

    def _find(self, asked: _Asked, options: SearchOptions) -> _Found:
        """Return one page of hits, those with all words before those with some, and what is counted."""
        offset = (options.page - 1) * options.limit
        scored = scoring(asked.words)
        if options.sort is not Sort.RELEVANCE:
            return self._page(asked, options, self._request(options, scored, offset, options.limit))
        scored += pairs(asked.words, self.engine.frequency, self.weights)
        if not self.weights.best or not takes_feedback(asked.words):
            return self._page(asked, options, self._request(options, scored, offset, options.limit))
        found = self._page(asked, options, self._request(options, scored, 0, self.weights.best))
        scored += self._feedback(asked, found.hits)
        only_hits = replace(self._request(options, scored, offset, options.limit), facets=(), histograms=())
        return replace(found, hits=self._page(asked, options, only_hits).hits)

    def _request(self, options: SearchOptions, scored: Sequence[Query], offset: int, limit: int) -> SearchRequest:
        return SearchRequest(
            Or(tuple(scored)) if len(scored) > 1 else scored[0],
            facets=tuple(Facet(name, options.facet_limit) for name in FACETS),
            histograms=(Histogram("first_day"),),
            sort=options.sort,
            offset=offset,
            limit=limit,
            deadline=self.deadline,
        )

    def _page(self, asked: _Asked, options: SearchOptions, request: SearchRequest) -> _Found:
        """Ask for those with all words and, where the page goes on, for those with some."""
        whole = self.engine.search(replace(request, filter=asked.match()))
        if not asked.has_parts:
            return _Found(whole.hits, whole.total, 0, whole, partial=whole.partial)
        some = asked.match(some=True)
        rest = self.engine.search(
            replace(
                request,
                filter=And((some, Not(asked.match()))) if whole.total else some,
                facets=() if whole.total else request.facets,
                histograms=() if whole.total else request.histograms,
                offset=max(0, request.offset - whole.total),
                limit=request.limit - len(whole.hits),
            )
        )
        counted = whole if whole.total else rest
        if options.any and whole.total and request.facets:
            counted = self.engine.search(replace(request, query=some, limit=0))
        partial = whole.partial or rest.partial
        return _Found(whole.hits + rest.hits, whole.total, rest.total, counted, partial=partial)

    def _feedback(self, asked: _Asked, hits: Sequence[Hit]) -> list[Query]:
        """Return what the best hits add to the ranking."""
        dispatches = self.store.dispatches(hit.id for hit in hits)
        best: list[tuple[float, Sequence[Token]]] = []
        for hit in hits:
            if one := dispatches.get(hit.id):
                title, body = self._tokens(one.title, one.language), self._tokens(one.body, one.language)
                best.append((hit.score, [*title, *title, *body]))
        return feedback(asked.words, best, self.engine.frequency, self.engine.count(), self.weights)

    def _dates(self, asked: _Asked, found: _Found) -> tuple[int | None, int | None]:
        """Return how many are certain to lie in the dates asked for, and how many more have no date."""
        if not asked.dated:
            return None, None
        some = found.counted.total != found.whole
        certain, undated = (
            self.engine.search(SearchRequest(asked.match(some=some, dates=sureness), limit=0)).total
            for sureness in ("certain", "undated")
        )
        return min(certain, found.counted.total), undated

    # Showing

    def _present(self, asked: _Asked, found: _Found, options: SearchOptions) -> Iterable[ResultHit]:
        dispatches = self.store.dispatches(hit.id for hit in found.hits)
        in_body, in_title = Marker.of(asked.words, (ALL,)), Marker.of(asked.words, (ALL, "title"))
        first = (options.page - 1) * options.limit + 1
        for rank, hit in enumerate(found.hits, first):
            dispatch = dispatches.get(hit.id)
            if dispatch is None:  # removed since the index was written
                continue
            marks = self.marks(in_body, dispatch)
            title = in_title.marks(self._tokens(dispatch.title, dispatch.language))
            yield ResultHit(
                rank=rank,
                dispatch=dispatch,
                snippet=snippet(dispatch.body, marks),
                title_marks=tuple((mark.start, mark.end) for mark in title),
                score=hit.score,
                holds_all=rank <= found.whole,
                date_match=_date_match(asked, dispatch) if asked.dated else None,
            )

    def marks(self, marker: Marker, dispatch: Dispatch) -> list[Mark]:
        """Return the hits in a dispatch's body, the names asked for among them."""
        words = marker.marks(self._tokens(dispatch.body, dispatch.language))
        names = [Mark(one.start, one.end, marker.records[one.id]) for one in dispatch.marks if one.id in marker.records]
        apart = [name for name in names if not any(word.start < name.end and name.start < word.end for word in words)]
        return sorted([*words, *apart])

    def _facet(self, name: str, found: SearchResult) -> tuple[FacetCount, ...]:
        counts = found.facets.get(name, ())
        named = name in ("place", "person")
        labels = self.store.names.labels([count.value for count in counts]) if named else {}
        return tuple(FacetCount(one.value, labels.get(one.value, one.value), one.count) for one in counts)


def _tokens(text: str, language: str | None) -> list[Token]:
    return analyze(text, language)


def _narrowing(options: SearchOptions) -> Query | None:
    """Return what the options beside the words ask for."""
    clauses: list[Query] = [
        Term(name, text)
        for name, texts in (("place", options.places), ("person", options.people), ("source", options.sources))
        for text in texts
    ]
    if options.since or options.until:
        try:
            clauses.append(Range("date", *days.bounds(f"{options.since or ''}..{options.until or ''}")))
        except ValueError as error:
            raise QueryError(f"the dates asked for: {error}") from error
    return And(tuple(clauses)) if clauses else None


def _date_match(asked: _Asked, dispatch: Dispatch) -> DateMatch:
    if dispatch.date.date is None:
        return "undated"
    first, last = dispatch.date.date.first_day, dispatch.date.date.last_day
    trees = [asked.words] if asked.narrow is None else [asked.words, asked.narrow]
    return "certain" if all(_surely(tree, first, last) for tree in trees if asks_for_dates(tree)) else "possible"


def _surely(query: Query, first: int, last: int) -> bool:
    """Tell whether days from `first` to `last` lie inside the dates a tree asks for."""
    match query:
        case Range("date", low, high):
            return (low is None or low <= first) and (high is None or last <= high)
        case Or(clauses):
            return any(_surely(clause, first, last) for clause in clauses if asks_for_dates(clause))
        case And(clauses) | Words(clauses):
            return all(_surely(clause, first, last) for clause in clauses if asks_for_dates(clause))
        case Required(clause):
            return _surely(clause, first, last)
    return True
