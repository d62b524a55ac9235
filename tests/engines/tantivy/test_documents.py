"""How words and values are kept in a form that Tantivy takes, and read back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dispatchsearch.engines.tantivy.documents import kept_term, kept_value, pack, read_value, unpack
from dispatchsearch.errors import EngineError

STRINGS = st.text(st.one_of(st.characters(), st.sampled_from("\x01\x02\x03\\:\ud800")), max_size=8)


@given(STRINGS)
@example("")
@example("\x02\x03")
@example("half\ud800pair")
@example("\\ud800")
def test_every_value_is_read_back_as_it_was_and_is_a_string_of_whole_letters(value):
    assert read_value(kept_value(value)) == value
    kept_value(value).encode()


@given(STRINGS, STRINGS)
def test_no_two_words_are_kept_alike(one, other):
    assert (kept_term(one) == kept_term(other)) == (one == other)


@given(STRINGS.filter(lambda word: ":" not in word), STRINGS.map(lambda word: f"{word}:{word}"))
def test_no_stem_begins_like_a_word(word, stem):
    assert not kept_term(stem).startswith(kept_value(word))


@given(st.dictionaries(
    st.sampled_from(["all", "title"]),
    st.lists(st.lists(st.one_of(STRINGS, st.sampled_from(["", "a\tb", "a\nb"])), max_size=2).map(tuple), max_size=4),
))  # fmt: skip
def test_a_row_is_read_back_as_it_was_written(texts):
    row = {**texts, "place": ["Baku, the city", ""], "story": [], "first_day": 19930627, "updated": None}
    read = unpack(pack(row))
    assert {**read, **{name: [tuple(terms) for terms in read[name]] for name in texts}} == row


@pytest.mark.parametrize("packed", [b"", b"no row", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_row_is_named(packed):
    with pytest.raises(EngineError, match="dispatchsearch rebuild"):
        unpack(packed)
