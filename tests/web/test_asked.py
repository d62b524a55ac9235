"""An address holds the whole state of a search."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.engines.port import Sort
from dispatchsearch.errors import QueryError
from dispatchsearch.search.parse import parse
from dispatchsearch.search.present import FACETS
from dispatchsearch.web.asked import Asked

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
VALUES = st.lists(TEXT.map(str.strip).filter(bool), max_size=3)
ASKED = st.builds(
    Asked,
    q=TEXT,
    place=VALUES,
    person=VALUES,
    source=VALUES,
    agency=VALUES,
    excluded=VALUES,
    since=st.sampled_from(["", "1993", "1993-06"]),
    until=st.sampled_from(["", "1994-01-02"]),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 50),
    limit=st.integers(1, 100),
    more=st.sampled_from(["", "place"]),
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "q": TEXT,
        "sort": st.sampled_from(Sort),
        "page": st.integers(1, 50),
        "limit": st.integers(1, 100),
        "versions": st.sampled_from(["folded", "all"]),
        "zoom": st.integers(-5, 5),
        "more": st.sampled_from(["", "place"]),
    },
)
MANY = {"place", "person", "source", "agency", "not"}


def read(href):
    given = parse_qs(urlsplit(href).query, keep_blank_values=True)
    return Asked.model_validate({name: values if name in MANY else values[0] for name, values in given.items()})


@given(ASKED)
def test_an_address_leads_back_to_the_search_it_was_made_of(asked):
    assert read(asked.href()) == asked


@given(ASKED, st.sampled_from(FACETS), TEXT.filter(str.strip))
def test_the_short_way_to_an_address_that_narrows_leads_where_the_long_one_does(asked, kind, value):
    value = value.strip()
    assert asked.adding_href(kind, value) == asked.adding(kind, value).href()
    assert asked.excluding_href(kind, value) == asked.adding("excluded", f"{kind}:{value}").href()
    assert asked.within_href("1993", "1994-02") == asked.within("1993", "1994-02").href()
    assert asked.adding(kind, value).gaps == asked.adding(kind, value).with_().gaps


@given(ASKED, CHANGES)
def test_the_short_way_to_an_address_with_a_value_changed_leads_where_the_long_one_does(asked, changes):
    assert asked.with_href(**changes) == asked.with_(**changes).href()
    changed = asked.with_(**changes)
    assert changed.with_href(page=2) == changed.with_(page=2).href()


@given(ASKED, st.integers(1, 100_000))
def test_the_address_of_a_hit_leads_back_to_the_search_but_for_what_is_shown_of_it(asked, rank):
    whole, href = asked.href(), asked.hit_href("ds1", rank)
    assert read(whole) == asked
    assert parse_qs(urlsplit(href).query)["rank"] == [str(rank)]
    assert read(href) == asked.with_(limit=10, more="", zoom=0)
    assert read(asked.with_(page=asked.page, q="other").href()) == asked.with_(page=asked.page, q="other")


def test_a_search_with_nothing_chosen_has_a_short_address():
    assert Asked(q="siege of Ganja").href() == "/search?q=siege+of+Ganja"
    assert Asked().href("/search.json") == "/search.json"


def test_narrowing_goes_back_to_the_first_page_and_can_be_undone():
    asked = Asked(q="siege", page=3)
    narrowed = asked.adding("place", "Ganja").within("1993", "1993")
    assert (narrowed.page, narrowed.place, narrowed.since) == (1, ["Ganja"], "1993")
    assert narrowed.without("place", "Ganja").within("", "") == asked.with_()
    assert narrowed.adding("excluded", "source:x").freed() == Asked(q="siege")


@pytest.mark.parametrize(
    ("q", "text"),
    [
        ("siege", '+agency:"Reuters" -place:"geonames:1" siege'),
        ("siege OR ferry", '+agency:"Reuters" -place:"geonames:1" (siege OR ferry)'),
        ('an "unclosed quote', '+agency:"Reuters" -place:"geonames:1" an "unclosed quote'),
        ("", '+agency:"Reuters" -place:"geonames:1" '),
    ],
)
def test_agencies_and_exclusions_stand_before_the_words_as_clauses(q, text):
    asked = Asked(q=q, agency=["Reuters"], excluded=["place:geonames:1", "nonsense:2"])
    assert asked.text() == text
    assert "agency:Reuters" in str(parse(text).query)


def test_words_alone_are_passed_on_as_they_are():
    assert Asked(q="  -a OR (b ").text() == "  -a OR (b "


def test_the_column_of_a_fault_is_one_of_the_words_typed(archive):
    asked = Asked(q="siege date:1993-13", agency=["Reuters"])
    with pytest.raises(QueryError) as caught:
        asked.answer(archive)
    assert caught.value.position == len("siege ")
