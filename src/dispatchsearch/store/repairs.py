"""Where a text was put right: the words that differ from the print, and how they were printed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from dispatchsearch.dispatch import Block, Repair

WORDS: Final = re.compile(r"\S+")


def repairs(blocks: Sequence[Block], starts: Sequence[int | None], body: str) -> tuple[Repair, ...]:
    """Return the repairs that stand in a body, in its order; `starts` is where each block's first character would be.

    A repair in a part of a block that is hidden is left out.
    """
    found = []
    for block, start in zip(blocks, starts, strict=True):
        if block.printed is None or start is None:
            continue
        for first, last, printed in differences(block.text, block.printed):
            if start + first >= 0 and body[start + first : start + last] == block.text[first:last]:
                found.append(Repair(start + first, start + last, printed))
    return tuple(found)


def differences(text: str, printed: str) -> Iterator[tuple[int, int, str]]:
    """Yield the runs of words of a text that were printed otherwise: first character, end, the words as printed.

    A run is never empty: where words were left out it takes in the word beside them.
    """
    now, then = ([(word[0], *word.span()) for word in WORDS.finditer(one)] for one in (text, printed))
    if not now or not then:
        return
    matcher = SequenceMatcher(None, [word for word, _, _ in now], [word for word, _, _ in then], autojunk=False)
    for first, end, other, stop in _runs(matcher.get_opcodes()):
        yield now[first][1], now[end - 1][2], printed[then[other][1] : then[stop - 1][2]]


def _runs(steps: Iterable[tuple[str, int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Return the runs that differ, each with at least one word on either side; runs that would overlap are one."""
    found: list[tuple[int, int, int, int]] = []
    for kind, first, end, other, stop in steps:
        if kind == "equal":
            continue
        before, behind = (int(kind != "replace" and first > 0), int(kind != "replace" and first == 0))
        run = (first - before, end + behind, other - before, stop + behind)
        if found and run[0] < found[-1][1]:
            run = (found[-1][0], run[1], found[-1][2], run[3])
            found.pop()
        found.append(run)
    return found
