"""Which records a name means is kept while the store stands, and found anew when it has changed."""

from dispatchsearch.dispatch import Heading
from dispatchsearch.search.records import Records
from dispatchsearch.store import Store


def test_a_name_that_comes_later_is_found_by_who_has_asked_for_it_before(tmp_path):
    store = Store(tmp_path, create=True)
    records = Records(store)
    assert records.named("place", "name:Torval") == ()
    store.names.put_outer([Heading("name:Torval", "place", "Torval", ())])
    found = records.named("place", "name:Torval")
    assert [one.heading for one in found] == ["Torval"]
    assert records.named("place", "name:Torval") is found
    store.close()


def test_a_surname_means_all_who_bear_it_in_any_spelling_and_nobody_else(make_archive):
    said = "Talks\n\nBAKU - It rained on Sunday, said {} in Baku.\n"
    people = ("Suret Huseynov", "Hasan Hasanov", "Panah Guseinov")
    archive = make_archive({f"{name}.txt": said.format(name) for name in people})
    found = archive.searcher.records.named("person", "Huseinov")
    assert {one.heading for one in found} == {"Suret Huseynov", "Panah Guseinov"}


def test_namesakes_are_told_with_the_country_each_lies_in(make_archive):
    archive = make_archive(
        {
            "a": "Talks\n\nMOSCOW, Russia - It rained in Moscow, Russia, on Sunday.\n",
            "b": "Talks\n\nMOSCOW, Idaho - It rained in Moscow, Idaho, on Sunday.\n",
        }
    )
    page = archive.search("place:Moscow")
    assert page.total == 2
    assert page.notes == ("place Moscow: Moscow, Russia (1), Moscow, Idaho, United States (1)",)
