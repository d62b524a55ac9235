"""Dispatches that are kept from one page to the next are those that the file holds at that moment."""

import pytest

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import Block, DateConclusion, Dispatch, Evidence, Locator
from dispatchsearch.store import Conclusion, ReadFile, ReadRecord, Stamp, Store, shelf
from dispatchsearch.store.shelf import Shelf
from dispatchsearch.store.stories import compared

MONTHS = (PartialDate(1993, 6), PartialDate(1993, 7))


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path, create=True)
    evidence = Evidence("aaa", "aaa", 1, "A Title", (Block("Troops left Baku."),))
    record = ReadRecord(0, "aaa", Locator("/raw", "a.txt"), (evidence,))
    store.inputs.put(store.inputs.root("/raw"), ReadFile("a.txt", Stamp(1, 2, 3, "1"), (record,)), 1)
    store.stories.set_sources({1: store.sources.number("The Paper")})
    conclude(store, MONTHS[0])
    yield store
    store.close()


def conclude(store, month):
    conclusion = Conclusion(DateConclusion(month, "high", "said"), "because")
    before = store.stories.concluded([1]).get(1)
    store.stories.put_conclusions([compared(1, "aaa", conclusion, before)])


def month_of(store):
    return store.dispatches(["aaa"])["aaa"].date.date


def made(id_, body="Text."):
    return Dispatch(id_, "A Title", body, DateConclusion(None, "low", "none"), "The Paper", "because", ())


def test_a_dispatch_asked_for_twice_is_put_together_once(store):
    assert store.dispatches(["aaa"])["aaa"] is store.dispatches(["aaa"])["aaa"]


def test_a_change_is_seen_by_who_has_read_the_dispatch_before(store):
    assert month_of(store) == MONTHS[0]
    conclude(store, MONTHS[1])
    assert month_of(store) == MONTHS[1]


def test_a_change_by_another_program_is_seen(store, tmp_path):
    assert month_of(store) == MONTHS[0]
    other = Store(tmp_path)
    conclude(other, MONTHS[1])
    other.close()
    assert month_of(store) == MONTHS[1]


def test_inside_a_snapshot_a_dispatch_stays_as_it_was(store, tmp_path):
    other = Store(tmp_path)
    with store.database.snapshot():
        assert month_of(store) == MONTHS[0]
        conclude(other, MONTHS[1])
        assert month_of(store) == MONTHS[0]
    assert month_of(store) == MONTHS[1]
    other.close()


def test_what_a_transaction_has_changed_so_far_is_seen_in_it_and_gone_when_it_fails(store):
    assert month_of(store) == MONTHS[0]
    with pytest.raises(RuntimeError), store.database.transaction():  # noqa: PT012 (the write is what is undone)
        conclude(store, MONTHS[1])
        assert month_of(store) == MONTHS[1]
        raise RuntimeError
    assert month_of(store) == MONTHS[0]


def test_a_transaction_that_changes_nothing_leaves_the_state(store):
    before = store.database.state()
    with store.database.transaction():
        pass
    assert store.database.state() == before
    store.set_meta(colour="red")
    assert store.database.state() == before + 1


def test_a_reader_of_an_earlier_state_neither_gets_nor_keeps_anything():
    kept = Shelf()
    kept.put(5, {"a": made("a")})
    assert kept.take(4, ["a"]) == {}
    kept.put(4, {"b": made("b")})
    assert kept.take(5, ["a", "b"]).keys() == {"a"}


def test_the_dispatches_not_asked_for_longest_go_first(monkeypatch):
    monkeypatch.setattr(shelf, "MOST", 2)
    kept = Shelf()
    kept.put(1, {"a": made("a"), "b": made("b")})
    kept.take(1, ["a"])
    kept.put(1, {"c": made("c")})
    assert kept.take(1, "abc").keys() == {"a", "c"}


def test_neither_a_very_long_dispatch_nor_a_whole_archive_is_kept(monkeypatch):
    kept = Shelf()
    kept.put(1, {"a": made("a", "x" * (shelf.LONGEST + 1)), "b": made("b")})
    assert kept.take(1, "ab").keys() == {"b"}
    monkeypatch.setattr(shelf, "AT_ONCE", 1)
    kept.put(1, {"c": made("c"), "d": made("d")})
    assert kept.take(1, "cd") == {}
