"""
Which reading of an ambiguous date is meant: 05/06/1993 is the fifth of June in London and the sixth of May in New York.

Each rule says why it decided. Where none decides all readings stay; nothing is guessed in silence.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dispatchsearch.corpus.habits import Habits
from dispatchsearch.dates import Order, PartialDate
from dispatchsearch.dispatch import DateEvidence
from dispatchsearch.found_dates import in_order

ORDER_WORDS: Final[dict[Order, str]] = {
    "mdy": "month before day",
    "dmy": "day before month",
    "ymd": "year, month, day",
}
DAY_FIRST_REGIONS: Final = frozenset(("gb", "uk", "ie", "au", "nz", "in", "za", "sg", "hk", "pk", "ng", "ke", "mt"))
MONTH_FIRST_HOSTS: Final = frozenset(("us", "gov", "mil", "edu"))
SILENT_LANGUAGES: Final = frozenset(("en", "zh", "ja", "ko", "hu", "lt", "mn", "fil", "tl"))
"""English is written in both orders; the others put the year first."""

DAY_FIRST_HOSTS: Final = re.compile(
    r"de|at|ch|fr|it|es|pt|nl|be|lu|dk|no|se|fi|is|pl|cz|sk|ru|ua|by|uk|ie|gr|cy|tr|bg|ro|rs|hr|si|ba|mk|al|ee"
    r"|lv|az|am|ge|kz|il|eg|ma|tn|dz|sa|ae|qa|kw|lb|jo|in|pk|bd|lk|au|nz|sg|my|id|th|vn|br|ar|cl|mx|pe|uy|ec|bo"
    r"|py"
)

DOMAIN = re.compile(r"^[a-z]+://")
LOCALE = re.compile(r"/([a-z]{2}-[a-z]{2})(?=/)")

STAMPS: Final = frozenset(("crawl", "address", "path", "comment", "http"))
"""Where programs leave the day they saved a page; "Retrieved 12 March 2009" may be said of what a page refers to."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the date itself: the source's habits, all dates of the page, and what its reader knows."""

    habits: Habits
    page: Sequence[DateEvidence] = ()
    language: str | None = None
    url: str | None = None
    today: PartialDate | None = None

    @property
    def last_day(self) -> int | None:
        """The last day it may have been published on, as yyyymmdd: the day after today, or after the page was saved.

        The one day more is for clocks elsewhere.
        """
        stamps = (date for date in self.page if date.role == "crawled" and date.place in STAMPS)
        saved = [day.last_day for date in stamps for day in date.readings]
        last = min([*saved, *([self.today.last_day] if self.today else [])], default=None)
        if last is None:
            return None
        day = dt.date(last // 10_000, last // 100 % 100, last % 100) + dt.timedelta(1)
        return day.year * 10_000 + day.month * 100 + day.day


@dataclass(frozen=True, slots=True)
class Settled:
    """The readings left, why, and whether the archive decided (`sure`) rather than the custom of a country."""

    readings: tuple[PartialDate, ...]
    why: str = ""
    sure: bool = True


def settle(date: DateEvidence, context: Context) -> Settled:
    """Decide between the readings of a date, as far as anything does."""
    if len(date.readings) < 2:
        return Settled(date.readings)
    for rule in (_by_habit, _by_agreement, _by_page, _by_month, _by_future, _by_custom):
        settled = rule(date, context)
        if settled:
            return settled
    return Settled(date.readings, "the numbers can be read in two orders, and nothing here decides", sure=False)


def _in_order(date: DateEvidence, order: Order, why: str, *, sure: bool = True) -> Settled | None:
    reading = in_order(date.quote, date.readings, order)
    return Settled((reading,), f"{ORDER_WORDS[order]}{why}", sure) if reading else None


def _by_habit(date: DateEvidence, context: Context) -> Settled | None:
    """Follow what a person said of the source, else what its unambiguous dates show."""
    if context.habits.stated:
        return _in_order(date, context.habits.stated, ", as you said of this source")
    known = context.habits.ordering(date) if date.separator else None
    return _in_order(date, known.order, f", as in '{known.example}' on a page of this source") if known else None


def _by_agreement(date: DateEvidence, context: Context) -> Settled | None:
    """Take the reading that another date of the page names without ambiguity."""
    others = {other.readings[0] for other in context.page if len(other.readings) == 1 and other.role != "event"}
    agreeing = tuple(reading for reading in date.readings if reading in others)
    return Settled(agreeing, f"another date here says {agreeing[0]}") if len(agreeing) == 1 else None


def _by_page(date: DateEvidence, context: Context) -> Settled | None:
    """Follow the other dates of the page that are written with the same separator."""
    alike = [other for other in context.page if other.separator == date.separator and other.order and date.separator]
    orders = {other.order for other in alike}
    if len(orders) != 1 or alike[0].order is None:
        return None
    return _in_order(date, alike[0].order, f", as in '{alike[0].quote}' on this page")


def _by_month(date: DateEvidence, context: Context) -> Settled | None:
    """Take the reading in the month that the address names."""
    months = {
        (month.year, month.month)
        for other in context.page
        for month in other.readings
        if other.place in ("address", "path") and month.precision == "month" and context.habits.trusts(other)
    }
    inside = tuple(reading for reading in date.readings if (reading.year, reading.month) in months)
    return Settled(inside, "the address names that month") if len(inside) == 1 else None


def _by_future(date: DateEvidence, context: Context) -> Settled | None:
    """Leave out readings after today, and after the day the page was saved."""
    last = context.last_day
    past = tuple(reading for reading in date.readings if last is None or reading.first_day <= last)
    return Settled(past, "the other reading lies in the future") if len(past) == 1 else None


def _by_custom(date: DateEvidence, context: Context) -> Settled | None:
    """Follow the custom of the page's language and country."""
    custom = custom_order(context.language, context.url)
    return _in_order(date, custom[0], f", as is the custom {custom[1]}", sure=False) if custom else None


def custom_order(language: str | None, url: str | None) -> tuple[Order, str] | None:
    """Return the order of numbers customary in a language (`en-GB`) or on a country's hosts, and whose custom it is.

    The country is told by the host of the address, by a folder of it (`/en-gb/`), or by the language's region.
    """
    host, _, path = DOMAIN.sub("", (url or "").lower()).partition("/")
    folder = LOCALE.search("/" + path)
    tongue, _, region = (folder[1] if folder else language or "").lower().replace("_", "-").partition("-")
    ending = host.partition(":")[0].rpartition(".")[2]
    if ending in MONTH_FIRST_HOSTS:
        return "mdy", f"of .{ending} hosts"
    if DAY_FIRST_HOSTS.fullmatch(ending):
        return "dmy", f"of .{ending} hosts"
    if tongue == "en" and region == "us":
        return "mdy", "in the United States"
    if tongue == "en" and region in DAY_FIRST_REGIONS:
        return "dmy", "in the page's country"
    return ("dmy", f"in the page's language ({tongue})") if tongue and tongue not in SILENT_LANGUAGES else None
