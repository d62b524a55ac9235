"""The reasons for a date, in words a historian reads: what it is taken from, what agrees, what was not used and why."""

import calendar
from collections.abc import Mapping, Sequence
from typing import Final

from dispatchsearch.corpus.habits import Habits, lead_weekday
from dispatchsearch.corpus.readings import Context, Settled
from dispatchsearch.corpus.zones import is_moved
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateEvidence
from dispatchsearch.found_dates import find_dates

MOST: Final = 8
"""Dates not used that are told; a page of links may show dozens."""

PLACES: Final = {
    "address": "the address",
    "path": "the path it was saved under,",
    "index": "the day's index",
    "header": "the header",
    "meta": "the page's meta data",
    "json-ld": "the page's data",
    "script": "the data in the page's scripts",
    "title": "the page's title",
    "headline": "the headline",
    "byline": "the byline",
    "dateline": "the dateline",
    "source-line": "the source line",
    "label": "the page,",
    "time": "the page,",
    "element": "the page,",
    "line": "the page,",
    "trailer": "the last line,",
}
NAMED: Final = frozenset(("meta", "json-ld", "script", "header"))

UNSET: Final = frozenset((1_01_01, 1899_12_30, 1900_01_01, 1969_12_31, 1970_01_01))
"""Where programs begin to count: they print these days for "none"."""


def is_unset(date: DateEvidence) -> bool:
    """Say whether a date is a program's way to say that there is none."""
    first = date.readings[0]
    if first.first_day not in UNSET or not first.day:
        return False
    machine = date.place in ("meta", "json-ld", "script", "http") or date.name.partition(": ")[2].startswith("datetime")
    return machine or date.name.startswith("datetime")


def is_ahead(date: DateEvidence, last_day: int | None) -> bool:
    """Say whether a date lies after the last day it may be of (yyyymmdd)."""
    return last_day is not None and all(reading.first_day > last_day for reading in date.readings)


def because(
    date: PartialDate | None, heard: Sequence[DateEvidence], context: Context, settled: Settled | None = None
) -> str:
    """Say why a date was taken: what it stands on, what agrees, how numbers were read, and what is the template's."""
    if date is None:
        told = [*_templates(context), *_open(context)]
        return "; ".join(["nothing here says when it was published", *told])
    parts = [f"{date.precision} from {_source(heard[0])}"]
    agreeing = list(dict.fromkeys(_source(piece) for piece in heard[1:] if piece.place != heard[0].place))
    if agreeing:
        parts.append("so " + ("says " if len(agreeing) == 1 else "say ") + " and ".join(agreeing[:2]))
    if settled and settled.why:
        parts.append(settled.why)
    if heard and is_moved(heard[0]):
        parts.append(f"that instant is in universal time, and it was {date} there")
    elif heard and not find_dates(heard[0].quote) and heard[0].place not in ("address", "path", "index"):
        parts.append(f"the year {date.year} is that of another date here")
    elif any(str(date.year) not in piece.quote for piece in heard[:1]):
        parts.append(f"the year is printed with two digits and read as {date.year}")
    return "; ".join([*parts, *_templates(context)])


def disputing(
    date: PartialDate | None, rivals: Mapping[PartialDate, DateEvidence], context: Context
) -> tuple[str, ...]:
    """Tell the strongest evidence of each other day that is nearly as likely; where no day was taken what is open."""
    told = [f"{_source(piece)} says {day}" for day, piece in rivals.items()]
    return (*told, *(_open(context) if date is None or date.day is None else ()))


def set_aside(dates: Sequence[DateEvidence], taken: PartialDate | None, context: Context) -> tuple[str, ...]:
    """Tell each date that is shown but was not taken, with the reason; dates the text speaks of are not among them."""
    told: dict[str, None] = {}
    last = context.last_day
    for date in dates:
        if date.readings and date.role != "event" and not (taken in date.readings and date.role == "published"):
            told[f"'{date.quote}': {_why_not(date, taken, context.habits, last)}"] = None
            if len(told) == MOST:
                break
    return tuple(told)


def candidates(date: PartialDate, context: Context) -> tuple[tuple[PartialDate, ...], str] | None:
    """Return the days of a month that the lead's weekday leaves by the outlet's habit, and the words for it."""
    lag = context.habits.lag
    if date.precision != "month" or date.month is None or lag is None:
        return None
    weekday = lead_weekday(context.page)
    if weekday is None:
        return None
    length = calendar.monthrange(date.year, date.month)[1]
    month = [PartialDate(date.year, date.month, day) for day in range(1, length + 1)]
    days = tuple(day for day in month if day.weekday == (weekday + lag) % 7)
    numbers = [_ordinal(day.day or 0) for day in days]
    habit = "the same day" if lag == 0 else "the next day" if lag == 1 else f"{lag} days later"
    told = f"perhaps the {', '.join(numbers[:-1])} or {numbers[-1]}: the lead says {calendar.day_name[weekday]}"
    return days, f"{told} and this source prints {habit}"


def _source(date: DateEvidence) -> str:
    if date.place in NAMED:
        return f"{PLACES[date.place]} ({date.name}: {date.quote})"
    if date.place in ("address", "path"):
        return f"{PLACES[date.place]} {date.quote}"
    return f"{PLACES.get(date.place, date.place)} '{date.quote}'"


def _templates(context: Context) -> list[str]:
    """Tell the dates that stand on nearly all pages of the source."""
    told: dict[str, None] = {}
    for date in context.page if context.habits.constants else ():
        constant = context.habits.constant(date)
        if constant:
            told[f"'{date.quote}' {_same(constant.pages, context.habits)}"] = None
    return list(told)


def _same(pages: int, habits: Habits) -> str:
    return f"is on {pages} of {habits.pages} pages of this source: the template's"


def _open(context: Context) -> list[str]:
    return list(
        dict.fromkeys(
            f"'{date.quote}' can be read as {' or '.join(map(str, date.readings))}"
            for date in context.page
            if len(date.readings) > 1 and date.role == "published"
        )
    )


def _why_not(date: DateEvidence, taken: PartialDate | None, habits: Habits, last_day: int | None) -> str:
    constant = habits.constant(date)
    if constant:
        return _same(constant.pages, habits)
    if is_unset(date):
        return "a program prints this day where it knows none"
    if date.role == "published" and is_ahead(date, last_day):
        return "it lies ahead of the day the page was read or saved"
    if date.role == "updated":
        return "when the page was updated, not when it was published"
    if date.role == "crawled":
        return "when the page was saved"
    if date.role == "copyright":
        return "a line of copyright dates nothing"
    if date.role == "reposted":
        return "when it was posted again"
    if len(date.readings) > 1:
        return "it can be read in two orders"
    return f"less likely than {taken}" if taken else "it does not stand where a story is dated"


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
