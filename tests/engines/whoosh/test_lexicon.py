"""A lexicon finds what a sorted list of strings finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from dispatchsearch.engines.whoosh import lexicon
from dispatchsearch.engines.whoosh.fuzzy import within
from dispatchsearch.engines.whoosh.lexicon import Lexicon, decode, encode, packed

words = st.text(st.sampled_from("abcdäжЯ\U0001f600\ud800"), max_size=6)


@pytest.fixture(params=[2, 128], autouse=True)
def stride(request, monkeypatch):
    """However far apart the signposts stand."""
    monkeypatch.setattr(lexicon, "STRIDE", request.param)


def made(first, second=()):
    whole, ends = packed([*map(encode, sorted(first)), *map(encode, sorted(second))])
    return Lexicon({"x/bytes": np.ascontiguousarray(whole), "x/ends": ends}, "x", len(first))


@given(first=st.sets(words), second=st.sets(words), asked=words)
def test_strings_are_found_in_their_own_list(first, second, asked):
    found = made(first, second)
    for strings, is_second in ((first, False), (second, True)):
        number = found.find(encode(asked), second=is_second)
        assert (number is not None) == (asked in strings)
        if number is not None:
            assert found.text(number) == asked
    assert len(found) == len(first) + len(second)


@given(first=st.sets(words), second=st.sets(words), start=words)
def test_a_prefix_is_one_range(first, second, start):
    found = made(first, second)
    strings = [decode(string) for string in found.slice(*found.prefixed(encode(start)))]
    assert strings == sorted(word for word in first if word.startswith(start))


@given(first=st.sets(words), asked=words, distance=st.integers(0, 3))
def test_the_near_are_found_and_none_is_overlooked(first, asked, distance):
    found = made(first, {"b:a"})
    near = {found.text(number) for number in within(found, asked, distance)}
    assert near == {word for word in first if Levenshtein.distance(word, asked) <= distance}
