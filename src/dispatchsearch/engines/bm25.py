"""
How well a row answers a term: Okapi BM25 with the idf Lucene uses, one model for every path through an engine.

A term, a phrase, a prefix, a fuzzy word or a set of synonyms all count as one term: with the frequency they have in a
row together, and with the number of rows that hold any of them.
"""

from math import log
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

K1 = 2.0
"""How soon more of the same word counts for less; chosen with B on dispatches of several archives."""
B = 0.6
"""How far a long row is held to say less with the same words: 0 not at all, 1 fully."""

Number = TypeVar("Number", float, NDArray[np.float32])
"""One number, or one for each row."""


def idf(rows: int, holding: int) -> float:
    """Return the weight of a term that `holding` of `rows` rows hold: ln(1 + (N - n + 0.5) / (n + 0.5)), as Lucene."""
    return log(1 + (rows - holding + 0.5) / (holding + 0.5))


def damping(length: Number, average: float) -> Number:
    """Return K of Robertson and Zaragoza (2009), section 3.5: k1 (1 - b + b length / average), lengths in positions."""
    return length * (K1 * B / average if average else 0.0) + K1 * (1 - B)


def score(weight: float, frequency: Number, damped: Number) -> Number:
    """Return what a term of this idf and frequency adds to a row's score, `damped` as of `damping`."""
    return weight * (K1 + 1) * frequency / (frequency + damped)
