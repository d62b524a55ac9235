"""A date that may be known only to its month or its year, and how it is written in ISO 8601."""

import calendar
import re
from dataclasses import dataclass
from typing import Final, Literal

Precision = Literal["day", "month", "year"]
Order = Literal["mdy", "dmy", "ymd"]

ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

YEARS: Final = range(1600, 2101)
"""Four digits outside these years are some other number."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year of the Gregorian calendar, exactly as much of it as is known.

    Raises ValueError when made of parts that no calendar has.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise ValueError(f"{self.year} is no year")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"{self.month} is no month")
        if self.day is not None:
            if self.month is None:
                raise ValueError("a day needs its month")
            if not 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]:
                raise ValueError(f"{self.year}-{self.month:02} has no day {self.day}")

    @classmethod
    def from_iso(cls, text: str) -> "PartialDate":
        """Read YYYY, YYYY-MM or YYYY-MM-DD and nothing else; ValueError otherwise."""
        found = ISO.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
        return cls(*(int(part) if part else None for part in found.groups()))  # type: ignore[arg-type]

    @classmethod
    def from_day(cls, day: int) -> "PartialDate":
        """Read the integer yyyymmdd."""
        return cls(day // 10_000, day // 100 % 100, day % 100)

    @property
    def precision(self) -> Precision:
        """How much is known."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first_day(self) -> int:
        """The earliest day it may be, as the integer yyyymmdd."""
        return self.year * 10_000 + (self.month or 1) * 100 + (self.day or 1)

    @property
    def last_day(self) -> int:
        """The latest day it may be, as the integer yyyymmdd."""
        month = self.month or 12
        return self.year * 10_000 + month * 100 + (self.day or calendar.monthrange(self.year, month)[1])

    @property
    def weekday(self) -> int | None:
        """The weekday of a day, 0 for Monday; None for a month or a year."""
        return calendar.weekday(self.year, self.month, self.day) if self.month and self.day else None

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])
