"""
One address -> one answer, within limits of size and time.

http.client reads the protocol; the line under it is ours, so that a deadline and a limit hold for every single read,
also for a header that comes one letter a minute. Each answer has a connection of its own, closed after it: a host
never sees two at a time, and bytes a server sends beyond the length it stated cannot be taken for its next answer.
"""

import http.client
import io
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from dispatchsearch.ingest.crawl.addresses import DEFAULT_PORTS
from dispatchsearch.ingest.crawl.network import Network, Unfetchable, connect, permitted, secured
from dispatchsearch.ingest.crawl.pace import Clock
from dispatchsearch.ingest.crawl.policy import CrawlPolicy
from dispatchsearch.ingest.crawl.unpack import Unpacker

HEADER_BYTES = 128 * 1024
GZIP_TYPES = frozenset({"application/gzip", "application/x-gzip"})
LIST_TYPES = GZIP_TYPES | {
    "text/xml",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
}
PAGE_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "text/plain", "message/rfc822", "application/mbox"})
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered; `body` as it was sent (but for its cutting into chunks), `content` decompressed.

    Only of an answer with status 200 the body is read.
    """

    address: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    content: bytes
    ip: str
    fetched: str  # ISO instant in UTC

    def header(self, name: str) -> str | None:
        """Return the first header of that name, given in lower case; None where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case; empty where none is stated."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Demand:
    """What is wanted of an answer."""

    media_types: frozenset[str] | None = PAGE_TYPES | LIST_TYPES  # None: any
    headers: tuple[tuple[str, str], ...] = ()
    cut_at: int | None = None  # take this many bytes for the whole; without it, too many are a fault


class _Wire(io.RawIOBase):
    """A socket read within a deadline; `allowance` is how many bytes may still come, None for any number."""

    def __init__(self, line: socket.socket, clock: Clock, until: float) -> None:
        self._line = line
        self._clock = clock
        self._until = until
        self.allowance: int | None = HEADER_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._line.settimeout(_left(self._clock, self._until))
        count = self._line.recv_into(buffer)
        if self.allowance is not None:
            self.allowance -= count
            if self.allowance < 0:
                raise Unfetchable(f"the header of the answer is longer than {HEADER_BYTES} bytes")
        return count


@dataclass(frozen=True, slots=True)
class _Line:
    """As much of a socket as http.client uses; the real one is closed by whoever opened it."""

    wire: _Wire
    line: socket.socket

    def sendall(self, data: bytes) -> None:
        self.line.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self.wire)

    def close(self) -> None:
        pass


def fetch(address: str, policy: CrawlPolicy, clock: Clock, network: Network, demand: Demand = Demand()) -> Answer:
    """Ask for a normalised address and return the answer; raises Unfetchable."""
    until = clock.monotonic() + policy.deadline
    try:
        line, ip = _opened(address, policy, clock, network, until)
        with line:
            wire = _Wire(line, clock, until)
            with _asked(address, _Line(wire, line), policy, demand) as response:
                wire.allowance = None
                body, content = _read(response, policy, demand)
    except TimeoutError as error:
        raise Unfetchable(f"no whole answer within {policy.deadline:g} seconds", passing=True) from error
    except ssl.SSLCertVerificationError as error:
        raise Unfetchable(f"the certificate does not hold: {error.verify_message}") from error
    except (http.client.HTTPException, OSError) as error:
        raise Unfetchable(f"the connection broke: {error!r}", passing=True) from error
    headers = tuple(response.getheaders())
    return Answer(address, response.status, response.reason, headers, body, content, ip, clock.stamp())


def _left(clock: Clock, until: float) -> float:
    seconds = until - clock.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def _opened(
    address: str, policy: CrawlPolicy, clock: Clock, network: Network, until: float
) -> tuple[socket.socket, str]:
    parts = urlsplit(address)
    name = parts.hostname or ""
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    allowed = permitted(name, port, network, allow_private=policy.allow_private)
    line, ip = connect(allowed, port, lambda: _left(clock, until))
    return (secured(line, name, network) if parts.scheme == "https" else line), ip


def _asked(address: str, line: _Line, policy: CrawlPolicy, demand: Demand) -> http.client.HTTPResponse:
    """Send the request and read the head of the answer."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.sock = line
    connection.putrequest(
        "GET", parts._replace(scheme="", netloc="").geturl(), skip_host=True, skip_accept_encoding=True
    )
    headers = (
        ("Host", parts.netloc),
        ("User-Agent", policy.user_agent),
        ("Accept", "text/html, application/xhtml+xml, text/plain, application/xml;q=0.9, */*;q=0.1"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
        *demand.headers,
    )
    for name, value in headers:
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def _read(response: http.client.HTTPResponse, policy: CrawlPolicy, demand: Demand) -> tuple[bytes, bytes]:
    """Return the body as sent and as decompressed, each within the limits."""
    if response.status != http.client.OK:
        return b"", b""
    media_type = response.headers.get_content_type() if response.getheader("Content-Type") else ""
    if demand.media_types is not None and media_type not in demand.media_types:
        raise Unfetchable(f"{media_type} is no page", "skipped")
    limit = policy.page_bytes if demand.cut_at is None else demand.cut_at
    unpacker = _unpacker(response, policy, limit)
    sent = bytearray()
    while piece := response.read(_PIECE):
        sent += piece
        if unpacker:
            unpacker.feed(piece)
        plain = unpacker.plain if unpacker else sent
        if max(len(sent), len(plain)) > limit:
            if demand.cut_at is None:
                raise Unfetchable(f"the answer is larger than {limit} bytes")
            return bytes(sent[:limit]), bytes(plain[:limit])
    if response.length or (unpacker and not unpacker.complete):
        raise Unfetchable("the answer broke off before its end", passing=True)
    return bytes(sent), bytes(unpacker.plain if unpacker else sent)


def _unpacker(response: http.client.HTTPResponse, policy: CrawlPolicy, limit: int) -> Unpacker | None:
    coding = response.getheader("Content-Encoding", "").strip().lower()
    if coding in {"", "identity"}:
        return None
    if coding in {"gzip", "x-gzip"}:
        return Unpacker(policy, limit)
    raise Unfetchable(f"the answer is compressed with {coding}, which was not asked for")
