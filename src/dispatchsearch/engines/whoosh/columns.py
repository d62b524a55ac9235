"""
What each row holds in a KEYWORD or DAY field, over all segments, in the form that is counted fastest.

Most rows have one value or none. So the first value of each row stands in one array with a place for each row, and the
other values in pairs of row and value. Where few rows have any, all values stand in pairs.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from dispatchsearch.engines.whoosh.arrays import Array
from dispatchsearch.engines.whoosh.build import counted, narrow
from dispatchsearch.engines.whoosh.lexicon import LAST, Lexicon, decode
from dispatchsearch.engines.whoosh.postings import KeywordPart

SPARSE = 4
"""How many times dearer it is to look up the pairs of a row than to see whether a pair's row is marked."""

FEW = 8
"""Where less than one of so many rows has a value, all values stand in pairs."""


class Values:
    """The values of a KEYWORD field over all segments, sorted; `places` leads from a segment's numbers to them."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self.places: list[Array | None] = [None] * len(lexicons)
        if len(lexicons) == 1:
            self._single: Lexicon | None = lexicons[0]
            self._strings: list[bytes] = []
            return
        self._single = None
        parts = [lexicon.slice(0, len(lexicon)) for lexicon in lexicons]
        self._strings = sorted(set().union(*parts))
        place = {string: number for number, string in enumerate(self._strings)}
        self.places = [np.array([place[string] for string in part], dtype=np.int64) for part in parts]

    def __len__(self) -> int:
        return len(self._strings) if self._single is None else len(self._single)

    def text(self, number: int) -> str:
        """Return one value."""
        return decode(self._strings[number]) if self._single is None else self._single.text(number)

    def prefixed(self, start: bytes) -> tuple[int, int]:
        """Return the numbers, from and below, of the values that begin so."""
        if self._single is not None:
            return self._single.prefixed(start)
        return bisect_left(self._strings, start), bisect_left(self._strings, start + LAST)


class Units(NamedTuple):
    """Years, months or days of rows, counted from the first there is; rows without a day have number `span`."""

    numbers: Array
    first: int
    span: int


class Chosen:
    """Rows in ascending order, out of `size`."""

    def __init__(self, rows: Array, size: int) -> None:
        self.rows = rows
        self._size = size

    @cached_property
    def marked(self) -> Array:
        """Whether each row is chosen."""
        marked = np.zeros(self._size, bool)
        marked[self.rows] = True
        return marked


class Column(NamedTuple):
    """The numbers of the values of each row; a row without any has the number of values, `none`."""

    first: Array  # of each row; empty where all values stand in pairs
    rows: Array  # in ascending order, of those that have more
    others: Array  # the other values of these rows
    begins: Array  # where those of each row begin, and the end
    none: int

    def tally(self, chosen: Chosen) -> Array:
        """Return how many of the rows have each value."""
        counts = np.zeros(self.none, np.int64)
        if len(self.first):
            counts += np.bincount(self.first[chosen.rows], minlength=self.none + 1)[: self.none]
        if len(self.rows):
            counts += np.bincount(self._others(chosen), minlength=self.none)
        return counts

    def firsts(self) -> Array:
        """Return the number of the first value of each row."""
        if len(self.first):
            return self.first
        first = np.full(len(self.begins) - 1, self.none, np.int64)
        there = np.diff(self.begins) > 0
        first[there] = self.others[self.begins[:-1][there]]
        return first

    def _others(self, chosen: Chosen) -> Array:
        """Return the other values of these rows."""
        if len(chosen.rows) * SPARSE < len(self.rows):
            begins = self.begins[chosen.rows]
            sizes = self.begins[chosen.rows + 1] - begins
            others: Array = self.others[np.repeat(begins, sizes) + counted(sizes)]
        else:
            others = self.others.compress(chosen.marked.take(self.rows))
        return others


def column(parts: Sequence[KeywordPart], values: Values) -> Column:
    """Bring the values of all segments into one column."""
    firsts, rows, others = [], [], []
    base = 0
    for part, places in zip(parts, values.places, strict=True):
        size = len(part.begins) - 1
        numbers = part.numbers if places is None else places[part.numbers]
        held = np.diff(part.begins)
        first = np.full(size, len(values), np.int64)
        first[held > 0] = numbers[part.begins[:-1][held > 0]]
        more = np.ones(len(numbers), bool)
        more[part.begins[:-1][held > 0]] = False
        firsts.append(first)
        rows.append(np.repeat(np.arange(base, base + size, dtype=np.int32), held)[more])
        others.append(numbers[more])
        base += size
    nothing = np.empty(0, np.int32)
    return _arranged(
        narrow(np.concatenate([nothing, *firsts])),
        np.concatenate([nothing, *rows]),
        narrow(np.concatenate([nothing, *others])),
        len(values),
    )


def _arranged(first: Array, rows: Array, others: Array, none: int) -> Column:
    """Bring the first values into the pairs too where few rows have one, and note where the pairs of each row begin."""
    size, there = len(first), np.flatnonzero(first != none)
    if len(there) * FEW < size:
        rows, others = np.concatenate((there.astype(np.int32), rows)), np.concatenate((first[there], others))
        order = np.argsort(rows, kind="stable")
        first, rows, others = first[:0], rows[order], others[order]
    begins = np.searchsorted(rows, np.arange(size + 1, dtype=np.int32)).astype(np.int32)
    return Column(first, rows, others, begins, none)
