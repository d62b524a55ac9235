"""
How well a row answers a term: Okapi BM25 with the idf Lucene uses, one model for every path through an engine.

A term, a phrase, a prefix, a fuzzy word or a set of synonyms all count as one term: with the frequency they have in a
row together, and with the number of rows that hold any of them.
"""

from math import log

K1 = 1.6
"""How soon more of the same word counts for less; chosen with B on dispatches of several archives."""
B = 0.6
"""How far a long row is held to say less with the same words: 0 not at all, 1 fully."""


def idf(rows: int, holding: int) -> float:
    """Return the weight of a term that `holding` of `rows` rows hold: ln(1 + (N - n + 0.5) / (n + 0.5)), as Lucene."""
    return log(1 + (rows - holding + 0.5) / (holding + 0.5))


def damping(length: float, average: float) -> float:
    """Return K of Robertson and Zaragoza (2009), section 3.5: k1 (1 - b + b length / average), lengths in positions."""
    return K1 * (1 - B + B * length / average) if average else K1


def score(weight: float, frequency: float, damped: float) -> float:
    """Return what a term of this idf and frequency adds to a row's score, `damped` as of `damping`."""
    return weight * (K1 + 1) * frequency / (frequency + damped)
