"""
Segments into one: postings are gathered term after term, a stretch of the alphabet at a time.

Rows keep their order, segment after segment, and rows that were deleted are left out; so nothing needs sorting again,
and the memory needed depends on the stretch, not on the index. The same way the values of a field are revised: the
new values are a small segment of their own, merged over the old ones.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from dispatchsearch.engines.port import Kind
from dispatchsearch.engines.whoosh.arrays import Array, ArraySink
from dispatchsearch.engines.whoosh.build import (
    Pairs,
    by_block,
    counted,
    ends_of,
    low_bits,
    narrow,
    put_ids,
    put_keywords,
    radix_order,
)
from dispatchsearch.engines.whoosh.lexicon import Lexicon, packed
from dispatchsearch.engines.whoosh.postings import KeywordPart, Segment, TextPart, blocks

STRETCH = 2_000_000
"""Postings of the largest segment that are gathered at once."""

GONE = -1
"""In place of a new row number: the row is left out."""


class Source(NamedTuple):
    """A segment to merge, and which of its rows live (None: all of them)."""

    segment: Segment
    live: Array | None


class Stretch(NamedTuple):
    """A range of the alphabet: its strings, and for each source the range of its own and where they stand in it."""

    strings: list[bytes]
    ranges: list[tuple[int, int, Array]]


def merge(sources: Sequence[Source], sink: ArraySink) -> int:
    """Write the live rows of all sources as one segment and return how many there are."""
    renumbered, count = _renumber(sources)
    kinds = sources[0].segment.kinds
    kept = [numbers != GONE for numbers in renumbered]
    parts = [source.segment.ids[live] for source, live in zip(sources, kept, strict=True)]
    put_ids(sink, np.concatenate(parts))
    sink.facts |= {"kinds": {name: kind.value for name, kind in kinds.items()}, "split": {}, "total": {}}
    for name, kind in kinds.items():
        if kind is Kind.TEXT:
            _merge_text(name, [source.segment.texts[name] for source in sources], renumbered, sink)
        elif kind is Kind.KEYWORD:
            merge_keywords(name, [source.segment.keywords[name] for source in sources], renumbered, count, sink)
        else:
            days = [source.segment.days[name][live] for source, live in zip(sources, kept, strict=True)]
            sink.put(f"{name}/days", np.concatenate(days))
    return count


def merge_keywords(
    name: str, parts: Sequence[KeywordPart], renumbered: Sequence[Array], count: int, sink: ArraySink
) -> None:
    """Write the values of a KEYWORD field of all parts for `count` rows, numbered anew as told."""
    strings: list[bytes] = []
    numbers, rows = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
    for stretch in _stretches([part.lexicon for part in parts], [part.postings for part in parts]):
        for part, renumber, (low, high, places) in zip(parts, renumbered, stretch.ranges, strict=True):
            holders = renumber[part.between(low, high).rows]
            values = np.repeat(places + len(strings), np.diff(part.postings[low : high + 1]))
            numbers.append(values[holders != GONE])
            rows.append(holders[holders != GONE])
        strings += stretch.strings
    put_keywords(sink, name, strings, Pairs(np.concatenate(numbers), np.concatenate(rows)), count)


def _renumber(sources: Sequence[Source]) -> tuple[list[Array], int]:
    """Return the new number of each row of each source, and how many rows there will be."""
    renumbered, count = [], 0
    for segment, live in sources:
        alive = np.ones(len(segment), dtype=bool) if live is None else live
        renumbered.append(np.where(alive, np.cumsum(alive) - 1 + count, GONE).astype(np.int32))
        count += int(alive.sum())
    return renumbered, count


def _merge_text(name: str, parts: Sequence[TextPart], renumbered: Sequence[Array], sink: ArraySink) -> None:
    lengths = np.concatenate([part.lengths[new != GONE] for part, new in zip(parts, renumbered, strict=True)])
    sink.put(f"{name}/lengths", narrow(lengths))
    sink.facts["total"][name] = int(lengths.sum())
    sink.reserve(f"{name}/rows", np.uint16, sum(len(part.counts) for part in parts))
    for array in ("counts", "positions"):
        inputs = [getattr(part, array) for part in parts]
        sink.reserve(f"{name}/{array}", np.result_type(*inputs), sum(map(len, inputs)))
    sink.reserve(f"{name}/bytes", np.uint8, sum(part.lexicon.size for part in parts))
    several = blocks(len(lengths))
    sizes, holders, occurrences = [], [], []
    sink.facts["split"][name] = 0
    for marked in (False, True):
        for stretch in _stretches([part.lexicon for part in parts], [part.postings for part in parts], second=marked):
            terms, rows, counts, positions = _gather(stretch, parts, renumbered)
            held = np.bincount(terms, minlength=len(stretch.strings))
            strings = [string for string, holding in zip(stretch.strings, held, strict=True) if holding]
            sink.append(f"{name}/rows", low_bits(rows))
            sink.append(f"{name}/counts", counts)
            sink.append(f"{name}/positions", positions)
            sink.append(f"{name}/bytes", packed(strings)[0])
            sizes.append(np.fromiter(map(len, strings), np.int64, len(strings)))
            in_blocks = by_block(terms, rows, len(held), len(lengths)).reshape(len(held), several)
            holders.append(in_blocks[held > 0].ravel())
            occurrences.append(np.bincount(terms, counts, minlength=len(held))[held > 0].astype(np.int64))
            sink.facts["split"][name] += 0 if marked else len(strings)
    for array, of_terms in (("ends", sizes), ("postings", holders), ("occurrences", occurrences)):
        sink.put(f"{name}/{array}", narrow(ends_of(np.concatenate(of_terms) if of_terms else np.empty(0, np.int64))))


def _gather(
    stretch: Stretch, parts: Sequence[TextPart], renumbered: Sequence[Array]
) -> tuple[Array, Array, Array, Array]:
    """Return the postings of a stretch by term and row: each one's term, row and count; then all positions."""
    collected = [
        _living(part, renumber, bounds)
        for part, renumber, bounds in zip(parts, renumbered, stretch.ranges, strict=True)
    ]
    terms, rows, counts, positions = (np.concatenate(arrays) for arrays in zip(*collected, strict=True))
    order = radix_order(terms)
    begins = ends_of(counts)[:-1]
    counts = counts[order]
    moved = np.repeat(begins[order], counts) + counted(counts)
    return terms[order], rows[order], counts, positions[moved]


def _living(part: TextPart, renumber: Array, bounds: tuple[int, int, Array]) -> tuple[Array, Array, Array, Array]:
    low, high, places = bounds
    rows, counts = part.between(low, high)
    positions = part.positions[int(part.occurrences[low]) : int(part.occurrences[high])]
    terms = np.repeat(places, np.diff(part.postings[low : high + 1]))
    rows = renumber[rows]
    alive = rows != GONE
    if alive.all():
        return terms, rows, counts, positions
    return terms[alive], rows[alive], counts[alive], positions[np.repeat(alive, counts)]


def _stretches(lexicons: Sequence[Lexicon], postings: Sequence[Array], *, second: bool = False) -> Iterator[Stretch]:
    """Walk through all lexicons side by side, in ranges that hold about STRETCH postings of the largest."""
    bounds = [(lexicon.split, len(lexicon)) if second else (0, lexicon.split) for lexicon in lexicons]
    largest = max(range(len(lexicons)), key=lambda one: int(postings[one][-1]))
    lows = [low for low, _ in bounds]
    for pivot in [*_pivots(postings[largest], *bounds[largest]), None]:
        if pivot is None:
            highs = [high for _, high in bounds]
        else:
            string = lexicons[largest].at(pivot)
            highs = [lexicon.place(string, second=second) for lexicon in lexicons]
        slices = [lexicon.slice(low, high) for lexicon, low, high in zip(lexicons, lows, highs, strict=True)]
        strings = sorted(set().union(*slices))
        place = {string: number for number, string in enumerate(strings)}
        places = [np.array([place[string] for string in part], dtype=np.int64) for part in slices]
        yield Stretch(strings, list(zip(lows, highs, places, strict=True)))
        lows = highs


def _pivots(postings: Array, low: int, high: int) -> list[int]:
    """Return the numbers of terms, from `low` below `high`, at which a new stretch begins."""
    marks = np.arange(int(postings[low]) + STRETCH, int(postings[high]), STRETCH)
    places = np.unique(np.searchsorted(postings, marks, side="left"))
    return [int(place) for place in places if low < place < high]
