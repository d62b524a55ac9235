"""
Which rows hold what counts as one term, and how often: a word, a phrase, a prefix, a fuzzy word, synonyms.

Looked up segment by segment; rows come back numbered over all segments, in ascending order, deleted ones left out.
"""

from collections.abc import Sequence

import numpy as np

from dispatchsearch.engines.port import Kind
from dispatchsearch.engines.whoosh import phrases
from dispatchsearch.engines.whoosh.arrays import Array
from dispatchsearch.engines.whoosh.build import counted, ends_of
from dispatchsearch.engines.whoosh.fuzzy import within
from dispatchsearch.engines.whoosh.lexicon import encode
from dispatchsearch.engines.whoosh.postings import Postings, Segment, TextPart
from dispatchsearch.engines.whoosh.snapshot import Snapshot, joined
from dispatchsearch.query import Fuzzy, Phrase, Prefix, Query, Synonyms, Term

SPARSE = 16
"""Fewer postings than one for so many rows are sorted, more are counted in an array with a place for each row."""

NOBODY = Postings(np.empty(0, np.int32), np.empty(0, np.uint8))


def holders(snapshot: Snapshot, leaf: Query) -> Postings:
    """Return who holds a leaf of a tree; EngineError where the index lacks its field."""
    match leaf:
        case Synonyms(clauses):
            return united([holders(snapshot, clause) for clause in clauses], snapshot.size)
        case Phrase(field, texts) if snapshot.kind(field) is Kind.TEXT and texts:
            return _over_segments(snapshot, [_phrase(segment.texts[field], leaf) for segment in snapshot.segments])
        case Term(field) | Prefix(field) | Fuzzy(field) if snapshot.kind(field) is not Kind.DAY:
            return _over_segments(snapshot, [_of_segment(segment, leaf) for segment in snapshot.segments])
        case _:
            return NOBODY


def frequency(snapshot: Snapshot, field: str, term: str) -> int:
    """Return how many rows hold a term or value; EngineError where the index lacks the field."""
    if snapshot.kind(field) is Kind.DAY:
        return 0
    if snapshot.alive is not None:
        return len(holders(snapshot, Term(field, term)).rows)
    parts = [segment.texts.get(field) or segment.keywords[field] for segment in snapshot.segments]
    return sum(part.held(number) for part in parts if (number := part.number(term)) is not None)


def united(parts: Sequence[Postings], size: int) -> Postings:
    """Return postings whose rows are those of any part and whose counts are summed; `size` is above every row."""
    parts = [part for part in parts if len(part.rows)]
    if len(parts) < 2:
        return parts[0] if parts else NOBODY
    return summed(joined([part.rows for part in parts]), joined([part.counts for part in parts]), size)


def summed(rows: Array, counts: Array, size: int) -> Postings:
    """Return each of the rows once, with the sum of its counts."""
    if len(rows) * SPARSE < size:
        found, inverse = np.unique(rows, return_inverse=True)
        return Postings(found, np.bincount(inverse, counts, minlength=len(found)))
    sums = np.bincount(rows, counts, minlength=size)
    found = np.flatnonzero(sums > 0).astype(np.int32)  # much faster over flags than over numbers
    return Postings(found, sums[found])


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


def _of_segment(segment: Segment, leaf: Term | Prefix | Fuzzy) -> Postings:
    part = segment.texts.get(leaf.field) or segment.keywords[leaf.field]
    if isinstance(leaf, Term):
        number = part.number(leaf.text)
        return NOBODY if number is None else part.between(number, number + 1)
    if isinstance(leaf, Prefix):
        many = part.between(*part.lexicon.prefixed(encode(leaf.text)))
    else:
        found = [part.between(number, number + 1) for number in within(part.lexicon, leaf.text, leaf.distance)]
        if not found:
            return NOBODY
        many = Postings(joined([one.rows for one in found]), joined([one.counts for one in found]))
    return summed(*many, len(segment))


def _phrase(part: TextPart, phrase: Phrase) -> Postings:
    numbers = [part.number(text) for text in phrase.texts]
    words = [part.between(number, number + 1) for number in numbers if number is not None]
    if len(words) < len(numbers):
        return NOBODY
    shared = min((word.rows for word in words), key=len)
    for word in words:
        shared = shared[_located(shared, word.rows)[1]]
    if not len(shared):
        return NOBODY
    places = [_places(part, number, shared) for number in numbers if number is not None]
    found = phrases.starts(places, phrase.slop, ordered=phrase.ordered)
    rows, counts = np.unique(found >> phrases.SHIFT, return_counts=True)
    return Postings(rows.astype(np.int32), counts)


def _places(part: TextPart, number: int, rows: Array) -> Array:
    """Return the places of a term in some of its rows."""
    held, counts = part.between(number, number + 1)
    at = _located(rows, held)[0]
    sizes = counts[at].astype(np.int64)
    chosen = np.repeat(ends_of(counts)[at], sizes) + counted(sizes)
    return phrases.places_of(np.repeat(rows, sizes), part.places(number)[chosen])


def _located(rows: Array, among: Array) -> tuple[Array, Array]:
    """Return where rows stand among sorted others, and which of them do."""
    at = np.searchsorted(among, rows)
    at[at == len(among)] = 0
    return at, among[at] == rows
