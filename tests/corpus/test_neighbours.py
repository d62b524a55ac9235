"""Texts that share numbers of their fingerprints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.corpus import neighbours
from dispatchsearch.corpus.neighbours import Neighbours

fingerprints = st.lists(st.tuples(*[st.integers(0, 3)] * 4), min_size=1, max_size=30)


def made(prints):
    ids = [number * 10 - 50 for number in range(len(prints))]
    return ids, Neighbours(ids, b"".join(number.to_bytes(4) for one in prints for number in one))


@pytest.mark.parametrize("few", [0, 1000])
@given(prints=fingerprints)
def test_both_ways_find_what_counting_by_hand_finds(few, prints):
    ids, found = made(prints)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "FEW", few)
        sharing = found.sharing(ids, 2, 100)
    for one, mine in zip(ids, prints, strict=True):
        shared = {other: sum(map(int.__eq__, mine, theirs)) for other, theirs in zip(ids, prints, strict=True)}
        expected = sorted((o for o, n in shared.items() if n >= 2 and o != one), key=lambda o: (-shared[o], o))
        assert sharing[one] == expected


def test_only_so_many_are_found_and_the_unknown_are_left_out():
    ids, found = made([(1, 2, 3, 4)] * 9)
    assert found.sharing([ids[3], 12345], 2, 3) == {ids[3]: ids[:3]}
