"""The same answers for programs."""

import csv
import io
import json

import pytest

from dispatchsearch import __version__


def test_results_are_json_under_the_documented_names(client):
    answer = client.get("/search.json", params={"q": "ferry"}).json()
    assert answer["holding_all"] == 1
    (hit,) = answer["hits"]
    assert (hit["date"], hit["precision"], hit["source"]) == ("1993-06", "month", "The Torval Herald")
    assert hit["rank"] == 1
    assert {line["label"] for line in answer["facets"]["place"]} >= {"Mardakert", "Azerbaijan", "Baku"}


def test_the_table_holds_the_whole_result_not_one_page(client):
    answer = client.get("/search.csv", params={"q": "harbour notes", "limit": 5})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert len(rows) == 24
    assert all(row["source"] == "Daily Wire" for row in rows)


def test_exports_keep_to_the_filters(client):
    rows = client.get(
        "/search.jsonl", params={"q": "harbour", "from": "1996-10-05", "to": "1996-10-07"}
    ).text.splitlines()
    assert {json.loads(row)["date"] for row in rows} == {"1996-10-05", "1996-10-06", "1996-10-07"}
    assert all("from 1996-10-05; to 1996-10-07" in json.loads(row)["search"] for row in rows)
    assert {json.loads(row)["date_match"] for row in rows} == {"certain"}


@pytest.mark.parametrize("suffix", ["json", "csv", "jsonl", "ris", "bib", "csl.json", "atom"])
def test_every_export_says_what_was_searched_where_and_when(client, archive, suffix):
    source = "The Torval Herald"
    indexed, _ = archive.store.last("indexed")
    answer = client.get(f"/search.{suffix}", params={"q": "Baku harbour", "source": source, "to": "1994"})
    text = answer.text.replace("\\textasciitilde{}", "~").replace("&#x27;", "'")
    for part in (
        f"dispatchsearch {__version__} of an archive indexed {indexed}",
        "query 'Baku harbour', understood as 'Baku harbour'",
        f"source '{source}'; to 1994",
        "dispatches with all the words: 1, with some: 3",
    ):
        assert part in text, part


def test_a_place_asked_for_by_its_id_is_named_in_the_export(client, archive):
    baku = next(line for line in archive.search("Baku").facets["place"] if line.label == "Baku")
    answer = client.get("/search.json", params={"place": baku.value}).json()
    assert f"place 'Baku' ({baku.value})" in answer["search"]


@pytest.mark.parametrize(
    ("suffix", "sign"),
    [("ris", "TY  - NEWS"), ("bib", "@article{"), ("csl.json", '"article-newspaper"'), ("atom", "<entry>")],
)
def test_a_result_can_be_cited_and_followed(client, suffix, sign):
    answer = client.get(f"/search.{suffix}", params={"q": "harbour notes"})
    assert answer.status_code == 200
    assert answer.text.count(sign) == 24


@pytest.mark.parametrize("suffix", ["ris", "bib", "csl.json"])
def test_one_dispatch_can_be_cited(client, ids, suffix):
    answer = client.get(f"/dispatch/{ids['ferry']}.{suffix}")
    assert "Ferry Stops" in answer.text
    assert ids["ferry"] in answer.text


def test_a_dispatch_says_what_its_places_were_taken_for_and_why(client, ids):
    taken = client.get(f"/dispatch/{ids['ferry']}.json").json()["places_taken"]
    (found,) = [one for one in taken if one["form"] == "Baku"]
    assert (found["id"], found["confidence"]) == ("geonames:587084", "high")
    assert found["reason"]
    page = client.get(f"/dispatch/{ids['ferry']}").text
    assert "What places were taken for" in page
    assert found["reason"] in page


def test_a_dispatch_is_json_and_plain_text(client, ids):
    assert client.get(f"/dispatch/{ids['ferry']}.json").json()["text"].strip()
    text = client.get(f"/dispatch/{ids['ferry']}.txt")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert "Kurban Kurbanov" in text.text


def test_home_sources_rejected_people_and_places_are_json_too(client, archive):
    assert client.get("/index.json").json()["dispatches"] == 31
    assert client.get("/sources.json").json()[0]["dispatches"] == 24
    assert client.get("/rejected.json").json()[0]["path"] == "Daily Wire/scan.pdf"
    for kind in ("person", "place"):
        line = archive.search("").facets[kind][0]
        assert client.get(f"/{kind}/{line.value}.json").json()["heading"] == line.label


def test_a_fault_is_json_with_its_column(client):
    answer = client.get("/search.json", params={"q": "ferry date:1993-13"})
    assert (answer.status_code, answer.json()["column"]) == (400, 6)
    assert client.get("/search.csv", params={"q": "date:1993-13"}).status_code == 400


@pytest.mark.parametrize("path", ["/dispatch/none.json", "/dispatch/%0D.txt", "/difference/a/%09.json", "/none.csv"])
def test_a_program_is_told_in_json_that_nothing_has_its_address(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/json")


def test_nothing_of_this_machine_is_told(client, folder):
    for path in ("/index.json", "/", "/sources.json"):
        assert str(folder.parent) not in client.get(path).text


def test_the_interface_describes_itself_without_the_net(client):
    described = client.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert "/search.json" in described["paths"]
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404


def test_names_and_titles_are_suggested_while_typing(client):
    names = client.get("/suggest.json", params={"q": "Gei"}).json()
    assert (names[0]["label"], names[0]["kind"]) == ("Geidar Aliyev", "Person")
    assert client.get(names[0]["href"]).status_code == 200
    assert client.get("/suggest.json", params={"q": "aliye"}).json()[0] == names[0]
    titles = client.get("/suggest.json", params={"q": "river bri"}).json()
    assert titles[-1]["label"] == "Engineers Mend the River Bridge"


@pytest.mark.parametrize("typed", ["", "a", "?", '"', "((", "-", "\x00", "AND", "*" * 100])
def test_whatever_is_typed_a_suggestion_is_a_list(client, typed):
    assert isinstance(client.get("/suggest.json", params={"q": typed}).json(), list)
