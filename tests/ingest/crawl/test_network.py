import socket

import pytest

from dispatchsearch.ingest.crawl import CrawlPolicy
from dispatchsearch.ingest.crawl.fetch import fetch
from dispatchsearch.ingest.crawl.network import Network, Unfetchable, connect, is_public, look_up, permitted

PRIVATE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1",
]  # fmt: skip
PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_loopback_and_link_local_addresses_are_known_as_such(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_open_internet_are_known_as_such(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://[::1]/", "http://0x7f.1/"]
)
def test_this_machine_is_refused_however_it_is_written(hours, url):
    with pytest.raises(Unfetchable, match="lies on this machine or in a private network") as caught:
        fetch(url, CrawlPolicy(), hours.clock, Network())
    assert caught.value.what == "refused"


def test_of_mixed_addresses_only_the_public_are_taken():
    network = Network(lambda _name, _port: ["10.0.0.1", "8.8.8.8", "::1"])
    assert permitted("news.example", 80, network, allow_private=False) == ["8.8.8.8"]
    assert permitted("news.example", 80, network, allow_private=True) == ["10.0.0.1", "8.8.8.8", "::1"]


def test_the_address_checked_is_the_one_connected_to_and_the_name_is_asked_for_once(website, hours):
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    asked = []

    def turning(name, port):
        asked.append((name, port))
        return next(answers)

    website.put("/")
    answer = fetch(
        f"http://news.example:{website.port}/", CrawlPolicy(allow_private=True), hours.clock, Network(turning)
    )
    assert answer.ip == "127.0.0.1"
    assert asked == [("news.example", website.port)]


@pytest.fixture
def internet(monkeypatch, website):
    """Let connections to 8.8.8.8 end at the website, as if it stood in the open internet."""
    connect_really = socket.create_connection
    monkeypatch.setattr(
        socket,
        "create_connection",
        lambda address, timeout: connect_really(
            ("127.0.0.1", address[1]) if address[0] == "8.8.8.8" else address, timeout
        ),
    )
    return Network(lambda name, _port: ["8.8.8.8"] if name == "news.example" else ["127.0.0.1"])


def test_a_redirect_into_the_private_network_is_refused(website, crawling, internet):
    seed = f"http://news.example:{website.port}/"
    website.moved("/", f"http://secret.example:{website.port}/secret")
    website.page("/secret", "Secret")
    outcomes = crawling(seed, network=internet, allow_private=False)
    assert [outcome.what for outcome in outcomes] == ["redirected", "refused"]
    assert "private network" in outcomes[1].reason
    assert website.pages_asked == ["/"]


def test_a_name_that_turns_private_between_two_pages_is_refused(website, crawling, internet):
    website.page("/", "Front", "/a")
    website.page("/a", "A")
    answers = iter([["8.8.8.8"], ["8.8.8.8"], ["127.0.0.1"]])  # for robots.txt, the front page, and A
    turning = Network(lambda _name, _port: next(answers))
    outcomes = crawling(f"http://news.example:{website.port}/", network=turning, allow_private=False)
    assert [outcome.what for outcome in outcomes] == ["kept", "refused"]
    assert website.pages_asked == ["/"]


def test_a_name_that_cannot_be_looked_up_is_a_fault_that_may_pass(crawling):
    with pytest.raises(Unfetchable, match="could not be looked up: no such name") as caught:
        permitted("news.example", 80, crawling.named(), allow_private=False)
    assert caught.value.passing


def test_the_next_address_is_tried_where_one_does_not_answer(website):
    line, ip = connect(["127.0.0.9", "127.0.0.1"], website.port, lambda: 5.0)
    line.close()
    assert ip == "127.0.0.1"
    with pytest.raises(OSError, match="no address"):
        connect([], 80, lambda: 5.0)


def test_names_are_looked_up_by_the_system():
    assert set(look_up("localhost", 80)) & {"127.0.0.1", "::1"}


def test_a_name_that_cannot_be_one_is_a_fault():
    with pytest.raises(Unfetchable, match="could not be looked up"):
        permitted("a" * 64 + ".example", 80, Network(), allow_private=False)
