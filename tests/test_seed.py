"""The owner's own sample, from a bare file and from a mirrored site."""

import pytest

NAME = "azeri-rebels-vow-to-return.txt"
MIRRORED = "oldtmt.vedomosti.ru/sitemap/free/1993/6/article/azeri-rebels-vow-to-return-to-karabakh-war/218022.txt"
PEOPLE = ("Geidar Aliyev", "Suret Huseinov", "Albufaz Elchibey", "Kurban Kurbanov", "Thomas Goltz")
PLACES = ("Mardakert", "Azerbaijan", "Baku", "Nagorno-Karabakh", "Gyandzha")


@pytest.fixture
def sample(shared):
    return (shared / "seed" / NAME).read_bytes()


@pytest.fixture
def alone(make_archive, sample):
    return make_archive({NAME: sample})


@pytest.fixture
def dispatch(alone):
    (id_,) = alone.store.stories.ids()
    return alone.dispatch(id_)


def test_title_dateline_and_text_without_the_banner(dispatch):
    assert dispatch.title == "Azeri Rebels Vow to Return to Karabakh War"
    assert dispatch.dateline.printed == "MARDAKERT, Azerbaijan"
    assert dispatch.dateline_place.heading == "Mardakert"
    assert dispatch.body.startswith("MARDAKERT, Azerbaijan - ")
    assert "Get the latest updates" not in dispatch.body
    assert "Last Updated" not in dispatch.body


def test_the_update_date_is_no_publication_date(dispatch):
    assert dispatch.date.date is None
    assert str(dispatch.updated) == "2016-07-27"
    assert any("07/27/2016" in reason for reason in dispatch.date.not_used)


def test_the_undated_are_found_as_such_and_counted_in_no_year(alone):
    page = alone.search("date:undated")
    assert page.total == 1
    assert page.years == {}
    assert alone.search("updated:2016").total == 1
    assert alone.search("date:2016").total == 0


@pytest.mark.parametrize("name", PEOPLE)
def test_each_person_is_named_once(dispatch, name):
    assert [person.heading for person in dispatch.people].count(name) == 1


def test_a_surname_alone_joins_the_full_name(dispatch):
    surnames = [person.heading.split()[-1] for person in dispatch.people]
    assert len(surnames) == len(set(surnames))


@pytest.mark.parametrize("name", PLACES)
def test_each_place_is_named_once(dispatch, name):
    assert [place.heading for place in dispatch.places].count(name) == 1


def test_saved_under_its_address_it_is_of_june_1993_and_says_why(make_archive, sample):
    archive = make_archive({MIRRORED: sample})
    (id_,) = archive.store.stories.ids()
    dispatch = archive.dispatch(id_)
    assert (str(dispatch.date.date), dispatch.date.date.precision) == ("1993-06", "month")
    assert "/1993/6/" in dispatch.date.reason
    assert archive.search("date:1993-06").total == 1
    assert (
        archive.search(
            "Mardakert",
        )
        .hits[0]
        .dispatch.title
        == "Azeri Rebels Vow to Return to Karabakh War"
    )
