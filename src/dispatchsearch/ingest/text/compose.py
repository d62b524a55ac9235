"""The parts of a page -> its stories: dateline and agency found, paragraphs put right, clues in order."""

import re
from dataclasses import dataclass, replace
from typing import Final

from dispatchsearch.dispatch import Block, Dateline
from dispatchsearch.ingest.story import CleanDocument, Clue
from dispatchsearch.ingest.text import agencies, dateline
from dispatchsearch.ingest.text.labels import datelike
from dispatchsearch.ingest.text.letters import signature_apart
from dispatchsearch.ingest.text.repair import Damage, damage, repaired

NEAR: Final = 4  # paragraphs among which a dateline may stand: captions come before it
SIGNATURE: Final = 60  # characters of a last line below a credit
LEAD: Final = 800  # characters of a paragraph that a clue quotes
DATED: Final = 40  # paragraphs with dates that become clues
SENTENCE: Final = re.compile(r"(.{20,110}?[.!?][\"”]?)(?=\s|$)|(.{1,90})(?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a page shows of a story, whatever its format: the rooms that read pages fill it."""

    paragraphs: tuple[Block, ...]  # in the order of the page, as printed
    headline: str = ""
    before: tuple[Clue, ...] = ()  # clues above the text
    after: tuple[Clue, ...] = ()  # clues below it
    kicker: str | None = None
    byline: str | None = None
    dateline: Dateline | None = None  # where a header states it
    agency: str | None = None
    language: str | None = None
    masthead: str | None = None
    url: str | None = None


def compose(parts: Parts) -> CleanDocument:
    """Make one story of its parts."""
    paragraphs = signature_apart(_captions_apart(parts.paragraphs))
    page = damage((parts.headline, *(block.text for block in paragraphs)))
    blocks = tuple(_put_right(block, page) for block in paragraphs)
    body = [block.text for block in paragraphs if block.kind == "body"]
    found = next((found for text in body[:NEAR] if (found := dateline.parse(text))), None)
    headline = repaired(parts.headline, page=page)
    line = found.dateline if found else parts.dateline
    agency = (line.agency if line else None) or parts.agency or credit(body, parts.byline) or _monitored(parts)
    return CleanDocument(
        headline=headline.text or opening(body, found),
        blocks=blocks,
        clues=parts.before + _clues(body, found) + parts.after,
        kicker=parts.kicker,
        byline=parts.byline if parts.byline != agency else None,
        dateline=line,
        agency=agency,
        language=parts.language,
        masthead=parts.masthead,
        url=parts.url,
        headline_printed=headline.printed if headline.text else None,
    )


def _put_right(block: Block, page: Damage) -> Block:
    """Repair a block; what was printed is what stood there before any room changed it."""
    better = repaired(block.text, block.kind, page)
    return better if block.printed is None else replace(better, printed=block.printed)


def opening(body: list[str], found: dateline.Found | None) -> str:
    """Return what stands for a headline where none is printed: the first sentence, cut at a word."""
    if not body:
        return ""
    text = body[0][found.length :] if found and body[0].startswith(found.quote) else body[0]
    sentence = SENTENCE.match(text.strip() or body[0])
    if not sentence:
        return text[:90]
    return sentence[1] or f"{sentence[2]} ..."


def credit(body: list[str], byline: str | None) -> str | None:  # noqa: C901 (rules, in the order they count)
    """Return the agency a story credits: in brackets at its end, on a line of its own, in the byline or the lead."""
    for text in reversed(body[-2:]):
        if named := agencies.credited(text) or agencies.sourced(text):
            return named
        if len(text) > SIGNATURE or text.endswith((".", '."', ".”")):
            break
    if body and (found := agencies.UNKNOWN.search(body[-1])):
        return found[1]
    for text in body[:2] + body[-2:]:
        if len(text) < 60 and (found := agencies.LINE.fullmatch(text)):
            return found[1]
    if byline and (found := agencies.WRITER.search(byline) or agencies.LINE.fullmatch(byline)):
        return found[1]
    if byline and byline[:1].isupper() and len(byline.split()) == 1:
        return byline  # nobody signs with one word
    if body and (unplaced := dateline.unplaced(body[0])):
        return unplaced
    for text in body[:2] + body[-2:]:
        if named := agencies.reporting(text):
            return named
    return next((named for text in body[:2] if (named := agencies.said(text))), None)


def _monitored(parts: Parts) -> str | None:
    """Return the agency that a line of the source names: `Text of report by news agency Turan`."""
    lines = (clue.text for clue in (*parts.before, *parts.after) if clue.place == "source-line")
    return next((named for line in lines if (named := agencies.reporting(line) or agencies.sourced(line))), None)


def _captions_apart(paragraphs: tuple[Block, ...]) -> tuple[Block, ...]:
    """Part a caption from the dateline it is fused before, and mark it as a caption."""
    for place, block in enumerate(paragraphs[:NEAR]):
        if block.kind != "body":
            continue
        if dateline.parse(block.text):
            return _marked(paragraphs, place)
        if cut := dateline.inside(block.text):
            parted = (Block(block.text[:cut].strip(), "caption"), Block(block.text[cut:].strip()))
            return _marked((*paragraphs[:place], *parted, *paragraphs[place + 1 :]), place)
    return paragraphs


def _marked(paragraphs: tuple[Block, ...], until: int) -> tuple[Block, ...]:
    """Mark as captions those paragraphs before the dateline that bear the credit of a photograph."""
    first = tuple(
        replace(block, kind="caption") if block.kind == "body" and captioned(block.text) else block
        for block in paragraphs[:until]
    )
    return first + paragraphs[until:]


PHOTO: Final = re.compile(
    rf"(?:AP|Reuters|AFP|EPA|UPI|MT|Itar-Tass|Bloomberg|Unknown|For MT)(?=[A-Z][a-z])|[A-Z][\w.]+ [A-Z][\w.-]+ ?/ "
    rf"?(?:{agencies.BARE}|MT|For MT)(?=\W|[A-Z])"
    rf"|.*(?:\((?:{agencies.BARE}|AP|MT) ?(?:photo|/)[^)]*\)|\bphoto(?:graph)?s? by [A-Z].*|/ ?(?:AP|MT|Reuters|"
    rf"AFP))\W*$"
)


def captioned(text: str) -> bool:
    """Tell whether a paragraph bears the credit of a photograph."""
    return len(text) < 500 and PHOTO.match(text) is not None


def _clues(body: list[str], found: dateline.Found | None) -> tuple[Clue, ...]:
    """Return the clues within the text."""
    clues = [Clue("dateline", "", found.quote)] if found else []
    clues += [Clue("lead", "", text[:LEAD]) for text in body[:1]]
    dated = (text for text in body[1:] if datelike(text))
    clues += [Clue("text", "", text[:LEAD]) for text, _ in zip(dated, range(DATED), strict=False)]
    return tuple(clues)
