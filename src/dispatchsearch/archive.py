"""The hall: one archive with its store and its engine, opened for reading or for writing."""

import contextlib
import datetime as dt
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from dispatchsearch import __version__
from dispatchsearch.corpus.conclude import Grounds, Tally, conclude
from dispatchsearch.corpus.naming import Step
from dispatchsearch.corrections import DATES_FILE, Corrections, DateCorrection, read_corrections
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import Dispatch, Evidence, Heading
from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import Engine
from dispatchsearch.errors import EngineError, StoreError, UnknownDispatch
from dispatchsearch.ingest.listing import Listing, list_files
from dispatchsearch.ingest.pipeline import Outcome, ingest
from dispatchsearch.schema import FIELDS, SCHEMA_VERSION, revisable, row
from dispatchsearch.search.page import ResultPage, SearchOptions
from dispatchsearch.search.searcher import Searcher
from dispatchsearch.store import Rejection, SourceSummary, Store, sole_writer

ENGINE_FOLDER = "engine"
ENGINE_BATCH = 5000
"""Dispatches the engine is told of in one commit."""
GONE_SHARE = 0.1
"""When more than this share of a root's files has gone, nothing is dropped without being told to."""


@dataclass(frozen=True, slots=True)
class Status:
    """The archive at a glance."""

    folder: Path
    engine: str
    dispatches: int
    indexed: int
    first_year: int | None
    last_year: int | None
    undated: int
    people: int
    places: int
    sources: int
    rejected: int
    roots: tuple[str, ...]
    last_indexed: str | None  # ISO instant, UTC
    waiting: int  # conclusions and rows that a run cut off has left to do
    changed: int | None  # files changed, new or gone since; None where not looked


@dataclass(frozen=True, slots=True)
class Fault:
    """Something `verify` found, and the command that mends it."""

    what: str
    mend: str


@dataclass(slots=True)
class Removal:
    """Files that have gone from a root, and whether they may be dropped."""

    paths: list[str] = field(default_factory=list)
    refused: str | None = None


class Archive:
    """An archive in `folder`, whose corrections lie in `authority` (by default beside it).

    Raises StoreError where there is none, EngineError where its index is missing or damaged.
    """

    def __init__(
        self, folder: Path, *, authority: Path | None = None, create: bool = False, engine: str = "whoosh"
    ) -> None:
        self.folder = folder
        self.store = Store(folder, create=create)
        meta = self.store.meta()
        self.authority = authority or Path(meta.get("authority") or folder.resolve().parent / "authority")
        self.engine_name = meta.get("engine") or engine
        self._engine: Engine | None = None
        self.changed = 0
        """Dispatches whose conclusions the last run has changed, new ones not counted."""

    @classmethod
    def open(cls, folder: Path, *, authority: Path | None = None) -> Self:
        """Open an archive for reading; StoreError where there is none."""
        return cls(folder, authority=authority)

    @property
    def engine(self) -> Engine:
        """The engine, opened when it is first needed; EngineError when it is not of this archive's making."""
        if self._engine is None:
            version = self.store.meta().get("schema")
            if version is not None and version != str(SCHEMA_VERSION):
                raise EngineError(
                    "the index was written by another version of the program: run `dispatchsearch rebuild` "
                    "(nothing is read again)"
                )
            self._engine = open_engine(self.engine_name, self.folder / ENGINE_FOLDER, FIELDS)
        return self._engine

    # Reading

    def search(self, text: str, options: SearchOptions | None = None) -> ResultPage:
        """Answer a query; QueryError where it asks the impossible."""
        return Searcher(self.engine, self.store).search(text, options or SearchOptions())

    def hits(self, text: str, options: SearchOptions, dispatch: Dispatch) -> tuple[tuple[int, int], ...]:
        """Return the spans of a dispatch's body that a query hits; QueryError where it asks the impossible."""
        return Searcher(self.engine, self.store).hits(text, options, dispatch)

    def dispatch(self, id: str) -> Dispatch:  # noqa: A002 (an id is an id)
        """Return a dispatch, or where its id has moved the one it leads to; UnknownDispatch where there is none."""
        found = self.store.dispatches([self.store.stories.successor(id)])
        if not found:
            raise UnknownDispatch(f"no dispatch has the id {id!r}: ids are shown by `dispatchsearch query --json`")
        return next(iter(found.values()))

    def dispatches(self, source: str | None = None) -> Iterator[Dispatch]:
        """Yield all dispatches, or those of one source, by id."""
        ids = self.store.stories.ids(source)
        for start in range(0, len(ids), ENGINE_BATCH):
            yield from self.store.dispatches(ids[start : start + ENGINE_BATCH]).values()

    def evidence(self, id: str) -> Evidence:  # noqa: A002
        """Return what the document shows of a dispatch; UnknownDispatch where there is none."""
        return self.store.evidence(self.store.stories.successor(id))

    def heading(self, id: str) -> Heading:  # noqa: A002
        """Return an authority record; UnknownDispatch where there is none."""
        found = self.store.headings([id])
        if id not in found:
            raise UnknownDispatch(f"no person or place has the id {id!r}")
        return found[id]

    def sources(self) -> tuple[SourceSummary, ...]:
        """Return the sources, those with most dispatches first."""
        return self.store.sources.summaries()

    def rejected(self) -> tuple[Rejection, ...]:
        """Return every input that is not in the archive, and why."""
        return self.store.inputs.rejections()

    def status(self, *, look: bool = False) -> Status:
        """Return the archive at a glance; with `look` the known roots are compared with what was indexed."""
        sources = self.sources()
        usage = self.store.names.usage()
        last = self.store.last("indexed")
        return Status(
            folder=self.folder,
            engine=self.engine_name,
            dispatches=self.store.stories.count(),
            indexed=self.engine.count(),
            first_year=min((source.first_year for source in sources if source.first_year), default=None),
            last_year=max((source.last_year for source in sources if source.last_year), default=None),
            undated=sum(source.undated for source in sources),
            people=usage.get("person", 0),
            places=usage.get("place", 0),
            sources=len(sources),
            rejected=len(self.rejected()),
            roots=tuple(self.store.inputs.roots()),
            last_indexed=last[0] if last else None,
            waiting=self.store.stories.waiting() + self.store.unindexed(),
            changed=sum(map(self._changes, self._listings(()))) if look else None,
        )

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
        with sole_writer(self.folder):
            self._remember()
            for listing in self._listings(paths):
                yield from ingest(self.store, listing, check=check, reread=reread)
                yield from self._remove(listing, prune=prune)
            yield from self._conclude(now)
            where = ", ".join(str(path) for path in paths) or "the known folders"
            self.store.log("indexed", where, now)

    def correct(self, *, now: dt.datetime) -> Iterator[Step]:
        """Conclude anew what corrections in authority/ change; nothing is read again."""
        with sole_writer(self.folder):
            yield from self._conclude(now)

    def rebuild(self, *, now: dt.datetime) -> Iterator[Step]:
        """Make the index anew from the store alone."""
        with sole_writer(self.folder):
            self.store.set_meta(schema=str(SCHEMA_VERSION))
            self.engine.clear()
            self.store.index_all()
            yield from self._conclude(now)

    def rehearse(self, paths: Sequence[Path], *, now: dt.datetime) -> Iterator[Outcome | Step]:
        """Do what `index` would, but for the engine: meant for an archive in a temporary folder."""
        for listing in self._listings(paths):
            yield from ingest(self.store, listing)
        yield from conclude(self.store, Grounds(read_corrections(self.authority), day_of(now)), Tally())

    def verify(self) -> Iterator[Fault]:
        """Compare files, records, conclusions and rows; yield what does not agree, with the command that mends it."""
        for fault in self.store.faults():
            yield Fault(fault, "dispatchsearch index --check")
        if self.store.stories.waiting() or self.store.unindexed():
            yield Fault("the last run was cut off before it had ended", "dispatchsearch index")
        try:
            rows, dispatches = self.engine.count(), self.store.stories.count()
            if rows != dispatches and not self.store.unindexed():
                yield Fault(f"the index holds {rows} rows for {dispatches} dispatches", "dispatchsearch rebuild")
            if self.engine.generation() < int(self.store.meta().get("generation", "0")):
                yield Fault("the index is older than the store", "dispatchsearch rebuild")
        except EngineError as error:
            yield Fault(str(error), "dispatchsearch rebuild")

    def _remember(self) -> None:
        """Remember how the archive is made."""
        meta = self.store.meta()
        self.store.set_meta(
            program=__version__,
            engine=self.engine_name,
            authority=str(self.authority.resolve()),
            schema=meta.get("schema", str(SCHEMA_VERSION)),
        )

    def _listings(self, paths: Sequence[Path]) -> Iterator[Listing]:
        """List the files below paths, each under the root that holds it."""
        known = [Path(root) for root in self.store.inputs.roots()]
        own = (self.folder, self.authority)
        for path in [path.resolve() for path in paths] or known:
            if not path.exists():
                raise StoreError(f"{path} does not exist: nothing was changed (is a disk not mounted?)")
            root = next((root for root in known if path.is_relative_to(root)), path if path.is_dir() else path.parent)
            yield list_files(root, path, own)

    def _gone(self, listing: Listing, below: Path) -> list[str]:
        """Return the known files below a path that a listing no longer has."""
        root = self.store.inputs.roots().get(str(listing.root))
        if root is None or not listing.complete:
            return []
        prefix = "" if below == listing.root else below.relative_to(listing.root).as_posix() + "/"
        known = self.store.inputs.stamps(root)
        return [path for path in known if path.startswith(prefix) and path not in listing]

    def _changes(self, listing: Listing) -> int:
        """Return how many files of a listing are new, changed or gone."""
        root = self.store.inputs.roots().get(str(listing.root))
        known = self.store.inputs.stamps(root) if root is not None else {}
        fresh = sum(path not in known or not known[path][0].same_file(stamp) for path, stamp in listing.files.items())
        return fresh + len(self._gone(listing, listing.below))

    def _remove(self, listing: Listing, *, prune: bool) -> Iterator[Outcome]:
        """Drop the files that have gone."""
        gone = self._gone(listing, listing.below)
        if not gone:
            return
        root = self.store.inputs.roots()[str(listing.root)]
        if not prune and len(gone) > GONE_SHARE * len(self.store.inputs.stamps(root)):
            reason = f"{len(gone)} files of {listing.root} have gone: kept, for want of --prune"
            yield from (Outcome("unchanged", path, reason=reason) for path in gone)
            return
        self.store.inputs.drop(root, gone)
        yield from (Outcome("removed", path) for path in gone)

    def _conclude(self, now: dt.datetime) -> Iterator[Step]:
        """Conclude what waits or is corrected, then bring the engine up to date."""
        corrections = self._corrections()
        self._mark_corrected(corrections)
        tally = Tally()
        yield from conclude(self.store, Grounds(corrections, day_of(now)), tally)
        self.changed = tally.changed
        total, done = self.store.unindexed(), 0
        while work := self.store.to_index(ENGINE_BATCH):
            self._tell_engine(dict(work))
            done += len(work)
            yield Step("index", done, total)

    def _corrections(self) -> Corrections:
        """Read the corrections; those of ids that have moved follow."""
        found = read_corrections(self.authority)
        return Corrections(found.rules, {self.store.stories.successor(id_): said for id_, said in found.dates.items()})

    def _mark_corrected(self, corrections: Corrections) -> None:
        """Have all stories concluded again whose corrections are other than those last applied."""
        meta = self.store.meta()
        patterns = repr([rule for rule in corrections.rules if rule.pattern])
        if patterns != meta.get("patterns", "[]"):
            self.store.stories.conclude_again()
        orders = {rule.name: corrections.order(rule.name) for rule in corrections.rules}
        dates = {id_: said_words(said) for id_, said in corrections.dates.items()}
        before = json.loads(meta.get("corrections", "[{}, {}]"))
        self.store.stories.conclude_again(differing(dates, before[0]), differing(orders, before[1]))
        self.store.set_meta(patterns=patterns, corrections=json.dumps([dates, orders]))

    def unmatched(self) -> list[str]:
        """Return, for each correction that no longer matches anything, a line that says so."""
        known = set(self.store.stories.ids())
        return [
            f"{DATES_FILE}, line {said.line}: no dispatch has the id {said.id!r} (any more)"
            for id_, said in self._corrections().dates.items()
            if id_ not in known
        ]

    def _tell_engine(self, work: Mapping[str, str]) -> None:
        """Bring a batch of rows to the engine, commit, and take the work off the list."""
        dispatches = self.store.dispatches(id_ for id_, what in work.items() if what != "delete")
        if gone := [id_ for id_ in work if id_ not in dispatches]:
            self.engine.delete(gone)
        if rows := {id_: row(found) for id_, found in dispatches.items() if work[id_] == "write"}:
            self.engine.write(rows)
        if values := {id_: revisable(found) for id_, found in dispatches.items() if work[id_] == "revise"}:
            self.engine.revise(values)
        generation = int(self.store.meta().get("generation", "0")) + 1
        self.engine.mark(generation)
        self.store.indexed(work.items(), generation)

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


def day_of(now: dt.datetime) -> PartialDate:
    """Return the day of an instant."""
    return PartialDate(now.year, now.month, now.day)


def said_words(said: DateCorrection) -> list[str | None]:
    """Return what a date correction says, as JSON's types."""
    return [str(said.date) if said.date else None, said.because]


def differing(now: Mapping[str, object], before: Mapping[str, object]) -> list[str]:
    """Return the keys whose values are not the same in both."""
    return [key for key in now.keys() | before.keys() if now.get(key) != before.get(key)]


@contextlib.contextmanager
def rehearsal(authority: Path) -> Iterator[Archive]:
    """Make an archive in a temporary folder to rehearse in, and take it away again."""
    with (
        tempfile.TemporaryDirectory(prefix="dispatchsearch-") as folder,
        Archive(Path(folder), authority=authority, create=True) as archive,
    ):
        yield archive
