"""The dates one story shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest.dating import address_evidence, date_evidence
from dispatchsearch.ingest.story import CleanDocument, Clue


def evidence(*clues: Clue, text: str = "") -> list[tuple[str, str, str]]:
    document = CleanDocument("Ferry Line Opens", (Block(text),) if text else (), clues)
    return [(d.role, " ".join(map(str, d.readings)) or d.quote, d.place) for d in date_evidence(document)]


def in_address(url: str) -> list[str]:
    return [str(reading) for date in address_evidence(url, "page.html", None) for reading in date.readings]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("sitemap/free/1993/6/article/ferry-line-opens/900001.html", "1993-06"),
        ("archive/1993/06/ferry.html", "1993-06"),
        ("archive/1993-06/ferry.html", "1993-06"),
        ("archive/199306/ferry.html", "1993-06"),
        ("archive/1993/june/ferry.html", "1993-06"),
        ("archive/9306/ferry.html", "1993-06"),
        ("1996/8/23.html", "1996-08-23"),
        ("1996/08/23/ferry", "1996-08-23"),
        ("1996/aug/23/ferry", "1996-08-23"),
        ("1993/0928/28011.html", "1993-09-28"),
        ("19930928/ferry", "1993-09-28"),
        ("ferry-1993-09-28.html", "1993-09-28"),
        ("ferry_1993_9_28.html", "1993-09-28"),
        ("turkey/1996/96-04-18.news.html", "1996-04-18"),
        ("bulletin/00-02-17.html", "2000-02-17"),
        ("bulletin/920306.txt", "1992-03-06"),
        ("radio/199309281079127690-ferry", "1993-09-28"),
        ("news.php?date=19930928", "1993-09-28"),
        ("bulletin-28-09-1993.html", "1993-09-28"),
        ("bulletin-05-06-1993.html", "1993-05-06 1993-06-05"),
        ("report/1993/index.html", "1993"),
        ("a.html", ""),
        ("article/218022.txt", ""),
        ("1996/bulletin/920306.txt", "1996"),
        ("article-921306.html", ""),
        ("1993/99/ferry.html", "1993"),
        ("%D8%A7/1993/6/x", "1993-06"),
    ],
)
def test_an_address_shows_as_much_of_a_date_as_stands_in_it(path, wanted):
    assert in_address(f"http://news.example/{path}") == wanted.split()


@pytest.mark.parametrize("number", ["16005", "19873", "1987", "218022", "00019875"])
def test_the_running_number_of_a_file_shows_no_date(number):
    assert not [date for date in address_evidence(None, f"0016/{number}.txt", None) if date.readings[0].month]


def test_six_digits_are_a_month_in_a_folder_and_may_be_one_in_a_name():
    assert [date.name for date in address_evidence(None, "199306/a.txt", None)] == ["year/month"]
    assert [date.name for date in address_evidence(None, "paper/199306.txt", None)] == ["yyyymm"]


def test_the_path_is_read_like_the_address_and_tells_nothing_twice():
    twice = address_evidence("http://news.example/1993/6/ferry.html", "news.example/1993/6/ferry.html", None)
    assert [date.place for date in twice] == ["address"]
    assert [date.place for date in address_evidence(None, "mirror/1993/6/ferry.html", None)] == ["path"]


def test_the_stamp_of_a_capture_and_the_instant_of_a_crawl_are_the_crawls():
    url = "https://web.archive.org/web/20160727101010/http://news.example/1993/6/ferry.html"
    dates = address_evidence(url, "ferry.html", "2016-07-28T10:00:00Z")
    assert [(date.role, str(date.readings[0])) for date in dates] == [
        ("crawled", "2016-07-27"),
        ("published", "1993-06"),
        ("crawled", "2016-07-28"),
    ]


@pytest.mark.parametrize("url", ["http://[broken/1993/6/x", "", "http://", "::::", "http://x/%ff%fe/1993/6/"])
def test_no_address_is_too_odd_to_be_read(url):
    address_evidence(url, url, None)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_address_and_path_can_be_read(url, path):
    address_evidence(url, path, None)


@pytest.mark.parametrize(
    ("clue", "role"),
    [
        (Clue("meta", "article:published_time", "1993-06-29T00:00:00Z"), "published"),
        (Clue("meta", "article:modified_time", "1993-06-29T00:00:00Z"), "updated"),
        (Clue("meta", "article:expiration_time", "1993-06-29"), "event"),
        (Clue("meta", "dc.date", "1993-06-29"), "published"),
        (Clue("json-ld", "NewsArticle.datePublished", "1993-06-29"), "published"),
        (Clue("json-ld", "NewsArticle.dateModified", "1993-06-29"), "updated"),
        (Clue("json-ld", "Event.startDate", "1993-06-29"), "event"),
        (Clue("http", "last-modified", "Tue, 29 Jun 1993 10:00:00 GMT"), "updated"),
        (Clue("http", "date", "Tue, 29 Jun 1993 10:00:00 GMT"), "crawled"),
        (Clue("comment", "saved", "saved on 1993-06-29"), "crawled"),
        (Clue("header", "date", "DATE=06/29/93"), "published"),
        (Clue("header", "load-date", "June 29, 1993"), "reposted"),
        (Clue("label", "last updated", ". Last Updated: 06/29/1993"), "updated"),
        (Clue("label", "stand", "Stand: 29.06.1993"), "updated"),
        (Clue("label", "posted on", "Posted on June 29, 1993"), "published"),
        (Clue("time", "words time entry date", "June 29, 1993"), "published"),
        (Clue("time", "words time updated date", "June 29, 1993"), "updated"),
        (Clue("time", "words time updated date", "Published June 29, 1993"), "published"),
        (Clue("time", "comments: words time", "June 29, 1993"), "event"),
        (Clue("source-line", "", "BBC Monitoring, 1600 gmt 29 Jun 93"), "published"),
        (Clue("byline", "", "By A. Writer (CRS No. 497, 29-June-93)"), "published"),
        (Clue("trailer", "", "290909 MET jun 93"), "published"),
        (Clue("text", "", "They met on June 29, 1993."), "event"),
    ],
)
def test_words_and_place_give_a_date_its_role(clue, role):
    ((found, reading, place),) = evidence(clue)
    assert (found, reading) == (role, "1993-06-29")
    assert place in (clue.place, "label")


def test_a_line_with_two_labels_holds_two_dates_each_with_its_role():
    line = Clue("line", "div", "Published: Nov 3, 1993 | Updated: Nov 5, 1993")
    assert evidence(line) == [("published", "1993-11-03", "label"), ("updated", "1993-11-05", "label")]


def test_a_line_of_copyright_gives_its_years():
    line = Clue("copyright", "", "Copyright 1998-2021 Example Media")
    assert evidence(line) == [("copyright", "1998", "copyright"), ("copyright", "2021", "copyright")]


def test_a_date_without_its_year_keeps_its_words_and_no_reading():
    assert evidence(Clue("dateline", "", "BAKU, June 28 (Reuters)")) == [
        ("published", "BAKU, June 28 (Reuters)", "dateline")
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "Moscow/Shali, 11 January 2000 (RFE/RL) - Shells fell.",
        "Gori, (11.01.2000) Bakers met.",
        "11 Jan 2000 - Shells.",
        "(TORVAL, 11 Jan 2000, dpa) Bakers met.",
        "[Torval, 11 January 2000] Bakers met.",
        "(ТОРВАЛ, 11 января 2000 г.) Пекари.",
    ],
)
def test_a_date_that_opens_the_lead_is_a_dateline(lead):
    assert [found[0::2] for found in evidence(Clue("lead", "", lead))] == [("published", "dateline")]


def test_a_date_further_on_in_the_lead_is_an_event():
    assert evidence(Clue("lead", "", "The treaty of 11 January 2000 (the second) is void."))[0][0] == "event"
    assert evidence(Clue("lead", "", "(On 11 January 2000, he left) Bakers met."))[0][0] == "event"


def test_a_weekday_that_lies_ahead_is_passed_over():
    text = "Bakers will meet on Tuesday, they said Sunday."
    assert evidence(text=text) == [("event", "Sunday", "weekday")]


def test_the_first_weekday_of_the_lead_is_evidence_of_its_own():
    assert evidence(text="Rebels took the town on Sunday. On Monday they left.") == [("event", "Sunday", "weekday")]


def test_a_date_seen_tells_whether_it_stands_above_under_or_below():
    clues = [
        Clue("line", "div", "1 June 1993"),
        Clue("headline", "", "Ferry Line Opens"),
        Clue("line", "div", "2 June 1993"),
        Clue("lead", "", "A ferry left."),
        Clue("line", "div", "3 June 1993"),
        Clue("line", "aside: div", "4 June 1993"),
    ]
    names = [date.name for date in date_evidence(CleanDocument("Ferry Line Opens", (), tuple(clues)))]
    assert names == ["above: div", "div", "below: div", "aside: div"]


def test_the_same_date_at_the_same_place_is_told_once():
    clue = Clue("line", "div", "June 29, 1993")
    assert len(evidence(clue, clue)) == 1


PLACES = st.sampled_from(["meta", "json-ld", "label", "line", "lead", "text", "copyright", "header", "time", "title"])


@given(st.lists(st.builds(Clue, PLACES, st.text(max_size=30), st.text(max_size=60)), max_size=5))
def test_any_clues_can_be_read(clues):
    evidence(*clues)


@pytest.mark.parametrize(
    ("clue", "wanted"),
    [
        (Clue("header", "date", "1993"), "1993"),
        (Clue("header", "date", "1993.0"), "1993"),
        (Clue("header", "year", "1993"), "1993"),
        (Clue("header", "date", "June 1993"), "1993-06"),
        (Clue("meta", "DC.date", "1993"), "1993"),
        (Clue("json-ld", "NewsArticle.datePublished", "1993"), "1993"),
        (Clue("meta", "citation_publication_date", "1993"), "1993"),
        (Clue("meta", "dcterms.dateCopyrighted", "1993"), ""),
        (Clue("meta", "copyright-date", "1993"), ""),
        (Clue("header", "volume", "1993"), ""),
        (Clue("header", "issue", "1993"), ""),
        (Clue("header", "date", "1993-94"), ""),
        (Clue("header", "date", "after 1993"), ""),
        (Clue("header", "date", "3093"), ""),
        (Clue("meta", "release", "1993"), ""),
        (Clue("line", "", "1993"), ""),
        (Clue("headline", "", "1993"), ""),
    ],
)
def test_a_year_alone_is_a_date_in_a_field_of_date_and_nowhere_else(clue, wanted):
    assert [str(reading) for date in date_evidence(CleanDocument("", (), (clue,))) for reading in date.readings] == (
        wanted.split()
    )
