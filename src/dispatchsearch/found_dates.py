"""
Dates as a text prints them, found and read.

What is read is what is printed. A date without its year stays without one, numbers that can be read in two orders
keep both readings, and what no calendar has is no date.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Final

from dispatchsearch.almanac import MONTH_WORDS, full_year, months_called, weekday_called
from dispatchsearch.date_shapes import (
    ALSO_WORDS,
    ASCII_WORD,
    CHARACTERS,
    COMPACT,
    DAY_AND_MONTH,
    DAY_FIRST,
    DAYS_BEFORE,
    DIGITS,
    DIGITS_FIRST,
    INSTANT,
    LONGER_WORD,
    MONTH_BEFORE,
    NEARBY,
    NUMERIC,
    SPAN,
    VIETNAMESE,
    WEEKDAY_BEFORE,
    WORD_FIRST,
)
from dispatchsearch.dates import YEARS, Order, PartialDate
from dispatchsearch.numerals import in_numerals

LONGEST: Final = 20_000
"""So many characters of a text are searched."""

BRIEF: Final = 64
"""What is read in texts of so many characters is remembered: pages of one day, and one page, repeat their dates."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as written at `text[start:end]`.

    `readings` are all the dates it can mean; they hold no part that is not printed. A date without its year has no
    readings, and `days` are the (month, day) it can mean. `order` says in which order its numbers stand where only
    one fits; it is None where several do, and for months in words. `weekday` is the one printed before it, 0 Monday.
    """

    start: int
    end: int
    readings: tuple[PartialDate, ...]
    days: tuple[tuple[int, int], ...] = ()
    order: Order | None = None
    separator: str = ""
    weekday: int | None = None

    def in_year(self, year: int) -> tuple[PartialDate, ...]:
        """Complete a date without year by a year that the caller knows."""
        return _possible((year, month, day) for month, day in self.days)


def find_dates(text: str, *, yearless: bool = False, dateline: bool = False) -> tuple[FoundDate, ...]:
    """Find the dates written out in a text, in its order, none overlapping another.

    Understood are words ("June 27, 1993", "27-June-09", "13. lipnja 1993", "June 1993") with the months of some forty
    languages; numbers ("1993-06-27", "27.6.1993", "05/06/93") with all their readings; the characters of East Asia;
    the date and time group of a telex ("130909 MET jun 92"); and a text that is nothing but "19930627" or "1993-06".
    With `yearless`, dates without their year ("June 27") are found too. With `dateline`, the text is known to be one:
    "3.5." is a day and its month there, and "3 mag" in small letters is no other word.
    """
    find = _found_briefly if len(text) <= BRIEF else _found
    return find(text[:LONGEST], yearless, dateline)


def _found(text: str, yearless: bool, dateline: bool) -> tuple[FoundDate, ...]:  # noqa: FBT001 (keys of the memory below)
    if not text[:1].isalpha() and (alone := _instant(text) or _compact(text)):
        return (alone,)
    plain = (_numeric, _worded, _in_numerals)
    finders = plain if text.isascii() else (*plain, _in_characters)
    found = [date for pos, end in _stretches(text) for finder in finders for date in finder(text, pos, end)]
    if dateline:
        found += _in_dateline(text)
    if not found:
        return ()
    found.sort(key=lambda date: (date.start, not date.readings, -date.end))
    apart = _spanning(_apart(found), text)
    return tuple(_with_weekday(date, text) for date in apart if date.readings or yearless)


_found_briefly = lru_cache(maxsize=8192)(_found)


def _instant(text: str) -> FoundDate | None:
    """Read a text that is nothing but a day, with or without its hour: `1993-06-27T09:30Z`."""
    match = INSTANT.fullmatch(text)
    day = _dated(*map(int, match.groups())) if match else None
    return FoundDate(0, 10, (day,), order="ymd", separator="-") if day else None


def _compact(text: str) -> FoundDate | None:
    """Read a text that is nothing but a day in digits or a month: `19930627`, `1993-06`."""
    match = COMPACT.fullmatch(text)
    if match is None:
        return None
    month, day = match["m"] or match["m2"], match["d"]
    date = _dated(int(match["y"]), int(month), int(day) if day else None)
    return FoundDate(*match.span(), (date,), order="ymd", separator="-" if match["m2"] else "") if date else None


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text that are near a digit; the rest need not be searched."""
    if len(text) <= BRIEF:
        if DIGITS.search(text):
            yield 0, len(text)
        return
    start = end = 0
    for digits in DIGITS.finditer(text):
        if digits.start() - NEARBY > end:
            if end:
                yield start, end
            start = max(0, text.rfind(" ", 0, digits.start() - NEARBY))
        end = digits.end() + NEARBY
    if end:
        yield start, min(end, len(text))


def _apart(found: Iterable[FoundDate]) -> Iterator[FoundDate]:
    """Of dates that overlap keep the first; of those that begin together the one that says most."""
    end = -1
    for date in found:
        if date.start >= end:
            end = date.end
            yield date


def _spanning(found: Iterable[FoundDate], text: str) -> Iterator[FoundDate]:
    """Take the day, and where it must the month, from a span: "June 28 - July 4, 1993" is 1993."""
    before: FoundDate | None = None
    for date in found:
        last = date
        if before:
            if date.readings and SPAN.fullmatch(text, before.end, date.start):
                last, before = _joined(before, date)
            if before:
                yield before
        before = last
    if before:
        yield before


def _joined(first: FoundDate, last: FoundDate) -> tuple[FoundDate, FoundDate | None]:
    """Return the end of a span as widely as it must be taken, and its beginning where that stays a date of its own."""
    if first.days:
        same = {month for month, _ in first.days} == {reading.month for reading in last.readings}
        wider = _possible((reading.year, reading.month if same else None, None) for reading in last.readings)
        return replace(last, readings=wider), first
    shared = _shared(first, last)
    return (replace(last, start=first.start, readings=(shared,), order=None), None) if shared else (last, first)


def _shared(first: FoundDate, last: FoundDate) -> PartialDate | None:
    """Return the month or the year of a span of two days in full, as far as its end tells; None where it has none."""
    pairs = [(a, b) for a in first.readings for b in last.readings if a.day and b.day and a.first_day < b.first_day]
    if not pairs or any(a.year != b.year for a, b in pairs):
        return None
    months = {a.month if a.month == b.month else None for a, b in pairs}
    return PartialDate(pairs[0][0].year, months.pop() if len(months) == 1 else None)


def _with_weekday(date: FoundDate, text: str) -> FoundDate:
    weekday = _weekday_before(text, date.start)
    return date if weekday is None else replace(date, weekday=weekday)


def _weekday_before(text: str, start: int) -> int | None:
    last = text[max(0, start - 2) : start]
    if not last[1:].isspace() or not (last[0].isalpha() or last[0] in "., "):
        return None
    before = WEEKDAY_BEFORE.search(text, max(0, start - 20), start)
    return weekday_called(before[1]) if before else None


def _possible(parts: Iterable[tuple[int, int | None, int | None]]) -> tuple[PartialDate, ...]:
    """Keep what a calendar has, each once."""
    dates = [date for part in parts if (date := _dated(*part))]
    return tuple(dates) if len(dates) < 2 else tuple(dict.fromkeys(dates))


@lru_cache(maxsize=8192)
def _dated(year: int, month: int | None, day: int | None) -> PartialDate | None:
    """Return the date of these parts, None where no calendar has it; a page names its few days again and again."""
    try:
        return PartialDate(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _orders(a: str, b: str, c: str, separator: str) -> Iterator[tuple[Order, tuple[str, str, str]]]:
    """Say in which orders three numbers may stand, each with its year, month and day."""
    if len(a) == 4:
        if len(c) < 3:
            yield "ymd", (a, b, c)
    elif len(c) > 1:
        yield "mdy", (c, a, b)
        yield "dmy", (c, b, a)
        if len(a) == len(c) and (separator in "-_" or int(a) > 31):
            yield "ymd", (a, b, c)


def _numeric(text: str, pos: int, end: int) -> Iterator[FoundDate]:
    if not ("." in text or "-" in text or "/" in text or "_" in text):
        return
    for match in NUMERIC.finditer(text, pos, end):
        separator = match["sep"].strip()
        fitting: dict[Order, PartialDate] = {}
        for order, (year, month, day) in _orders(match["a"], match["b"], match["c"], separator):
            if date := _dated(full_year(year), int(month), int(day)):
                fitting[order] = date
        if len(fitting) > 1 and (weekday := _weekday_before(text, match.start())) is not None:
            fitting = {order: date for order, date in fitting.items() if date.weekday == weekday} or fitting
        if "dmy" in fitting and separator == "." and (wider := _ending_span(match, fitting["dmy"])):
            yield FoundDate(*match.span(), (wider,))
        elif fitting:
            readings = tuple(dict.fromkeys(fitting.values()))
            only = next(iter(fitting)) if len(fitting) == 1 else None
            yield FoundDate(*match.span(), readings, order=only, separator=separator)


def _ending_span(match: re.Match[str], last: PartialDate) -> PartialDate | None:
    """Return the month or the year that several days share: "9.-13.5.1994" is no one day; None for a day alone."""
    before = DAYS_BEFORE.search(match.string, max(0, match.start() - 10), match.start())
    if before is None:
        return None
    month, day = int(before["month"] or match["b"]), int(before["first"])
    if not 0 < 31 * month + day < 31 * int(match["b"]) + int(match["a"]):
        return None
    return PartialDate(last.year, last.month if month == last.month else None)


def _worded(text: str, pos: int, end: int) -> Iterator[FoundDate]:
    stretch = text[pos:end].lower()
    plain = stretch.isascii()
    words = (ASCII_WORD if plain else LONGER_WORD).findall(stretch)
    if MONTH_WORDS.isdisjoint(words) and (plain or not any(map(months_called, words))):
        return
    named = [word for word in LONGER_WORD.finditer(text, pos, end) if months_called(word[0])]
    if any(DIGITS.search(text, max(pos, word.start() - NEARBY), word.start()) for word in named):
        for pattern in DIGITS_FIRST:
            yield from filter(None, map(_of_month, pattern.finditer(text, pos, end)))
    for word in named:
        for pattern in WORD_FIRST:
            if (match := pattern.match(text, word.start(), end)) and (found := _of_month(match)):
                yield found


def _follows_month(match: re.Match[str]) -> bool:
    """Tell whether another month stands right before one: "June/July 1993"."""
    before = MONTH_BEFORE.search(match.string, max(0, match.start() - NEARBY), match.start())
    return before is not None and bool(months_called(before[1]))


def _in_dateline(text: str) -> Iterator[FoundDate]:
    for match in DAY_AND_MONTH.finditer(text):
        month, day = int(match["m"]), int(match["d"])
        if _dated(2000, month, day):
            yield FoundDate(*match.span(), (), days=((month, day),))
    for match in DAY_FIRST.finditer(text):
        if match["month"] in ALSO_WORDS and not match["y"] and (found := _of_month(match, sure=True)):
            yield found


def _of_month(match: re.Match[str], *, sure: bool = False) -> FoundDate | None:
    """Read what may be a date with its month in words; where `sure`, the word is known to be a month's."""
    parts = match.groupdict()
    word, year = parts["month"], parts["y"] or parts.get("cut")
    day = int(parts["d"]) if parts.get("d") else None
    months: tuple[int | None, ...] = months_called(word)
    if not months or (not sure and not (day and year) and word in ALSO_WORDS):
        return None
    if year and day is None and _follows_month(match):
        months = (None,)  # "June/July 1993" is neither
    if year:
        day = None if parts.get("other") else day  # "June 27-28" is no one day
        full = full_year(year)
        readings = tuple([date for month in months if (date := _dated(full, month, day))])
        return FoundDate(*match.span(), readings) if readings else None
    days = tuple([(month, day) for month in months if month and day and _dated(2000, month, day)])
    return FoundDate(*match.span(), (), days=days) if days and not parts.get("other") else None


def _in_numerals(text: str, pos: int, end: int) -> Iterable[FoundDate]:
    dated = ((start, stop, _dated(*parts)) for start, stop, parts in in_numerals(text, pos, end))
    return [FoundDate(start, stop, (date,)) for start, stop, date in dated if date]


def _in_characters(text: str, pos: int, end: int) -> Iterator[FoundDate]:
    for match in chain(CHARACTERS.finditer(text, pos, end), VIETNAMESE.finditer(text, pos, end)):
        if date := _dated(int(match["y"]), int(match["m"]), int(match["d"]) if match["d"] else None):
            yield FoundDate(*match.span(), (date,), order="ymd")


def in_order(text: str, readings: Sequence[PartialDate], order: Order) -> PartialDate | None:
    """Return the reading that the numbers quoted in a text have in one order; None where it is not among them."""
    for match in NUMERIC.finditer(text):
        separator = match["sep"].strip()
        for name, (year, month, day) in _orders(match["a"], match["b"], match["c"], separator):
            date = _dated(full_year(year), int(month), int(day))
            if name == order and date in readings:
                return date
    return None
