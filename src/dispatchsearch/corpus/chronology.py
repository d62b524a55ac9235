"""
From the dates a dispatch shows to the one it was published on, with precision, confidence and the reason.

Evidence speaks from independent sides: the address, the page's head, its title, the page as read. A day has the
weight of the sides that name it; a month in the address speaks for the days inside and against those outside. The
template's dates, the crawl's, updates and copyright lines have no voice. Where no day is shown the month is taken,
then the year, and where nothing is, the dispatch is undated.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from dispatchsearch.corpus.completing import completed, within
from dispatchsearch.corpus.habits import Habits, learn
from dispatchsearch.corpus.readings import Context, Settled, settle
from dispatchsearch.corpus.reasons import because, candidates, disputing, is_ahead, is_unset, set_aside
from dispatchsearch.corpus.weights import ENOUGH, in_masthead, lists, standing, stands_apart, weigh
from dispatchsearch.corpus.zones import local
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import Confidence, DateConclusion, DateEvidence

__all__ = ["Habits", "conclude_date", "learn", "update_date"]

SMALL_HOURS = re.compile(r"T0[0-7]:[\d:.]+\s?(?:Z|[+-]00:?00)$")

NEARLY: Final = 0.6
"""The share of the weight of the date taken from which another is told to dispute it."""

MOST_RIVALS: Final = 3

FIRM: Final = 2.0
"""A side of less weight does not bear a date out."""

WITH_MONTH: Final = 2.0
AGAINST_MONTH: Final = -3.0
WITH_YEAR: Final = 0.7
"""What a day gains inside the month or year that the address names, and loses outside the month."""

IN_LIST: Final = 0.4
"""Where so many days stand at one place of the page, each of them keeps so much of its weight."""

OF_CHANGE: Final = 0.5
"""What is left of a printed day that the page elsewhere calls the day of a change."""

FAR: Final = 2
"""So many months a day may lie outside the one the address names: an issue appears before its month, or late."""

PLACE: Final = 0.3
"""What each further place on one side adds: meta and json-ld that agree are a little more than one."""

UNTRUSTED: Final = 1.0
"""Digits that may be an article's number, and the masthead's day, bear out another date; they give none."""


@dataclass(slots=True)
class Voice:
    """What speaks for one date: the greatest weight of each side, and the evidence in order of its weight."""

    sides: dict[str, float] = field(default_factory=dict)
    evidence: list[tuple[float, DateEvidence]] = field(default_factory=list)
    settled: Settled | None = None
    weight: float = 0.0  # known once all is heard

    def hear(self, side: str, weight: float, date: DateEvidence, settled: Settled | None) -> None:
        """Count one piece of evidence in; `settled` tells of an ambiguous one how it is read."""
        self.sides[side] = max(self.sides.get(side, 0.0), weight)
        self.evidence.append((weight, date))
        self.settled = self.settled or settled

    def weigh(self) -> None:
        """Take the strongest side's weight and half of the others': head and page are often filled from one record."""
        strongest = max(self.sides.values())
        others = sum(weight for weight in self.sides.values() if weight >= FIRM) - (
            strongest if strongest >= FIRM else 0
        )
        places = {date.place for weight, date in self.evidence if weight >= FIRM}
        self.weight = strongest + others / 2 + PLACE * max(0, len(places) - len(self.sides))


def conclude_date(
    dates: Sequence[DateEvidence],
    habits: Habits,
    *,
    language: str | None = None,
    url: str | None = None,
    today: PartialDate | None = None,
) -> DateConclusion:
    """Conclude the date of publication from all dates of a dispatch, its addresses' among them.

    `habits` are its source's. `language` (as declared: "en-GB") and `url` help with ambiguous numbers, `today` rules
    out the future; without them less is decided, and nothing is guessed.
    """
    told = completed(local(dates, url))
    context = Context(habits, told, language, url, today)
    voices = _voices(told, context)
    days = {date: voice for date, voice in voices.items() if date.day}
    coarse = {date: voice for date, voice in voices.items() if not date.day}
    date = _chosen(days, coarse) or _coarsest(coarse)
    if date is None:
        left_open = disputing(None, {}, context)
        return DateConclusion(None, "low", because(None, (), context), set_aside(told, None, context), (), left_open)
    voice = voices[date]
    others = {day: other for day, other in voices.items() if not within(day, date) and not within(date, day)}
    heard = tuple(piece for _, piece in sorted(voice.evidence, key=lambda item: -item[0]))
    known = {id(piece) for piece in heard}
    reason = because(date, heard, context, voice.settled)
    narrowed = candidates(date, context)
    return DateConclusion(
        date,
        _confidence(date, voice, others.values(), told),
        "; ".join([reason, *([narrowed[1]] if narrowed else [])]),
        set_aside([piece for piece in told if id(piece) not in known], date, context),
        narrowed[0] if narrowed else (),
        disputing(date, _rivals(voice, others), context),
    )


def update_date(dates: Sequence[DateEvidence], habits: Habits) -> PartialDate | None:
    """Return the last day on which the page says it was updated; None where it says none, or says it ambiguously."""
    context = Context(habits, dates)
    settled = (settle(date, context).readings for date in dates if date.role == "updated" and date.readings)
    return max((readings[0] for readings in settled if len(readings) == 1), key=lambda d: d.last_day, default=None)


def _voices(dates: Sequence[DateEvidence], context: Context) -> dict[PartialDate, Voice]:
    voices: defaultdict[PartialDate, Voice] = defaultdict(Voice)
    listed = lists(dates)
    changes = _changes(dates)
    visits = {reading for date in dates if in_masthead(date) for reading in date.readings}
    last = context.last_day
    for place, date in enumerate(dates):
        if not _speaks(date, context.habits, last):
            continue
        side, weight = weigh(date)
        settled = settle(date, context) if len(date.readings) > 1 else None
        readings = settled.readings if settled else date.readings
        weight -= 0.001 * place  # of equals the first on the page counts
        if (date.place, date.name) in listed:
            weight *= IN_LIST
        if visits and standing(date) == "above" and not visits.isdisjoint(date.readings):
            weight = min(weight, UNTRUSTED)
        if settled and not settled.sure:
            weight *= 0.8
        if changes and date.place in ("element", "line", "time") and not changes.isdisjoint(date.readings):
            weight *= OF_CHANGE
        if not context.habits.trusts(date):
            weight = min(weight, UNTRUSTED)
        for reading in readings if len(readings) == 1 else _shared(readings):
            voices[reading].hear(side, weight, date, settled)
    for voice in voices.values():
        voice.weigh()
    return dict(voices)


def _speaks(date: DateEvidence, habits: Habits, last_day: int | None) -> bool:
    """Say whether a date may be that of the publication at all; `last_day` is the last it may be of."""
    if date.role != "published" or not date.readings:
        return False
    return not (is_unset(date) or habits.constant(date) or is_ahead(date, last_day))


def _changes(dates: Sequence[DateEvidence]) -> set[PartialDate]:
    """Return the days that the page prints as those of a change, and nowhere as those of publication."""
    days = {
        role: {reading for date in dates if date.role == role and date.place in places for reading in date.readings}
        for role, places in (("updated", ("label", "time", "element")), ("published", ("label", "meta", "json-ld")))
    }
    return days["updated"] - days["published"]


def _shared(readings: Sequence[PartialDate]) -> tuple[PartialDate, ...]:
    """Return what all readings have in common: a month, a year, or nothing."""
    first = readings[0]
    if any(reading.year != first.year for reading in readings):
        return ()
    same = all(reading.month == first.month for reading in readings)
    return (PartialDate(first.year, first.month if same else None),)


def _chosen(days: dict[PartialDate, Voice], coarse: dict[PartialDate, Voice]) -> PartialDate | None:
    """Return the day of most weight, the earlier of equals."""
    weighed = {day: voice.weight + _bounds(day, coarse) for day, voice in days.items()}
    best = max(weighed, key=lambda day: (round(weighed[day], 3), -day.first_day), default=None)
    return best if best and weighed[best] >= ENOUGH and not _far(best, days[best], coarse) else None


def _far(day: PartialDate, voice: Voice, coarse: dict[PartialDate, Voice]) -> bool:
    """Say whether a day lies far outside the month the address names, and weighs less: a page made anew."""
    months = [(date, other) for date, other in coarse.items() if date.month and other.sides.get("address", 0.0) > FIRM]
    return bool(months) and all(
        abs(_months(day) - _months(date)) > FAR and voice.weight < other.weight for date, other in months
    )


def _months(date: PartialDate) -> int:
    return date.year * 12 + (date.month or 1)


def _bounds(day: PartialDate, coarse: dict[PartialDate, Voice]) -> float:
    """Say how the month or year that the address names speaks for or against a day."""
    named = [date for date, voice in coarse.items() if voice.sides.get("address", 0.0) > UNTRUSTED]
    if not named:
        return 0.0
    inside = any(within(day, date) for date in named)
    if not named[0].month:
        return WITH_YEAR if inside else 0.0
    return WITH_MONTH if inside else AGAINST_MONTH


def _coarsest(coarse: dict[PartialDate, Voice]) -> PartialDate | None:
    """Return the month of most weight, else the year."""
    enough = {date: voice.weight for date, voice in coarse.items() if voice.weight >= ENOUGH}
    return max(enough, key=lambda date: (date.month is not None, enough[date], -date.first_day), default=None)


def _rivals(taken: Voice, others: dict[PartialDate, Voice]) -> dict[PartialDate, DateEvidence]:
    """Return the other days that weigh nearly as much as the date taken, each with its strongest evidence."""
    least = max(FIRM, NEARLY * taken.weight)
    near = sorted((day for day, voice in others.items() if voice.weight >= least), key=lambda day: -others[day].weight)
    return {day: max(others[day].evidence, key=lambda item: item[0])[1] for day in near[:MOST_RIVALS]}


def _confidence(date: PartialDate, voice: Voice, others: Iterable[Voice], dates: Sequence[DateEvidence]) -> Confidence:
    """Say how far to trust a date; the bounds were set so that of 100 dates called high 97 are right."""
    doubt = max((other.weight for other in others), default=0.0) / voice.weight
    settled = voice.settled
    left_open = settled is not None and date not in settled.readings
    if doubt >= 0.8 or voice.weight < 2 or not date.month or left_open:
        return "low"
    custom = settled is not None and not settled.sure
    short = all(str(date.year) not in piece.quote for _, piece in voice.evidence)
    if not date.day or custom or short:
        return "medium"
    firm = sum(weight >= FIRM for weight in voice.sides.values())
    strongest = max(voice.evidence, key=lambda item: item[0])[1]
    placed = doubt < 0.3 and max(voice.sides.values()) >= 3 and standing(strongest) not in ("below", "beside")
    alone = placed and not _changed(date, dates) and not _in_small_hours(voice)
    return "high" if firm > 2 or (firm == 2 and doubt < 0.4) or (firm == 1 and alone) else "medium"


def _changed(day: PartialDate, dates: Sequence[DateEvidence]) -> bool:
    """Say whether the page was changed on another day; the date shown may then be that one's."""
    updates = (date for date in dates if date.role == "updated" and date.readings and not stands_apart(date))
    return any(day not in date.readings for date in updates)


def _in_small_hours(voice: Voice) -> bool:
    """Say whether only an instant of universal time tells the day, at which it was still the day before elsewhere."""
    return all(SMALL_HOURS.search(date.quote) for _, date in voice.evidence)
