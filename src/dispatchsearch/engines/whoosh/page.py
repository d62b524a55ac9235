"""Matches into a page: the best rows in order, near-duplicates folded, values and days counted over all matches."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from dispatchsearch.engines.port import Count, Facet, Histogram, Hit, Kind, SearchRequest, Sort
from dispatchsearch.engines.whoosh.arrays import Array
from dispatchsearch.engines.whoosh.build import NO_DAY, counted
from dispatchsearch.engines.whoosh.evaluate import Matches
from dispatchsearch.engines.whoosh.lexicon import encode
from dispatchsearch.engines.whoosh.postings import KeywordPart
from dispatchsearch.engines.whoosh.snapshot import Snapshot

UNITS = {"year": 10_000, "month": 100, "day": 1}
DATED = "first_day"
"""The DAY field that hits are ordered by."""

SPARSE = 4
"""Fewer matches than one in so many rows are looked up one by one, more are marked in the whole field."""


class Folded(NamedTuple):
    """Matches of which only the best of each value is left, and how many it stands for."""

    rows: Array
    keys: Array
    versions: Array


def hits(snapshot: Snapshot, matches: Matches, request: SearchRequest) -> tuple[tuple[Hit, ...], int]:
    """Return the hits of the page asked for, and how many there would be on all pages."""
    keys = _keys(snapshot, matches, request.sort)
    rows, versions = matches.rows, None
    if request.collapse is not None and len(rows):
        rows, keys, versions = _fold(snapshot, rows, keys, request.collapse)
    best = _best(keys, snapshot.rank[rows], request.offset + request.limit)[request.offset :]
    scores = _scores(snapshot, matches, rows[best])
    counts = [1] * len(best) if versions is None else versions[best].tolist()
    found = zip(snapshot.ids(rows[best]), scores, counts, strict=True)
    return tuple(Hit(*hit) for hit in found), len(rows)


def tally(snapshot: Snapshot, rows: Array, facet: Facet) -> tuple[Count, ...]:
    """Return the most frequent values of a KEYWORD field over rows, ties by value."""
    if snapshot.kind(facet.field) is not Kind.KEYWORD:
        return ()
    values = snapshot.values(facet.field)
    counts = np.zeros(len(values), np.int64)
    for part, places, local in _by_segment(snapshot, facet.field, rows):
        if places is None:
            counts += _count(part, local)
        else:
            counts[places] += _count(part, local)
    if facet.prefix:
        low, high = values.prefixed(encode(facet.prefix))
        counts[:low] = counts[high:] = 0
    numbers = np.flatnonzero(counts)
    top = numbers[_best(counts[numbers], numbers, facet.limit)]
    return tuple(Count(values.text(number), int(counts[number])) for number in top.tolist())


def spread(snapshot: Snapshot, rows: Array, histogram: Histogram) -> Mapping[int, int]:
    """Count rows by year, month or day of a DAY field, in order of time; those without a day are left out."""
    if snapshot.kind(histogram.field) is not Kind.DAY:
        return {}
    days = snapshot.days(histogram.field)[rows]
    units = days[days != NO_DAY] // UNITS[histogram.unit]
    if not len(units):
        return {}
    first = int(units.min())
    counts = np.bincount(units - first)
    there = np.flatnonzero(counts)
    return dict(zip((there + first).tolist(), counts[there].tolist(), strict=True))


def _keys(snapshot: Snapshot, matches: Matches, sort: Sort) -> Array:
    """Return what rows are ordered by, the greatest first. Scores are taken as 32-bit numbers, so that ties are ties."""
    if sort is Sort.RELEVANCE:
        return np.zeros(len(matches.rows), np.float32) if matches.scores is None else matches.scores.astype(np.float32)
    days = snapshot.days(DATED)[matches.rows].astype(np.int64)
    return days if sort is Sort.NEWEST else np.where(days == NO_DAY, 2 * NO_DAY, -days)


def _best(keys: Array, ranks: Array, most: int) -> Array:
    """Return the places of the greatest keys in order, ties by rank, at most so many."""
    if len(keys) > most:
        least = np.partition(keys, len(keys) - most)[len(keys) - most] if most else keys.max()
        above, ties = np.flatnonzero(keys > least), np.flatnonzero(keys == least)
        left = max(most - len(above), 0)
        if len(ties) > left:
            ties = ties[np.argpartition(ranks[ties], left)[:left]] if left else ties[:0]
        chosen = np.concatenate((above, ties))[: max(most, 0)]
    else:
        chosen = np.arange(len(keys))
    return chosen[np.lexsort((ranks[chosen], -keys[chosen]))]


def _fold(snapshot: Snapshot, rows: Array, keys: Array, field: str) -> Folded:
    """Leave the best row of each value, ties by id; a row without a value stands for itself."""
    groups = _first_values(snapshot, field)[rows]
    groups = np.where(groups < 0, len(snapshot.values(field)) + rows, groups)
    order = np.lexsort((snapshot.rank[rows], -keys, groups))
    heads = np.flatnonzero(np.concatenate(([True], np.diff(groups[order]) != 0)))
    versions = np.diff(np.append(heads, len(order)))
    best = order[heads]
    by_row = np.argsort(rows[best])
    return Folded(rows[best][by_row], keys[best][by_row], versions[by_row])


def _first_values(snapshot: Snapshot, field: str) -> Array:
    """Return the number of the first value of each row, below 0 where it has none."""

    def make() -> Array:
        first = np.full(snapshot.size, -1, np.int64)
        for segment, base, places in zip(snapshot.segments, snapshot.bases, snapshot.values(field).places, strict=False):
            part = segment.keywords[field]
            held = np.flatnonzero(np.diff(part.begins))
            numbers = part.numbers[part.begins[held]]
            first[base + held] = numbers if places is None else places[numbers]
        return first

    if snapshot.kind(field) is not Kind.KEYWORD:
        return np.full(snapshot.size, -1, np.int64)
    return snapshot.kept(("first", field), make)


def _scores(snapshot: Snapshot, matches: Matches, rows: Array) -> list[float]:
    if matches.scores is None:
        return [0.0] * len(rows)
    at = np.searchsorted(matches.rows, rows)
    return matches.scores.astype(np.float32)[at].tolist()


def _by_segment(snapshot: Snapshot, field: str, rows: Array) -> list[tuple[KeywordPart, Array | None, Array]]:
    """Return each segment's part of a field, the places of its values, and its own of the rows, numbered from 0."""
    bounds = np.searchsorted(rows, snapshot.bases).tolist()
    places = snapshot.values(field).places
    return [
        (segment.keywords[field], places[number], rows[bounds[number] : bounds[number + 1]] - snapshot.bases[number])
        for number, segment in enumerate(snapshot.segments)
        if bounds[number] < bounds[number + 1]
    ]


def _count(part: KeywordPart, rows: Array) -> Array:
    """Return how many of the rows hold each value."""
    size = len(part.begins) - 1
    if len(rows) == size:
        return np.diff(part.postings)
    if len(rows) * SPARSE < size:
        begins = part.begins[rows]
        sizes = part.begins[rows + 1] - begins
        numbers = part.numbers[np.repeat(begins, sizes) + counted(sizes)]
    else:
        marked = np.zeros(size, bool)
        marked[rows] = True
        numbers = part.numbers[np.repeat(marked, np.diff(part.begins))]
    return np.bincount(numbers, minlength=len(part.lexicon))
