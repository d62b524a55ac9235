"""What one search may cost, and what was left out because of that."""

from time import monotonic

LATE = "the time for one query was up; hits and counts are not whole"
MOST_TERMS = 10_000
"""Words a prefix stands for at most, in each segment of the index: those that most rows hold."""
MOST_FUZZY = 1_000
"""Words a fuzzy word stands for at most, likewise."""


class Late(Exception):
    """The deadline has passed."""


class Budget:
    """The time of one search, `deadline` seconds from now; `limits` says in words what was left out."""

    def __init__(self, deadline: float | None = None) -> None:
        self._end = None if deadline is None else monotonic() + deadline
        self.limits: list[str] = []

    def look(self) -> None:
        """Raise Late when the time is up; to be asked between any two steps that take milliseconds."""
        if self._end is not None and monotonic() >= self._end:
            raise Late

    def leave(self, what: str) -> None:
        """Note what is left out."""
        if what not in self.limits:
            self.limits.append(what)
