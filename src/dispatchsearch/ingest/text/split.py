"""
The parts of one page -> the parts of each story in it: briefs with their own datelines and credits, letters, a second
story below the first.

A file that is one story stays one. A heading alone parts nothing; what follows it must be sent from somewhere of its
own or credited to someone of its own, or stand in the dated issue of a bulletin whose items all have heads in capitals.
Letters part at their signatures, on a page of letters only.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest.text import agencies, dateline, letters
from dispatchsearch.ingest.text.compose import Parts
from dispatchsearch.ingest.text.edges import SECTION
from dispatchsearch.ingest.text.labels import datelike, role

HEADING: Final = 110  # characters
WORDS: Final = re.compile(r"[^\W_]+")
BULLETIN: Final = re.compile(
    r"\b(?:news ?line|bulletin|digest|news summary|daily report|news ?wire|monitor)\b", re.IGNORECASE
)
FEWEST_ITEMS: Final = 3  # of an issue of a bulletin whose items have nothing but their heads in capitals
CAPITALS: Final = 9  # letters of such a head


@dataclass(slots=True)
class _Item:
    """A run of blocks that may be a story: its heading, if it has one, and its paragraphs."""

    heading: str | None
    blocks: list[Block]

    @property
    def first(self) -> str:
        return next((block.text for block in self.blocks if block.kind == "body"), "")

    @property
    def sent(self) -> bool:
        """Tell whether it has a dateline of its own."""
        return dateline.parse(self.first) is not None

    @property
    def credited(self) -> bool:
        """Tell whether its last paragraph credits an agency."""
        last = next((block.text for block in reversed(self.blocks) if block.kind == "body"), "")
        return agencies.credited(last) is not None or agencies.UNKNOWN.search(last) is not None


def split(parts: Parts, address: str = "") -> tuple[Parts, ...]:
    """Return the parts of each story of a page, in its order; the page's own where it is one story.

    In a text nothing but a short line marks the head of a brief. Where the text's address bears the name of the column
    (`business-in-brief/900004`), its briefs are cited by that name, and such lines stay in them as their first.
    """
    if letters.PAGE.match(parts.headline):
        found = letters.letters(list(parts.paragraphs))
        return _made(parts, [_Item(None, blocks) for blocks in found]) if len(found) > 1 else (parts,)
    items = _items(list(parts.paragraphs))
    if len(items) < 2 and not (items and items[0].heading):
        return (parts,)
    section = SECTION.fullmatch(parts.headline) is not None
    own = [item for item in items if item.sent or item.credited]
    if section and own and len(own) * 2 > len(items):
        return _made(parts, _below_column(items) if names(address, parts.headline) else items)
    if _is_issue(parts.headline) and len(items) >= FEWEST_ITEMS and all(map(_capital, items)):
        return _made(parts, items)
    headed = all(item.heading for item in items)
    if len(own) == len(items) > 1 and (headed or all(item.sent and len(item.blocks) == 1 for item in items)):
        return _made(parts, items)
    return _appended(parts, items)


def _is_issue(headline: str) -> bool:
    """Tell whether a headline is a bulletin's, with the day of the issue: `Newsline, 6 May 1997`."""
    return BULLETIN.search(headline) is not None and datelike(headline)


def _capital(item: _Item) -> bool:
    """Tell whether an item has a head in capitals of several words."""
    head = item.heading or ""
    return head.isupper() and len(head) >= CAPITALS and " " in head


def names(address: str, headline: str) -> bool:
    """Tell whether one part of an address or path is the headline, as addresses write it."""
    return f"/{_slug(headline)}/" in f"/{'/'.join(map(_slug, address.split('/')))}/"


def _slug(words: str) -> str:
    return "-".join(WORDS.findall(words.casefold().removesuffix(".txt")))


def _below_column(items: list[_Item]) -> list[_Item]:
    """Leave the heads of items in their text."""
    return [_Item(None, [Block(item.heading), *item.blocks]) if item.heading else item for item in items]


def _items(blocks: list[Block]) -> list[_Item]:
    """Part blocks where a heading stands before text, and where a dateline stands."""
    items: list[_Item] = [_Item(None, [])]
    heading: Block | None = None
    followers = _followers(blocks)
    for block, after in zip(blocks, followers, strict=True):
        if block.kind == "body" and heading is None and _heads(block.text, after):
            heading = block
            continue
        begins = block.kind == "body" and (heading is not None or dateline.parse(block.text) is not None)
        if begins and (items[-1].blocks or heading):
            items.append(_Item(heading.text if heading else None, []))
        items[-1].blocks.append(block)
        heading = None if block.kind == "body" else heading
    if heading:
        items[-1].blocks.append(heading)
    return [item for item in items if any(block.kind == "body" for block in item.blocks)]


def _followers(blocks: list[Block]) -> list[str]:
    """Return for each block the text of the next paragraph below it, empty where none is."""
    found: list[str] = []
    after = ""
    for block in reversed(blocks):
        found.append(after)
        after = block.text if block.kind == "body" else after
    return found[::-1]


def _heads(text: str, after: str) -> bool:
    """Tell whether a line may be the headline of the text below it."""
    if (
        len(text) > HEADING
        or text.endswith((".", ",", ";", ":", '."', ".”"))
        or (not text[:1].isupper() and text[:1] not in "\"“'[")
    ):
        return False
    return len(after) > len(text) // 2 and role(text) is None and dateline.parse(text) is None and len(after) > 25


def _appended(parts: Parts, items: list[_Item]) -> tuple[Parts, ...]:
    """Part stories that stand below the first: each has a headline and a dateline of its own."""
    starts = [place for place, item in enumerate(items) if place and item.heading and item.sent]
    if not starts or len(items[0].blocks) < 2:
        return (parts,)
    runs = [_merged(items[a:b]) for a, b in zip([0, *starts], [*starts, len(items)], strict=True)]
    return _made(parts, runs)


def _merged(items: list[_Item]) -> _Item:
    """Join items to one story again, their headings as its subheads."""
    blocks = list(items[0].blocks)
    for item in items[1:]:
        blocks += ([Block(item.heading)] if item.heading else []) + item.blocks
    return _Item(items[0].heading, blocks)


def _made(parts: Parts, items: list[_Item]) -> tuple[Parts, ...]:
    """Give each item what the page says of all."""
    found = []
    for item in items:
        headline = item.heading or parts.headline
        kicker = (
            parts.headline
            if (item.heading and parts.headline and item is not items[0])
            or (item.heading and (SECTION.fullmatch(parts.headline) or _is_issue(parts.headline)))
            else parts.kicker
        )
        first = item is items[0]
        found.append(
            replace(
                parts,
                paragraphs=tuple(item.blocks),
                headline=headline,
                kicker=kicker or None,
                byline=parts.byline if first else None,
                dateline=parts.dateline if first else None,
                agency=parts.agency if first else None,
            )
        )
    return tuple(found)
