"""What is worked out of the store is kept as long as the store stands, and made anew when it has changed."""

import pytest

from dispatchsearch.search.standing import Standing
from dispatchsearch.store import Store


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path, create=True)
    yield store
    store.close()


def colour_of(store):
    return Standing(store, lambda: [store.meta().get("colour")])


def test_what_was_made_of_the_store_is_kept_until_it_changes(store):
    colour = colour_of(store)
    before = colour()
    assert colour() is before
    store.set_meta(colour="red")
    assert colour() == ["red"]


def test_a_change_by_another_program_is_seen(store, tmp_path):
    colour = colour_of(store)
    assert colour() == [None]
    other = Store(tmp_path)
    other.set_meta(colour="red")
    other.close()
    assert colour() == ["red"]


def test_inside_a_snapshot_it_stays_as_it_was(store, tmp_path):
    colour = colour_of(store)
    other = Store(tmp_path)
    with store.database.snapshot():
        assert colour() == [None]
        other.set_meta(colour="red")
        assert colour() == [None]
    assert colour() == ["red"]
    other.close()


def test_what_a_transaction_has_changed_so_far_is_not_kept_when_it_fails(store):
    colour = colour_of(store)
    with pytest.raises(RuntimeError), store.database.transaction():  # noqa: PT012 (the write is what is undone)
        store.set_meta(colour="red")
        assert colour() == ["red"]
        raise RuntimeError
    assert colour() == [None]


def test_what_is_forgotten_is_made_anew(store):
    colour = colour_of(store)
    before = colour()
    colour.forget()
    assert colour() == before
    assert colour() is not before
