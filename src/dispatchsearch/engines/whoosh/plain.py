"""
Whoosh's own searcher behind the port: slow, simple, and the measure of the fast path.

Postings are walked one by one with Whoosh's matchers. What counts as one term (a word, a phrase, a prefix, synonyms)
becomes one list of rows with frequencies, scored by the house's BM25; And, Or and Not are Whoosh's own queries.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein
from whoosh import matching, query
from whoosh.index import FileIndex
from whoosh.reading import IndexReader, TermNotFound
from whoosh.searching import Searcher

from dispatchsearch.engines import bm25
from dispatchsearch.engines.budget import LATE, Budget, Late
from dispatchsearch.engines.guards import kind_of
from dispatchsearch.engines.port import (
    DATED,
    MARK,
    Count,
    Facet,
    Histogram,
    Hit,
    Kind,
    SearchRequest,
    SearchResult,
    Sort,
)
from dispatchsearch.engines.whoosh.fields import whoosh_schema
from dispatchsearch.engines.whoosh.lexicon import decode, encode
from dispatchsearch.engines.whoosh.snapshot import load
from dispatchsearch.engines.whoosh.storage import SafeStorage
from dispatchsearch.engines.whoosh.toc import NAME
from dispatchsearch.query import And, Boosted, Everything, Fuzzy, Not, Or, Phrase, Prefix, Query, Range, Synonyms, Term

Frequencies = Mapping[int, int]
"""How often each row, by its number in the reader, holds what counts as one term."""


class Scored(query.Query):  # type: ignore[misc]  # whoosh has no types
    """A leaf of a Whoosh query: rows found beforehand, each with its score."""

    def __init__(self, scores: Mapping[int, float]) -> None:
        self.scores = scores

    def matcher(self, searcher: Searcher, context: object = None) -> Any:  # noqa: ARG002  # Whoosh's signature
        """Return Whoosh's matcher over these rows."""
        if not self.scores:
            return matching.NullMatcher()
        rows = sorted(self.scores)
        return matching.ListMatcher(array("I", rows), [self.scores[row] for row in rows])

    def estimate_size(self, _reader: IndexReader) -> int:
        """Return how many rows there are; Whoosh begins with the fewest."""
        return len(self.scores)


class PlainSearcher:
    """Answers requests with Whoosh's reader, matchers and queries over all segments of an index."""

    def __init__(self, reader: IndexReader, kinds: Mapping[str, Kind]) -> None:
        self._reader = reader
        self._kinds = kinds

    def search(self, request: SearchRequest) -> SearchResult:
        """Find rows as the port says."""
        late = Budget(request.deadline).look
        try:
            found = self._scores(request.query, late)
            if request.filter is not None:
                kept = self._scores(request.filter, late)
                found = {row: score for row, score in found.items() if row in kept}
        except Late:
            return SearchResult(0, (), partial=True, limits=(LATE,))
        groups = self._groups(found, request)
        hits = groups[request.offset : request.offset + request.limit]
        return SearchResult(
            total=len(found),
            hits=tuple(Hit(self._id(group[0]), found[group[0]], len(group)) for group in hits),
            total_collapsed=len(groups),
            facets={facet.field: self._tally(found, facet) for facet in request.facets},
            histograms={histogram.field: self._spread(found, histogram) for histogram in request.histograms},
        )

    def frequency(self, field: str, term: str) -> int:
        """Return how many rows hold a term."""
        return len(self._frequencies(Term(field, term), lambda: None))

    def _scores(self, tree: Query, late: Callable[[], None]) -> dict[int, float]:
        searcher = Searcher(self._reader)
        matcher = self._whoosh(tree, late).matcher(searcher, searcher.context(needs_current=True))
        scores = {}
        while matcher.is_active():
            late()
            scores[matcher.id()] = float(np.float32(matcher.score()))
            matcher.next()
        return scores

    def _whoosh(self, tree: Query, late: Callable[[], None]) -> query.Query:
        inner = partial(self._whoosh, late=late)
        match tree:
            case And(()) | Or(()):
                return Scored({})
            case And(clauses):
                return query.And([inner(clause) for clause in clauses])
            case Or(clauses):
                return query.Or([inner(clause) for clause in clauses])
            case Not(clause):
                found = self._scores(clause, late)
                return Scored({row: 0.0 for row in self._reader.all_doc_ids() if row not in found})
            case Boosted(clause, weight):
                return Scored({row: score * weight for row, score in self._scores(clause, late).items()})
            case _:
                return Scored(self._leaf(tree, late))

    def _leaf(self, leaf: Query, late: Callable[[], None]) -> dict[int, float]:
        found = self._frequencies(leaf, late)
        first = leaf.clauses[0] if isinstance(leaf, Synonyms) and leaf.clauses else leaf
        field = getattr(first, "field", "")
        if self._kinds.get(field) is not Kind.TEXT:
            return dict.fromkeys(found, 0.0)
        rows = self._reader.doc_count()
        average = sum(self._length(row, field) for row in self._reader.all_doc_ids()) / max(rows, 1)
        weight = bm25.idf(rows, len(found))
        return {
            row: bm25.score(weight, frequency, bm25.damping(self._length(row, field), average))
            for row, frequency in found.items()
        }

    def _frequencies(self, leaf: Query, late: Callable[[], None]) -> Frequencies:
        match leaf:
            case Everything():
                return dict.fromkeys(self._reader.all_doc_ids(), 1)
            case Synonyms(clauses):
                united: Counter[int] = Counter()
                for clause in clauses:
                    united.update(self._frequencies(clause, late))
                return united
            case Range(field, low, high):
                days = self._days(field)
                return {row: 1 for row, day in days if (low is None or low <= day) and (high is None or day <= high)}
            case Phrase(field, texts, slop, ordered) if kind_of(self._kinds, field) is Kind.TEXT:
                return self._phrase(field, texts, slop, ordered=ordered, late=late)
            case Term(field, text) if kind_of(self._kinds, field) is not Kind.DAY:
                return {row: len(places) for row, places in self._postings(field, text, late)}
            case Prefix(field) | Fuzzy(field) if kind_of(self._kinds, field) is not Kind.DAY:
                united = Counter()
                for term in self._expand(leaf):
                    united.update({row: len(places) for row, places in self._postings(field, term, late)})
                return united
            case _:
                return {}

    def _expand(self, leaf: Prefix | Fuzzy) -> Iterator[str]:
        """Yield the terms a prefix or fuzzy word stands for, through Whoosh's lexicon."""
        for term in (decode(term) for term in self._reader.lexicon(leaf.field)):
            marked = MARK in term and self._kinds[leaf.field] is Kind.TEXT
            if isinstance(leaf, Prefix):
                meant = term.startswith(leaf.text)
            else:
                meant = Levenshtein.distance(leaf.text, term) <= leaf.distance
            if meant and not marked:
                yield term

    def _postings(self, field: str, term: str, late: Callable[[], None]) -> Iterator[tuple[int, list[int]]]:
        """Yield each row that holds the term, with its positions (one for a KEYWORD)."""
        try:
            matcher = self._reader.postings(field, encode(term))
        except TermNotFound:
            return
        text = kind_of(self._kinds, field) is Kind.TEXT
        while matcher.is_active():
            late()
            yield matcher.id(), matcher.value_as("positions") if text else [0]
            matcher.next()

    def _phrase(
        self, field: str, texts: tuple[str, ...], slop: int, *, ordered: bool, late: Callable[[], None]
    ) -> Frequencies:
        if not texts:
            return {}
        places = [dict(self._postings(field, text, late)) for text in texts]
        shared = set.intersection(*map(set, places))
        starts = {row: _starts([place[row] for place in places], slop, ordered=ordered) for row in shared}
        return {row: count for row, count in starts.items() if count}

    def _length(self, row: int, field: str) -> int:
        return self._reader.doc_field_length(row, field, 0) or 0

    def _values(self, field: str) -> Any:
        return self._reader.column_reader(field)

    def _days(self, field: str) -> list[tuple[int, int]]:
        if kind_of(self._kinds, field) is not Kind.DAY or not self._reader.has_column(field):
            return []
        values = self._values(field)
        return [(row, day) for row in self._reader.all_doc_ids() if (day := values[row]) is not None]

    def _id(self, row: int) -> str:
        return str(self._reader.stored_fields(row)["id"])

    def _groups(self, found: Mapping[int, float], request: SearchRequest) -> list[list[int]]:
        """Return the matches in order, those of one collapsed value behind their best."""
        days = dict(self._days(DATED)) if request.sort is not Sort.RELEVANCE else {}

        def place(row: int) -> tuple[float, float, str]:
            if request.sort is Sort.RELEVANCE:
                return (-found[row], 0, self._id(row))
            return (row not in days, days.get(row, 0) * (-1 if request.sort is Sort.NEWEST else 1), self._id(row))

        groups: defaultdict[object, list[int]] = defaultdict(list)
        for row in sorted(found, key=place):
            values = self._keywords(request.collapse, row) if request.collapse else ()
            groups[min(values) if values else row].append(row)
        return list(groups.values())

    def _keywords(self, field: str, row: int) -> tuple[str, ...]:
        if kind_of(self._kinds, field) is not Kind.KEYWORD or not self._reader.has_column(field):
            return ()
        return tuple(self._values(field)[row])

    def _tally(self, rows: Iterable[int], facet: Facet) -> tuple[Count, ...]:
        counts = Counter(value for row in rows for value in self._keywords(facet.field, row))
        kept = sorted((-count, value) for value, count in counts.items() if value.startswith(facet.prefix))
        return tuple(Count(value, -count) for count, value in kept[: facet.limit])

    def _spread(self, rows: Mapping[int, float], histogram: Histogram) -> dict[int, int]:
        unit = histogram.divisor
        return dict(sorted(Counter(day // unit for row, day in self._days(histogram.field) if row in rows).items()))


def open_plain(folder: Path, kinds: Mapping[str, Kind]) -> PlainSearcher:
    """Open the last commit of an index with Whoosh's reader.

    Raises EngineError where there is no index, or one that is damaged or strange; Whoosh sees it only after that.
    """
    load(folder, kinds)
    return PlainSearcher(FileIndex(SafeStorage(str(folder)), whoosh_schema(kinds), NAME).reader(), kinds)


def _starts(places: list[list[int]], slop: int, *, ordered: bool) -> int:
    """Count the positions at which an occurrence of a phrase begins, given the places of each of its words."""
    reach = len(places) + slop
    starts = set()
    for first in {place for ways in places for place in ways}:
        ways = [[place for place in way if first <= place < first + reach] for way in places]
        if _choice(ways, first, ordered=ordered):
            starts.add(first)
    return len(starts)


def _choice(ways: list[list[int]], first: int, *, ordered: bool) -> bool:
    """Whether each word can have a place of its own, one of them at `first`, in order if that is asked."""

    def rest(word: int, taken: tuple[int, ...]) -> bool:
        if word == len(ways):
            return first in taken and (not ordered or all(a < b for a, b in pairwise(taken)))
        return any(rest(word + 1, (*taken, place)) for place in ways[word] if place not in taken)

    return rest(0, ())
