"""Counts over time as bars: where each bar stands and how high, in parts of the picture; a template draws them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dispatchsearch.dates import PartialDate
from dispatchsearch.web import words
from dispatchsearch.web.asked import Asked

HEIGHT = 72
"""Pixels of the highest bar; widths are per cent, so that the picture fits any screen without scripts."""
LABELS = 9
NUMBERED = 16
"""Up to so many bars carry their number."""
MOST_BARS = 120
"""A longer time shows only the spans that have dispatches."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One year, month or day; `left`, `middle`, `width` and `slot` are per cent, `top` and `height` pixels."""

    span: PartialDate
    name: str  # "June 1993: 61 dispatches"
    count: int
    href: str
    chosen: bool
    labelled: bool
    slot: float
    middle: float
    left: float
    width: float
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars in order of time; `numbered` when they are few enough to carry their counts."""

    bars: tuple[Bar, ...]
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
    found = {_span(number): count for number, count in counts.items()}
    spans = list(_spans(min(found, key=str), max(found, key=str)))
    if len(spans) > MOST_BARS:
        spans = sorted(found, key=str)
    most = max(counts.values())
    bars = (_bar(spans, place, found.get(spans[place], 0), most, asked) for place in range(len(spans)))
    within = PartialDate(spans[0].year, spans[0].month if spans[0].day else None) if spans[0].month else None
    counted = sum(counts.values())
    possible = max(0, dated - counted) if within else 0
    return Timeline(
        bars=tuple(bars),
        numbered=len(spans) <= NUMBERED,
        counted=counted,
        possible=possible,
        possible_height=round(min(HEIGHT, HEIGHT * possible / most), 1),
        within=within,
        wider_href=asked.within("", "").href(),
    )


def _bar(spans: list[PartialDate], place: int, count: int, most: int, asked: Asked) -> Bar:
    span, slot = spans[place], 100 / len(spans)
    iso = str(span)
    width = slot * (0.7 if len(spans) <= NUMBERED else 0.86)
    height = max(2.0, HEIGHT * count / most) if count else 0.0
    chosen = asked.since == asked.until == iso
    target = asked.within("", "") if chosen else asked.within(iso, iso)
    return Bar(
        span=span,
        name=f"{words.date(span)}: {words.dispatches(count)}",
        count=count,
        href=target.href(),
        chosen=chosen,
        labelled=(len(spans) - 1 - place) % -(-len(spans) // LABELS) == 0,
        slot=round(slot * place, 3),
        middle=round(slot * (place + 0.5), 3),
        left=round(slot * (place + 0.5) - width / 2, 3),
        width=round(width, 3),
        top=round(HEIGHT - height, 1),
        height=round(height, 1),
    )


def _span(number: int) -> PartialDate:
    digits = str(number)
    return PartialDate(*(int(part) for part in (digits[:4], digits[4:6], digits[6:]) if part))


def _spans(first: PartialDate, last: PartialDate) -> Iterator[PartialDate]:
    """Yield first, last and all between, or more than are ever shown."""
    span = first
    for _ in range(MOST_BARS + 1):
        yield span
        if span == last:
            return
        span = _after(span)


def _after(span: PartialDate) -> PartialDate:
    if span.month is None:
        return PartialDate(span.year + 1)
    if span.day is None:
        return PartialDate(span.year + span.month // 12, span.month % 12 + 1)
    day = dt.date(span.year, span.month, span.day) + dt.timedelta(days=1)
    return PartialDate(day.year, day.month, day.day)
