"""What stands above and below a story's text: pleas, labels, kicker, headline, byline; lists of other stories, trailers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest import dateline
from dispatchsearch.ingest.byline import STAFF, author
from dispatchsearch.ingest.compose import Parts
from dispatchsearch.ingest.labels import RELATED, SHORT, label_words, role
from dispatchsearch.ingest.story import Clue

TOP: Final = 30  # paragraphs among which a headline must stand
BELOW: Final = 3  # paragraphs of a summary below which a byline may stand
FOOT: Final = 12  # paragraphs among which a foot may begin
HEADLINE: Final = 180  # characters a headline may have
TITLED: Final = re.compile(r"(.{8,}?) : (.{3,})")


def opened(blocks: Sequence[Block], parts: Parts, *, seen: bool = False) -> Parts:
    """Take off what stands above the text; where `seen`, its clues are known already and only the lines are taken."""
    top = _Top(parts, seen=seen)
    place = next(
        (place for place, block in enumerate(blocks) if not top.takes(block, blocks[place + 1 : place + 3])),
        len(blocks),
    )
    rest = list(blocks[place:])
    for block in blocks[place + 1 : place + 1 + BELOW]:
        if len(block.text) < SHORT and role(block.text) == "byline" and top.takes(block, ()):
            rest.remove(block)
    return replace(
        parts,
        paragraphs=(*top.aside, *rest),
        headline=top.headline,
        before=tuple(top.clues),
        kicker=top.kicker,
        byline=top.byline,
    )


class _Top:
    """What is gathered above a text, line by line."""

    def __init__(self, parts: Parts, *, seen: bool) -> None:
        self.headline, self.kicker = parted(parts.headline, parts.kicker)
        self.byline = parts.byline
        self.clues = list(parts.before)
        self.aside: list[Block] = []
        self._seen = seen
        self._signed = False
        if self.headline:
            self._clue("headline", "", self.headline)

    def takes(self, block: Block, after: Sequence[Block]) -> bool:
        """Take a line that stands above the text; False where the text begins."""
        line = block.text
        kind = role(line)
        if (
            block.kind != "body"
            or kind in ("plea", "end")
            or (len(line) < 60 and not self.headline and RELATED.fullmatch(line))
        ):
            self.aside.append(block if block.kind != "body" else replace(block, kind="furniture"))
        elif kind == "byline" or (self._signed and len(line) < 60 and STAFF.fullmatch(line)):
            self._sign(line)
        elif kind:
            self._clue(kind, label_words(line) if kind == "label" else "", line)
        elif self.headline and line.casefold() in self.headline.casefold() and len(line) > len(self.headline) // 2:
            pass  # printed once more
        elif not self.headline and len(self.aside) < TOP and _titles(line):
            self._title(line, [other.text for other in after])
        else:
            return False
        return True

    def _sign(self, line: str) -> None:
        if not self._signed:
            self.byline = author(line) or self.byline
        self._signed = True
        self._clue("byline", "", line)

    def _title(self, line: str, after: list[str]) -> None:
        if self.kicker is None and _kicks(line, after):
            self.kicker = line
            return
        self.headline, self.kicker = parted(line, self.kicker)
        self._clue("headline", "", self.headline)

    def _clue(self, place: str, name: str, text: str) -> None:
        if not self._seen:
            self.clues.append(Clue(place, name, text))


def _titles(line: str) -> bool:
    """Tell whether a line may be a headline: short, and no sentence sent from somewhere."""
    if len(line) > HEADLINE or dateline.parse(line):
        return False
    return len(line) < 100 or not line.endswith(".")


def _kicks(line: str, after: list[str]) -> bool:
    """Tell whether a line stands above the headline proper: a few words in capitals before a line that titles."""
    if not line.isupper() or len(line) > 30 or len(after) < 2 or ":" in line:
        return False
    next_line = after[0]
    return (
        len(next_line) < 120
        and not next_line.endswith(".")
        and role(next_line) is None
        and _titles(next_line)
        and not next_line.isupper()
    )


def parted(line: str, kicker: str | None) -> tuple[str, str | None]:
    """Part `Headline : Kicker`, as one paper's archive prints them."""
    found = TITLED.fullmatch(line)
    return (found[1], found[2]) if found and not kicker else (line, kicker)


def closed(parts: Parts, *, seen: bool = False) -> Parts:
    """Set aside what stands below the text: lists of other stories, pleas, copyright, trailers; `seen` as above."""
    blocks = list(parts.paragraphs)
    for place in range(max(1, len(blocks) - FOOT), len(blocks)):
        if RELATED.fullmatch(blocks[place].text) and all(len(block.text) < 120 for block in blocks[place:]):
            blocks[place:] = [replace(block, kind="furniture") for block in blocks[place:]]
            break
    clues: list[Clue] = []
    for place in range(len(blocks) - 1, 0, -1):
        block = blocks[place]
        kind = role(block.text) if block.kind == "body" and len(block.text) < SHORT else None
        if block.kind == "body" and kind in (None, "byline"):
            break
        blocks[place] = replace(block, kind="furniture") if block.kind == "body" else block
        if not seen and kind not in (None, "plea", "end"):
            clues.insert(0, Clue(str(kind), label_words(block.text), block.text))
    return replace(parts, paragraphs=tuple(blocks), after=(*clues, *parts.after))
