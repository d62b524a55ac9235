import pytest

from dispatchsearch.errors import CrawlError
from dispatchsearch.ingest.crawl import CrawlPolicy

WRONG = [
    {"agent": ""},
    {"agent": "two words"},
    {"contact": "a\r\nX-Evil: yes"},
    {"contact": "caf\u00e9@news.example"},
    {"delay": -1.0},
    {"max_pages": -1},
    {"depth": -1},
    {"deadline": 0.0},
    {"page_bytes": 0},
]


@pytest.mark.parametrize("values", WRONG)
def test_values_that_cannot_be_are_refused(values):
    with pytest.raises(CrawlError):
        CrawlPolicy(**values)


def test_the_crawler_gives_its_name_and_how_to_reach_its_owner():
    assert CrawlPolicy().user_agent == "dispatchsearch"
    assert CrawlPolicy(contact="https://news.example/bot").user_agent == "dispatchsearch (+https://news.example/bot)"


@pytest.mark.parametrize(
    ("pattern", "address", "held"),
    [
        ("/1993/", "http://news.example/1993/a", True),
        ("/1993/*/article", "http://news.example/1993/6/article/a", True),
        ("/article*/1993/", "http://news.example/1993/6/article/a", False),
        ("a*a", "http://news.example/a", True),
        ("a*a*a*a", "http://news.example/a", False),
        (".", "http://localhost/a", False),
        ("*", "http://localhost/a", True),
    ],
)
def test_a_pattern_is_found_anywhere_and_a_star_stands_for_anything(pattern, address, held):
    assert (CrawlPolicy(include=(pattern,)).objection(address, 1) is None) is held
    assert (CrawlPolicy(exclude=(pattern,)).objection(address, 1) is not None) is held


def test_hosts_are_named_one_by_one_or_with_all_below():
    policy = CrawlPolicy(hosts=("a.example", "*.b.example"))
    named = [
        host
        for host in ("a.example", "www.a.example", "b.example", "x.y.b.example", "ab.example")
        if policy.names_host(host)
    ]
    assert named == ["a.example", "b.example", "x.y.b.example"]


def test_the_scope_changes_with_what_belongs_to_the_crawl_and_with_nothing_else():
    scope = CrawlPolicy().scope
    assert CrawlPolicy(delay=5.0, max_pages=3, contact="a@b.example").scope == scope
    others = [CrawlPolicy(depth=3), CrawlPolicy(include=("a",)), CrawlPolicy(exclude=("a",)), CrawlPolicy(hosts=("a",))]
    assert len({scope, *(policy.scope for policy in others)}) == 5
