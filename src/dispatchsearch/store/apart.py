"""Work that only reads the store, done in worker processes, each with a connection of its own."""

import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from dispatchsearch.store import Store
from dispatchsearch.workers import Workers

Job = TypeVar("Job")
Result = TypeVar("Result")

WORTH = 2000
"""With fewer stories than this, starting workers costs more than it saves."""


def spread(
    store: Store, workers: Workers, work: Callable[[Store, Job], Result], jobs: Iterable[Job], stories: int
) -> Iterator[Result]:
    """Yield what `work` makes of each job, in their order; `stories` tells how much there is to do.

    A worker sees what the writer has committed when it begins a job.
    """
    here = functools.partial(work, store)
    if workers.worth(much=stories >= WORTH):
        return workers.each(functools.partial(in_worker, store.folder, work), jobs, here)
    return map(here, jobs)


def in_worker(folder: Path, work: Callable[[Store, Job], Result], job: Job) -> Result:
    """Do one job over the store in `folder`."""
    return work(opened(folder), job)


@functools.lru_cache(maxsize=1)
def opened(folder: Path) -> Store:
    """Return the store in `folder`, opened once in a worker."""
    return Store(folder)
