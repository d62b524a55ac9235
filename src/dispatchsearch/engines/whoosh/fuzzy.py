"""
The strings of a lexicon within a few edits of a word.

Length and letters of every string, compared for all at once, leave few to be compared letter by letter.
"""

import numpy as np

from dispatchsearch.engines.budget import Budget
from dispatchsearch.engines.whoosh.lexicon import Lexicon, decode, encode, letter_sets

AT_ONCE = 2_000
"""Strings compared before the clock is looked at again."""


def within(lexicon: Lexicon, word: str, distance: int, budget: Budget | None = None) -> list[int]:
    """Return the numbers of the strings at most `distance` insertions, deletions or substitutions away."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  # slow to import, seldom needed

    own = np.frombuffer(encode(word), np.uint8)
    letters = np.bitwise_or.reduce(letter_sets(own), initial=0)
    lengths, sets = lexicon.signs
    near = (lengths + distance >= len(word)) & (lengths <= len(word) + distance)
    near &= np.bitwise_count(letters & ~sets) <= distance  # an edit takes away one letter at most
    near &= np.bitwise_count(sets & ~letters) <= distance
    numbers, found = np.flatnonzero(near).tolist(), []
    for begin in range(0, len(numbers), AT_ONCE):
        if budget:
            budget.look()
        found += [
            number
            for number in numbers[begin : begin + AT_ONCE]
            if Levenshtein.distance(word, decode(lexicon.at(number)), score_cutoff=distance) <= distance
        ]
    return found
