"""
The query tree: what a search means, before any engine has a say.

A tree is first the user's (fields and words as typed), then, rewritten, the index's (fields of the schema, terms of
the analyzer). `Words` and `Required` exist in the user's tree only; an engine is never given them.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One word or one whole value. An empty field means any text; `exact` keeps a word from being widened."""

    field: str
    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, with at most `slop` other words between first and last; `ordered=False` takes any order."""

    field: str
    texts: tuple[str, ...]
    slop: int = 0
    ordered: bool = True
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words at most `distance` insertions, deletions or substitutions away (Levenshtein)."""

    field: str
    text: str
    distance: int = 1


@dataclass(frozen=True, slots=True)
class Range:
    """Days from `low` to `high`, both included, each as the integer yyyymmdd; None leaves a side open.

    On a DAY field of the index it matches rows that have a day there, within the bounds.
    """

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class And:
    """All of the clauses; scores are added."""

    clauses: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the clauses; scores are added."""

    clauses: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything the clause does not match; scores nothing."""

    clause: "Query"


@dataclass(frozen=True, slots=True)
class Boosted:
    """The clause, its score multiplied by `weight` (0 silences it)."""

    clause: "Query"
    weight: float


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Terms and phrases of one TEXT field that count as one term: frequencies are summed, dispatches united."""

    clauses: tuple[Term | Phrase, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """Each row; scores nothing."""


@dataclass(frozen=True, slots=True)
class Words:
    """The user's list of clauses without an operator: those with all come first, then those with some."""

    clauses: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Required:
    """A clause the user marked with +."""

    clause: "Query"


Leaf = Term | Phrase | Prefix | Fuzzy | Range | Everything
Query = Leaf | And | Or | Not | Boosted | Synonyms | Words | Required


def leaves(query: Query) -> Iterator[Leaf]:
    """Yield the leaves of a tree from left to right, those below Not among them."""
    match query:
        case And(clauses) | Or(clauses) | Words(clauses) | Synonyms(clauses):
            for clause in clauses:
                yield from leaves(clause)
        case Not(clause) | Required(clause) | Boosted(clause, _):
            yield from leaves(clause)
        case _:
            yield query
