"""What was found -> what is shown: dispatches with their marked passages, and facets with the names people read."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from dispatchsearch.analysis import Token, analyze
from dispatchsearch.dispatch import Dispatch, Name
from dispatchsearch.engines.port import Hit, SearchResult
from dispatchsearch.search.marks import Mark, Marker
from dispatchsearch.search.page import FacetCount, ResultHit
from dispatchsearch.search.question import Question
from dispatchsearch.search.rewrite import ALL
from dispatchsearch.search.snippets import snippet
from dispatchsearch.search.standing import Standing
from dispatchsearch.store import Store

FACETS = ("place", "dateline_place", "person", "source", "agency", "lang")  # what a result is counted and narrowed by
NESTED = ("place", "dateline_place")  # facets whose values lie in each other
NAMED = (*NESTED, "person")  # facets whose values are ids of records
TITLE = "title"
REMEMBERED = 256  # texts whose tokens are kept
MOST_NAMES = 20_000  # records whose words are kept


class Presenter:
    """Shows hits with the store's records; remembers what they are called, and the tokens of texts for ranking too."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tokens = lru_cache(maxsize=REMEMBERED)(_tokens)
        self._known: Standing[tuple[dict[str, Name], set[str]]] = Standing(store, lambda: ({}, set()))

    def hits(self, question: Question, hits: Sequence[Hit], first: int, whole: int) -> Iterator[ResultHit]:
        """Yield hits as they are shown, the first of rank `first`; those up to rank `whole` hold all words."""
        dispatches = self._store.dispatches(hit.id for hit in hits)
        dated = question.dated
        in_title = Marker.of(question.words, (ALL, TITLE))
        in_body = Marker.of(question.words, (ALL,)) if TITLE in in_title.met else in_title
        for rank, hit in enumerate(hits, first):
            dispatch = dispatches.get(hit.id)
            if dispatch is None:  # removed since the index was written
                continue
            title = in_title.marks_in(dispatch.title, dispatch.language)
            yield ResultHit(
                rank=rank,
                dispatch=dispatch,
                snippet=snippet(dispatch.body, self.marks(in_body, dispatch)),
                title_marks=tuple((mark.start, mark.end) for mark in title),
                score=hit.score,
                holds_all=rank <= whole,
                date_match=question.date_match(dispatch) if dated else None,
            )

    def tokens(self, ids: Iterable[str]) -> dict[str, list[Token]]:
        """Return the tokens of dispatches as the index ranks them: the title's twice, then the body's."""
        found = {}
        for id_, one in self._store.dispatches(ids).items():
            title, body = self.texts(one)
            found[id_] = [*title, *title, *body]
        return found

    def texts(self, dispatch: Dispatch) -> tuple[list[Token], list[Token]]:
        """Return the tokens of a dispatch's title and of its body."""
        return self._tokens(dispatch.title, dispatch.language), self._tokens(dispatch.body, dispatch.language)

    def marks(self, marker: Marker, dispatch: Dispatch) -> list[Mark]:
        """Return the hits in a dispatch's body, the names asked for among them."""
        words = marker.marks_in(dispatch.body, dispatch.language)
        if not marker.records:
            return words
        names = [Mark(one.start, one.end, marker.records[one.id]) for one in dispatch.marks if one.id in marker.records]
        apart = [name for name in names if not any(word.start < name.end and name.start < word.end for word in words)]
        return sorted([*words, *apart])

    def facets(self, found: SearchResult) -> dict[str, tuple[FacetCount, ...]]:
        """Return the counts of each facet, each with the words shown for it; places below those they lie in."""
        counted = {name: found.facets.get(name, ()) for name in FACETS}
        known, unnamed = self._named({one.value for name in NAMED for one in counted[name]})
        return {
            name: tuple(nested([(known[one.value], one.count) for one in counts], unnamed))
            if name in NAMED
            else tuple(FacetCount(one.value, one.value, one.count) for one in counts)
            for name, counts in counted.items()
        }

    def _named(self, ids: Collection[str]) -> tuple[Mapping[str, Name], Collection[str]]:
        """Return records as they are shown, these and perhaps others, and which of them no dispatch names.

        They are kept while the store stands: most counts are of the same few.
        """
        names, unnamed = self._known()
        if len(names) > MOST_NAMES:
            self._known.forget()
        if missing := [id_ for id_ in ids if id_ not in names]:
            unnamed |= self._store.names.unnamed(missing)
            names |= {id_: Name(id_, id_) for id_ in missing} | self._store.names.carried(missing)
        return names, unnamed


def nested(counts: Sequence[tuple[Name, int]], unnamed: Collection[str]) -> Iterator[FacetCount]:
    """Yield records with their counts in the order given, each right below the nearest listed one it lies in.

    A district that no dispatch names is left out where a single place listed in it has the same count: that place then
    stands right below what the district lies in.
    """
    listed = {name.id for name, _ in counts}
    if all(listed.isdisjoint(name.within) for name, _ in counts):
        yield from [FacetCount(name.id, name.heading, count) for name, count in counts]
        return
    inside: dict[str | None, list[tuple[Name, int]]] = {}
    for name, count in counts:
        parent = next((outer for outer in name.within if outer in listed), None)
        inside.setdefault(parent, []).append((name, count))

    def lines(named: Sequence[tuple[Name, int]], parent: str | None, level: int) -> Iterator[FacetCount]:
        for name, count in named:
            within = inside.get(name.id, ())
            if level and name.id in unnamed and len(within) == 1 and within[0][1] == count:
                yield from lines(within, parent, level)
            else:
                yield FacetCount(name.id, name.heading, count, parent, level)
                if within:
                    yield from lines(within, name.id, level + 1)

    yield from lines(inside.get(None, ()), None, 0)


def _tokens(text: str, language: str | None) -> list[Token]:
    return analyze(text, language)
