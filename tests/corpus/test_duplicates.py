"""Versions of one story: found among cases that were written before the code, and grouped the same in any order."""

import json
import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.corpus import duplicates
from dispatchsearch.corpus.comparing import LEAST
from dispatchsearch.corpus.duplicates import are_versions, groups, known_by, text_of
from dispatchsearch.corpus.fingerprint import fingerprint

PAIRS = [
    json.loads(line)
    for line in (pathlib.Path(__file__).parents[1] / "cases/versions/pairs.jsonl").read_text("utf-8").splitlines()
]
FLOOR = 0.97


def found_to_be_one(pair) -> bool:
    """Tell whether the archive would find a pair, and find it to be one story."""
    one, other = pair["a"], pair["b"]
    shared = sum(a == b for a, b in zip(fingerprint(one["body"]), fingerprint(other["body"]), strict=True))
    return shared >= LEAST and are_versions(text_of(one["title"], one["body"]), text_of(other["title"], other["body"]))


@pytest.mark.parametrize("half", ["tune", "heldout"])
def test_precision_and_recall_stand_above_the_floor(half):
    pairs = [pair for pair in PAIRS if pair["half"] == half]
    found = [pair for pair in pairs if found_to_be_one(pair)]
    right = sum(pair["same"] for pair in found)
    assert right / len(found) >= FLOOR
    assert right / sum(pair["same"] for pair in pairs) >= FLOOR


@pytest.mark.parametrize("held", [0.7, 0.85])
@pytest.mark.parametrize("lost", [0.1, 0.22])
def test_the_limits_stand_in_the_middle_of_those_that_serve(monkeypatch, held, lost):
    monkeypatch.setattr(duplicates, "HELD", held)
    monkeypatch.setattr(duplicates, "LOST", lost)
    assert all(found_to_be_one(pair) == pair["same"] for pair in PAIRS if pair["half"] == "tune")


@pytest.mark.parametrize("place", range(0, len(PAIRS), 12))
def test_it_does_not_matter_which_text_comes_first(place):
    one, other = (text_of(PAIRS[place][side]["title"], PAIRS[place][side]["body"]) for side in "ab")
    assert are_versions(one, other) == are_versions(other, one)


def test_briefs_of_one_form_are_told_apart_by_their_titles_and_numbers():
    form = "Quarterly dividend {} cents against {} cents before. Payable April 15, record March 31, the company said."
    first = text_of("Ostwick Bearings sets dividend", form.format(12, 12))
    assert are_versions(first, text_of("Ostwick Bearings sets its dividend", form.format(12, 12)))
    assert not are_versions(first, text_of("Tessin Coal declares payout", form.format(12, 12)))
    assert not are_versions(first, text_of("Ostwick Bearings sets dividend", form.format(14, 13)))


def test_a_name_in_another_transliteration_is_the_same_name():
    form = (
        "{0} said on Sunday that he would not go to {1}. {0} spoke in the yard of the school at {1} before noon. " * 3
    )
    one, other = (
        text_of("No journey", form.format(*names)) for names in (("Huseynov", "Aghdam"), ("Guseinov", "Agdam"))
    )
    assert are_versions(one, other)


def test_a_text_of_few_words_is_not_compared():
    assert text_of("Ferry aground", "More follows.") is None
    assert known_by("Ferry aground", "More follows.") is None


@pytest.mark.parametrize("title", ["Ferry aground", "Ferry afloat"])
@pytest.mark.parametrize("times", [1, 2, 9])
def test_a_text_is_known_by_the_same_id_before_and_when_it_is_compared(title, times):
    body = "The quillback ferry ran aground off Karvensund. " * times
    whole = text_of(title, body)
    assert known_by(title, body) == (whole and (whole.id, len(whole.words)))


def test_a_page_that_holds_two_stories_does_not_make_one_of_them():
    bulletin, story, copy, other = 1, 2, 3, 4
    lengths = {bulletin: 900, story: 300, copy: 290, other: 250}
    alike = [(bulletin, story), (bulletin, copy), (story, copy), (bulletin, other)]
    assert groups(lengths, alike) == [{bulletin, story, copy}, {other}]


def test_texts_that_are_kept_apart_never_stand_in_one_group():
    alike = [(one, other) for one in range(5) for other in range(one)]
    found = groups(dict.fromkeys(range(5), 9), alike, {frozenset((3, 4))})
    assert sorted(map(len, found)) == [1, 4]


def test_a_chain_of_likenesses_does_not_join_its_ends():
    assert len(groups({1: 50, 2: 40, 3: 30, 4: 20}, [(1, 2), (2, 3), (3, 4)])) > 1


@given(
    lengths=st.dictionaries(st.integers(0, 12), st.integers(1, 9), min_size=2),
    alike=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12))),
    order=st.randoms(),
)
def test_groups_do_not_depend_on_the_order_texts_and_pairs_come_in(lengths, alike, order):
    pairs = [(one, other) for one, other in alike if one in lengths and other in lengths and one != other]
    expected = groups(lengths, pairs)
    items, turned = list(lengths.items()), [pair[:: order.choice((1, -1))] for pair in pairs]
    order.shuffle(items)
    order.shuffle(turned)
    assert groups(dict(items), turned) == expected
    assert sorted(text for group in expected for text in group) == sorted(lengths)
