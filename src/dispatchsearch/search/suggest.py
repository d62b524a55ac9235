"""
"Did you mean": words the archive does not know, put as words it knows well.

Candidates are made from the word by single slips of the pen and looked up in the index; where none is there, the index
is asked for words two slips away. A word that the archive knows, if only from one dispatch, is doubted only where the
query finds nothing otherwise. A suggestion is made only if it finds more than what was typed.
"""

import string
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dispatchsearch.analysis import analyze
from dispatchsearch.engines.port import Reader, SearchRequest
from dispatchsearch.query import VALUE_FIELDS, And, Fuzzy, Or, Phrase, Query, Required, Term, Words
from dispatchsearch.search.rewrite import ALL
from dispatchsearch.search.stopwords import STOP_WORDS
from dispatchsearch.store import Store

FEW = 3
"""Dispatches found: with more of them nobody is asked what was meant."""
FIRST = 20
"""Times rarer a slip is in the first letter than in another, about: see Yannakoudakis and Fawthrop (1983)."""
RARER = 50  # times a word the archive knows must be rarer than the one meant instead
SHORTEST = 4  # letters of a word that is put right
SHORTEST_OF_TWO = 7  # letters of a word in which two slips are put right
MOST_WORDS = 8  # of a query that are looked at
LOOKED_THROUGH = 10  # dispatches in which words two slips away are sought
CYRILLIC = "".join(map(chr, range(ord("а"), ord("я") + 1)))


class Speller:
    """Puts a query's words right by what the index holds."""

    def __init__(self, engine: Reader, store: Store) -> None:
        self._engine = engine
        self._store = store
        self._left = MOST_WORDS
        self._doubting = False

    def better(self, query: Query, *, found: int) -> Query | None:
        """Return a user's tree with the words put right that the archive does not know; None where all are well.

        Where it has `found` nothing, words that the archive hardly knows are doubted too.
        """
        for self._doubting in (False, True) if not found else (False,):
            self._left = MOST_WORDS
            corrected = self._corrected(query)
            if corrected != query:
                return corrected
        return None

    def _corrected(self, query: Query) -> Query:
        match query:
            case Words(clauses) | And(clauses) | Or(clauses):
                return replace(query, clauses=tuple(map(self._corrected, clauses)))
            case Required(clause):
                return Required(self._corrected(clause))
            case Term(field, text, False) if field not in VALUE_FIELDS:
                return replace(query, text=self._word(text))
            case Phrase(_, texts, _, _, False):
                return replace(query, texts=tuple(map(self._word, texts)))
        return query

    def _word(self, text: str) -> str:
        """Return a word as the archive would rather have it."""
        tokens = analyze(text)
        surface = tokens[0].terms[0] if len(tokens) == 1 else ""
        if len(surface) < SHORTEST or not surface.isalpha() or surface in STOP_WORDS or not self._left:
            return text
        self._left -= 1
        (known,) = self._engine.frequency(ALL, [surface])
        stems = self._engine.frequency(ALL, tokens[0].terms[1:])
        most = FEW if self._doubting else 0
        if known > most or any(count > most for count in stems):
            return text
        found = self._likeliest(surface, sorted(set(slips(surface))), known)
        if not found and not known and len(surface) >= SHORTEST_OF_TWO:
            found = self._likeliest(surface, self._further(surface), known)
        return found or text

    def _likeliest(self, surface: str, candidates: Sequence[str], known: int) -> str:
        counts = dict(zip(candidates, self._engine.frequency(ALL, candidates), strict=True))
        likely = {word: count * (FIRST if word[:1] == surface[0] else 1) for word, count in counts.items()}
        word = max(likely, key=lambda word: (likely[word], word), default="")
        return word if counts.get(word, 0) > known * RARER else ""

    def _further(self, surface: str) -> list[str]:
        """Return words two slips away, from the best dispatches that hold one."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415  # slow to import, seldom needed

        request = SearchRequest(Fuzzy(ALL, surface, 2), limit=LOOKED_THROUGH)
        dispatches = self._store.dispatches(hit.id for hit in self._engine.search(request).hits)
        words = {
            token.terms[0]
            for dispatch in dispatches.values()
            for text in (dispatch.title, dispatch.body)
            for token in analyze(text)
        }
        return sorted(word for word in words if OSA.distance(word, surface, score_cutoff=2) <= 2)


def slips(word: str) -> Iterator[str]:
    """Yield what a word becomes with one letter left out, doubled, changed, added or swapped with the next."""
    letters = CYRILLIC if word[0] in CYRILLIC else string.ascii_lowercase
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters if letter != tail[0])
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)
