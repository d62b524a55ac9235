"""What is cited of a dispatch, and how Chicago style puts it."""

from dataclasses import replace

import pytest

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import Block, DateEvidence, Evidence, Locator
from dispatchsearch.export.citation import authors, chicago_bibliography, chicago_note, cite, date_note

BYLINES = [
    ("By Nora Field", ("Nora Field",)),
    ("By NORA FIELD", ("Nora Field",)),
    ("By Nora Field and Ed Lark, Staff Writers", ("Nora Field", "Ed Lark")),
    ("By Nora Field, Ed Lark and J. P. O'Shea", ("Nora Field", "Ed Lark", "J. P. O'Shea")),
    ("Nora Field, Reuters", ("Nora Field",)),
    ("By Staff Reporters", ()),
    ("By The Associated Press", ()),
    ("Special to The Torval Herald", ()),
    ("by our man on the spot", ()),
    ("", ()),
]


@pytest.mark.parametrize(("byline", "names"), BYLINES)
def test_a_byline_gives_the_names_in_it_and_invents_none(byline, names):
    assert authors(byline) == names


def evidence(place):
    seen = DateEvidence("published", (PartialDate(1993, 6, 28),), place, "", "June 28, 1993")
    return Evidence("abcdefghijklmnop0", "doc", 0, "Ferry", (Block("Ferry."),), (seen,))


def test_a_date_printed_on_the_page_stands_without_brackets(dispatch):
    citation = cite(dispatch(), evidence("byline"))
    assert chicago_note(citation) == ("“Ferry Service Resumes on the Lower River,” The Torval Herald, June 28, 1993.")
    assert date_note(citation) is None


def test_a_date_that_only_the_address_shows_stands_in_brackets_with_its_reason(dispatch):
    citation = cite(dispatch(), evidence("address"))
    assert "[June 28, 1993]" in chicago_note(citation)
    assert "concluded" in date_note(citation)


def test_a_month_is_cited_as_a_month(dispatch):
    assert "[June 1993]" in chicago_bibliography(cite(dispatch(date="1993-06")))


def test_an_unsigned_piece_stands_under_its_newspaper(dispatch):
    assert chicago_bibliography(cite(dispatch(), evidence("byline"))) == (
        "The Torval Herald. “Ferry Service Resumes on the Lower River.” June 28, 1993."
    )


def test_a_signed_piece_stands_under_its_author(dispatch):
    cited = cite(dispatch(byline="By Nora Field and Ed Lark", url="https://herald.example/ferry"), evidence("byline"))
    assert chicago_bibliography(cited) == (
        "Field, Nora, and Ed Lark. “Ferry Service Resumes on the Lower River.” The Torval Herald, June 28, 1993. "
        "https://herald.example/ferry."
    )
    assert chicago_note(cited).startswith("Nora Field and Ed Lark, “Ferry")


def test_an_agency_stands_for_the_author_where_it_is_not_the_source(dispatch):
    assert chicago_note(cite(dispatch(agency="Reuters"))).startswith("Reuters, “Ferry")
    assert not chicago_note(cite(dispatch(agency="Reuters", source="Reuters"))).startswith("Reuters, “")


def test_the_undated_are_cited_as_such_with_what_else_is_known(dispatch):
    saved = dispatch(
        date=None,
        updated=PartialDate(2016, 7, 27),
        locators=(Locator("/r", "a.warc.gz", 3, "http://old.example/1", "2016-08-01T10:00:00Z"),),
    )
    note = chicago_note(cite(saved))
    assert "n.d., last updated July 27, 2016, saved August 1, 2016" in note
    assert "http://old.example/1" in note
    assert "[" not in note


def test_a_note_that_ends_with_nd_has_one_full_stop(dispatch):
    unplaced = replace(dispatch(date=None), url=None, locators=())
    assert chicago_note(cite(unplaced)).endswith(", n.d.")
    assert not chicago_note(cite(unplaced)).endswith("..")


def test_a_title_that_asks_keeps_its_question_mark_alone(dispatch):
    cited = cite(dispatch(title="Who Runs the Ferry?"), evidence("byline"))
    assert "“Who Runs the Ferry?” The Torval" in chicago_note(cited)
    assert "“Who Runs the Ferry?” June" in chicago_bibliography(cited)


def test_the_outlets_name_is_cited_never_the_host(dispatch):
    cited = cite(replace(dispatch(), url="https://www.herald.example/1993/ferry"))
    assert cited.source == "The Torval Herald"
