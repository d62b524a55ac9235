"""
The index as of one commit: several segments seen as one list of rows, whose numbers run on from segment to segment.

A snapshot never changes. What is dear to compute and small (damping, ranks, values over all segments) is kept with it;
so are the postings last asked for, up to a bound. Threads may share it: they would compute the same.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, combinations
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

import numpy as np

from dispatchsearch.engines import bm25
from dispatchsearch.engines.guards import kind_of
from dispatchsearch.engines.port import Kind
from dispatchsearch.engines.whoosh.arrays import Array
from dispatchsearch.engines.whoosh.build import NO_DAY, narrow
from dispatchsearch.engines.whoosh.columns import Column, Units, Values, column
from dispatchsearch.engines.whoosh.lexicon import decode
from dispatchsearch.engines.whoosh.postings import Postings, Segment
from dispatchsearch.engines.whoosh.toc import Entry, is_latest, latest, living, load_segment, read_toc
from dispatchsearch.errors import EngineError

REMEMBERED = 48_000_000
"""Bytes of results of leaves kept for the next query: a second page, or one more filter, asks for the same."""

COUNTED = 20_000
"""Leaves whose number of rows is kept."""

TRIES = 10
"""How often a reader looks again when a writer's commit removes the files it was about to open."""

T = TypeVar("T")


class Snapshot:
    """What a reader sees of an index until it looks again."""

    def __init__(
        self, commit: int, entries: Sequence[Entry], segments: Sequence[Segment], kinds: Mapping[str, Kind]
    ) -> None:
        self.commit = commit
        self.entries = tuple(entries)
        self.segments = tuple(segments)
        self.kinds = kinds
        self.bases: list[int] = [0, *accumulate(len(segment) for segment in segments)]
        self.size = self.bases[-1]
        self.alive = self._alive()
        self.rows = self.size if self.alive is None else int(np.count_nonzero(self.alive))
        self.cut: set[object] = set()  # leaves that stand for more words than are searched
        self._kept: dict[tuple[str, str], Any] = {}
        self._leaves: OrderedDict[object, Postings] = OrderedDict()
        self._counts: dict[object, int] = {}
        self._bytes = 0
        self._lock = Lock()

    def kind(self, field: str) -> Kind:
        """Return what a field holds; EngineError where there is no such field."""
        return kind_of(self.kinds, field)

    def living(self, postings: Postings) -> Postings:
        """Leave out deleted rows."""
        if self.alive is None:
            return postings
        alive = self.alive[postings.rows]
        return Postings(postings.rows[alive], postings.counts[alive])

    def damping(self, field: str) -> Array:
        """Return the damping of BM25 for the length of each row in a TEXT field."""

        def make() -> Array:
            lengths = joined([segment.texts[field].lengths for segment in self.segments])
            total = int(lengths.sum() if self.alive is None else lengths[self.alive].sum())
            average = total / self.rows if self.rows else 0.0
            return bm25.damping(lengths.astype(np.float32), average)

        return self.kept(("damping", field), make)

    def days(self, field: str) -> Array:
        """Return the day of each row in a DAY field."""
        return self.kept(("days", field), lambda: joined([segment.days[field] for segment in self.segments]))

    def units(self, field: str, size: int) -> Units:
        """Return the year, month or day of each row in a DAY field, for units of `size` in yyyymmdd."""

        def make() -> Units:
            days = self.days(field)
            there = days != NO_DAY
            if not there.any():
                return Units(np.zeros(self.size, np.uint8), 0, 0)
            numbers = days // size
            first, last = int(numbers[there].min()), int(numbers[there].max())
            return Units(narrow(np.where(there, numbers, last + 1) - first), first, last + 1 - first)

        return self.kept((f"units of {size}", field), make)

    def values(self, field: str) -> Values:
        """Return the values of a KEYWORD field."""
        return self.kept(("values", field), lambda: Values([part.keywords[field].lexicon for part in self.segments]))

    def column(self, field: str) -> Column:
        """Return the values of each row in a KEYWORD field."""

        def make() -> Column:
            return column([segment.keywords[field] for segment in self.segments], self.values(field))

        return self.kept(("column", field), make)

    @cached_property
    def rank(self) -> Array:
        """The place of each row in the order of all ids."""
        ranks = [
            segment.rank if len(self.segments) == 1 else segment.rank.astype(np.int64) for segment in self.segments
        ]
        orders = [segment.ids[segment.by_id] for segment in self.segments] if len(ranks) > 1 else []
        for one, other in combinations(range(len(orders)), 2):
            before = np.searchsorted(orders[one], orders[other])
            ranks[other] += before[self.segments[other].rank]
            ahead = np.cumsum(np.bincount(before, minlength=len(orders[one]) + 1))
            ranks[one] += ahead[self.segments[one].rank]
        return joined(ranks)

    def ids(self, rows: Array) -> list[str]:
        """Return the ids of rows."""
        found = []
        for row in rows.tolist():
            segment = bisect_right(self.bases, row) - 1
            found.append(decode(self.segments[segment].ids[row - self.bases[segment]]))
        return found

    def remembered(self, leaf: object, find: Callable[[], Postings]) -> Postings:
        """Return who holds a leaf of a query, found only if it is not remembered."""
        with self._lock:
            if (known := self._leaves.get(leaf)) is not None:
                self._leaves.move_to_end(leaf)
                return known
        found = find()
        with self._lock:
            if leaf not in self._leaves:
                self._leaves[leaf] = found
                self._bytes += _weight(found)
            while self._bytes > REMEMBERED:
                self._bytes -= _weight(self._leaves.popitem(last=False)[1])
        return found

    def counted(self, leaf: object, count: Callable[[], int]) -> int:
        """Return how many rows hold a leaf, counted only if it is not remembered."""
        known = self._counts.get(leaf)
        if known is None:
            if len(self._counts) >= COUNTED:
                self._counts.clear()
            known = self._counts[leaf] = count()
        return known

    def kept(self, key: tuple[str, str], make: Callable[[], T]) -> T:
        """Return what is kept with the snapshot under a name, made when first asked for."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast("T", self._kept[key])

    def _alive(self) -> Array | None:
        parts = [living(entry) for entry in self.entries]
        if all(part is None for part in parts):
            return None
        sizes = [entry.rows for entry in self.entries]
        return joined([np.ones(rows, bool) if part is None else part for part, rows in zip(parts, sizes, strict=True)])


def load(folder: Path, kinds: Mapping[str, Kind], before: Snapshot | None = None) -> Snapshot:
    """Return the index as of its last commit; segments already open are used again.

    Raises EngineError where there is no index, or one that is damaged, strange or of another schema.
    """
    if before is not None and is_latest(folder, before.commit):
        return before
    for _ in range(TRIES):
        commit = latest(folder)
        if commit is None:
            raise EngineError(f"There is no index in {folder}. Run `dispatchsearch index` or `dispatchsearch rebuild`.")
        try:
            entries = read_toc(folder, commit)
            segments = _segments(folder, entries, before)
        except FileNotFoundError as error:
            lost = error
        except OSError as error:
            raise EngineError(f"The index in {folder} cannot be read: {error}.") from error
        else:
            if any(segment.kinds != kinds for segment in segments):
                raise EngineError(f"The index in {folder} has other fields. Run `dispatchsearch rebuild`.")
            return Snapshot(commit, entries, segments, kinds)
    raise EngineError(f"{lost.filename} is missing. Run `dispatchsearch rebuild`.") from lost


def joined(parts: Sequence[Array]) -> Array:
    """Return arrays as one, without a copy where there is but one."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else np.empty(0, np.int64)


def _segments(folder: Path, entries: Sequence[Entry], before: Snapshot | None) -> list[Segment]:
    known = (
        {}
        if before is None
        else {(e.name, tuple(e.revised.items())): s for e, s in zip(before.entries, before.segments, strict=True)}
    )
    return [known.get((entry.name, tuple(entry.revised.items()))) or load_segment(folder, entry) for entry in entries]


def _weight(postings: Postings) -> int:
    return int(postings.rows.nbytes) + int(postings.counts.nbytes)
