"""The default engine behind the port: a Whoosh index, written by Whoosh and read as arrays."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dispatchsearch.engines.port import Count, Field, Hit, Kind, Row, SearchRequest, SearchResult
from dispatchsearch.engines.whoosh.evaluate import Evaluator, Late, alarm
from dispatchsearch.engines.whoosh.holders import holders
from dispatchsearch.engines.whoosh.page import hits, spread, tally
from dispatchsearch.engines.whoosh.snapshot import Snapshot, load
from dispatchsearch.errors import EngineError
from dispatchsearch.query import And, Boosted, Term

PATIENCE = 30.0
"""Seconds to wait for another writer to finish."""

MARKED = "generation"
"""The file that holds the number last given to `mark`."""


class WhooshEngine:
    """Writes rows to a Whoosh index in a folder and searches it."""

    def __init__(self, folder: Path, schema: Sequence[Field], *, plain: bool = False, patience: float = PATIENCE) -> None:
        self._folder = folder
        self._kinds = {field.name: field.kind for field in schema}
        self._plain = plain
        self._patience = patience
        self._snapshot: Snapshot | None = None

    def write(self, rows: Mapping[str, Row]) -> None:
        """Add rows by id, all or none; an id again replaces. Seen by the next `search`."""
        for id_, row in rows.items():
            self._fields(id_, row)
        with self._writing() as (writer, room):
            writer.remove(rows)
            for id_, row in rows.items():
                writer.add_document(id=id_, **row)
            writer.commit(mergetype=room.merge_small)

    def revise(self, values: Mapping[str, Row]) -> None:
        """Replace KEYWORD and DAY values of rows that exist, leaving their text; unknown ids are passed over."""
        for id_, row in values.items():
            if Kind.TEXT in self._fields(id_, row):
                raise EngineError(f"The text of row {id_} cannot be revised; write the row again.")
        with self._writing() as (writer, room):
            writer.revise(values)
            writer.commit(mergetype=room.merge_none)

    def delete(self, ids: Iterable[str]) -> None:
        """Remove rows, all or none; ids that are not there are passed over."""
        with self._writing() as (writer, room):
            if writer.remove(ids):
                writer.commit(mergetype=room.merge_small)

    def search(self, request: SearchRequest) -> SearchResult:
        """Find rows."""
        if self._plain:
            return self._plainly().search(request)
        return answer(self._look(), request)

    def frequency(self, field: str, terms: Sequence[str]) -> Sequence[int]:
        """Return, for each term or value, how many rows hold it in the field."""
        if self._plain:
            searcher = self._plainly()
            return [searcher.frequency(field, term) for term in terms]
        snapshot = self._look()
        return [len(holders(snapshot, Term(field, term)).rows) for term in terms]

    def count(self) -> int:
        """Return how many rows there are."""
        return self._look().rows

    def _look(self) -> Snapshot:
        """Return the index as of the last commit."""
        self._snapshot = load(self._folder, self._kinds, self._snapshot)
        return self._snapshot

    def _plainly(self) -> Any:
        from dispatchsearch.engines.whoosh import plain  # noqa: PLC0415  # as above
        return plain.open_plain(self._folder, self._kinds)

    def generation(self) -> int:
        """Return the number last given to `mark`, 0 for a new index."""
        try:
            return int((self._folder / MARKED).read_text(encoding="ascii"))
        except FileNotFoundError:
            return 0
        except ValueError as error:
            raise EngineError(f"{self._folder / MARKED} is damaged. Run `dispatchsearch rebuild`.") from error

    def mark(self, generation: int) -> None:
        """Remember durably which state of the store the rows reflect."""
        self._folder.mkdir(parents=True, exist_ok=True)
        whole = self._folder / f"{MARKED}.new"
        with whole.open("w", encoding="ascii") as file:
            file.write(str(generation))
            file.flush()
            os.fsync(file.fileno())
        whole.rename(self._folder / MARKED)

    def clear(self) -> None:
        """Remove all rows."""
        from dispatchsearch.engines.whoosh import writer
        self.mark(0)
        writer.clear(self._folder, self._kinds, self._patience)

    def close(self) -> None:
        """Let go of files; closing twice is no error."""

    def _fields(self, id_: str, row: Row) -> set[Kind]:
        """Return the kinds of the fields a row names; EngineError where the index lacks one."""
        unknown = row.keys() - self._kinds.keys()
        if unknown:
            raise EngineError(f"Row {id_} has {', '.join(sorted(unknown))}, of which the index knows nothing.")
        return {self._kinds[name] for name in row}

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        from dispatchsearch.engines.whoosh import writer  # Whoosh is slow to import and readers do not need it

        with writer.writing(self._folder, self._kinds, self._patience) as open_writer:
            yield open_writer, writer


def answer(snapshot: Snapshot, request: SearchRequest) -> SearchResult:
    """Answer a request from the arrays of a snapshot."""
    late = alarm(request.deadline)
    evaluator = Evaluator(snapshot, late)
    total = collapsed = 0
    found: tuple[Hit, ...] = ()
    facets: dict[str, tuple[Count, ...]] = {}
    histograms: dict[str, Mapping[int, int]] = {}
    try:
        tree = request.query if request.filter is None else And((request.query, Boosted(request.filter, 0.0)))
        matches = evaluator.matches(tree)
        total = len(matches.rows)
        found, collapsed = hits(snapshot, matches, request)
        for facet in request.facets:
            late()
            facets[facet.field] = tally(snapshot, matches.rows, facet)
        for histogram in request.histograms:
            late()
            histograms[histogram.field] = spread(snapshot, matches.rows, histogram)
    except Late:
        return SearchResult(total, found, collapsed, facets, histograms, partial=True)
    return SearchResult(total, found, collapsed, facets, histograms)
