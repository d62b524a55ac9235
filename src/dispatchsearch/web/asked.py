"""What an address asks for: it holds the whole state of a search, so each link is an address with one thing changed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import Annotated, ClassVar, Literal, Self
from urllib.parse import quote_plus

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from dispatchsearch.archive import Archive
from dispatchsearch.engines.port import Sort
from dispatchsearch.errors import QueryError
from dispatchsearch.search.page import ResultPage, SearchOptions
from dispatchsearch.search.present import FACETS

YEAR = "year"
"""The years of a result are a facet as well, asked for by `from` and `to`."""
CLAUSES = ("dateline_place", "agency", "lang")
"""Those facets that are asked for in the words of the query."""
SIZES = (10, 25, 50, 100)
"""Hits on a page that are offered."""
SHOWN = 7
"""Lines of a facet, before more are asked for; of twice as many some nested ones fall together."""
SHOWN_ALL = 200
GLANCE = SearchOptions(limit=1, sort=Sort.NEWEST, facet_limit=10)
"""The whole archive at a glance: its counts matter, not its hits."""
DATE: dict[str, JsonValue] = {"pattern": r"^$|^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"}
"""Tells programs what is surely a date; people get the archive's own words on what is none."""
ORDER = ("q", "from", "to", *FACETS, "not", "sort", "page", "limit", "versions", "zoom", "more")
"""The parameters as they follow one another in an address."""
WORKED_OUT = ("gaps", "pieces", "parameters", "parameters_of_hits")
"""What is worked out of one search and holds for no other."""
OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\b")


class Asked(BaseModel):
    """The parameters of /search, under the names they have in the address."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="ignore")
    path: ClassVar[str] = "/search"

    q: str = Field(default="", max_length=4_000, description="The query, in the language of docs/query-language.md")
    place: list[str] = Field(default=[], max_length=50, description="A place in any known form, or its id")
    dateline_place: list[str] = Field(default=[], max_length=50, description="A place that stands in a dateline")
    person: list[str] = Field(default=[], max_length=50, description="A person in any known form, or the id")
    source: list[str] = Field(default=[], max_length=50, description="An outlet as cited")
    agency: list[str] = Field(default=[], max_length=50, description="A credited agency")
    lang: list[str] = Field(default=[], max_length=50, description="A language, as its ISO 639 code")
    excluded: list[str] = Field(
        default=[], alias="not", max_length=50, description="What must not hold: place:ID, source:NAME, year:1993, ..."
    )
    since: str = Field(
        default="", alias="from", max_length=10, description="YYYY, YYYY-MM or YYYY-MM-DD", json_schema_extra=DATE
    )
    until: str = Field(
        default="", alias="to", max_length=10, description="The same; its last day counts", json_schema_extra=DATE
    )
    sort: Sort = Field(default=Sort.RELEVANCE, description="The order of hits; the undated come last")
    page: int = Field(default=1, ge=1, le=1_000, description="Counted from 1")
    limit: int = Field(default=10, ge=1, le=100, description="Hits on a page")
    versions: Literal["folded", "all"] = Field(default="folded", description="Whether each version has its own line")
    zoom: int = Field(default=0, ge=-5, le=5, description="Steps nearer to the map's middle, or farther")
    more: str = Field(default="", max_length=20, description="The facet of which more lines are wanted")

    def options(self) -> SearchOptions:
        """Return what the archive is asked beside the words."""
        return SearchOptions(
            places=self.chosen("place"),
            people=self.chosen("person"),
            sources=self.chosen("source"),
            since=self.since.strip() or None,
            until=self.until.strip() or None,
            sort=self.sort,
            limit=self.limit,
            page=self.page,
            facet_limit=SHOWN_ALL if self.more else 2 * SHOWN,
            all_versions=self.versions == "all",
        )

    def text(self) -> str:
        """Return the words behind the clauses that no option covers, and behind all that is excluded."""
        words = f"({self.q})" if self._clauses() and OPERATOR.search(self.q) else self.q
        return self._clauses() + words

    def answer(self, archive: Archive, options: SearchOptions | None = None) -> ResultPage:
        """Search an archive; the column of a QueryError is one of `q`."""
        with self.told_of():
            return archive.search(self.text(), options or self.options())

    @contextmanager
    def told_of(self) -> Iterator[None]:
        """Have the column of a QueryError, raised for the text of this search, be one of `q`."""
        try:
            yield
        except QueryError as error:
            before = self.text().index(self.q) if self.q else 0
            column = None if error.position is None else max(0, error.position - before)
            raise QueryError(str(error), column) from error

    def chosen(self, kind: str) -> tuple[str, ...]:
        """Return the values asked for of one kind."""
        if kind == YEAR:
            return (self.since,) if self.since == self.until and len(self.since) == len("1993") else ()
        values = getattr(self, kind)
        return tuple(value.strip() for value in values if value.strip()) if values else ()

    def with_(self, **changes: object) -> Self:
        """Return the same search with something changed, on its first page unless a page is among the changes."""
        changed = self.model_copy(update={"page": 1, **changes})
        for name in WORKED_OUT:  # pydantic copies these as well
            vars(changed).pop(name, None)
        return changed

    def with_href(self, **changes: object) -> str:
        """Return the address of the same search `with_` single values changed: a page has a score of such links."""
        pieces = self.pieces | {name: self._piece(name, value) for name, value in changes.items()}
        parameters = "&".join(filter(None, pieces.values()))
        return f"{self.path}?{parameters}" if parameters else self.path

    @cached_property
    def pieces(self) -> dict[str, str]:
        """What each parameter adds to the address of the first page, in their order."""
        pairs = groupby(self.with_().pairs(), key=itemgetter(0))
        return dict.fromkeys(ORDER, "") | {name: _encoded(list(some)) for name, some in pairs}

    @classmethod
    def _piece(cls, name: str, value: object) -> str:
        if value == cls.model_fields[name].default:
            return ""
        return _encoded([(name, value.value if isinstance(value, Sort) else str(value))])

    def adding(self, kind: str, value: str) -> Self:
        """Return the search narrowed by one more value."""
        return self.with_(**{kind: [*getattr(self, kind), value]})

    def adding_href(self, kind: str, value: str) -> str:
        """Return the address of the search narrowed by one more value, or by one more ("not") that must not hold."""
        if kind == YEAR:
            return self.within_href(value, value)
        before, after = self.gaps[kind]
        return f"{before}{kind}={_escaped(value)}{after}"

    def excluding_href(self, kind: str, value: str) -> str:
        """Return the address of the search without what holds a value."""
        return self.adding_href("not", f"{kind}:{value}")

    def within_href(self, since: str, until: str) -> str:
        """Return the address of the search limited to a time."""
        before, after = self.gaps["from"]
        return f"{before}from={_escaped(since)}&to={_escaped(until)}{after}"

    @cached_property
    def gaps(self) -> dict[str, tuple[str, str]]:
        """What stands before and behind one more value of each kind in an address, or ("from") other dates.

        A page has some two hundred links that narrow; they differ in nothing else.
        """
        pairs = self.with_().pairs()
        return {kind: self._gap(kind, pairs) for kind in ("from", *FACETS, "not")}

    def _gap(self, kind: str, pairs: list[tuple[str, str]]) -> tuple[str, str]:
        at = ORDER.index(kind)
        kept = [pair for pair in pairs if kind != "from" or pair[0] not in ("from", "to")]
        before = _encoded([pair for pair in kept if ORDER.index(pair[0]) <= at])
        after = _encoded([pair for pair in kept if ORDER.index(pair[0]) > at])
        return f"{self.path}?{before}{'&' if before else ''}", f"{'&' if after else ''}{after}"

    def without(self, kind: str, value: str) -> Self:
        """Return the search without one of its limits."""
        if kind == YEAR:
            return self.within("", "")
        return self.with_(**{kind: [kept for kept in getattr(self, kind) if kept != value]})

    def within(self, since: str, until: str) -> Self:
        """Return the search limited to a time, or, given two empty strings, freed of it."""
        return self.with_(since=since, until=until)

    def freed(self) -> Self:
        """Return the words alone, with no limits."""
        return self.with_(since="", until="", excluded=[], **{kind: [] for kind in FACETS})

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters that differ from their defaults, in a fixed order."""
        single = [("q", self.q), ("from", self.since), ("to", self.until)]
        pairs = [(name, value) for name, value in single if value]
        pairs += [(kind, value) for kind in FACETS for value in self.chosen(kind)]
        pairs += [("not", value) for value in self.chosen("excluded")]
        pairs += [("sort", self.sort.value)] if self.sort is not Sort.RELEVANCE else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        pairs += [("limit", str(self.limit))] if self.limit != 10 else []
        pairs += [("versions", "all")] if self.versions == "all" else []
        pairs += [("zoom", str(self.zoom))] if self.zoom else []
        return pairs + ([("more", self.more)] if self.more else [])

    def href(self, form: str = "") -> str:
        """Return the address of this search in its own view, or in another form: /search, /map, /search.csv."""
        path = form or self.path
        return f"{path}?{self.parameters}" if self.parameters else path

    @cached_property
    def parameters(self) -> str:
        """The parameters as they stand in an address; a page has several other forms."""
        return _encoded(self.pairs())

    def hit_href(self, dispatch_id: str, rank: int) -> str:
        """Return the address of a dispatch as the hit of this search that it is; `rank` counts from 1."""
        return f"/dispatch/{dispatch_id}?{self.parameters_of_hits}rank={rank}"

    @cached_property
    def parameters_of_hits(self) -> str:
        """What stands before the rank in the address of each hit."""
        parameters = self.with_(limit=10, more="", zoom=0).parameters
        return f"{parameters}&" if parameters else ""

    def _clauses(self) -> str:
        wanted = [f"+{kind}:{_quoted(value)}" for kind in CLAUSES for value in self.chosen(kind)]
        unwanted = [value.partition(":") for value in self.chosen("excluded")]
        wanted += [f"-{kind}:{_quoted(value)}" for kind, _, value in unwanted if kind in FACETS]
        wanted += [f"-date:{value}" for kind, _, value in unwanted if kind == YEAR and value.isdigit()]
        return "".join(f"{clause} " for clause in wanted)


class AskedForMap(Asked):
    """The parameters of /map, which are the same: what is chosen there stays there."""

    path: ClassVar[str] = "/map"


class AskedFromHit(Asked):
    """The parameters of a dispatch's page, when it was opened from a result."""

    rank: int | None = Field(default=None, ge=1, le=100_000, description="Its place in the result, counted from 1")
    printed: bool = Field(default=False, description="Whether the text is shown as the page has it, without repairs")


Asking = Annotated[Asked, Query()]
"""A route's argument that is read from the address."""
AskingFromHit = Annotated[AskedFromHit, Query()]
AskingForMap = Annotated[AskedForMap, Query()]


def _encoded(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{name}={_escaped(value)}" for name, value in pairs)


_escaped = lru_cache(maxsize=4_096)(partial(quote_plus, safe=":"))  # many pages share their facets' values


def _quoted(value: str) -> str:
    return '"' + value.replace('"', " ") + '"'
