"""
The default engine behind the port: a Whoosh index, written by Whoosh and read as arrays.

Whoosh itself is imported when something is written, or when its own searcher is asked; readers start without it.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dispatchsearch.durable import replacing
from dispatchsearch.engines.budget import LATE, Budget, Late
from dispatchsearch.engines.guards import check_rows, written
from dispatchsearch.engines.port import Count, Field, Hit, Row, SearchRequest, SearchResult
from dispatchsearch.engines.whoosh.build import Builder
from dispatchsearch.engines.whoosh.columns import Chosen
from dispatchsearch.engines.whoosh.evaluate import Evaluator
from dispatchsearch.engines.whoosh.holders import frequency
from dispatchsearch.engines.whoosh.lexicon import decode
from dispatchsearch.engines.whoosh.page import hits, spread, tally
from dispatchsearch.engines.whoosh.snapshot import Snapshot, load
from dispatchsearch.engines.whoosh.toc import check
from dispatchsearch.errors import EngineError
from dispatchsearch.query import And, Boosted

PATIENCE = 30.0
"""Seconds to wait for another writer to finish."""

MARKED = "generation"
"""The file that holds the number last given to `mark`."""

UNEXPECTED = (ArithmeticError, LookupError, TypeError, ValueError)
"""What arrays that are not as they should be may raise."""

logger = logging.getLogger(__name__)


class WhooshEngine:
    """Writes rows to a Whoosh index in a folder and searches it; threads may share it.

    The folder is made by the first write. With `plain` Whoosh's own searcher answers: the same, slowly.
    """

    def __init__(
        self, folder: Path, schema: Sequence[Field], *, plain: bool = False, patience: float = PATIENCE
    ) -> None:
        self._folder = folder
        self._kinds = {field.name: field.kind for field in schema}
        self._is_plain = plain
        self._patience = patience
        self._snapshot: Snapshot | None = None

    def write(self, rows: Mapping[str, Row]) -> None:
        """Add rows by id, all or none; an id again replaces. Seen by the next `search`."""
        self.write_packed([self.pack(rows)])

    def pack(self, rows: Mapping[str, Row]) -> Builder:
        """Return rows in the form they are written from; it can be handed from process to process."""
        check_rows(rows, self._kinds)
        packed = Builder(self._kinds)
        for id_, row in rows.items():
            packed.add(id_, row)
        return packed

    def write_packed(self, parts: Sequence[Builder]) -> None:
        """Add packed rows as `write` adds rows: all or none. No two may have one id."""
        with self._writing() as (writer, room):
            for part in parts:
                writer.remove(map(decode, part.ids))
                writer.take(part)
            writer.commit(mergetype=room.merge_small)

    def revise(self, values: Mapping[str, Row]) -> None:
        """Replace KEYWORD and DAY values of rows that exist, leaving their text; unknown ids are passed over."""
        check_rows(values, self._kinds, revised=True)
        with self._writing() as (writer, room):
            if writer.revise(values):
                writer.commit(mergetype=room.merge_none)

    def delete(self, ids: Iterable[str]) -> None:
        """Remove rows, all or none; ids that are not there are passed over."""
        with self._writing() as (writer, room):
            if writer.remove(ids):
                writer.commit(mergetype=room.merge_small)

    def search(self, request: SearchRequest) -> SearchResult:
        """Find rows."""
        with _answered(self._folder):
            if not self._is_plain:
                snapshot = self._look()
                try:
                    return answer(snapshot, request)
                except UNEXPECTED as error:
                    logger.warning("The arrays of %s gave %r; Whoosh's own searcher answers.", self._folder, error)
            found: SearchResult = self._plain().search(request)
            return found

    def frequency(self, field: str, terms: Sequence[str]) -> Sequence[int]:
        """Return, for each term or value, how many rows hold it in the field."""
        with _answered(self._folder):
            if self._is_plain:
                searcher = self._plain()
                return [searcher.frequency(field, term) for term in terms]
            snapshot = self._look()
            return [frequency(snapshot, field, term) for term in terms]

    def count(self) -> int:
        """Return how many rows there are."""
        return self._look().rows

    def generation(self) -> int:
        """Return the number last given to `mark`, 0 for a new index."""
        path = self._folder / MARKED
        try:
            return int(path.read_text(encoding="ascii"))
        except FileNotFoundError:
            return 0
        except ValueError as error:
            raise EngineError(f"{path} is damaged. Run `dispatchsearch rebuild`.") from error

    def mark(self, generation: int) -> None:
        """Remember durably which state of the store the rows reflect."""
        with written(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            with replacing(self._folder / MARKED) as file:
                file.write(str(generation))

    def clear(self) -> None:
        """Remove all rows, whatever state they are in."""
        with written(self._folder):
            _writer().clear(self._folder, self._kinds, self._patience, lambda: self.mark(0))

    def compact(self) -> None:
        """Bring all rows into one segment, without what was deleted: a little faster to read, not needed."""
        with self._writing() as (writer, room):
            writer.commit(mergetype=room.merge_all)

    def check(self) -> None:
        """Read back everything that was written; EngineError where it is not as it was."""
        check(self._folder)
        self.generation()

    def close(self) -> None:
        """Let go of files; closing twice is no error."""
        self._snapshot = None

    def _look(self) -> Snapshot:
        """Return the index as of the last commit."""
        self._snapshot = load(self._folder, self._kinds, self._snapshot)
        return self._snapshot

    def _plain(self) -> Any:
        from dispatchsearch.engines.whoosh import plain  # noqa: PLC0415  # Whoosh is slow to import

        return plain.open_plain(self._folder, self._kinds)

    @contextmanager
    def _writing(self) -> Iterator[tuple[Any, Any]]:
        room = _writer()
        with written(self._folder), room.writing(self._folder, self._kinds, self._patience) as writer:
            yield writer, room


def answer(snapshot: Snapshot, request: SearchRequest) -> SearchResult:
    """Answer a request from the arrays of a snapshot."""
    budget = Budget(request.deadline)
    total = collapsed = 0
    found: tuple[Hit, ...] = ()
    facets: dict[str, tuple[Count, ...]] = {}
    histograms: dict[str, Mapping[int, int]] = {}
    try:
        tree = request.query if request.filter is None else And((request.query, Boosted(request.filter, 0.0)))
        matches = Evaluator(snapshot, budget).matches(tree)
        total = len(matches.rows)
        found, collapsed = hits(snapshot, matches, request)
        chosen = Chosen(matches.rows, snapshot.size)
        for facet in request.facets:
            budget.look()
            facets[facet.field] = tally(snapshot, chosen, facet)
        for histogram in request.histograms:
            budget.look()
            histograms[histogram.field] = spread(snapshot, matches.rows, histogram)
    except Late:
        budget.leave(LATE)
    limits = tuple(budget.limits)
    return SearchResult(total, found, collapsed, facets, histograms, partial=bool(limits), limits=limits)


@contextmanager
def _answered(folder: Path) -> Iterator[None]:
    try:
        yield
    except UNEXPECTED as error:
        raise EngineError(
            f"The index in {folder} could not answer ({error!r}). Run `dispatchsearch verify`, "
            "and `dispatchsearch rebuild` if it finds damage."
        ) from error


def _writer() -> Any:
    from dispatchsearch.engines.whoosh import writer  # noqa: PLC0415  # Whoosh is slow to import

    return writer
