"""Text and the spans found in it -> safe HTML: the only room where words of a dispatch are wrapped in tags."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from markupsafe import Markup

from dispatchsearch.dispatch import Dispatch
from dispatchsearch.web.links import day_href, record_href

Kept = TypeVar("Kept")

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
NAME = Markup('<a class="name {}" href="{}">{}</a>')
REPAIR = Markup('<span class="repair" data-printed="{}">{}</span>')
"""What is copied out of a repaired place is what the page has: the script sees to that."""


def escaped(value: object) -> str:
    """Return a value as it stands in HTML; what is Markup already stays as it is."""
    return value if isinstance(value, Markup) else html.escape(str(value))


def unturned(text: str) -> str:
    """Return a text without signs that turn its direction: in a window's title there is no element to end them."""
    return TURNING.sub("", text)


def tongue(language: str | None) -> Markup:
    """Return the attribute that tells in which language a text is written; nothing where that is not known."""
    return Markup(f' lang="{escaped(language)}"' if language else "")  # noqa: S704 (escaped)


def highlighted(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """Return the text with the spans marked; spans that overlap or leave the text are cut to fit."""
    cut = pieces(((start, end, True) for start, end in spans), 0, len(text))
    marked = (f"<mark>{escaped(text[low:high])}</mark>" if hit else escaped(text[low:high]) for low, high, hit in cut)
    return Markup("".join(marked))  # noqa: S704 (each piece is escaped)


def paragraphs(dispatch: Dispatch, hits: Sequence[tuple[int, int]] = ()) -> Iterator[Markup]:
    """Yield the paragraphs of the body: people, places and days linked to their pages, and what a query hit marked."""
    start = 0
    for text in dispatch.body.split("\n\n"):
        yield _named(dispatch, hits, start, start + len(text))
        start += len(text) + 2


def pieces(spans: Iterable[tuple[int, int, Kept]], start: int, end: int) -> Iterator[tuple[int, int, Kept | None]]:
    """Cut start..end into pieces inside a span, with what it keeps, and pieces outside of all, with None."""
    at = start
    for left, right, kept in sorted(spans, key=lambda span: (span[0], -span[1])):
        low, high = max(left, at), min(right, end)
        if low >= high:
            continue
        if low > at:
            yield at, low, None
        yield low, high, kept
        at = high
    if at < end:
        yield at, end, None


def _named(dispatch: Dispatch, hits: Sequence[tuple[int, int]], start: int, end: int) -> Markup:
    linked: list[tuple[int, int, tuple[str, str]]] = [
        (mark.start, mark.end, (mark.kind, record_href(mark.kind, mark.id))) for mark in dispatch.marks
    ]
    linked += [(mark.start, mark.end, ("date", day_href(mark.date))) for mark in dispatch.event_marks]
    inside = ((low, high, link) for low, high, link in linked if high > start and low < end)
    marked: list[Markup] = []
    for low, high, link in pieces(inside, start, end):
        text = _repaired(dispatch, hits, low, high)
        marked.append(NAME.format(*link, text) if link else text)
    return Markup("").join(marked)


def _repaired(dispatch: Dispatch, hits: Sequence[tuple[int, int]], start: int, end: int) -> Markup:
    """Return a stretch of the body with its hits marked, and the places in it that were put right."""
    inside = [(one.start, one.end, one) for one in dispatch.repairs if start <= one.start and one.end <= end]
    marked: list[Markup] = []
    for low, high, repair in pieces(inside, start, end):
        text = highlighted(dispatch.body[low:high], [(left - low, right - low) for left, right in hits])
        marked.append(REPAIR.format(repair.printed, text) if repair else text)
    return Markup("").join(marked)
