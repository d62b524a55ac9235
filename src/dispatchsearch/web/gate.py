"""
What each request passes on its way in, and each answer on its way out.

In: only for a host name of ours, only so many at once. Out: headers that keep the page from doing or loading anything
else, and a mark of the archive's state, by which a browser asks again without being sent the same twice.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dispatchsearch.web.locales import choose

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
TEXT = (b"content-type", b"text/plain; charset=utf-8")
MISDIRECTED = b"This host name is not served here. Open the address that dispatchsearch serve has printed.\n"
BUSY = b"Too many searches run at once. Try again in a moment.\n"
FOR_GOOD = b"public, max-age=31536000, immutable"


class Gate:
    """An ASGI application around another one.

    `hosts` are the names it answers to. A page elsewhere may point its own name at this machine and have the visitor's
    browser read the archive (DNS rebinding); the Host header gives that away: 421 (RFC 9110, 15.5.20). `at_once` is
    how many requests may be under way before others get 503. `state` names the archive's present state, or nothing.
    """

    def __init__(self, app: ASGIApp, *, hosts: Sequence[str], at_once: int, state: Callable[[], str | None]) -> None:
        self.app = app
        self.hosts = {host.lower() for host in hosts}
        self.at_once = at_once
        self.state = state
        self.under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(send, bodiless=scope["method"] == "HEAD")
        locale = choose(Headers(scope=scope).get("accept-language", ""))
        if host_name(scope) not in self.hosts:
            await answer.plain(421, MISDIRECTED)
        elif self.under_way >= self.at_once:
            await answer.plain(503, BUSY, (b"retry-after", b"2"))
        elif scope["method"] in ("GET", "HEAD") and not self._is_fresh(scope, answer, locale):
            await self._pass({**scope, "method": "GET"}, receive, answer)
        elif scope["method"] in ("GET", "HEAD"):
            await answer.plain(304, b"")
        else:
            await self._pass(scope, receive, answer)

    async def _pass(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        self.under_way += 1
        try:
            await self.app(scope, receive, answer)
        finally:
            self.under_way -= 1

    def _is_fresh(self, scope: Scope, answer: "_Answer", locale: str) -> bool:
        """Give the answer its mark; tell whether the browser already has the answer with this mark."""
        if scope["path"].startswith(("/static/", "/towns/")):
            answer.extra = [(b"cache-control", FOR_GOOD)] if scope["query_string"] or scope["path"][1] == "t" else []
            return False
        state = self.state()
        if state is None:
            return False
        mark = f'W/"{blake2b(f"{state} {locale} ".encode() + _target(scope), digest_size=12).hexdigest()}"'
        answer.extra = [(b"etag", mark.encode()), (b"cache-control", b"no-cache"), (b"vary", b"accept-language")]
        known = Headers(scope=scope).get("if-none-match", "")
        return mark in [one.strip() for one in known.split(",")]


class _Answer:
    """A way out that adds headers to what an application sends."""

    def __init__(self, send: Send, *, bodiless: bool) -> None:
        self.send = send
        self.bodiless = bodiless
        self.extra: list[tuple[bytes, bytes]] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            extra = self.extra if message["status"] in (200, 304) else []
            message = {**message, "headers": [*message.get("headers", []), *extra, *SAFE]}
        elif self.bodiless:
            message = {**message, "body": b""}
        await self.send(message)

    async def plain(self, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> None:
        """Send an answer of our own."""
        length = [] if status == 304 else [TEXT, (b"content-length", str(len(body)).encode())]
        await self({"type": "http.response.start", "status": status, "headers": [*length, *headers]})
        await self({"type": "http.response.body", "body": body})


def host_name(scope: Scope) -> str:
    """Return the name in the Host header without its port, in lower case; "" where it is missing or given twice."""
    given: list[bytes] = [value for name, value in scope["headers"] if name == b"host"]
    if len(given) != 1:
        return ""
    host = given[0].decode("latin-1").strip().lower()
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


def _target(scope: Scope) -> bytes:
    target: bytes = scope["path"].encode("utf-8", "surrogateescape") + b"?" + scope["query_string"]
    return target
