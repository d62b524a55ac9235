"""Where the words of a phrase stand together, found in arrays of places for all rows at once.

A place is a row and a position in one number, the row above the lower 32 bits, so that places sort by row and position.
Every word needs a position of its own; an occurrence is counted by its first position.
"""

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np

from dispatchsearch.engines.whoosh.arrays import Array
from dispatchsearch.errors import EngineError

SHIFT = 32
MOST_UNORDERED = 8
"""Words of a phrase in any order: the work doubles with each."""

NOWHERE = np.iinfo(np.int64).max


def places_of(rows: Array, positions: Array) -> Array:
    """Return places from rows and positions."""
    return (rows.astype(np.int64) << SHIFT) | positions


def side_by_side(slots: Sequence[Array]) -> tuple[Array, Array]:
    """Return the places where words stand side by side, one of each slot, and in how many ways they do.

    A slot is the sorted places of its words, a place once for each word there. Begins with the rarest slot: the others
    must stand at their distance from it.
    """
    rarest = min(range(len(slots)), key=lambda slot: len(slots[slot]))
    found = slots[rarest] - rarest
    ways = np.ones(len(found), np.int64)
    for slot, places in enumerate(slots):
        if slot != rarest:
            low = np.searchsorted(places, found + slot)
            there = np.flatnonzero(places[np.minimum(low, len(places) - 1)] == found + slot)
            found, low = found[there], low[there]
            ways = ways[there] * (np.searchsorted(places, found + slot, side="right") - low)
    return found, ways


def starts(words: Sequence[Array], slop: int, *, ordered: bool, look: Callable[[], None] = lambda: None) -> Array:
    """Return the places where a phrase begins, given the sorted places of each word; `look` is called now and then.

    At most `slop` other positions lie between its first and last word. Raises EngineError for more than MOST_UNORDERED
    words in any order.
    """
    if ordered:
        return _in_order(words, slop)
    if len(words) > MOST_UNORDERED:
        raise EngineError(f"A phrase in any order can have at most {MOST_UNORDERED} words.")
    return _in_any_order(words, slop, look)


def _in_order(words: Sequence[Array], slop: int) -> Array:
    """From each place of the first word take the nearest next word, and so on: no choice ends sooner."""
    found = ends = words[0]
    for places in words[1:]:
        following = _next(places, ends)
        near = following < found + len(words) + slop
        found, ends = found[near], following[near]
    return found


def _in_any_order(words: Sequence[Array], slop: int, look: Callable[[], None]) -> Array:
    """For each set of words, the earliest end of an occurrence of these words from a given beginning.

    The end of a larger set is the least, over its last word, of the next place of that word behind the set without it.
    """
    begins = np.unique(np.concatenate(words))
    limit = begins + len(words) + slop
    ends: dict[tuple[int, ...], Array] = {
        (word,): np.where(_next(places, begins - 1) == begins, begins, NOWHERE) for word, places in enumerate(words)
    }
    for size in range(2, len(words) + 1):
        for chosen in combinations(range(len(words)), size):
            look()
            ways = [_next(words[word], ends[tuple(other for other in chosen if other != word)]) for word in chosen]
            end = np.minimum.reduce(ways)
            ends[chosen] = np.where(end < limit, end, NOWHERE)
    return begins[ends[tuple(range(len(words)))] < NOWHERE]


def _next(places: Array, behind: Array) -> Array:
    """Return for each given place the next of `places` behind it, NOWHERE where there is none."""
    at = np.searchsorted(places, behind, side="right")
    return np.append(places, NOWHERE)[at]
