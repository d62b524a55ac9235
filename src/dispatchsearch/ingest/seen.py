"""What is seen on a page and may state a date: labels, <time> elements, date lines, bylines, copyright lines."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from dispatchsearch.ingest.labels import BYLINE, LABEL, SHORT, datelike, label_words, role
from dispatchsearch.ingest.story import Clue
from dispatchsearch.ingest.walk import Piece

MOST: Final = 150  # clues of a page
LONGEST_ELEMENT: Final = 120  # characters of a dated element that is no paragraph
WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
AROUND: Final = 3  # the element and two around it


def clues(piece: Piece) -> Iterator[Clue]:
    """Yield the clues of one piece of the page, in its order."""
    shown: set[str] = set()
    if piece.dated:
        words = _labelled(piece.text)
        for element in piece.dated:
            for clue in _element(element, piece.region, words):
                if clue.text not in shown or clue.place == "time":
                    shown.add(clue.text)
                    yield clue
    for line in piece.text.split("\n"):
        if len(line) <= SHORT and line not in shown and (datelike(line) or BYLINE.match(line)):
            yield from _line(line, piece)


def _line(line: str, piece: Piece) -> Iterator[Clue]:
    """Yield the clue of a line that holds a date or signs the story."""
    kind = role(line)
    if kind == "label":
        yield Clue(kind, _within(piece.region, f"{label_words(line)} {element_words(piece.element)}"), line)
    elif kind in ("line", "source-line"):
        yield Clue(kind, _within(piece.region, element_words(piece.element)), line)
    elif kind and kind not in ("plea", "end"):
        yield Clue(kind, _within(piece.region, ""), line)


def _labelled(text: str) -> str:
    return label_words(text) if len(text) <= SHORT else ""


def _element(element: HtmlElement, region: str, label: str) -> Iterator[Clue]:
    """Yield the clues of an element that speaks of time: its machine-readable instant, and its words."""
    words = " ".join("".join(element.itertext()).split()) if len(element) < 30 else ""
    named = element_words(element)
    if element.tag == "time" or element.get("datetime"):
        instant = (element.get("datetime") or "").strip()
        if instant:
            yield Clue("time", _within(region, f"datetime {label} {named}"), instant)
        if words and words != instant and len(words) <= LONGEST_ELEMENT and datelike(words):
            yield Clue("time", _within(region, f"words {label} {named}"), words)
        return
    content = (element.get("content") or element.get("title") or "").strip()
    if content and len(content) < 40 and datelike(content):
        yield Clue("element", _within(region, named), content)
    if words and len(words) <= LONGEST_ELEMENT and datelike(words):
        if LABEL.match(words):
            yield Clue("label", _within(region, f"{label_words(words)} {named}"), words)
        else:
            yield Clue("element", _within(region, f"{label} {named}"), words)


def element_words(element: HtmlElement) -> str:
    """Return the words of an element: tag, itemprop, class and id, and those of the two around it."""
    found: list[str] = []
    here: HtmlElement | None = element
    for _ in range(AROUND):
        if here is None or here.tag in ("body", "html"):
            break
        found.append(str(here.tag))
        named = " ".join(here.get(key) or "" for key in ("itemprop", "class", "id"))
        found += [word.lower() for word in WORDS.findall(named[:200])]
        here = here.getparent()
    return " ".join(dict.fromkeys(found))


def _within(region: str, name: str) -> str:
    name = " ".join(name.split())
    return f"{region}: {name}" if region else name
