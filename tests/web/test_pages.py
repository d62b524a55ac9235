"""Each page, asked for as a browser would."""

import datetime as dt
import re

import httpx
import pytest

from dispatchsearch.archive import Archive
from dispatchsearch.web.sheets import STATIC


def test_the_home_page_shows_the_archive_at_a_glance(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "<b>31</b> dispatches" in page.text
    assert "<b>1993–1996</b>" in page.text
    assert "<b>3</b> sources" in page.text
    assert "<b>1</b> not indexed" in page.text


def test_the_home_page_is_drawn_anew_once_the_archive_has_changed(server, tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    with Archive(tmp_path / "index", create=True) as archive, server(archive) as address:
        for number in (1, 2):
            raw.joinpath(f"{number}.txt").write_text(f"Tide table {number}\n\nHigh water at {number} o'clock.\n")
            list(archive.index([raw], now=dt.datetime(2026, 1, number, tzinfo=dt.UTC)))
            shown = [httpx.get(address, trust_env=False).text for _ in "ab"]
            assert f'<a href="/search"><b>{number}</b> dispatch' in shown[0]
            assert shown[0] == shown[1]


@pytest.mark.parametrize("words", ["", "q=Baku", "q=harbour+tugs&sort=oldest", "q=lamp&versions=all", "q=lamp+ferry"])
def test_each_hit_leads_to_those_before_and_after_it(client, words):
    listed = client.get(f"/search.json?{words}&limit=100").json()["hits"]
    ids = [hit["id"] for hit in listed]
    assert len(ids) > 1
    for rank in {1, 2, len(ids) - 1, len(ids)}:
        page = client.get(f"/dispatch/{ids[rank - 1]}?{words}&rank={rank}").text
        assert f"{rank} of {len(ids)}" in page
        for name, number in (("prev", rank - 1), ("next", rank + 1)):
            link = re.search(rf'rel="{name}" href="/dispatch/([^"?]+)\?[^"]*rank=(\d+)"', page)
            expected = (ids[number - 1], str(number)) if 0 < number <= len(ids) else None
            assert (link and link.groups()) == expected


def test_a_result_shows_title_date_source_dateline_and_marked_words(client):
    page = client.get("/search", params={"q": "ferry"}).text
    assert "<mark>Ferry</mark> Stops as Front Nears Mardakert" in page
    assert '<time datetime="1993-06">June 1993</time>' in page
    assert "The Torval Herald" in page
    assert "MARDAKERT, Azerbaijan" in page
    assert 'role="status">1 dispatch<' in page


def test_the_reason_for_a_date_is_in_the_result(client):
    page = client.get("/search", params={"q": "ferry"}).text
    assert re.search(r"<details class=\"why\">.*?1993/6.*?</details>", page, re.DOTALL)


def test_an_undated_dispatch_is_shown_as_undated(client, ids):
    for page in (client.get("/search", params={"q": "snow"}).text, client.get(f"/dispatch/{ids['winter']}").text):
        assert "undated" in page
        assert "<time" not in page


def test_a_facet_narrows_and_its_chip_frees_again(client, archive):
    page = client.get("/search", params={"q": "Baku OR Yerevan"}).text
    place = next(line for line in archive.search("Baku OR Yerevan").facets["place"] if line.label == "Yerevan")
    link = f"/search?q=Baku+OR+Yerevan&amp;place={place.value}"
    assert f'href="{link}"' in page
    narrowed = client.get(link.replace("&amp;", "&")).text
    assert "A Winter Without Post" in narrowed
    assert "Bread Returns" not in narrowed
    chips = narrowed[narrowed.index('class="chips"') :]
    assert 'href="/search?q=Baku+OR+Yerevan"' in chips
    assert "Yerevan" in chips


def test_a_facet_value_can_be_excluded(client):
    page = client.get("/search", params={"q": "Baku", "not": "source:The Torval Herald"}).text
    assert "Nothing was found" in page
    assert "Not Source" in page


@pytest.mark.parametrize("kind", ["place", "dateline_place", "person", "source", "year", "lang"])
def test_every_facet_takes_a_line_in_and_leaves_it_out(client, kind):
    whole = client.get("/search.json").json()
    page = client.get("/search").text
    facet = page[page.index(f'id="facet-{kind}"') :]
    take, leave = re.findall(r'href="([^"]+)"', facet.replace("&amp;", "&"))[:2]
    count = int(re.search(r"<b>(\d+)</b>", facet)[1])
    taken, left = (client.get(href.replace("/search?", "/search.json?")).json()["total"] for href in (take, leave))
    assert (taken, left) == (count, whole["total"] - count)
    assert 'class="chips"' in client.get(leave).text


def test_years_of_the_timeline_narrow(client):
    page = client.get("/search", params={"q": "Baku"}).text
    assert "<title>1994: 1 dispatch</title>" in page
    assert 'href="/search?q=Baku&amp;from=1994&amp;to=1994"' in page
    narrowed = client.get("/search?q=Baku&from=1994&to=1994").text
    assert "Engineers Mend" in narrowed
    assert "In the period: 1 certain" in narrowed


def test_a_page_behind_the_last_says_that_the_result_ends_and_leads_back(client):
    page = client.get("/search?q=Baku&page=99").text
    assert "The result ends before this page." in page
    assert 'href="/search?q=Baku"' in page
    assert "Try fewer words" not in page


def test_a_single_year_is_shown_by_months_and_a_single_month_by_days(client):
    assert "1 undated" in client.get("/search?q=Baku+OR+Yerevan").text
    month = client.get("/search?from=1996-10&to=1996-10").text
    assert "<title>5 October 1996: 1 dispatch</title>" in month
    assert 'href="/search?from=1996-10-05&amp;to=1996-10-05"' in month


def test_all_dispatches_can_be_looked_through_page_by_page(client):
    seen: list[str] = []
    href = "/search?limit=7"
    while href:
        page = client.get(href).text
        seen += re.findall(r'<h2[^>]*><a href="/dispatch/([a-z0-9]+)', page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        href = found[1].replace("&amp;", "&") if found else None
    assert len(seen) == len(set(seen)) == 30  # two of the 31 are versions of one story


def test_the_order_can_be_chosen_and_the_undated_come_last(client):
    page = client.get("/search", params={"sort": "oldest", "limit": 100}).text
    titles = re.findall(r'<h2[^>]*><a href="[^"]+">(.*?)</a>', page)
    assert "Ferry" in titles[0] or "Bread" in titles[0]
    assert {titles[-1], titles[-2]} & {"A Winter Without Post"}


def test_an_empty_result_offers_ways_on(client):
    page = client.get("/search", params={"q": "zeppelin", "place": "Baku", "from": "1993"}).text
    assert "Nothing was found" in page
    assert 'href="/search?q=zeppelin&amp;from=1993"' in page
    assert 'href="/search?q=zeppelin"' in page


def test_a_query_that_asks_the_impossible_says_where(client):
    answer = client.get("/search", params={"q": "ferry date:1993-13"})
    assert answer.status_code == 400
    assert "ferry <mark>date:1993-13</mark>" in answer.text
    assert "column 7" in answer.text


@pytest.mark.parametrize("wrong", ["page=0", "page=x", "limit=1000", "sort=best", "from=yesterday", "page=99999999999"])
def test_an_impossible_parameter_is_a_page_that_says_so(client, wrong):
    answer = client.get(f"/search?{wrong}")
    assert answer.status_code == 400
    assert "This search cannot be run" in answer.text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("limit=1000", "limit is “1000”: write 100 or less"),
        ("page=0", "page is “0”: write 1 or more"),
        ("page=x", "page is “x”: write a whole number"),
        ("page=" + "9" * 5_000, "page is “" + "9" * 40 + "…”: write a smaller number"),
        ("versions=some", "versions is “some”: write 'folded' or 'all'"),
        ("sort=best", "sort is “best”: write 'relevance'"),
        ("q=" + "x" * 5_000, "q is “" + "x" * 40 + "…”: write at most 4000 characters"),
        ("place=Baku&" * 51, "place is “"),
    ],
)
def test_a_wrong_parameter_is_told_with_what_to_write(client, wrong, told):
    answer = client.get(f"/search.json?{wrong}")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith(told)


def test_a_dispatch_shows_text_names_and_evidence(client, ids):
    page = client.get(f"/dispatch/{ids['ferry']}").text
    assert "<h1" in page
    assert '<a class="name person"' in page
    assert '<a class="name place"' in page
    assert "June 1993" in page
    assert "1993/6" in page
    assert "The Torval Herald/1993/6/ferry.html" in page


def test_a_dispatch_leads_to_others_like_it_and_says_how_to_correct_its_date(client, ids):
    page = client.get(f"/dispatch/{ids['ferry']}").text
    assert "Bread Returns to Baku" in page[page.index("Dispatches like this one") :]
    assert f"dispatchsearch dates set {ids['ferry']} 1993-06" in page


def test_a_hit_says_why_it_is_where_it_is(client, ids):
    page = client.get(f"/dispatch/{ids['ferry']}", params={"q": "last ferry", "rank": 1}).text
    assert "Why it is here" in page
    assert "Why it is here" not in client.get(f"/dispatch/{ids['ferry']}").text


def test_a_dispatch_carries_metadata_that_reference_managers_read(client, ids):
    page = client.get(f"/dispatch/{ids['ferry']}").text
    assert '<meta name="z:itemType" content="newspaperArticle">' in page
    assert '<meta name="dc.date" content="1993-06">' in page
    assert '<meta name="prism.publicationName" content="The Torval Herald">' in page


def test_a_reference_manager_is_led_to_nothing_that_the_page_does_not_know(client, ids):
    hit = client.get(f"/dispatch/{ids['winter']}", params={"q": "snow", "rank": 1})
    assert (
        f'<link rel="canonical" href="{hit.url.scheme}://{hit.url.netloc.decode()}/dispatch/{ids["winter"]}">'
        in hit.text
    )
    for guessed in ("<time", "byline", "vcard", 'rel="author"'):  # where Zotero looks for a date and for authors
        assert guessed not in hit.text


def test_an_id_that_has_moved_leads_on(client, archive, ids):
    with archive.store.database.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO successors VALUES ('oldoldoldoldold0', ?)", (ids["ferry"],))
    for suffix in ("", ".json"):
        answer = client.get(f"/dispatch/oldoldoldoldold0{suffix}")
        assert (answer.status_code, answer.headers["location"]) == (308, f"/dispatch/{ids['ferry']}{suffix}")


def test_a_person_has_a_page_with_forms_and_dispatches(client, archive):
    person = next(line for line in archive.search("").facets["person"] if "Aliyev" in line.label)
    page = client.get(f"/person/{person.value}").text
    assert "Geidar Aliyev" in page
    assert "Ferry Stops" in page
    assert "Bread Returns" in page


def test_a_place_has_a_page_that_says_where_it_lies(client, archive):
    place = next(line for line in archive.search("").facets["place"] if line.label == "Baku")
    page = client.get(f"/place/{place.value}").text
    assert "° N" in page
    assert "Azerbaijan" in page
    assert "Bread Returns" in page


def test_a_place_is_no_person(client, archive):
    place = archive.search("").facets["place"][0].value
    for form in ("", ".json"):
        assert client.get(f"/place/{place}{form}").status_code == 200
        assert client.get(f"/person/{place}{form}").status_code == 404


def test_a_source_has_a_page_with_its_dispatches(client):
    page = client.get("/source/The%20Torval%20Herald").text
    assert "4 dispatches" in page
    assert "Bread Returns" in page
    assert client.get("/source/The%20Evening%20Nothing").status_code == 404


def test_a_day_has_a_page_with_what_was_published_and_its_neighbours(client):
    page = client.get("/day/1996-10-05").text
    assert "Harbour notes, number 5" in page
    assert 'href="/day/1996-10-04"' in page
    assert 'href="/day/1996-10-06"' in page
    assert "Bread Returns" in client.get("/day/1993-06").text


@pytest.mark.parametrize("day", ["1993-13", "yesterday", "1993-02-30", "0000", "1993-6-1"])
def test_what_is_no_day_has_no_page(client, day):
    assert client.get(f"/day/{day}").status_code == 404


def test_the_calendar_ends_without_a_fault(client):
    assert client.get("/day/0001-01-01").status_code == 200
    assert client.get("/day/9999-12").status_code == 200


def test_the_sources_are_listed_with_their_years(client):
    page = client.get("/sources").text
    assert "The Torval Herald" in page
    assert "1993–1994" in page


def test_what_was_not_indexed_is_listed_with_the_reason(client):
    page = client.get("/rejected").text
    assert "Daily Wire/scan.pdf" in page
    assert "PDF" in page


@pytest.mark.parametrize(
    "path", ["/nothing", "/dispatch/none", "/person/none", "/place/name:Nowhere", "/dispatch/none.json", "/static/none"]
)
def test_what_is_not_there_is_404(client, path):
    assert client.get(path).status_code == 404


def test_head_answers_as_get_without_a_body(client):
    answer = client.head("/search?q=ferry")
    assert answer.status_code == 200
    assert answer.content == b""


def test_no_text_of_the_pages_stands_outside_of_words():
    for template in (STATIC.parent / "templates").glob("*.html"):
        text = template.read_text(encoding="utf-8")
        bare = re.sub(r"\{% block kind %\}\w+|lang=|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", text, flags=re.DOTALL)
        assert not re.findall(r"[A-Za-z]{2,}", bare), template.name


def test_each_thing_that_is_concluded_stands_beside_the_command_that_corrects_it(client, ids, archive):
    page = client.get(f"/dispatch/{ids['bread']}").text
    assert f"dispatchsearch dates set {ids['bread']}" in page
    assert "dispatchsearch names hide Baku --place" in page
    assert "The Torval Herald/1993/6/*,The Torval Herald" in page
    aliyev = archive.search("").facets["person"][0].value
    record = client.get(f"/person/{aliyev}").text
    assert all(f"dispatchsearch names {verb} " in record for verb in ("merge", "split", "rename", "hide"))
