from collections import Counter

import pytest


def whats(outcomes):
    return Counter(outcome.what for outcome in outcomes)


STATUSES = [
    ("404 Not Found", "gone"),
    ("410 Gone", "gone"),
    ("401 Unauthorized", "refused"),
    ("403 Forbidden", "refused"),
    ("451 Unavailable For Legal Reasons", "refused"),
    ("400 Bad Request", "failed"),
    ("204 No Content", "failed"),
    ("304 Not Modified", "failed"),  # we did not ask whether it was
    ("300 Multiple Choices", "failed"),
]


@pytest.mark.parametrize(("status", "what"), STATUSES)
def test_the_status_decides_and_is_reported(website, crawling, status, what):
    website.put("/", status=status)
    (outcome,) = crawling(website.url())
    assert (outcome.what, outcome.reason) == (what, f"answered {status}")
    assert crawling.files == []


def test_a_fault_of_the_server_is_tried_again_with_growing_pauses(website, crawling, hours):
    answers = iter([website.response("", "500 Oops"), b"", website.response(website.story("Front"))])
    website.routes["/"] = lambda handler: handler.wfile.write(next(answers))
    assert whats(crawling(website.url())) == {"kept": 1}
    assert hours.naps == [1.0, 2.0, 4.0]


def test_a_page_that_fails_again_and_again_is_given_up_and_asked_for_in_the_next_round(website, crawling):
    website.page("/", "Front", "/a", "/b")
    website.put("/a", status="500 Oops")
    website.page("/b", "B")
    outcomes = crawling(website.url())
    assert whats(outcomes) == {"kept": 2, "failed": 1}
    assert outcomes[-1].reason == "answered 500 Oops, 3 times"
    website.page("/a", "A")
    assert whats(crawling(website.url())) == {"unchanged": 2, "kept": 1}


PAUSES = [({"Retry_After": 30}, 30.0), ({"Retry_After": "Sun, 01 Mar 2026 12:01:41 GMT"}, 100.0), ({}, 2.0)]


@pytest.mark.parametrize(("asked", "nap"), PAUSES)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_host_that_asks_for_a_pause_gets_it(website, crawling, status, asked, nap):
    answers = iter([website.response("", status, **asked), website.response(website.story("Front", "/a"))])
    website.routes["/"] = lambda handler: handler.wfile.write(next(answers))
    website.page("/a", "A")
    assert whats(crawling(website.url())) == {"kept": 2}
    assert crawling.hours.naps == [1.0, nap, 1.0]


def test_a_pause_beyond_our_patience_ends_the_run_and_the_next_goes_on(website, crawling):
    website.page("/", "Front", "/a", "/b")
    website.put("/a", status="429 Too Many Requests", Retry_After=7200)
    website.page("/b", "B")
    outcomes = crawling(website.url())
    assert whats(outcomes) == {"kept": 1, "stopped": 1}
    assert (outcomes[-1].reason, outcomes[-1].pending) == ("answered 429 Too Many Requests", 2)
    website.page("/a", "A")
    assert whats(crawling(website.url())) == {"kept": 2}


def test_a_host_that_fails_at_everything_is_left_and_gone_on_with_later(website, crawling):
    website.page("/", "Front", *(f"/{number}" for number in range(20)))
    website.otherwise = website.response("", "502 Bad Gateway")
    website.robots("")
    outcomes = crawling(website.url())
    assert outcomes[-1].what == "stopped"
    assert len(website.pages_asked) < 12
    for number in range(20):
        website.page(f"/{number}", f"Number {number}")
    crawling(website.url())
    assert len(set(crawling.stored)) == 21


def test_what_is_no_page_is_skipped(website, crawling):
    website.page("/", "Front", "/a.pdf", "/b", "/c.txt")
    website.put("/b", "x", kind="image/png")
    website.put("/c.txt", "Letters from the lantern office", kind="text/plain")
    outcomes = crawling(website.url())
    assert {(outcome.what, outcome.reason) for outcome in outcomes if outcome.what == "skipped"} == {
        ("skipped", ".pdf is no page"),
        ("skipped", "image/png is no page"),
    }
    assert website.url("/c.txt") in crawling.stored


def test_lists_of_lists_without_end_are_left(website, crawling):
    def further(handler):
        number = int(handler.path.partition("=")[2] or 0) + 1
        text = f"<sitemapindex><sitemap><loc>/map?n={number}</loc></sitemap></sitemapindex>"
        handler.wfile.write(website.response(text, kind="application/xml"))

    website.routes["/map"] = further
    assert whats(crawling(website.url("/map"), redirects=5)) == {"listed": 6}


def test_a_sitemap_named_by_robots_txt_may_lie_on_another_host_only_if_told(website, other_website, crawling):
    website.robots(f"Sitemap: {other_website.url('/map.xml')}\nSitemap: ftp://news.example/map.xml")
    website.page("/", "Front")
    assert whats(crawling(website.url())) == {"kept": 1}
    assert other_website.asked == []
