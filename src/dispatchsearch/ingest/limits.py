"""
How long one document may take, and how much memory a worker may: beyond, a file is listed and the run goes on.

Python code is ended by a timer of its CPU time. Code of libraries that does not come back ends its whole worker some
time later, by a signal nobody waits for; the pipeline then finds out whose fault it was. Where the system has no such
timers nothing is bounded.
"""

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from dispatchsearch.errors import ReadError

SECONDS: Final = 60.0  # of CPU for reading one record, and again for each step with it; a dispatch takes hundredths
STUCK: Final = 600.0  # seconds by the clock after which the system ends a worker
MEMORY: Final = 4 << 30  # bytes of address space of a worker
AGAIN: Final = 0.5  # seconds after which the time is called out again, should a library have hushed it up

Item = TypeVar("Item")


class TimeUp(BaseException):
    """Called into the code that takes too long; no `except Exception` of a library stops it."""


@dataclass(slots=True)
class Alarm:
    """What the system calls when a time is over."""

    is_set: bool = False
    is_placed: bool = False  # the system knows of it

    def __call__(self, *_: object) -> None:
        """End what takes too long."""
        if self.is_set:
            raise TimeUp


ALARM: Final = Alarm()
PLACED: Final = contextlib.nullcontext()


@contextlib.contextmanager
def alarmed() -> Iterator[None]:
    """Keep the alarm in its place for all of what is inside; each `within` there takes less time for it."""
    if not may_be_bounded():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, ALARM)
    ALARM.is_placed = True
    try:
        yield
    finally:
        ALARM.is_placed = False
        signal.signal(signal.SIGVTALRM, before)


def may_be_bounded() -> bool:
    """Tell whether there is a timer, and this is the thread that would be called."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextlib.contextmanager
def within(seconds: float | None = None) -> Iterator[None]:
    """Run what is inside for so many seconds of CPU at most, by default SECONDS; ReadError when they are over."""
    most = SECONDS if seconds is None else seconds
    if not may_be_bounded():
        yield
        return
    worker = multiprocessing.parent_process() is not None
    with PLACED if ALARM.is_placed else alarmed():
        try:
            ALARM.is_set = True
            signal.setitimer(signal.ITIMER_VIRTUAL, most, AGAIN)
            if worker:
                signal.setitimer(signal.ITIMER_REAL, STUCK)
            yield
        except TimeUp:
            raise ReadError(f"takes longer than {most:g} seconds to read: damaged or hostile") from None
        finally:
            ALARM.is_set = False
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            if worker:
                signal.setitimer(signal.ITIMER_REAL, 0)


def each_within(items: Iterator[Item], seconds: float | None = None) -> Iterator[Item]:
    """Yield items, each of which may take so many seconds of CPU to come; ReadError where one takes longer."""
    while True:
        with within(seconds):
            try:
                item = next(items)
            except StopIteration:
                return
        yield item


def bound_memory() -> None:
    """Let this process have no more than MEMORY: what asks for more gets a MemoryError."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY if most < 0 else min(MEMORY, most), most))
