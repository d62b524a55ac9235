"""
The one door for every question: words and options in, a page of results out.

Dispatches that hold all the words come first, then those that hold some; counts, facets and years are over the first
group, or over the second where the first is empty.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dispatchsearch.analysis import DEFAULT, STEMMERS
from dispatchsearch.dates import Precision
from dispatchsearch.dispatch import Dispatch
from dispatchsearch.engines.port import Facet, Histogram, Hit, Reader, SearchRequest, SearchResult, Sort
from dispatchsearch.errors import QueryError
from dispatchsearch.query import Everything, Or, Query, Term
from dispatchsearch.search.aside import apart
from dispatchsearch.search.explain import Scored, sentences
from dispatchsearch.search.folding import VERSION, Versions, in_time, unfold
from dispatchsearch.search.marks import Marker
from dispatchsearch.search.page import Beside, ResultHit, ResultPage, SearchOptions
from dispatchsearch.search.parse import Parsed, parse, phrase
from dispatchsearch.search.present import FACETS, Presenter
from dispatchsearch.search.question import Question, narrowing
from dispatchsearch.search.ranking import Weights, feedback, pairs, scoring, takes_feedback
from dispatchsearch.search.readings import Sureness
from dispatchsearch.search.records import Records
from dispatchsearch.search.rewrite import ALL, Resolver
from dispatchsearch.search.standing import Standing
from dispatchsearch.search.suggest import FEW, Speller
from dispatchsearch.store import Store

LARGEST_PAGE = 1000
DEEPEST = 100_000  # hits that can be paged through
LIKE = Weights(added=25)
"""The words that make dispatches alike: as for feedback, of the one dispatch."""
SHARP: Mapping[Precision, tuple[Precision, ...]] = {
    "year": ("year", "month", "day"),
    "month": ("month", "day"),
    "day": ("day",),
}
"""How exactly a date must be known to fall on one year, month or day."""
SLIP = 0.002
"""The share of an archive's dispatches up to which their language is not searched by its stems, only by its words."""
MOST_VALUES = 10_000  # values of a field such as source
NOTHING_FOUND = SearchResult(0, ())


@dataclass(frozen=True, slots=True)
class _Found:
    """What the engine found: those with all words and those with only some, each with its part of the page."""

    whole: SearchResult
    rest: SearchResult
    counted: SearchResult

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits of the page, those with all words first."""
        return self.whole.hits + self.rest.hits

    @property
    def listed(self) -> int:
        """How many hits there are on all pages."""
        return self.whole.total_collapsed + self.rest.total_collapsed

    @property
    def limits(self) -> tuple[str, ...]:
        """What was left out."""
        return self.whole.limits + self.rest.limits + self.counted.limits


class Searcher:
    """Searches an engine and tells what it found with the store's records; for several threads at once."""

    def __init__(
        self, engine: Reader, store: Store, deadline: float | None = None, weights: Weights | None = None
    ) -> None:
        self.engine = engine
        self.store = store
        self.deadline = deadline
        self.weights = weights or Weights()
        self.records = Records(store)
        self.presenter = Presenter(store)
        self._known: Standing[dict[str, tuple[str, ...]]] = Standing(store, dict)

    def search(self, text: str, options: SearchOptions | None = None) -> ResultPage:
        """Answer a query; QueryError where it asks the impossible."""
        started = time.perf_counter()
        options = options or SearchOptions()
        if not 1 <= options.limit <= LARGEST_PAGE or not 1 <= options.page * options.limit <= DEEPEST:
            raise QueryError(f"a page has 1 to {LARGEST_PAGE:,} hits, and pages end at hit {DEEPEST:,}")
        notes: list[str] = []
        asked = self._understand(text, options, notes)
        found = self._find(asked, options)
        limits = tuple(dict.fromkeys(asked.limits + found.limits))
        certain, undated = self._dates(asked, found)
        aside, set_aside = self._aside(asked, options, found.whole.total)
        return ResultPage(
            text=text,
            query=asked.parsed.query,
            options=options,
            hits=tuple(self._shown(asked, options, found)),
            total=found.counted.total,
            holding_all=found.whole.total,
            holding_some=found.rest.total,
            stories=found.counted.total_collapsed,
            listed=found.listed,
            certain=certain,
            possible=None if certain is None else found.counted.total - certain,
            undated=undated,
            facets=self.presenter.facets(found.counted),
            years=found.counted.histograms.get("first_day", {}),
            notes=tuple(dict.fromkeys((*asked.parsed.notes, *notes))),
            suggestion=self._suggestion(asked, options, found.whole.total),
            set_aside=set_aside,
            aside=aside,
            seconds=time.perf_counter() - started,
            limits=limits,
        )

    def hits(self, text: str, options: SearchOptions, dispatch: Dispatch) -> tuple[tuple[int, int], ...]:
        """Return the spans of a dispatch's body that a query hits; QueryError where it asks the impossible."""
        words = self._understand(text, options, []).words
        return tuple((mark.start, mark.end) for mark in self.presenter.marks(Marker.of(words, (ALL,)), dispatch))

    def timeline(self, text: str, options: SearchOptions, unit: Precision, *, some: bool = False) -> Mapping[int, int]:
        """Return how many dispatches fall on each year (1993), month (199306) or day (19930627), in order of time.

        Only dates known that exactly count; `some` counts the dispatches with some of the words, not with all.
        """
        asked = self._understand(text, options, [])
        sharp = Or(tuple(Term("precision", precision) for precision in SHARP[unit]))
        histogram = Histogram("first_day", unit)
        request = SearchRequest(asked.match(some=some), sharp, histograms=(histogram,), limit=0, deadline=self.deadline)
        return self.engine.search(request).histograms.get("first_day", {})

    def explain(self, text: str, options: SearchOptions, dispatch: Dispatch) -> tuple[str, ...]:
        """Say why a dispatch is where it is among the hits of a query, in sentences."""
        asked = self._understand(text, options, [])
        words = scoring(asked.words)
        neighbours = pairs(asked.words, self.engine.frequency, self.weights)
        shared: list[Query] = []
        if self.weights.best and takes_feedback(asked.words):
            shared = self._feedback(asked, self._best(asked, options, [*words, *neighbours]))
        parts = [
            [(clause, self._score(clause, dispatch.id)) for clause in part] for part in (words, neighbours, shared)
        ]
        texts, date = self.presenter.texts(dispatch), asked.date_match(dispatch)
        return tuple(sentences(Scored(*parts), texts, self._holding, self.engine.count(), date))

    def like(self, dispatch: Dispatch, limit: int = 5) -> tuple[ResultHit, ...]:
        """Return the dispatches most like one, by the words that it has and few others."""
        title, body = self.presenter.texts(dispatch)
        shared = feedback(
            Everything(), [(1.0, [*title, *title, *body])], self.engine.frequency, self.engine.count(), LIKE
        )
        if not shared:
            return ()
        request = SearchRequest(Or(tuple(shared)), limit=limit + 1, deadline=self.deadline)  # it is like itself
        others = [hit for hit in self.engine.search(request).hits if hit.id != dispatch.id]
        asked = Question(Parsed(Everything()), Everything())
        return tuple(self.presenter.hits(asked, others[:limit], 1, 0))

    def _score(self, clause: Query, id: str) -> float:  # noqa: A002 (an id is an id)
        hits = self.engine.search(SearchRequest(clause, Term("dispatch", id), limit=1)).hits
        return hits[0].score if hits else 0.0

    def _holding(self, clause: Query) -> int:
        return self.engine.search(SearchRequest(clause, limit=0)).total

    def _suggestion(self, asked: Question, options: SearchOptions, whole: int) -> str | None:
        """Return a query that would find more, where this one found little."""
        if whole > FEW or options.exact:
            return None
        better = Speller(self.engine, self.store).better(asked.parsed.query, found=whole)
        if better is None:
            return None
        instead = replace(asked, words=self._resolver(options, []).resolve(better))
        more = self.engine.search(SearchRequest(instead.match(), limit=0, deadline=self.deadline)).total
        return str(better) if more > whole else None

    def _aside(self, asked: Question, options: SearchOptions, whole: int) -> tuple[Query | None, int]:
        """Return the query for what was set aside and how much it finds, where the query itself found little."""
        moved = apart(asked.parsed.query) if whole <= FEW else None
        if moved is None:
            return None, 0
        instead = replace(asked, words=self._resolver(options, []).resolve(moved))
        count = self.engine.search(SearchRequest(instead.match(), limit=0, deadline=self.deadline)).total
        return (moved, count) if count else (None, 0)

    # Understanding

    def _understand(self, text: str, options: SearchOptions, notes: list[str]) -> Question:
        parsed = phrase(text, exact=options.exact) if options.phrase else parse(text)
        resolver = self._resolver(options, notes)
        narrow = narrowing(options)
        words, within = resolver.resolve(parsed.query), resolver.resolve(narrow) if narrow else None
        return Question(parsed, words, within, tuple(resolver.limits))

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

    def _once(self, name: str, find: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        """Return what the whole index tells, found once for each state of the store."""
        known = self._known()
        if name not in known:
            known[name] = find()
        return known[name]

    def _values(self, name: str) -> tuple[str, ...]:
        return self._once(f"values of {name}", lambda: self._all_values(name))

    def _all_values(self, name: str) -> tuple[str, ...]:
        found = self.engine.search(SearchRequest(Everything(), facets=(Facet(name, MOST_VALUES),), limit=0))
        return tuple(count.value for count in found.facets.get(name, ()))

    def _languages(self) -> tuple[str, ...]:
        return self._once("languages", self._spoken)

    def _spoken(self) -> tuple[str, ...]:
        """Return the languages of the archive that have a stemmer, English first.

        A language of very few dispatches is likelier a slip in telling it: its stems would only blur the ranking.
        """
        codes = [DEFAULT, *(code for code in STEMMERS if code != DEFAULT)]
        counts = self.engine.frequency("lang", codes)
        few = self.engine.count() * SLIP
        return tuple(code for code, count in zip(codes, counts, strict=True) if count > few or code == DEFAULT)

    # Finding

    def versions(self, dispatch: Dispatch) -> tuple[Dispatch, ...]:
        """Return the versions of a dispatch's story in order of their dates, the dispatch itself among them."""
        ids = self.store.versions.members(dispatch.version) if dispatch.version else []
        return tuple(sorted(self.store.dispatches(ids).values(), key=in_time)) or (dispatch,)

    def matching(self, text: str) -> tuple[str, ...]:
        """Return the ids of all dispatches that hold all the words, latest first; QueryError as for `search`."""
        asked = self._understand(text, SearchOptions(), [])
        request = SearchRequest(asked.match(), limit=self.engine.count(), sort=Sort.NEWEST)
        return tuple(hit.id for hit in self.engine.search(request).hits)

    def ids(self, text: str, options: SearchOptions | None = None) -> tuple[str, ...]:
        """Return the ids of one page of hits and nothing else, for those who go on with them."""
        options = options or SearchOptions()
        return tuple(hit.id for hit in self._find(self._understand(text, options, []), options).hits)

    def beside(self, text: str, options: SearchOptions, rank: int) -> Beside:
        """Return what stands around the hit of a rank, counted from 1; QueryError as for `search`."""
        asked, first = self._understand(text, options, []), max(1, rank - 1)
        request = replace(self._ranked(asked, options), offset=first - 1, limit=rank + 2 - first)
        found = self._page(asked, options, replace(request, facets=(), histograms=()))
        hits, _ = self._unfolded(asked, found)
        there = self.store.dispatches(hit.id for hit in hits)
        ids = {place: hit.id for place, hit in enumerate(hits, first) if hit.id in there}
        return Beside(ids.get(rank - 1), ids.get(rank + 1), found.listed)

    def _find(self, asked: Question, options: SearchOptions) -> _Found:
        """Return one page of hits, those with all words before those with some, and what is counted."""
        return self._page(asked, options, self._ranked(asked, options))

    def _ranked(self, asked: Question, options: SearchOptions) -> SearchRequest:
        """Return what asks for a page of hits in their order."""
        offset = (options.page - 1) * options.limit
        scored = scoring(asked.words)
        if options.sort is Sort.RELEVANCE:
            scored += pairs(asked.words, self.engine.frequency, self.weights)
            if self.weights.best and takes_feedback(asked.words):
                scored += self._feedback(asked, self._best(asked, options, scored))
        return self._request(options, scored, offset, options.limit)

    def _best(self, asked: Question, options: SearchOptions, scored: Sequence[Query]) -> tuple[Hit, ...]:
        """Return the best hits by their words alone, from which feedback is taken."""
        request = self._request(options, scored, 0, self.weights.best)
        request = replace(request, facets=(), histograms=(), collapse=None)
        return self._page(asked, options, request, counted=False).hits

    def _request(self, options: SearchOptions, scored: Sequence[Query], offset: int, limit: int) -> SearchRequest:
        return SearchRequest(
            Or(tuple(scored)) if len(scored) > 1 else scored[0],
            facets=tuple(Facet(name, options.facet_limit) for name in FACETS),
            histograms=(Histogram("first_day"),),
            sort=options.sort,
            offset=offset,
            limit=limit,
            collapse=None if options.all_versions else VERSION,
            deadline=self.deadline,
        )

    def _page(self, asked: Question, options: SearchOptions, request: SearchRequest, *, counted: bool = True) -> _Found:
        """Ask for those with all words and, where the page goes on or they are counted, for those with some."""
        narrow = asked.beyond(request.query)
        whole = self.engine.search(request if narrow is None else replace(request, filter=narrow))
        wanted = request.limit - len(whole.hits)
        if not asked.has_parts or not (wanted or counted):
            return _Found(whole, NOTHING_FOUND, whole)
        rest = self.engine.search(
            replace(
                request,
                query=request.query if wanted else Everything(),  # to be counted they need not be ranked
                filter=asked.remainder() if whole.total else asked.match(some=True),
                facets=() if whole.total else request.facets,
                histograms=() if whole.total else request.histograms,
                offset=max(0, request.offset - whole.total_collapsed),
                limit=wanted,
            )
        )
        if options.any and whole.total and request.facets:
            return _Found(whole, rest, self.engine.search(replace(request, query=asked.match(some=True), limit=0)))
        return _Found(whole, rest, whole if whole.total else rest)

    def _shown(self, asked: Question, options: SearchOptions, found: _Found) -> Iterator[ResultHit]:
        """Yield the hits of a page as they are shown, each with the versions folded under it."""
        hits, folded = self._unfolded(asked, found)
        first = (options.page - 1) * options.limit + 1
        for hit in self.presenter.hits(asked, hits, first, found.whole.total_collapsed):
            beside = folded.get(hit.dispatch.id)
            yield replace(hit, versions=beside) if beside else hit

    def _unfolded(self, asked: Question, found: _Found) -> tuple[list[Hit], Versions]:
        """Return the hits, each under the fullest of its versions, and the versions folded under each."""
        whole, versions = unfold(found.whole.hits, asked.match, self.engine, self.store)
        rest, others = unfold(found.rest.hits, asked.remainder, self.engine, self.store)
        return [*whole, *rest], versions | others

    def _feedback(self, asked: Question, hits: Sequence[Hit]) -> list[Query]:
        """Return what the best hits add to the ranking."""
        tokens = self.presenter.tokens(hit.id for hit in hits)
        best = [(hit.score, tokens[hit.id]) for hit in hits if hit.id in tokens]
        return feedback(asked.words, best, self.engine.frequency, self.engine.count(), self.weights)

    def _dates(self, asked: Question, found: _Found) -> tuple[int | None, int | None]:
        """Return how many are certain to lie in the dates asked for, and how many more have no date."""
        if not asked.dated:
            return None, None
        some = found.counted is not found.whole

        def count(sureness: Sureness, *kinds: str) -> int | None:
            """Count the dispatches of these kinds of dates, where the archive has any."""
            if not any(self.engine.frequency("precision", kinds)):
                return None
            return self.engine.search(SearchRequest(asked.match(some=some, dates=sureness), limit=0)).total

        total = found.counted.total
        certain = count("certain", "year", "month")  # a date known to the day lies inside or outside
        return total if certain is None else min(certain, total), count("undated", "undated") or 0
