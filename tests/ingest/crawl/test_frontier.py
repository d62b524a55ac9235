import json
from collections import Counter

import pytest

from dispatchsearch.errors import CrawlError
from dispatchsearch.ingest.crawl.frontier import Frontier, Kept, Task

A, B, C = (f"http://news.example/{name}" for name in "abc")
SCOPE = "0123"


@pytest.fixture
def journal(tmp_path):
    return tmp_path / ".crawl" / "frontier.jsonl"


def pending(frontier):
    return [frontier.next().url for _ in range(frontier.pending)]


def test_addresses_come_in_the_order_they_were_found_and_redirects_first(tmp_path):
    frontier = Frontier(tmp_path, SCOPE)
    assert [frontier.find(Task(url)) for url in (A, B, A)] == [True, True, False]
    frontier.find(Task(C, hops=1), first=True)
    assert pending(frontier) == [C, A, B]
    frontier.close()


def test_a_broken_off_round_is_gone_on_with_by_the_same_allowance(tmp_path):
    frontier = Frontier(tmp_path, SCOPE)
    for url in (A, B):
        frontier.find(Task(url, depth=2))
    frontier.done(frontier.next(), "kept", size=100)
    frontier.close()
    frontier = Frontier(tmp_path, SCOPE)
    assert (frontier.pages, frontier.bytes) == (1, 100)
    assert frontier.next() == Task(B, depth=2)
    frontier.close("pause")
    frontier = Frontier(tmp_path, SCOPE)
    assert (frontier.pages, frontier.bytes, pending(frontier)) == (0, 0, [B])
    frontier.close()


def test_a_finished_round_is_followed_by_one_over_all_that_is_known(tmp_path):
    frontier = Frontier(tmp_path, SCOPE)
    for url in (A, B):
        frontier.find(Task(url))
        frontier.done(frontier.next(), "gone")
    frontier.lead("other.example")
    frontier.close("finish")
    frontier = Frontier(tmp_path, SCOPE)
    assert pending(frontier) == [A, B]
    assert list(frontier.leads) == ["other.example"]
    frontier.close()


def test_another_scope_begins_a_new_round_and_trusts_no_validator(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(bytes(10))
    frontier = Frontier(tmp_path, SCOPE)
    frontier.find(Task(A))
    frontier.done(frontier.next(), "kept", kept=Kept("sha256:A", "a.warc.gz", 10, None, '"one"', "yesterday"))
    frontier.lead("other.example")
    frontier.close()
    frontier = Frontier(tmp_path, "4567")
    assert pending(frontier) == [A]
    assert frontier.known(A) == Kept("sha256:A", "a.warc.gz", 10)
    assert frontier.copy_of("sha256:A") == Kept("sha256:A", "a.warc.gz", 10, None, '"one"', "yesterday")
    assert not frontier.leads
    frontier.close()


@pytest.mark.parametrize(
    "line", ["no json", "[]", '{"do": "dance"}', '{"do": "find"}', '{"url": "a"}', '{"do": "find", "url": 1, "x": 2}']
)
def test_a_damaged_journal_is_an_error_that_says_where(tmp_path, journal, line):
    Frontier(tmp_path, SCOPE).close()
    with journal.open("a") as file:
        file.write(line + "\n" + json.dumps({"do": "finish"}) + "\n")
    with pytest.raises(CrawlError, match=r"frontier\.jsonl, line 2 is damaged"):
        Frontier(tmp_path, SCOPE)
    journal.unlink()
    Frontier(tmp_path, SCOPE).close()  # the folder was let go of


def test_wherever_a_kill_cuts_the_files_the_crawl_is_completed_with_each_page_once(website, crawling, journal):
    website.page("/", "Front", "/a", "/b")
    website.page("/a", "A", "/c")
    website.page("/b", "B")
    website.page("/c", "C")
    step = crawling.step(website.url())
    for _ in range(3):
        next(step)
    workshop = crawling.folder / f"127.0.0.1_{website.port}" / ".crawl"
    (warc,) = workshop.glob("*.warc.gz")
    lines, records = (workshop / "frontier.jsonl").read_bytes(), warc.read_bytes()
    step.close()
    for cut in range(0, len(lines), 83):
        for path in crawling.files:
            path.unlink()
        (workshop / "frontier.jsonl").write_bytes(lines[:cut])
        warc.write_bytes(records)
        crawling(website.url())
        assert Counter(crawling.stored) == dict.fromkeys(map(website.url, ("/", "/a", "/b", "/c")), 1)
        assert not list(workshop.glob("*.warc.gz"))


def test_pages_whose_records_a_power_cut_took_are_fetched_again(website, crawling):
    website.page("/", "Front", "/a")
    website.page("/a", "A")
    step = crawling.step(website.url())
    next(step)
    next(step)
    workshop = crawling.folder / f"127.0.0.1_{website.port}" / ".crawl"
    (warc,) = workshop.glob("*.warc.gz")
    lines, records = (workshop / "frontier.jsonl").read_bytes(), warc.read_bytes()
    step.close()
    crawling.files[0].unlink()
    (workshop / "frontier.jsonl").write_bytes(lines)
    first_end = json.loads(next(line for line in lines.splitlines() if b'"done"' in line))["kept"]["end"]
    warc.write_bytes(records[:first_end])
    crawling(website.url())
    crawling(website.url())
    assert Counter(crawling.stored) == {website.url("/"): 1, website.url("/a"): 1}
