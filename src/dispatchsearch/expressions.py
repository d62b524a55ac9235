"""
Days as news English speaks of them: "Sunday", "two weeks ago", "June 4", "last Friday", "the 27th".

Each is resolved against an anchor, the day of the dateline or of publication, and by the tense of the verb beside it:
"met Friday" is the Friday before, "will meet Friday" the one after. What names no day, month or year ("for four
months", "every Friday", "3,400 people") is not found.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from dispatchsearch import phrases
from dispatchsearch.almanac import months_called, weekday_called
from dispatchsearch.dates import YEARS, PartialDate
from dispatchsearch.found_dates import FoundDate, find_dates
from dispatchsearch.phrases import BESIDE, EASTER, HOLIDAYS, NEAR, NUMBERS, ORDINALS, WHICH
from dispatchsearch.tense import looks_ahead

LONGEST: Final = 50_000
"""So many characters of a text are searched."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Words at `text[start:end]` and the day, month or year they mean."""

    start: int
    end: int
    date: PartialDate


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expression is read against: the anchor, the tense (None: unknown), the day named just before it.

    Where the anchor is known only to its month, `today` is one end of it and `month` is the month.
    """

    today: dt.date
    ahead: bool | None
    before: dt.date | None
    month: int | None = None


Reader = Callable[[re.Match[str], Moment], PartialDate | None]
Read = Callable[[Moment], PartialDate | None]


def find_expressions(text: str, anchor: PartialDate) -> tuple[Expression, ...]:
    """Find what a text says of days, months and years, resolved against the anchor, in the order of the text.

    Against an anchor known to its month only what holds for all its days is found ("June 4", not "Sunday"); against a
    year only what is written out in full.
    """
    text = text[:LONGEST]
    if anchor.month is None or anchor.year not in YEARS:
        full = (date for date in find_dates(text) if len(date.readings) == 1)
        return tuple(Expression(date.start, date.end, date.readings[0]) for date in full)
    last = anchor.day or calendar.monthrange(anchor.year, anchor.month)[1]
    ends = (dt.date(anchor.year, anchor.month, anchor.day or 1), dt.date(anchor.year, anchor.month, last))
    return tuple(_resolved(text, ends, None if anchor.day else anchor.month))


def _resolved(text: str, ends: tuple[dt.date, dt.date], month: int | None) -> Iterator[Expression]:
    before, taken = None, 0
    for start, end, read in sorted(_claims(text), key=lambda claim: (claim[0], -claim[1])):
        if start < taken:
            continue
        ahead = looks_ahead(text, start, end)
        dates = {read(Moment(today, ahead, before, month)) for today in dict.fromkeys(ends)}
        date = dates.pop() if len(dates) == 1 else None
        if date:
            taken = end
            before = dt.date(date.year, date.month, date.day) if date.month and date.day else before
            yield Expression(start, end, date)


def _claims(text: str) -> Iterator[tuple[int, int, Read]]:
    """Yield all that may be an expression, some of it overlapping."""
    for date in find_dates(text, yearless=True):
        suffix = phrases.OF_SOME_YEAR.match(text, date.end) if date.days else None
        yield date.start, suffix.end() if suffix else date.end, _written(date, suffix[1].lower() if suffix else None)
    parts = {keys: tuple(_stretches(text, keys)) for keys in KEYS}
    for keys, pattern, reader in RULES:
        for pos, end in parts[keys]:
            for match in pattern.finditer(text, pos, end):
                yield *match.span(), _bound(reader, match)


def _stretches(text: str, keys: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text that are near one of the keys; a rule need not search the rest."""
    places = []
    for key in keys:
        place = text.find(key)
        while place >= 0:
            places.append(place)
            place = text.find(key, place + 1)
    start = end = -1
    for place in sorted(places):
        if place - phrases.REACH > end:
            if end >= 0:
                yield start, end
            start = max(0, text.rfind(" ", 0, max(0, place - phrases.REACH)))
        end = min(place + phrases.REACH, len(text))
    if end >= 0:
        yield start, end


def _bound(reader: Reader, match: re.Match[str]) -> Read:
    return lambda moment: reader(match, moment)


def _written(date: FoundDate, which: str | None) -> Read:
    """Read a date written out; one without its year falls on the nearest such day that its tense allows."""

    def read(moment: Moment) -> PartialDate | None:
        if date.readings:
            return date.readings[0] if len(date.readings) == 1 else None
        month, day = date.days[0]
        if which:
            return next(iter(date.in_year(moment.today.year + WHICH[which])), None)
        return _of_the_year(month, day, moment, date.weekday)

    return read


def _day(date: dt.date) -> PartialDate:
    return PartialDate(date.year, date.month, date.day)


def _on(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _of_the_year(month: int, day: int, moment: Moment, weekday: int | None = None) -> PartialDate | None:
    near = [found for year in range(-8, 9) if (found := _on(moment.today.year + year, month, day))]
    if weekday is not None:
        near = [found for found in near if found.weekday() == weekday]
    if moment.ahead is None or month == moment.month:
        allowed = near
    else:
        allowed = [found for found in near if (found >= moment.today if moment.ahead else found <= moment.today)]
    nearest = min(allowed or near, key=lambda found: abs(found - moment.today), default=None)
    return _day(nearest) if nearest else None


def _weekday(match: re.Match[str], moment: Moment) -> PartialDate | None:
    """Read "Sunday": the latest or the next by the verb; on a Sunday it is that same day."""
    weekday = _number_of(match["weekday"])
    back = (moment.today.weekday() - weekday) % 7
    return _day(moment.today - dt.timedelta(back - 7 if moment.ahead and back else back))


def _number_of(weekday: str) -> int:
    number = weekday_called(weekday.rstrip("."))
    assert number is not None, "the pattern names weekdays only"
    return number


def _weekday_said_which(match: re.Match[str], moment: Moment) -> PartialDate | None:
    """Read "last Friday", "next Monday", "this Saturday"."""
    which = match["which"].lower().rpartition(" ")[2]
    back = (moment.today.weekday() - _number_of(match["weekday"])) % 7
    if WHICH[which] < 0:
        return _day(moment.today - dt.timedelta(back or 7))
    if which == "this" and moment.ahead is False:
        return _day(moment.today - dt.timedelta(back))
    return _day(moment.today + dt.timedelta(7 - back if back or which != "this" else 0))


def _weekday_of_week(match: re.Match[str], moment: Moment) -> PartialDate | None:
    """Read "Tuesday of last week"; weeks begin on Monday."""
    monday = moment.today - dt.timedelta(moment.today.weekday())
    return _day(monday + dt.timedelta(_number_of(match["weekday"]) + 7 * WHICH[match["which"].lower()]))


def _distance(match: re.Match[str]) -> tuple[int, str]:
    word = match["n"].lower()
    number = int(word) if word.isdigit() else NUMBERS[word]
    unit = match["unit"].lower()
    if unit == "fortnight":
        return number * 2, "week"
    return (number // 24, "day") if unit == "hour" else (number, unit)


def _moved(day: dt.date, number: int, unit: str) -> dt.date | None:
    """Go some days, weeks, months or years on, or back by a negative number; None outside the calendar."""
    step = {"day": "days", "week": "weeks", "month": "months", "year": "years"}[unit]
    try:
        moved: dt.date = day + relativedelta(**{step: number})  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None
    return moved if moved.year in YEARS else None


def _as_exact(day: dt.date | None, unit: str) -> PartialDate | None:
    """Cut a day short to what a distance counted in such units tells."""
    if day is None:
        return None
    return PartialDate(day.year, None if unit == "year" else day.month, day.day if unit in ("day", "week") else None)


def _ago(match: re.Match[str], moment: Moment) -> PartialDate | None:
    """Read "two weeks ago"; "a year ago Monday" is the anchor's Monday one year back."""
    number, unit = _distance(match)
    if not number:
        return None
    if not match["weekday"] and not match["near"]:
        return _as_exact(_moved(moment.today, -number, unit), unit)
    start = moment.today + dt.timedelta(NEAR[match["near"].lower()]) if match["near"] else None
    if start is None:
        start = moment.today - dt.timedelta((moment.today.weekday() - _number_of(match["weekday"])) % 7)
    day = _moved(start, -number, unit)
    return _day(day) if day else None


def _ahead(match: re.Match[str], moment: Moment) -> PartialDate | None:
    """Read "in three days" beside a verb that looks ahead; it is a span of time otherwise."""
    number, unit = _distance(match)
    return _as_exact(_moved(moment.today, number, unit), unit) if moment.ahead and number else None


def _from(match: re.Match[str], moment: Moment) -> PartialDate | None:
    """Read "three days later" and "a day earlier", counted from the day named before."""
    number, unit = _distance(match)
    back = match["way"].lower() == "earlier"
    start = moment.before or (moment.today if back else None)
    return _as_exact(_moved(start, -number if back else number, unit), unit) if start and number else None


def _near(match: re.Match[str], moment: Moment) -> PartialDate | None:
    return _day(moment.today + dt.timedelta(NEAR[" ".join(match[0].lower().split())]))


def _beside(match: re.Match[str], moment: Moment) -> PartialDate | None:
    """Read "the same day", "the next day", by the day named before."""
    return _day(moment.before + dt.timedelta(BESIDE[match["which"].lower()])) if moment.before else None


def _period(match: re.Match[str], moment: Moment) -> PartialDate | None:
    """Read "last month" and "this year"; a week is neither day nor month."""
    unit = match["unit"].lower()
    return _as_exact(_moved(moment.today, WHICH[match["which"].lower()], unit), unit)


def _nth(match: re.Match[str], moment: Moment) -> PartialDate | None:
    """Read "the 27th": the latest past or the next coming day of that number."""
    number, which = int(match["d"]), match["which"]
    months = (WHICH[which.lower()],) if which else (0, 1) if moment.ahead else (0, -1)
    for month in months:
        first = moment.today.replace(day=1) + relativedelta(months=month)
        day = _on(first.year, first.month, number)
        if day and (which or (day >= moment.today if moment.ahead else day <= moment.today)):
            return _day(day)
    return None


def _month(match: re.Match[str], moment: Moment) -> PartialDate | None:
    """Read "in May", "last May", "June last year": the latest past or the next coming one."""
    month = months_called(match["month"].rstrip("."))[0]
    if match["year"]:
        return PartialDate(moment.today.year + WHICH[match["year"].lower()], month)
    which = (match["which"] or "").lower()
    if which == "this":
        return PartialDate(moment.today.year, month)
    ahead = which == "next" or (which != "last" and bool(moment.ahead))
    now = moment.today.month
    if ahead:
        return PartialDate(moment.today.year + (month < now or (month == now and which == "next")), month)
    return PartialDate(moment.today.year - (month > now or (month == now and which == "last")), month)


def _year(match: re.Match[str], _moment: Moment) -> PartialDate | None:
    return PartialDate(int(match["y"])) if int(match["y"]) in YEARS else None


def _holiday(match: re.Match[str], moment: Moment) -> PartialDate | None:
    name = match["name"].lower().replace("’", "'")
    if name in HOLIDAYS:
        month, day = HOLIDAYS[name]
        return PartialDate(int(match["y"]), month, day) if match["y"] else _of_the_year(month, day, moment)
    years = [int(match["y"])] if match["y"] else [moment.today.year + step for step in (-1, 0, 1)]
    days = [easter(year) + dt.timedelta(EASTER[name]) for year in years]
    allowed = [day for day in days if match["y"] or (day >= moment.today if moment.ahead else day <= moment.today)]
    return _day(min(allowed, key=lambda day: abs(day - moment.today)))


def _weekday_of_month(match: re.Match[str], moment: Moment) -> PartialDate | None:
    """Read "the first Sunday of July 1993", "the last Friday in May"."""
    month = _month(match, moment) if not match["y"] else PartialDate(int(match["y"]), months_called(match["month"])[0])
    if month is None or month.month is None:
        return None
    nth = ORDINALS[match["nth"].lower()]
    weekday = (MO, TU, WE, TH, FR, SA, SU)[_number_of(match["weekday"])](nth)
    day: dt.date = dt.date(month.year, month.month, 1) + relativedelta(day=31 if nth < 0 else 1, weekday=weekday)
    return _day(day)


RULES: Final[tuple[tuple[tuple[str, ...], re.Pattern[str], Reader], ...]] = (
    (("ago",), phrases.AGO, _ago),
    (("in ", "In "), phrases.IN_SOME_TIME, _ahead),
    (("earlier", "later"), phrases.LATER, _from),
    (phrases.PARTS_OF_DAY, phrases.NEARBY, _near),
    ((" day",), phrases.DAY_BESIDE, _beside),
    (phrases.DAYS, phrases.WEEKDAY_SAID_WHICH, _weekday_said_which),
    ((" week",), phrases.WEEKDAY_OF_WEEK, _weekday_of_week),
    (phrases.DAYS, phrases.WEEKDAY_OF_MONTH, _weekday_of_month),
    (phrases.DAYS, phrases.BARE_WEEKDAY, _weekday),
    ((" month", " year"), phrases.PERIOD, _period),
    (phrases.NUMBERED_DAYS, phrases.THE_NTH, _nth),
    (phrases.MONTHS, phrases.BARE_MONTH, _month),
    ((" 1", " 2"), phrases.BARE_YEAR, _year),
    (phrases.FEASTS, phrases.HOLIDAY, _holiday),
)
"""Letters without which there is no such phrase, its pattern, and what reads it."""

KEYS: Final = frozenset(keys for keys, _, _ in RULES)
