"""The door for browsers: wires the pages of an archive to addresses, says what is wrong in one place, and serves."""

import errno
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

import uvicorn
from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from dispatchsearch import __version__
from dispatchsearch.archive import Archive
from dispatchsearch.errors import DispatchSearchError, EngineError, QueryError, StoreError, UnknownDispatch
from dispatchsearch.web import words
from dispatchsearch.web.asked import Asked
from dispatchsearch.web.data import Data
from dispatchsearch.web.description import describe
from dispatchsearch.web.gate import Gate
from dispatchsearch.web.pages import Pages
from dispatchsearch.web.records import Records
from dispatchsearch.web.sheets import STATIC, asset, sheet
from dispatchsearch.web.versions import Versions

LOCAL = ("127.0.0.1", "localhost", "[::1]")
DATA = (".json", ".jsonl", ".csv", ".ris", ".bib", ".atom", ".txt", ".svg")
"""Suffixes of addresses for programs: what is wrong is told them in JSON."""
AT_ONCE = 64
"""Requests under way or in line before others are told to come again."""
THREADS = 4
"""Threads that answer; other requests wait in line. Python runs one at a time, and each keeps some 20 MB of its own."""
PORTS_TRIED = 50
BACKLOG = 128
PROGRAM = f"{__version__} {' '.join(map(asset, ('style.css', 'reading.css', 'script.js')))}"
SHOWN = 40
"""Characters of a wrong value that are said again."""
REMEDIES = {
    "int_parsing": "a whole number",
    "int_parsing_size": "a smaller number",
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
    "enum": "{expected}",
    "literal_error": "{expected}",
    "string_too_long": "at most {max_length} characters",
    "too_long": "it at most {max_length} times",
}
"""What to write for a parameter that the address has wrong, by the name that pydantic gives the fault."""
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
        title=words.NAME,
        version=__version__,
        docs_url=None,  # these two load scripts from elsewhere
        redoc_url=None,
        lifespan=_with_few_threads,
        exception_handlers={
            DispatchSearchError: _refused,
            RequestValidationError: _misasked,
            HTTPException: _missed,
        },
    )
    app.mount("/static", StaticFiles(directory=STATIC))
    app.include_router(Data(archive).router())  # first: /dispatch/x.json is not the page of the dispatch "x.json"
    app.include_router(Pages(archive).router())
    app.include_router(Records(archive).router())
    app.include_router(Versions(archive).router())
    describe(app)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=4)
    app.add_middleware(Gate, hosts=tuple(hosts), at_once=AT_ONCE, state=lambda: _state(archive))
    return app


def serve(archive: Archive, host: str, port: int, say: Callable[[str], None], *, hosts: Sequence[str] = ()) -> None:
    """Serve until Ctrl-C, on `port` or the next free one; `say` is told where.

    `hosts` are names beside the usual ones that browsers may use for this machine. StoreError where no port is free
    or `host` is not an address of this machine.
    """
    listening = _listen(host, port)
    taken = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    if port not in (0, taken):
        say(f"Port {port} is busy, so this is {taken}.")
    say(f"http://{shown}:{taken}/ shows the archive. Ctrl-C ends it.")
    app = create_app(archive, hosts=(*LOCAL, shown, *hosts))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # uvicorn has ended every request in good order and then raises the signal again
    finally:
        listening.close()


@asynccontextmanager
async def _with_few_threads(_: FastAPI) -> AsyncIterator[None]:
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + PORTS_TRIED, 65_536)):
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else a page's end waits 40 ms for an answer
        try:
            found.bind((host, candidate))
            found.listen(BACKLOG)
        except OSError as error:
            found.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise StoreError(f"{host} cannot be served: {error.strerror or error}") from error
        else:
            return found
    raise StoreError(f"no port from {port} on is free: give another with --port")


def _state(archive: Archive) -> str | None:
    """Name the state of the archive and of this program: what is shown changes only when this does."""
    try:
        return f"{PROGRAM} {archive.store.generation()} {archive.indexed}"
    except DispatchSearchError:
        return None


async def _refused(request: Request, error: Exception) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return _problem(request, status, str(error), getattr(error, "position", None))


async def _misasked(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _problem(request, HTTPStatus.BAD_REQUEST, "; ".join(map(_told, error.errors())))


def _told(fault: Mapping[str, Any]) -> str:
    """Say what is wrong with a parameter and what to write in its place."""
    name, given = fault["loc"][-1], str(fault["input"])
    if fault["type"] not in REMEDIES:
        return f"{name}: {fault['msg']}"
    remedy = REMEDIES[fault["type"]].format(**fault.get("ctx", {}))
    return f"{name} is “{given[:SHOWN]}{'…' if len(given) > SHOWN else ''}”: write {remedy}"


async def _missed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    message = words.NOT_FOUND if error.status_code == HTTPStatus.NOT_FOUND else str(error.detail)
    return _problem(request, HTTPStatus(error.status_code), message, headers=error.headers)


def _problem(
    request: Request,
    status: HTTPStatus,
    message: str,
    column: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers = {"retry-after": "5"}
    if request.scope["path"].endswith(DATA):
        return JSONResponse({"error": message, "column": column}, status, headers)
    asked = Asked(q=request.query_params.get("q", "")[:4_000])
    html = sheet("problem", status=status.value, message=message, asked=asked, column=column)
    return HTMLResponse(html, status, headers)
