"""
Which day it was at the place of publication when a page states an instant in universal time.

`2020-08-25T00:23Z` is the evening of the 24th in Montreal. The hours between are taken from what the page itself shows:
the same instant as a clock on the wall, else the offsets of its other instants, an hour more or less for summer time;
last from the country of its address. Where these leave two days open, the day stays as it is stated.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateEvidence

INSTANT = re.compile(
    r"(?P<y>\d\d\d\d)-(?P<m>\d\d)-(?P<d>\d\d)[T ](?P<hour>\d\d):(?P<minute>\d\d)[\d:.]*\s?"
    r"(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)$"
)
CLOCK = re.compile(
    r"(?P<hour>\d(?<![\d:.+-]\d)(?:(?<=[0-2])\d)?)[:.h](?P<minute>[0-5]\d)(?::\d\d)?(?!\d|\.\d)\s?(?P<half>[ap]\.?m\b)?",
    re.IGNORECASE,
)
ZERO: Final = ("Z", "UTC", "GMT", "+00:00", "-00:00", "+0000", "-0000")
HOST = re.compile(r"^[a-z]+://(?:[^/@]*@)?[^/:?#]*?\.(?P<country>[a-z]{2})(?=[/:?#]|$)")

PRINTED: Final = ("line", "label", "element", "byline", "time")

FARTHEST: Final = (-12.0, 14.0)
STEP: Final = 0.25

HOURS: Final = {
    country: span
    for countries, span in (
        ("pt", (-1, 1)),
        ("uk ie", (0, 1)),
        ("es", (0, 2)),
        ("de at ch fr it nl be lu dk no se pl cz sk hu hr si rs ba me mk al li mt", (1, 2)),
        ("gr cy bg ro fi ee lv lt ua md il eg lb tr by", (2, 3)),
        ("ru", (2, 12)),
        ("za", (2, 2)),
        ("iq sa kw qa ke", (3, 3)),
        ("am az ge", (3, 5)),
        ("ae", (4, 4)),
        ("kz kg uz tm tj", (5, 7)),
        ("pk", (5, 6)),
        ("in lk", (5.5, 5.5)),
        ("th vn id", (7, 9)),
        ("cn hk tw sg my ph", (8, 8)),
        ("jp kr", (9, 9)),
        ("au", (8, 11)),
        ("nz", (12, 13)),
        ("br", (-5, -2)),
        ("ar uy cl", (-4, -2)),
        ("co pe ec", (-5, -5)),
        ("mx", (-8, -5)),
        ("ca", (-8, -2.5)),
        ("us", (-10, -4)),
    )
    for country in countries.split()
}
"""The least and greatest offset from universal time in a country, summer time among them, in hours."""


def local(dates: Sequence[DateEvidence], url: str | None) -> list[DateEvidence]:
    """Return the evidence with the days of instants in universal time as they were at the place, where it is known."""
    universal = [_universal(date) for date in dates]
    if not any(universal):
        return list(dates)
    host = HOST.match((url or "").lower())
    country = set(HOURS.get(host["country"], ())) if host else set()
    offsets = [(date, offset) for date in dates if (offset := _offset(date))]
    stated = {offset + summer for _, offset in offsets for summer in (-1, 0, 1)}
    same = {_instant(date.quote) - dt.timedelta(hours=offset): offset for date, offset in offsets}
    clocks = [clock for date in dates for clock in _clocks(date)]
    printed = {date.readings[0] for date in dates if _prints(date)}

    def there(date: DateEvidence) -> DateEvidence:
        instant = _instant(date.quote)
        hours = {same[instant]} if instant in same else _matching(instant, clocks) or stated or country
        return _moved(date, hours) if hours else _beside(date, printed)

    return [there(date) if moves else date for date, moves in zip(dates, universal, strict=True)]


@lru_cache(maxsize=1024)
def _stated(quote: str) -> re.Match[str] | None:
    """Return the instant that words state; of each date several questions ask for it."""
    return INSTANT.search(quote) if ":" in quote else None


def is_moved(date: DateEvidence) -> bool:
    """Say whether the day of a piece of evidence is another than the instant it quotes."""
    found = _stated(date.quote)
    return found is not None and found["zone"] in ZERO and str(date.readings[0]) != found[0][:10]


def _universal(date: DateEvidence) -> bool:
    """Say whether a date is an instant in universal time; midnight to the second is but a day without its time."""
    found = _stated(date.quote) if len(date.readings) == 1 else None
    return found is not None and found["zone"] in ZERO and (found["hour"], found["minute"]) != ("00", "00")


@lru_cache(maxsize=1024)
def _instant(quote: str) -> dt.datetime:
    found = _stated(quote)
    assert found, "asked only of instants"
    year, month, day, hour, minute = (int(found[part]) for part in ("y", "m", "d", "hour", "minute"))
    return dt.datetime(year, month, day, hour, minute)  # noqa: DTZ001 (zones are what is asked for)


def _offset(date: DateEvidence) -> float | None:
    """Return the offset a date states, in hours; None where it states none or universal time."""
    found = _stated(date.quote)
    if not found or found["zone"] in ZERO:
        return None
    zone = found["zone"].replace(":", "")
    return int(zone[:3]) + int(zone[0] + zone[3:5]) / 60


def _clocks(date: DateEvidence) -> Iterator[dt.datetime]:
    """Yield the times on a wall that a date is printed with."""
    if len(date.readings) != 1 or date.role == "event" or not date.readings[0].day or _stated(date.quote):
        return
    day = date.readings[0]
    for clock in CLOCK.finditer(date.quote):
        hour = int(clock["hour"])
        if clock["half"]:
            hour = hour % 12 + (12 if clock["half"][0] in "pP" else 0)
        if hour < 24:
            yield dt.datetime(day.year, day.month or 1, day.day or 1, hour, int(clock["minute"]))  # noqa: DTZ001


def _matching(instant: dt.datetime, clocks: Iterable[dt.datetime]) -> set[float]:
    """Return the offsets under which a clock on the page shows the instant."""
    hours = {(clock - instant).total_seconds() / 3600 for clock in clocks}
    return {offset for offset in hours if FARTHEST[0] <= offset <= FARTHEST[1] and offset % STEP == 0}


def _prints(date: DateEvidence) -> bool:
    """Say whether a date is printed at the head of the story."""
    whole = len(date.readings) == 1 and date.readings[0].day is not None
    return whole and date.role == "published" and date.place in PRINTED and not _stated(date.quote)


def _beside(date: DateEvidence, printed: Collection[PartialDate]) -> DateEvidence:
    """Return the evidence with the day before or after that is printed, where its own day is not."""
    day = _instant(date.quote).date()
    near = [day + dt.timedelta(step) for step in (-1, 1)]
    beside = [found for other in near if (found := PartialDate(other.year, other.month, other.day)) in printed]
    alone = len(beside) == 1 and date.readings[0] not in printed
    return replace(date, readings=(beside[0],)) if alone else date


def _moved(date: DateEvidence, offsets: Iterable[float]) -> DateEvidence:
    """Return the evidence with its day at the offsets, where all agree on one."""
    instant = _instant(date.quote)
    days = {(instant + dt.timedelta(hours=hours)).date() for hours in offsets}
    if len(days) != 1:
        return date
    day = days.pop()
    there = PartialDate(day.year, day.month, day.day)
    return date if date.readings == (there,) else replace(date, readings=(there,))
