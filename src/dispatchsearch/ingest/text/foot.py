"""What stands below a story's text, and between its paragraphs, without being of it."""

from dataclasses import replace
from typing import Final

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest.story import Clue
from dispatchsearch.ingest.text.compose import Parts
from dispatchsearch.ingest.text.labels import RELATED, SHORT, label_words, role

FOOT: Final = 12  # paragraphs among which a foot may begin
ASIDE: Final = ("plea", "end")


def closed(parts: Parts, *, seen: bool = False) -> Parts:
    """Set aside lists of other stories, pleas, copyright, trailers; where `seen`, their clues are known already."""
    blocks = [
        _aside(block) if role(block.text) in ASIDE and block.kind == "body" else block for block in parts.paragraphs
    ]
    for place in range(max(1, len(blocks) - FOOT), len(blocks)):
        if RELATED.fullmatch(blocks[place].text) and all(len(block.text) < 120 for block in blocks[place:]):
            blocks[place:] = [_aside(block) for block in blocks[place:]]
            break
    clues: list[Clue] = []
    for place in range(len(blocks) - 1, 0, -1):
        block = blocks[place]
        kind = role(block.text) if len(block.text) < SHORT else None
        if block.kind == "body" and not _ends(block, kind, blocks[:place]):
            break
        blocks[place] = _aside(block) if block.kind == "body" else block
        if not seen and kind not in (None, *ASIDE, "byline"):
            clues.insert(0, Clue(str(kind), label_words(block.text), block.text))
    return replace(parts, paragraphs=tuple(blocks), after=(*clues, *parts.after))


def _ends(block: Block, kind: str | None, above: list[Block]) -> bool:
    """Tell whether a line at the foot is of the page: it has a role, or is the next story's headline."""
    if kind not in (None, "byline"):
        return True
    text = block.text
    headline = text.isupper() and len(text.split()) >= 3 and not text.endswith((".", "!", "?", '"', ":"))
    return headline and any(len(other.text) > len(text) and not other.text.isupper() for other in above)


def _aside(block: Block) -> Block:
    return replace(block, kind="furniture")
