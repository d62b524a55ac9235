"""
A query tree as Tantivy's queries.

Tantivy scores by BM25 too, with k1 1.2 and b 0.75, which it does not let one choose. Forms of a word count as one term
by sharing the rarity of the whole set; where a row holds several of them the best counts, and the others a little.
A prefix or a fuzzy word adds the same to each row that holds it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice, permutations
from typing import Any, Protocol

from tantivy import FieldType, Occur
from tantivy import Query as Asked

from dispatchsearch.engines import bm25
from dispatchsearch.engines.budget import Budget
from dispatchsearch.engines.port import MARK, Kind
from dispatchsearch.engines.tantivy.documents import kept_term, kept_value
from dispatchsearch.errors import EngineError
from dispatchsearch.query import And, Boosted, Everything, Fuzzy, Not, Or, Phrase, Prefix, Query, Range, Synonyms, Term

OTHERS = 0.35
"""What the weaker forms of a term add beside the best: about what BM25 gives to the sum of their frequencies."""

MOST_WAYS = 2_000
"""Ways to place the words of a phrase that are searched, the narrowest first."""

FARTHEST = 2
"""Edits of a fuzzy word."""

META = str.maketrans({letter: f"\\{letter}" for letter in r"\.+*?()|[]{}^$#&-~"})
REST = "(.|\n)*"
ANY_WORD = f"[^\x01]{REST}"


class Terms(Protocol):
    """What is known of an index beside its documents."""

    schema: Any
    size: int  # documents, deleted ones among them, as Tantivy counts them for its scores

    def kind(self, field: str) -> Kind:
        """Return what a field holds; EngineError where there is no such field."""

    def held(self, field: str, kept: str) -> int:
        """Return how many documents hold a term, deleted ones among them."""


class Translator:
    """Makes Tantivy's query of a tree."""

    def __init__(self, terms: Terms, budget: Budget) -> None:
        self._terms = terms
        self._budget = budget

    def both(self, tree: Query, narrow: Query | None) -> tuple[Any, Any]:
        """Return a tree, narrowed by another that does not score, as two queries: with its scores and without."""
        plain, asked = matching(tree), self.query(tree)
        matched = asked if plain == tree else self.query(plain)
        if narrow is None:
            return asked, matched
        occur, within = self._part(matching(narrow))
        return (
            Asked.boolean_query([(Occur.Must, asked), (occur, _silent(within))]),
            Asked.boolean_query([(Occur.Must, matched), (occur, within)]),
        )

    def query(self, tree: Query) -> Any:
        """Return a tree as Tantivy's query, with its scores."""
        match tree:  # what is asked most stands first
            case Term() | Prefix() | Fuzzy():
                return self._word(tree)
            case Synonyms(clauses):
                return self._synonyms(clauses)
            case And(clauses):
                return self._all(clauses)
            case Or(clauses):
                return _any([self.query(clause) for clause in clauses])
            case Boosted(clause, weight):
                found = self.query(clause)
                return Asked.boost_query(found, weight) if weight > 0 else _silent(found)
            case Range():
                return self._range(tree)
            case Phrase():
                return self._phrase(tree)
            case Not():
                return self._all((tree,))
            case Everything():
                return _silent(Asked.all_query())
        raise EngineError(f"{type(tree).__name__} is no clause for an engine.")

    def _all(self, clauses: Sequence[Query]) -> Any:
        if not clauses:
            return Asked.empty_query()
        parts = [self._part(clause) for clause in clauses]
        if all(isinstance(clause, Not) for clause in clauses):
            parts.append((Occur.Must, _silent(Asked.all_query())))
        return Asked.boolean_query(parts)

    def _part(self, clause: Query) -> tuple[Any, Any]:
        """Return what a clause among others must or must not be."""
        if isinstance(clause, Not):
            return Occur.MustNot, self.query(clause.clause)
        return Occur.Must, self.query(clause)

    def _range(self, asked: Range) -> Any:
        if self._terms.kind(asked.field) is not Kind.DAY:
            return Asked.empty_query()
        if asked.low is None and asked.high is None:
            return _silent(Asked.exists_query(asked.field))
        days = Asked.range_query(self._terms.schema, asked.field, FieldType.Integer, asked.low, asked.high)
        return _silent(days)

    def _word(self, word: Term | Prefix | Fuzzy) -> Any:
        kind = self._terms.kind(word.field)
        if kind is Kind.DAY:
            return Asked.empty_query()
        if isinstance(word, Fuzzy):
            found = self._fuzzy(word)
        elif isinstance(word, Prefix):
            pattern = kept_value(word.text).translate(META) + REST if word.text else ANY_WORD
            found = Asked.regex_query(self._terms.schema, word.field, pattern)
        elif kind is Kind.KEYWORD:
            found = Asked.term_query(self._terms.schema, word.field, kept_value(word.text), "basic")
        else:
            return Asked.term_query(self._terms.schema, word.field, kept_term(word.text), "freq")
        return found if kind is Kind.TEXT else _silent(found)

    def _fuzzy(self, word: Fuzzy) -> Any:
        if not 0 <= word.distance <= FARTHEST:
            raise EngineError(f"A fuzzy word can be at most {FARTHEST} edits away.")
        kept = kept_value(word.text)
        found = Asked.fuzzy_term_query(self._terms.schema, word.field, kept, word.distance, False)  # noqa: FBT003
        return Asked.const_score_query(found, 1.0)

    def _synonyms(self, clauses: Iterable[Term | Phrase]) -> Any:
        """Unite forms; each word is weighed with the rarity of all words together."""
        terms = self._terms
        words: list[tuple[str, str, int]] = []
        others = []
        for clause in dict.fromkeys(clauses):
            if not isinstance(clause, Term) or terms.kind(clause.field) is not Kind.TEXT:
                others.append(self.query(clause))
            elif held := terms.held(clause.field, kept := kept_term(clause.text)):
                words.append((clause.field, kept, held))
        found = [Asked.term_query(terms.schema, field, kept, "freq") for field, kept, _ in words]
        if len(words) > 1:
            together = bm25.idf(terms.size, min(sum([held for _, _, held in words]), terms.size))
            found = [
                Asked.boost_query(one, together / bm25.idf(terms.size, held))
                for one, (_, _, held) in zip(found, words, strict=True)
            ]
        return _best(found + others)

    def _phrase(self, phrase: Phrase) -> Any:
        field, texts = phrase.field, phrase.texts
        if self._terms.kind(field) is not Kind.TEXT or not texts:
            return Asked.empty_query()
        if len(texts) == 1:
            return self._word(Term(field, texts[0]))
        kept = [kept_term(text) for text in texts]
        schema = self._terms.schema
        if phrase.ordered and not phrase.slop:
            return Asked.phrase_query(schema, field, [*kept])
        if not phrase.ordered and _are_apart(texts):
            return Asked.phrase_query(schema, field, [(0, kept[0]), (0, kept[1])], phrase.slop + 1)
        ways = list(islice(_ways(kept, phrase.slop, ordered=phrase.ordered), MOST_WAYS + 1))
        if len(ways) > MOST_WAYS:
            self._budget.leave(f"{' '.join(texts)}: not all distances and orders of the words were searched")
        return _best([Asked.phrase_query(schema, field, list(way)) for way in ways[:MOST_WAYS]])


def matching(tree: Query) -> Query:
    """Return a tree that matches the same rows and does not say how well: Tantivy walks it sooner."""
    match tree:
        case Boosted(clause, _):
            return matching(clause)
        case Not(clause):
            return Not(matching(clause))
        case And(clauses):
            return And(tuple(map(matching, clauses)))
        case Or(clauses):
            inner = [matching(clause) for clause in clauses]
            found = dict.fromkeys(
                one for plain in inner for one in (plain.clauses if isinstance(plain, Or | Synonyms) else (plain,))
            )
            return Or(tuple(found)) if len(found) != 1 else next(iter(found))
    return tree


def even_score(tree: Query, terms: Terms) -> float | None:
    """Return the score of all rows that match a tree, where it is the same for each; None where it is not."""
    match tree:
        case Not() | Everything() | Range():
            return 0.0
        case Prefix(field) | Fuzzy(field):
            return 1.0 if terms.kind(field) is Kind.TEXT else 0.0
        case Term(field):
            return None if terms.kind(field) is Kind.TEXT else 0.0
        case Boosted(clause, weight):
            score = even_score(clause, terms) if weight else 0.0
            return None if score is None else score * weight
        case And(clauses):
            scores = [even_score(clause, terms) for clause in clauses]
            return None if None in scores else sum(filter(None, scores))
        case Or(clauses):
            parts = {even_score(clause, terms) for clause in clauses}
            return 0.0 if parts <= {0.0} else None
    return None


def _any(found: Sequence[Any]) -> Any:
    return Asked.boolean_query([(Occur.Should, one) for one in found]) if found else Asked.empty_query()


def _best(found: Sequence[Any]) -> Any:
    if len(found) < 2:
        return found[0] if found else Asked.empty_query()
    return Asked.disjunction_max_query(found, OTHERS)


def _silent(found: Any) -> Any:
    return Asked.const_score_query(found, 0.0)


def _are_apart(texts: Sequence[str]) -> bool:
    """Whether these are two words that never share a position: different, and both surfaces or both stems."""
    return len(texts) == 2 and texts[0] != texts[1] and (MARK in texts[0]) == (MARK in texts[1])


def _ways(kept: Sequence[str], slop: int, *, ordered: bool) -> Iterator[tuple[tuple[int, str], ...]]:
    """Yield each way to place words with at most `slop` others between them, the narrowest first."""
    orders = [tuple(kept)] if ordered else list(dict.fromkeys(islice(permutations(kept), MOST_WAYS + 1)))
    for last in range(len(kept) - 1, len(kept) + slop):
        for inner in combinations(range(1, last), len(kept) - 2):
            for order in orders:
                yield tuple(zip((0, *inner, last), order, strict=True))
