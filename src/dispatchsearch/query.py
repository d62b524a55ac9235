"""
The query tree: what a search means, before any engine has a say.

A tree is first the user's (fields and words as typed), then, rewritten, the index's (fields of the schema, terms of
the analyzer). `Words` and `Required` exist in the user's tree only; an engine is never given them. str() of a user's
tree is a query in the user's language (docs/query-language.md) that is understood as that same tree.
"""

import calendar
import re
from dataclasses import dataclass

TEXT_FIELDS = ("title", "text", "byline", "dateline", "aside")
"""Fields a user searches word by word; no field means any text. What was set aside is found by `aside` alone."""

VALUE_FIELDS = tuple("place dateline_place person source agency date updated event path lang id".split())
"""Fields a user compares as a whole: they narrow a search and are never optional."""

BARE = re.compile(r"[^\W_](?:[^\s\"()*~]*[^\W_])?")  # a value that needs no quotation marks


class _Printed:
    """str() of a node is a query."""

    __slots__ = ()

    def __str__(self) -> str:
        return _write(self)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Term(_Printed):
    """One word or one whole value. An empty field means any text; `exact` keeps a word from being widened."""

    field: str
    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Phrase(_Printed):
    """Words in this order, with at most `slop` other words between first and last; `ordered=False` takes any order."""

    field: str
    texts: tuple[str, ...]
    slop: int = 0
    ordered: bool = True
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Prefix(_Printed):
    """Words that begin so."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy(_Printed):
    """Words at most `distance` insertions, deletions or substitutions away (Levenshtein)."""

    field: str
    text: str
    distance: int = 1


@dataclass(frozen=True, slots=True)
class Range(_Printed):
    """Days from `low` to `high`, both included, each as the integer yyyymmdd; None leaves a side open.

    On a DAY field of the index it matches rows that have a day there, within the bounds.
    """

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class And(_Printed):
    """All of the clauses; scores are added."""

    clauses: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or(_Printed):
    """At least one of the clauses; scores are added."""

    clauses: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not(_Printed):
    """Everything the clause does not match; scores nothing."""

    clause: "Query"


@dataclass(frozen=True, slots=True)
class Boosted(_Printed):
    """The clause, its score multiplied by `weight` (0 silences it)."""

    clause: "Query"
    weight: float


@dataclass(frozen=True, slots=True)
class Synonyms(_Printed):
    """Terms and phrases of one TEXT field that count as one term: frequencies are summed, dispatches united."""

    clauses: tuple[Term | Phrase, ...]


@dataclass(frozen=True, slots=True)
class Everything(_Printed):
    """Each row; scores nothing."""


@dataclass(frozen=True, slots=True)
class Words(_Printed):
    """The user's list of clauses without an operator: those with all come first, then those with some."""

    clauses: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Required(_Printed):
    """A clause the user marked with +."""

    clause: "Query"


Leaf = Term | Phrase | Prefix | Fuzzy | Range | Everything
Query = Leaf | And | Or | Not | Boosted | Synonyms | Words | Required


LOOSE, TIGHT = 0, 3
"""How tightly a node holds together: OR, then AND, then juxtaposed words, then a single clause."""


def _write(query: Query, within: int = LOOSE) -> str:
    match query:
        case Or(clauses):
            written, binds = " OR ".join(_write(clause, 1) for clause in clauses), 0
        case And(clauses):
            written, binds = " AND ".join(_write(clause, 2) for clause in clauses), 1
        case Words(clauses):
            written, binds = " ".join(_write(clause, TIGHT) for clause in clauses), 2
        case Required(clause):
            written, binds = "+" + _write_signed(clause), TIGHT
        case Not(clause):
            written, binds = "-" + _write_signed(clause), TIGHT
        case Boosted(clause, weight):
            written, binds = f"{_write(clause, TIGHT)}^{weight:g}", TIGHT
        case Synonyms(clauses):
            written, binds = "{" + " ".join(map(_write, clauses)) + "}", TIGHT
        case _:
            written, binds = _write_leaf(query), TIGHT
    return f"({written})" if binds < within else written


def _write_signed(clause: Query) -> str:
    return f"({clause})" if isinstance(clause, Not | Required) else _write(clause, TIGHT)


def _write_leaf(leaf: Leaf) -> str:
    match leaf:
        case Everything():
            return "*"
        case Range(field, low, high):
            return f"{field}:{_write_days(low, high)}"
        case Term(_, text, exact):
            written = ("=" if exact else "") + _write_value(leaf.field, text)
        case Phrase(_, texts, slop, ordered, exact):
            written = ("=" if exact else "") + '"' + " ".join(texts) + '"' + ("" if ordered else f"~{slop}")
        case Prefix(_, text):
            written = _write_value(leaf.field, text) + "*"
        case Fuzzy(_, text, distance):
            written = f"{text}~" + ("" if distance == 1 else str(distance))
    return f"{leaf.field}:{written}" if leaf.field else written


def _write_value(field: str, text: str) -> str:
    return f'"{text}"' if field in VALUE_FIELDS and not BARE.fullmatch(text) else text


def _write_days(low: int | None, high: int | None) -> str:
    """Write bounds as years or months where both allow it."""
    for cut in (10_000, 100, 1):
        first, last = low and low // cut, high and high // cut
        if (not first or _first_day(first) == low) and (not last or _last_day(last) == high):
            break
    written = [_write_day(part) if part else "" for part in (first, last)]
    return written[0] if first == last else "..".join(written)


def _first_day(part: int) -> int:
    return part * 10_000 + 101 if part < 10_000 else part * 100 + 1 if part < 1_000_000 else part


def _last_day(part: int) -> int:
    if part < 10_000:
        return part * 10_000 + 1231
    return part * 100 + calendar.monthrange(part // 100, part % 100)[1] if part < 1_000_000 else part


def _write_day(part: int) -> str:
    """Write 1993, 199306 or 19930627 with its hyphens."""
    digits = f"{part:04}" if part < 10_000 else f"{part:06}" if part < 1_000_000 else f"{part:08}"
    return "-".join(filter(None, (digits[:4], digits[4:6], digits[6:])))
