"""The dates of a query: 1993, 1993-06, 1993-05..1993-06, before:1994 -> bounds in days."""

import datetime
import re

from dispatchsearch.dates import PartialDate

DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

Bounds = tuple[int | None, int | None]
"""First and last day, both included, as the integers yyyymmdd."""


def bounds(text: str) -> Bounds:
    """Read a date or a range with `..`; ValueError says what is wrong with it."""
    first, dots, last = text.partition("..")
    if not dots:
        date = _date(text)
        return date.first_day, date.last_day
    low = _date(first).first_day if first else None
    high = _date(last).last_day if last else None
    if low and high and low > high:
        raise ValueError(f"{text} ends before it begins")
    return low, high


def before(text: str) -> Bounds:
    """All days earlier than the date's first."""
    return None, _neighbour(_date(text).first_day, -1)


def after(text: str) -> Bounds:
    """All days later than the date's last."""
    return _neighbour(_date(text).last_day, +1), None


def _date(text: str) -> PartialDate:
    found = DAY.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a date; write 1993, 1993-06 or 1993-06-27")
    return PartialDate(*(int(part) if part else None for part in found.groups()))  # type: ignore[arg-type]


def _neighbour(day: int, step: int) -> int:
    date = datetime.date(day // 10_000, day // 100 % 100, day % 100)
    try:
        moved = date + datetime.timedelta(days=step)
    except OverflowError as error:
        raise ValueError(f"there is no day {'before' if step < 0 else 'after'} {date}") from error
    return moved.year * 10_000 + moved.month * 100 + moved.day
