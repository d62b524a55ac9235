"""Fingerprints: texts that share words in their order share numbers."""

from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.corpus.fingerprint import FEWEST, SIZE, fingerprint

STORY = (
    "The ferry to the island ran aground at dawn on Tuesday with forty people aboard, the harbour master said. "
    "All were taken off by fishing boats before noon. Divers found a hole of two metres below the engine room, "
    "and the owners said she would be towed to the yard at Lindvik when the wind had fallen."
)


def shared(one: str, other: str) -> int:
    """Return how many numbers two texts share."""
    return sum(a == b for a, b in zip(fingerprint(one), fingerprint(other), strict=True))


def test_case_and_signs_do_not_change_a_fingerprint():
    assert fingerprint(STORY) == fingerprint(STORY.upper().replace(",", " -"))
    assert len(fingerprint(STORY)) == SIZE


def test_a_text_cut_to_half_shares_numbers_and_another_story_none():
    other = (
        "Ministers of six states met in the capital to speak of grain, of freight by rail and of the debts of a bank."
    )
    assert shared(STORY, STORY[: len(STORY) // 2]) >= 4
    assert shared(STORY, other) == 0


def test_a_text_of_few_words_has_no_fingerprint():
    assert fingerprint("Ferry runs aground at dawn") == ()
    assert len(fingerprint("word " * FEWEST)) == SIZE


def test_each_sign_of_chinese_is_a_word():
    assert len(fingerprint("部队星期五离开城市官员说")) == SIZE


@given(st.text())
def test_any_text_has_a_fingerprint_or_none_and_always_the_same(text):
    found = fingerprint(text)
    assert found == fingerprint(text)
    assert len(found) in {0, SIZE}
    assert all(0 <= number < 2**32 for number in found)
