"""The time a search may take."""

from collections.abc import Callable
from time import monotonic

LATE = "the time for one query was up: hits and counts are not whole"
"""What the user is told."""


class Late(Exception):
    """The deadline has passed."""


def alarm(deadline: float | None) -> Callable[[], None]:
    """Return a function that raises Late when `deadline` seconds from now have passed."""
    end = None if deadline is None else monotonic() + deadline

    def look() -> None:
        if end is not None and monotonic() >= end:
            raise Late

    return look
