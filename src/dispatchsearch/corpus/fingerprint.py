"""The fingerprint of a text: a few numbers that texts with many words in the same order have in common."""

import re

from rensa import RMinHash

SIZE = 16  # numbers of a fingerprint
RUN = 5  # words that stand together
FEWEST = 8  # words of a text that has one
SEED = 1993
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")  # a sign of Chinese or Japanese is a word


def fingerprint(text: str) -> tuple[int, ...]:
    """Return the fingerprint of a text, nothing for one of fewer than FEWEST words.

    It is MinHash (Broder, 1997) over all runs of RUN words: two texts agree in each of the SIZE numbers (32 bits, at
    the same place) with a chance that is the share of runs they have in common.
    """
    words = WORD.findall(text.casefold())
    if len(words) < FEWEST:
        return ()
    made = RMinHash(num_perm=SIZE, seed=SEED)
    made.update([" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)])
    return tuple(made.digest())
