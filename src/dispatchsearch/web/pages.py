"""The pages of an archive for people: each route asks the archive once or twice and fills a template."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dispatchsearch.archive import Archive
from dispatchsearch.dispatch import Dispatch
from dispatchsearch.engines.port import Sort
from dispatchsearch.errors import UnknownDispatch
from dispatchsearch.export.citation import chicago_bibliography, chicago_note, cite, date_note
from dispatchsearch.export.embedded import metadata
from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.ingest.entities import reasons
from dispatchsearch.search.page import FacetCount, ResultPage
from dispatchsearch.search.present import FACETS
from dispatchsearch.web import links, locales, words
from dispatchsearch.web.asked import (
    GLANCE,
    SHOWN,
    SIZES,
    YEAR,
    Asked,
    AskedForMap,
    Asking,
    AskingForMap,
    AskingFromHit,
)
from dispatchsearch.web.atlas import Atlas, Box, atlas, town_dots
from dispatchsearch.web.marking import paragraphs
from dispatchsearch.web.sheets import sheet
from dispatchsearch.web.timeline import timeline

FORMS_SHOWN = 4
LIKE = 5
"""Dispatches shown as like the one that is read."""
MOST = 12
"""People, places and sources on the first page."""
MAPPED = 200
"""Places of a result that are put on its map, the most mentioned."""
TOWNS = 4_000
"""Dots of a map's background."""
POINTS = frozenset({"capital", "town", "site"})
"""Kinds of places that are a point on a map; all others are areas."""


@dataclass(frozen=True, slots=True)
class Around:
    """Where a dispatch stands in a result, with the addresses of the hits before and after it."""

    rank: int
    total: int
    back: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Chip:
    """One limit of a search that can be taken off again."""

    kind: str
    label: str
    href: str


class Pages:
    """The routes over one archive that answer with a page."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.gazetteer = Gazetteer()
        self._dots = lru_cache(maxsize=64)(self._draw_dots)
        self._home = lru_cache(maxsize=len(locales.KNOWN))(self._draw_home)

    def router(self) -> APIRouter:
        """Return every route."""
        router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
        router.add_api_route("/", self.home)
        router.add_api_route("/search", self.search)
        router.add_api_route("/map", self.map)
        router.add_api_route("/towns/{box}.svg", self.towns)
        router.add_api_route("/dispatch/{dispatch_id}", self.dispatch)
        router.add_api_route("/sources", self.sources)
        router.add_api_route("/rejected", self.rejected)
        router.add_api_route("/corrected", self.corrected)
        return router

    def home(self) -> Response:
        """Show the archive at a glance: everybody comes here first, so it is drawn once for each state of the store."""
        return HTMLResponse(self._home(self.archive.store.database.state(), locales.chosen()))

    def search(self, asked: Asking) -> Response:
        """Show one page of results."""
        page = asked.answer(self.archive)
        return HTMLResponse(sheet("search", page=page, sorts=list(Sort), sizes=SIZES, **self._shared(asked, page)))

    def map(self, asked: AskingForMap) -> Response:
        """Show where the places of a result lie."""
        page = asked.answer(self.archive, replace(asked.options(), limit=1, page=1, facet_limit=MAPPED))
        return HTMLResponse(sheet("map", page=page, atlas=self._atlas(page, asked), **self._shared(asked, page)))

    def towns(self, box: str) -> Response:
        """Show the towns of a part of the world as dots, to lie below a map; never changes, so it is kept for good."""
        try:
            picture = self._dots(box)
        except ValueError as error:
            raise HTTPException(404, str(error)) from error
        return Response(picture, media_type="image/svg+xml")

    def dispatch(self, request: Request, dispatch_id: str, asked: AskingFromHit) -> Response:
        """Show one dispatch with the evidence for what is said of it, and its neighbours in a result it is a hit of."""
        found = self.archive.dispatch(dispatch_id)
        if found.id != dispatch_id:
            return RedirectResponse(f"/dispatch/{found.id}", 308)
        evidence = self.archive.evidence(found.id)
        citation = cite(found, evidence)
        values = {
            "asked": asked if asked.rank else None,
            "around": around(self.archive, asked, asked.rank) if asked.rank else None,
            "printed": asked.printed,
            "paragraphs": paragraphs(as_printed(found))
            if asked.printed
            else paragraphs(found, self._hits(asked, found)),
            "like": [hit for hit in self.archive.like(found, LIKE) if not is_version(hit.dispatch, found)],
            "versions": self.archive.searcher.versions(found),
            "same_day": Asked(source=[found.source]).within(str(found.date.date), str(found.date.date)).href(),
            "why": self.archive.explain(asked.q, asked.options(), found) if asked.rank and asked.q else (),
            "dates": (*evidence.dates, *(date for locator in found.locators for date in locator.dates)),
            "written": written_forms(found),
            "taken": reasons(evidence),
            "note": chicago_note(citation),
            "bibliography": chicago_bibliography(citation),
            "date_note": date_note(citation),
            "metadata": metadata(citation),
            "address": f"{request.base_url}{links.dispatch_href(found.id)[1:]}",
        }
        return HTMLResponse(sheet("dispatch", found=found, **values))

    def _hits(self, asked: Asked, found: Dispatch) -> tuple[tuple[int, int], ...]:
        return self.archive.hits(asked.q, asked.options(), found) if asked.q else ()

    def sources(self) -> Response:
        """List the sources."""
        return HTMLResponse(sheet("sources", sources=self.archive.sources()))

    def rejected(self) -> Response:
        """List what could not be read."""
        return HTMLResponse(sheet("rejected", rejected=self.archive.rejected()))

    def corrected(self) -> Response:
        """List what a person has decided."""
        decided = self.archive.corrections()
        known = self.archive.store.dispatches(decided.dates)
        dates = [(known.get(id_), said) for id_, said in decided.dates.items()]
        return HTMLResponse(sheet("corrected", dates=dates, rules=decided.rules, names=decided.names))

    def _atlas(self, page: ResultPage, asked: Asked) -> Atlas | None:
        places = page.facets.get("place", ())
        regions = {line.value for line in places if self._is_region(line.value)}
        return atlas(places, self.archive.store.names.positions(line.value for line in places), regions, asked)

    def _draw_home(self, _state: int | None, _locale: str) -> str:
        page = self.archive.search("", replace(GLANCE, facet_limit=MAPPED))
        values = {"timeline": timeline(page.years, Asked()), "atlas": self._atlas(page, AskedForMap())}
        return sheet("home", page=page, status=self.archive.glance(), line_href=_line_href, most=MOST, **values)

    def _is_region(self, place: str) -> bool:
        known = self.gazetteer.place(place)
        return known is not None and known.kind not in POINTS

    def _draw_dots(self, box: str) -> str:
        shown = Box.read(box)
        return town_dots(shown, self.gazetteer.towns(shown.west, shown.south, shown.east, shown.north, TOWNS))

    def _shared(self, asked: Asked, page: ResultPage) -> dict[str, object]:
        """Return what all views of a result show."""
        undated = asked.within("", "").with_(q=f"{asked.q} date:undated".strip())
        return {
            "asked": asked,
            "chips": self._chips(asked, page),
            "facets": {**page.facets, YEAR: years(page.years, asked)},
            "timeline": timeline(self._counts(asked, page), asked, sum(page.years.values())),
            "undated_href": undated.href(),
        }

    def _counts(self, asked: Asked, page: ResultPage) -> Mapping[int, int]:
        """Return counts by year, or of a single year by month, or of a single month by day."""
        if len(page.years) != 1 or not page.hits:
            return page.years
        some = not page.holding_all
        months = self.archive.timeline(asked.text(), asked.options(), "month", some=some)
        if len(months) != 1:
            return months
        return self.archive.timeline(asked.text(), asked.options(), "day", some=some)

    def _chips(self, asked: Asked, page: ResultPage) -> list[Chip]:
        labels = {line.value: line.label for lines in page.facets.values() for line in lines}
        chips = [
            Chip(words.FACETS[kind], self._label(kind, value, labels), asked.without(kind, value).href())
            for kind in FACETS
            for value in asked.chosen(kind)
        ]
        for excluded in asked.chosen("excluded"):
            kind, _, value = excluded.partition(":")
            name = f"{words.NOT} {words.FACETS.get(kind, kind)}"
            chips.append(Chip(name, self._label(kind, value, labels), asked.without("excluded", excluded).href()))
        if asked.since or asked.until:
            chips.append(Chip(words.DATE, words.period(asked.since, asked.until), asked.within("", "").href()))
        return chips

    def _label(self, kind: str, value: str, labels: dict[str, str]) -> str:
        """Return the words for a value: an id that no facet line shows is looked up, a name stands for itself."""
        if value in labels or kind not in ("place", "dateline_place", "person"):
            return words.label(labels.get(value, value), kind)
        try:
            return self.archive.heading(value).heading
        except UnknownDispatch:
            return value


def around(archive: Archive, asked: Asked, rank: int) -> Around:
    """Return the neighbours of the hit with this rank."""
    with asked.told_of():
        beside = archive.beside(asked.text(), asked.options(), rank)
    return Around(
        rank=rank,
        total=beside.listed,
        back=asked.with_href(page=-(-rank // asked.limit)),
        before=asked.hit_href(beside.before, rank - 1) if beside.before else None,
        after=asked.hit_href(beside.after, rank + 1) if beside.after else None,
    )


def years(counts: Mapping[int, int], asked: Asked) -> list[FacetCount]:
    """Return the years of a result as lines of a facet in order of time: all where more are asked for, or the fullest.

    One line more than are shown tells that there are others.
    """
    fullest = sorted(counts, key=lambda year: -counts[year])
    shown = sorted(counts) if asked.more == YEAR else [*sorted(fullest[:SHOWN]), *fullest[SHOWN : SHOWN + 1]]
    return [FacetCount(str(year), str(year), counts[year]) for year in shown]


def as_printed(dispatch: Dispatch) -> Dispatch:
    """Return a dispatch with its text as the page has it, of which nothing is marked."""
    return replace(dispatch, body=dispatch.as_printed, marks=(), event_marks=(), repairs=())


def is_version(one: Dispatch, other: Dispatch) -> bool:
    """Tell whether two dispatches tell the same story."""
    return one.version is not None and one.version == other.version


def written_forms(dispatch: Dispatch) -> dict[str, list[str]]:
    """Return how a dispatch itself writes the people and places it carries, where that differs from their headings."""
    headings = {name.id: name.heading for name in (*dispatch.people, *dispatch.places)}
    forms: dict[str, dict[str, None]] = {}
    for mark in dispatch.marks:
        surface = dispatch.body[mark.start : mark.end]
        if surface != headings.get(mark.id):
            forms.setdefault(mark.id, {})[surface] = None
    return {record: list(surfaces)[:FORMS_SHOWN] for record, surfaces in forms.items()}


def _line_href(kind: str, line: FacetCount) -> str:
    return links.source_href(line.value) if kind == "source" else links.record_href(kind, line.value)
