"""Matches into a page: the best rows in order, near-duplicates folded, values and days counted over all matches."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from dispatchsearch.engines.port import DATED, Count, Facet, Histogram, Hit, Kind, SearchRequest, Sort
from dispatchsearch.engines.whoosh.arrays import Array
from dispatchsearch.engines.whoosh.build import NO_DAY
from dispatchsearch.engines.whoosh.columns import Chosen
from dispatchsearch.engines.whoosh.evaluate import Matches
from dispatchsearch.engines.whoosh.lexicon import encode
from dispatchsearch.engines.whoosh.snapshot import Snapshot

NO_VALUE = -1

WIDE = 100_000
"""Units of a histogram that are counted in an array."""

MANY = 8
"""How many times more than are wanted may be sorted."""


class Folded(NamedTuple):
    """Matches of which only the best of each value is left, and how many it stands for."""

    rows: Array
    keys: Array
    versions: Array


def hits(snapshot: Snapshot, matches: Matches, request: SearchRequest) -> tuple[tuple[Hit, ...], int]:
    """Return the hits of the page asked for, and how many there would be on all pages."""
    if request.limit <= 0 and request.collapse is None:
        return (), len(matches.rows)
    scores = matches.scores
    keys = _keys(snapshot, matches.rows, scores, request.sort)
    rows, versions = matches.rows, None
    if request.collapse is not None and len(rows):
        rows, keys, versions = _fold(snapshot, rows, keys, request.collapse)
    best = _best(keys, lambda some: snapshot.rank[rows[some]], request.offset + request.limit)[request.offset :]
    counts = [1] * len(best) if versions is None else versions[best].tolist()
    found = zip(snapshot.ids(rows[best]), _scores(scores, matches.rows, rows[best]), counts, strict=True)
    return tuple(Hit(*hit) for hit in found), len(rows)


def tally(snapshot: Snapshot, chosen: Chosen, facet: Facet) -> tuple[Count, ...]:
    """Return the most frequent values of a KEYWORD field over rows, ties by value."""
    if snapshot.kind(facet.field) is not Kind.KEYWORD:
        return ()
    values = snapshot.values(facet.field)
    if not len(values) or not len(chosen.rows):
        return ()
    counts = snapshot.column(facet.field).tally(chosen)
    if facet.prefix:
        low, high = values.prefixed(encode(facet.prefix))
        counts[:low] = counts[high:] = 0
    numbers = np.flatnonzero(counts)
    top = numbers[_best(counts[numbers], lambda some: some, facet.limit)]
    return tuple(map(Count, map(values.text, top.tolist()), counts[top].tolist()))


def spread(snapshot: Snapshot, rows: Array, histogram: Histogram) -> Mapping[int, int]:
    """Count rows by year, month or day of a DAY field, in order of time; those without a day are left out."""
    if snapshot.kind(histogram.field) is not Kind.DAY:
        return {}
    numbers, first, span = snapshot.units(histogram.field, histogram.divisor)
    numbers = numbers[rows]
    if span > WIDE:  # too wide for an array with a place for each unit
        units, counts = np.unique(numbers[numbers < span], return_counts=True)
    else:
        counts = np.bincount(numbers, minlength=span)[:span]
        units = np.flatnonzero(counts)
        counts = counts[units]
    return dict(zip((units.astype(np.int64) + first).tolist(), counts.tolist(), strict=True))


def _keys(snapshot: Snapshot, rows: Array, scores: Array | None, sort: Sort) -> Array:
    """Return what rows are ordered by, the greatest first."""
    if sort is Sort.RELEVANCE:
        return np.zeros(len(rows), np.float32) if scores is None else scores
    days = snapshot.days(DATED)[rows].astype(np.int64)
    return days if sort is Sort.NEWEST else np.where(days == NO_DAY, 2 * NO_DAY, -days)


def _best(keys: Array, rank: Callable[[Array], Array], most: int) -> Array:
    """Return the places of the greatest keys in order, at most so many; ties fall by the rank of their places."""
    if most <= 0:
        return np.empty(0, np.int64)
    likely = _likely(keys, most)
    if len(likely) > MANY * most:
        likely = likely[_greatest(keys[likely], lambda some: rank(likely[some]), most)]
    return likely[np.lexsort((rank(likely), -keys[likely]))[:most]]


def _likely(keys: Array, most: int) -> Array:
    """Return the places of the keys that may be among so many greatest: seldom more than twice as many.

    They are at least as great as the greatest keys of so many stretches.
    """
    stretches = MANY * most
    if len(keys) < 2 * stretches:
        return np.arange(len(keys))
    length = len(keys) // stretches
    tops = keys[: length * stretches].reshape(length, stretches).max(axis=0)
    return np.flatnonzero(keys >= np.partition(tops, stretches - most)[stretches - most])


def _greatest(keys: Array, rank: Callable[[Array], Array], most: int) -> Array:
    """Return the places of the greatest keys, in no order."""
    least = np.partition(keys, len(keys) - most)[len(keys) - most]
    above, ties = np.flatnonzero(keys > least), np.flatnonzero(keys == least)
    left = most - len(above)
    if len(ties) > left:
        ties = ties[np.argpartition(rank(ties), left - 1)[:left]]
    return np.concatenate((above, ties))


def _fold(snapshot: Snapshot, rows: Array, keys: Array, field: str) -> Folded:
    """Leave the best row of each value, ties by id; a row without a value stands for itself."""
    groups = _first_values(snapshot, field)[rows]
    grouped = np.flatnonzero(groups != NO_VALUE)
    order = grouped[np.lexsort((snapshot.rank[rows[grouped]], -keys[grouped], groups[grouped]))]
    heads = np.flatnonzero(np.diff(groups[order], prepend=NO_VALUE))
    versions = np.ones(len(rows), np.int64)
    versions[order] = 0
    versions[order[heads]] = np.diff(np.append(heads, len(order)))
    left = np.flatnonzero(versions > 0)
    return Folded(rows[left], keys[left], versions[left])


def _first_values(snapshot: Snapshot, field: str) -> Array:
    """Return the number of the first value of each row, NO_VALUE where it has none."""
    if snapshot.kind(field) is not Kind.KEYWORD:
        return np.full(snapshot.size, NO_VALUE, np.int64)

    def make() -> Array:
        column = snapshot.column(field)
        numbers = column.firsts().astype(np.int64)
        numbers[numbers == column.none] = NO_VALUE
        return numbers

    return snapshot.kept(("first", field), make)


def _scores(scores: Array | None, rows: Array, chosen: Array) -> list[float]:
    return [0.0] * len(chosen) if scores is None else scores[np.searchsorted(rows, chosen)].tolist()
