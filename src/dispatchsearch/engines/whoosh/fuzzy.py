"""
The strings of a lexicon within a few edits of a word.

Length and letters of every string, compared for all at once, leave few to be compared letter by letter.
"""

import numpy as np

from dispatchsearch.engines.whoosh.lexicon import Lexicon, decode, encode, letter_sets


def within(lexicon: Lexicon, word: str, distance: int) -> list[int]:
    """Return the numbers of the strings at most `distance` insertions, deletions or substitutions away."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  # slow to import, seldom needed

    own = np.frombuffer(encode(word), np.uint8)
    letters = np.bitwise_or.reduce(letter_sets(own), initial=0)
    lengths, sets = lexicon.signs
    near = (lengths + distance >= len(word)) & (lengths <= len(word) + distance)
    near &= np.bitwise_count(letters & ~sets) <= distance  # an edit takes away one letter at most
    near &= np.bitwise_count(sets & ~letters) <= distance
    return [
        number
        for number in np.flatnonzero(near).tolist()
        if Levenshtein.distance(word, decode(lexicon.at(number)), score_cutoff=distance) <= distance
    ]
