"""Dispatches as rows of the engine: made in worker processes, written here."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from dispatchsearch.archive.engines import engine_folder
from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import Engine, Row
from dispatchsearch.schema import FIELDS, revisable, row
from dispatchsearch.store import Store
from dispatchsearch.store.apart import spread
from dispatchsearch.workers import Workers

CHUNK = 250
"""Dispatches handed to a worker at once."""
BATCH = 5000
"""Dispatches the engine is told of in one commit."""


class Told(NamedTuple):
    """What the engine is to be told: the work as it stood, packed rows to write, values to revise, ids to delete."""

    work: dict[str, str]
    written: list[Any]
    revised: dict[str, Row]
    gone: list[str]


def batches(store: Store, engine: str, workers: Workers) -> Iterator[Told]:
    """Yield what the engine of this name has still to be told of, a batch for each commit."""
    whole = Told({}, [], {}, [])
    for told in spread(store, workers, partial(rows_of, engine), work_of(store), store.unindexed()):
        whole.work.update(told.work)
        whole.written.extend(told.written)
        whole.revised.update(told.revised)
        whole.gone.extend(told.gone)
        if len(whole.work) >= BATCH:
            yield whole
            whole = Told({}, [], {}, [])
    if whole.work:
        yield whole


def tell(engine: Engine, store: Store, told: Told) -> None:
    """Bring a batch of rows to the engine, commit, and take the work off the list."""
    if told.gone:
        engine.delete(told.gone)
    if told.written:
        engine.write_packed(told.written)
    if told.revised:
        engine.revise(told.revised)
    generation = int(store.meta().get("generation", "0")) + 1
    engine.mark(generation)
    store.indexed(told.work.items(), generation)


def work_of(store: Store) -> Iterator[list[tuple[str, str]]]:
    """Yield what there is to do, by id."""
    after = ""
    while work := store.to_index(CHUNK, after):
        after = work[-1][0]
        yield work


def rows_of(engine: str, store: Store, work: Sequence[tuple[str, str]]) -> Told:
    """Make the rows of some dispatches, packed for the engine of this name: what a worker is handed."""
    found = store.dispatches(id_ for id_, what in work if what != "delete")
    written = {id_: row(found[id_]) for id_, what in work if what == "write" and id_ in found}
    return Told(
        dict(work),
        [open_engine(engine, engine_folder(store.folder, engine), FIELDS).pack(written)] if written else [],
        {id_: revisable(found[id_]) for id_, what in work if what == "revise" and id_ in found},
        [id_ for id_, _ in work if id_ not in found],
    )
