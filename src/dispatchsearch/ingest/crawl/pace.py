"""Clocks, and the patience a host is owed: delays, growing pauses after faults, Retry-After."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_BACKOFF = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the time comes from and how it is waited for."""

    now: Callable[[], datetime]  # the time of day, with its zone: written beside each page
    monotonic: Callable[[], float] = time.monotonic  # seconds, for delays and deadlines
    sleep: Callable[[float], None] = time.sleep  # seconds

    def stamp(self) -> str:
        """Return the time of day as an ISO instant in UTC, to the second."""
        return self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Pace:
    """When a host may be asked again."""

    def __init__(self, clock: Clock, delay: float) -> None:
        self._clock = clock
        self.delay = delay
        self.due = clock.monotonic()
        self.faults = 0  # in a row

    def wait(self) -> None:
        """Sleep until the host may be asked."""
        seconds = self.due - self._clock.monotonic()
        if seconds > 0:
            self._clock.sleep(seconds)

    def answered(self) -> None:
        """Note that the host has answered as it should."""
        self.faults = 0
        self.due = self._clock.monotonic() + self.delay

    def faltered(self, asked: float | None = None) -> float:
        """Note a fault, or that the host asked for a pause; return the pause in seconds, doubled with each fault."""
        self.faults += 1
        backoff = min(max(self.delay, 1.0) * 2**self.faults, LONGEST_BACKOFF)
        pause = max(asked, self.delay) if asked is not None else backoff
        self.due = self._clock.monotonic() + pause
        return pause


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for, as a number or as a date (RFC 9110, section 10.2.3)."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max((until - now).total_seconds(), 0.0)
