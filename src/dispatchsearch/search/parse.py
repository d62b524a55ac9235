"""
The user's words -> the query tree.

Nothing a person types fails, but for limits and impossible dates: what makes no sense as an operator is read as a
plain word, and a note says so. docs/query-language.md tells the language feature by feature.

How tightly things hold together: a sign (+ - NOT) and its clause, NEAR, words side by side, AND, OR.
"""

import itertools
import re
from dataclasses import dataclass, field, replace

from dispatchsearch.analysis import analyze
from dispatchsearch.errors import QueryError
from dispatchsearch.query import (
    TEXT_FIELDS,
    VALUE_FIELDS,
    And,
    Everything,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Required,
    Term,
    Words,
)
from dispatchsearch.search import days

LONGEST = 10_000  # characters of a query
MOST_CLAUSES = 500
DEEPEST = 30  # brackets in brackets
WIDEST = 50  # words between the words of NEAR
MOST_NEAR = 64  # ways to combine the alternatives of NEAR
DISTANCE = 2  # of a fuzzy word
NEAR = 10  # words between, where NEAR has no number

FIELDS = (*TEXT_FIELDS, *VALUE_FIELDS, "before", "after")
OPERATORS = {"AND", "OR", "NOT", "NEAR"}
ITEM = re.compile(
    rf"""
    (?P<sign> [+-] )?
    (?:
        (?P<all> \* ) (?= [\s()] | $ )
      | (?P<lead> (?: (?! [\s"()] ) [\W_] )* ) (?: (?P<field> {"|".join(FIELDS)} ) : (?= [^\s)] ) )? (?P<exact> = )?
        (?: " (?P<quoted> [^"]* ) " (?: ~ (?P<slop> \d+ ) | (?P<star> \* ) )?
          | (?P<open> \( )
          | (?P<chunk> [^\s"()]+ ) )
    )
  | (?P<close> \) )
  | (?P<stray> " )
  | \s+ | .
    """,
    re.VERBOSE | re.DOTALL,
)
NEARNESS = re.compile(r"(?:NEAR(?:/(?P<near>\d+))?|[wW]/(?P<within>\d+))")
SUFFIX = re.compile(
    r"(?P<core>.*?)(?: (?: (?P<star> \* ) | ~ (?P<distance> \d* ) ) (?: (?! [*~] ) [\W_] )* )?",
    re.VERBOSE | re.DOTALL,
)
UNKNOWN_FIELD = re.compile(r"([A-Za-z]+):[^\W_]")
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as understood, and what to tell the user of how it was."""

    query: Query
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """One piece of the query: a clause, a bracket or an operator."""

    kind: str  # clause, open, close, AND, OR, NOT, NEAR
    clause: Query | None = None
    sign: str = ""
    text: str = ""
    slop: int = 0
    column: int = 0


def parse(text: str) -> Parsed:
    """Understand a query; QueryError with the column for an impossible date or a query beyond the limits."""
    if len(text) > LONGEST:
        raise QueryError(f"a query may have {LONGEST:,} characters, this one has {len(text):,}", LONGEST)
    reader = _Reader(text.translate(QUOTES))
    items = reader.items()
    if items:
        return Parsed(_Grammar(items, reader.notes).query(), tuple(dict.fromkeys(reader.notes)))
    if text.strip():
        return Parsed(Not(Everything()), ("there is no word in it to search for",))
    return Parsed(Everything())


def phrase(text: str, *, exact: bool = False) -> Parsed:
    """Take all words of a text as one exact phrase."""
    words = _words(text)
    return Parsed(Phrase("", words, exact=exact)) if words else parse(text)


class _Reader:
    """Cuts the query into items, settling what each one is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.notes: list[str] = []
        self.scopes: list[tuple[str, bool]] = [("", False)]  # field and exactness of the open brackets
        self.found: list[_Item] = []

    def items(self) -> list[_Item]:
        for match in ITEM.finditer(self.text):
            if match["close"]:
                self._close(match.start())
            elif match["stray"]:
                self.notes.append("a quotation mark is not closed: read as plain words")
            elif match["open"]:
                self._open(match)
            elif match["all"] or match["chunk"] is not None or match["quoted"] is not None:
                self._item(match)
            if len(self.found) > 2 * MOST_CLAUSES:
                raise QueryError(f"a query may have {MOST_CLAUSES} words", match.start())
        if len(self.scopes) > 1:
            self.notes.append("a bracket is not closed: closed at the end")
        while len(self.scopes) > 1:
            self._close(len(self.text))
        return _settled(self.found, self.notes)

    def _open(self, match: re.Match[str]) -> None:
        if len(self.scopes) > DEEPEST:
            raise QueryError(f"brackets may stand {DEEPEST} deep in one another", match.start())
        scope, exact = self.scopes[-1]
        self.scopes.append((match["field"] or scope, _is_exact(match) or exact))
        self.found.append(_Item("open", sign=match["sign"] or "", column=match.start()))

    def _close(self, column: int) -> None:
        if len(self.scopes) == 1:
            self.notes.append("a bracket is closed that was not opened: passed over")
            return
        self.scopes.pop()
        if self.found and self.found[-1].kind == "open":
            self.found.pop()
        else:
            self.found.append(_Item("close", column=column))

    def _item(self, match: re.Match[str]) -> None:
        chunk = match["chunk"] or ""
        bare = not (match["sign"] or match["lead"] or match["field"] or match["exact"])
        near = NEARNESS.fullmatch(chunk) if bare else None
        if near:
            slop = min(int(near["near"] or near["within"] or NEAR), WIDEST)
            self.found.append(_Item("NEAR", text=chunk, slop=slop, column=match.start()))
        elif bare and chunk in OPERATORS:
            self.found.append(_Item(chunk, text=chunk, column=match.start()))
        elif clause := self._clause(match, chunk):
            self.found.append(_Item("clause", clause, match["sign"] or "", column=match.start()))

    def _clause(self, match: re.Match[str], chunk: str) -> Query | None:
        if match["all"]:
            return Everything()
        scope, scope_exact = self.scopes[-1]
        name, exact = match["field"] or scope, _is_exact(match) or scope_exact
        if name in TEXT_FIELDS or not name:
            if match["quoted"] is not None:
                return self._quoted(name, match, exact=exact)
            return self._word(name, chunk, exact=exact)
        quoted = match["quoted"]
        value = chunk.rstrip(",;!?") if quoted is None else " ".join(quoted.split())
        if clause := self._value(name, value, match):
            return clause
        if quoted is not None:
            return self._quoted("", match, exact=exact)
        return self._word("", f"{match['field']}/{value}" if match["field"] else value, exact=exact)

    def _quoted(self, name: str, match: re.Match[str], *, exact: bool) -> Query | None:
        words = _words(match["quoted"])
        if not words:
            return None
        if match["slop"] is None:
            return Phrase(name, words, exact=exact)
        slop = int(match["slop"])
        if slop > WIDEST:
            self.notes.append(f"near means at most {WIDEST} words between")
        return Phrase(name, words, min(slop, WIDEST), ordered=False, exact=exact)

    def _word(self, name: str, chunk: str, *, exact: bool) -> Query | None:
        suffix = SUFFIX.fullmatch(chunk)
        assert suffix is not None
        core = _trimmed(suffix["core"].replace("~", "-"))
        if not core:
            return None
        if core in OPERATORS or NEARNESS.fullmatch(core):
            core = core.lower().replace("/", "-")
        if "*" in core:
            self.notes.append(f"{core}: * counts only at the end of a word")
        if not name and (unknown := UNKNOWN_FIELD.match(core)) and "://" not in core:
            self.notes.append(f"{unknown[1]}: is no field here: read as words")
        if suffix["star"]:
            return Prefix(name, core)
        if suffix["distance"] is not None and suffix["distance"].strip("0") + "1" != "1":
            return Fuzzy(name, core, min(int(suffix["distance"]), DISTANCE))
        if suffix["distance"] == "":
            return Fuzzy(name, core)
        return Term(name, core, exact)

    def _value(self, name: str, value: str, match: re.Match[str]) -> Query | None:
        """Return the clause of a field that is compared whole, None where the value is no such thing."""
        prefix = bool(match["star"]) or (match["quoted"] is None and value.endswith("*"))
        value = value.rstrip("*") if prefix else value
        if not re.search(r"[^\W_]", value):
            return None
        if name in ("date", "before", "after", "updated", "event"):
            return self._days(name, value, match.start())
        if prefix:
            return Prefix(name, value)
        return Term(name, value.lower() if name == "lang" else value)

    def _days(self, name: str, value: str, column: int) -> Query | None:
        if name == "date" and re.sub(r"[\W_]", "", value).lower() == "undated":
            return Term("date", "undated")
        if not any(sign.isdecimal() for sign in value):
            self.notes.append(f"{name}:{value} is no date: read as words")
            return None
        read = {"before": days.before, "after": days.after}.get(name, days.bounds)
        try:
            low, high = read(value)
        except ValueError as error:
            raise QueryError(f"{name}: {error}", column) from error
        return Range("date" if name in ("before", "after") else name, low, high)


def _is_exact(match: re.Match[str]) -> bool:
    return "=" in (match["lead"] or "") or bool(match["exact"])


def _trimmed(text: str) -> str:
    """Return a text from its first word to its last."""
    tokens = analyze(text)
    return text[tokens[0].start : tokens[-1].end] if tokens else ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_trimmed, text.replace('"', " ").split())))


def _settled(items: list[_Item], notes: list[str]) -> list[_Item]:
    """Turn operators that have nothing to join into the words they are written with."""
    settled: list[_Item] = []
    for place in range(len(items) - 1, -1, -1):
        item = items[place]
        if item.kind in OPERATORS:
            after = settled[-1].kind if settled else "end"
            before = items[place - 1].kind if place else "start"
            joins = after in ("clause", "open", "NOT") and (item.kind == "NOT" or before in ("clause", "close"))
            if not joins:
                notes.append(f"{item.text} joins nothing here: read as a word")
                item = replace(item, kind="clause", clause=Term("", item.text.lower().replace("/", "-")))
        settled.append(item)
    return settled[::-1]


@dataclass(slots=True)
class _Grammar:
    """Builds the tree of items that are known to fit together."""

    items: list[_Item]
    notes: list[str]
    place: int = 0
    clauses: int = field(default=0)

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
            return Not(_plain(self._signed()))
        sign, clause = self._operand()
        while self._kind() == "NEAR":
            slop = self._next().slop
            _, other = self._operand()
            clause = self._near(clause, other, slop)
        return Required(clause) if sign == "+" else Not(clause) if sign == "-" else clause

    def _operand(self) -> tuple[str, Query]:
        if self._takes("NOT"):
            return "", Not(_plain(self._operand()[1]))
        item = self._next()
        self._count()
        if item.kind == "clause":
            assert item.clause is not None
            return item.sign, item.clause
        inner = self.query()
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

    def _kind(self) -> str:
        return self.items[self.place].kind if self.place < len(self.items) else "end"

    def _takes(self, kind: str) -> bool:
        if self._kind() != kind:
            return False
        self.place += 1
        return True

    def _next(self) -> _Item:
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
