"""
What the pages of one source show together: dates that are their template's, the order of their numbers, their weekday.

Habits are learned from counts, so they can be learned again when pages come in without reading the pages again.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Self

from dispatchsearch.almanac import weekday_called
from dispatchsearch.corpus.weights import ENOUGH, weigh
from dispatchsearch.dates import Order, PartialDate
from dispatchsearch.dispatch import DateEvidence

NEARLY_ALL: Final = 0.8
FEWEST_OTHERS: Final = 3
"""So many months must be seen beside a date that stays the same before it is held for the template's."""

BARE_DIGITS: Final = ("yymmdd", "yy/month", "yyyymm")
MOST: Final = 0.5
AGREEING: Final = 0.9
"""The share of a source's unambiguous dates that must stand in one order."""

FEWEST_LEADS: Final = 5
"""Dated pages with a weekday in their lead from which an outlet's habit is learned."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A date that stands at the same place on nearly all pages of a source."""

    place: str
    name: str
    date: str  # ISO 8601
    pages: int


@dataclass(frozen=True, slots=True)
class Ordering:
    """The order of day and month at one place, with one separator, and one date that shows it."""

    place: str
    separator: str
    order: Order
    example: str
    pages: int


@dataclass(frozen=True, slots=True)
class Habits:
    """What a source's pages show together; the empty one says nothing.

    `lag` is how many days after the weekday in its lead a page is published: 0 the same day, 1 the next.
    `stated` is an order a person gave for the source; it outranks what was learned.
    """

    pages: int = 0
    constants: tuple[Constant, ...] = ()
    orders: tuple[Ordering, ...] = ()
    lag: int | None = None
    lag_pages: int = 0
    stated: Order | None = None
    numbered: int = 0  # pages whose address holds four or six digits that can be read as a date

    def to_json(self) -> str:
        """Write as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote."""
        parts = json.loads(text)
        parts["constants"] = tuple(Constant(**constant) for constant in parts["constants"])
        parts["orders"] = tuple(Ordering(**ordering) for ordering in parts["orders"])
        return cls(**parts)

    def trusts(self, date: DateEvidence) -> bool:
        """Say whether a date is one: bare digits in an address are an article's number unless most pages have such."""
        return date.name not in BARE_DIGITS or self.numbered >= max(2, MOST * self.pages)

    def constant(self, date: DateEvidence) -> Constant | None:
        """Return what makes this date the template's, if anything does."""
        if not self.constants:
            return None
        shown = {str(reading) for reading in date.readings}
        matching = (c for c in self.constants if c.date in shown and c.place == date.place and c.name == date.name)
        return next(matching, None)

    def ordering(self, date: DateEvidence) -> Ordering | None:
        """Return the order this date's numbers are to be read in: learned at its place, else elsewhere on the pages."""
        alike = [ordering for ordering in self.orders if ordering.separator == date.separator]
        here = [ordering for ordering in alike if ordering.place == date.place]
        if here:
            return here[0]
        return alike[0] if len({ordering.order for ordering in alike}) == 1 else None


def learn(
    tallies: Iterable[tuple[DateEvidence, int]], pages: int, samples: Iterable[Sequence[DateEvidence]] = ()
) -> Habits:
    """Learn a source's habits from its pages.

    `tallies` are the distinct pieces of evidence, each with the number of the `pages` that show it. `samples` are
    whole pages' evidence, that of their addresses among it, as many as the caller cares to hand over: from those that
    show a day of publication and a weekday in the lead the lag between them is learned.
    """
    counted = sorted(tallies, key=lambda tally: (-tally[1], repr(tally[0])))
    samples = list(samples)
    bare = sum(any(date.name in BARE_DIGITS for date in page) for page in samples)
    numbered = max(
        sum(count for date, count in counted if date.name in BARE_DIGITS), bare * pages // max(len(samples), 1)
    )
    trusted = numbered >= MOST * pages
    kept = ([date for date in page if trusted or date.name not in BARE_DIGITS] for page in samples)
    lag, lag_pages = _lag(kept)
    return Habits(pages, _constants(counted, pages), _orders(counted), lag, lag_pages, numbered=numbered)


def _constants(counted: Sequence[tuple[DateEvidence, int]], pages: int) -> tuple[Constant, ...]:
    """Find the dates on nearly all pages, where other dates of the source differ from page to page.

    Without the latter the source may well be one day's issue.
    """
    shown: Counter[tuple[str, str, str]] = Counter()
    for date, count in counted:
        if len(date.readings) == 1 and date.role in ("published", "updated"):
            shown[_key(date)] += count
    fewest = max(2, NEARLY_ALL * pages)
    same = {key: min(count, pages) for key, count in shown.items() if count >= fewest}
    others = [tally for tally in counted if _may_date_a_story(tally[0]) and _key(tally[0]) not in same]
    months = {str(date.readings[0])[:7] for date, _ in others} - {day[:7] for _, _, day in same}
    if len(months) < min(FEWEST_OTHERS, pages) or sum(count for _, count in others) < MOST * pages:
        return ()
    return tuple(Constant(place, name, date, count) for (place, name, date), count in sorted(same.items()))


def _key(date: DateEvidence) -> tuple[str, str, str]:
    return date.place, date.name, str(date.readings[0])


def _may_date_a_story(date: DateEvidence) -> bool:
    """Say whether a date stands where it would date a story, were it not for one that stays the same."""
    return date.role == "published" and bool(date.readings) and weigh(date)[1] >= ENOUGH


def _orders(counted: Sequence[tuple[DateEvidence, int]]) -> tuple[Ordering, ...]:
    votes: defaultdict[tuple[str, str], Counter[Order]] = defaultdict(Counter)
    examples: dict[tuple[str, str, Order], str] = {}
    for date, count in counted:
        if date.order and date.separator and date.role != "event":
            votes[date.place, date.separator][date.order] += count
            examples.setdefault((date.place, date.separator, date.order), date.quote)
    orders = []
    for (place, separator), counts in sorted(votes.items()):
        order, count = counts.most_common(1)[0]
        if count >= AGREEING * counts.total():
            orders.append(Ordering(place, separator, order, examples[place, separator, order], count))
    return tuple(orders)


def _lag(samples: Iterable[Sequence[DateEvidence]]) -> tuple[int | None, int]:
    """Say how many days after its lead's weekday most pages are published, and how many pages show it."""
    lags: Counter[int] = Counter()
    for page in samples:
        weekday, day = lead_weekday(page), _day(page)
        if weekday is not None and day is not None and day.weekday is not None:
            lags[(day.weekday - weekday) % 7] += 1
    if not lags:
        return None, 0
    lag, count = lags.most_common(1)[0]
    clear = count >= FEWEST_LEADS and count >= 0.6 * lags.total()
    return (lag, count) if clear and lag < 3 else (None, 0)


def lead_weekday(page: Sequence[DateEvidence]) -> int | None:
    """Return the weekday the lead names, 0 for Monday."""
    return next((weekday_called(date.quote) for date in page if date.place == "weekday"), None)


def _day(page: Sequence[DateEvidence]) -> PartialDate | None:
    """Return the one day of publication a page shows without doubt."""
    days = {
        date.readings[0]
        for date in page
        if date.role == "published" and len(date.readings) == 1 and date.readings[0].day
    }
    return days.pop() if len(days) == 1 else None
