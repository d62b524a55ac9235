"""The rows of an engine without those whose dispatch has left the store; the engine is told at the next commit."""

from collections.abc import Sequence
from dataclasses import replace

from dispatchsearch.engines.port import Reader, SearchRequest, SearchResult
from dispatchsearch.query import And, Not, Or, Query, Term
from dispatchsearch.search.standing import Standing
from dispatchsearch.store import Store

MOST = 1000
"""So many departed dispatches are looked out for; there are more only while a run takes out many at once."""


class Living:
    """An engine seen through the store: hits, counts and facets agree with what can be shown, also during a run."""

    def __init__(self, engine: Reader, store: Store) -> None:
        self._engine = engine
        self._departing = Standing(store, lambda: store.departing(MOST))

    def search(self, request: SearchRequest) -> SearchResult:
        """Find rows whose dispatch is there."""
        if not (gone := self._departing()):
            return self._engine.search(request)
        there = Not(Or(tuple(Term("dispatch", id_) for id_ in gone)))
        both: Query = there if request.filter is None else And((request.filter, there))
        return self._engine.search(replace(request, filter=both))

    def frequency(self, field: str, terms: Sequence[str]) -> Sequence[int]:
        """Return, for each term or value, how many rows hold it in the field; the departed are still counted."""
        return self._engine.frequency(field, terms)

    def count(self) -> int:
        """Return how many rows there are, the departed among them."""
        return self._engine.count()
