"""The default engine: a Whoosh index behind the port."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.util import filelock

from dispatchsearch.engines.port import Field, Kind, Row, SearchRequest, SearchResult
from dispatchsearch.engines.whoosh.fields import whoosh_schema
from dispatchsearch.engines.whoosh.plain import PlainSearcher
from dispatchsearch.errors import EngineError

PATIENCE = 10.0
"""Seconds to wait for another writer to finish."""

_ = filelock


class WhooshEngine:
    """Writes rows to a Whoosh index in a folder and searches it."""

    def __init__(self, folder: Path, schema: Sequence[Field]) -> None:
        self._folder = folder
        self._kinds = {field.name: field.kind for field in schema}
        self._schema = whoosh_schema(schema)

    def write(self, rows: Mapping[str, Row]) -> None:
        """Add rows by id, all or none; an id again replaces."""
        for row in rows.values():
            self._check(row)
        with self._writer() as (writer, reader):
            for id_ in rows:
                self._drop(writer, reader, id_)
            for id_, row in rows.items():
                writer.add_document(id=id_, **{name: value for name, value in row.items() if value is not None},
                                    _stored_id=id_)
            self._keep(writer, rows)

    def _keep(self, writer: Any, rows: Mapping[str, Row]) -> None:
        pass

    def revise(self, values: Mapping[str, Row]) -> None:
        raise NotImplementedError

    def _drop(self, writer: Any, reader: Any, id_: str) -> None:
        try:
            matcher = reader.postings("id", id_.encode())
        except index.IndexError:
            return
        except Exception as error:
            if type(error).__name__ == "TermNotFound":
                return
            raise
        while matcher.is_active():
            writer.delete_document(matcher.id())
            matcher.next()

    def delete(self, ids: Iterable[str]) -> None:
        with self._writer() as (writer, reader):
            for id_ in ids:
                self._drop(writer, reader, id_)

    def search(self, request: SearchRequest) -> SearchResult:
        reader = self._index().reader()
        try:
            return PlainSearcher(reader, self._kinds).search(request)
        finally:
            reader.close()

    def frequency(self, field: str, terms: Sequence[str]) -> Sequence[int]:
        reader = self._index().reader()
        searcher = PlainSearcher(reader, self._kinds)
        return [searcher.frequency(field, term) for term in terms]

    def count(self) -> int:
        return int(self._index().doc_count())

    def generation(self) -> int:
        try:
            return int((self._folder / "mark").read_text())
        except FileNotFoundError:
            return 0

    def mark(self, generation: int) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "mark").write_text(str(generation))

    def clear(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self.mark(0)
        index.create_in(os.fspath(self._folder), self._schema)

    def close(self) -> None:
        pass

    def _check(self, row: Row) -> None:
        for name, value in row.items():
            kind = self._kinds.get(name)
            if kind is None:
                raise EngineError(f"no field {name}")
            if kind is Kind.DAY and not isinstance(value, int | None):
                raise EngineError(f"{value!r} is no day")
            if kind is not Kind.DAY and isinstance(value, str | int):
                raise EngineError(f"{value!r} is no {kind}")

    def _index(self) -> Any:
        if not index.exists_in(os.fspath(self._folder)):
            raise EngineError(f"There is no index in {self._folder}: run `dispatchsearch rebuild`.")
        return index.open_dir(os.fspath(self._folder), schema=self._schema)

    @contextmanager
    def _writer(self) -> Iterator[Any]:
        if not self._folder.is_dir() or not index.exists_in(os.fspath(self._folder)):
            self.clear()
        found = self._index()
        writer = found.writer(timeout=PATIENCE)
        reader = found.reader()
        try:
            yield writer, reader
        except BaseException:
            writer.cancel()
            raise
        else:
            writer.commit(merge=False)
        finally:
            reader.close()
