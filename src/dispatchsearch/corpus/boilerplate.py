"""Blocks that a source repeats from page to page: furniture, hidden from text and facets, never deleted.

The rule: a block is furniture of a source when it stands on at least 5 of its pages and on at least a fifth of them.
Digits do not count, so "Read 123 times" and "Read 7 times" are one block. A refrain in three dispatches of a thousand
stays text.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

from dispatchsearch.dispatch import Block

LEAST_PAGES = 5
LEAST_SHARE = 0.2
LONGEST = 600
"""Longer blocks are never furniture: in characters."""

DIGITS = re.compile(r"\d+")


def block_key(text: str) -> int:
    """Return a number that blocks share which differ only in case, spaces and digits."""
    plain = DIGITS.sub("0", " ".join(text.casefold().split()))
    return int.from_bytes(hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=7).digest(), "big")


def countable(blocks: Sequence[Block]) -> set[int]:
    """Return the keys of the blocks of a page that may prove to be furniture."""
    return {block_key(block.text) for block in blocks if block.kind == "body" and len(block.text) <= LONGEST}


def threshold(pages: int) -> int:
    """Return on how many of a source's pages a block must stand to be its furniture."""
    return max(LEAST_PAGES, round(pages * LEAST_SHARE))


def hide(blocks: Sequence[Block], furniture: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return which blocks to hide, as (number of the block, -1 for all of it).

    A page that would lose every block keeps them all: what is left would be no dispatch.
    """
    repeated = set(furniture)
    body = [number for number, block in enumerate(blocks) if block.kind == "body"]
    hidden = [
        number for number in body if len(blocks[number].text) <= LONGEST and block_key(blocks[number].text) in repeated
    ]
    return () if len(hidden) == len(body) else tuple((number, -1) for number in hidden)
