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
