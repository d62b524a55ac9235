"""
The user's words -> the query tree.

Nothing a person types fails, but for limits and impossible dates: what makes no sense as an operator is read as a
plain word, and a note says so. docs/query-language.md tells the language feature by feature.

How tightly things hold together: a sign (+ - NOT) and its clause, NEAR, words side by side, AND, OR.
"""

import itertools
from dataclasses import dataclass

from dispatchsearch.errors import QueryError
from dispatchsearch.query import VALUE_FIELDS, And, Everything, Not, Or, Phrase, Query, Required, Term, Words
from dispatchsearch.search.items import DEEPEST, MOST_CLAUSES, Item, Reader, words_of

LONGEST = 10_000  # characters of a query
MOST_NEAR = 64  # ways to combine the alternatives of NEAR


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as understood, and what to tell the user of how it was."""

    query: Query
    notes: tuple[str, ...] = ()


def parse(text: str) -> Parsed:
    """Understand a query; QueryError with the column for an impossible date or a query beyond the limits."""
    if len(text) > LONGEST:
        raise QueryError(f"a query may have {LONGEST:,} characters, this one has {len(text):,}", LONGEST)
    reader = Reader(text)
    items = reader.items()
    if items:
        return Parsed(_Grammar(items, reader.notes).query(), tuple(dict.fromkeys(reader.notes)))
    if text.strip():
        return Parsed(Not(Everything()), ("there is no word in it to search for",))
    return Parsed(Everything())


def phrase(text: str, *, exact: bool = False) -> Parsed:
    """Take all words of a text as one exact phrase."""
    words = words_of(text)
    return Parsed(Phrase("", words, exact=exact)) if words else parse(text)


@dataclass(slots=True)
class _Grammar:
    """Builds the tree of items that are known to fit together."""

    items: list[Item]
    notes: list[str]
    place: int = 0
    clauses: int = 0
    depth: int = 0

    def query(self) -> Query:
        clauses = [self._conjunction()]
        while self._takes("OR"):
            clauses.append(self._conjunction())
        return clauses[0] if len(clauses) == 1 else Or(tuple(map(_plain, clauses)))

    def _conjunction(self) -> Query:
        clauses = [self._list()]
        while self._takes("AND"):
            clauses.append(self._list())
        return clauses[0] if len(clauses) == 1 else And(tuple(map(_plain, clauses)))

    def _list(self) -> Query:
        clauses = []
        while self._kind() in ("clause", "open", "NOT"):
            clauses.append(self._signed())
        return _plain(clauses[0]) if len(clauses) == 1 else Words(tuple(clauses))

    def _signed(self) -> Query:
        if self._takes("NOT"):
            self._count()
            self._deepen()
            clause = self._signed()
            self.depth -= 1
            return Not(_plain(clause))
        sign, clause = self._operand()
        while self._kind() == "NEAR":
            slop = self._next().slop
            _, other = self._operand()
            clause = self._near(clause, other, slop)
        return Required(clause) if sign == "+" else Not(clause) if sign == "-" else clause

    def _operand(self) -> tuple[str, Query]:
        item = self._next()
        self._count()
        if item.kind == "clause":
            assert item.clause is not None
            return item.sign, item.clause
        self._deepen()
        inner = self._operand()[1] if item.kind == "NOT" else self.query()
        self.depth -= 1
        if item.kind == "NOT":
            return "", Not(_plain(inner))
        self._takes("close")
        return item.sign, inner

    def _near(self, left: Query, right: Query, slop: int) -> Query:
        pairs = list(itertools.islice(itertools.product(_choices(left), _choices(right)), MOST_NEAR + 1))
        joinable = [_join(one, other, slop) for one, other in pairs if one.field == other.field]
        if not pairs or len(joinable) != len(pairs) or len(pairs) > MOST_NEAR:
            self.notes.append("NEAR joins words and phrases only: read as AND")
            return And((left, right))
        return joinable[0] if len(joinable) == 1 else Or(tuple(joinable))

    def _count(self) -> None:
        self.clauses += 1
        if self.clauses > MOST_CLAUSES:
            raise QueryError(f"a query may have {MOST_CLAUSES} words", self.items[self.place - 1].column)

    def _deepen(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            told = f"brackets and NOT may stand {DEEPEST} deep in one another"
            raise QueryError(told, self.items[self.place - 1].column)

    def _kind(self) -> str:
        return self.items[self.place].kind if self.place < len(self.items) else "end"

    def _takes(self, kind: str) -> bool:
        if self._kind() != kind:
            return False
        self.place += 1
        return True

    def _next(self) -> Item:
        self.place += 1
        return self.items[self.place - 1]


def _plain(clause: Query) -> Query:
    """Return a clause without its +, which means nothing where it stands alone."""
    return clause.clause if isinstance(clause, Required) else clause


def _choices(clause: Query) -> list[Phrase]:
    """Return what NEAR can join of a clause, nothing where it cannot."""
    match clause:
        case Term(name, text, exact) if name not in VALUE_FIELDS:
            return [Phrase(name, (text,), exact=exact)]
        case Phrase():
            return [clause]
        case Or(clauses):
            choices = [_choices(one) for one in clauses]
            return [phrase for some in choices for phrase in some] if all(choices) else []
    return []


def _join(one: Phrase, other: Phrase, slop: int) -> Phrase:
    texts = one.texts + other.texts
    return Phrase(one.field, texts, max(slop, one.slop, other.slop), ordered=False, exact=one.exact or other.exact)
