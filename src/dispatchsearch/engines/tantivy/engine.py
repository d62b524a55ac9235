"""
The port over a folder with a Tantivy index.

A writer is opened for each change and closed when its merging is done, so that no lock outlives a call. Tantivy syncs a
commit and replaces its table of contents in one step: until then the commit before is what everybody sees.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import tantivy

from dispatchsearch.engines.budget import LATE, Budget, Late
from dispatchsearch.engines.guards import check_rows, written
from dispatchsearch.engines.port import Count, Field, Hit, Row, SearchRequest, SearchResult
from dispatchsearch.engines.tantivy.documents import ID, document, kept_value, tantivy_schema
from dispatchsearch.engines.tantivy.files import Contents, check_files, read_contents, read_facts, stamp_of, write_facts
from dispatchsearch.engines.tantivy.folding import folded
from dispatchsearch.engines.tantivy.page import Prepared, counts, hits
from dispatchsearch.engines.tantivy.queries import Translator, even_score
from dispatchsearch.engines.tantivy.view import View
from dispatchsearch.errors import EngineError

PATIENCE = 30.0
"""Seconds to wait for another writer to finish."""
DELAY = 0.05
"""Seconds between two looks at a lock."""
HEAP = 128_000_000
"""Bytes of documents that are collected before they go to disk."""
COMPACTING = 1_000_000_000
"""The same where all rows are written again: enough for some 300,000 dispatches in one segment."""
MOST_COMPACTED = 300_000
"""Rows of an index that is written again; a larger one is left to Tantivy's merging."""
THREADS = 1
"""That collect documents: each would leave a segment of its own at every commit."""
BUSY = "LockBusy"


class TantivyEngine:
    """Writes rows to a Tantivy index in a folder and searches it; threads may share it.

    The folder is made by the first write.
    """

    def __init__(self, folder: Path, schema: Sequence[Field], *, patience: float = PATIENCE) -> None:
        self._folder = folder
        self._kinds = {field.name: field.kind for field in schema}
        self._schema = tantivy_schema(self._kinds)
        self._patience = patience
        self._index: Any = None
        self._view: View | None = None

    def write(self, rows: Mapping[str, Row]) -> None:
        """Add rows by id, all or none; an id again replaces. Seen by the next `search`."""
        check_rows(rows, self._kinds)
        with self._writing() as writer:
            for id_, row in rows.items():
                made = document(id_, row, self._kinds)
                writer.delete_documents_by_term(ID, kept_value(id_))
                writer.add_document(made)

    def pack(self, rows: Mapping[str, Row]) -> Mapping[str, Row]:
        """Return rows in the form they are written from: Tantivy's own cannot be handed from process to process."""
        return rows

    def write_packed(self, parts: Sequence[Mapping[str, Row]]) -> None:
        """Add packed rows as `write` adds rows: all or none. No two may have one id."""
        self.write({id_: row for part in parts for id_, row in part.items()})

    def revise(self, values: Mapping[str, Row]) -> None:
        """Replace KEYWORD and DAY values of rows that exist, leaving their text; unknown ids are passed over."""
        check_rows(values, self._kinds, revised=True)
        for id_, row in values.items():
            document(id_, row, self._kinds)
        if not values or stamp_of(self._folder) is None:
            return
        with _answered(self._folder):
            before = self._look().rows_of(list(values))
        changed = {id_: {**row, **values[id_]} for id_, row in before.items()}
        if differing := {id_: row for id_, row in changed.items() if row != before[id_]}:
            self.write(differing)

    def delete(self, ids: Iterable[str]) -> None:
        """Remove rows, all or none; ids that are not there are passed over."""
        with self._writing() as writer:
            for id_ in ids:
                writer.delete_documents_by_term(ID, kept_value(id_))

    def search(self, request: SearchRequest) -> SearchResult:
        """Find rows."""
        with _answered(self._folder):
            return answer(self._look(), request)

    def frequency(self, field: str, terms: Sequence[str]) -> Sequence[int]:
        """Return, for each term or value, how many rows hold it in the field."""
        with _answered(self._folder):
            view = self._look()
            return [view.frequency(field, term) for term in terms]

    def count(self) -> int:
        """Return how many rows there are."""
        return self._look().rows

    def generation(self) -> int:
        """Return the number last given to `mark`, 0 for a new index."""
        return read_facts(self._folder, self._kinds)

    def mark(self, generation: int) -> None:
        """Remember durably which state of the store the rows reflect."""
        with written(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_facts(self._folder, self._kinds, generation)

    def clear(self) -> None:
        """Remove all rows, and whatever is damaged; the generation is 0 again."""
        self.mark(0)
        try:
            with self._writing() as writer:
                writer.delete_all_documents()
        except EngineError:
            if _is_busy(self._folder):
                raise
            self.close()
            with written(self._folder):
                shutil.rmtree(self._folder)
            self.mark(0)
            with self._writing():
                pass

    def compact(self) -> None:
        """Bring the index into few segments; what is found stays the same.

        Tantivy merges eight segments of a size at a time, and cannot be told to merge more. So where none of several
        holds half of the rows, or much was deleted, all rows are written again in one commit.
        """
        with self._writing(COMPACTING) as writer:
            contents = read_contents(self._folder)
            if _is_scattered(contents):
                view = self._look()
                writer.delete_all_documents()
                for id_, row in view.every():
                    writer.add_document(document(id_, row, self._kinds))

    def check(self) -> None:
        """Read back everything that was written; EngineError where it is not as it was."""
        self._look()
        check_files(self._folder)
        self.generation()

    def close(self) -> None:
        """Let go of files; closing twice is no error."""
        self._index = self._view = None

    def _look(self) -> View:
        """Return the index as of the last commit."""
        stamp, view = stamp_of(self._folder), self._view
        if stamp is None:
            raise EngineError(
                f"There is no index in {self._folder}. Run `dispatchsearch index` or `dispatchsearch rebuild`."
            )
        if view is None or view.stamp != stamp:
            with _answered(self._folder):
                read_facts(self._folder, self._kinds)
                contents = read_contents(self._folder)
                if self._index is None:
                    self._index = tantivy.Index.open(str(self._folder))
                    self._index.config_reader("manual")
                self._index.reload()
                view = self._view = View(self._index.searcher(), self._schema, self._kinds, contents)
        return view

    @contextmanager
    def _writing(self, heap: int = HEAP) -> Iterator[Any]:
        """Yield a writer whose changes are committed at the end, or forgotten where something fails."""
        with written(self._folder), _answered(self._folder):
            self._begin()
            index = tantivy.Index(self._schema, str(self._folder), reuse=True)
            writer = self._writer(index, heap)
            try:
                yield writer
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()

    def _begin(self) -> None:
        """Make the folder where there is none; see that the index there is ours."""
        if stamp_of(self._folder) is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_facts(self._folder, self._kinds, read_facts(self._folder, self._kinds))
        else:
            self._look()

    def _writer(self, index: Any, heap: int) -> Any:
        """Take the lock; EngineError where another process holds it for too long."""
        end = monotonic() + self._patience
        while True:
            try:
                return index.writer(heap, THREADS)
            except ValueError as error:
                if BUSY not in str(error):
                    raise
                if monotonic() >= end:
                    raise EngineError(
                        f"The index in {self._folder} is being written by another process. "
                        "Wait until it has finished, or end it, and try again."
                    ) from error
            sleep(DELAY)


def answer(view: View, request: SearchRequest) -> SearchResult:
    """Answer a request from one commit."""
    budget = Budget(request.deadline)
    total = collapsed = 0
    found: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[Count, ...]] = {}
    histograms: Mapping[str, Mapping[int, int]] = {}
    asked, matched = Translator(view, budget).both(request.query, request.filter)
    try:
        budget.look()
        prepared = Prepared(view, asked, matched, request.sort, even_score(request.query, view))
        begin, end = request.offset, request.offset + max(request.limit, 0)
        if request.collapse is None:
            total, found = hits(prepared, begin, end)
            collapsed = total
        else:
            total, collapsed, found = folded(prepared, request.collapse, begin, end, budget)
        budget.look()
        facets, histograms = counts(view, matched, request.facets, request.histograms, budget)
    except Late:
        budget.leave(LATE)
    limits = tuple(budget.limits)
    return SearchResult(total, found, collapsed, facets, histograms, partial=bool(limits), limits=limits)


def _is_scattered(contents: Contents) -> bool:
    """Whether an index is worth writing again."""
    if contents.size > MOST_COMPACTED:
        return False
    return max(contents.sizes, default=0) * 2 < contents.size or contents.deleted * 3 > contents.size


def _is_busy(folder: Path) -> bool:
    """Whether another process is writing the index."""
    try:
        tantivy.Index.open(str(folder)).writer(HEAP, THREADS).wait_merging_threads()
    except (ValueError, OSError) as error:
        return BUSY in str(error)
    return False


@contextmanager
def _answered(folder: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, RuntimeError) as error:
        raise _failed(folder, error) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # a panic of Rust is no Exception
            raise _failed(folder, error) from error
        raise


def _failed(folder: Path, error: BaseException) -> EngineError:
    return EngineError(
        f"The index in {folder} cannot be used ({error}). Run `dispatchsearch verify`, and `dispatchsearch rebuild` "
        "if it finds damage."
    )
