"""
A document -> its stories: headline, byline, dateline, agency, body; page furniture apart; clues to dates.

The vocabulary of the clues is told in story.py, at `Clue`.
"""

import re
from dataclasses import replace

from dispatchsearch.dispatch import Block
from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.encoding import decode
from dispatchsearch.ingest.mail import mail, set_aside
from dispatchsearch.ingest.mojibake import as_found
from dispatchsearch.ingest.raw import DOCX, HTML, MAIL, PDF, ROW, RTF, RawDocument
from dispatchsearch.ingest.story import CleanDocument, Clue
from dispatchsearch.ingest.text.compose import Parts, compose
from dispatchsearch.ingest.text.plain import plain

__all__ = ["CleanDocument", "Clue", "clean"]

DATED_HEADERS = ("last-modified", "date")
TOOLBAR = re.compile(r"<!-- BEGIN WAYBACK TOOLBAR INSERT -->.*?<!-- END WAYBACK TOOLBAR INSERT -->", re.DOTALL)


def clean(raw: RawDocument) -> tuple[CleanDocument, ...]:
    """Return the stories of a document, in its order; ReadError with the reason when it holds none."""
    try:
        parts = _parts(raw)
        http = tuple(Clue("http", name, value) for name, value in raw.headers if name in DATED_HEADERS)
        stories = as_found([compose(replace(part, before=http + part.before)) for part in parts], raw.data)
    except RecursionError as error:
        raise ReadError("the document is nested too deep") from error
    if not any(story.headline or any(block.kind == "body" for block in story.blocks) for story in stories):
        raise ReadError("no text was found in it")
    return stories


def _parts(raw: RawDocument) -> tuple[Parts, ...]:
    """Give a document to the room that reads its format; those with libraries slow to import are opened when needed."""
    address = raw.url or raw.path
    if raw.media_type == MAIL:
        return mail(raw.data)
    if raw.media_type == PDF:
        from dispatchsearch.ingest.formats.pdf import pdf  # noqa: PLC0415

        text, repeated = pdf(raw.data)
        return set_aside(plain(text, address=address), tuple(Block(line, "furniture") for line in repeated))
    if raw.media_type in (DOCX, RTF):
        from dispatchsearch.ingest.formats.word import rtf, word  # noqa: PLC0415

        return plain(word(raw.data) if raw.media_type == DOCX else rtf(raw.data), address=address)
    if raw.media_type == ROW:
        from dispatchsearch.ingest.formats.row import row  # noqa: PLC0415

        return row(raw.data, raw.url, address)
    if raw.media_type == HTML:
        from dispatchsearch.ingest.html.page import page  # noqa: PLC0415

        return page(_untooled(decode(raw.data, raw.charset, html=True)), raw.url)
    return plain(decode(raw.data, raw.charset), address=address)


def _untooled(text: str) -> str:
    """Take out what the Internet Archive lays over the pages it captured."""
    return TOOLBAR.sub("", text) if "WAYBACK TOOLBAR" in text else text
