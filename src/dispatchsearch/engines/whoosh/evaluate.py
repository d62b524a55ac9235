"""
A query tree over the arrays of a snapshot: which rows match, and how well.

A tree is evaluated within a scope: all rows of the index at first, and for the further clauses of an And only the rows
that the clauses before have left. So the fewest come first, and a score is computed for no row but those that stay.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dispatchsearch.engines import bm25
from dispatchsearch.engines.budget import Budget
from dispatchsearch.engines.port import Kind
from dispatchsearch.engines.whoosh.arrays import Array
from dispatchsearch.engines.whoosh.build import NO_DAY
from dispatchsearch.engines.whoosh.holders import holders, holding, indices, sums_of, union, united
from dispatchsearch.engines.whoosh.postings import Postings
from dispatchsearch.engines.whoosh.snapshot import Snapshot
from dispatchsearch.query import And, Boosted, Everything, Not, Or, Query, Range, Synonyms

SPARSE = 16
"""Rows are looked up one by one where another array, or the index, has so many times more."""


Score = Callable[[Array | slice], Array]
"""Gives the scores of some of several rows, by their places."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Matching rows in ascending order; `score` gives the scores of some of them by place, None where all are 0."""

    rows: Array
    score: Score | None = None

    @property
    def scores(self) -> Array | None:
        """The scores of all rows."""
        return None if self.score is None else self.score(slice(None))

    def at(self, places: Array) -> "Matches":
        """Return the matches at some places."""
        score = self.score
        return Matches(self.rows[places], None if score is None else lambda some: score(places[some]))


class Scope:
    """Rows among which is searched: `rows`, in ascending order, or the first `size` numbers where that is None."""

    def __init__(self, size: int, rows: Array | None = None) -> None:
        self._whole = size
        self.rows = rows
        self.size = size if rows is None else len(rows)

    def within(self, parts: Sequence[Postings]) -> tuple[Array, Array, Array]:
        """Return the places in this scope of the rows that any part has, these rows, and the sums of their counts."""
        if self.rows is None:
            rows, counts = united(parts, self._whole)
            rows = indices(rows)
            return rows, rows, counts
        held = sum(len(part.rows) for part in parts)
        if min(held, self.size) * SPARSE < max(held, self._whole // SPARSE):
            sums = np.zeros(self.size, np.uint32)
            for rows, counts in parts:
                places, at = _shared(self.rows, rows)
                sums[places] += counts[at]
        else:
            sums = sums_of(parts, self._whole)[self.rows]
        there = np.flatnonzero(sums > 0)
        return there, self.rows[there], sums[there]

    def narrowed(self, places: Array) -> "Scope":
        """Return the scope of the rows at some places."""
        return Scope(self._whole, places if self.rows is None else self.rows[places])


class Evaluator:
    """Evaluates trees over one snapshot; asks the budget at every node, and within heavy ones, whether it is Late."""

    def __init__(self, snapshot: Snapshot, budget: Budget) -> None:
        self._snapshot = snapshot
        self._budget = budget

    def matches(self, tree: Query) -> Matches:
        """Return the rows that match a tree."""
        return self._within(tree, Scope(self._snapshot.size))

    def _within(self, tree: Query, scope: Scope) -> Matches:
        """Return the matches of a tree as places in a scope."""
        self._budget.look()
        match tree:
            case And((Range() as one, Range() as other)):
                return Matches(np.flatnonzero(self._in_range(one, scope) & self._in_range(other, scope)))
            case And(clauses):
                return self._all(clauses, scope)
            case Or(clauses):
                return self._any(clauses, scope)
            case Not(clause):
                return Matches(np.flatnonzero(self._without(clause, scope)))
            case Boosted(clause, weight):
                found = self._within(clause, scope)
                score = found.score
                return Matches(found.rows, None if score is None or not weight else lambda some: score(some) * weight)
            case Everything():
                return Matches(np.flatnonzero(self._living(scope)))
            case Range():
                return Matches(np.flatnonzero(self._in_range(tree, scope)))
            case _:
                return self._leaf(tree, scope)

    def _without(self, clause: Query, scope: Scope) -> Array:
        """Return for each place of a scope whether its row lives and does not match a clause.

        Among many rows a clause is found later than by itself, from its own rarest word on.
        """
        left, size = self._living(scope), self._snapshot.size
        if scope.rows is None or scope.size * SPARSE < size:
            left[self._within(clause, scope).rows] = False
        else:
            matching = np.zeros(size, bool)
            matching[self._within(clause, Scope(size)).rows] = True
            left &= ~matching[scope.rows]
        return left

    def _leaf(self, leaf: Query, scope: Scope) -> Matches:
        """Score what counts as one term; its idf is that of the whole index."""
        whole, parts = scope.rows is None, holders(self._snapshot, leaf, self._budget)
        if whole and len(parts) > 1:
            parts = [self._snapshot.remembered(leaf, lambda: united(parts, scope.size))]
        first = leaf.clauses[0] if isinstance(leaf, Synonyms) and leaf.clauses else leaf
        field = getattr(first, "field", "")
        places, rows, counts = scope.within(parts)
        if self._snapshot.kinds.get(field) is not Kind.TEXT or not len(places):
            return Matches(places)
        held = len(places) if whole else self._snapshot.counted(leaf, lambda: holding(parts, self._snapshot.size))
        weight, damping = bm25.idf(self._snapshot.rows, held), self._snapshot.damping(field)

        def score(some: Array | slice) -> Array:
            return bm25.score(weight, counts[some].astype(np.float32), damping[rows[some]])

        return Matches(places, score)

    def _all(self, clauses: Sequence[Query], scope: Scope) -> Matches:
        """Intersect, the fewest first, each clause among the rows that are left."""
        if not clauses:
            return Matches(np.empty(0, np.intp))
        first, *others = sorted(clauses, key=self._most)
        found = self._within(first, scope)
        for clause in others:
            more = self._within(clause, scope.narrowed(found.rows))
            left = found.at(more.rows)
            found = Matches(left.rows, _sum(left.score, more.score))
        return found

    def _any(self, clauses: Sequence[Query], scope: Scope) -> Matches:
        """Unite, adding scores."""
        found = [one for one in (self._within(clause, scope) for clause in clauses) if len(one.rows)]
        if len(found) < 2:
            return found[0] if found else Matches(np.empty(0, np.intp))
        rows = union([one.rows for one in found], scope.size)
        scored = [(one.rows, one.score) for one in found if one.score is not None]

        def score(some: Array | slice) -> Array:
            wanted = rows[some]
            if len(wanted) * SPARSE < len(rows):
                return self._few_scores(wanted, scored)
            sums = np.zeros(scope.size, np.float32)
            (places, of_one), *others = scored
            sums[places] = of_one(slice(None))
            for places, of_one in others:
                self._budget.look()
                sums[places] += of_one(slice(None))
            return sums[wanted]

        return Matches(rows, score if scored else None)

    def _few_scores(self, wanted: Array, scored: Sequence[tuple[Array, Score]]) -> Array:
        """Return the sums of the scores of a few rows."""
        sums = np.zeros(len(wanted), np.float32)
        for places, of_one in scored:
            self._budget.look()
            at, there = _looked_up(wanted, places)
            sums[there] += of_one(at)
        return sums

    def _most(self, tree: Query) -> int:
        """Return how many rows a tree can match at most, as far as that is cheaply known."""
        match tree:
            case And(clauses):
                return min((self._most(clause) for clause in clauses), default=0)
            case Or(clauses):
                return min(sum(self._most(clause) for clause in clauses), self._snapshot.size)
            case Boosted(clause, _):
                return self._most(clause)
            case Not() | Range():
                return self._snapshot.size
            case Everything():
                return self._snapshot.size + 1  # what leaves all rows comes last
            case _:
                return sum(len(part.rows) for part in holders(self._snapshot, tree, self._budget))

    def _living(self, scope: Scope) -> Array:
        """Return for each place of a scope whether its row lives; narrowed scopes have no others."""
        alive = self._snapshot.alive
        return np.ones(scope.size, bool) if alive is None or scope.rows is not None else alive.copy()

    def _in_range(self, range_: Range, scope: Scope) -> Array:
        """Return for each place of a scope whether its row has a day within the bounds."""
        if self._snapshot.kind(range_.field) is not Kind.DAY:
            return np.zeros(scope.size, bool)
        days = self._snapshot.days(range_.field)
        days = days if scope.rows is None else days[scope.rows]
        inside = days != NO_DAY if range_.low is None else days >= range_.low
        inside &= self._living(scope)
        return inside if range_.high is None else inside & (days <= range_.high)


def _sum(one: Score | None, other: Score | None) -> Score | None:
    if one is None or other is None:
        return one or other
    return lambda some: one(some) + other(some)


def _shared(one: Array, other: Array) -> tuple[Array, Array]:
    """Return the places in both of the rows that two ascending arrays share."""
    if len(one) < len(other):
        there, few = _looked_up(one, other)
        return few, there
    return _looked_up(other, one)


def _looked_up(few: Array, many: Array) -> tuple[Array, Array]:
    """Return the places in `many` of those of the few rows that it has, and their places among the few."""
    places = np.searchsorted(many, few.astype(many.dtype, copy=False))
    places[places == len(many)] = 0
    there = np.flatnonzero(many[places] == few)
    return places[there], there
