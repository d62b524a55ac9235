"""What each request passes on its way in and each answer on its way out: the host it is meant for, and safe headers."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
MISDIRECTED = b"This host name is not served here. Open the address that dispatchsearch serve has printed.\n"


class Gate:
    """An ASGI application around another one.

    A page elsewhere may point its own name at this machine and have the visitor's browser read the archive (DNS
    rebinding); the Host header gives that away, so a name not in `hosts` is answered 421 (RFC 9110, 15.5.20).
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self.app = app
        self.hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        inner = {**scope, "method": "GET"} if head else scope
        outward = _outward(send, bodiless=head)
        if host_name(scope) in self.hosts:
            await self.app(inner, receive, outward)
        else:
            await _misdirect(outward)


def host_name(scope: Scope) -> str:
    """Return the name in the Host header without its port, in lower case; "" where it is missing or given twice."""
    given: list[bytes] = [value for name, value in scope["headers"] if name == b"host"]
    if len(given) != 1:
        return ""
    host = given[0].decode("latin-1").strip().lower()
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


def _outward(send: Send, *, bodiless: bool) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *HEADERS]}
        elif bodiless:
            message = {**message, "body": b""}
        await send(message)

    return with_headers


async def _misdirect(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(MISDIRECTED)).encode())]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": MISDIRECTED})
