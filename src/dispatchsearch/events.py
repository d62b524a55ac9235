"""What a run tells as it goes: what became of each input, and how far each stage of the work has come."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Status = Literal["added", "updated", "moved", "unchanged", "removed", "rejected"]


class Outcome(NamedTuple):
    """What became of one record, or of a file as a whole where `record` is None.

    A named tuple, for a run over a million unchanged files yields as many.
    """

    status: Status
    path: str
    record: int | None = None
    reason: str | None = None
    of: int = 0  # how many files the run has, where that is known


@dataclass(frozen=True, slots=True)
class Step:
    """How far one stage of the work has come."""

    stage: str
    done: int
    total: int
