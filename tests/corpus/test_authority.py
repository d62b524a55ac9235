from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.corpus.authority import are_strangers, in_doubt, merge_people, place_heading
from dispatchsearch.gazetteer import Place

ALIYEVS = {
    "Heydar Aliyev": 5,
    "Geidar Aliyev": 3,
    "Gaidar Aliev": 1,
    "Ilham Aliyev": 4,
    "Ilkham Aliev": 1,
    "Aliyev": 9,
    "A. Aliyev": 1,
}


def grouped(forms, **options):
    return {group.heading: set(group.forms) for group in merge_people(forms, **options)}


def test_spellings_of_one_person_become_one_group_under_the_most_frequent():
    assert grouped(ALIYEVS) == {
        "Heydar Aliyev": {"Heydar Aliyev", "Geidar Aliyev", "Gaidar Aliev"},
        "Ilham Aliyev": {"Ilham Aliyev", "Ilkham Aliev"},
        "Aliyev": {"Aliyev"},
        "A. Aliyev": {"A. Aliyev"},
    }


def test_a_group_says_why_its_forms_are_one():
    reasons = {
        group.heading: group.reason
        for group in merge_people({"Boris Yeltsin": 3, "Boris Eltsin": 1, "Boris N. Yeltsin": 1})
    }
    assert "Boris Eltsin: another spelling" in reasons["Boris Yeltsin"]
    assert "Boris Yeltsin: an initial for a name" in reasons["Boris Yeltsin"]
    assert merge_people({"Yegor Gaidar": 2})[0].reason == ""


def test_brothers_and_namesakes_stay_apart():
    assert len(merge_people({"Lecha Dudayev": 1, "Dzhokhar Dudayev": 5, "Dudayev": 3})) == 3
    assert len(merge_people({"Viktor Petrov": 1, "Mikhail Petrov": 1, "Anna Petrova": 1})) == 3


def test_a_form_that_fits_two_people_joins_neither():
    assert grouped({"John P. Marsh": 2, "John R. Marsh": 2, "John Marsh": 9}) == {
        "John P. Marsh": {"John P. Marsh"},
        "John R. Marsh": {"John R. Marsh"},
        "John Marsh": {"John Marsh"},
    }


def test_a_surname_alone_joins_nobody():
    assert grouped({"Gaidar": 4, "Yegor Gaidar": 2}) == {"Gaidar": {"Gaidar"}, "Yegor Gaidar": {"Yegor Gaidar"}}


def test_a_users_decisions_win():
    joined = grouped(ALIYEVS, same=[("Aliyev", "Heydar Aliyev")], headings={"Gaidar Aliev": "Aliyev, Heydar"})
    assert joined["Aliyev, Heydar"] == {"Heydar Aliyev", "Geidar Aliyev", "Gaidar Aliev", "Aliyev"}
    parted = grouped({"Ilham Aliyev": 4, "Ilkham Aliev": 1}, not_same=[("Ilkham Aliev", "Ilham Aliyev")])
    assert len(parted) == 2
    both = merge_people({"Ilham Aliyev": 1, "Anar Torval": 1}, same=[("Ilham Aliyev", "Anar Torval")])
    assert len(both) == 1
    assert "joined by you" in both[0].reason


@given(st.permutations(sorted(ALIYEVS)), st.lists(st.integers(1, 50), min_size=7, max_size=7))
def test_the_grouping_depends_neither_on_the_order_nor_on_the_counts(order, counts):
    forms = dict(zip(order, counts, strict=True))
    assert {frozenset(group.forms) for group in merge_people(forms)} == {
        frozenset(group.forms) for group in merge_people(ALIYEVS)
    }


@given(
    st.sets(
        st.sampled_from(
            [
                f"{first} {last}"
                for first in ("Anar", "Anara", "Enar", "Onar", "A.", "Anar B.")
                for last in ("Torval", "Torwal", "Terval")
            ]
        )
    )
)
def test_each_form_is_in_exactly_one_group(forms):
    groups = merge_people(dict.fromkeys(forms, 1))
    assert sorted(form for group in groups for form in group.forms) == sorted(forms)


def test_a_place_is_called_as_the_dispatches_call_it():
    ganja = place_heading("geonames:586523", {"Gyandzha": 3, "Ganja": 1})
    assert (ganja.heading, ganja.country, ganja.variants) == ("Gyandzha", "AZ", (("Gyandzha", 3), ("Ganja", 1)))
    assert ganja.within[-1] == "geonames:587116"
    assert "Ganja" in ganja.reason


def test_a_heading_is_neither_a_part_of_a_name_nor_in_capitals():
    assert place_heading("place:nagorno-karabakh", {"Karabakh": 9, "Nagorno-Karabakh": 2}).heading == "Nagorno-Karabakh"
    assert place_heading("place:mardakert", {"MARDAKERT": 4, "Mardakert": 1}).heading == "Mardakert"
    assert place_heading("place:mardakert", {"MARDAKERT": 4}).heading == "Mardakert"
    assert place_heading("geonames:6252001", {"USA": 4}).heading == "USA"
    assert place_heading("geonames:6252001", {"USA": 4, "United States": 2}).heading == "USA"
    assert place_heading("geonames:587084", {"BAKU": 4, "Baku": 1}).heading == "Baku"
    assert place_heading("geonames:587084", {"BAKU": 4}).heading == "Baku"
    assert place_heading("geonames:587084", {"Bakı": 1, "Baku": 1, "Bakü": 1, "Baki": 1}).heading == "Baku"


def test_an_unknown_place_is_known_by_its_name():
    torval = place_heading("name:Torval", {"Torval": 2})
    assert (torval.heading, torval.latitude, torval.country) == ("Torval", None, None)
    assert "not in the gazetteer" in torval.reason


def test_a_users_heading_and_coordinates_win():
    own = Place("name:Torval", "Torval", "town", "AZ", 40.0, 46.0)
    record = place_heading("name:Torval", {"Torval": 2}, heading="Torval (Azerbaijan)", place=own)
    assert (record.heading, record.latitude, record.country) == ("Torval (Azerbaijan)", 40.0, "AZ")


def test_a_middle_name_tells_people_of_common_names_apart_where_many_bear_the_surname():
    few = {"William Smith": 1, "William C. Smith": 1, "Boris Torval": 1, "Boris N. Torval": 1}
    many = dict.fromkeys(("Ann Smith", "Carl Smith", "Anar Torval", "Vera Torval"), 1)
    assert grouped(few)["William C. Smith"] == {"William C. Smith", "William Smith"}
    assert grouped(few | many)["William C. Smith"] == {"William C. Smith"}
    assert grouped(few | many)["Boris N. Torval"] == {"Boris N. Torval", "Boris Torval"}


def test_strangers_of_usual_names_are_not_joined_over_a_missing_initial():
    forms = {"William Smith": 1, "William C. Smith": 1}
    assert in_doubt(*forms)
    assert not in_doubt("Boris Torval", "Boris N. Torval")
    assert len(merge_people(forms, strangers=[tuple(forms)])) == 2
    places = {("place", "a"), ("place", "b")}
    assert are_strangers(places, {("place", "a"), ("person", "c")})
    assert not are_strangers(places, places)
    assert not are_strangers({("person", "c")}, {("person", "c")})


def test_common_surnames_of_one_sound_stay_apart():
    assert len(merge_people({"James O'Neill": 1, "James O'Neil": 1, "David Morrison": 1, "David Murison": 1})) == 4
    assert len(merge_people({"Vera Torvall": 1, "Vera Torval": 1})) == 1


def test_an_unknown_place_lies_where_its_dateline_says():
    torval = place_heading("name:Torval@geonames:587116", {"Torval": 2})
    assert (torval.heading, torval.latitude, torval.country) == ("Torval", None, "AZ")
    assert torval.within == ("geonames:587116",)
    assert "Azerbaijan" in torval.reason


def test_a_romance_particle_or_a_number_tells_people_apart_unless_something_is_shared():
    assert in_doubt("Manuel Oliveira", "Manoel de Oliveira")
    assert not in_doubt("Richard Weizsaecker", "Richard von Weizsaecker")
    assert not in_doubt("Carlo De Benedetti", "Carlo di Benedetti")
    assert len(merge_people({"Carl Gustaf": 1, "Carl XVI Gustaf": 1})) == 2
    assert len(merge_people({"Sigvard XVI Gustaf": 1, "Sigward XVI Gustaf": 1})) == 1


def test_a_given_name_alone_is_nobody_in_particular_however_it_is_written():
    assert len(merge_people({"Joaquin": 1, "Joaquín": 1})) == 2
    assert len(merge_people({"Macandrews": 1, "MacAndrews": 1})) == 1


def test_a_father_in_one_name_and_an_article_in_the_other_are_two_people():
    assert len(merge_people({"Mohammed al-Saeed": 1, "Mohammed bin Saeed": 1})) == 2
    assert len(merge_people({"Mahathir Mohamad": 1, "Mahathir bin Mohamad": 1})) == 1
    assert len(merge_people({"Saad al-Hariri": 1, "Saad Hariri": 1})) == 1
    assert len(merge_people({"Mohammed bin Rashid Al Torvali": 1, "Mohammed Al Torvali": 1})) == 1


def test_a_form_that_differs_in_accents_alone_joins_its_like_though_it_fits_another_too():
    forms = {"Inés Torval de Marsh": 2, "Ines Torval de Marsh": 1, "Ines Marsh": 1}
    apart = [("Ines Marsh", "Inés Torval de Marsh")]
    groups = {frozenset(group.forms) for group in merge_people(forms, strangers=apart)}
    assert frozenset(("Inés Torval de Marsh", "Ines Torval de Marsh")) in groups
