import gzip
import random
import ssl

import pytest

from dispatchsearch.ingest.crawl.fetch import Demand, fetch
from dispatchsearch.ingest.crawl.network import Network, Unfetchable
from dispatchsearch.ingest.crawl.policy import CrawlPolicy

POLICY = CrawlPolicy(allow_private=True, page_bytes=100_000)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
GZIPPED = OK + b"Content-Encoding: gzip\r\n\r\n"
NOISE = random.Random(7).randbytes(3000)


@pytest.fixture
def ask(website, hours):
    """Put a raw answer on the website and fetch it."""

    def asked(answer, demand=None, **changes):
        website.routes["/a"] = answer
        policy = CrawlPolicy(**{"allow_private": True, "page_bytes": 100_000} | changes)
        return fetch(website.url("/a"), policy, hours.clock, Network(), demand or Demand())

    return asked


def test_an_answer_is_kept_as_it_was_sent_and_unpacked_beside_it(ask):
    packed = gzip.compress(b"<p>" + NOISE)
    answer = ask(GZIPPED + packed)
    assert answer.body == packed
    assert answer.content == b"<p>" + NOISE
    assert answer.ip == "127.0.0.1"
    assert answer.fetched == "2026-03-01T12:00:00Z"
    assert answer.media_type == "text/html"


def test_chunks_are_joined(ask):
    assert ask(OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n2\r\nef\r\n0\r\n\r\n").body == b"abcdef"


def test_several_gzip_members_are_one_body(ask):
    assert ask(GZIPPED + gzip.compress(b"one ") + gzip.compress(b"two")).content == b"one two"


def test_a_body_ends_where_its_stated_length_does(ask):
    assert ask(OK + b"Content-Length: 4\r\n\r\nabcdHTTP/1.1 200 OK\r\n\r\nanother page").body == b"abcd"


def test_a_body_without_stated_length_ends_with_the_connection(ask):
    assert ask(OK + b"\r\nabcd").body == b"abcd"


def test_the_body_of_an_error_is_not_read(ask):
    answer = ask(b"HTTP/1.1 500 Oops\r\nContent-Length: 100000000\r\n\r\n")
    assert (answer.status, answer.reason, answer.body) == (500, "Oops", b"")


def test_a_body_may_be_cut_where_that_is_wanted(ask):
    assert ask(OK + b"\r\n" + b"x" * 5000, Demand(cut_at=1000)).body == b"x" * 1000
    assert ask(GZIPPED + gzip.compress(b"x" * 5000), Demand(cut_at=1000)).content == b"x" * 1000


FAULTS = [
    ("no bytes at all", b"", "RemoteDisconnected", True),
    ("no HTTP", b"220 mail.example ESMTP\r\n", "BadStatusLine", True),
    ("shorter than stated", OK + b"Content-Length: 100\r\n\r\nabc", "broke off before its end", True),
    ("a cut chunk", OK + b"Transfer-Encoding: chunked\r\n\r\n10\r\nabc", "IncompleteRead", True),
    ("a false chunk", OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc", "IncompleteRead", True),
    ("cut compression", GZIPPED + gzip.compress(NOISE)[:-20], "broke off before its end", True),
    ("false compression", GZIPPED + b"plain words", "compression is broken", False),
    ("unknown compression", OK + b"Content-Encoding: br\r\n\r\nabc", "compressed with br", False),
    ("too large", OK + b"\r\n" + b"x" * 100_001, "larger than 100000 bytes", False),
    ("too large unpacked", GZIPPED + gzip.compress(NOISE * 34), "larger than 100000 bytes", False),
    ("a picture", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxyz", "image/png is no page", False),
    ("many headers", OK + b"A: b\r\n" * 200 + b"\r\n", "HTTPException", True),
    ("a long header", OK + b"A: " + b"b" * 70_000 + b"\r\n\r\n", "LineTooLong", True),
    ("long headers", OK + (b"A: " + b"b" * 60_000 + b"\r\n") * 3 + b"\r\n", "header of the answer is longer", False),
]


@pytest.mark.parametrize(
    ("answer", "message", "passing"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_an_answer_that_cannot_be_taken_says_why(ask, answer, message, passing):
    with pytest.raises(Unfetchable, match=message) as caught:
        ask(answer)
    assert caught.value.passing is passing


def test_a_bomb_is_left_before_it_fills_the_memory(ask):
    bomb = gzip.compress(bytes(300 * 1024 * 1024), 1)
    with pytest.raises(Unfetchable, match="swells to more than 100 times its size"):
        ask(GZIPPED + bomb, page_bytes=2**40)


def drip(start, piece):
    def dripping(handler):
        handler.wfile.write(start)
        while True:
            handler.wfile.write(piece)
            handler.wfile.flush()

    return dripping


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nSlow: ", OK + b"Transfer-Encoding: chunked\r\n\r\n"])
def test_an_answer_that_never_ends_is_left_at_its_deadline(ask, hours, start):
    hours.tick = 10.0  # seconds pass at each look at the clock, and a look is taken before each read
    with pytest.raises(Unfetchable, match="no whole answer within 60 seconds") as caught:
        ask(drip(start, b"1\r\nx\r\n" if b"chunked" in start else b"x"))
    assert caught.value.passing


def test_a_server_that_says_nothing_is_left_at_its_deadline(website, hours):
    website.routes["/a"] = lambda handler: handler.rfile.read(1)  # waits for what the crawler will not send
    policy = CrawlPolicy(allow_private=True, deadline=0.05)
    with pytest.raises(Unfetchable, match=r"no whole answer within 0\.05 seconds"):
        fetch(website.url("/a"), policy, hours.clock, Network())


def test_a_deadline_that_passes_before_the_connection_is_kept(website, hours):
    hours.tick = 100.0
    with pytest.raises(Unfetchable, match="no whole answer within 60 seconds"):
        fetch(website.url("/"), POLICY, hours.clock, Network())
    assert website.asked == []


def test_a_closed_port_is_a_fault_that_may_pass(hours):
    with pytest.raises(Unfetchable, match="Connection refused") as caught:
        fetch("http://127.0.0.1:9/", POLICY, hours.clock, Network())
    assert caught.value.passing


def test_the_host_is_named_to_the_server_as_the_address_has_it(website, crawling, hours):
    website.put("/a")
    fetch(f"http://news.example:{website.port}/a", POLICY, hours.clock, crawling.named("news.example"))
    assert website.headers[0]["Host"] == f"news.example:{website.port}"


def test_a_certificate_is_checked_against_the_name_asked_for(secure_website, certificate, crawling, hours):
    secure_website.put("/a", "safe")
    trust = ssl.create_default_context(cafile=certificate)
    network = Network(crawling.named("news.example", "other.example").look_up, trust)
    secure = f"news.example:{secure_website.port}/a"
    assert fetch(f"https://{secure}", POLICY, hours.clock, network).body == b"safe"
    with pytest.raises(Unfetchable, match="certificate does not hold"):
        fetch(f"https://other.example:{secure_website.port}/a", POLICY, hours.clock, network)
    with pytest.raises(Unfetchable, match="certificate does not hold"):
        fetch(f"https://{secure}", POLICY, hours.clock, Network(network.look_up))
