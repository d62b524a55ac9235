"""Versions of a story: folded in a result, listed on the dispatch, side by side."""

import pytest


@pytest.fixture
def lamps(archive):
    """Return the ids of the two versions, the fuller first."""
    hits = archive.search("lighthouse lamp").hits
    return [hits[0].dispatch.id, *(one.id for one in hits[0].versions if one.id != hits[0].dispatch.id)]


def test_a_result_shows_one_line_for_a_story_and_the_versions_below_it(client, lamps):
    page = client.get("/search", params={"q": "lighthouse lamp"}).text
    assert page.count('<li class="hit"') == 1
    assert "<summary>2 versions</summary>" in page
    assert "1 story (2 dispatches)" in page
    assert f"/difference/{lamps[0]}/{lamps[1]}" in page


def test_every_version_can_be_listed_and_folded_again(client):
    page = client.get("/search", params={"q": "lighthouse lamp", "versions": "all"}).text
    assert page.count('<li class="hit"') == 2
    assert 'href="/search?q=lighthouse+lamp"' in page


def test_a_dispatch_lists_its_versions_and_does_not_call_them_like_it(client, lamps):
    page = client.get(f"/dispatch/{lamps[0]}").text
    listed = page[page.index('id="versions"') :].partition("</section>")[0]
    assert "this one" in listed
    assert f"/dispatch/{lamps[1]}" in listed
    assert page.count(f'"/dispatch/{lamps[1]}"') == 1


def test_two_versions_stand_side_by_side_with_numbers_that_differ_first(client, lamps):
    page = client.get(f"/difference/{lamps[0]}/{lamps[1]}")
    assert page.status_code == 200
    assert '<ins class="number">' in page.text
    told = client.get(f"/difference/{lamps[0]}/{lamps[1]}.json").json()
    assert {(one["left"], one["right"]) for one in told["first"]} in ({("14", "11")}, {("11", "14")})
    assert client.get(f"/difference/{lamps[0]}/nobody").status_code == 404
