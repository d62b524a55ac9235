"""What mirroring programs lay beside pages, and what web archives lay over them."""

import json

import pytest
from made import STORY

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.address import located, unwrapped
from dispatchsearch.ingest.dating import address_evidence
from dispatchsearch.ingest.read import read

PAGE = f"<html><head><title>Ferry Sails</title></head><body><h1>Ferry Sails</h1><p>{STORY}</p></body></html>"


@pytest.fixture
def tree(tmp_path):
    def making(files: dict[str, str]):
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content)

        def reading(relative: str):
            return list(read(tmp_path / relative, relative))

        return reading

    return making


FOLDER = "archive/1466700000.5"
NOTED = {"url": "http://wire.example/1993/ferry.html", "timestamp": "1466700000.5", "title": "Ferry"}


def test_a_folder_of_archivebox_tells_address_and_instant_of_its_page(tree):
    reading = tree(
        {f"{FOLDER}/index.json": json.dumps(NOTED), f"{FOLDER}/singlefile.html": PAGE, f"{FOLDER}/output.html": PAGE}
    )
    (found,) = reading(f"{FOLDER}/singlefile.html")
    assert (found.url, found.fetched) == ("http://wire.example/1993/ferry.html", "2016-06-23T16:40:00+00:00")


@pytest.mark.parametrize(
    "form", ["output.html", "wire.example/1993/ferry.html", "readability/content.html", "index.html"]
)
def test_of_the_forms_of_a_page_in_archivebox_one_is_read(tree, form):
    reading = tree(
        {f"{FOLDER}/index.json": json.dumps(NOTED), f"{FOLDER}/singlefile.html": PAGE, f"{FOLDER}/{form}": PAGE}
    )
    with pytest.raises(ReadError, match=r"another form of a page that is read|own page about a snapshot"):
        reading(f"{FOLDER}/{form}")


def test_the_mirror_is_read_where_archivebox_has_no_better_form(tree):
    reading = tree({f"{FOLDER}/index.json": json.dumps(NOTED), f"{FOLDER}/wire.example/1993/ferry.html": PAGE})
    assert reading(f"{FOLDER}/wire.example/1993/ferry.html")[0].url == NOTED["url"]


@pytest.mark.parametrize(
    "noted",
    [
        "",
        "{",
        "[]",
        "null",
        '{"url": 5}',
        '{"url": "ftp://x"}',
        '{"url": "http://a.example/", "timestamp": "1e99"}',
        "[" * 50_000,
    ],
)
def test_a_folder_that_only_looks_like_archiveboxs_changes_nothing(tree, noted):
    reading = tree({f"{FOLDER}/index.json": noted, f"{FOLDER}/output.html": PAGE, f"{FOLDER}/dom.html": PAGE})
    assert [reading(f"{FOLDER}/{name}.html")[0].url for name in ("output", "dom")] == [None, None]


@pytest.mark.parametrize("name", ["hts-log.txt", "hts-cache/new.zip", "hts-cache/doit.log"])
def test_the_books_of_httrack_are_no_pages(tree, name):
    with pytest.raises(ReadError, match="HTTrack"):
        tree({name: PAGE})(name)


@pytest.mark.parametrize(
    ("relative", "url", "fetched"),
    [
        ("mirror/https/wire.example/a.html", "https://wire.example/a.html", None),
        ("wire.example:8080/a.html", "http://wire.example:8080/a.html", None),
        ("wire.example+8080/a.html", "http://wire.example:8080/a.html", None),
        ("wire.example/a.php?id=3.html", "http://wire.example/a.php?id=3", None),
        ("wire.example/a.php@id=3&page=2", "http://wire.example/a.php?id=3&page=2", None),
        ("wire.example/who@desk.html", "http://wire.example/who@desk.html", None),
        ("websites/wire.example/20060716231334/1993/a.html", "http://wire.example/1993/a.html", "2006-07-16T23:13:34Z"),
        ("back.tar.gz/1993/a.html", None, None),
        ("back.zip/wire.example/a.html", "http://wire.example/a.html", None),
    ],
)
def test_a_mirror_tells_the_address_that_was_asked_for(relative, url, fetched):
    assert located(relative) == (url, fetched)


@pytest.mark.parametrize(
    "address",
    [
        "http://web.archive.org/web/20060716231334/http://wire.example/a.html",
        "https://web.archive.org/web/20060716231334if_/wire.example/a.html",
        "https://records.example/wayback/20060716231334/http://wire.example/a.html",
        "https://records.example/ukgwa/20060716231334mp_/http://wire.example/a.html",
        "/web/20060716231334/http://wire.example/a.html",
    ],
)
def test_a_capture_in_any_web_archive_gives_way_to_the_page_it_is_of(address):
    assert unwrapped(address) == ("http://wire.example/a.html", "2006-07-16T23:13:34Z")


def test_a_capture_of_a_vague_day_tells_no_instant():
    assert unwrapped("https://web.archive.org/web/2006/http://wire.example/") == ("http://wire.example/", None)


@pytest.mark.parametrize(
    "path",
    [
        "web.archive.org/web/20060716231334/http:/wire.example/a.html",
        "disk/web.archive.org/web/20060716231334id_/http:/wire.example/a.html",
        "back.zip/websites/wire.example/20060716231334/a.html",
    ],
)
def test_the_digits_of_a_capture_are_the_day_of_the_crawl(path):
    url, fetched = located(path)
    assert {(date.role, str(date.readings[0])) for date in address_evidence(url, path, fetched)} == {
        ("crawled", "2006-07-16")
    }


BAR = (
    '<div id="wm-ipp-base"><div id="wm-ipp">12 captures of this page, 3 Jan 1999 to 5 May 2012, '
    "About this capture</div></div>"
)


@pytest.mark.parametrize(
    "laid", [f"<!-- BEGIN WAYBACK TOOLBAR INSERT -->{BAR}<!-- END WAYBACK TOOLBAR INSERT -->", BAR]
)
def test_what_the_internet_archive_lays_over_a_page_is_no_text(story, laid):
    found = story("a.html", PAGE.replace("<body>", f"<body>{laid}"))
    assert not any("captures" in text for text in [*(b.text for b in found.blocks), *(c.text for c in found.clues)])


def test_a_page_saved_from_a_capture_bears_its_own_address_and_the_day_of_the_capture(story):
    comment = "<!-- saved from url=(0066)https://web.archive.org/web/20060716231334/http://wire.example/a.html -->"
    found = story("a.html", comment + PAGE)
    assert found.url == "http://wire.example/a.html"
    assert ("archived", "2006-07-16") in [(clue.name, clue.text) for clue in found.clues]
