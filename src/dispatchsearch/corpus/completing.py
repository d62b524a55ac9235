"""
Dates of one dispatch completed by each other, before any of them is weighed.

A dateline without its year takes that of a date nearby. A mail, a page or an address may carry a story that was
published before: then its date is a repost's. What a page prints as an update may show that it was there before it
claims to be.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dispatchsearch.corpus.weights import standing
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateEvidence
from dispatchsearch.found_dates import find_dates

DATED: Final = ("dateline", "source-line", "byline", "header", "trailer")
"""Where a date without its year may still date the story."""

SOURCE_LINES: Final = ("source-line",)
ORIGINALS: Final = {
    "header": ("source-line", "dateline", "trailer", "line"),
    **dict.fromkeys(("address", "path", "meta", "json-ld", "script", "time"), SOURCE_LINES),
}
"""Places whose date is a repost's where one of the others gives an earlier one."""

FIRST = re.compile(
    r"(?:first|originally) (?:printed|published|appeared|posted)|reprinted|reproduced from|from the (?:issue|edition)",
    re.IGNORECASE,
)
CARRIERS: Final = (*ORIGINALS, "label", "element", "line", "byline")
"""Places whose date is a repost's where the page says in words that the story was first published before."""

PRINTED: Final = ("line", "element", "time", "label")
NEXT_DAYS: Final = 3
"""A story stands in the paper of the next days: over a weekend, of the third."""

LATEST: Final = 31
"""A dateline without its year is completed by a date that follows it within so many days."""


def completed(dates: Sequence[DateEvidence]) -> list[DateEvidence]:
    """Complete dates without a year by the page's others, and tell what carries a story from what dates it."""
    carriers = [
        date for date in dates if date.role == "published" and len(date.readings) == 1 and date.readings[0].month
    ]
    first = min((carrier.readings[0].first_day for carrier in carriers), default=None)
    found = [_completed(date, carriers) if date.place in DATED and not date.readings else date for date in dates]
    found = [_existing(date, first) if date.role == "updated" else date for date in found]
    originals = [date for date in found if date.role == "published" and date.readings and _may_be_original(date)]
    return [_carried(date, originals) for date in found] if originals else found


def within(day: PartialDate, wider: PartialDate) -> bool:
    """Say whether a date lies in another."""
    return wider.first_day <= day.first_day and day.last_day <= wider.last_day


def _completed(date: DateEvidence, carriers: Sequence[DateEvidence]) -> DateEvidence:
    """Give a date without its year that of a month it lies in, or of a day that follows it within a month."""
    for carrier in carriers:
        known = carrier.readings[0]
        for written in find_dates(date.quote, yearless=True, dateline=date.place == "dateline"):
            for reading in (*written.in_year(known.year), *written.in_year(known.year - 1)):
                if within(reading, known) or (known.day and 0 <= _days_between(reading, known) <= LATEST):
                    printed = date.place == "dateline" and _printed_next(reading, carriers)
                    return replace(date, readings=(reading,), role="event" if printed else date.role)
    return date


def _printed_next(sent: PartialDate, carriers: Sequence[DateEvidence]) -> bool:
    """Tell whether a page prints, about its headline, one of the days next after its dateline's.

    A paper prints on the next day what was sent to it.
    """
    return any(
        carrier.place in PRINTED
        and standing(carrier) in ("", "above")
        and carrier.readings[0].day is not None
        and 1 <= _days_between(sent, carrier.readings[0]) <= NEXT_DAYS
        for carrier in carriers
    )


def _existing(date: DateEvidence, first: int | None) -> DateEvidence:
    """Take for the publication an update that the page prints, of a day shortly before the first it claims for that.

    What was updated on a day was there on it.
    """
    if first is None or date.place != "label" or len(date.readings) != 1 or standing(date):
        return date
    known, claimed = date.readings[0], PartialDate.from_day(first)
    shortly = known.day is not None and 0 <= _days_between(known, claimed) <= LATEST
    return replace(date, role="published") if shortly else date


def _may_be_original(date: DateEvidence) -> bool:
    return date.place in DATED or (date.place == "line" and not standing(date))


def _carried(date: DateEvidence, originals: Sequence[DateEvidence]) -> DateEvidence:
    """Take for a repost's a date that a source line (for a mail also the dateline) contradicts by an earlier one."""
    if date.role != "published" or not date.readings or date.place not in CARRIERS:
        return date
    places = ORIGINALS.get(date.place, ())
    earlier = (
        original.readings[0].last_day
        for original in originals
        if original.place in places or (original.place == "source-line" and FIRST.search(original.quote))
    )
    reposted = any(day < date.readings[0].first_day for day in earlier)
    return replace(date, role="reposted") if reposted else date


def _days_between(earlier: PartialDate, later: PartialDate) -> int:
    return (_as_day(later) - _as_day(earlier)).days


def _as_day(date: PartialDate) -> dt.date:
    return dt.date(date.year, date.month or 1, date.day or 1)
