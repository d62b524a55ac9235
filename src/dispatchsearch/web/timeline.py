"""Counts over time as bars: where each bar stands and how high, in parts of the picture; a template draws them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dispatchsearch.dates import PartialDate
from dispatchsearch.web import words
from dispatchsearch.web.asked import Asked

HEIGHT = 72
"""Pixels of the highest bar; widths are per cent, so that the picture fits any screen without scripts."""
ABOVE = 16
"""Pixels above it, for the numbers."""
LABELS = 9
NUMBERED = 16
"""Up to so many bars carry their number."""
MOST_BARS = 100
"""A longer time shows only spans that have dispatches; where they are too many, a bar is ten or a hundred years."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One year, month or day, or several years; `slot`, `left` and `middle` are per cent, `top` and `height` pixels."""

    span: PartialDate  # the first of several years
    name: str  # "June 1993", "1990–1999"
    title: str  # "June 1993: 61 dispatches"
    count: int
    href: str
    chosen: bool
    label: str  # below the bar, or nothing
    slot: float
    left: float
    middle: float
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars in order of time; `numbered` when they are few enough to carry their counts."""

    bars: tuple[Bar, ...]
    slot: float  # per cent that each bar has
    width: float  # per cent that each bar fills
    numbered: bool
    counted: int
    possible: int  # dated somewhere in this time, but less exactly than the bars
    possible_height: float  # pixels, on the scale of the bars, never above them
    within: PartialDate | None  # the year that all months lie in, or the month that all days do
    wider_href: str  # the same search over all time


def timeline(counts: Mapping[int, int], asked: Asked, dated: int = 0) -> Timeline | None:
    """Return the bars for counts by year (1993), month (199306) or day (19930627), of `dated` dispatches in that time.

    Spans without dispatches stand between those with some; None where there is nothing to compare.
    """
    if len(counts) < 2:
        return None
    years = _years_a_bar(counts)
    spans = _grouped(counts, years) if years > 1 else _in_order(counts)
    most = max(count for _, count in spans)
    numbered = len(spans) <= NUMBERED
    slot = 100 / len(spans)
    width = slot * (0.7 if numbered else 0.86)
    first = spans[0][0]
    within = PartialDate(first.year, first.month if first.day else None) if first.month else None
    counted = sum(counts.values())
    possible = max(0, dated - counted) if within else 0
    return Timeline(
        bars=tuple(_bars(spans, years, width, asked)),
        slot=round(slot, 2),
        width=round(width, 2),
        numbered=numbered,
        counted=counted,
        possible=possible,
        possible_height=round(min(HEIGHT, HEIGHT * possible / most), 1),
        within=within,
        wider_href=asked.within("", "").href(),
    )


def _bars(spans: list[tuple[PartialDate, int]], years: int, width: float, asked: Asked) -> Iterator[Bar]:
    step, slot = -(-len(spans) // LABELS), 100 / len(spans)
    scale = HEIGHT / max(count for _, count in spans)
    for place, (span, count) in enumerate(spans):
        since, until = str(span), str(span if years == 1 else PartialDate(span.year + years - 1))
        height = max(2.0, scale * count) if count else 0.0
        chosen = (asked.since, asked.until) == (since, until)
        name = words.date(span) if years == 1 else f"{since}–{until}"
        yield Bar(
            span=span,
            name=name,
            title=f"{name}: {words.dispatches(count)}",
            count=count,
            href=asked.within("", "").href() if chosen else asked.within_href(since, until),
            chosen=chosen,
            label="" if (len(spans) - 1 - place) % step else words.tick(span),
            slot=round(slot * place, 2),
            left=round(slot * (place + 0.5) - width / 2, 2),
            middle=round(slot * (place + 0.5), 2),
            top=round(ABOVE + HEIGHT - height, 1),
            height=round(height, 1),
        )


def _years_a_bar(counts: Mapping[int, int]) -> int:
    return next(years for years in (1, 10, 100) if len({number // years for number in counts}) <= MOST_BARS)


def _grouped(counts: Mapping[int, int], years: int) -> list[tuple[PartialDate, int]]:
    found: Counter[int] = Counter()
    for year, count in counts.items():
        found[year // years * years] += count
    return [(PartialDate(max(1, year)), count) for year, count in sorted(found.items())]


def _in_order(counts: Mapping[int, int]) -> list[tuple[PartialDate, int]]:
    """Return the counts in order of time, with nought for spans between, unless that makes too many."""
    found = sorted(counts)
    numbers = list(_numbers(found[0], found[-1]))
    return [(_span(number), counts.get(number, 0)) for number in (found if len(numbers) > MOST_BARS else numbers)]


def _span(number: int) -> PartialDate:
    if number < 10_000:
        return PartialDate(number)
    if number < 1_000_000:
        return PartialDate(*divmod(number, 100))
    return PartialDate(number // 10_000, number // 100 % 100, number % 100)


def _numbers(first: int, last: int) -> Iterator[int]:
    """Yield first, last and all between, or more than are ever shown."""
    number = first
    for _ in range(MOST_BARS + 1):
        yield number
        if number == last:
            return
        number = _after(number)


def _after(number: int) -> int:
    if number < 10_000:
        return number + 1
    if number < 1_000_000:
        return number + 1 if number % 100 < 12 else number + 89
    day = dt.date(number // 10_000, number // 100 % 100, number % 100) + dt.timedelta(days=1)
    return day.year * 10_000 + day.month * 100 + day.day
