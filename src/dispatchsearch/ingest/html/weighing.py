"""
What speaks for and against a piece of a page being of its story, as numbers that maintext.py weighs.

`First` looks at each piece by itself and at what two extractors took; `second` looks at how the first pass judged the
pieces around it. Numbers are 0 or 1 where they answer a question, shares from 0 to 1 elsewhere.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from dispatchsearch.ingest.html.walk import Piece
from dispatchsearch.ingest.text.labels import RELATED, SHORT, role

Numbers = NDArray[np.float64]

# What the words of a class or id may say of a piece.
SET_AS: Final = (
    re.compile(r"caption|credit|image|photo|figure|media|gallery|slide|thumb|video|player"),
    re.compile(
        r"byline|author|autor|writer|contrib|meta|date|time|posted|publish|stamp|dek|subtitle|kicker|category|tag|"
        r"label|breadcrumb|share|social"
    ),
    re.compile(
        r"related|promo|newsletter|subscri|comment|sidebar|footer|nav|menu|widget|recommend|popular|share|social|"
        r"banner|ad(?<![^-_ ]ad)s?(?:$|[-_ ])|advert|sponsor|more|teaser|list|card|also|cta|box|modal|popup|cookie|"
        r"consent|bio|disclaimer|copyright|tags"
    ),
    re.compile(r"article|content|body|story|entry|post|text|main|artikel|paragraph|prose|copy"),
)
# What outlets say of themselves, and ask of readers, in sentences.
HOUSE: Final = (
    "follow us", "follow @", "sign up", "subscri", "newsletter", "email us", "e-mail us", "on twitter", "on facebook",
    "on instagram", "click here", "have a tip", "your inbox", "tell us", "download our", "download the app",
    "letterbox",
    "abonnier", "folgen sie", "commission", "affiliate", "all rights reserved", "©", "copyright", "reporting by",
    "editing by", "cookie", "sign in", "log in", "javascript", "headquartered", "is a leading", "is a global",
    "about us",
    "about the author", "this article", "this story", "this post", "image credit", "photo by", "photo:", "photo credit",
    "getty images", "shutterstock", "reached at", "contact us", "contact the",
)  # fmt: skip
POINTER: Final = re.compile(
    r"\W*(?:related|read (?:more|also|next)|see (?:more|also)|also(?: read)?:|more:|more (?:from|on|about)|don.t miss|"
    r"watch:?|listen|photos?:|video:?|click here|follow|subscribe|sign up|get |source:|image|mehr |lesen sie|lire |"
    r"à lire|auch |siehe|foto:|quelle|bild:|tags?:|filed under|categor|share|copyright|©|posted|updated|published|"
    r"comments?|\d+ comments?)\b",
    re.IGNORECASE,
)
SILENT: Final = (False,) * len(SET_AS)  # what is said where there is neither class nor id
LETTERS: Final = re.compile(r"[^\W_]+")
HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
ENDS: Final = frozenset('.!?"”»…)')
LONG: Final = 60  # characters that no two lines of a page share
SHORTEST: Final = 25  # characters; what is shorter must be a whole line of an extractor's text
UP: Final = 6  # ancestors that are looked at


class Page:
    """The pieces of one page as the weighing sees them."""

    def __init__(
        self, pieces: Sequence[Piece], taken: Sequence[str], also: Sequence[str], titles: Sequence[str]
    ) -> None:
        """Take the pieces of a page, the lines each of two extractors took of it, and its titles."""
        self.pieces = pieces
        self.words = ["" if _leads_away(piece) else letters(piece.text) for piece in pieces]
        self.taken, self.also = _within(self.words, taken), _within(self.words, also)
        self.titles = frozenset(letters(title) for title in titles if title)
        self.length = [len(piece.text) for piece in pieces]
        self.linked = [piece.linked / max(1, length) for piece, length in zip(pieces, self.length, strict=True)]
        self.long = [length > 100 and linked < 0.3 for length, linked in zip(self.length, self.linked, strict=True)]
        self.candidates = [
            number
            for number, (length, linked) in enumerate(zip(self.length, self.linked, strict=True))
            if self.taken[number] or self.also[number] or (length >= 60 and linked < 0.5)
        ]
        self.above = {number: _above(pieces[number].element) for number in self.candidates}
        around = {element for elements in self.above.values() for element in elements}
        self.tags = {element: str(element.tag) for element in around}
        self.said = {element: _said(element.get("class") or "", element.get("id") or "") for element in around}
        known = [number for number, yes in enumerate(self.taken) if yes and self.length[number] > 40]
        self.first, self.last = (known[0], known[-1]) if known else (0, len(pieces))

    def first_pass(self) -> Numbers:
        """Return one row of numbers for each candidate."""
        shares = [Counter[HtmlElement]() for _ in range(3)]
        total = 1
        for number in self.candidates:
            if self.taken[number]:
                total += self.length[number]
                for step, around in enumerate(self.above[number][1:4]):
                    shares[step][around] += self.length[number]
        pointed = self._pointed()
        return np.array([self._row(number, shares, total, pointed) for number in self.candidates], dtype=np.float64)

    def _pointed(self) -> list[bool]:
        """Tell which pieces stand below a heading such as `Most read` and before the next long one."""
        below, found = False, []
        for piece, length, linked in zip(self.pieces, self.length, self.linked, strict=True):
            if length < 60 and RELATED.fullmatch(piece.text):
                below = True
            elif length > 150 and linked < 0.3:
                below = False
            found.append(below)
        return found

    def _row(self, number: int, shares: list["Counter[HtmlElement]"], total: int, pointed: list[bool]) -> list[float]:
        piece, length, linked = self.pieces[number], self.length[number], self.linked[number]
        tag, region, text = piece.tag, piece.region, piece.text
        taken, also = self.taken[number], self.also[number]
        around = self.above[number]
        tags = {self.tags[element] for element in around[1:6]}
        own, outer = self._set_as(around[:2]), self._set_as(around[2:5])
        before, after = self._at(self.taken, number - 1), self._at(self.taken, number + 1)
        long_before, long_after = self._at(self.long, number - 1), self._at(self.long, number + 1)
        heading = tag in HEADINGS
        kind = role(text) if length <= SHORT else None
        ends = text[-1] in ENDS
        pointer = length < 160 and POINTER.match(text) is not None
        opening = text[:400].lower()
        house = any(map(opening.__contains__, HOUSE))
        share = [counted[element] / total for counted, element in zip(shares, around[1:4], strict=False)] + [0.0] * 3
        near = slice(max(0, number - 3), number + 4)
        away = max(self.first - number, number - self.last, 0)
        item = tag == "li" or "li" in tags
        return [
            1, min(math.log1p(length), 7) / 4, length < 25, 25 <= length < 60, ends, ends and length >= 50,
            linked, linked > 0.9, linked > 0.4 and length < 100,
            tag == "p", item, tag == "h1", heading, heading and long_after, bool({tag, *tags} & {"td", "th"}),
            tag == "blockquote" or "blockquote" in tags, tag == "figcaption" or "figure" in tags, tag == "div",
            region == "comments", region == "related", region == "footer", region == "nav", region == "aside",
            "form" in tags,
            *own, *outer,
            taken, also, taken and also, before, after, before and after,
            sum(self.taken[near]) / 7, sum(self.also[near]) / 7,
            share[0], share[1], share[2], taken * share[0], (not taken) * share[0],
            number < self.first, number > self.last, min(away, 10) / 10, number / len(self.pieces),
            self.words[number] in self.titles, kind is not None, kind in ("plea", "copyright"), kind in ("label",
            "line", "byline"),
            pointer, pointer and linked > 0.3, pointed[number], house, house and number >= self.last - 3,
            long_after, long_before, long_after and long_before,
            taken and length < 60, taken and linked > 0.5, not taken and length > 150 and linked < 0.3, taken and item,
            len(self.pieces) - number < 15, taken and number >= self.last - 1, taken and item and linked > 0.8,
            self._at(self.linked, number + 1), self._at(self.linked, number - 1),
        ]  # fmt: skip

    def _set_as(self, elements: Sequence[HtmlElement]) -> tuple[bool, ...]:
        """Tell what the classes and ids of elements say, one answer for each of SET_AS."""
        return tuple(map(any, zip(SILENT, *[self.said[element] for element in elements], strict=True)))

    @staticmethod
    def _at(values: Sequence[float], number: int) -> float:
        return values[number] if 0 <= number < len(values) else 0

    def second_pass(self, rows: Numbers, chances: Numbers) -> Numbers:
        """Return the rows of the first pass with what its judgement (a chance for each candidate) says of the
        others.
        """
        lengths = np.array([self.length[number] for number in self.candidates], dtype=np.float64)
        mass = chances * lengths
        total = mass.sum() + 1
        kept, all_of = Counter[HtmlElement](), Counter[HtmlElement]()
        for place, number in enumerate(self.candidates):
            for element in self.above[number][1:5]:
                kept[element] += mass[place]
                all_of[element] += lengths[place]
        sure = [place for place in range(len(chances)) if chances[place] > 0.7 and lengths[place] > 60]
        first, last = (sure[0], sure[-1]) if sure else (0, len(chances) - 1)
        around = np.array(
            [
                [share for step in (1, 2, 3) for share in _shares(self.above[number], step, kept, all_of, total)]
                for number in self.candidates
            ]
        )
        places = np.arange(len(chances))
        odds = np.clip(np.log(chances / (1 - chances + 1e-9) + 1e-9), -6, 6) / 3
        before, after = np.append(0, chances[:-1]), np.append(chances[1:], 0)
        reached = np.cumsum(mass) / total
        beyond = places > last
        found = np.column_stack([
            odds, before, after, before * after, _window(chances, 3) / 7, _window(mass, 6) / (_window(lengths, 6) + 1),
            around[:, ::2], around[:, 1::2],
            places < first, beyond, 1 - reached < 0.02, reached < 0.02, np.full(len(chances), min(total / 2000, 1)),
            beyond * odds,
        ])  # fmt: skip
        return np.hstack([rows, found])


def _shares(
    above: list[HtmlElement], step: int, kept: "Counter[HtmlElement]", all_of: "Counter[HtmlElement]", total: float
) -> tuple[float, float]:
    """Return what share of all the kept text a container holds, and what share of its own text is kept."""
    element = above[min(step, len(above) - 1)]
    return kept[element] / total, kept[element] / (all_of[element] + 1)


def _window(values: Numbers, reach: int) -> Numbers:
    """Return for each place the sum of the values around it."""
    return np.convolve(values, np.ones(2 * reach + 1))[reach : reach + len(values)]


@lru_cache(maxsize=1024)  # both extractors take the same lines
def letters(text: str) -> str:
    """Return the words of a text in small letters, without signs: what two prints of one line share."""
    return " ".join(LETTERS.findall(text.casefold()))


def _leads_away(piece: Piece) -> bool:
    """Tell a link in a menu, which no extractor need be asked about."""
    return piece.region in ("nav", "footer") and piece.linked > 0.95 * len(piece.text)


def _within(pieces: list[str], lines: Sequence[str]) -> list[bool]:
    """Tell which pieces stand in an extractor's text: long ones anywhere, short ones as a whole line."""
    known = [letters(line) for line in lines]
    whole = frozenset(known)
    running = f" {' '.join(known)} "
    return [_stands(words, whole, running) for words in pieces]


def _stands(words: str, whole: frozenset[str], running: str) -> bool:
    if not words:
        return False
    if len(words) > LONG:
        return words in running or (words[:LONG] in running and words[-LONG // 2 :] in running)
    return words in whole or (len(words) > SHORTEST and f" {words} " in running)


def _above(element: HtmlElement) -> list[HtmlElement]:
    """Return an element and those around it, nearest first."""
    found, here = [element], element.getparent()
    while here is not None and len(found) < UP:
        found.append(here)
        here = here.getparent()
    return found


@lru_cache(maxsize=16_384)
def _said(class_: str, id_: str) -> tuple[bool, ...]:
    words = f"{class_} {id_}".lower()
    return tuple(pattern.search(words) is not None for pattern in SET_AS) if words != " " else SILENT
