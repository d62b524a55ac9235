"""A sorted list of strings as two arrays: their bytes in a row, and where each ends."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dispatchsearch.engines.whoosh.arrays import Array

LAST = b"\xff"
"""Sorts behind every byte of UTF-8."""


CONTINUED, UPPER = 0x80, 0xC0
"""In the two upper bits of a byte: it goes on with a letter."""
BUCKETS = 31
"""Letters share 32 bits."""

STRIDE = 16
"""Strings from one signpost to the next."""


class Signs(NamedTuple):
    """What is cheaply known of many strings: how many letters each has, and which (their lower bits as a set)."""

    lengths: Array
    letters: Array


class Lexicon:
    """Strings in order of their UTF-8 bytes, which is the order of their code points.

    Those from number `split` on are a second list, sorted by itself: the stems of a text, behind its surfaces.
    """

    def __init__(self, arrays: Mapping[str, Array], name: str, split: int | None = None) -> None:
        self._bytes = arrays[f"{name}/bytes"].data
        ends = arrays[f"{name}/ends"]
        self._ends = ends.data
        self._count = len(ends) - 1
        self.split = self._count if split is None else split

    def __len__(self) -> int:
        return self._count

    @property
    def size(self) -> int:
        """The number of bytes of all strings."""
        return len(self._bytes)

    def at(self, number: int) -> bytes:
        """Return the bytes of one string."""
        ends = self._ends
        return bytes(self._bytes[ends[number] : ends[number + 1]])

    def text(self, number: int) -> str:
        """Return one string."""
        return decode(self.at(number))

    def find(self, string: bytes, *, second: bool = False) -> int | None:
        """Return the number of a string in the first or second list, None where it is not there."""
        number = self.place(string, second=second)
        return number if number < self._bounds(second=second)[1] and self.at(number) == string else None

    def place(self, string: bytes, *, second: bool = False) -> int:
        """Return the number of the first string that does not sort before this one."""
        low, high = self._bounds(second=second)
        near = bisect_left(self._signposts[second], string)
        low, high = low + max(near - 1, 0) * STRIDE, min(low + near * STRIDE, high)
        return bisect_left(range(self._count), string, low, high, key=self.at)

    def prefixed(self, start: bytes) -> tuple[int, int]:
        """Return the numbers, from and below, of the first list's strings that begin so."""
        if not start:
            return 0, self.split
        return self.place(start), self.place(start + LAST)

    def slice(self, low: int, high: int) -> list[bytes]:
        """Return the strings of a range of numbers."""
        ends = np.asarray(self._ends[low : high + 1]).tolist()
        if len(ends) < 2:
            return []
        whole = bytes(self._bytes[ends[0] : ends[-1]])
        base = ends[0]
        return [whole[begin - base : end - base] for begin, end in pairwise(ends)]

    def texts(self) -> list[str]:
        """Return all strings."""
        return [decode(string) for string in self.slice(0, self._count)]

    @cached_property
    def signs(self) -> Signs:
        """Signs of the first list's strings."""
        ends = np.asarray(self._ends[: self.split + 1])
        whole = np.asarray(self._bytes[: ends[-1]])
        begins, empty = ends[:-1], ends[:-1] == ends[1:]
        if not len(whole):
            return Signs(np.zeros(len(begins), np.uint32), np.zeros(len(begins), np.uint32))
        inside = np.minimum(begins, len(whole) - 1)  # an empty string at the end has no byte of its own
        lengths = np.add.reduceat((whole & UPPER) != CONTINUED, inside, dtype=np.uint32)
        letters = np.bitwise_or.reduceat(letter_sets(whole), inside)
        return Signs(np.where(empty, np.uint32(0), lengths), np.where(empty, np.uint32(0), letters))

    @cached_property
    def _signposts(self) -> tuple[list[bytes], list[bytes]]:
        """Every so manieth string of both lists, for a quick first look."""
        return (
            [self.at(number) for number in range(0, self.split, STRIDE)],
            [self.at(number) for number in range(self.split, self._count, STRIDE)],
        )

    def _bounds(self, *, second: bool) -> tuple[int, int]:
        return (self.split, self._count) if second else (0, self.split)


def encode(text: str) -> bytes:
    """Return the bytes a string is kept as; a file name may hold half a surrogate pair. TypeError for no string."""
    return str.encode(text, "utf-8", "surrogatepass")


def decode(string: bytes) -> str:
    """Return the string kept as these bytes."""
    return string.decode("utf-8", "surrogatepass")


def letter_sets(whole: Array) -> Array:
    """Return for each byte that ends a letter the set with this letter alone, for other bytes the empty set."""
    ends = np.append((whole[1:] & UPPER) != CONTINUED, True)
    return np.left_shift(ends.astype(np.uint32), (whole & BUCKETS).astype(np.uint32))


def packed(strings: Iterable[bytes]) -> tuple[Array, Array]:
    """Return the bytes in a row and the ends, the first end being 0."""
    kept = list(strings)
    ends = np.zeros(len(kept) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, kept), dtype=np.int64, count=len(kept)), out=ends[1:])
    return np.frombuffer(b"".join(kept), dtype=np.uint8), ends
