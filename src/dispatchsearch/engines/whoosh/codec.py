"""
Whoosh's codec, its own extension point for how a segment is stored: ours are arrays.

`RowWriter` is handed rows, many at a time; at the commit `SegmentFiles` writes the arrays. For Whoosh's readers,
matchers and queries the arrays are shown again as terms, postings and columns (see `readers`).
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base

from dispatchsearch.engines.port import Kind
from dispatchsearch.engines.whoosh.arrays import Array, ArraySink
from dispatchsearch.engines.whoosh.build import Builder, MemorySink
from dispatchsearch.engines.whoosh.merge import Source, merge
from dispatchsearch.engines.whoosh.postings import FORMAT, Segment
from dispatchsearch.engines.whoosh.readers import RowReader, TermReader
from dispatchsearch.engines.whoosh.toc import NAME, Entry, living, load_segment, segment_path
from dispatchsearch.errors import EngineError


class ArraySegment(base.Segment):  # type: ignore[misc]  # whoosh has no types
    """A segment in Whoosh's list: its name, its size, which rows are deleted, which fields are revised."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self.rows = 0
        self.revised: dict[str, int] = {}
        self._dead: Array | None = None

    def __getstate__(self) -> dict[str, Any]:
        deleted = b"" if self._dead is None else np.packbits(self._dead).tobytes()
        return {"segid": self.segid, "rows": self.rows, "deleted": deleted, "revised": self.revised}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.indexname, self.compound = NAME, False
        self.segid, self.rows, self.revised = state["segid"], state["rows"], state["revised"]
        alive = living(Entry("", state["rows"], state["deleted"], {}))
        self._dead = None if alive is None else ~alive

    def entry(self) -> Entry:
        """Return the segment as it would be listed."""
        state = self.__getstate__()
        return Entry(self.segment_id(), state["rows"], state["deleted"], state["revised"])

    def codec(self) -> "ArrayCodec":
        """Return the codec that reads it."""
        return ArrayCodec({})

    def should_assemble(self) -> bool:
        """Whether files should be packed into one: there is one already."""
        return False

    def set_doc_count(self, count: int) -> None:
        """Note the number of rows."""
        self.rows = count

    def doc_count_all(self) -> int:
        """Return the number of rows, deleted ones among them."""
        return self.rows

    def deleted_count(self) -> int:
        """Return the number of deleted rows."""
        return 0 if self._dead is None else int(np.count_nonzero(self._dead))

    def deleted_docs(self) -> Iterator[int]:
        """Yield the numbers of deleted rows."""
        yield from () if self._dead is None else np.flatnonzero(self._dead).tolist()

    def delete_document(self, number: int, delete: bool = True) -> None:  # noqa: FBT001, FBT002  # Whoosh's signature
        """Mark a row as deleted."""
        if self._dead is None:
            self._dead = np.zeros(self.rows, dtype=bool)
        self._dead[number] = delete

    def is_deleted(self, number: int) -> bool:
        """Whether a row is deleted; Whoosh asks for one behind the last, too."""
        return self._dead is not None and number < self.rows and bool(self._dead[number])


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Writes and reads segments as arrays; one is made for each writer."""

    length_stats = False

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = kinds
        self._rows = RowWriter(kinds)

    def new_segment(self, _storage: Any, indexname: str) -> ArraySegment:
        """Begin a segment."""
        return ArraySegment(indexname)

    def per_document_writer(self, _storage: Any, _segment: ArraySegment) -> "RowWriter":
        """Return what takes the rows."""
        return self._rows

    def field_writer(self, storage: Any, segment: ArraySegment) -> "SegmentFiles":
        """Return what writes the files at the commit."""
        return SegmentFiles(Path(storage.folder), segment, self._rows)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> TermReader:
        """Return the terms of a segment for Whoosh."""
        return TermReader(load_segment(Path(storage.folder), segment.entry()))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> RowReader:
        """Return the rows of a segment for Whoosh."""
        return RowReader(load_segment(Path(storage.folder), segment.entry()), segment)


class RowWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Takes rows, and whole segments that are to be merged with them."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.is_closed = False
        self._builder = Builder(kinds)
        self._sources: list[Source] = []

    def take(self, rows: Builder) -> None:
        """Take rows."""
        self._builder.take(rows)

    def absorb(self, source: Source) -> None:
        """Take the living rows of a segment."""
        self._sources.append(source)

    def close(self) -> None:
        """Take no more."""
        self.is_closed = True

    def flush(self, sink: ArraySink) -> None:
        """Write everything that was taken."""
        sink.facts["format"] = FORMAT
        if not self._sources:
            self._builder.finish(sink)
            return
        own = MemorySink()
        if len(self._builder):
            self._builder.finish(own)
            self._sources.append(Source(Segment(own, own.facts), None))
        merge(self._sources, sink)


class SegmentFiles(base.FieldWriter):  # type: ignore[misc]
    """Writes the files of a new segment when Whoosh's writer commits; nothing before."""

    def __init__(self, folder: Path, segment: ArraySegment, rows: RowWriter) -> None:
        self.is_closed = False
        self._path = segment_path(folder, segment.segment_id())
        self._rows = rows

    def add_postings(self, _schema: Any, _lengths: Any, items: Iterable[object]) -> None:
        """Write the segment; Whoosh's own pool of postings must be empty."""
        if next(iter(items), None) is not None:
            raise EngineError("Whoosh handed over single postings, which this index does not take.")
        with self._path.open("xb") as file:
            sink = ArraySink(file)
            self._rows.flush(sink)
            sink.close()

    def close(self) -> None:
        """Write no more."""
        self.is_closed = True
