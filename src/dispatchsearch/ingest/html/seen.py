"""What is seen on a page and may state a date: labels, <time> elements, date lines, bylines, copyright lines."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from dispatchsearch.ingest.html.walk import Piece
from dispatchsearch.ingest.story import Clue
from dispatchsearch.ingest.text.labels import BYLINE, LABEL, SHORT, datelike, label_words, role

MOST: Final = 150  # clues of a page
LONGEST_ELEMENT: Final = 120  # characters of a dated element that is no paragraph
WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
AROUND: Final = 3  # the element and two around it
MOST_CHILDREN: Final = 30  # an element of more is no date
MOST_WITHIN: Final = 8  # elements within one whose attributes are read
LONGEST_VALUE: Final = 60  # characters of an attribute
TELLING: Final = re.compile(r"title|content|aria-label|datetime|data-[\w-]*(?:date|time|publish|posted)[\w-]*")
LONGEST_STATEMENT: Final = 400  # characters of a sentence in which a page tells when it was posted

FIRST: Final = re.compile(r"[^\W\d_]+")
SIGNING: Final = frozenset("by von par por di door автор story text reported written".split())

STATES: Final = re.compile(
    r"(?:entry|post|article|story|item|page|document) (?:was |is |has been )?(?:first |originally )?"
    r"(?:posted|published|filed|added|written)\b"
    r"|version of this \w+ appear(?:s|ed) in print\b"
    r"|(?:beitrag|eintrag|artikel|text|meldung|seite) .{0,60}?wurde .{0,100}?"
    r"(?:ver[oö]ffentlicht|geschrieben|publiziert|erstellt)"
    r"|(?:article|billet|entrée|texte) .{0,40}?(?:publi|post)é|(?:entrada|artículo|nota) .{0,40}?publicad"
    r"|(?:articolo|post) .{0,40}?pubblicat|(?:bericht|artikel) .{0,60}?(?:geplaatst|gepubliceerd)"
    r"|(?:запись|статья|материал) .{0,40}?(?:опубликован|размещен)"
)
"""The sentence in which a page tells when it was posted: "This entry was posted on Monday, June 28th, 1993 ..."."""

VERBS: Final = tuple(
    "post publi filed added written print ffentlich geschrieben erstellt pubblicat geplaatst опубликован "
    "размещен".split()
)
"""Letters that each such sentence holds one of; most lines hold none."""

YEAR: Final = r"(?:19|20)\d\d"
WORD: Final = r"[^\W\d]{3,10}"
WRITTEN: Final = rf"(?:\d\d?(?:\.|th|st|nd|rd)? ?{WORD}\.?,? |{WORD}\.? \d\d?,? |\d\d?[./]\d\d?[./]){YEAR}"
SET_APART: Final = re.compile(
    rf"^\W{{0,3}}(?:[^\W\d]{{2,10}}[,.]? )?(?:{YEAR}[./-]\d\d?[./-]\d\d?|\d\d?-\d\d?-{YEAR}|{WRITTEN})\b"
    rf"|\d[./ ]{YEAR},? (?:-|um|at|à|klo|,)? ?\d\d?[:.h]\d\d"
    rf"|[,|•·–—/] (?:{WORD},? )?{WRITTEN}\W*$"
)
"""A date that opens a line, ends it behind a sign, or has a time of day: it dates the line it stands in."""


def clues(piece: Piece, home: str = "", *, near: bool = False) -> Iterator[Clue]:
    """Yield the clues of one piece of the page, in its order.

    `home` is the region the headline stands in: what is in it does not stand apart. `near` tells that the piece is
    next to the headline, where a date may share its line with other words.
    """
    shown: set[str] = set()
    region = "" if piece.region == home else piece.region
    if piece.dated:
        words = _labelled(piece.text)
        for element in piece.dated:
            for clue in _element(element, region, words):
                if clue.text not in shown or clue.place == "time":
                    shown.add(clue.text)
                    yield clue
    for line in piece.text.split("\n"):
        if line in shown:
            continue
        if len(line) <= SHORT and (datelike(line) or _signs(line)):
            yield from _line(line, region, piece.element, near=near)
        elif datelike(line[:LONGEST_STATEMENT]) and _states(line):
            yield Clue("label", _within(region, f"posted {element_words(piece.element)}"), line[:LONGEST_STATEMENT])


def _signs(line: str) -> bool:
    """Tell whether a line may be a byline; most need no further look than at their first word."""
    first = FIRST.match(line)
    return ("|" in line or (first is not None and first[0].lower() in SIGNING)) and BYLINE.match(line) is not None


def _line(line: str, region: str, element: HtmlElement, *, near: bool) -> Iterator[Clue]:
    """Yield the clue of a line that holds a date or signs the story."""
    kind = role(line)
    if kind == "label":
        yield Clue(kind, _within(region, f"{label_words(line)} {element_words(element)}"), line)
    elif kind in ("line", "source-line") or (kind is None and near and SET_APART.search(line)):
        yield Clue(kind or "line", _within(region, element_words(element)), line)
    elif kind is None and _states(line):
        yield Clue("label", _within(region, f"posted {element_words(element)}"), line)
    elif kind and kind not in ("plea", "end"):
        yield Clue(kind, _within(region, ""), line)


def _states(line: str) -> bool:
    """Tell whether a line says when the page was posted."""
    small = line[:LONGEST_STATEMENT].lower()
    return any(map(small.__contains__, VERBS)) and STATES.search(small) is not None


def _labelled(text: str) -> str:
    return label_words(text) if len(text) <= SHORT else ""


def _element(element: HtmlElement, region: str, label: str) -> Iterator[Clue]:
    """Yield the clues of an element that speaks of time: its machine-readable instant, and its words."""
    words = _words(element) if len(element) < MOST_CHILDREN else ""
    named = element_words(element)
    if element.tag == "time" or element.get("datetime"):
        instant = (element.get("datetime") or "").strip()
        if instant:
            yield Clue("time", _within(region, f"datetime {label} {named}"), instant)
        if words and words != instant and len(words) <= LONGEST_ELEMENT and datelike(words):
            yield Clue("time", _within(region, f"words {label} {named}"), words)
        return
    for content in dict.fromkeys(_attributes(element)):
        yield Clue("element", _within(region, named), content)
    if words and len(words) <= LONGEST_ELEMENT and datelike(words):
        if LABEL.match(words):
            yield Clue("label", _within(region, f"{label_words(words)} {named}"), words)
        else:
            yield Clue("element", _within(region, f"{label} {named}"), words)


def _words(element: HtmlElement) -> str:
    """Return the text of an element; digits of two elements that meet are kept apart."""
    text = ""
    for part in element.itertext():
        text += f" {part}" if text[-1:].isdigit() and part[:1].isdigit() else part
    return " ".join(text.split())


def _attributes(element: HtmlElement) -> Iterator[str]:
    """Yield the dates in attributes of an element, of the one around it and of those in it."""
    parent = element.getparent()
    for here in (
        element,
        *([parent] if parent is not None else []),
        *islice(element.iterdescendants("*"), MOST_WITHIN),
    ):
        for name, value in here.attrib.items():
            if 5 < len(value) < LONGEST_VALUE and TELLING.fullmatch(name) and datelike(value):
                yield value.strip()


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
