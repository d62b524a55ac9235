"""The dates of a query: 1993, 1993-06, 1993-05..1993-06, before:1994 -> bounds in days."""

import calendar
import datetime as dt
import re

from dispatchsearch.dates import PartialDate
from dispatchsearch.query import Or, Prefix, Query, Term

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


def cover(field: str, low: int | None, high: int | None) -> Query:
    """Return the values of a KEYWORD field of days (1993-06-04) within bounds: centuries, years, months, days."""
    at, last = low or 101_01, high or 9999_12_31
    parts: list[Query] = []
    while at <= last:
        year, month, day = at // 10_000, at // 100 % 100, at % 100
        if year % 100 == 0 and month == day == 1 and (year + 99) * 10_000 + 1231 <= last:
            parts.append(Prefix(field, f"{year // 100:02}"))
            at += 100_00_00
        elif month == day == 1 and year * 10_000 + 1231 <= last:
            parts.append(Prefix(field, f"{year:04}-"))
            at += 1_00_00
        elif day == 1 and at - 1 + calendar.monthrange(year, month)[1] <= last:
            parts.append(Prefix(field, f"{year:04}-{month:02}-"))
            at = _next_month(year, month)
        else:
            parts.append(Term(field, f"{year:04}-{month:02}-{day:02}"))
            at = at + 1 if day < calendar.monthrange(year, month)[1] else _next_month(year, month)
    return Or(tuple(parts)) if len(parts) > 1 else parts[0]


def _next_month(year: int, month: int) -> int:
    return (year + month // 12) * 10_000 + (month % 12 + 1) * 100 + 1


def _date(text: str) -> PartialDate:
    found = DAY.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a date; write 1993, 1993-06 or 1993-06-27")
    return PartialDate(*(int(part) if part else None for part in found.groups()))  # type: ignore[arg-type]


def _neighbour(day: int, step: int) -> int:
    date = dt.date(day // 10_000, day // 100 % 100, day % 100)
    try:
        moved = date + dt.timedelta(days=step)
    except OverflowError as error:
        raise ValueError(f"there is no day {'before' if step < 0 else 'after'} {date}") from error
    return moved.year * 10_000 + moved.month * 100 + moved.day
