"""The index as of one commit: Tantivy's searcher, and what is asked of it again and again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tantivy import Query as Asked

from dispatchsearch.engines.guards import kind_of
from dispatchsearch.engines.port import Kind, Value
from dispatchsearch.engines.tantivy.documents import ID, ROW, kept_term, kept_value, read_value, unpack
from dispatchsearch.engines.tantivy.files import Contents

COUNTED = 20_000
"""Terms whose number of rows is kept."""


class View:
    """What a reader sees of an index until it looks again; threads may share it."""

    def __init__(self, searcher: Any, schema: Any, kinds: Mapping[str, Kind], contents: Contents) -> None:
        self.searcher = searcher
        self.schema = schema
        self.kinds = kinds
        self.stamp = contents.stamp
        self.size = contents.size
        self._has_deleted = contents.deleted > 0
        self._counts: dict[tuple[str, str], int] = {}
        self._single: dict[str, bool] = {}

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self.searcher.num_docs)

    def kind(self, field: str) -> Kind:
        """Return what a field holds; EngineError where there is no such field."""
        return kind_of(self.kinds, field)

    def held(self, field: str, kept: str) -> int:
        """Return how many documents hold a term, deleted ones among them."""
        return int(self.searcher.doc_freq(field, kept))

    def frequency(self, field: str, term: str) -> int:
        """Return how many rows hold a term or value."""
        kind = self.kind(field)
        if kind is Kind.DAY:
            return 0
        kept = kept_term(term) if kind is Kind.TEXT else kept_value(term)
        if not self._has_deleted:
            return self.held(field, kept)
        known = self._counts.get((field, kept))
        if known is None:
            if len(self._counts) >= COUNTED:
                self._counts.clear()
            known = self._counts[field, kept] = self.count(Asked.term_query(self.schema, field, kept, "basic"))
        return known

    def count(self, asked: Any) -> int:
        """Return how many rows a query finds."""
        return int(self.searcher.search(Asked.const_score_query(asked, 0.0), 1).count)

    def ids(self, addresses: Iterable[Any]) -> list[str]:
        """Return the ids of documents."""
        return [read_value(self.searcher.doc(address).get_first(ID)) for address in addresses]

    def row(self, address: Any) -> tuple[str, dict[str, Value]]:
        """Return the id of a document, and the row it was made of."""
        found = self.searcher.doc(address)
        return read_value(found.get_first(ID)), unpack(found.get_first(ROW))

    def every(self) -> Iterator[tuple[str, dict[str, Value]]]:
        """Yield all rows with their ids."""
        for _, address in self.searcher.search(Asked.all_query(), max(self.rows, 1), False).hits:  # noqa: FBT003
            yield self.row(address)

    def rows_of(self, ids: Sequence[str]) -> dict[str, dict[str, Value]]:
        """Return the rows with these ids; the others are not here."""
        return self.found(Asked.term_set_query(self.schema, ID, [kept_value(id_) for id_ in ids]), len(ids))

    def found(self, asked: Any, most: int) -> dict[str, dict[str, Value]]:
        """Return the rows that a query finds, by id; at most so many."""
        return dict(self.row(address) for _, address in self.searcher.search(asked, max(most, 1), False).hits)  # noqa: FBT003

    def is_single(self, field: str) -> bool:
        """Whether no row has several values in a KEYWORD field."""
        if field not in self._single:
            told = self.searcher.aggregate(Asked.all_query(), {"values": {"value_count": {"field": field}}})
            self._single[field] = int(told["values"]["value"]) == self.count(Asked.exists_query(field))
        return self._single[field]
