"""Phrases begin where trying every choice of positions says they begin."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.engines.whoosh.phrases import MOST_UNORDERED, SHIFT, places_of, side_by_side, starts
from dispatchsearch.errors import EngineError

places = st.sets(st.tuples(st.integers(0, 1), st.integers(0, 7)), max_size=8)


def tried(words, slop, ordered):
    found = set()
    for chosen in product(*words):
        rows, positions = {row for row, _ in chosen}, [position for _, position in chosen]
        if (
            len(rows) == 1
            and len(set(positions)) == len(positions)
            and max(positions) - min(positions) + 1 - len(positions) <= slop
            and (not ordered or all(a < b for a, b in pairwise(positions)))
        ):
            found.add(min(chosen))
    return found


@given(words=st.lists(places, min_size=1, max_size=4), slop=st.integers(0, 5), ordered=st.booleans())
def test_phrases_begin_where_every_choice_says(words, slop, ordered):
    arrays = []
    for word in words:
        rows, positions = np.array(sorted(word), np.int64).reshape(-1, 2).T
        arrays.append(places_of(rows, positions))
    found = starts(arrays, slop, ordered=ordered)
    if ordered and not slop:
        assert side_by_side(arrays)[0].tolist() == found.tolist()
    assert {(int(place) >> SHIFT, int(place) & 0xFFFF) for place in found} == tried(words, slop, ordered)
    assert len(found) == len(set(found.tolist()))


def test_many_words_in_any_order_are_refused():
    word = np.array([1])
    with pytest.raises(EngineError, match="at most"):
        starts([word] * (MOST_UNORDERED + 1), 20, ordered=False)
