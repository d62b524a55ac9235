"""What was learned of a source, in words."""

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from dispatchsearch.cli.layout import plain
from dispatchsearch.corpus.habits import Habits
from dispatchsearch.store import SourceSummary
from dispatchsearch.store.sources import Profile

EXAMPLES = 3
EXAMPLE = 60  # characters
ORDERS = {"mdy": "month first", "dmy": "day first", "ymd": "year first"}
LAGS = ("on the weekday that its leads name", "the day after the weekday that its leads name", "two days after it")


def source_lines(source: SourceSummary, profile: Profile) -> Iterator[str]:
    """Yield a source with its counts, and below it why dispatches are its, its furniture and its habits of dating."""
    years = f"{source.first_year}-{source.last_year}" if source.first_year else "no dated one"
    yield f"{source.dispatches:7,}  {click.style(plain(source.name), bold=True)}  ({years}, {source.undated:,} undated)"
    for reason, count in profile.reasons[:EXAMPLES]:
        yield f"{'':9}why: {plain(reason)} ({of_all(count, profile)})"
    if profile.hidden:
        yield f"{'':9}furniture: {furniture_words(source, profile)}"
    for words in habit_words(habits_of(source)):
        yield f"{'':9}dates: {plain(words)}"


def source_record(source: SourceSummary, profile: Profile) -> dict[str, Any]:
    """Return a source as JSON's types."""
    texts = len(source.learned.get("furniture", ()))
    return {
        **{name: value for name, value in asdict(source).items() if name != "learned"},
        "looked_at": profile.looked_at,
        "reasons": [{"reason": reason, "dispatches": count} for reason, count in profile.reasons],
        "furniture": {
            "texts": texts,
            "examples": [{"text": text, "dispatches": count} for text, count in profile.hidden[:20]],
        },
        "dates": list(habit_words(habits_of(source))),
    }


def of_all(count: int, profile: Profile) -> str:
    """Return a count with what it was counted in."""
    return f"{count} of {profile.looked_at} looked at" if count < profile.looked_at else f"all {count} looked at"


def furniture_words(source: SourceSummary, profile: Profile) -> str:
    """Return how many texts are known as furniture, with examples."""
    texts = len(source.learned.get("furniture", ()))
    shown = "; ".join(
        f'"{textwrap.shorten(plain(text), EXAMPLE, placeholder=" ...")}" (on {count})'
        for text, count in profile.hidden[:EXAMPLES]
    )
    return f"{texts} {'text is' if texts == 1 else 'texts are'} known; set aside {shown}"


def habits_of(source: SourceSummary) -> Habits:
    """Return the habits of dating that were learned of a source."""
    learned = source.learned.get("habits")
    return Habits.from_json(learned) if learned else Habits()


def habit_words(habits: Habits) -> Iterator[str]:
    """Yield habits of dating, each in words."""
    for constant in habits.constants:
        named = f"{constant.place} {constant.name}".strip()
        yield f"{constant.date} ({named}) is on {constant.pages} of {habits.pages} pages: the template's, dates none"
    for order in habits.orders:
        seen = f"as in '{order.example}'; {order.pages} pages show it"
        yield f"numbers with {order.separator} ({order.place}) are {ORDERS[order.order]}, {seen}"
    if habits.lag is not None:
        yield f"published {LAGS[habits.lag]} ({habits.lag_pages} pages show it)"
