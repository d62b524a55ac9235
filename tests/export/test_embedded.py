"""Metadata of a page, pinned as Zotero's Embedded Metadata translator was seen to read it."""

import pytest

from dispatchsearch.dispatch import Locator
from dispatchsearch.export.citation import cite
from dispatchsearch.export.embedded import metadata


def embedded(dispatch):
    return list(metadata(cite(dispatch)))


def test_a_dispatch_is_an_article_of_its_newspaper_by_the_author_of_its_byline(dispatch):
    address = "http://torval.example/1993/ferry.html"
    found = embedded(dispatch(byline="By Nora Field and Ed Lark", url=address, agency="Northwire"))
    assert found == [
        ("z:itemType", "newspaperArticle"),
        ("dc.title", "Ferry Service Resumes on the Lower River"),
        ("dc.creator", "Nora Field"),
        ("dc.creator", "Ed Lark"),
        ("citation_author", "Nora Field"),
        ("citation_author", "Ed Lark"),
        ("prism.publicationName", "The Torval Herald"),
        ("dc.date", "1993-06-28"),
        ("citation_publication_date", "1993/06/28"),
        ("dc.language", "en"),
        ("dc.identifier", address),
        ("citation_public_url", address),
    ]


@pytest.mark.parametrize(("date", "highwire"), [("1993-06", "1993/06"), ("1993", "1993")])
def test_a_date_is_as_much_as_is_known_and_a_concluded_one_says_so(dispatch, date, highwire):
    found = dict(embedded(dispatch(date=date)))
    assert (found["dc.date"], found["citation_publication_date"]) == (date, highwire)
    assert found["dc.description"].startswith("The date is concluded: ")


def test_the_undated_have_no_date_but_the_reason(dispatch):
    found = dict(embedded(dispatch(date=None)))
    assert not [name for name in found if "date" in name]
    assert found["dc.description"].startswith("Undated:")


def test_an_agency_is_no_person_with_a_first_and_a_last_name(dispatch):
    found = embedded(dispatch(agency="Associated Press", byline="our own correspondent"))
    assert [content for name, content in found if name == "dc.creator"] == ["Associated Press,"]
    assert "citation_author" not in dict(found)


def test_the_address_is_the_one_the_page_had_and_never_names_the_newspaper(dispatch):
    where = (Locator("/raw", "1993/ferry.html", url="http://torval.example/ferry"),)
    found = dict(embedded(dispatch(locators=where)))
    assert found["citation_public_url"] == "http://torval.example/ferry"
    assert found["prism.publicationName"] == "The Torval Herald"
    assert "citation_journal_title" not in found
