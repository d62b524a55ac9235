"""The same answers for programs: JSON beside each page, and results as files."""

from collections.abc import Iterable
from dataclasses import asdict

from fastapi import APIRouter
from fastapi.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from dispatchsearch.archive import Archive
from dispatchsearch.export import record
from dispatchsearch.export.record import Record
from dispatchsearch.export.table import csv_lines
from dispatchsearch.web.asked import GLANCE, Asking


class Data:
    """The routes over one archive that answer in JSON and other formats."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def router(self) -> APIRouter:
        """Return every route."""
        router = APIRouter()
        router.add_api_route("/index.json", self.home)
        router.add_api_route("/search.json", self.search)
        router.add_api_route("/search.csv", self.search_csv)
        router.add_api_route("/dispatch/{dispatch_id}.json", self.dispatch)
        router.add_api_route("/person/{record_id:path}.json", self.heading)
        router.add_api_route("/place/{record_id:path}.json", self.heading)
        router.add_api_route("/sources.json", self.sources)
        router.add_api_route("/rejected.json", self.rejected)
        return router

    def home(self) -> Response:
        """Return the numbers of the archive, and what is most written of."""
        page, status = record.page_record(self.archive.search("", GLANCE)), asdict(self.archive.status())
        numbers = {name: value for name, value in status.items() if name not in ("folder", "roots")}
        return _json({**numbers, "years": page["years"], "facets": page["facets"]})

    def search(self, asked: Asking) -> Response:
        """Return one page of results."""
        return _json(record.page_record(self.archive.search(asked.text(), asked.options())))

    def search_csv(self, asked: Asking) -> Response:
        """Return one page of results as a table."""
        page = self.archive.search(asked.text(), asked.options())
        return _file(csv_lines(hit.dispatch for hit in page.hits), "text/csv; charset=utf-8", "dispatches.csv")

    def dispatch(self, dispatch_id: str) -> Response:
        """Return one dispatch; an id that has moved leads to its successor."""
        found = self.archive.dispatch(dispatch_id)
        if found.id != dispatch_id:
            return RedirectResponse(f"/dispatch/{found.id}.json", 308)
        return _json(record.dispatch_record(found))

    def heading(self, record_id: str) -> Response:
        """Return a person or place of the whole archive."""
        return _json(record.heading_record(self.archive.heading(record_id)))

    def sources(self) -> Response:
        """Return the sources."""
        return _json([record.source_record(source) for source in self.archive.sources()])

    def rejected(self) -> Response:
        """Return every input that is not in the archive, and why."""
        return _json([record.rejection_record(rejection) for rejection in self.archive.rejected()])


def _json(value: Record | list[Record]) -> Response:
    return JSONResponse(value)


def _file(lines: Iterable[str], media_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(iter(lines), media_type=media_type, headers=headers)
