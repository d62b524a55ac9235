"""One person or place over the whole archive: who is meant by a name, and what surrounds them."""

from collections.abc import Mapping
from dataclasses import dataclass

from dispatchsearch.dispatch import Heading, MentionKind
from dispatchsearch.engines.port import Sort
from dispatchsearch.search.page import FacetCount, ResultPage, SearchOptions
from dispatchsearch.search.searcher import Searcher
from dispatchsearch.store import Store

COMPANY = 24  # people and places named beside one


@dataclass(frozen=True, slots=True)
class Portrait:
    """A record with its surroundings; all counts are of dispatches."""

    heading: Heading
    within: tuple[Heading, ...]  # the places a place lies in, nearest first
    people: tuple[FacetCount, ...]  # named in the same dispatches, most often first; the record itself is left out
    places: tuple[FacetCount, ...]
    sources: tuple[FacetCount, ...]
    years: Mapping[int, int]
    page: ResultPage  # the dispatches, oldest first


def portrait(searcher: Searcher, store: Store, heading: Heading, *, limit: int = 10, page: int = 1) -> Portrait:
    """Gather what the archive holds of a record."""
    people, places = ((heading.id,), ()) if heading.kind == "person" else ((), (heading.id,))
    options = SearchOptions(
        people=people,
        places=places,
        sort=Sort.OLDEST,
        limit=limit,
        page=page,
        facet_limit=COMPANY + len(heading.within) + 1,
    )
    found = searcher.search("", options)
    known = store.headings(heading.within)

    def beside(name: str) -> tuple[FacetCount, ...]:
        lines = found.facets.get(name, ())
        return tuple(line for line in lines if line.value != heading.id and line.value not in heading.within)

    return Portrait(
        heading=heading,
        within=tuple(known[place] for place in heading.within if place in known),
        people=beside("person"),
        places=beside("place"),
        sources=beside("source"),
        years=found.years,
        page=found,
    )


def named(searcher: Searcher, store: Store, text: str, kind: MentionKind | None = None) -> tuple[Heading, ...]:
    """Return the records a name may mean: those written or headed exactly so, or else all it may stand for."""
    kinds: tuple[MentionKind, ...] = (kind,) if kind else ("person", "place")
    exact = [heading for one in kinds for heading in store.headings_named(one, text) if heading.variants]
    if not exact:
        headed = store.headings(id_ for one in kinds for id_ in store.names.headed(one, text))
        exact = [heading for heading in headed.values() if heading.variants]
    return tuple(exact or [heading for one in kinds for heading in searcher.records.named(one, text)])
