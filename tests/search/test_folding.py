"""Versions of one story under one hit: the fullest that matches, all counted, none lost."""

import random

import pytest

from dispatchsearch.search.folding import told
from dispatchsearch.search.page import SearchOptions

STORY = (
    "LINDVIK - The ferry to Torval ran aground at dawn with forty people aboard, the harbour master said.",
    "All were taken off by fishing boats before noon. Divers found a hole of two metres below the engine room.",
    "The owners said that she would be towed to the yard at Kallo when the wind had fallen, and that no oil was lost.",
    "A passenger, Edda Brandt, said the lamps had gone out first. She had counted eleven children in the boats.",
)
OTHER = (
    "KALLO - The council of Kallo voted on Monday to close the fish market, which has stood at the harbour since 1871.",
    "A herring seller said that she would sell from a boat. The mayor promised a museum where the scales had hung.",
)


def page(title, paragraphs, date, publisher):
    stated = (
        f'<meta property="article:published_time" content="{date}"><meta property="og:site_name" content="{publisher}">'
    )
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    head = f"<head><title>{title}</title>{stated}</head>"
    return f"<html>{head}<body><article><h1>{title}</h1>{body}</article></body></html>"


FILES = {
    "wire/a.html": page("Ferry Aground off Torval", STORY, "1993-06-27", "Northern Wire"),
    "post/b.html": page("Forty Saved from Ferry", STORY[:3], "1993-06-28", "Harbour Post"),
    "echo/c.html": page("Ferry Runs Aground", STORY[:2], "1993-06-28", "The Echo"),
    "post/d.html": page("Fish Market to Close", OTHER, "1993-06-29", "Harbour Post"),
}


@pytest.fixture
def archive(make_archive):
    return make_archive(FILES)


def test_versions_fold_under_the_fullest_that_matches(archive):
    found = archive.search("ferry")
    assert (found.total, found.stories, found.listed, len(found.hits)) == (3, 1, 1, 1)
    (hit,) = found.hits
    assert hit.dispatch.title == "Ferry Aground off Torval"
    assert [one.locators[0].path for one in hit.versions] == ["wire/a.html", "post/b.html", "echo/c.html"] or [
        one.locators[0].path for one in hit.versions
    ] == ["wire/a.html", "echo/c.html", "post/b.html"]


def test_only_versions_that_match_are_folded(archive):
    (hit,) = archive.search('ferry source:"Harbour Post"').hits
    assert hit.dispatch.title == "Forty Saved from Ferry"
    assert hit.versions == ()
    (hit,) = archive.search("Kallo yard").hits[:1]
    assert {one.title for one in hit.versions} == {"Ferry Aground off Torval", "Forty Saved from Ferry"}


def test_all_versions_are_listed_when_asked_for(archive):
    found = archive.search("ferry", SearchOptions(all_versions=True))
    assert (found.total, found.stories, len(found.hits)) == (3, 3, 3)
    assert all(hit.versions == () for hit in found.hits)


def test_pages_tile_the_stories(archive):
    pages = [archive.search("", SearchOptions(limit=1, page=number)) for number in (1, 2)]
    assert [found.pages for found in pages] == [2, 2]
    assert len({hit.dispatch.version for found in pages for hit in found.hits}) == 2


def test_versions_are_named_with_their_days_and_the_year_once(archive):
    (hit,) = archive.search("ferry").hits
    said = told(hit.versions, hit.dispatch)
    assert said.startswith("3 versions: Northern Wire 27 June 1993 (this one), ")
    assert "Harbour Post 28 June" in said
    assert said.count("1993") == 1


def test_a_dispatch_tells_its_versions_and_one_that_stands_alone_only_itself(archive):
    ferry = archive.search("ferry").hits[0].dispatch
    assert len(archive.searcher.versions(ferry)) == 3
    market = archive.search("market").hits[0].dispatch
    assert archive.searcher.versions(market) == (market,)


def test_the_same_versions_are_found_in_whatever_order_files_come(make_archive):
    names = list(FILES)
    random.shuffle(names)
    for name in names:
        archive = make_archive({name: FILES[name]})
    assert archive.search("ferry").stories == 1
    assert len(archive.searcher.versions(archive.search("ferry").hits[0].dispatch)) == 3


def test_versions_that_go_leave_the_others_folded(make_archive, tmp_path):
    archive = make_archive(FILES)
    (tmp_path / "raw/wire/a.html").unlink()
    archive = make_archive({}, prune=True)
    found = archive.search("ferry")
    assert (found.total, found.stories) == (2, 1)
    assert found.hits[0].dispatch.title == "Forty Saved from Ferry"
    (tmp_path / "raw/post/b.html").unlink()
    assert make_archive({}, prune=True).search("ferry").stories == 1
    assert not list(archive.store.faults())
