"""A real web server on loopback, a clock whose sleeps take no time, and a crawl between the two."""

import random
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from dispatchsearch.ingest.crawl import Clock, CrawlOutcome, CrawlPolicy, Network, crawl

Route = bytes | Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers as the routes of its website say: a whole response as bytes, or a function that writes one."""

    server: "Server"

    def do_GET(self):
        site = self.server.website
        with site.lock:
            site.asked.append(self.path)
            site.headers.append(dict(self.headers.items()))
        route = site.routes.get(self.path.partition("?")[0], site.otherwise)
        try:
            if isinstance(route, bytes):
                self.wfile.write(route)
            else:
                route(self)
        except OSError:
            pass  # the crawler had heard enough

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    website: "Website"

    def handle_error(self, *_):
        """Say nothing of a client that left: that is what is tested."""


def response(body="", status="200 OK", kind="text/html; charset=utf-8", **headers):
    """Return a whole HTTP response; a header's name is written with _ for -."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.0 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


WORDS = (
    "harbour",
    "boats",
    "storm",
    "office",
    "morning",
    "letters",
    "bridge",
    "market",
    "orchard",
    "winter",
    "lantern",
)


def story(title, *links, head=""):
    """Return a page of invented text, different for each title, with links."""
    told = random.Random(title).choices(WORDS, k=40)
    anchors = "".join(f'<a href="{link}">further</a> ' for link in links)
    return f"<html><head><title>{title}</title>{head}</head><body><p>{' '.join(told)}.</p>{anchors}</body></html>"


NOT_FOUND = response("nothing here", "404 Not Found")


@dataclass
class Website:
    """What the server answers, and what it was asked."""

    port: int
    routes: dict[str, Route] = field(default_factory=dict)
    otherwise: Route = NOT_FOUND
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    scheme: str = "http"

    @property
    def host(self):
        return f"127.0.0.1:{self.port}"

    def url(self, path="/"):
        return f"{self.scheme}://{self.host}{path}"

    def page(self, path, title, *links, head="", **headers):
        self.routes[path] = response(story(title, *links, head=head), **headers)

    def put(self, path, body="", status="200 OK", **headers):
        self.routes[path] = response(body, status, **headers)

    def robots(self, text, **changes):
        self.routes["/robots.txt"] = response(text, kind="text/plain", **changes)

    def moved(self, path, target, status="301 Moved Permanently"):
        self.routes[path] = response("", status, Location=target)

    response = staticmethod(response)
    story = staticmethod(story)

    @property
    def pages_asked(self):
        return [path for path in self.asked if path != "/robots.txt"]


def serve(certificate: Path | None = None) -> Iterator[Website]:
    server = Server(("127.0.0.1", 0), Handler)
    server.website = Website(server.server_address[1])
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.website.scheme = "https"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server.website
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def website():
    yield from serve()


@pytest.fixture
def other_website():
    yield from serve()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """Return a certificate with its key for the name news.example, made for this run."""
    path = tmp_path_factory.mktemp("tls") / "news.pem"
    key = path.with_suffix(".key")
    name = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    subprocess.run([*made, *name, "-keyout", key, "-out", path], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + key.read_bytes())
    return path


@pytest.fixture
def secure_website(certificate):
    yield from serve(certificate)


class Hours:
    """A clock that stands still but for its sleeps; `tick` seconds pass at each look."""

    def __init__(self, tick=0.0):
        self.naps: list[float] = []
        self.seconds = 0.0
        self.tick = tick

    def look(self):
        self.seconds += self.tick
        return self.seconds

    def sleep(self, seconds):
        self.naps.append(seconds)
        self.seconds += seconds

    @property
    def clock(self):
        start = datetime(2026, 3, 1, 12, tzinfo=UTC)
        return Clock(lambda: start + timedelta(seconds=self.seconds), self.look, self.sleep)


@pytest.fixture
def hours():
    return Hours()


@dataclass
class Crawl:
    """Crawls into one folder, as often as told."""

    folder: Path
    hours: Hours

    def __call__(self, *seeds, network=None, **changes):
        policy = CrawlPolicy(**{"allow_private": True} | changes)
        return list(crawl(seeds, self.folder, policy, self.hours.clock, network))

    def step(self, *seeds, **changes) -> Iterator[CrawlOutcome]:
        return crawl(seeds, self.folder, CrawlPolicy(**{"allow_private": True} | changes), self.hours.clock)

    @property
    def files(self):
        return sorted(self.folder.glob("*/*.warc.gz"))

    @property
    def records(self):
        """Return target, date and content of each response stored."""
        found = []
        for path in self.files:
            with path.open("rb") as file:
                for record in ArchiveIterator(file, check_digests="raise"):
                    if record.rec_type == "response":
                        header = record.rec_headers.get_header
                        found.append((header("WARC-Target-URI"), header("WARC-Date"), record.content_stream().read()))
        return found

    @property
    def stored(self):
        return [url for url, _, _ in self.records]

    @staticmethod
    def named(*names):
        """Return a network in which every name given, and no other, is this machine."""

        def look_up(name, _port):
            if name not in names:
                raise OSError("no such name")
            return ["127.0.0.1"]

        return Network(look_up)


@pytest.fixture
def crawling(tmp_path, hours):
    return Crawl(tmp_path / "raw", hours)
