"""
A document -> its stories: headline, byline, dateline, agency, body; page furniture apart; clues to dates.

The vocabulary of the clues is told in story.py, at `Clue`.
"""

from dataclasses import replace

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.compose import Parts, compose
from dispatchsearch.ingest.encoding import decode
from dispatchsearch.ingest.mail import mail
from dispatchsearch.ingest.page import page
from dispatchsearch.ingest.plain import plain
from dispatchsearch.ingest.read import RawDocument
from dispatchsearch.ingest.story import CleanDocument, Clue

__all__ = ["CleanDocument", "Clue", "clean"]

DATED_HEADERS = ("last-modified", "date")


def clean(raw: RawDocument) -> tuple[CleanDocument, ...]:
    """Return the stories of a document, in its order; ReadError with the reason when it holds none."""
    try:
        parts = _parts(raw)
        http = tuple(Clue("http", name, value) for name, value in raw.headers if name in DATED_HEADERS)
        stories = tuple(compose(replace(part, before=http + part.before)) for part in parts)
    except RecursionError as error:
        raise ReadError("the document is nested too deep") from error
    if not any(story.headline or any(block.kind == "body" for block in story.blocks) for story in stories):
        raise ReadError("no text was found in it")
    return stories


def _parts(raw: RawDocument) -> tuple[Parts, ...]:
    """Give a document to the room that reads its format."""
    if raw.media_type == "message/rfc822":
        return mail(raw.data)
    html = raw.media_type == "text/html"
    text = decode(raw.data, raw.charset, html=html)
    return page(text, raw.url) if html else plain(text, address=raw.url or raw.path)
