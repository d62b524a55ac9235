"""Laws of the authority, on real stores: it follows from what the archive holds, by whatever way that came about."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dispatchsearch.corpus.conclude import Grounds, Tally, conclude
from dispatchsearch.dispatch import Block, Evidence, Locator, Mention
from dispatchsearch.store import ReadFile, ReadRecord, Stamp, Store

PEOPLE = (
    "William Smith",
    "William C. Smith",
    "William D. Smith",
    "Boris Yeltsin",
    "Boris Eltsin",
    "Boris N. Yeltsin",
    "John Marsh",
    "John P. Marsh",
    "John R. Marsh",
    "Anar Mirov",
    "Marsh",
)
PLACES = (("Baku", "geonames:587084"), ("Bakou", "geonames:587084"), ("Torval", "name:Torval"), ("Riga", "name:Riga"))
BLOCK = "; ".join([*PEOPLE, *(form for form, _ in PLACES)])

named = st.sets(st.sampled_from([*PEOPLE, *PLACES]), min_size=1, max_size=5)
pools = st.lists(named, min_size=1, max_size=7)


def mention(name):
    form, key = (name, name) if isinstance(name, str) else name
    return Mention("person" if form == key else "place", form, 0, BLOCK.index(form), BLOCK.index(form) + len(form), key)


def put(store, number, names):
    id_ = f"story{number}"
    mentions = tuple(sorted(map(mention, names), key=lambda one: (one.start, one.surface)))
    story = Evidence(id_, id_, 1, f"Title {number}", (Block(BLOCK),), mentions=mentions)
    record = ReadRecord(0, id_, Locator("/raw", f"{number}.txt", 0), (story,))
    store.inputs.put(store.inputs.root("/raw"), ReadFile(f"{number}.txt", Stamp(1, 2, 3, id_), (record,)), 1)


def change(store, pool, held, wanted):
    """Bring the store from the dispatches it holds to those that are wanted, in one run."""
    for number in wanted:
        if number not in held:
            put(store, number, pool[number])
    store.inputs.drop(store.inputs.root("/raw"), [f"{number}.txt" for number in held if number not in wanted])
    list(conclude(store, Grounds(), Tally()))


def authority(store):
    """Return what the archive concludes of names: who is one, how often, why; which dispatch carries whom."""
    found = store.dispatches(store.stories.ids())
    carried = {id_: {name.id for name in (*one.people, *one.places)} for id_, one in found.items()}
    headings = store.headings(set().union(*carried.values())) if carried else {}
    for one in headings.values():
        assert one.heading in dict(one.variants)
    said = {id_: (one.kind, frozenset(one.variants), one.reason, one.within) for id_, one in headings.items()}
    assert store.names.usage().get("person", 0) == sum(one.kind == "person" for one in headings.values())
    return {id_: {said[record] for record in records} for id_, records in carried.items()}


def built(pool, runs):
    """Return the authority after runs, of each of which the dispatches then held are given."""
    with tempfile.TemporaryDirectory() as folder:
        store, held = Store(Path(folder), create=True), ()
        for wanted in runs:
            change(store, pool, held, wanted)
            held = wanted
        found = authority(store)
        store.close()
    return found


@settings(max_examples=15, deadline=None)
@given(st.data(), pools)
def test_the_authority_does_not_depend_on_the_order_of_files_nor_on_how_many_runs_they_came_in(data, pool):
    order = data.draw(st.permutations(range(len(pool))))
    cut = data.draw(st.integers(0, len(pool)))
    assert built(pool, [order[:cut], order]) == built(pool, [sorted(order)])


@settings(max_examples=15, deadline=None)
@given(st.data(), pools)
def test_after_any_coming_and_going_the_authority_is_as_if_built_from_scratch(data, pool):
    numbers = st.sets(st.integers(0, len(pool) - 1)).map(sorted)
    runs = data.draw(st.lists(numbers, min_size=2, max_size=5))
    assert built(pool, runs) == built(pool, runs[-1:])


def test_two_men_joined_by_a_third_name_part_when_the_dispatch_that_joined_them_goes():
    pool = [{"William Smith", "Anar Mirov"}, {"William C. Smith", "Anar Mirov"}, {"William C. Smith"}]
    assert len(built(pool, [(0, 1, 2)])["story0"] & built(pool, [(0, 1, 2)])["story1"]) == 2
    assert built(pool, [(0, 1, 2), (0, 2)]) == built(pool, [(0, 2)])
    assert not built(pool, [(0, 2)])["story0"] & built(pool, [(0, 2)])["story2"]
