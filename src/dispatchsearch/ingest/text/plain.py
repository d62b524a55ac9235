"""A plain text -> the parts of its story: block of headers, lines above, text, lines below."""

import re
from dataclasses import replace
from typing import Final

from dispatchsearch.dispatch import Block, Dateline
from dispatchsearch.ingest.story import Clue
from dispatchsearch.ingest.text import agencies, bulletin, dateline, exports, headers
from dispatchsearch.ingest.text.byline import author
from dispatchsearch.ingest.text.compose import Parts
from dispatchsearch.ingest.text.edges import MARKS, opened
from dispatchsearch.ingest.text.foot import closed
from dispatchsearch.ingest.text.labels import datelike
from dispatchsearch.ingest.text.paragraphs import paragraphs
from dispatchsearch.ingest.text.split import split

PGP: Final = re.compile(
    r"-----BEGIN PGP SIGNATURE-----.*?-----END PGP SIGNATURE-----|-----BEGIN PGP SIGNED MESSAGE-----(?:\s*Hash: \w+)?",
    re.DOTALL,
)
HEADLINE_NAMES: Final = ("headline", "title", "subject")
OUTLET_NAMES: Final = ("source", "list-id", "newsgroups", "organization")
INVERTED: Final = re.compile(r"^([^,;]+), ([^,;]+?)(?:(?<=[^\W\d_]{3})\.)?$")  # `Quispe, Rosa`, `Quispe, Rosa.`
ISSUE: Final = re.compile(  # edition, city, day and page, behind the name of a publication
    r"(?<=\S)\s*(?:;|\[|,[^,;]*\bedition\b|,? ?\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b).*$", re.IGNORECASE
)
TAG: Final = re.compile(r"\[[\w. -]{2,30}\]\s*(?=\S)")  # of a mailing list
FORWARDED: Final = re.compile(r"^(?:(?:fwd?|fw|wg|tr|rv): ?)+(?=\S)", re.IGNORECASE)
LIST: Final = re.compile(r"(?<=\S)\s*<[^>]*>|^<|>$")


def plain(text: str, above: tuple[headers.Header, ...] = (), address: str = "") -> tuple[Parts, ...]:
    """Return the parts of each story in a plain text.

    `above` is what stood over it, such as the headers of a mail; `address` its address or path.
    """
    text = PGP.sub("\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    exported = exports.records(text)
    if exported:
        return tuple(_single([Block(line) for line in paragraphs(body)], stated(head)) for head, body in exported)
    head, rest = headers.block(text)
    preamble, texts = bulletin.chunks(rest)
    if len(texts) == 1:
        return told([Block(line) for line in paragraphs(rest)], stated(above + head), address=address)
    shared = _shared(preamble, stated(above + head))
    return tuple(part for chunk in texts for part in _chunk(chunk, shared))


def told(blocks: list[Block], parts: Parts, *, seen: bool = False, address: str = "") -> tuple[Parts, ...]:
    """Return the parts of each story in the paragraphs of one page; `seen` as in edges.py, `address` in split.py."""
    preamble, stories = bulletin.numbered(blocks)
    if not stories:
        return split(_single(blocks, parts, seen=seen), address)
    shared = _shared("\n\n".join(block.text for block in preamble), parts, seen=seen)
    return tuple(_single(story[1:], _headed(shared, story[0].text, seen=seen), seen=seen) for story in stories)


def _headed(parts: Parts, line: str, *, seen: bool) -> Parts:
    """Give a story the head that stood over it; the clue to it is set here where lines are not read for clues."""
    return replace(parts, headline=line, before=(*parts.before, *([Clue("headline", "", line)] if seen else [])))


def _single(blocks: list[Block], parts: Parts, *, seen: bool = False) -> Parts:
    return closed(opened(blocks, parts, seen=seen), seen=seen)


def _chunk(text: str, shared: Parts) -> tuple[Parts, ...]:
    """Return the parts of one story of a bulletin, which may bring headers of its own."""
    head, rest = headers.block(text)
    own = stated(head)
    parts = replace(
        own,
        before=own.before + shared.before,
        kicker=shared.kicker,
        masthead=own.masthead or shared.masthead,
        language=shared.language,
    )
    return (_single([Block(line) for line in paragraphs(rest)], parts),)


def _shared(preamble: str, parts: Parts, *, seen: bool = False) -> Parts:
    """Return what a bulletin says above all of its stories: its dates, its title as the kicker of each."""
    top = opened([Block(line) for line in paragraphs(preamble)], parts, seen=seen)
    return replace(
        parts,
        headline="",
        before=tuple(clue for clue in top.before if clue.place != "headline"),
        kicker=top.headline or None,
    )


def stated(head: tuple[headers.Header, ...]) -> Parts:
    """Return what a block of headers states of the story below it."""
    if not head:
        return Parts(())
    title = headers.value(head, *HEADLINE_NAMES)
    source = headers.value(head, *OUTLET_NAMES)
    outlet = headers.value(head, "publication", "publication-info")
    printed = headers.value(head, "byline") or _upright(headers.value(head, "author") or "")
    place = headers.value(head, "dateline")
    agency = _agency(source, outlet)
    return Parts(
        paragraphs=(),
        headline=FORWARDED.sub("", MARKS.sub("", TAG.sub("", title)), 1) if title else "",
        before=tuple(_clue(name, words) for name, words in head if datelike(words) or name == "date"),
        byline=author(printed) if printed else None,
        dateline=_dateline(place) if place else None,
        agency=agency,
        masthead=_outlet(outlet or (None if agency else source)),
        language=headers.value(head, "language"),
    )


def _upright(authors: str) -> str:
    """Write names as a byline does, the given name first: `Quispe, Rosa; Mamani, Juan` gives two."""
    words = [INVERTED.sub(r"\2 \1", name.strip()) for name in authors.split(";")]
    names = [name for name, printed in zip(words, authors.split(";"), strict=True) if name != printed.strip()]
    return ", ".join([" and ".join(names), *(name for name in words if name not in names)]) if names else authors


def _clue(name: str, words: str) -> Clue:
    return Clue("copyright", "", words) if name == "copyright" else Clue("header", name, words)


def _agency(source: str | None, outlet: str | None) -> str | None:
    """Return the agency in a header `source`: one that is known, or any where the outlet is stated apart."""
    known = agencies.LINE.fullmatch(source) if source else None
    return known[1] if known else source if outlet else None


def _outlet(words: str | None) -> str | None:
    """Return the name of an outlet or list, without its address, city and issue."""
    name = LIST.sub("", ISSUE.sub("", words or "")).strip(' "')
    return name or None


def _dateline(words: str) -> Dateline:
    """Read a place that a header states without a dash behind it."""
    found = dateline.parse(f"{words} - ")
    if found:
        return found.dateline
    place, _, region = words.partition(", ")
    return Dateline(printed=words, place=place, region=region or None)
