"""The pages of an archive for people: each route asks the archive once or twice and fills a template."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dispatchsearch.archive import Archive
from dispatchsearch.dispatch import Dispatch
from dispatchsearch.engines.port import Sort
from dispatchsearch.errors import UnknownDispatch
from dispatchsearch.search.page import FacetCount, ResultPage
from dispatchsearch.web import words
from dispatchsearch.web.asked import FACETS, GLANCE, Asked, Asking
from dispatchsearch.web.marking import paragraphs, record_href
from dispatchsearch.web.sheets import sheet
from dispatchsearch.web.timeline import timeline

FORMS_SHOWN = 4


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

    def router(self) -> APIRouter:
        """Return every route."""
        router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
        router.add_api_route("/", self.home)
        router.add_api_route("/search", self.search)
        router.add_api_route("/dispatch/{dispatch_id}", self.dispatch)
        router.add_api_route("/person/{record_id:path}", self.person)
        router.add_api_route("/place/{record_id:path}", self.place)
        router.add_api_route("/sources", self.sources)
        router.add_api_route("/rejected", self.rejected)
        return router

    def home(self) -> Response:
        """Show the archive at a glance."""
        page, status = self.archive.search("", GLANCE), self.archive.status()
        return HTMLResponse(
            sheet("home", page=page, status=status, timeline=timeline(page.years, Asked()), line_href=_line_href)
        )

    def search(self, asked: Asking) -> Response:
        """Show one page of results."""
        page = asked.answer(self.archive)
        undated = asked.within("", "").with_(q=f"{asked.q} date:undated".strip())
        values = {"chips": self._chips(asked, page), "sorts": list(Sort), "undated_href": undated.href()}
        return HTMLResponse(sheet("search", asked=asked, page=page, timeline=timeline(page.years, asked), **values))

    def dispatch(self, dispatch_id: str) -> Response:
        """Show one dispatch with the evidence for what is said of it."""
        found = self.archive.dispatch(dispatch_id)
        if found.id != dispatch_id:
            return RedirectResponse(f"/dispatch/{found.id}", 308)
        evidence = self.archive.evidence(found.id)
        dates = (*evidence.dates, *(date for locator in found.locators for date in locator.dates))
        values = {"paragraphs": paragraphs(found), "dates": dates, "written": written_forms(found)}
        return HTMLResponse(sheet("dispatch", found=found, **values))

    def person(self, record_id: str) -> Response:
        """Show one person and the dispatches that name them."""
        return self._record(record_id, Asked(person=[record_id], sort=Sort.OLDEST))

    def place(self, record_id: str) -> Response:
        """Show one place and the dispatches that name it."""
        return self._record(record_id, Asked(place=[record_id], sort=Sort.OLDEST))

    def sources(self) -> Response:
        """List the sources."""
        return HTMLResponse(sheet("sources", sources=self.archive.sources()))

    def rejected(self) -> Response:
        """List what could not be read."""
        return HTMLResponse(sheet("rejected", rejected=self.archive.rejected()))

    def _record(self, record_id: str, asked: Asked) -> Response:
        heading = self.archive.heading(record_id)
        page = asked.answer(self.archive)
        within = [self.archive.heading(place) for place in heading.within]
        values = {"within": within, "timeline": timeline(page.years, asked), "every": asked}
        return HTMLResponse(sheet("record", heading=heading, page=page, **values))

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
        if value in labels or kind not in ("place", "person"):
            return labels.get(value, value)
        try:
            return self.archive.heading(value).heading
        except UnknownDispatch:
            return value


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
    if kind in ("place", "person"):
        return record_href(kind, line.value)
    return f"/search?{urlencode({kind: line.value})}"
