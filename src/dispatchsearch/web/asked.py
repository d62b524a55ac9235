"""What an address asks for: it holds the whole state of a search, so each link is an address with one thing changed."""

from typing import Annotated, Self
from urllib.parse import urlencode

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from dispatchsearch.engines.port import Sort
from dispatchsearch.search.page import SearchOptions

GLANCE = SearchOptions(limit=1, sort=Sort.NEWEST, facet_limit=10)
"""The whole archive at a glance: its counts matter, not its hits."""

MANY = ("place", "person", "source", "agency")
"""What may be asked for several times; each narrows."""


class Asked(BaseModel):
    """The parameters of /search, under the names they have in the address."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="ignore")

    q: str = Field(default="", max_length=4_000, description="The query, in the language of docs/query-language.md")
    place: list[str] = Field(default=[], max_length=50, description="A place in any known form, or its id")
    person: list[str] = Field(default=[], max_length=50, description="A person in any known form, or the id")
    source: list[str] = Field(default=[], max_length=50, description="An outlet as cited")
    agency: list[str] = Field(default=[], max_length=50, description="A credited agency")
    since: str = Field(default="", alias="from", max_length=10, description="YYYY, YYYY-MM or YYYY-MM-DD")
    until: str = Field(default="", alias="to", max_length=10, description="The same; its last day counts")
    sort: Sort = Field(default=Sort.RELEVANCE, description="The order of hits; the undated come last")
    page: int = Field(default=1, ge=1, le=100_000, description="Counted from 1")
    limit: int = Field(default=10, ge=1, le=100, description="Hits on a page")

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
        )

    def text(self) -> str:
        """Return the words, with the agencies asked for as required clauses."""
        required = (f'+agency:"{agency.replace(chr(34), " ")}"' for agency in self.chosen("agency"))
        return " ".join([self.q, *required]).strip()

    @property
    def narrowed(self) -> bool:
        """Whether anything beside the words limits the result."""
        return bool(self.since or self.until or any(self.chosen(kind) for kind in MANY))

    def chosen(self, kind: str) -> tuple[str, ...]:
        """Return the values asked for of one kind."""
        return _given(getattr(self, kind))

    def with_(self, **changes: object) -> Self:
        """Return the same search with something changed, on its first page unless a page is among the changes."""
        return self.model_copy(update={"page": 1, **changes})

    def adding(self, kind: str, value: str) -> Self:
        """Return the search narrowed by one more value."""
        return self.with_(**{kind: [*getattr(self, kind), value]})

    def without(self, kind: str, value: str) -> Self:
        """Return the search without one of its limits."""
        return self.with_(**{kind: [kept for kept in getattr(self, kind) if kept != value]})

    def within(self, since: str, until: str) -> Self:
        """Return the search limited to a time, or, given two empty strings, freed of it."""
        return self.with_(since=since, until=until)

    def freed(self) -> Self:
        """Return the words alone, with no limits."""
        return self.with_(since="", until="", **{kind: [] for kind in MANY})

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters that differ from their defaults, in a fixed order."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(kind, value) for kind in MANY for value in self.chosen(kind)]
        pairs += [("from", self.since)] if self.since else []
        pairs += [("to", self.until)] if self.until else []
        pairs += [("sort", self.sort.value)] if self.sort is not Sort.RELEVANCE else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return pairs + ([("limit", str(self.limit))] if self.limit != 10 else [])

    def href(self, suffix: str = "") -> str:
        """Return the address of this search, with a suffix (".json") for other forms of it."""
        pairs = self.pairs()
        return f"/search{suffix}?{urlencode(pairs)}" if pairs else f"/search{suffix}"


Asking = Annotated[Asked, Query()]
"""A route's argument that is read from the address."""


def _given(values: list[str]) -> tuple[str, ...]:
    return tuple(value.strip() for value in values if value.strip())
