"""A plain text -> the parts of its story: block of headers, lines above, text, lines below."""

import re
from typing import Final

from dispatchsearch.dispatch import Block, Dateline
from dispatchsearch.ingest import agencies, dateline, headers
from dispatchsearch.ingest.compose import Parts
from dispatchsearch.ingest.edges import opened
from dispatchsearch.ingest.foot import closed
from dispatchsearch.ingest.labels import datelike
from dispatchsearch.ingest.paragraphs import paragraphs
from dispatchsearch.ingest.story import Clue

PGP: Final = re.compile(
    r"-----BEGIN PGP SIGNATURE-----.*?-----END PGP SIGNATURE-----|-----BEGIN PGP SIGNED MESSAGE-----(?:\s*Hash: \w+)?",
    re.S,
)
HEADLINE_NAMES: Final = ("headline", "title", "subject")
OUTLET_NAMES: Final = ("source", "publication", "list-id", "newsgroups", "organization")
LATER: Final = re.compile(r"(?:\[[\w. -]{2,30}\]\s*|(?:re|fwd?|aw|wg)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
LIST: Final = re.compile(r"(?<=\S)\s*<[^>]*>|^<|>$")


def plain(text: str, above: tuple[headers.Header, ...] = ()) -> Parts:
    """Return the parts of a plain text's story; `above` is what stood over it, such as the headers of a mail."""
    head, rest = headers.block(PGP.sub("\n", text) if "-----BEGIN PGP" in text else text)
    return closed(opened([Block(line) for line in paragraphs(rest)], stated(above + head)))


def stated(head: tuple[headers.Header, ...]) -> Parts:
    """Return what a block of headers states of the story below it."""
    if not head:
        return Parts(())
    title = headers.value(head, *HEADLINE_NAMES)
    source = headers.value(head, *OUTLET_NAMES)
    place = headers.value(head, "dateline")
    printed = headers.value(head, "byline", "author")
    agency = agencies.LINE.fullmatch(source) if source else None
    return Parts(
        paragraphs=(),
        headline=LATER.sub("", title, count=1) if title else "",
        before=tuple(Clue("header", name, words) for name, words in head if datelike(words) or name == "date"),
        byline=printed,
        dateline=_dateline(place) if place else None,
        agency=agency[1] if agency else None,
        masthead=LIST.sub("", source).strip(' "') if source and not agency else None,
        language=headers.value(head, "language"),
    )


def _dateline(words: str) -> Dateline:
    """Read a place that a header states without a dash behind it."""
    found = dateline.parse(f"{words} - ")
    if found:
        return found.dateline
    place, _, region = words.partition(", ")
    return Dateline(printed=words, place=place, region=region or None)
