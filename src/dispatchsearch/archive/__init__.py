"""The hall: one archive with its store and its engine, opened for reading or for writing.

What only writing needs is imported when something is written, so that a search starts at once.
"""

import contextlib
import datetime as dt
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from dispatchsearch import __version__
from dispatchsearch.archive.corrected import current
from dispatchsearch.archive.engines import engine_folder, engine_of, remove_others
from dispatchsearch.archive.inspect import Fault, Glance, Status, faults_of, glance_of, status_of
from dispatchsearch.corrections import Corrections
from dispatchsearch.dates import Precision
from dispatchsearch.dispatch import Dispatch, Evidence, Heading, MentionKind
from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import Engine
from dispatchsearch.errors import EngineError, UnknownDispatch
from dispatchsearch.events import Outcome, Step
from dispatchsearch.schema import FIELDS, SCHEMA_VERSION
from dispatchsearch.search.living import Living
from dispatchsearch.search.page import Beside, ResultHit, ResultPage, SearchOptions
from dispatchsearch.search.portraits import Portrait, named, portrait
from dispatchsearch.search.searcher import Searcher
from dispatchsearch.store import Rejection, SourceSummary, Store, sole_writer
from dispatchsearch.store.stories import unknown
from dispatchsearch.workers import Workers

AT_ONCE = 1000
"""Dispatches taken from the store at once."""
WORTH_COMPACTING = 2000
"""Changed rows after which the index is brought into the form that is read fastest."""


class Archive:
    """An archive in `folder`, whose corrections lie in `authority` (by default beside it).

    Raises StoreError where there is none, EngineError where its index is missing or damaged.
    """

    def __init__(
        self, folder: Path, *, authority: Path | None = None, create: bool = False, engine: str | None = None
    ) -> None:
        self.folder = folder
        self.store = Store(folder, create=create)
        try:
            meta = self.store.meta()
            self.engine_name = engine_of(meta, engine)
        except BaseException:
            self.store.close()
            raise
        self.authority = authority or Path(meta.get("authority") or folder.resolve().parent / "authority")
        self.deadline: float | None = None
        self._engine: Engine | None = None
        self._opening = threading.Lock()
        self.changed = 0
        """Dispatches whose conclusions the last run has changed, new ones not counted."""

    @classmethod
    def open(cls, folder: Path, *, authority: Path | None = None, deadline: float | None = None) -> Self:
        """Open an archive for reading; StoreError where there is none.

        A search that takes more than `deadline` seconds ends with what it has found and says so.
        """
        archive = cls(folder, authority=authority)
        archive.deadline = deadline
        return archive

    @property
    def engine(self) -> Engine:
        """The engine, opened when it is first needed; EngineError when it is not of this archive's making."""
        with self._opening:
            if self._engine is None:
                version = self.store.meta().get("schema")
                if version is not None and version != str(SCHEMA_VERSION):
                    raise EngineError(
                        "the index was written by another version of the program: run `dispatchsearch rebuild` "
                        "(nothing is read again)"
                    )
                self._engine = open_engine(self.engine_name, engine_folder(self.folder, self.engine_name), FIELDS)
        return self._engine

    @cached_property
    def searcher(self) -> Searcher:
        """The one searcher: it keeps what it has learned of words and records."""
        return Searcher(Living(self.engine, self.store), self.store, self.deadline)

    # Reading

    @property
    def indexed(self) -> str | None:
        """When folders were last brought in, as an ISO instant in UTC; None where none ever were."""
        last = self.store.last("indexed")
        return last[0] if last else None

    def search(self, text: str, options: SearchOptions | None = None) -> ResultPage:
        """Answer a query; QueryError where it asks the impossible."""
        with self.store.database.snapshot():  # what the engine finds and what is shown of it agree, also during a run
            return self.searcher.search(text, options or SearchOptions())

    def hits(self, text: str, options: SearchOptions, dispatch: Dispatch) -> tuple[tuple[int, int], ...]:
        """Return the spans of a dispatch's body that a query hits; QueryError where it asks the impossible."""
        return self.searcher.hits(text, options, dispatch)

    def beside(self, text: str, options: SearchOptions, rank: int) -> Beside:
        """Return what stands around the hit of a rank, counted from 1; QueryError where it asks the impossible."""
        with self.store.database.snapshot():
            return self.searcher.beside(text, options, rank)

    def timeline(self, text: str, options: SearchOptions, unit: Precision, *, some: bool = False) -> Mapping[int, int]:
        """Return how many dispatches of a result fall on each year, month or day, of those dated so exactly.

        The result is over the dispatches that hold all the words, or with `some` those that hold some.
        """
        return self.searcher.timeline(text, options, unit, some=some)

    def explain(self, text: str, options: SearchOptions, dispatch: Dispatch) -> tuple[str, ...]:
        """Say why a dispatch is where it is among the hits of a query, in sentences."""
        return self.searcher.explain(text, options, dispatch)

    def like(self, dispatch: Dispatch, limit: int = 5) -> tuple[ResultHit, ...]:
        """Return the dispatches most like one."""
        return self.searcher.like(dispatch, limit)

    def dispatch(self, id: str) -> Dispatch:  # noqa: A002 (an id is an id)
        """Return a dispatch, or where its id has moved the one it leads to; UnknownDispatch where there is none."""
        found = self.store.dispatches([self.store.stories.successor(id)])
        if not found:
            raise UnknownDispatch(unknown(id))
        return next(iter(found.values()))

    def dispatches(self, source: str | None = None) -> Iterator[Dispatch]:
        """Yield all dispatches, or those of one source, by id."""
        ids = self.store.stories.ids(source)
        for start in range(0, len(ids), AT_ONCE):
            yield from self.store.dispatches(ids[start : start + AT_ONCE]).values()

    def evidence(self, id: str) -> Evidence:  # noqa: A002
        """Return what the document shows of a dispatch; UnknownDispatch where there is none."""
        return self.store.evidence(self.store.stories.successor(id))

    def heading(self, id: str) -> Heading:  # noqa: A002
        """Return an authority record; UnknownDispatch where there is none."""
        standing = self.store.stories.successor(id)
        found = self.store.headings([standing])
        if standing not in found:
            raise UnknownDispatch(
                f"no person or place has the id {id!r}: `dispatchsearch person NAME` and `place NAME` find them"
            )
        return found[standing]

    def named(self, text: str, kind: MentionKind | None = None) -> tuple[Heading, ...]:
        """Return the records a name may mean: those that are written exactly so, or else all it may stand for."""
        return named(self.searcher, self.store, text, kind)

    def portrait(self, id: str, *, limit: int = 10, page: int = 1) -> Portrait:  # noqa: A002
        """Return a person or place with all that surrounds it; UnknownDispatch where there is none."""
        return portrait(self.searcher, self.store, self.heading(id), limit=limit, page=page)

    def corrections(self) -> Corrections:
        """Return all that a person has decided, of ids that have moved under the new ones; CorrectionError."""
        return current(self.store, self.authority)

    def sources(self) -> tuple[SourceSummary, ...]:
        """Return the sources, those with most dispatches first."""
        return self.store.sources.summaries()

    def rejected(self) -> tuple[Rejection, ...]:
        """Return every input that is not in the archive, and why."""
        return self.store.inputs.rejections()

    def glance(self) -> Glance:
        """Return what the first page tells of the archive."""
        return glance_of(self.store)

    def status(self, *, look: bool = False) -> Status:
        """Return the archive at a glance; with `look` the known roots are compared with what was indexed."""
        from dispatchsearch.archive.roots import changes, listings

        changed = sum(changes(self.store, listing) for listing in listings(self.store, (), self._own)) if look else None
        return status_of(self.store, self.folder, self.engine_name, self._rows(), changed)

    # Writing

    def index(
        self,
        paths: Sequence[Path] = (),
        *,
        now: dt.datetime,
        check: bool = False,
        reread: bool = False,
        prune: bool = False,
    ) -> Iterator[Outcome | Step]:
        """Bring folders and files into the archive, without paths the roots it knows; yield what became of each record.

        Files that have gone from a listed folder are removed, unless more than a tenth of a root has gone and `prune`
        is not set. Raises StoreError where a path does not exist or another process is writing.
        """
        from dispatchsearch.archive.roots import listings, remove_gone
        from dispatchsearch.ingest.pipeline import ingest

        with sole_writer(self.folder), Workers() as workers:
            self._remember()
            self._settle()
            for listing in listings(self.store, paths, self._own):
                for outcome in ingest(self.store, listing, workers, check=check, reread=reread):
                    yield outcome._replace(of=len(listing.files))
                yield from remove_gone(self.store, listing, prune=prune)
            yield from self._conclude(now, workers)
            where = ", ".join(str(path) for path in paths) or "the known folders"
            self.store.log("indexed", where, now)

    def tell_fields(self, paths: Sequence[Path], fields: Mapping[str, str]) -> None:
        """Remember which column of the tables below paths holds which field; these are read again by `index`."""
        from dispatchsearch.archive.roots import roots_of
        from dispatchsearch.ingest.kinds import TABLED

        with sole_writer(self.folder):
            for root in roots_of(self.store, paths):
                self.store.inputs.set_fields(self.store.inputs.root(str(root)), fields, TABLED)

    def correct(self, *, now: dt.datetime) -> Iterator[Step]:
        """Conclude anew what corrections in authority/ change; nothing is read again."""
        with sole_writer(self.folder), Workers() as workers:
            yield from self._conclude(now, workers)

    def rebuild(self, *, now: dt.datetime, engine: str | None = None) -> Iterator[Step]:
        """Make the index anew from the store alone; with `engine`, by another engine.

        Until the other engine's index is whole the archive keeps the one it has.
        """
        with sole_writer(self.folder), Workers() as workers:
            self.store.set_meta(schema=str(SCHEMA_VERSION))
            if engine is not None:
                self._turn_to(engine)
            self.engine.clear()
            self.store.index_all()
            yield from self._conclude(now, workers)
            self.store.set_meta(engine=self.engine_name, turning="")
            remove_others(self.folder, self.engine_name)

    def rehearse(self, paths: Sequence[Path], *, now: dt.datetime) -> Iterator[Outcome | Step]:
        """Do what `index` would, but for the engine: meant for an archive in a temporary folder."""
        from dispatchsearch.archive.concluding import conclude_all
        from dispatchsearch.archive.roots import listings
        from dispatchsearch.ingest.pipeline import ingest

        with Workers() as workers:
            for listing in listings(self.store, paths, self._own):
                for outcome in ingest(self.store, listing, workers):
                    yield outcome._replace(of=len(listing.files))
            yield from conclude_all(self.store, self.authority, now, workers)

    def verify(self) -> Iterator[Fault]:
        """Compare files, records, conclusions and rows; yield what does not agree, with the command that mends it."""
        yield from faults_of(self.store, lambda: self.engine)

    def _remember(self) -> None:
        """Remember how the archive is made."""
        _ = self.engine  # where it cannot be opened this is said before anything is read
        meta = self.store.meta()
        self.store.set_meta(
            program=__version__,
            engine=self.engine_name,
            authority=str(self.authority.resolve()),
            schema=meta.get("schema", str(SCHEMA_VERSION)),
        )

    def _conclude(self, now: dt.datetime, workers: Workers) -> Iterator[Step]:
        """Conclude what waits or is corrected, then bring the engine up to date."""
        from dispatchsearch.archive.concluding import conclude_all
        from dispatchsearch.archive.rows import batches, tell

        self.changed = yield from conclude_all(self.store, self.authority, now, workers)
        total, done = self.store.unindexed(), 0
        for told in batches(self.store, self.engine_name, workers):
            tell(self.engine, self.store, told)
            done += len(told.work)
            yield Step("index", done, total)
        if total >= WORTH_COMPACTING:
            self.engine.compact()

    def _settle(self) -> None:
        """Where a change to another engine was cut off, have the engine there is told of everything again."""
        if self.store.meta().get("turning"):
            self.store.index_all()
            self.store.set_meta(turning="")
            remove_others(self.folder, self.engine_name)

    def _turn_to(self, engine: str) -> None:
        """Have another engine from now on; the archive has it when the index is whole."""
        open_engine(engine, engine_folder(self.folder, engine), FIELDS).close()  # one that is missing is said at once
        self.store.set_meta(turning=engine)
        if self._engine is not None:
            self._engine.close()
        self._engine, self.engine_name = None, engine
        self.__dict__.pop("searcher", None)

    def _rows(self) -> int:
        """Return how many rows the index holds; none where a first run was cut off before it had one."""
        return self.engine.count() if engine_folder(self.folder, self.engine_name).exists() else 0

    def unmatched(self) -> list[str]:
        """Return, for each correction that no longer matches anything, a line that says so."""
        from dispatchsearch.archive.concluding import unmatched

        return unmatched(self.store, current(self.store, self.authority))

    @property
    def _own(self) -> tuple[Path, Path]:
        """The archive's own folders, which are no input."""
        return (self.folder, self.authority)

    def close(self) -> None:
        """Let go of the archive's files; closing twice is no error."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextlib.contextmanager
def rehearsal(authority: Path) -> Iterator[Archive]:
    """Make an archive in a temporary folder to rehearse in, and take it away again."""
    import tempfile

    with (
        tempfile.TemporaryDirectory(prefix="dispatchsearch-") as folder,
        Archive(Path(folder), authority=authority, create=True) as archive,
    ):
        yield archive
