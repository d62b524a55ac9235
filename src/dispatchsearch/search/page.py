"""What a search is asked with and what it answers: options, hits, snippets, facets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dispatchsearch.dispatch import Dispatch
from dispatchsearch.engines.port import Sort
from dispatchsearch.query import Query

DateMatch = Literal["certain", "possible", "undated"]


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """Everything beside the words: filters, order, page. Filters of one kind narrow together (all must hold)."""

    places: tuple[str, ...] = ()  # names in any known form, or ids of records
    people: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: str | None = None  # YYYY, YYYY-MM or YYYY-MM-DD; its first day counts
    until: str | None = None  # the same; its last day counts
    sort: Sort = Sort.RELEVANCE
    limit: int = 10
    page: int = 1
    phrase: bool = False  # take the words as one phrase
    exact: bool = False  # no other forms of a word or name
    any: bool = False  # count dispatches that hold some of the words, not only all
    facet_limit: int = 12
    all_versions: bool = False  # list each version of a story, not one for all


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of the body; `marks` are the spans in `text` that the query hit."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ResultHit:
    """One dispatch of a page of results."""

    rank: int  # counted from 1 over all pages
    dispatch: Dispatch
    snippet: Snippet
    title_marks: tuple[tuple[int, int], ...]
    score: float
    holds_all: bool  # all the words, in any form
    date_match: DateMatch | None = None  # where dates were asked for
    versions: tuple[Dispatch, ...] = ()  # all that are folded here, this one among them, in order of time; or none


@dataclass(frozen=True, slots=True)
class FacetCount:
    """One line of a facet: the record's id or value, the words shown, the number of dispatches."""

    value: str
    label: str
    count: int
    parent: str | None = None  # the value of the line this one lies in, which stands above it
    level: int = 0  # how many lines it lies in


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands around one hit of a result: the ids of the hits before and after it, and how many hits there are."""

    before: str | None
    after: str | None
    listed: int  # on all pages, with all and with some of the words


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The answer to one search.

    Counts and facets are over the dispatches with all words, or over those with some if none has all. Versions of one
    story are folded within each of the two groups.
    """

    text: str  # as typed
    query: Query  # as understood; str() of it parses to the same tree
    options: SearchOptions
    hits: tuple[ResultHit, ...]
    total: int  # dispatches that facets and counts are over
    holding_all: int
    holding_some: int  # with some but not all of the words
    stories: int  # that the total tells, versions of one counted once; as many as dispatches where none are folded
    listed: int  # hits on all pages, with all and with some of the words
    certain: int | None  # of the total, surely in the dates asked for; None where no dates were asked for
    possible: int | None  # of the total, perhaps in the dates asked for
    undated: int | None  # hold the words but have no date; not part of the total where dates were asked for
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)  # place, person, source, agency
    years: Mapping[int, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()  # how words were understood: "also searched: Ganja, Gandja"
    suggestion: str | None = None  # another query that would find more
    set_aside: int = 0  # dispatches of whose page a part set aside holds all the words; counted where little was found
    aside: Query | None = None  # the query that finds these
    seconds: float = 0.0
    limits: tuple[str, ...] = ()  # what was left out because it costs too much, in words

    @property
    def partial(self) -> bool:
        """Whether the hits and counts are not whole."""
        return bool(self.limits)

    @property
    def pages(self) -> int:
        """How many pages there are, of hits with all and hits with some words."""
        return -(-self.listed // self.options.limit)
