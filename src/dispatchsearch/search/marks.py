"""Which words of a text a query hits: every form of every word, and phrases only where they stand."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dispatchsearch.analysis import Token
from dispatchsearch.query import And, Boosted, Fuzzy, Or, Phrase, Prefix, Query, Required, Synonyms, Term, Words
from dispatchsearch.search.spotting import Placed, beginnings, is_plain, spot, spot_plain


class Mark(NamedTuple):
    """A hit word or name, `text[start:end]`, and the number of the clause it answers."""

    start: int
    end: int
    part: int


@dataclass
class Marker:
    """Finds the hits of a resolved query in texts of one kind: the fields say which of its clauses count."""

    terms: dict[str, int] = field(default_factory=dict)
    phrases: list[tuple[Phrase, int]] = field(default_factory=list)
    partial: list[tuple[Prefix | Fuzzy, int]] = field(default_factory=list)
    records: dict[str, int] = field(default_factory=dict)  # ids of places and persons
    parts: int = 0
    met: set[str] = field(default_factory=set)  # fields of the clauses that count
    _told: dict[tuple[str, ...], int | None] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, query: Query, fields: Sequence[str]) -> "Marker":
        """Return the marker of a resolved query."""
        marker = cls()
        clauses = query.clauses if isinstance(query, Words | And | Or) else (query,)
        for part, clause in enumerate(clauses):
            for leaf in _leaves(clause):
                marker._learn(leaf, part, fields)
        marker.parts = len(clauses)
        return marker

    def _learn(self, leaf: Query, part: int, fields: Sequence[str]) -> None:
        match leaf:
            case Term("place" | "person", record):
                self.records.setdefault(record, part)
            case Term(name, text) if name in fields:
                self.met.add(name)
                self.terms.setdefault(text, part)
            case Phrase(name) if name in fields:
                self.met.add(name)
                self.phrases.append((leaf, part))
            case Prefix(name) | Fuzzy(name) if name in fields:
                self.met.add(name)
                self.partial.append((leaf, part))

    def marks(self, tokens: Sequence[Token]) -> list[Mark]:
        """Return the hits among a text's tokens, in order; each word is marked once."""
        return self._among(list(enumerate(tokens)))

    def marks_in(self, text: str, language: str | None) -> list[Mark]:
        """Return the hits in a text: what `marks` finds among its tokens, for a part of the cost."""
        if not (self.terms or self.phrases or self.partial):
            return []
        if is_plain(text, language) and (begins := self._beginnings):
            return [
                Mark(at + token.start, at + token.end, part)
                for at, tokens in spot_plain(text, language, begins)
                for token in tokens
                if (part := self._part(token)) is not None
            ]
        terms = self.terms.keys() | {term for phrase, _ in self.phrases for term in phrase.texts}
        wanted = self._in_part if self.partial else None
        return self._among(spot(text, language, terms, wanted, counted=bool(self.phrases)))

    @cached_property
    def _beginnings(self) -> re.Pattern[str] | None:
        """What each hit begins with; None where neighbours count or letters may be wrong."""
        if self.phrases or not all(isinstance(leaf, Prefix) for leaf, _ in self.partial):
            return None
        return beginnings([*self.terms, *(leaf.text for leaf, _ in self.partial)])

    def _among(self, placed: Sequence[Placed]) -> list[Mark]:
        found: dict[int, tuple[Token, int]] = {}
        for place, token in placed:
            part = self._part(token)
            if part is not None:
                found[place] = (token, part)
        for phrase, part in self.phrases:
            tokens = dict(placed)
            for place in _places(phrase, placed):
                found.setdefault(place, (tokens[place], part))
        return [Mark(token.start, token.end, part) for _, (token, part) in sorted(found.items())]

    def _part(self, token: Token) -> int | None:
        told, terms = self._told, token.terms
        if terms not in told:  # a page shows the same words again and again
            whole = next((self.terms[term] for term in terms if term in self.terms), None)
            told[terms] = self._partial(terms[0]) if whole is None else whole
        return told[terms]

    def _partial(self, surface: str) -> int | None:
        for leaf, part in self.partial:
            if surface.startswith(leaf.text) if isinstance(leaf, Prefix) else _near((surface,), leaf):
                return part
        return None

    def _in_part(self, surfaces: Collection[str]) -> set[str]:
        """Return those of many surfaces that are hit in part."""
        found: set[str] = set()
        for leaf, _ in self.partial:
            if isinstance(leaf, Prefix):
                found.update(surface for surface in surfaces if surface.startswith(leaf.text))
            else:
                found.update(_near(surfaces, leaf))
        return found


def _leaves(query: Query) -> Iterator[Query]:
    """Yield the leaves of a query, but for those it excludes."""
    match query:
        case And(clauses) | Or(clauses) | Words(clauses) | Synonyms(clauses):
            for clause in clauses:
                yield from _leaves(clause)
        case Required(clause) | Boosted(clause):
            yield from _leaves(clause)
        case Term() | Phrase() | Prefix() | Fuzzy():
            yield query


def _near(surfaces: Collection[str], fuzzy: Fuzzy) -> list[str]:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  # slow to import, seldom needed

    text, most, distance = fuzzy.text, fuzzy.distance, Levenshtein.distance
    sizes = range(len(text) - most, len(text) + most + 1)
    return [one for one in surfaces if len(one) in sizes and distance(one, text, score_cutoff=most) <= most]


def _places(phrase: Phrase, placed: Sequence[Placed]) -> set[int]:
    """Return the positions of the words of a phrase, wherever it stands."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    wanted = set(phrase.texts)
    for place, token in placed:
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
