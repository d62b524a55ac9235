"""
Whoosh's segment writer over our codec: rows in, rows out, values revised, small segments merged.

A commit writes the new segment, then the table of contents that names it, each synced; until the last rename the
commit before is what readers see.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.util.filelock import try_for
from whoosh.writing import SegmentWriter

from dispatchsearch.engines.port import Kind, Row
from dispatchsearch.engines.whoosh.arrays import Array, ArraySink
from dispatchsearch.engines.whoosh.build import Builder, collected
from dispatchsearch.engines.whoosh.codec import ArrayCodec, ArraySegment
from dispatchsearch.engines.whoosh.fields import whoosh_schema
from dispatchsearch.engines.whoosh.merge import GONE, Source, merge_keywords
from dispatchsearch.engines.whoosh.postings import KeywordPart, Segment
from dispatchsearch.engines.whoosh.snapshot import load
from dispatchsearch.engines.whoosh.storage import SafeStorage
from dispatchsearch.engines.whoosh.toc import NAME, Entry, latest, living, load_segment, read_toc, revision_path
from dispatchsearch.errors import EngineError

GROWTH = 2
"""A segment is merged into the next commit unless it has more than so many times the rows that are merged anyway."""

DELAY = 0.05
"""Seconds between two looks at a lock."""


class ArrayWriter(SegmentWriter):  # type: ignore[misc]  # whoosh has no types
    """A Whoosh writer whose segments are arrays; who makes one holds the lock."""

    def __init__(self, index: FileIndex, kinds: Mapping[str, Kind]) -> None:
        super().__init__(index, codec=ArrayCodec(kinds), compound=False, _lk=False)
        self._folder = Path(self.storage.folder)
        self._kinds = kinds
        self._opened: dict[str, Segment] = {}

    def take(self, rows: Builder) -> None:
        """Add rows."""
        self.perdocwriter.take(rows)
        self.docnum += len(rows)
        if len(rows):
            self._added = True

    def absorb(self, segment: ArraySegment) -> None:
        """Take over the living rows of a segment, whole arrays at a time."""
        self.perdocwriter.absorb(Source(self._arrays(segment), living(segment.entry())))
        self.docnum += segment.doc_count()
        self._added = True

    def remove(self, ids: Iterable[str]) -> int:
        """Mark rows as deleted and return how many there were."""
        wanted, removed = list(ids), 0
        for segment in self.segments:
            for row in self._arrays(segment).find(wanted)[0].tolist():
                removed += not segment.is_deleted(row)
                segment.delete_document(row)
        return removed

    def revise(self, values: Mapping[str, Row]) -> bool:
        """Replace KEYWORD and DAY values of rows that are there, and tell whether any differed."""
        differed = False
        for field in sorted({field for row in values.values() for field in row}):
            told = {id_: row[field] for id_, row in values.items() if field in row}
            given = list(told.values())
            for segment in self.segments:
                rows, found = self._arrays(segment).find(list(told))
                if len(rows):
                    differed |= self._revise(segment, field, rows, [given[one] for one in found])
        return differed

    def _revise(self, segment: ArraySegment, field: str, rows: Array, values: Sequence[Any]) -> bool:
        """Write the file of a revised field, given the new values of some rows, unless they are the old ones."""
        arrays = self._arrays(segment)
        taken = collected(field, self._kinds[field], values)
        if self._kinds[field] is Kind.DAY:
            old, new = arrays.days[field], taken[f"{field}/days"]
            same = bool((old[rows] == new).all())
        else:
            part, revised = arrays.keywords[field], KeywordPart(taken, field)
            same = all(part.of_row(row) == revised.of_row(place) for place, row in enumerate(rows.tolist()))
        if same:
            return False
        with revision_path(self._folder, segment.segment_id(), field, self.generation).open("wb") as file:
            sink = ArraySink(file)
            if self._kinds[field] is Kind.DAY:
                days = old.copy()
                days[rows] = new
                sink.put(f"{field}/days", days)
            else:
                kept = np.arange(len(arrays), dtype=np.int32)
                kept[rows] = GONE
                merge_keywords(field, [part, revised], [kept, rows.astype(np.int32)], len(arrays), sink)
            sink.close()
        segment.revised[field] = self.generation
        return True

    def _arrays(self, segment: ArraySegment) -> Segment:
        """Return the arrays of a segment as they were at the last commit."""
        name = segment.segment_id()
        if name not in self._opened:
            self._opened[name] = load_segment(self._folder, segment.entry())
        return self._opened[name]


def merge_small(writer: ArrayWriter, segments: list[ArraySegment]) -> list[ArraySegment]:
    """Whoosh's hook: merge segments into the commit so that each kept one has many times the rows of all smaller ones.

    So a row is written again only a few times, and an index of n rows has about log n segments. A segment that is half
    deleted is merged too.
    """
    kept, total = [], writer.doc_count()
    for segment in sorted(segments, key=ArraySegment.doc_count):
        rows = segment.doc_count()
        if rows and rows > GROWTH * total and segment.deleted_count() <= rows:
            kept.append(segment)
        elif rows:
            writer.absorb(segment)
            total += rows
    return kept


def merge_all(writer: ArrayWriter, segments: list[ArraySegment]) -> list[ArraySegment]:
    """Whoosh's hook: leave one segment without deleted rows."""
    if len(segments) == 1 and not segments[0].has_deletions():
        return segments
    for segment in segments:
        if segment.doc_count():
            writer.absorb(segment)
    return []


def merge_none(_writer: ArrayWriter, segments: list[ArraySegment]) -> list[ArraySegment]:
    """Whoosh's hook: leave all segments that hold a row."""
    return [segment for segment in segments if segment.doc_count()]


@contextmanager
def writing(folder: Path, kinds: Mapping[str, Kind], patience: float) -> Iterator[ArrayWriter]:
    """Yield a writer that holds the lock; it is cancelled unless it was committed. Begins an index where there is none.

    Raises EngineError where another process holds the lock for longer than `patience` seconds.
    """
    storage = _storage(folder)
    with _locked(storage, patience):  # first: another commit would remove what we read
        if latest(folder) is None:
            TOC(whoosh_schema(kinds), [], 0).write(storage, NAME)
        load(folder, kinds)  # nothing strange or damaged is written to, nor seen by Whoosh
        writer = ArrayWriter(FileIndex(storage, whoosh_schema(kinds), NAME), kinds)
        try:
            _tidy(folder, read_toc(folder, writer.generation - 1))
            yield writer
        finally:
            if not writer.is_closed:
                writer.cancel()


def clear(folder: Path, kinds: Mapping[str, Kind], patience: float, first: Callable[[], None]) -> None:
    """Commit an index without rows, whatever was there before, and remove what it held; do something else first.

    Raises EngineError where another process holds the lock for longer than `patience` seconds.
    """
    storage = _storage(folder)
    with _locked(storage, patience):
        first()
        commit = latest(folder)
        empty = TOC(whoosh_schema(kinds), [], 0 if commit is None else commit + 1)
        empty.write(storage, NAME)
        clean_files(storage, NAME, empty.generation, [])


def _storage(folder: Path) -> SafeStorage:
    folder.mkdir(parents=True, exist_ok=True)
    return SafeStorage(str(folder))


@contextmanager
def _locked(storage: SafeStorage, patience: float) -> Iterator[None]:
    lock = storage.lock(f"{NAME}_WRITELOCK")
    if not try_for(lock.acquire, timeout=patience, delay=DELAY):
        raise _held(storage)
    try:
        yield
    finally:
        lock.release()


def _held(storage: SafeStorage) -> EngineError:
    holder = storage.holder(f"{NAME}_WRITELOCK") or "unknown"
    return EngineError(
        f"The index in {storage.folder} is being written by another process (number {holder}). "
        "Wait until it has finished, or end it, and try again."
    )


def _tidy(folder: Path, entries: Iterable[Entry]) -> None:
    """Remove revised fields that a later revision has replaced, and what a commit cut short has left."""
    named = {
        revision_path(folder, entry.name, field, number) for entry in entries for field, number in entry.revised.items()
    }
    for path in [*folder.glob("*.revised"), *folder.glob("*.toc.*")]:
        if path not in named:
            path.unlink(missing_ok=True)
