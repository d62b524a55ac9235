"""
What ranks the matches: the words, words that stand side by side, and the words of the best dispatches found.

Only the order is settled here, never what matches: the tree of this room ranks what another tree has let through.
docs/ranking.md tells what each part adds.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise, product
from math import prod

from dispatchsearch.analysis import DEFAULT, Token
from dispatchsearch.engines.bm25 import idf
from dispatchsearch.engines.port import MARK
from dispatchsearch.query import Boosted, Not, Or, Phrase, Query, Required, Synonyms, Term, Words
from dispatchsearch.search.readings import reading
from dispatchsearch.search.rewrite import ALL
from dispatchsearch.search.stopwords import STOP_WORDS

MOST_PAIRS = 24
MOST_WAYS = 6  # to write a pair
LOOKED_AT = 200  # words of the best dispatches whose frequency is asked for

Frequency = Callable[[str, Sequence[str]], Sequence[int]]
"""How many dispatches hold each term in a field."""

Forms = tuple[str, ...]
"""The index terms one word may be, its stem as a plain word first."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the parts of a ranking weigh; one setting for everything, measured in docs/ranking.md."""

    surface: float = 0.15  # the very form typed, against the word in any form
    pair: float = 0.25  # two words side by side, against a word
    best: int = 5  # dispatches that feedback is taken from; 0 for none
    added: int = 50  # words that feedback adds
    original: float = 0.65  # the share of the words asked for in a ranking with feedback: lambda of RM3
    common: float = 0.1  # the share of the archive above which a word tells nothing of the best dispatches


def scoring(words: Query) -> list[Query]:
    """Return what ranks the matches of a resolved tree: each word of a list, whether or not it is required.

    A word that was typed twice counts twice. Other trees rank as they match.
    """
    if isinstance(words, Words):
        kept = [clause.clause if isinstance(clause, Required) else clause for clause in words.clauses]
        counted = Counter(reading(clause, some=True) for clause in kept if not isinstance(clause, Not))
        if counted:
            return [clause if times == 1 else Boosted(clause, times) for clause, times in counted.items()]
    return [reading(words, some=True)]


def pairs(words: Query, frequency: Frequency, weights: Weights) -> list[Query]:
    """Return the pairs of words that stand side by side in a list of words, in any of their forms."""
    if not isinstance(words, Words) or not weights.pair:
        return []
    forms = [_forms(clause) for clause in words.clauses]
    holding = _holding(chain.from_iterable(forms), frequency)
    kept = [tuple(form for form in some if holding[form]) for some in forms]
    neighbours = dict.fromkeys((one, other) for one, other in pairwise(kept) if one and other and one != other)
    return [Boosted(_pair(one, other), weights.pair) for one, other in islice(neighbours, MOST_PAIRS)]


def takes_feedback(words: Query) -> bool:
    """Tell whether a resolved tree is a plain list of several words, with or without filters."""
    if not isinstance(words, Words):
        return False
    asked = [clause for clause in words.clauses if not isinstance(clause, Required | Not)]
    return len(set(asked)) > 1 and all(map(_forms, asked))


def feedback(
    words: Query, best: Iterable[tuple[float, Sequence[Token]]], frequency: Frequency, rows: int, weights: Weights
) -> list[Query]:
    """Return the words that the best dispatches have and few others, weighed after RM3 (Abdul-Jaleel et al., 2004).

    `best` are the scores and tokens of the best dispatches. A word weighs by its share of their words, a dispatch's
    counting by the square of its score, and by its idf; all together weigh (1 - lambda) / lambda of those asked for.
    """
    shares = _shares(best)
    likely = sorted(shares, key=lambda forms: (-shares[forms], forms))[:LOOKED_AT]
    holding = _holding(chain.from_iterable(likely), frequency)
    weighed: dict[Forms, float] = {}
    for forms in likely:
        held = _united((holding[form] for form in forms), rows)
        if 1.5 <= held <= max(2, weights.common * rows):
            weighed[forms] = shares[forms] * idf(rows, round(held))
    chosen = sorted(weighed, key=lambda forms: (-weighed[forms], forms))[: weights.added]
    asked = len(set(words.clauses)) if isinstance(words, Words) else 1
    whole = sum(weighed[forms] for forms in chosen)
    scale = asked * (1 - weights.original) / weights.original / whole if whole else 0
    present = {forms: tuple(form for form in forms if holding[form]) for forms in chosen}
    return [Boosted(_any_of(present[forms]), weighed[forms] * scale) for forms in chosen]


def _forms(clause: Query) -> Forms:
    """Return the terms of a clause that is one word in any field-wide form, nothing for any other clause."""
    match clause:
        case Term(field, text) if field == ALL:
            return (text,)
        case Or((Synonyms(clauses), Boosted())):
            return tuple(term.text for term in clauses if isinstance(term, Term) and term.field == ALL)
    return ()


def _pair(one: Forms, other: Forms) -> Query:
    ways = tuple(Phrase(ALL, texts) for texts in islice(product(one, other), MOST_WAYS))
    return ways[0] if len(ways) == 1 else Synonyms(ways)


def _any_of(forms: Forms) -> Query:
    return Term(ALL, forms[0]) if len(forms) == 1 else Synonyms(tuple(Term(ALL, form) for form in forms))


def _holding(terms: Iterable[str], frequency: Frequency) -> Mapping[str, int]:
    wanted = tuple(dict.fromkeys(terms))
    return dict(zip(wanted, frequency(ALL, wanted), strict=True))


def _united(counts: Iterable[int], rows: int) -> float:
    """Return how many rows hold any of several terms, as if one term said nothing of the other."""
    return rows * (1 - prod(1 - count / rows for count in counts))


def _shares(best: Iterable[tuple[float, Sequence[Token]]]) -> Mapping[Forms, float]:
    """Return the share that each word worth adding has of the best dispatches."""
    shares: defaultdict[Forms, float] = defaultdict(float)
    whole = 0.0
    for score, tokens in best:
        weight = score**2  # the best tells most: RM3 takes its likelihood, which falls faster than its score
        whole += weight
        for terms, count in Counter(token.terms for token in tokens).items():
            if len(terms[0]) > 1 and terms[0] not in STOP_WORDS and not terms[0][0].isdecimal():
                shares[_word(terms)] += weight * count / len(tokens)
    return {forms: share / whole for forms, share in shares.items()} if whole else {}


def _word(terms: tuple[str, ...]) -> Forms:
    """Return the forms of the word that the terms of one position belong to."""
    if len(terms) == 1:
        return (terms[0], f"{DEFAULT}{MARK}{terms[0]}")
    return (terms[1].partition(MARK)[2], terms[1])
