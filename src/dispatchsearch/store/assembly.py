"""A dispatch put together: what its document shows, what was concluded of it, and how it stands in the archive."""

from collections.abc import Sequence
from typing import NamedTuple

from dispatchsearch.agencies import headings
from dispatchsearch.dispatch import Block, Dispatch, Evidence, Locator, Marked, Mention, Name
from dispatchsearch.store.codec import Conclusion
from dispatchsearch.store.repairs import repairs

Known = dict[tuple[str, str, str], Name]
"""The names a story carries, by kind, key and surface."""


class Standing(NamedTuple):
    """How a story stands in the archive: its source, where it is found, the names it carries, its kin."""

    source: str
    locators: tuple[Locator, ...]
    names: Known
    version: str | None
    previous: str | None  # in its document
    following: str | None


def assemble(evidence: Evidence, conclusion: Conclusion, standing: Standing) -> Dispatch:
    """Make a dispatch of its evidence, what was concluded and how it stands in the archive."""
    body, starts, aside = visible(evidence.blocks, conclusion.hidden)
    people: dict[str, Name] = {}
    places: dict[str, Name] = {}
    marks = []
    for mention in evidence.mentions:
        record = standing.names.get(form_of(mention))
        if record is None:
            continue
        (people if mention.kind == "person" else places).setdefault(record.id, record)
        if is_hidden(mention, evidence.blocks, conclusion.hidden):
            continue
        if mention.block >= 0 and (at := starts[mention.block]) is not None:
            marks.append(Marked(mention.kind, record.id, at + mention.start, at + mention.end))
    return Dispatch(
        id=evidence.id,
        title=evidence.headline or first_words(body),
        body=body,
        date=conclusion.date,
        source=standing.source,
        source_reason=conclusion.source_reason,
        locators=standing.locators,
        updated=conclusion.updated,
        event_marks=conclusion.event_marks,
        kicker=evidence.kicker,
        byline=evidence.byline,
        dateline=evidence.dateline,
        dateline_place=dateline_place(evidence, standing.names),
        agency="/".join(headings(evidence.agency)) if evidence.agency else None,
        credit=evidence.agency,
        language=evidence.language,
        url=evidence.url or next((locator.url for locator in standing.locators if locator.url), None),
        people=tuple(people.values()),
        places=tuple(places.values()),
        marks=tuple(marks),
        set_aside=aside,
        repairs=repairs(evidence.blocks, starts, body),
        title_printed=evidence.headline_printed,
        previous=standing.previous,
        following=standing.following,
        version=standing.version,
    )


def visible(
    blocks: Sequence[Block], hidden: Sequence[tuple[int, int]]
) -> tuple[str, list[int | None], tuple[str, ...]]:
    """Return the body of the blocks that are not hidden, where each block's first character stands in it (None where
    hidden; before the body's start where only its beginning is hidden), and the texts that are hidden.
    """
    parts: list[str] = []
    starts: list[int | None] = []
    aside = []
    length = 0
    for number, block in enumerate(blocks):
        start, end = shown(number, block, hidden)
        if end - start < len(block.text):
            aside += [text for text in (block.text[:start], block.text[end:]) if text]
        if start == end:
            starts.append(None)
            continue
        starts.append(length - start)
        parts.append(block.text[start:end])
        length += end - start + 2
    return "\n\n".join(parts), starts, tuple(aside)


def shown(number: int, block: Block, hidden: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the first character of a block that is shown, and the one after the last; the same where none is."""
    whole = len(block.text)
    if not hidden and block.kind != "furniture":  # as most are
        return 0, whole
    cuts = [cut for hidden_block, cut in hidden if hidden_block == number]
    start = max((cut for cut in cuts if cut > 0), default=0)
    end = whole + min((cut for cut in cuts if cut < 0), default=0)
    return (whole, whole) if block.kind == "furniture" or -1 in cuts or start >= end else (start, end)


def is_hidden(mention: Mention, blocks: Sequence[Block], hidden: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a mention lies in text that is hidden."""
    if mention.block < 0:
        return False
    start, end = shown(mention.block, blocks[mention.block], hidden)
    return mention.start < start or mention.end > end


def form_of(mention: Mention) -> tuple[str, str, str]:
    """Return the form a mention counts for: a person's fullest form here, or a place's id with the form written."""
    return (mention.kind, mention.key, mention.key if mention.kind == "person" else mention.surface)


def dateline_place(evidence: Evidence, known: Known) -> Name | None:
    """Return the record of the dateline's place."""
    if evidence.dateline_place is None:
        return None
    for (kind, key, _), record in known.items():
        if kind == "place" and key == evidence.dateline_place:
            return record
    return None


def first_words(body: str) -> str:
    """Return a title for a dispatch that has none."""
    words = body.split()
    return " ".join(words[:10]) + ("…" if len(words) > 10 else "") if words else "(no text)"
