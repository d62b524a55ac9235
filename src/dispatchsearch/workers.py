"""Worker processes: started when there is enough to do, kept for a whole run, replaced where one is brought down.

What starts processes is imported when they are started: a search needs none.
"""

import atexit
import collections
import concurrent.futures
import contextlib
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, Self, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

AHEAD = 4
"""Jobs handed out for each worker before the first is taken back: none waits, and memory stays bounded."""

SELDOM = 100_000
"""New objects after which Python looks for rings of them that nothing holds, during a run. Dispatches have none, and
to look after every 700 took a quarter of the time in which rows are made and taken over, 3 % of reading."""


class Workers:
    """So many worker processes, by default one a processor; with one all is done in this process."""

    def __init__(self, count: int | None = None) -> None:
        self.count = count or processors()
        self._threshold = gc.get_threshold()
        self._pool: concurrent.futures.ProcessPoolExecutor | None = None

    def worth(self, *, much: bool) -> bool:
        """Tell whether work goes to workers: where there is `much`, or they have been started already.

        Where they cannot be started (a script without a main guard) all later work stays in this process.
        """
        if self.count < 2 or self._pool is not None or not much:
            return self.count > 1 and self._pool is not None
        try:
            return bool(self._submit(os.getpid).result())
        except (concurrent.futures.BrokenExecutor, OSError):
            self.close()
            self.count = 1
            return False

    def each(
        self, work: Callable[[Job], Result], jobs: Iterable[Job], alone: Callable[[Job], Result]
    ) -> Iterator[Result]:
        """Yield the result of each job, in their order. What was in hand when a worker died is done by `alone`."""
        running: collections.deque[tuple[Job, concurrent.futures.Future[Result]]] = collections.deque()
        for job in jobs:
            running.append((job, self._submit(work, job)))
            if len(running) >= AHEAD * self.count:
                yield self._taken(*running.popleft(), alone)
        while running:
            yield self._taken(*running.popleft(), alone)

    def close(self) -> None:
        """End the workers; work not begun is dropped. They are started again when there is more."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _submit(self, work: Callable[..., Result], *job: Any) -> concurrent.futures.Future[Result]:
        if self._pool is None:
            import multiprocessing  # noqa: PLC0415

            begun_empty = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
            self._pool = concurrent.futures.ProcessPoolExecutor(self.count, begun_empty, begin)
        try:
            with undisturbed():
                return self._pool.submit(work, *job)
        except concurrent.futures.BrokenExecutor as error:
            failed: concurrent.futures.Future[Result] = concurrent.futures.Future()
            failed.set_exception(error)
            return failed

    def _taken(self, job: Job, future: concurrent.futures.Future[Result], alone: Callable[[Job], Result]) -> Result:
        try:
            return future.result()
        except concurrent.futures.CancelledError:  # it waited behind one that brought its worker down
            return alone(job)
        except concurrent.futures.BrokenExecutor:
            self.close()
            return alone(job)

    def __enter__(self) -> Self:
        gc.set_threshold(SELDOM)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        gc.set_threshold(*self._threshold)
        self.close()


NONE = Workers(1)
"""All is done in this process."""


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: it is for the one that started them, which then ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin() -> None:
    """Begin as a worker, which ends when the process that started it has ended, however it ended."""
    import multiprocessing  # noqa: PLC0415

    gc.set_threshold(SELDOM)
    atexit.register(os._exit, 0)  # what it holds need not be taken apart
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave, args=(parent.sentinel,), daemon=True).start()


def _leave(sentinel: int) -> None:
    from multiprocessing import connection  # noqa: PLC0415

    connection.wait([sentinel])
    os._exit(1)
