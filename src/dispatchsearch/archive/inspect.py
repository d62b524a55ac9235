"""What an archive holds, at a glance, and whether its parts agree."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dispatchsearch.archive.engines import engine_folder, size_of
from dispatchsearch.engines.port import Engine
from dispatchsearch.errors import EngineError
from dispatchsearch.store import Store


@dataclass(frozen=True, slots=True)
class Glance:
    """What the first page tells of an archive: counts that cost the same however large it is."""

    dispatches: int
    first_year: int | None
    last_year: int | None
    undated: int
    sources: int
    rejected: int


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
    files_bytes: int  # of the files that were read
    store_bytes: int  # of the record store
    engine_bytes: int  # of the engine's index


@dataclass(frozen=True, slots=True)
class Fault:
    """Something `verify` found, and the command that mends it."""

    what: str
    mend: str


def glance_of(store: Store) -> Glance:
    """Return what the first page tells of an archive."""
    return Glance(store.stories.count(), *store.stories.years(), store.sources.used(), store.inputs.rejected())


def status_of(store: Store, folder: Path, engine: str, rows: int, changed: int | None) -> Status:
    """Return an archive at a glance, given what only its hall knows."""
    glance = glance_of(store)
    usage = store.names.usage()
    last = store.last("indexed")
    engine_bytes = size_of(engine_folder(folder, engine))
    return Status(
        folder=folder,
        engine=engine,
        dispatches=glance.dispatches,
        indexed=rows,
        first_year=glance.first_year,
        last_year=glance.last_year,
        undated=glance.undated,
        people=usage.get("person", 0),
        places=usage.get("place", 0),
        sources=glance.sources,
        rejected=glance.rejected,
        roots=tuple(store.inputs.roots()),
        last_indexed=last[0] if last else None,
        waiting=store.stories.waiting() + store.unindexed(),
        changed=changed,
        files_bytes=store.inputs.size(),
        store_bytes=size_of(folder) - engine_bytes,
        engine_bytes=engine_bytes,
    )


def faults_of(store: Store, engine: Callable[[], Engine]) -> Iterator[Fault]:
    """Compare files, records, conclusions and rows; yield what does not agree, with the command that mends it.

    The engine is opened here, because an index that cannot be opened is a fault like any other.
    """
    for fault in store.faults():
        yield Fault(fault, "dispatchsearch index --anew")
    if store.stories.waiting() or store.unindexed() or store.meta().get("turning"):
        yield Fault("the last run was cut off before it had ended", "dispatchsearch index")
    try:
        index = engine()
        index.check()
        rows, dispatches = index.count(), store.stories.count()
        if rows != dispatches and not store.unindexed():
            yield Fault(f"the index holds {rows} rows for {dispatches} dispatches", "dispatchsearch rebuild")
        if index.generation() < int(store.meta().get("generation", "0")):
            yield Fault("the index is older than the store", "dispatchsearch rebuild")
    except EngineError as error:
        yield Fault(str(error), "dispatchsearch rebuild")
