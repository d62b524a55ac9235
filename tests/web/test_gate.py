"""What each request and answer passes."""

import pytest

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
