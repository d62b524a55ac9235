from collections import Counter

import pytest

TABLE = [
    # what robots.txt says, an address, whether it may be fetched
    ("", "/a", True),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow: /a\nAllow: /a/public", "/a/public/1", True),
    ("User-agent: *\nAllow: /a/public\nDisallow: /a", "/a/private", False),
    ("User-agent: *\nDisallow: /page\nAllow: /page", "/page", True),
    ("User-agent: *\nAllow: /p\nDisallow: /page", "/page", False),
    ("User-agent: *\nDisallow: /*.php$", "/a.php", False),
    ("User-agent: *\nDisallow: /*.php$", "/a.php?id=1", True),
    ("User-agent: *\nDisallow: /*/print", "/1993/print", False),
    ("User-agent: *\nDisallow: /*?session", "/a?session=1", False),
    ("User-agent: *\nDisallow: /A", "/a", True),
    ("User-agent: *\nDisallow: /\nUser-agent: dispatchsearch\nAllow: /", "/a", True),
    ("User-agent: DispatchSearch\nDisallow: /a\nUser-agent: *\nDisallow:", "/a", False),
    ("User-agent: dispatchsearch\nDisallow: /b\nUser-agent: dispatchsearch\nDisallow: /a", "/a", False),
    ("User-agent: other\nUser-agent: dispatchsearch\nDisallow: /a", "/a", False),
    ("User-agent: other\nDisallow: /a", "/a", True),
    ("\ufeffUser-agent: *\r\nDisallow: /a # not this\r\n", "/a", False),
    ("User-agent: *\rDisallow: /a", "/a", False),
    ("User-agent: *\nDisallow: /caf%C3%A9", "/caf%C3%A9", False),
    ("User-agent: *\nDisallow: /café", "/caf%C3%A9", False),
    ("<html>not found</html>", "/a", True),
    ("#" * 600_000 + "\nUser-agent: *\nDisallow: /", "/a", True),
]


@pytest.mark.parametrize(("rules", "path", "allowed"), TABLE)
def test_robots_txt_is_obeyed(website, crawling, rules, path, allowed):
    website.robots(rules)
    website.page(path.partition("?")[0], "A")
    (outcome,) = crawling(website.url(path))
    assert outcome.what == ("kept" if allowed else "refused")
    assert website.pages_asked == ([path] if allowed else [])


@pytest.mark.parametrize(
    "status", ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone"]
)
def test_where_robots_txt_is_not_to_be_had_everything_may_be_fetched(website, crawling, status):
    website.robots("User-agent: *\nDisallow: /", status=status)
    website.page("/", "Front")
    assert [outcome.what for outcome in crawling(website.url())] == ["kept"]


@pytest.mark.parametrize("status", ["500 Oops", "502 Bad Gateway", "503 Busy", "429 Too Many Requests"])
def test_where_the_server_fails_at_robots_txt_nothing_may_be_fetched_and_the_next_run_asks_again(
    website, crawling, status
):
    website.robots("", status=status)
    website.page("/", "Front")
    (outcome,) = crawling(website.url())
    assert (outcome.what, outcome.pending) == ("stopped", 1)
    assert outcome.reason.startswith(f"without its robots.txt nothing may be fetched: answered {status}")
    assert Counter(website.asked) == {"/robots.txt": 3}
    website.robots("")
    assert [outcome.what for outcome in crawling(website.url())] == ["kept"]


def test_robots_txt_behind_redirects_is_found_and_a_loop_opens_the_site(website, crawling):
    website.moved("/robots.txt", "/rules")
    website.put("/rules", "User-agent: *\nDisallow: /a", kind="text/plain")
    website.page("/a", "A")
    assert [outcome.what for outcome in crawling(website.url("/a"))] == ["refused"]
    website.moved("/rules", "/robots.txt")
    assert [outcome.what for outcome in crawling(website.url("/a"))] == ["kept"]


def test_a_longer_delay_asked_for_is_kept_and_a_shorter_one_is_not(website, crawling, hours):
    website.robots("User-agent: *\nCrawl-delay: 7")
    website.page("/", "Front", "/a")
    website.page("/a", "A")
    crawling(website.url())
    assert hours.naps[-1] == 7.0
    website.robots("User-agent: *\nCrawl-delay: 0.1")
    crawling(website.url())
    assert hours.naps[-1] == 1.0


def test_robots_txt_is_asked_for_again_after_a_day(website, crawling, hours):
    website.page("/", "Front", *(f"/{number}" for number in range(30)))
    for number in range(30):
        website.page(f"/{number}", f"Number {number}")
    crawling(website.url(), delay=3000.0)
    assert website.asked.count("/robots.txt") == 2
