"""A plain text -> the parts of its story: pleas and labels at its top and foot apart, headline, byline, body."""

import re
from dataclasses import replace
from typing import Final

from dispatchsearch.dispatch import Block, Dateline
from dispatchsearch.ingest import agencies, dateline, headers
from dispatchsearch.ingest.compose import Parts
from dispatchsearch.ingest.labels import RELATED, SHORT, datelike, label_words, role
from dispatchsearch.ingest.paragraphs import paragraphs
from dispatchsearch.ingest.story import Clue

TOP: Final = 30  # paragraphs among which a headline must stand
FOOT: Final = 12  # paragraphs among which a foot may begin
HEADLINE: Final = 180  # characters a headline may have
PGP: Final = re.compile(
    r"-----BEGIN PGP SIGNATURE-----.*?-----END PGP SIGNATURE-----|-----BEGIN PGP SIGNED MESSAGE-----(?:\s*Hash: \w+)?",
    re.S,
)
HEADLINE_NAMES: Final = ("headline", "title", "subject")
LATER: Final = re.compile(r"(?:\[[\w. -]{2,30}\]\s*|(?:re|fwd?|aw|wg)(?:\[\d+\])?\s*:\s*)+", re.I)
LIST: Final = re.compile(r"(?<=\S)\s*<[^>]*>|^<|>$")
TITLED: Final = re.compile(r"(.{8,}?) : (.{3,})")


def plain(text: str, above: tuple[headers.Header, ...] = ()) -> Parts:
    """Return the parts of a plain text's story; `above` is what stood over it, such as the headers of a mail."""
    head, rest = headers.block(PGP.sub("\n", text))
    return _closed(_opened(paragraphs(rest), stated(above + head)))


def stated(head: tuple[headers.Header, ...]) -> Parts:
    """Return what a block of headers states of the story below it."""
    title = headers.value(head, *HEADLINE_NAMES)
    source = headers.value(head, "source", "publication", "list-id", "newsgroups", "organization")
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


def _opened(lines: list[str], parts: Parts) -> Parts:
    """Take what stands above the text: pleas, labels, kicker, headline and byline."""
    furniture: list[Block] = []
    clues = list(parts.before)
    headline, kicker, byline = parts.headline, parts.kicker, parts.byline
    if headline:
        clues.append(Clue("headline", "", headline))
    place = 0
    for place, line in enumerate(lines):
        kind = role(line)
        if kind in ("plea", "end") or (len(line) < 60 and RELATED.fullmatch(line) and not headline):
            furniture.append(Block(line, "furniture"))
        elif kind == "byline":
            byline = byline or author(line)
            clues.append(Clue("byline", "", line))
        elif kind:
            clues.append(Clue(kind, label_words(line) if kind == "label" else "", line))
        elif headline and line.casefold() == headline.casefold():
            continue  # printed once more below a header
        elif not headline and place < TOP and _titles(line):
            if kicker is None and _kicks(line, lines[place + 1 : place + 3]):
                kicker = line
                continue
            headline, kicker = _parted(line, kicker)
            clues.append(Clue("headline", "", headline))
        else:
            break
    else:
        place = len(lines)
    body = tuple(Block(line) for line in lines[place:])
    return replace(
        parts, paragraphs=(*furniture, *body), headline=headline, before=tuple(clues), kicker=kicker, byline=byline
    )


def author(line: str) -> str:
    """Return the name in a byline, without `By`, what stands before it and a date in brackets."""
    words = re.sub(
        r"^(?:.*\|\s*)?(?:(?:story |text |reported |written )?by|von|par|por|di|door|автор)[: ]\s*",
        "",
        line,
        flags=re.I,
    )
    return re.sub(r"\s*\([^()]*\d[^()]*\)\W*$", "", words).strip(" .,|")


def _titles(line: str) -> bool:
    """Tell whether a line may be a headline: short, and no sentence sent from somewhere."""
    if len(line) > HEADLINE or dateline.parse(line):
        return False
    return len(line) < 100 or not line.endswith(".")


def _kicks(line: str, after: list[str]) -> bool:
    """Tell whether a line stands above the headline proper: a few words in capitals before a line that titles."""
    if not line.isupper() or len(line) > 30 or len(after) < 2 or ":" in line:
        return False
    return (
        len(after[0]) < 120
        and not after[0].endswith(".")
        and role(after[0]) is None
        and _titles(after[0])
        and not after[0].isupper()
    )


def _parted(line: str, kicker: str | None) -> tuple[str, str | None]:
    """Part `Headline : Kicker`, as one paper's archive prints them."""
    found = TITLED.fullmatch(line)
    return (found[1], found[2]) if found and not kicker else (line, kicker)


def _closed(parts: Parts) -> Parts:
    """Set aside what stands below the text: lists of other stories, pleas, copyright, trailers."""
    blocks = list(parts.paragraphs)
    for place in range(max(1, len(blocks) - FOOT), len(blocks)):
        if RELATED.fullmatch(blocks[place].text) and all(len(block.text) < 120 for block in blocks[place:]):
            blocks[place:] = [replace(block, kind="furniture") for block in blocks[place:]]
            break
    clues: list[Clue] = []
    for place in range(len(blocks) - 1, 0, -1):
        kind = role(blocks[place].text) if blocks[place].kind == "body" and len(blocks[place].text) < SHORT else None
        if blocks[place].kind == "body" and (kind is None or kind == "byline"):
            break
        blocks[place] = replace(blocks[place], kind="furniture")
        if kind not in (None, "plea", "end"):
            clues.insert(0, Clue(str(kind), label_words(blocks[place].text), blocks[place].text))
    return replace(parts, paragraphs=tuple(blocks), after=(*clues, *parts.after))
