"""Which words of a text a query hits: every form of every word, and phrases only where they stand."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from dispatchsearch.analysis import Token
from dispatchsearch.query import And, Boosted, Fuzzy, Or, Phrase, Prefix, Query, Required, Synonyms, Term, Words


class Mark(NamedTuple):
    """A hit word or name, `text[start:end]`, and the number of the clause it answers."""

    start: int
    end: int
    part: int


@dataclass(slots=True)
class Marker:
    """Finds the hits of a resolved query in texts of one kind: the fields say which of its clauses count."""

    terms: dict[str, int] = field(default_factory=dict)
    phrases: list[tuple[Phrase, int]] = field(default_factory=list)
    partial: list[tuple[Prefix | Fuzzy, int]] = field(default_factory=list)
    records: dict[str, int] = field(default_factory=dict)  # ids of places and persons
    parts: int = 0

    @classmethod
    def of(cls, query: Query, fields: Sequence[str]) -> "Marker":
        """Return the marker of a resolved query."""
        marker = cls()
        clauses = query.clauses if isinstance(query, Words | And | Or) else (query,)
        for part, clause in enumerate(clauses):
            for leaf in _wanted(clause):
                marker._learn(leaf, part, fields)
        marker.parts = len(clauses)
        return marker

    def _learn(self, leaf: Query, part: int, fields: Sequence[str]) -> None:
        match leaf:
            case Term("place" | "person", record):
                self.records.setdefault(record, part)
            case Term(name, text) if name in fields:
                self.terms.setdefault(text, part)
            case Phrase(name) if name in fields:
                self.phrases.append((leaf, part))
            case Prefix(name) | Fuzzy(name) if name in fields:
                self.partial.append((leaf, part))

    def marks(self, tokens: Sequence[Token]) -> list[Mark]:
        """Return the hits among a text's tokens, in order; each word is marked once."""
        found: dict[int, int] = {}
        for place, token in enumerate(tokens):
            part = self._part(token)
            if part is not None:
                found[place] = part
        for phrase, part in self.phrases:
            for place in _places(phrase, tokens):
                found.setdefault(place, part)
        return [Mark(tokens[place].start, tokens[place].end, part) for place, part in sorted(found.items())]

    def _part(self, token: Token) -> int | None:
        for term in token.terms:
            if term in self.terms:
                return self.terms[term]
        surface = token.terms[0]
        for leaf, part in self.partial:
            if surface.startswith(leaf.text) if isinstance(leaf, Prefix) else _is_near(surface, leaf):
                return part
        return None


def _wanted(query: Query) -> Iterator[Query]:
    """Yield the leaves of a query, but for those it excludes."""
    match query:
        case And(clauses) | Or(clauses) | Words(clauses) | Synonyms(clauses):
            for clause in clauses:
                yield from _wanted(clause)
        case Required(clause) | Boosted(clause):
            yield from _wanted(clause)
        case Term() | Phrase() | Prefix() | Fuzzy():
            yield query


def _is_near(surface: str, fuzzy: Fuzzy) -> bool:
    return Levenshtein.distance(surface, fuzzy.text, score_cutoff=fuzzy.distance) <= fuzzy.distance


def _places(phrase: Phrase, tokens: Sequence[Token]) -> set[int]:
    """Return the positions of the words of a phrase, wherever it stands."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    wanted = set(phrase.texts)
    for place, token in enumerate(tokens):
        for term in token.terms:
            if term in wanted:
                holding[term].append(place)
    if len(holding) < len(wanted):
        return set()
    found: set[int] = set()
    reach = len(phrase.texts) + phrase.slop
    for start in sorted({place for places in holding.values() for place in places}):
        chosen = _choice(phrase, holding, start, start + reach)
        if chosen is not None:
            found.update(chosen)
    return found


def _choice(phrase: Phrase, holding: dict[str, list[int]], start: int, end: int) -> list[int] | None:
    """Return a place for each word of a phrase within a window, the first that are free; None where one has none."""
    chosen: list[int] = []
    after = start
    for text in phrase.texts:
        place = next((at for at in holding[text] if after <= at < end and at not in chosen), None)
        if place is None:
            return None
        chosen.append(place)
        after = place + 1 if phrase.ordered else start
    return chosen if start in chosen else None
