"""A person's decisions on names, applied to an archive, in force and taken back."""

import datetime as dt

import pytest

from dispatchsearch.corrections import Decision, decide, take_back

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
PAGES = {
    "a.txt": "Talks\n\nBAKU, Azerbaijan - President Heydar Aliyev met reporters in Baku, he said on Monday.\n",
    "b.txt": "More Talks\n\nBAKU, Azerbaijan - President Geidar Aliyev met reporters in Baku again, he said.\n",
    "b2.txt": "Still More Talks\n\nBAKU, Azerbaijan - President Heydar Aliyev met nobody in Baku, he said.\n",
    "c.txt": "Harvest\n\nGANJA, Azerbaijan - Suret Huseinov sold his flock in Torvalkend, north of Ganja, he said.\n",
    "c2.txt": "Wool\n\nGANJA, Azerbaijan - Suret Huseinov kept his wool near Torval, he said on Friday.\n",
    "d.txt": "Bread\n\nGANJA, Azerbaijan - Colonel Surik Huseinov bought bread in Torval, he said on Tuesday.\n",
}


@pytest.fixture
def archive(make_archive):
    return make_archive(PAGES)


@pytest.fixture
def say(archive):
    """Return a function that makes a decision and applies it."""

    def call(kind, name, verb, other="", **more):
        decide(archive.authority, Decision(kind, name, verb, other, **more), NOW)
        apply(archive)
        return archive.unmatched()

    return call


def apply(archive):
    for _ in archive.correct(now=NOW):
        pass


def records(archive):
    """Return the headings of the archive, each with the forms it has."""
    ids = {name.id for found in archive.dispatches() for name in (*found.people, *found.places)}
    return {one.heading: {form for form, _ in one.variants} for one in archive.store.headings(ids).values()}


def finds(archive, text):
    return {hit.dispatch.locators[0].path for hit in archive.search(text).hits}


def test_two_records_become_one_and_two_again(archive, say):
    before = {found.id: found.people for found in archive.dispatches()}
    assert not say("person", "Suret Huseinov", "same", "Surik Huseinov")
    assert records(archive)["Suret Huseinov"] == {"Suret Huseinov", "Surik Huseinov"}
    assert finds(archive, 'person:"Surik Huseinov"') == {"c.txt", "c2.txt", "d.txt"}
    assert "joined by you" in archive.store.headings_named("person", "Surik Huseinov")[0].reason
    assert take_back(archive.authority, NOW) == "Suret Huseinov same Surik Huseinov"
    apply(archive)
    assert {found.id: found.people for found in archive.dispatches()} == before


def test_the_id_of_a_record_that_was_joined_leads_to_the_other(archive, say):
    (gone,) = archive.store.headings_named("person", "Surik Huseinov")
    (kept,) = archive.store.headings_named("person", "Suret Huseinov")
    say("person", "Suret Huseinov", "same", "Surik Huseinov")
    ids = {archive.heading(kept.id).id, archive.heading(gone.id).id}
    assert len(ids) == 1
    take_back(archive.authority, NOW)
    apply(archive)
    assert archive.heading(gone.id).heading == "Surik Huseinov"
    assert archive.heading(kept.id).heading == "Suret Huseinov"


def test_a_form_is_taken_out_of_its_record_whatever_joined_it(archive, say):
    assert records(archive)["Heydar Aliyev"] == {"Heydar Aliyev", "Geidar Aliyev"}
    say("person", "Heydar Aliyev", "not same", "Geidar Aliyev")
    assert records(archive)["Heydar Aliyev"] == {"Heydar Aliyev"}
    say("person", "Suret Huseinov", "same", "Heydar Aliyev")
    say("person", "Suret Huseinov", "same", "Geidar Aliyev")
    say("person", "Suret Huseinov", "not same", "Heydar Aliyev")
    assert records(archive)["Geidar Aliyev"] == {"Geidar Aliyev", "Suret Huseinov"}
    assert records(archive)["Heydar Aliyev"] == {"Heydar Aliyev"}


def test_a_heading_is_changed_and_comes_back(archive, say):
    say("person", "Geidar Aliyev", "heading", "Aliyev, Heydar")
    say("person", "Geidar Aliyev", "heading", "H. Aliyev")
    assert "H. Aliyev" in records(archive)
    for heading in ("Aliyev, Heydar", "Heydar Aliyev"):
        take_back(archive.authority, NOW)
        apply(archive)
        assert heading in records(archive)


def test_what_is_hidden_is_nobody_until_that_is_taken_back(archive, say):
    say("person", "Heydar Aliyev", "hide")
    assert "Heydar Aliyev" not in records(archive)
    assert not archive.search('person:"p000"').hits
    assert archive.status().people == 2
    take_back(archive.authority, NOW)
    apply(archive)
    assert "Heydar Aliyev" in records(archive)


def test_places_are_joined_parted_renamed_and_put_on_the_map(archive, say):
    assert not say("place", "Torval", "coordinates", latitude=40.9, longitude=46.3, country="AZ")
    (torval,) = archive.store.headings_named("place", "Torval")
    assert (torval.latitude, torval.country) == (40.9, "AZ")
    assert torval.within[-1] == archive.store.headings_named("place", "Azerbaijan")[0].id
    assert not say("place", "Torval", "same", "Torvalkend")
    assert finds(archive, "place:Torvalkend") == {"c.txt", "c2.txt", "d.txt"}
    assert not say("place", "Torvalkend", "heading", "Torval-on-Kura")
    assert records(archive)["Torval-on-Kura"] == {"Torval", "Torvalkend"}
    assert not say("place", "Torval", "not same", "Torvalkend")
    assert records(archive)["Torvalkend"] == {"Torvalkend"}
    for _ in range(4):
        take_back(archive.authority, NOW)
    apply(archive)
    assert records(archive)["Torval"] == {"Torval"}
    assert archive.store.headings_named("place", "Torval")[0].latitude is None


def test_decisions_hold_for_dispatches_that_come_later(archive, say, make_archive):
    say("person", "Suret Huseinov", "same", "Surik Huseinov")
    say("person", "Heydar Aliyev", "hide")
    make_archive(PAGES | {
        "e.txt": "Rain\n\nGANJA, Azerbaijan - Surik Huseynov met President Heydar Aliyev in the rain, he said.\n",
    })  # fmt: skip
    found = {locator.path: found for found in archive.dispatches() for locator in found.locators}
    assert [person.id for person in found["e.txt"].people] == [person.id for person in found["c.txt"].people]


def test_a_line_that_matches_nothing_is_named_with_its_file(archive, say):
    assert say("person", "Anar Nobody", "hide") == [
        "people.csv, line 2: no dispatch names a person 'Anar Nobody' (any more)"
    ]
    assert "places.csv, line 2" in say("place", "Nowhere", "hide")[1]
    assert "is no form of" in say("place", "Torval", "not same", "Baku")[2]


def test_every_decision_is_in_the_journal(archive, say):
    say("person", "Heydar Aliyev", "hide", because="a test")
    assert archive.store.last("decided")[1] == "person | Heydar Aliyev | hide"
    take_back(archive.authority, NOW)
    apply(archive)
    assert archive.store.last("taken back")[1] == "person | Heydar Aliyev | hide"
    assert (archive.authority / "journal.csv").read_text("utf-8").splitlines()[1:] == [
        "2026-11-22T00:00:00+00:00,decided,people.csv,Heydar Aliyev,hide,",
        "2026-11-22T00:00:00+00:00,taken back,people.csv,Heydar Aliyev,hide,",
    ]


def test_a_line_of_sources_that_no_dispatch_fits_is_named(archive):
    archive.authority.mkdir()
    (archive.authority / "sources.csv").write_text("pattern,name\nd.txt,The Bread Times\nnowhere/*,The Wool Post\n")
    apply(archive)
    (told,) = archive.unmatched()
    assert told.startswith("sources.csv, line 3: no dispatch is of 'The Wool Post'; 'nowhere/*' must fit a path")
