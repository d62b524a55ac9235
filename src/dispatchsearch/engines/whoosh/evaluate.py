"""
A query tree over the arrays of a snapshot: which rows match, and how well.

What counts as one term is scored by BM25; And, Or and Not work on whole sorted arrays of rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np

from dispatchsearch.engines import bm25
from dispatchsearch.engines.port import Kind
from dispatchsearch.engines.whoosh.arrays import Array
from dispatchsearch.engines.whoosh.build import NO_DAY
from dispatchsearch.engines.whoosh.holders import holders
from dispatchsearch.engines.whoosh.snapshot import Snapshot
from dispatchsearch.query import And, Boosted, Everything, Not, Or, Query, Range, Synonyms


SPARSE = 4
"""Rows are looked up one by one in an array so many times larger."""

GONE = -1


class Late(Exception):  # noqa: N818
    """The deadline has passed."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Rows in ascending order; `score` gives the scores of the matches at some places, None where all are 0.

    Scores wait until it is known which rows are left.
    """

    rows: Array
    score: Callable[[Array | slice], Array] | None = None

    @property
    def scores(self) -> Array | None:
        """The scores of all rows."""
        return None if self.score is None else self.score(slice(None))

    def at(self, places: Array) -> "Matches":
        """Return the matches at some places."""
        score = self.score
        return Matches(self.rows[places], None if score is None else lambda some: score(places[some]))


class Evaluator:
    """Evaluates trees over one snapshot; `late` is called at every node and may raise Late."""

    def __init__(self, snapshot: Snapshot, late: Callable[[], None]) -> None:
        self._snapshot = snapshot
        self._late = late

    def matches(self, tree: Query) -> Matches:
        """Return the rows that match a tree."""
        self._late()
        match tree:
            case And(clauses):
                return self._all(clauses)
            case Or(clauses):
                return self._any(clauses)
            case Not(clause):
                return Matches(_numbers(self._without(self.matches(clause).rows)))
            case Boosted(clause, weight):
                found = self.matches(clause)
                score = found.score
                return Matches(found.rows, None if score is None or not weight else lambda some: score(some) * weight)
            case Everything():
                return Matches(_numbers(self._without()))
            case Range():
                return Matches(_numbers(self._without() & self._in_range(tree)))
            case _:
                return self._leaf(tree)

    def _leaf(self, leaf: Query) -> Matches:
        """Score what counts as one term: ln idf times the damped frequency, as in `bm25`, for all rows at once."""
        rows, counts = self._snapshot.remembered(leaf, lambda: holders(self._snapshot, leaf))
        first = leaf.clauses[0] if isinstance(leaf, Synonyms) and leaf.clauses else leaf
        field = getattr(first, "field", "")
        if self._snapshot.kinds.get(field) is not Kind.TEXT or not len(rows):
            return Matches(rows)
        weight = bm25.idf(self._snapshot.rows, len(rows))
        damping = self._snapshot.damping(field)

        def score(some: Array | slice) -> Array:
            return bm25.score(weight, counts[some].astype(np.float32), damping[rows[some]])

        return Matches(rows, score)

    def _all(self, clauses: Sequence[Query]) -> Matches:
        """Intersect, the fewest first; what only narrows is looked up for the rows that are left."""
        if not clauses:
            return Matches(np.empty(0, np.int32))
        found = [self.matches(clause) for clause in clauses if not isinstance(clause, Range | Not)]
        found.sort(key=lambda one: len(one.rows))
        result = found[0] if found else Matches(_numbers(self._without()))
        for other in found[1:]:
            result = self._both(result, other)
        for clause in clauses:
            if isinstance(clause, Range):
                result = result.at(np.flatnonzero(self._in_range(clause, result.rows)))
            elif isinstance(clause, Not):
                left = self._without(self.matches(clause.clause).rows)
                result = result.at(np.flatnonzero(left[result.rows]))
        return result

    def _both(self, few: Matches, many: Matches) -> Matches:
        """Return the rows of both, their scores added."""
        if len(few.rows) * SPARSE < len(many.rows):
            places = np.searchsorted(many.rows, few.rows)
            places[places == len(many.rows)] = 0
            there = np.flatnonzero(many.rows[places] == few.rows)
        else:
            table = np.full(self._snapshot.size, GONE, np.int32)
            table[many.rows] = np.arange(len(many.rows), dtype=np.int32)
            places = table[few.rows]
            there = np.flatnonzero(places != GONE)
        one, other = few.at(there), many.at(places[there])
        first, second = one.score, other.score
        if first is None or second is None:
            return Matches(one.rows, first or second)
        return Matches(one.rows, lambda some: first(some) + second(some))

    def _any(self, clauses: Sequence[Query]) -> Matches:
        """Unite, adding scores."""
        found = [one for one in map(self.matches, clauses) if len(one.rows)]
        if len(found) < 2:
            return found[0] if found else Matches(np.empty(0, np.int32))
        scored = [one for one in found if one.score is not None]
        there = np.zeros(self._snapshot.size, bool)
        for one in found:
            there[one.rows] = True
        rows = _numbers(there)
        if not scored:
            return Matches(rows)
        sums = np.zeros(self._snapshot.size, np.float32)
        for one in scored:
            sums[one.rows] += one.scores
        return Matches(rows, sums[rows].__getitem__)

    def _without(self, rows: Array | None = None) -> Array:
        """Return for each row whether it lives and is none of these."""
        alive = self._snapshot.alive
        left = np.ones(self._snapshot.size, bool) if alive is None else alive.copy()
        if rows is not None:
            left[rows] = False
        return left

    def _in_range(self, range_: Range, rows: Array | None = None) -> Array:
        """Return for each row, or each of these, whether it has a day within the bounds."""
        if self._snapshot.kind(range_.field) is not Kind.DAY:
            return np.zeros(self._snapshot.size if rows is None else len(rows), bool)
        days = self._snapshot.days(range_.field)
        days = days if rows is None else days[rows]
        inside = days != NO_DAY if range_.low is None else days >= range_.low
        return inside if range_.high is None else inside & (days <= range_.high)


def _numbers(flags: Array) -> Array:
    return np.flatnonzero(flags).astype(np.int32)


def alarm(deadline: float | None) -> Callable[[], None]:
    """Return a function that raises Late when `deadline` seconds from now have passed."""
    end = None if deadline is None else monotonic() + deadline

    def look() -> None:
        if end is not None and monotonic() >= end:
            raise Late

    return look
