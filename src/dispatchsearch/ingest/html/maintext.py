"""
Which pieces of a page are its story.

Two extractors give their opinion: trafilatura (its fast way, set to precision) and resiliparse. Each piece of the page
is then weighed twice: by itself and by what the two took, and again by how its neighbours and its container fared.
The weights are learned by benchmarks/train_maintext.py and lie in data/maintext.json; docs/cleaning.md has the figures.
"""

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
import trafilatura
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from trafilatura.settings import Extractor

from dispatchsearch.ingest.html.tree import body_of, without
from dispatchsearch.ingest.html.walk import Piece
from dispatchsearch.ingest.html.weighing import Numbers, Page

MENUS: Final = ("aside", "footer", "nav")
FEW: Final = 15  # pieces of a page so small that all of them are its story


def chosen(tree: HtmlElement, text: str, pieces: list[Piece], url: str | None, titles: tuple[str, ...]) -> list[bool]:
    """Tell for each piece of a page whether it belongs to the story; `text` is the page as it was parsed."""
    page = weighed(tree, text, pieces, url, titles)
    kept = [False] * len(pieces)
    for number, chance in zip(page.candidates, judged(page), strict=True):
        kept[number] = bool(chance >= _weights()[2])
    if len(pieces) <= FEW or not any(kept):
        return _all_but_menus(pieces)
    return kept


def _all_but_menus(pieces: list[Piece]) -> list[bool]:
    """Take all of a page that is too small or too odd to be weighed, but for its menus; all of it, if nothing else."""
    kept = [
        piece.region not in ("nav", "footer", "comments") and piece.linked < len(piece.text) // 2 for piece in pieces
    ]
    return kept if any(kept) else [True] * len(pieces)


def weighed(tree: HtmlElement, text: str, pieces: list[Piece], url: str | None, titles: tuple[str, ...]) -> Page:
    """Ask both extractors and return the page ready for judgement."""
    with without(_menus(tree)):
        document = trafilatura.bare_extraction(body_of(tree), url=url, options=_asked())
    lines = [] if document is None or isinstance(document, dict) else _lines(document.body)
    plain = extract_plain_text(text, main_content=True, alt_texts=False, list_bullets=False, comments=False)
    return Page(pieces, lines, plain.split("\n"), titles)


def _menus(tree: HtmlElement) -> list[HtmlElement]:
    """Return what trafilatura throws away once it has searched it in vain.

    It needs them to see where an <h1> stands; and of those that stand in one of their own kind it keeps some.
    """
    found = list(tree.iter(*MENUS))
    nested = {menu.tag for menu in found if next(menu.iterancestors(menu.tag), None) is not None}
    return [menu for menu in found if menu.tag not in nested and menu.find(".//h1") is None]


@lru_cache(maxsize=1)
def _asked() -> Extractor:
    """Return what is asked of trafilatura: the tree is all that is wanted; by default it would be written out too."""
    return Extractor(fast=True, precision=True, comments=False, output_format="txt")


def judged(page: Page) -> Numbers:
    """Return the chance of each candidate piece to be of the story."""
    first, second, _ = _weights()
    if not page.candidates:
        return np.zeros(0)
    rows = page.first_pass()
    return _chances(page.second_pass(rows, _chances(rows, first)), second)


def _chances(rows: Numbers, weights: Numbers) -> Numbers:
    chances: Numbers = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
    return chances


@lru_cache(maxsize=1)
def _weights() -> tuple[Numbers, Numbers, float]:
    """Return the weights of both passes and the chance from which a piece is kept."""
    table = json.loads((files("dispatchsearch") / "data" / "maintext.json").read_text("utf-8"))
    return np.array(table["first"]), np.array(table["second"]), float(table["kept_from"])


def _lines(body: HtmlElement) -> list[str]:
    """Return the lines of what trafilatura took: its blocks, without their marks."""
    found: list[str] = []
    for element in body.iter("p", "head", "item", "cell", "quote", "code", "list", "row", "table", "div", "ab"):
        inner = element.text or ""
        found.append(inner + "".join(_inline(child) + (child.tail or "") for child in element))
    return found


INLINE: Final = re.compile(r"hi|ref|del|lb|span|graphic")


def _inline(element: HtmlElement) -> str:
    if element.tag == "lb":
        return "\n"
    return "".join(element.itertext()) if INLINE.fullmatch(str(element.tag)) else "\n"
