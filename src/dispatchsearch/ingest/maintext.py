"""Which pieces of a page are its story."""

import re
from typing import Final

import trafilatura
from lxml.html import HtmlElement

from dispatchsearch.ingest.walk import Piece

BLANKS: Final = re.compile(r"\W+")


def chosen(tree: HtmlElement, pieces: list[Piece], url: str | None) -> list[bool]:
    """Tell for each piece whether it belongs to the story."""
    document = trafilatura.bare_extraction(tree, url=url, favor_precision=True, include_comments=False)
    text = BLANKS.sub("", " ".join(document.body.itertext())) if document is not None else ""
    return [len(piece.text) > 2 and BLANKS.sub("", piece.text) in text for piece in pieces]
