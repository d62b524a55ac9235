"""A row of a table -> the parts of its story: the text it holds, its other cells as a block of headers above it."""

import re
from dataclasses import replace
from typing import Final

from dispatchsearch.ingest.formats.table import cells
from dispatchsearch.ingest.html.page import page
from dispatchsearch.ingest.text.compose import Parts
from dispatchsearch.ingest.text.headers import Header
from dispatchsearch.ingest.text.plain import plain, stated

MARKUP: Final = re.compile(r"<(?:p|br|div|h[1-6]|table|html|body|span|ul|article)\b[^>]{0,200}>", re.IGNORECASE)
# What a field is called in a block of headers.
HEADERS: Final = {
    "title": "headline",
    "date": "date",
    "source": "publication",
    "byline": "byline",
    "dateline": "dateline",
    "language": "language",
}


def row(data: bytes, url: str | None, address: str) -> tuple[Parts, ...]:
    """Return the parts of each story in a row; ReadError when its text is a page that shows none."""
    filled = cells(data)
    above = tuple((HEADERS[field], words) for field, words in filled.items() if field in HEADERS)
    text = filled["text"]
    if not MARKUP.search(text):
        return plain(text, above, address)
    return tuple(_stated(parts, above) for parts in page(f"<html><body>{text}</body></html>", url))


def _stated(parts: Parts, above: tuple[Header, ...]) -> Parts:
    """Let what the cells say go before what the page shows."""
    said = stated(above)
    return replace(
        parts,
        headline=said.headline or parts.headline,
        before=said.before + parts.before,
        byline=said.byline or parts.byline,
        dateline=said.dateline or parts.dateline,
        agency=said.agency or parts.agency,
        language=said.language or parts.language,
        masthead=said.masthead or parts.masthead,
    )
