"""What each request and answer passes."""

import asyncio
import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from dispatchsearch.web.gate import Gate

PATHS = [
    "/",
    "/search?q=ferry",
    "/search.json?q=ferry",
    "/search.csv",
    "/nothing",
    "/static/style.css",
    "/search?page=0",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_safe_headers(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "host", ["archive.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "evil:80", ""]
)
@pytest.mark.parametrize("path", ["/", "/search.json?q=ferry", "/static/style.css"])
def test_a_name_that_is_not_ours_is_refused(client, host, path):
    answer = client.get(path, headers={"host": host})
    assert answer.status_code in (400, 421)
    assert "ferry" not in answer.text.casefold()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9", "127.0.0.1:80", "[::1]", "[::1]:8000"])
def test_the_names_of_this_machine_are_served(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/search", "/sources", "/search.json"])
def test_nothing_can_be_changed(client, method, path):
    assert client.request(method, path).status_code == 405


def test_a_browser_that_asks_again_is_not_sent_the_same_twice(client):
    first = client.get("/search?q=ferry")
    again = client.get("/search?q=ferry", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "content-security-policy" in again.headers
    other = client.get("/search?q=bread", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_what_is_shown_is_new_once_the_archive_has_changed(client, archive):
    first = client.get("/sources").headers["etag"]
    archive.store.log("indexed", "again", dt.datetime(2026, 2, 3, tzinfo=dt.UTC))
    assert client.get("/sources", headers={"if-none-match": first}).status_code == 200


def test_a_fault_is_never_kept(client):
    assert "etag" not in client.get("/search?q=date:1993-13").headers
    assert "etag" not in client.get("/nothing").headers


def test_assets_are_kept_for_good_under_an_address_that_changes_with_them(client):
    page = client.get("/").text
    for asset in ("style.css", "script.js"):
        address = page.split(f'"/static/{asset}')[1].split('"')[0]
        assert "immutable" in client.get(f"/static/{asset}{address}").headers["cache-control"]


def test_more_requests_than_can_be_answered_are_told_to_come_again():
    release, begun = asyncio.Event(), asyncio.Event()

    async def slow(scope, receive, send):
        begun.set()
        await release.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})

    async def ask(gate):
        sent = []

        async def send(message):
            sent.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "path": "/",
            "query_string": b"",
            "headers": [(b"host", b"localhost")],
        }
        await gate(scope, None, send)
        return sent[0]["status"], dict(sent[0]["headers"])

    async def scene():
        gate = Gate(slow, hosts=["localhost"], at_once=1, state=lambda: None)
        first = asyncio.create_task(ask(gate))
        await begun.wait()
        status, headers = await ask(gate)
        release.set()
        assert (status, headers[b"retry-after"]) == (503, b"2")
        assert (await first)[0] == 200
        assert (await ask(gate))[0] == 200

    with ThreadPoolExecutor(1) as elsewhere:  # the browser's own loop may be running here
        elsewhere.submit(lambda: asyncio.run(scene())).result()
