"""
Furniture: what a source repeats around its stories, hidden from text and facets, never deleted.

A block, or the words that open or close a paragraph, is furniture of a source when enough different stories carry it.
N is the number of the source's pages; each rule asks for 5 stories at the least:

- words of the house (advertisement, subscribe, copyright, an address of mail or web, a telephone's number): half a
  percent of N; 4 % of N for a sentence amid the story;
- it speaks to the reader ("you", "send us") or names its outlet, at the edge of the page: 4 % of N and 2 more;
- a counter ("Read 123 times", the digits left out): 10 % of N, at the edge of the page;
- anything else at the edge of the page, before all of the story's own text or after it: 10 % of N; where it is a
  sentence or the beginning or end of a paragraph 5 more, where it quotes somebody 30 % of N;
- anything else amid the story: 30 % of N and 5 more, and no sentence that quotes.

A story is known by its longest own block, one that fewer than 5 pages carry; so copies of one story count once. A page
counts only when half of its text is its own: where five reprints share all their blocks, none of them is furniture.

Besides, a line that is the headline of another dispatch of the source is furniture where nothing but furniture stands
between it and the end of the page, unless the page would lose more than two thirds of its text: a list is its own
text.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from dispatchsearch.corpus.outline import CLOSES, COUNTER, HOUSE, LEAST_REST, OPENS, QUOTES, SENTENCE, SPEAKS, Piece

RULE: Final = "4"
"""The version of outline and rule: when it changes, all pages are counted and concluded anew."""

FEWEST: Final = 5
OWN: Final = 0.5
EDGE: Final = 0.8
HEADLINE: Final = range(12, 200)
"""Characters of a line that may be another dispatch's headline."""
HEADLINES_SHARE: Final = 0.67

PART: Final = OPENS | CLOSES


@dataclass(slots=True)
class Standing:
    """Where a repeated piece was seen on pages that have text of their own."""

    traits: int = 0
    pages: int = 0
    edges: int = 0
    stories: set[int] = field(default_factory=set)


def learn(pages: Sequence[Sequence[int]], headlines: Collection[int]) -> frozenset[int]:
    """Return the keys of a source's furniture.

    `pages` are the units of its outlines, in any order; `headlines` the keys of all its headlines.
    """
    counts: Counter[int] = Counter()
    for units in pages:
        counts.update({unit >> 19 for unit in units})
    repeated = {key for key, count in counts.items() if count >= FEWEST}
    if not repeated:
        return frozenset()
    standings: dict[int, Standing] = {key: Standing() for key in repeated}
    for units in pages:
        observe(units, standings, headlines)
    return frozenset(key for key, standing in standings.items() if is_furniture(standing, len(pages)))


def observe(units: Sequence[int], standings: dict[int, Standing], headlines: Collection[int]) -> None:
    """Add to the standings what one page shows."""
    blocks = [unit for unit in units if not unit >> 12 & PART]
    own = [at for at, unit in enumerate(blocks) if unit >> 19 not in standings and unit >> 19 not in headlines]
    if not own:
        return
    text = sum(unit & 4095 for unit in blocks if not (unit >> 12 & HOUSE and unit >> 19 in standings))
    if sum(blocks[at] & 4095 for at in own) < OWN * text:
        return
    story = max((blocks[at] for at in own), key=lambda unit: (unit & 4095, unit)) >> 19
    at = -1
    seen = set()
    for unit in units:
        key, traits = unit >> 19, unit >> 12 & 127
        at += not traits & PART
        if key in standings and key not in seen:
            seen.add(key)
            standing = standings[key]
            standing.traits |= traits
            standing.pages += 1
            standing.edges += at < own[0] + bool(traits & OPENS) or at > own[-1] - bool(traits & CLOSES)
            standing.stories.add(story)


def is_furniture(standing: Standing, pages: int) -> bool:
    """Tell whether a repeated piece is furniture, by the rules above."""
    traits, stories = standing.traits, len(standing.stories)
    if stories < FEWEST:
        return False
    edge = standing.edges >= EDGE * standing.pages
    if traits & HOUSE:
        return stories >= (0.005 if edge or not traits & SENTENCE else 0.04) * pages
    if traits & COUNTER:
        return edge and stories >= 0.1 * pages
    if traits & QUOTES:
        return edge and stories >= 0.3 * pages + FEWEST
    if traits & SPEAKS and edge:
        return stories >= 0.04 * pages + 2
    surplus = FEWEST if traits & (SENTENCE | PART) else 0
    return stories >= 0.1 * pages + surplus if edge else stories >= 0.3 * pages + FEWEST


def titles(pieces: Iterable[Piece]) -> set[int]:
    """Return the keys of lines of a page that might be headlines of other dispatches."""
    return {piece.key for piece in pieces if piece.cut < 0 and not piece.traits & SENTENCE and piece.length in HEADLINE}


def hide(pieces: Sequence[Piece], furniture: Collection[int], others: Collection[int]) -> tuple[tuple[int, int], ...]:
    """Return what to hide of a page, as Conclusion.hidden has it; `others` are the headlines of other dispatches.

    A page that would lose every block keeps them all: what is left would be no dispatch.
    """
    blocks = [piece for piece in pieces if piece.cut < 0]
    gone = {piece.block for piece in blocks if piece.key in furniture}
    gone |= listed(blocks, gone, others)
    if len(gone) == len(blocks):
        return ()
    whole = {piece.block: piece.length for piece in blocks}
    cuts: dict[tuple[int, int], int] = {}
    for piece in pieces:
        if piece.cut > 0 and piece.key in furniture and piece.block not in gone:
            side = (piece.block, piece.traits & PART)
            cuts[side] = max(cuts.get(side, 0), piece.cut)
    parts = [
        (block, cut if side == OPENS else -cut)
        for (block, side), cut in cuts.items()
        if side == OPENS or cut + cuts.get((block, OPENS), 0) + LEAST_REST <= whole[block]
    ]
    return tuple(sorted([*((block, -1) for block in gone), *parts]))


def listed(blocks: Sequence[Piece], gone: Collection[int], others: Collection[int]) -> set[int]:
    """Return the blocks at the page's end that are headlines of other dispatches."""
    found: set[int] = set()
    for piece in reversed(blocks):
        if piece.key in others and piece.block not in gone:
            found.add(piece.block)
        elif piece.block not in gone:
            break
    text = sum(piece.length for piece in blocks if piece.block not in gone)
    return found if sum(piece.length for piece in blocks if piece.block in found) <= HEADLINES_SHARE * text else set()
