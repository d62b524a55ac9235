"""Two versions of a story side by side, as a page and as JSON."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, Response

from dispatchsearch.archive import Archive
from dispatchsearch.export.record import difference_record
from dispatchsearch.search.difference import difference
from dispatchsearch.web.description import answers
from dispatchsearch.web.sheets import sheet


class Versions:
    """The routes over one archive that compare its dispatches."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def router(self) -> APIRouter:
        """Return every route."""
        router = APIRouter(default_response_class=Response)
        described = (self.record.__doc__ or "").strip()
        told = answers("application/json", described)
        router.add_api_route("/difference/{one}/{other}.json", self.record, name="difference.json", responses=told)
        router.add_api_route("/difference/{one}/{other}", self.page, include_in_schema=False)
        return router

    def page(self, one: str, other: str) -> Response:
        """Show two dispatches side by side, what is said otherwise marked."""
        left, right = self.archive.dispatch(one), self.archive.dispatch(other)
        found = difference(left.body, right.body)
        return HTMLResponse(sheet("difference", left=left, right=right, found=found))

    def record(self, one: str, other: str) -> Response:
        """Return two dispatches side by side, and the numbers and names that differ."""
        left, right = self.archive.dispatch(one), self.archive.dispatch(other)
        return JSONResponse(difference_record(left.id, right.id, difference(left.body, right.body)))
