"""The port's meaning in the plainest words: a dict of rows and a function that says how often a row holds a query."""

from collections import Counter
from itertools import pairwise, product

from rapidfuzz.distance import Levenshtein

from dispatchsearch.engines import bm25
from dispatchsearch.engines.port import MARK, Count, Hit, Kind, SearchRequest, SearchResult, Sort
from dispatchsearch.errors import EngineError
from dispatchsearch.query import And, Boosted, Everything, Not, Or, Phrase, Prefix, Range, Synonyms, Term

UNIT = {"year": 10_000, "month": 100, "day": 1}


class ReferenceEngine:
    def __init__(self, schema):
        self.kinds = {field.name: field.kind for field in schema}
        self.rows = {}
        self.marked = 0

    def write(self, rows):
        for row in rows.values():
            for name, value in row.items():
                check(self.kinds.get(name), value)
        self.rows |= {id_: dict(row) for id_, row in rows.items()}

    def revise(self, values):
        for row in values.values():
            for name, value in row.items():
                if self.kinds.get(name) is Kind.TEXT:
                    raise EngineError("text is not revised")
                check(self.kinds.get(name), value)
        for id_ in values.keys() & self.rows.keys():
            self.rows[id_] |= values[id_]

    def delete(self, ids):
        for id_ in ids:
            self.rows.pop(id_, None)

    def frequency(self, field, terms):
        return [sum(self.holds(Term(field, term), row) > 0 for row in self.rows.values()) for term in terms]

    def count(self):
        return len(self.rows)

    def generation(self):
        return self.marked

    def mark(self, generation):
        self.marked = generation

    def clear(self):
        self.rows, self.marked = {}, 0

    def compact(self):
        pass

    def check(self):
        pass

    def close(self):
        pass

    def values(self, row, field):
        if field not in self.kinds:
            raise EngineError(f"no field {field}")
        return row.get(field) or ()

    def holds(self, leaf, row):
        """How often a row holds what counts as one term."""
        match leaf:
            case Synonyms(clauses):
                return sum(self.holds(clause, row) for clause in clauses)
            case Range(field, low, high):
                self.values(row, field)
                day = row.get(field) if self.kinds[field] is Kind.DAY else None
                return day is not None and (low is None or low <= day) and (high is None or day <= high)
            case Everything():
                return 1
            case Phrase(field, texts, slop, ordered):
                values = self.values(row, field)
                return phrase_starts(values, texts, slop, ordered) if self.is_text(field) else 0
        values = self.values(row, leaf.field)
        if self.kinds[leaf.field] is Kind.DAY:
            return 0
        if self.kinds[leaf.field] is Kind.KEYWORD:
            return any(self.is_meant(leaf, value) for value in values)
        return sum(self.is_meant(leaf, term) for terms in values for term in set(terms))

    def is_meant(self, leaf, term):
        if isinstance(leaf, Term):
            return term == leaf.text
        if self.is_text(leaf.field) and MARK in term:
            return False
        if isinstance(leaf, Prefix):
            return term.startswith(leaf.text)
        return Levenshtein.distance(leaf.text, term) <= leaf.distance

    def is_text(self, field):
        return self.kinds[field] is Kind.TEXT

    def scores(self, query):
        """The rows that match, each with its score."""
        match query:
            case And(clauses):
                parts = [self.scores(clause) for clause in clauses]
                shared = set.intersection(*map(set, parts)) if parts else set()
                return {id_: sum(part[id_] for part in parts) for id_ in shared}
            case Or(clauses):
                found = Counter()
                for clause in clauses:
                    for id_, score in self.scores(clause).items():
                        found[id_] += score
                return dict(found)
            case Not(clause):
                return dict.fromkeys(self.rows.keys() - self.scores(clause).keys(), 0.0)
            case Boosted(clause, weight):
                return {id_: score * weight for id_, score in self.scores(clause).items()}
        counts = {id_: n for id_, row in self.rows.items() if (n := self.holds(query, row))}
        field = query.clauses[0].field if isinstance(query, Synonyms) and query.clauses else getattr(query, "field", "")
        if self.kinds.get(field) is not Kind.TEXT:
            return dict.fromkeys(counts, 0.0)
        lengths = {id_: sum(map(bool, row.get(field) or ())) for id_, row in self.rows.items()}
        average = sum(lengths.values()) / max(len(lengths), 1)
        weight = bm25.idf(len(self.rows), len(counts))
        return {id_: bm25.score(weight, n, bm25.damping(lengths[id_], average)) for id_, n in counts.items()}

    def search(self, request: SearchRequest) -> SearchResult:
        found = self.scores(request.query)
        if request.filter:
            found = {id_: found[id_] for id_ in found.keys() & self.scores(request.filter).keys()}

        def place(id_):
            if request.sort is Sort.RELEVANCE:
                return (-found[id_], id_)
            day = self.rows[id_].get("first_day")
            return (day is None, (day or 0) * (-1 if request.sort is Sort.NEWEST else 1), id_)

        groups = {}
        for id_ in sorted(found, key=place):
            value = min(self.rows[id_].get(request.collapse) or [], default=None) if request.collapse else None
            groups.setdefault((value,) if value is not None else id_, []).append(id_)
        page = list(groups.values())[request.offset : request.offset + request.limit]
        rows = [self.rows[id_] for id_ in found]
        return SearchResult(
            total=len(found),
            hits=tuple(Hit(group[0], found[group[0]], len(group)) for group in page),
            total_collapsed=len(groups),
            facets={facet.field: tally(rows, facet) for facet in request.facets},
            histograms={part.field: spread(rows, part) for part in request.histograms},
            partial=request.deadline is not None and request.deadline <= 0,
        )


def check(kind, value):
    fits = {
        None: False,
        Kind.DAY: value is None or isinstance(value, int),
        Kind.KEYWORD: not isinstance(value, str | int) and all(isinstance(one, str) for one in value or ()),
        Kind.TEXT: not isinstance(value, str | int) and all(isinstance(one, tuple) for one in value or ()),
    }[kind]
    if not fits:
        raise EngineError(f"{value!r} is no {kind}")


def phrase_starts(values, texts, slop, ordered):
    """At how many positions an occurrence begins: each text at a position of its own, `slop` others in between."""
    places = [[at for at, terms in enumerate(values) if text in terms] for text in texts]
    return len(
        {
            min(chosen)
            for chosen in product(*places)
            if texts
            and len(set(chosen)) == len(chosen)
            and max(chosen) - min(chosen) + 1 - len(chosen) <= slop
            and (not ordered or all(a < b for a, b in pairwise(chosen)))
        }
    )


def tally(rows, facet):
    counts = Counter(value for row in rows for value in set(row.get(facet.field) or ()))
    kept = sorted((-n, value) for value, n in counts.items() if value.startswith(facet.prefix))
    return tuple(Count(value, -n) for n, value in kept[: facet.limit])


def spread(rows, histogram):
    days = (row.get(histogram.field) for row in rows)
    return dict(sorted(Counter(day // UNIT[histogram.unit] for day in days if day is not None).items()))
