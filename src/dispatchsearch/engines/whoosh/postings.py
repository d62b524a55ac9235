"""
One segment of the index as memory-mapped arrays: what its terms, values and days are, and who holds them.

Rows are numbered from 0 in the segment. A field whose values were revised is read from a file of its own, so that the
text beside it stays as it is.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from dispatchsearch.engines.port import MARK, Kind
from dispatchsearch.engines.whoosh.arrays import Array
from dispatchsearch.engines.whoosh.lexicon import Lexicon, encode
from dispatchsearch.errors import EngineError

FORMAT = 2
"""Raised when the arrays are laid out otherwise; an index of another format is rebuilt."""

BLOCK = 16
"""Bits of a row's number that are kept with each posting of a text; the others are told by the block it stands in."""


def blocks(rows: int) -> int:
    """Return how many blocks so many rows are in."""
    return max(1, -(-rows >> BLOCK))


class Postings(NamedTuple):
    """Rows in ascending order, and how often each holds the term."""

    rows: Array  # 32-bit numbers
    counts: Array  # numbers not below 0, of at most 32 bits


class TextPart:
    """A TEXT field of a segment."""

    def __init__(self, arrays: Mapping[str, Array], name: str, split: int, total: int) -> None:
        self.lexicon = Lexicon(arrays, name, split)
        self.lengths = arrays[f"{name}/lengths"]  # positions that hold a term, of each row
        self._tops = np.arange(blocks(len(self.lengths)), dtype=np.int32) << BLOCK
        self._ends = arrays[f"{name}/postings"]  # of the postings of each term in each block
        self.postings = self._ends[:: len(self._tops)]
        self._lows = arrays[f"{name}/rows"]
        self.counts = arrays[f"{name}/counts"]
        self.occurrences = arrays[f"{name}/occurrences"]
        self.positions = arrays[f"{name}/positions"]
        self.total = total  # of the lengths

    def number(self, term: str) -> int | None:
        """Return the number of a term, None where no row holds it."""
        return self.lexicon.find(encode(term), second=MARK in term)

    def held(self, number: int) -> int:
        """Return how many rows hold a term."""
        return int(self.postings[number + 1]) - int(self.postings[number])

    def between(self, low: int, high: int) -> Postings:
        """Return the postings of a range of terms in a row: one slice, term after term."""
        begin, end = int(self.postings[low]), int(self.postings[high])
        return Postings(self._rows(low, high, begin, end), self.counts[begin:end])

    def places(self, number: int) -> Array:
        """Return the positions of a term, row after row."""
        return self.positions[int(self.occurrences[number]) : int(self.occurrences[number + 1])]

    def _rows(self, low: int, high: int, begin: int, end: int) -> Array:
        rows = self._lows[begin:end].astype(np.int32)
        several = len(self._tops)
        if several > 1 and len(rows):
            tops = np.tile(self._tops, high - low) if high - low > 1 else self._tops
            rows |= np.repeat(tops, np.diff(self._ends[low * several : high * several + 1]))
        return rows


class KeywordPart:
    """A KEYWORD field of a segment."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self.lexicon = Lexicon(arrays, name)
        self.postings = arrays[f"{name}/postings"]
        self.rows = arrays[f"{name}/rows"]  # by value
        self.begins = arrays[f"{name}/begins"]  # where the values of each row begin
        self.numbers = arrays[f"{name}/values"]  # by row

    def number(self, value: str) -> int | None:
        """Return the number of a value, None where no row holds it."""
        return self.lexicon.find(encode(value))

    def held(self, number: int) -> int:
        """Return how many rows have a value."""
        return int(self.postings[number + 1]) - int(self.postings[number])

    def between(self, low: int, high: int) -> Postings:
        """Return the postings of a range of values in a row: one slice, value after value."""
        rows = self.rows[int(self.postings[low]) : int(self.postings[high])]
        return Postings(rows, np.ones(len(rows), np.uint8))

    def of_row(self, row: int) -> list[str]:
        """Return the values of one row, sorted."""
        return [self.lexicon.text(number) for number in self.numbers[self.begins[row] : self.begins[row + 1]].tolist()]


class Segment:
    """The arrays of a segment, by field; `revised` are those that took a field's place later."""

    def __init__(
        self,
        arrays: Mapping[str, Array],
        facts: Mapping[str, Mapping[str, int | str]],
        revised: Mapping[str, Mapping[str, Array]] | None = None,
    ) -> None:
        self.ids = arrays["ids"]
        self.by_id = arrays["by_id"]
        self.rank = arrays["rank"]
        self.kinds = {name: Kind(kind) for name, kind in facts["kinds"].items()}
        self.texts: dict[str, TextPart] = {}
        self.keywords: dict[str, KeywordPart] = {}
        self.days: dict[str, Array] = {}
        for name, kind in self.kinds.items():
            source = (revised or {}).get(name, arrays)
            if kind is Kind.TEXT:
                self.texts[name] = TextPart(source, name, int(facts["split"][name]), int(facts["total"][name]))
            elif kind is Kind.KEYWORD:
                self.keywords[name] = KeywordPart(source, name)
            else:
                self.days[name] = source[f"{name}/days"]
        self._agree()

    def __len__(self) -> int:
        return len(self.ids)

    def find(self, ids: Sequence[str]) -> tuple[Array, Array]:
        """Return the numbers of the rows with these ids, and which of the ids they are; the others are not here."""
        wanted = np.array([b"" if "\0" in id_ else encode(id_) for id_ in ids], dtype=np.bytes_)
        if not len(self) or not len(wanted):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        places = np.searchsorted(self.ids, wanted, sorter=self.by_id)
        rows = self.by_id[np.minimum(places, len(self) - 1)]
        found = np.flatnonzero(self.ids[rows] == wanted)
        return rows[found].astype(np.int64), found

    def _agree(self) -> None:
        """See that all fields speak of the same rows."""
        sizes = [len(self.by_id), len(self.rank)]
        sizes += [len(part.lengths) for part in self.texts.values()]
        sizes += [len(part.begins) - 1 for part in self.keywords.values()]
        sizes += [len(days) for days in self.days.values()]
        if any(size != len(self.ids) for size in sizes):
            raise EngineError(
                "A segment of the index is damaged: its fields differ in size. Run `dispatchsearch rebuild`."
            )
