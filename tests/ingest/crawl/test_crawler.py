import os
import signal
import socket
import subprocess
import sys
from collections import Counter

import pytest

from dispatchsearch.errors import CrawlError
from dispatchsearch.ingest.read import read


def whats(outcomes):
    return Counter(outcome.what for outcome in outcomes)


def by_path(website, outcomes):
    return {outcome.url.removeprefix(website.url("")): outcome for outcome in outcomes}


@pytest.fixture
def archive_of_300(website):
    """A site of a front page, ten years and 289 stories, each linked from its year and from the story before it."""
    years = [f"/{1990 + number}/" for number in range(10)]
    website.page("/", "Front", *years)
    for number in range(289):
        website.page(
            f"/story/{number}.html", f"Story {number}", f"/story/{number + 1}.html" if number < 288 else "/", "#top"
        )
    for number, year in enumerate(years):
        website.page(year, f"Year {year}", *(f"/story/{story}.html" for story in range(number, 289, 10)))
    return website


@pytest.fixture
def lines(monkeypatch):
    """Return the list of connections made; none may be made before the last one is closed."""
    connect = socket.create_connection
    made = []

    def watched(*args, **kwargs):
        assert all(line.fileno() == -1 for line in made)
        made.append(connect(*args, **kwargs))
        return made[-1]

    monkeypatch.setattr(socket, "create_connection", watched)
    return made


def test_three_hundred_pages_are_stored_once_each_over_one_connection_at_a_time(archive_of_300, crawling, lines):
    outcomes = crawling(archive_of_300.url())
    assert whats(outcomes) == {"kept": 300}
    assert outcomes[-1].pending == 0
    assert len(crawling.stored) == len(set(crawling.stored)) == 300
    assert max(Counter(archive_of_300.asked).values()) == 1
    assert len(lines) == 301  # robots.txt among them
    assert [path.parent.name for path in crawling.files] == [f"127.0.0.1_{archive_of_300.port}"]


def test_one_request_a_second_is_made_and_the_crawler_says_who_it_is(website, crawling, hours):
    website.page("/", "Front", "/a", "/b")
    website.page("/a", "A")
    website.page("/b", "B")
    crawling(website.url(), contact="editor@news.example")
    assert hours.naps == [1.0, 1.0, 1.0]  # four requests, robots.txt among them
    assert {headers["User-Agent"] for headers in website.headers} == {"dispatchsearch (+editor@news.example)"}


def test_what_was_crawled_is_read_back_with_address_and_time(website, crawling):
    website.page("/1993/story.html", "Ferry", X_Press="yes")
    crawling(website.url("/1993/story.html"))
    (path,) = crawling.files
    (document,) = read(path, "host/a.warc.gz")
    assert document.url == website.url("/1993/story.html")
    assert document.fetched.startswith("2026-03-01T12:00:01")
    assert document.data.startswith(b"<html><head><title>Ferry")
    assert ("x-press", "yes") in document.headers


def test_a_second_crawl_of_an_unchanged_site_stores_nothing(website, crawling):
    website.page("/", "Front", "/tagged", "/dated", "/plain")

    def tagged(handler):
        known = handler.headers.get("If-None-Match") == '"one"'
        handler.wfile.write(
            website.response("", "304 Not Modified") if known else website.response("tag", ETag='"one"')
        )

    def dated(handler):
        known = handler.headers.get("If-Modified-Since") == "Sun, 01 Feb 2026 00:00:00 GMT"
        answer = website.response("date", Last_Modified="Sun, 01 Feb 2026 00:00:00 GMT")
        handler.wfile.write(website.response("", "304 Not Modified") if known else answer)

    website.routes |= {"/tagged": tagged, "/dated": dated}
    website.page("/plain", "Plain")
    assert whats(crawling(website.url())) == {"kept": 4}
    before = crawling.files
    assert whats(crawling(website.url())) == {"unchanged": 4}
    assert whats(crawling(website.url())) == {"unchanged": 4}
    assert crawling.files == before
    assert website.pages_asked[8:] == ["/", "/tagged", "/dated", "/plain"]


def test_a_second_crawl_stores_what_changed_and_follows_its_new_links(website, crawling):
    website.page("/", "Front", "/a")
    website.page("/a", "A")
    crawling(website.url())
    website.page("/a", "A, corrected", "/b")
    website.page("/b", "B")
    assert whats(crawling(website.url())) == {"unchanged": 1, "kept": 2}
    assert Counter(crawling.stored) == {website.url("/"): 1, website.url("/a"): 2, website.url("/b"): 1}


def test_a_page_whose_file_was_removed_is_stored_again(website, crawling):
    website.page("/", "Front", ETag='"one"')
    crawling(website.url())
    crawling.files[0].unlink()
    assert whats(crawling(website.url())) == {"kept": 1}
    assert "If-None-Match" not in website.headers[-1]


def test_a_wider_scope_asks_for_known_pages_whole_to_see_their_links(website, crawling):
    website.page("/", "Front", "/1993/a", "/1994/a", ETag='"one"')
    website.page("/1993/a", "A")
    website.page("/1994/a", "B")
    assert whats(crawling(website.url(), include=("/1993/",))) == {"kept": 2}
    assert whats(crawling(website.url(), include=("/199*/a",))) == {"unchanged": 2, "kept": 1}
    assert "If-None-Match" not in website.headers[-2]


def test_depth_include_and_exclude_bound_the_crawl(website, crawling):
    website.page("/", "Front", "/news/a", "/sport/a", "/news/print/a")
    website.page("/news/a", "A", "/news/b")
    website.page("/news/b", "B", "/news/c")
    outcomes = crawling(website.url(), depth=2, include=("/news/",), exclude=("/print/",))
    assert whats(outcomes) == {"kept": 3}
    assert website.pages_asked == ["/", "/news/a", "/news/b"]


@pytest.mark.parametrize(("limit", "first"), [({"max_pages": 2}, 2), ({"max_bytes": 600}, 2)])
def test_a_crawl_stops_at_its_limit_and_goes_on_when_run_again(website, crawling, limit, first):
    website.page("/", "Front", "/a", "/b", "/c")
    for name in "abc":
        website.page(f"/{name}", name)
    outcomes = crawling(website.url(), **limit)
    assert whats(outcomes) == {"kept": first, "stopped": 1}
    assert "as many as were allowed" in outcomes[-1].reason
    assert outcomes[-1].pending == 4 - first
    assert whats(crawling(website.url(), **limit))["kept"] == 2
    assert len(set(crawling.stored)) == 4
    assert max(Counter(website.pages_asked).values()) == 1


def test_only_the_seeds_host_is_crawled_unless_told(website, other_website, crawling):
    website.page("/", "Front", other_website.url("/a"), "/b")
    website.page("/b", "B")
    other_website.page("/a", "A", "/c")
    other_website.page("/c", "C")
    crawling(website.url())
    assert other_website.asked == []
    outcomes = crawling(website.url(), hosts=(other_website.host,))
    assert other_website.asked == ["/robots.txt", "/a", "/c"]
    assert whats(outcomes) == {"unchanged": 2, "kept": 2}
    assert {path.parent.name for path in crawling.files} == {
        f"127.0.0.1_{website.port}",
        f"127.0.0.1_{other_website.port}",
    }


def test_two_hosts_do_not_wait_for_each_other(website, other_website, crawling, hours):
    for site in (website, other_website):
        site.page("/", f"Front {site.port}", "/a")
        site.page("/a", f"A {site.port}")
    crawling(website.url(), other_website.url())
    assert hours.seconds == 2.0  # each was asked three times


def test_a_host_that_another_leads_to_is_taken_up_again_after_a_break(website, other_website, crawling):
    website.page("/", "Front", other_website.url("/a"))
    other_website.page("/a", "A", "/b")
    other_website.page("/b", "B")
    step = crawling.step(website.url(), hosts=("127.0.0.1:*", other_website.host))
    assert next(step).url == website.url("/")
    step.close()
    assert [outcome.url for outcome in crawling(website.url(), hosts=("127.0.0.1:*", other_website.host))] == [
        other_website.url("/a"),
        other_website.url("/b"),
    ]


def test_a_seed_that_moved_takes_the_crawl_along(website, other_website, crawling):
    website.moved("/", other_website.url("/home"))
    other_website.page("/home", "Home", "/a", website.url("/old"))
    other_website.page("/a", "A")
    website.page("/old", "Old")
    assert whats(crawling(website.url())) == {"redirected": 1, "kept": 3}


def test_sitemaps_and_feeds_are_read_for_their_addresses(website, crawling):
    website.robots(f"Sitemap: {website.url('/maps.xml')}")
    website.page("/", "Front", head='<link rel="alternate" type="application/rss+xml" href="/feed">')
    index = f"<sitemapindex><sitemap><loc>{website.url('/map.xml')}</loc></sitemap></sitemapindex>"
    website.routes["/maps.xml"] = website.response(index, kind="application/xml")
    website.routes["/map.xml"] = website.response(
        f"<urlset><url><loc>{website.url('/a')}</loc></url></urlset>", kind="text/xml"
    )
    website.routes["/feed"] = website.response(
        "<rss><channel><item><link>/b</link></item></channel></rss>", kind="text/html"
    )
    website.page("/a", "A")
    website.page("/b", "B")
    outcomes = crawling(website.url(), include=("/a", "/b", "/feed"))
    assert whats(outcomes) == {"kept": 3, "listed": 3}
    assert sorted(crawling.stored) == [website.url(path) for path in ("/", "/a", "/b")]


def test_a_sitemap_may_be_the_seed(website, crawling):
    website.routes["/map.xml"] = website.response("<urlset><url><loc>/a</loc></url></urlset>", kind="application/xml")
    website.page("/a", "A")
    assert whats(crawling(website.url("/map.xml"))) == {"listed": 1, "kept": 1}


def test_an_endless_calendar_is_left_after_some_empty_months(website, crawling):
    def month(handler):
        number = int(handler.path.partition("=")[2])
        days = " ".join(map(str, range(1, 31)))
        name = ["January", "February", "March"][number % 3]
        text = f"Calendar of events for {name} {1990 + number}: nothing is planned on any of the days {days}. " * 2
        handler.wfile.write(website.response(f'{text}<a href="/calendar?month={number + 1}">next month</a>'))

    website.page("/", "Front", "/calendar?month=0")
    website.routes["/calendar"] = month
    outcomes = crawling(website.url(), barren=20)
    assert whats(outcomes) == {"kept": 24, "skipped": 1}
    assert "an endless calendar?" in outcomes[-1].reason


def test_addresses_that_grow_in_circles_are_left(website, crawling):
    def deeper(handler):
        handler.wfile.write(website.response(website.story(handler.path, "more/again/", "deep.html")))

    website.otherwise = deeper
    website.robots("")
    assert len(crawling(website.url())) < 20


def test_the_same_page_under_two_addresses_is_stored_once(website, crawling):
    own = '<link rel="canonical" href="/story">'
    website.page("/", "Front", "/story?session=1", "/story", "/copy", "/index.html?PHPSESSID=9", "/index.html")
    website.page("/copy", "Front", "/story?session=1", "/story", "/copy", "/index.html?PHPSESSID=9", "/index.html")
    website.page("/index.html", "Index")
    serial = iter(range(100))
    website.routes["/story"] = lambda handler: handler.wfile.write(
        website.response(website.story("Story", head=f'{own}<meta name="serial" content="{next(serial)}">'))
    )
    outcomes = crawling(website.url())
    assert whats(outcomes) == {"kept": 3, "duplicate": 2}
    assert website.pages_asked.count("/index.html") == 1
    assert {path for path, outcome in by_path(website, outcomes).items() if outcome.what == "duplicate"} == {
        "/story",
        "/copy",
    }
    assert whats(crawling(website.url())) == {"unchanged": 5}


def test_a_page_that_calls_anothers_address_its_own_is_kept_where_its_words_differ(website, crawling):
    own = '<link rel="canonical" href="/">'
    website.page("/", "Front", "/a", "/b", head=own)
    website.page("/a", "A", head=own)
    website.page("/b", "B", head=own)
    assert whats(crawling(website.url())) == {"kept": 3}


def test_redirects_are_followed_and_loops_end(website, crawling):
    website.page("/", "Front", "/old", "/round", "/self", "/endless?0", "/mail", "/away", "/bare")
    website.moved("/old", "/new", "302 Found")
    website.page("/new", "New")
    website.moved("/round", "/about")
    website.moved("/about", "/round")
    website.moved("/self", "/self")
    website.routes["/endless"] = lambda handler: handler.wfile.write(
        website.response("", "307 Temporary Redirect", Location=f"/endless?{int(handler.path.partition('?')[2]) + 1}")
    )
    website.moved("/mail", "mailto:editor@news.example")
    website.moved("/away", "http://other.example/")
    website.put("/bare", status="301 Moved Permanently")
    outcomes = by_path(website, crawling(website.url(), redirects=4))
    assert outcomes["/new"].what == "kept"
    assert {outcomes[path].what for path in ("/old", "/round", "/about", "/self", "/away")} == {"redirected"}
    assert outcomes["/away"].reason == "to http://other.example/, which is outside of the crawl"
    assert outcomes["/endless?4"].reason == "more than 4 redirects in a row"
    assert outcomes["/mail"].reason == "leads on to mailto:editor@news.example, which cannot be fetched"
    assert "nowhere" in outcomes["/bare"].reason
    assert max(Counter(website.pages_asked).values()) == 1


def test_a_crawl_broken_off_goes_on_where_it_was(archive_of_300, crawling):
    step = crawling.step(archive_of_300.url())
    before = [next(step).url for _ in range(120)]
    step.close()
    after = [outcome.url for outcome in crawling(archive_of_300.url())]
    assert len(before) + len(after) == len({*before, *after}) == 300
    assert len(crawling.stored) == len(set(crawling.stored)) == 300
    assert max(Counter(archive_of_300.pages_asked).values()) == 1


KILLED = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from dispatchsearch.ingest.crawl import Clock, CrawlPolicy, crawl
clock = Clock(lambda: datetime.now(UTC), sleep=lambda seconds: None)
for outcome in crawl([sys.argv[1]], Path(sys.argv[2]), CrawlPolicy(allow_private=True), clock):
    pass
"""


def test_a_killed_crawl_goes_on_where_it_was(archive_of_300, crawling):
    victim = []

    def deadly(handler):
        if victim:
            os.kill(victim.pop().pid, signal.SIGKILL)
        handler.wfile.write(archive_of_300.response(archive_of_300.story("Story 60", "/story/61.html")))

    archive_of_300.routes["/story/60.html"] = deadly
    with archive_of_300.lock:  # the first answer waits until the process is known
        process = subprocess.Popen([sys.executable, "-c", KILLED, archive_of_300.url(), str(crawling.folder)])
        victim.append(process)
    assert process.wait() == -signal.SIGKILL
    assert crawling.files == []  # nothing half written is in the way of readers
    crawling(archive_of_300.url())
    assert len(crawling.stored) == len(set(crawling.stored)) == 300
    asked = Counter(archive_of_300.pages_asked)
    assert asked.pop("/story/60.html") == 2
    assert max(asked.values()) == 1


def test_two_crawls_into_one_folder_at_a_time_are_refused(website, crawling):
    website.page("/", "Front", "/a")
    step = crawling.step(website.url())
    next(step)
    with pytest.raises(CrawlError, match="another crawl is at work"):
        crawling(website.url())
    step.close()


@pytest.mark.parametrize(
    "seed", ["ftp://news.example/", "mailto:a@b.example", "http://", "http://user:word@news.example/"]
)
def test_a_seed_that_is_no_web_address_is_an_error_at_once(crawling, seed):
    with pytest.raises(CrawlError, match="is no address to crawl"):
        crawling.step(seed)


def test_a_seed_without_a_scheme_is_asked_for_by_https(crawling):
    (outcome,) = crawling("news.example/a", network=crawling.named())
    assert outcome.what == "stopped"
    assert outcome.url == "https://news.example/a"
    assert "the name news.example could not be looked up" in outcome.reason
