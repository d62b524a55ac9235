"""
Which rows hold what counts as one term, and how often: a word, a phrase, a prefix, a fuzzy word, synonyms.

Looked up segment by segment; rows come back numbered over all segments, in ascending order, deleted ones left out.
"""

from collections.abc import Sequence
from math import prod

import numpy as np

from dispatchsearch.engines.budget import MOST_FUZZY, MOST_TERMS, Budget
from dispatchsearch.engines.port import Kind
from dispatchsearch.engines.whoosh import phrases
from dispatchsearch.engines.whoosh.arrays import Array
from dispatchsearch.engines.whoosh.build import counted, ends_of
from dispatchsearch.engines.whoosh.fuzzy import within
from dispatchsearch.engines.whoosh.lexicon import encode
from dispatchsearch.engines.whoosh.postings import KeywordPart, Postings, Segment, TextPart
from dispatchsearch.engines.whoosh.snapshot import Snapshot, joined
from dispatchsearch.query import Fuzzy, Phrase, Prefix, Query, Synonyms, Term

SPARSE = 16
"""Fewer postings than one for so many rows are sorted, more are counted in an array with a place for each row."""

AT_ONCE = 4_000_000
"""Postings that are counted at once."""

NOBODY = Postings(np.empty(0, np.int32), np.empty(0, np.uint8))


def holders(snapshot: Snapshot, leaf: Query, budget: Budget) -> list[Postings]:
    """Return who holds a leaf of a tree, or each of its synonyms; EngineError where the index lacks its field."""
    budget.look()
    if isinstance(leaf, Synonyms):
        slots = _slots(leaf.clauses)
        if slots is None:
            return [part for clause in leaf.clauses for part in holders(snapshot, clause, budget)]
        field = leaf.clauses[0].field
        return [snapshot.remembered(leaf, lambda: _stand_together(snapshot, field, slots, budget))]
    found = snapshot.remembered(leaf, lambda: _holders(snapshot, leaf, budget))
    if snapshot.cut and leaf in snapshot.cut:
        budget.leave(f"{leaf}: too many words are like this; only those that most dispatches hold were searched")
    return [found]


def frequency(snapshot: Snapshot, field: str, term: str) -> int:
    """Return how many rows hold a term or value; EngineError where the index lacks the field."""
    if snapshot.kind(field) is Kind.DAY:
        return 0
    return snapshot.counted((field, term), lambda: _frequency(snapshot, field, term))


def _frequency(snapshot: Snapshot, field: str, term: str) -> int:
    if snapshot.alive is not None:
        return len(holders(snapshot, Term(field, term), Budget())[0].rows)
    parts = [segment.texts.get(field) or segment.keywords[field] for segment in snapshot.segments]
    return sum(part.held(number) for part in parts if (number := part.number(term)) is not None)


def united(parts: Sequence[Postings], size: int) -> Postings:
    """Return postings whose rows are those of any part and whose counts are summed; `size` is above every row."""
    if len(parts) < 2:
        return parts[0] if parts else NOBODY
    if sum(len(part.rows) for part in parts) * SPARSE < size:
        return summed(joined([part.rows for part in parts]), joined([part.counts for part in parts]), size)
    found = union([part.rows for part in parts], size)
    return Postings(found.astype(np.int32), sums_of(parts, size)[found])


def indices(rows: Array) -> Array:
    """Return rows as the numbers by which NumPy takes items of an array fastest, by far."""
    return rows.astype(np.intp, copy=False)


def union(parts: Sequence[Array], size: int) -> Array:
    """Return the rows that are in any of several ascending arrays, in ascending order; `size` is above every row."""
    marked = np.zeros(size, bool)
    for rows in parts:
        marked[indices(rows)] = True
    largest = max(parts, key=len)
    return indices(largest) if np.count_nonzero(marked) == len(largest) else np.flatnonzero(marked)


def sums_of(parts: Sequence[Postings], size: int) -> Array:
    """Return the sum of the counts of each row, with a place for each; `size` is above every row."""
    sums = np.zeros(size, np.uint32)
    for rows, counts in parts:
        sums[indices(rows)] += counts
    return sums


def summed(rows: Array, counts: Array, size: int, budget: Budget | None = None) -> Postings:
    """Return each of the rows once, with the sum of its counts."""
    if len(rows) * SPARSE < size:
        found, inverse = np.unique(rows, return_inverse=True)
        return Postings(found, np.bincount(inverse, counts, minlength=len(found)).astype(np.uint32))
    sums = np.zeros(size)
    for begin in range(0, len(rows), AT_ONCE):  # NumPy widens what it counts to 64 bits
        if budget:
            budget.look()
        part = slice(begin, begin + AT_ONCE)
        sums += np.bincount(rows[part], counts[part], minlength=size)
    found = np.flatnonzero(sums > 0).astype(np.int32)  # much faster over flags than over numbers
    return Postings(found, sums[found].astype(np.uint32))


def holding(parts: Sequence[Postings], size: int) -> int:
    """Return how many rows are in any of the parts; `size` is above every row."""
    return len(parts[0].rows) if len(parts) == 1 else len(union([part.rows for part in parts], size))


def _holders(snapshot: Snapshot, leaf: Query, budget: Budget) -> Postings:
    match leaf:
        case Phrase(field, texts, 0, True) if texts:
            return _stand_together(snapshot, field, tuple((text,) for text in texts), budget)
        case Phrase(field, texts) if snapshot.kind(field) is Kind.TEXT and texts:
            return _over_segments(
                snapshot, [_stand_near(segment.texts[field], leaf, budget) for segment in snapshot.segments]
            )
        case Term(field) | Prefix(field) | Fuzzy(field) if snapshot.kind(field) is not Kind.DAY:
            return _over_segments(
                snapshot, [_of_segment(snapshot, segment, leaf, budget) for segment in snapshot.segments]
            )
        case _:
            return NOBODY


def _over_segments(snapshot: Snapshot, parts: Sequence[Postings]) -> Postings:
    """Return postings of all segments with rows numbered on from segment to segment, the deleted left out."""
    based = [
        Postings(part.rows + np.int32(base) if base else part.rows, part.counts)
        for part, base in zip(parts, snapshot.bases, strict=False)
        if len(part.rows)
    ]
    if not based:
        return NOBODY
    return snapshot.living(Postings(joined([part.rows for part in based]), joined([part.counts for part in based])))


def _of_segment(snapshot: Snapshot, segment: Segment, leaf: Term | Prefix | Fuzzy, budget: Budget) -> Postings:
    part = segment.texts.get(leaf.field) or segment.keywords[leaf.field]
    if isinstance(leaf, Term):
        number = part.number(leaf.text)
        return NOBODY if number is None else part.between(number, number + 1)
    if isinstance(leaf, Prefix):
        low, high = part.lexicon.prefixed(encode(leaf.text))
        if isinstance(part, KeywordPart) or high - low <= MOST_TERMS:
            return summed(*part.between(low, high), len(segment), budget)
        numbers, most = list(range(low, high)), MOST_TERMS
    else:
        numbers, most = within(part.lexicon, leaf.text, leaf.distance, budget), MOST_FUZZY
    if len(numbers) > most:
        snapshot.cut.add(leaf)
        held = part.postings[np.add(numbers, 1)].astype(np.int64) - part.postings[numbers]
        numbers = np.sort(np.asarray(numbers)[np.argsort(-held, kind="stable")[:most]]).tolist()
    found = [part.between(number, number + 1) for number in numbers]
    many = Postings(joined([one.rows for one in found]), joined([one.counts for one in found]))
    return summed(*many, len(segment), budget) if found else NOBODY


def _slots(clauses: Sequence[Query]) -> tuple[tuple[str, ...], ...] | None:
    """Return the words that may stand in each place, where phrases are all ways to choose one for each place.

    So the forms of two words that stand side by side are looked for at once, not pair by pair.
    """
    exact = [clause for clause in clauses if isinstance(clause, Phrase) and clause.ordered and not clause.slop]
    texts = {clause.texts for clause in exact}
    if len(clauses) < 2 or len(texts) < len(clauses) or len({(one.field, len(one.texts)) for one in exact}) > 1:
        return None
    slots = tuple(tuple(dict.fromkeys(choices)) for choices in zip(*texts, strict=True))
    return slots if prod(map(len, slots)) == len(texts) else None


def _stand_together(snapshot: Snapshot, field: str, slots: Sequence[Sequence[str]], budget: Budget) -> Postings:
    if snapshot.kind(field) is not Kind.TEXT:
        return NOBODY
    return _over_segments(
        snapshot, [_side_by_side(segment.texts[field], slots, budget) for segment in snapshot.segments]
    )


def _side_by_side(part: TextPart, slots: Sequence[Sequence[str]], budget: Budget) -> Postings:
    places = _places(part, slots, budget)
    if not places:
        return NOBODY
    found, ways = phrases.side_by_side(places)
    rows = found >> phrases.SHIFT
    heads = np.flatnonzero(np.diff(rows, prepend=-1))
    counts = np.add.reduceat(ways, heads) if len(heads) else ways
    return Postings(rows[heads].astype(np.int32), counts.astype(np.uint32))


def _stand_near(part: TextPart, phrase: Phrase, budget: Budget) -> Postings:
    places = _places(part, [(text,) for text in phrase.texts], budget)
    if not places:
        return NOBODY
    found = phrases.starts(places, phrase.slop, ordered=phrase.ordered, look=budget.look)
    rows, counts = np.unique(found >> phrases.SHIFT, return_counts=True)
    return Postings(rows.astype(np.int32), counts.astype(np.uint32))


def _places(part: TextPart, slots: Sequence[Sequence[str]], budget: Budget) -> list[Array]:
    """Return the places of each slot's words in the rows that have one for every slot; nothing where no row has."""
    numbers = [[number for text in slot if (number := part.number(text)) is not None] for slot in slots]
    shared = np.ones(len(part.lengths), bool)
    for slot in numbers:
        budget.look()
        held = np.zeros(len(shared), bool)
        for number in slot:
            held[part.between(number, number + 1).rows] = True
        shared &= held
    if not shared.any():
        return []
    found = []
    for slot in numbers:
        budget.look()
        found.append(joined([_places_of(part, number, shared) for number in slot]))
    return [
        np.sort(places, kind="stable") if len(slot) > 1 else places for places, slot in zip(found, numbers, strict=True)
    ]


def _places_of(part: TextPart, number: int, wanted: Array) -> Array:
    """Return the places of a term in the rows that are marked as wanted."""
    rows, counts = part.between(number, number + 1)
    at = np.flatnonzero(wanted[rows])
    sizes = counts[at].astype(np.int64)
    chosen = np.repeat(ends_of(counts)[at], sizes) + counted(sizes)
    return phrases.places_of(np.repeat(rows[at], sizes), part.places(number)[chosen])
