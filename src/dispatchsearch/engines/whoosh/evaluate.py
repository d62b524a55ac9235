"""
A query tree over the arrays of a snapshot: which rows match, and how well.

What counts as one term is scored by BM25; And, Or and Not work on whole sorted arrays of rows.
"""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import NamedTuple

import numpy as np

from dispatchsearch.engines import bm25
from dispatchsearch.engines.port import Kind
from dispatchsearch.engines.whoosh.arrays import Array
from dispatchsearch.engines.whoosh.build import NO_DAY
from dispatchsearch.engines.whoosh.holders import SPARSE, holders
from dispatchsearch.engines.whoosh.snapshot import Snapshot
from dispatchsearch.query import And, Boosted, Everything, Not, Or, Query, Range, Synonyms


class Late(Exception):  # noqa: N818
    """The deadline has passed."""


class Matches(NamedTuple):
    """Rows in ascending order and their scores; no scores where all are 0."""

    rows: Array
    scores: Array | None = None


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
                rows, scores = self.matches(clause)
                return Matches(rows, None if scores is None or not weight else scores * weight)
            case Everything():
                return Matches(_numbers(self._without()))
            case Range():
                return Matches(_numbers(self._without() & self._in_range(tree)))
            case _:
                return self._snapshot.remembered(tree, lambda: self._leaf(tree), _weight)

    def _leaf(self, leaf: Query) -> Matches:
        """Score what counts as one term: ln idf times the damped frequency, as in `bm25`, for all rows at once."""
        rows, counts = holders(self._snapshot, leaf)
        first = leaf.clauses[0] if isinstance(leaf, Synonyms) and leaf.clauses else leaf
        field = getattr(first, "field", "")
        if self._snapshot.kinds.get(field) is not Kind.TEXT or not len(rows):
            return Matches(rows)
        weight = bm25.idf(self._snapshot.rows, len(rows))
        return Matches(rows, bm25.score(weight, counts.astype(np.float64), self._snapshot.damping(field)[rows]))

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
                result = _kept(result, self._in_range(clause, result.rows))
            elif isinstance(clause, Not):
                result = _kept(result, self._without(self.matches(clause.clause).rows)[result.rows])
        return result

    def _both(self, few: Matches, many: Matches) -> Matches:
        """Return the rows of both; the scores of `many` are looked up for the rows of `few`."""
        if len(few.rows) * SPARSE < len(many.rows):
            at = np.searchsorted(many.rows, few.rows)
            at[at == len(many.rows)] = 0
            there = many.rows[at] == few.rows
            more = None if many.scores is None else many.scores[at[there]]
        else:
            table = np.zeros(self._snapshot.size, bool)
            table[many.rows] = True
            there = table[few.rows]
            more = None if many.scores is None else self._spread(many)[few.rows[there]]
        result = _kept(few, there)
        if result.scores is None or more is None:
            return Matches(result.rows, more if result.scores is None else result.scores)
        return Matches(result.rows, result.scores + more)

    def _any(self, clauses: Sequence[Query]) -> Matches:
        """Unite, adding scores."""
        found = [one for one in map(self.matches, clauses) if len(one.rows)]
        if len(found) < 2:
            return found[0] if found else Matches(np.empty(0, np.int32))
        scored = [one for one in found if one.scores is not None]
        there = np.zeros(self._snapshot.size, bool)
        for one in found:
            there[one.rows] = True
        rows = _numbers(there)
        if not scored:
            return Matches(rows)
        sums = self._spread(scored[0])
        for one in scored[1:]:
            sums[one.rows] += one.scores
        return Matches(rows, sums[rows])

    def _spread(self, matches: Matches) -> Array:
        """Return the scores with a place for each row of the index."""
        spread = np.zeros(self._snapshot.size)
        spread[matches.rows] = matches.scores
        return spread

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


def _kept(matches: Matches, kept: Array) -> Matches:
    return Matches(matches.rows[kept], None if matches.scores is None else matches.scores[kept])


def _numbers(flags: Array) -> Array:
    return np.flatnonzero(flags).astype(np.int32)


def _weight(matches: Matches) -> int:
    return int(matches.rows.nbytes) + (0 if matches.scores is None else int(matches.scores.nbytes))


def alarm(deadline: float | None) -> Callable[[], None]:
    """Return a function that raises Late when `deadline` seconds from now have passed."""
    end = None if deadline is None else monotonic() + deadline

    def look() -> None:
        if end is not None and monotonic() >= end:
            raise Late

    return look
