"""Why a dispatch is where it is among the hits, in words a person reads."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dispatchsearch.analysis import Token
from dispatchsearch.engines.port import MARK
from dispatchsearch.query import (
    And,
    Boosted,
    Everything,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Required,
    Synonyms,
    Term,
    Words,
)
from dispatchsearch.search.marks import Marker
from dispatchsearch.search.page import DateMatch
from dispatchsearch.search.rewrite import ALL

SHARED = 5  # words of the best hits that are named
DATES = {
    "certain": "Its date lies in the dates asked for.",
    "possible": "Its date is not known closely enough: it may lie in the dates asked for.",
    "undated": "Its date is not known.",
}


@dataclass(frozen=True, slots=True)
class Scored:
    """The parts of a ranking: each clause with what it adds to one dispatch's score."""

    words: Sequence[tuple[Query, float]]
    pairs: Sequence[tuple[Query, float]]
    shared: Sequence[tuple[Query, float]]

    @property
    def whole(self) -> float:
        """The whole score."""
        return sum(score for part in (self.words, self.pairs, self.shared) for _, score in part)


def sentences(
    scored: Scored,
    texts: tuple[Sequence[Token], Sequence[Token]],
    holding: Callable[[Query], int],
    rows: int,
    date: DateMatch | None,
) -> Iterator[str]:
    """Yield why a dispatch is found and ranks as it does.

    `texts` are the tokens of its title and body, `holding` tells how many of all `rows` dispatches a clause matches.
    """
    title, body = texts
    missing = [name(clause) for clause, _ in scored.words if not held(clause, title, body)]
    if len(scored.words) > 1:
        yield "It holds all your words." if not missing else f"It does not hold {_listed(missing)}."
    for clause, score in sorted(scored.words, key=lambda one: -one[1]):
        if times := held(clause, title, body):
            where = ", in the title too" if held(clause, title, ()) else ""
            rare = f"{holding(clause):,} of {rows:,} dispatches hold it"
            yield f"{name(clause)}: {_times(times)}{where}; {rare}{_share(score, scored.whole)}."
    for clause, score in scored.pairs:
        if score:
            yield f"{name(clause)} stand side by side{_share(score, scored.whole)}."
    shared = [(name(clause), score) for clause, score in scored.shared if score]
    if shared:
        best = [word for word, _ in sorted(shared, key=lambda one: -one[1])[:SHARED]]
        whole = sum(score for _, score in shared)
        yield f"It shares words with the best hits: {_listed(best)}{_share(whole, scored.whole)}."
    if date:
        yield DATES[date]


def held(clause: Query, title: Sequence[Token], body: Sequence[Token]) -> int:
    """Return how many words of a title and a body a clause hits."""
    marker = Marker.of(clause, (ALL, "title"))
    return len(marker.marks(title)) + len(marker.marks(body))


def name(clause: Query) -> str:
    """Return a clause of a resolved tree as a person would call it."""
    match clause:
        case Or((Synonyms(), Boosted(Phrase(_, texts)), *_)):  # a name in all its forms
            return " ".join(texts)
        case Or((Synonyms(), Boosted(typed), *_)):
            return name(typed)
        case Synonyms((inner, *_)) | Boosted(inner) | Required(inner):
            return name(inner)
        case Or(clauses):
            return " or ".join(map(name, clauses))
        case And(clauses) | Words(clauses):
            return " with ".join(map(name, clauses))
        case Not(inner):
            return f"not {name(inner)}"
    return _leaf_name(clause)


def _leaf_name(leaf: Query) -> str:
    match leaf:
        case Term(_, text):
            return text.rpartition(MARK)[2]
        case Phrase(_, texts):
            return " and ".join(text.rpartition(MARK)[2] for text in texts)
        case Prefix(_, text):
            return f"words that begin with {text}"
        case Fuzzy(_, text):
            return f"words like {text}"
    return "any dispatch" if isinstance(leaf, Everything) else str(leaf)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _share(score: float, whole: float) -> str:
    return f" ({score / whole:.0%} of its score)" if whole else ""


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
