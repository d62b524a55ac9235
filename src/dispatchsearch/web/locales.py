"""The reader's English: how it writes dates and numbers, told by what the browser asks for."""

import datetime as dt
import re
from contextvars import ContextVar
from functools import lru_cache

from babel import Locale, negotiate_locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, get_group_symbol

from dispatchsearch.dates import PartialDate

KNOWN = ("en_GB", "en_US", "en_AU", "en_CA", "en_IE", "en_IN", "en_NZ", "en_ZA")
"""The kinds of English; the first is that of a reader who asks for none."""
WANTED = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*(?:,|$)")
LONGEST = 200  # characters of the header that are looked at

_now: ContextVar[str] = ContextVar("locale", default=KNOWN[0])


def choose(accepted: str) -> str:
    """Take the kind of English that an Accept-Language header (RFC 9110, 12.5.4) prefers, and return its name."""
    found = [(float(weight or 1), name.replace("-", "_")) for name, weight in WANTED.findall(accepted[:LONGEST])]
    wanted = [name for weight, name in sorted(found, key=lambda one: -one[0]) if weight]
    chosen = negotiate_locale([name for name in wanted if name.count("_") == 1], KNOWN) or KNOWN[0]
    _now.set(chosen)
    return chosen


def chosen() -> str:
    """Return the name of the kind of English that the request under way is answered in."""
    return _now.get()


def decimal(value: int) -> str:
    """Return a count with its thousands apart."""
    if -1000 < value < 1000:
        return str(value)
    sign = _between_thousands(_now.get())
    return f"{value:,}".replace(",", sign) if sign else format_decimal(value, locale=_now.get())


def long_date(known: PartialDate) -> str:
    """Return 27 June 1993 or June 27, 1993; June 1993; 1993: as much as is known."""
    return _long(known, _now.get()) if known.month else str(known.year)


def month_abbreviation(month: int) -> str:
    """Return Jun."""
    return _month(month, _now.get())


def language(code: str) -> str:
    """Return the English name of a language with an ISO 639 code, or the code where it has none."""
    return _languages().get(code, code)


@lru_cache(maxsize=len(KNOWN))
def _between_thousands(locale: str) -> str | None:
    """Return what stands between groups of three digits; None where they are not all of three. Babel's way is slow."""
    return get_group_symbol(locale) if Locale.parse(locale).decimal_formats[None].grouping == (3, 3) else None


@lru_cache(maxsize=4096)
def _long(known: PartialDate, locale: str) -> str:
    day = dt.date(known.year, known.month or 1, known.day or 1)
    if known.day:
        return format_date(day, "long", locale=locale)
    return format_skeleton("yMMMM", day, locale=locale)


@lru_cache(maxsize=128)
def _month(month: int, locale: str) -> str:
    return format_skeleton("MMM", dt.date(2000, month, 1), locale=locale)


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    return {code: str(name) for code, name in Locale("en").languages.items()}
