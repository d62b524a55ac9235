"""The door for browsers: wires the routes of an archive to addresses, and says what is wrong in one place."""

from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from dispatchsearch import __version__
from dispatchsearch.archive import Archive
from dispatchsearch.errors import DispatchSearchError, EngineError, QueryError, StoreError, UnknownDispatch
from dispatchsearch.web import words
from dispatchsearch.web.data import Data
from dispatchsearch.web.gate import Gate
from dispatchsearch.web.pages import Pages
from dispatchsearch.web.sheets import STATIC, sheet

LOCAL = ("127.0.0.1", "localhost", "[::1]")
STATUS: dict[type[DispatchSearchError], HTTPStatus] = {
    QueryError: HTTPStatus.BAD_REQUEST,
    UnknownDispatch: HTTPStatus.NOT_FOUND,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    EngineError: HTTPStatus.SERVICE_UNAVAILABLE,
    DispatchSearchError: HTTPStatus.INTERNAL_SERVER_ERROR,
}


def create_app(archive: Archive, *, hosts: Sequence[str] = LOCAL) -> FastAPI:
    """Return the application that shows `archive`, and changes nothing in it, to requests for one of `hosts`."""
    app = FastAPI(
        title="dispatchsearch",
        version=__version__,
        docs_url=None,  # these two load scripts from elsewhere
        redoc_url=None,
        exception_handlers={
            DispatchSearchError: _refused,
            RequestValidationError: _misasked,
            HTTPException: _missed,
        },
    )
    app.mount("/static", StaticFiles(directory=STATIC))
    app.include_router(Data(archive).router())  # first: /dispatch/x.json is not the page of the dispatch "x.json"
    app.include_router(Pages(archive).router())
    app.add_middleware(Gate, hosts=tuple(hosts))
    return app


async def _refused(request: Request, error: Exception) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return _problem(request, status, str(error), getattr(error, "position", None))


async def _misasked(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
    return _problem(request, HTTPStatus.BAD_REQUEST, wrong)


async def _missed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    message = words.NOT_FOUND if error.status_code == HTTPStatus.NOT_FOUND else str(error.detail)
    return _problem(request, HTTPStatus(error.status_code), message)


def _problem(request: Request, status: HTTPStatus, message: str, column: int | None = None) -> Response:
    headers = {"retry-after": "5"} if status is HTTPStatus.SERVICE_UNAVAILABLE else {}
    if Path(request.url.path).suffix:
        return JSONResponse({"error": message, "column": column}, status, headers)
    query = request.query_params.get("q", "")
    html = sheet("problem", status=status.value, message=message, query=query, column=column)
    return HTMLResponse(html, status, headers)
