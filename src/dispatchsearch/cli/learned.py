"""What was learned of a source, in words."""

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from dispatchsearch.cli.layout import plain, years_words
from dispatchsearch.corpus.habits import Habits
from dispatchsearch.store import SourceSummary
from dispatchsearch.store.sources import Profile

EXAMPLES = 3
EXAMPLE = 60  # characters
ORDERS = {"mdy": "month first", "dmy": "day first", "ymd": "year first"}
LAGS = ("on the weekday that its leads name", "the day after the weekday that its leads name", "two days after it")


def source_lines(source: SourceSummary, profile: Profile) -> Iterator[str]:
    """Yield a source with its counts, and below it why dispatches are its, its furniture and its habits of dating."""
    yield f"{source.dispatches:7,}  {click.style(plain(source.name), bold=True)}{known_years(source)}"
    for reason, count in profile.reasons[:EXAMPLES]:
        yield f"{'':9}why: {plain(reason)} ({of_all(count, profile)})"
    if profile.hidden:
        yield f"{'':9}furniture: {furniture_words(source, profile)}"
    for words in habit_words(habits_of(source)):
        yield f"{'':9}dates: {plain(words)}"


def known_years(source: SourceSummary) -> str:
    """Return in brackets from when the dispatches are, and how many nothing dates."""
    if source.undated == source.dispatches:
        return "  (undated)"
    undated = f", {source.undated:,} undated" if source.undated else ""
    return f"  ({years_words(source, '')}{undated})"


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
    if count < profile.looked_at:
        return f"{count} of {profile.looked_at} looked at"
    return f"all {count} looked at" if count > 1 else "the one looked at"


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
        seen = f"as in '{order.example}'; {shown_by(order.pages)}"
        yield f"numbers with {order.separator} ({order.place}) are {ORDERS[order.order]}, {seen}"
    if habits.lag is not None:
        yield f"published {LAGS[habits.lag]} ({shown_by(habits.lag_pages)})"


def shown_by(pages: int) -> str:
    """Return how many pages show a habit."""
    return "1 page shows it" if pages == 1 else f"{pages:,} pages show it"
