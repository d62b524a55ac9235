"""
The user's query cut into items: clauses, brackets and operators, each settled as what it is.

A word's sign, field and suffix are read here, and what makes no sense as an operator becomes a word, with a note.
"""

import re
from dataclasses import dataclass, replace

from dispatchsearch.analysis import analyze
from dispatchsearch.errors import QueryError
from dispatchsearch.query import TEXT_FIELDS, VALUE_FIELDS, Everything, Fuzzy, Phrase, Prefix, Query, Range, Term
from dispatchsearch.search import days

MOST_CLAUSES = 500
DEEPEST = 30  # brackets and NOT in one another
WIDEST = 50  # words between the words of NEAR
NEAR = 10  # words between, where NEAR has no number
DISTANCE = 2  # of a fuzzy word

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
class Item:
    """One piece of the query: a clause, a bracket or an operator."""

    kind: str  # clause, open, close, AND, OR, NOT, NEAR
    clause: Query | None = None
    sign: str = ""
    text: str = ""
    slop: int = 0
    column: int = 0


class Reader:
    """Cuts the query into items, settling what each one is."""

    def __init__(self, text: str) -> None:
        self.text = text.translate(QUOTES)
        self.notes: list[str] = []
        self.scopes: list[tuple[str, bool]] = [("", False)]  # field and exactness of the open brackets
        self.found: list[Item] = []

    def items(self) -> list[Item]:
        """Return the items in order; QueryError for an impossible date or too many of them."""
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
            raise QueryError(f"brackets and NOT may stand {DEEPEST} deep in one another", match.start())
        scope, exact = self.scopes[-1]
        self.scopes.append((match["field"] or scope, _is_exact(match) or exact))
        self.found.append(Item("open", sign=match["sign"] or "", column=match.start()))

    def _close(self, column: int) -> None:
        if len(self.scopes) == 1:
            self.notes.append("a bracket is closed that was not opened: passed over")
            return
        self.scopes.pop()
        if self.found and self.found[-1].kind == "open":
            self.found.pop()
        else:
            self.found.append(Item("close", column=column))

    def _item(self, match: re.Match[str]) -> None:
        chunk = match["chunk"] or ""
        bare = not (match["sign"] or match["lead"] or match["field"] or match["exact"])
        near = NEARNESS.fullmatch(chunk) if bare else None
        if near:
            slop = min(int(near["near"] or near["within"] or NEAR), WIDEST)
            self.found.append(Item("NEAR", text=chunk, slop=slop, column=match.start()))
        elif bare and chunk in OPERATORS:
            self.found.append(Item(chunk, text=chunk, column=match.start()))
        elif clause := self._clause(match, chunk):
            self.found.append(Item("clause", clause, match["sign"] or "", column=match.start()))

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
        words = words_of(match["quoted"])
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


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as typed, without the signs around them."""
    return tuple(filter(None, map(_trimmed, text.replace('"', " ").split())))


def _settled(items: list[Item], notes: list[str]) -> list[Item]:
    """Turn operators that have nothing to join into the words they are written with."""
    settled: list[Item] = []
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
