"""
The one door between this house and any search engine.

An engine stores rows of terms and finds their ids. It never sees a Dispatch, never reads a user's words, and keeps
nothing that could not be rebuilt. What it promises is held in tests/engines/test_conformance.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, Protocol

from dispatchsearch.query import Query


class Kind(Enum):
    """What a field holds."""

    TEXT = "text"  # positions, each with one or more terms: ranked, and searched in order
    KEYWORD = "keyword"  # a set of whole values: filtered, counted, replaced without rewriting text
    DAY = "day"  # one integer, 19930627: ranged, sorted, counted by year, month or day


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the index."""

    name: str
    kind: Kind


Positions = Sequence[tuple[str, ...]]
"""A TEXT value: one tuple of terms for each position (the folded surface, then its stem where that differs)."""

MARK = ":"
"""A term of a TEXT field that holds this is a stem (`en:run`): Prefix and Fuzzy pass over it."""

Value = Positions | Sequence[str] | int | None
Row = Mapping[str, Value]
"""Values by field name: Positions for TEXT, a sequence of strings for KEYWORD, an int or None for DAY."""

DATED = "first_day"
"""The DAY field that hits are ordered by."""


class Sort(Enum):
    """The order of hits; ties fall by id, the undated come last both ways."""

    RELEVANCE = "relevance"
    NEWEST = "newest"  # by the field DATED, latest first
    OLDEST = "oldest"  # by the field DATED, earliest first


@dataclass(frozen=True, slots=True)
class Facet:
    """Count the values of a KEYWORD field over all matches: the `limit` most frequent that begin with `prefix`."""

    field: str
    limit: int = 20
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Histogram:
    """Count the matches by year (1993), month (199306) or day (19930627) of a DAY field."""

    field: str
    unit: Literal["year", "month", "day"] = "year"

    @property
    def divisor(self) -> int:
        """What a day as an integer is divided by to give its unit."""
        return {"year": 10_000, "month": 100, "day": 1}[self.unit]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked of an engine."""

    query: Query
    filter: Query | None = None  # narrows the matches, never the scores
    facets: tuple[Facet, ...] = ()
    histograms: tuple[Histogram, ...] = ()
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    collapse: str | None = None  # a KEYWORD field: only the best hit of each value is returned
    deadline: float | None = None  # seconds from now; when it has passed the result is partial


@dataclass(frozen=True, slots=True)
class Hit:
    """One found row; `versions` counts the matches folded under it, itself among them."""

    id: str
    score: float
    versions: int = 1


@dataclass(frozen=True, slots=True)
class Count:
    """How many matches have this value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What an engine found: totals and counts are over all matches, hits are the page asked for.

    `facets` maps a field to its counts, most frequent first, ties by value; `histograms` maps a field to
    {year, month or day as an integer: count} in order of time.
    """

    total: int
    hits: tuple[Hit, ...]
    total_collapsed: int = 0  # how many hits there would be when collapsed; equals total without collapse
    facets: Mapping[str, tuple[Count, ...]] = field(default_factory=dict)
    histograms: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    partial: bool = False  # hits and counts are not whole
    limits: tuple[str, ...] = ()  # why not, for the user to read


class Reader(Protocol):
    """What is asked of rows. Every method may raise EngineError."""

    def search(self, request: SearchRequest) -> SearchResult:
        """Find rows."""

    def frequency(self, field: str, terms: Sequence[str]) -> Sequence[int]:
        """Return, for each term or value, how many rows hold it in the field."""

    def count(self) -> int:
        """Return how many rows there are."""


class Engine(Reader, Protocol):
    """A search engine as the house knows it. Every method may raise EngineError."""

    def write(self, rows: Mapping[str, Row]) -> None:
        """Add rows by id (1 to 255 bytes), all or none; an id again replaces. Seen by the next `search`."""

    def pack(self, rows: Mapping[str, Row]) -> Any:
        """Return rows in the form they are written from; it can be handed from process to process."""

    def write_packed(self, parts: Sequence[Any]) -> None:
        """Add packed rows as `write` adds rows: all or none. No two may have one id."""

    def revise(self, values: Mapping[str, Row]) -> None:
        """Replace KEYWORD and DAY values of rows that exist, leaving their text; unknown ids are passed over."""

    def delete(self, ids: Iterable[str]) -> None:
        """Remove rows, all or none; ids that are not there are passed over."""

    def generation(self) -> int:
        """Return the number last given to `mark`, 0 for a new index."""

    def mark(self, generation: int) -> None:
        """Remember durably which state of the store the rows reflect."""

    def clear(self) -> None:
        """Remove all rows, and whatever is damaged; the generation is 0 again."""

    def compact(self) -> None:
        """Bring the index into the form that is read fastest; what is found stays the same."""

    def check(self) -> None:
        """Read back everything that was written; EngineError where it is not as it was."""

    def close(self) -> None:
        """Let go of files; closing twice is no error."""
