"""From words and options to a page of results, through the store and the engine of an archive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.engines.port import Sort
from dispatchsearch.errors import QueryError
from dispatchsearch.search import rewrite
from dispatchsearch.search.page import SearchOptions
from dispatchsearch.search.parse import parse
from dispatchsearch.search.searcher import Searcher

EVERY = {"bridge", "siege", "truce", "peace", "letter", "opera"}


def marked(text, marks):
    return [text[start:end] for start, end in marks]


@pytest.mark.parametrize(("query", "names"), [
    ("soprano", {"opera"}),
    ("rebels", {"siege", "truce"}),
    ("retreat", {"truce"}),
    ('"rebel troops"', {"siege"}),
    ('"troops rebel"', set()),
    ('"troops town"~3', {"siege"}),
    ("town NEAR/3 rebel", {"siege"}),
    ("siege -baker", {"truce", "letter"}),
    ("siege AND NOT baker", {"truce", "letter"}),
    ("soprano OR lighthouse", {"opera", "letter"}),
    ("(soprano OR lighthouse) AND bread", {"letter"}),
    ("light*", {"letter"}),
    ("sopramo~", {"opera"}),
    ("=rebels", {"siege"}),
    ("title:siege", {"siege"}),
    ("title:(truce OR opera)", {"truce", "opera"}),
    ("text:soprano", {"opera"}),
    ('text:"opera house"', {"opera"}),
    ("dateline:Venice", {"opera"}),
    ("U.S.", {"peace"}),
    ("20000", {"truce"}),
    ("source:harbour", {"bridge", "siege", "truce"}),
    ('source:"Northern Wire"', {"peace", "letter", "opera"}),
    ('path:"Northern Wire/opera.html"', {"opera"}),
    ("path:North*", {"peace", "letter", "opera"}),
    ("date:1993-06", {"siege"}),
    ("date:1993", {"siege", "truce"}),
    ("date:1993-06..1994", {"siege", "truce", "peace"}),
    ("before:1993", {"bridge"}),
    ("after:1994", {"opera"}),
    ("date:undated", {"letter"}),
    ("lang:en", EVERY),
    ("*", EVERY),
    ("", EVERY),
    ("?", set()),
    ("Ganja", {"siege", "peace"}),
    ("Gyandzha", {"siege", "peace"}),
    ("=Ganja", {"siege"}),
    ("place:Ganja", {"siege", "peace"}),
    ('"Heydar Aliyev"', {"bridge", "siege"}),
    ('="Heydar Aliyev"', {"bridge"}),
    ("person:Aliev", {"bridge", "siege"}),
])  # fmt: skip
def test_each_query_finds_what_it_says(found, query, names):
    assert set(found(query)) == names


def test_all_words_come_first_then_some(search):
    page = search("siege bread")
    assert [hit.holds_all for hit in page.hits] == [True, True, True]
    page = search("siege goat")
    assert [hit.holds_all for hit in page.hits] == [True, False, False]
    assert (page.total, page.holding_all, page.holding_some) == (1, 1, 2)


def test_counts_are_over_those_with_all_words_or_with_some_where_none_has_all(search):
    assert search("siege goat").facets["source"][0].count == 1
    some = search("soprano goat")
    assert (some.total, some.holding_all, some.holding_some) == (2, 0, 2)
    assert [facet.count for facet in some.facets["source"]] == [2]
    assert search("siege goat", any=True).total == 3


def test_pages_go_on_from_those_with_all_to_those_with_some(search, found):
    whole = found("siege goat", limit=10)
    assert [found("siege goat", limit=1, page=number)[0] for number in (1, 2, 3)] == whole
    assert search("siege goat", limit=2).pages == 2
    assert found("siege goat", limit=2, page=3) == []


def test_stop_words_are_asked_for_only_alone(search):
    assert search("what of the siege").holding_all == 3
    assert search("the").holding_all > 3


def test_a_required_word_is_held_by_all(found):
    assert found("+goat siege soprano") == ["letter"]


@pytest.mark.parametrize(("options", "names"), [
    ({"places": ("Ganja",)}, {"siege", "peace"}),
    ({"people": ("Suret Huseynov",)}, {"siege"}),
    ({"sources": ("Harbour Post",)}, {"bridge", "siege", "truce"}),
    ({"since": "1993-07"}, {"truce", "peace", "opera"}),
    ({"until": "1993-06"}, {"bridge", "siege"}),
    ({"since": "1993", "until": "1993", "sources": ("Harbour Post",)}, {"siege", "truce"}),
])  # fmt: skip
def test_options_narrow_what_is_found(found, options, names):
    assert set(found("", **options)) == names


def test_words_can_be_taken_as_a_phrase_or_exactly(found):
    assert found("the rebels had paid", phrase=True) == ["siege"]
    assert found("rebels", exact=True) == ["siege"]


def test_dates_are_certain_possible_or_unknown(search):
    page = search("siege date:1993-07-15..1993-08")
    assert (page.total, page.certain, page.possible, page.undated) == (1, 0, 1, 1)
    assert [hit.date_match for hit in page.hits] == ["possible"]
    page = search("siege", since="1993", until="1993")
    assert (page.total, page.certain, page.possible, page.undated) == (2, 2, 0, 1)
    assert search("siege").certain is None


def test_the_undated_come_last_both_ways(found):
    assert found("siege", sort=Sort.NEWEST) == ["truce", "siege", "letter"]
    assert found("siege", sort=Sort.OLDEST) == ["siege", "truce", "letter"]


def test_years_and_facets_have_labels_and_counts(search):
    page = search("")
    assert page.years == {1991: 1, 1993: 2, 1994: 1, 1996: 1}
    assert {facet.label: facet.count for facet in page.facets["source"]} == {"Harbour Post": 3, "Northern Wire": 3}
    assert "Suret Huseinov" in {facet.label for facet in page.facets["person"]}


def test_hits_are_marked_in_title_and_snippet(search):
    (hit, *_) = search("rebel siege").hits
    assert marked(hit.dispatch.title, hit.title_marks) == ["Rebels", "Siege"]
    assert {"Rebel", "rebels"} & set(marked(hit.snippet.text, hit.snippet.marks))


def test_a_record_asked_for_is_marked_where_it_is_named(search):
    (hit, *_) = search("place:Ganja date:1993").hits
    assert marked(hit.snippet.text, hit.snippet.marks) == ["GANJA"]


def test_other_forms_of_a_name_are_said(search):
    (note,) = search("Ganja").notes
    assert "Gyandzha" in note or "GYANDZHA" in note
    assert "=Ganja" in note
    assert search("=Ganja").notes == ()


def test_all_forms_of_a_record_weigh_the_same(search):
    one, other = ({hit.dispatch.id: hit.score for hit in search(form).hits} for form in ("Ganja", "Gyandzha"))
    assert one == pytest.approx(other, rel=0.01)


@pytest.mark.parametrize(("typed", "suggested"), [
    ("sopranno", "soprano"),
    ("seige bread", "siege bread"),
    ('"rebel trops"', '"rebel troops"'),
    ("lightouze", "lighthouse"),
    ("soprano", None),
    ("xqzw", None),
    ("=sopranno", None),
    ("siege -rumour", None),
    ("siege baker soprano", None),
])  # fmt: skip
def test_what_may_have_been_meant_is_offered_where_it_finds_more(search, typed, suggested):
    assert search(typed).suggestion == suggested


def test_the_query_as_understood_finds_the_same(found, search):
    for typed in ("rebels w/5 bread", "siege NOT baker date:1993", "Ganja OR soprano AND bridge", "oil OR", '"siege'):
        understood = str(search(typed).query)
        assert found(understood) == found(typed)
        assert parse(understood).query == search(typed).query


@pytest.mark.parametrize("options", [{"limit": 0}, {"limit": 100_000}, {"page": 0}, {"since": "1993-13"}])
def test_options_beyond_the_limits_are_refused(search, options):
    with pytest.raises(QueryError):
        search("siege", **options)


def test_a_dispatch_that_repeats_a_word_comes_before_one_that_has_it_once(found):
    assert found("army")[0] == "peace"


def test_people_of_a_surname_in_other_spellings_are_offered_but_not_searched(search):
    page = search("Huseynov")
    assert page.total == 0
    assert page.notes == ("Huseynov: searched as typed; person:Huseynov also finds Huseinov (1)",)
    assert search("Huseinov").notes == ()


WORDS = ["siege", "bread", "the", "Ganja", '"rebel troops"', '"army town"~3', "light*", "sopramo~2", "=rebels", "U.S."]
FIELDS = ["title:siege", "place:Baku", "person:Aliev", "source:wire", "date:1993", "date:undated", "event:1993", "id:x"]
SIGNS = ["AND", "OR", "NOT", "NEAR/3", "(", ")", "+", "-", " ", " ", " "]


@given(st.lists(st.sampled_from([*WORDS, *FIELDS, *SIGNS]), max_size=9).map(" ".join), st.booleans())
def test_any_query_is_answered_and_its_numbers_agree(archive, text, some):
    page = Searcher(archive.engine, archive.store).search(text, SearchOptions(any=some))
    assert len(page.hits) == min(page.holding_all + page.holding_some, 10)
    assert page.total in (page.holding_all, page.holding_all + page.holding_some)
    assert sum(facet.count for facet in page.facets["source"]) == page.total
    assert [hit.rank for hit in page.hits] == list(range(1, len(page.hits) + 1))
    if page.certain is not None:
        assert page.certain + page.possible == page.total


def test_places_stand_below_those_they_lie_in_and_a_country_finds_its_towns(search):
    places = {line.label: line for line in search().facets["place"]}
    azerbaijan = places["Azerbaijan"]
    assert (azerbaijan.level, azerbaijan.count, places["Baku"].level > 0) == (0, 3, True)
    assert azerbaijan.value in {line.parent for line in places.values()}
    assert search("place:Azerbaijan").total == 3
    assert search("place:Italy").total == 1


def test_the_datelines_place_is_a_facet_of_its_own(search):
    lines = {line.label: line.count for line in search().facets["dateline_place"]}
    assert (lines["Azerbaijan"], lines["Baku"]) == (3, 1)
    assert search("dateline_place:Ganja").total == 2
    assert search("dateline_place:Tarnov").total <= 1


def test_a_result_that_is_not_whole_says_so_and_why(archive, search, monkeypatch):
    page = Searcher(archive.engine, archive.store, deadline=0).search("siege")
    assert page.partial
    assert "time" in page.limits[0]
    assert not search("siege").partial
    monkeypatch.setattr(rewrite, "MOST_NAMES", 1)
    page = search("siege soprano goat")
    assert (page.partial, page.limits) == (True, ("only the first 1 words and phrases were looked up as names",))


@pytest.mark.parametrize(("cap", "query", "told"), [
    ("MOST_FORMS", "Ganja", "only its 0 most frequent forms were searched"),
    ("MOST_RECORDS", "source:wire", "wire: only 0 of the 1 it may mean were searched"),
    ("MOST_NEAR", '"rebels town"~5', "not all forms of these words were searched near each other"),
])  # fmt: skip
def test_each_cap_on_what_a_query_stands_for_is_told_when_it_is_reached(search, monkeypatch, cap, query, told):
    assert search(query).limits == ()
    monkeypatch.setattr(rewrite, cap, 0)
    assert told in " ".join(search(query).limits)


def test_nearness_beyond_its_reach_is_noted(search):
    assert "near means at most 50 words between" in search('"troops town"~51').notes


@pytest.mark.parametrize(("limit", "page"), [(0, 1), (1001, 1), (1000, 101), (10, 10_001), (1, 0)])
def test_a_page_too_large_or_too_deep_is_refused(search, limit, page):
    with pytest.raises(QueryError):
        search("siege", limit=limit, page=page)


def test_an_unknown_place_of_a_dateline_is_found_by_its_country(make_archive):
    archive = make_archive({"a.txt": "Talks\n\nTORVALKEND, Azerbaijan - A truce was signed in Torvalkend, he said.\n"})
    assert archive.search("dateline_place:Azerbaijan").total == 1
    assert archive.search("place:Torvalkend").total == 1
    (line,) = [line for line in archive.search("").facets["place"] if line.label == "Torvalkend"]
    assert line.level == 1


def test_a_region_that_dispatches_name_is_listed_though_all_of_them_name_its_town(make_archive):
    text = "Talks\n\nMARDAKERT, Azerbaijan - Shells fell on Mardakert{} on Sunday, said the army.\n"
    archive = make_archive({"a.txt": text.format("")})
    assert [line.label for line in archive.search("").facets["place"]] == ["Azerbaijan", "Mardakert"]
    archive = make_archive({"b.txt": text.format(", in Nagorno-Karabakh,")})
    listed = [(line.label, line.level, line.count) for line in archive.search("").facets["place"]]
    assert listed == [("Azerbaijan", 0, 2), ("Nagorno-Karabakh", 1, 2), ("Mardakert", 2, 2)]
