"""Measures of a ranking against values worked out by hand, and the files they are read from."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.errors import ReadError
from dispatchsearch.evaluate import (
    average_precision,
    chance,
    means,
    ndcg,
    read_judgements,
    read_topics,
    recall,
    scores,
    wilson,
)

JUDGED = {"a": 2, "b": 1, "c": 1, "x": 0}
GRADES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3), min_size=1)


def test_ndcg_discounts_by_rank_and_compares_with_the_best_order():
    ideal = 2 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert ndcg(["x", "a", "b"], JUDGED) == pytest.approx((2 / log2(3) + 1 / log2(4)) / ideal)
    assert ndcg(["a", "b", "c"], JUDGED) == pytest.approx(1)
    assert ndcg(["a"], {"a": 0}) == 0


def test_average_precision_counts_what_was_not_found_as_nothing():
    assert average_precision(["x", "a", "b"], JUDGED) == pytest.approx((1 / 2 + 2 / 3) / 3)
    assert recall(["x", "a", "b"], JUDGED) == pytest.approx(2 / 3)


@given(judged=GRADES, order=st.permutations("abcdefgh"))
def test_every_measure_lies_between_nothing_and_one_and_the_best_order_is_one(judged, order):
    found = scores(order, judged)
    assert all(-1e-9 <= value <= 1 + 1e-9 for value in (found.ndcg, found.average_precision, found.recall))
    best = scores(sorted(judged, key=lambda one: -judged[one]), judged)
    if any(judged.values()):
        assert best.ndcg == pytest.approx(1)
        assert best.average_precision == pytest.approx(1)
    assert means([found, found]).ndcg == pytest.approx(found.ndcg)


def test_settings_that_are_the_same_differ_by_chance_and_one_always_ahead_does_not():
    assert chance([0.5] * 20, [0.5] * 20) == 1
    assert chance([0.6] * 20, [0.5] * 20) < 0.001
    assert chance([0.6, 0.4], [0.4, 0.6]) == 1


def test_the_interval_is_wilsons():
    low, high = wilson(38, 39)
    assert (round(low, 3), round(high, 3)) == (0.868, 0.995)
    assert wilson(0, 0) == (0, 1)


@given(answered=st.integers(1, 500), share=st.floats(0, 1))
def test_the_interval_holds_the_share(answered, share):
    right = round(answered * share)
    low, high = wilson(right, answered)
    assert 0 <= low <= right / answered + 1e-9
    assert right / answered - 1e-9 <= high <= 1


def test_topics_and_judgements_may_be_tables_or_trecs(tmp_path):
    (tmp_path / "t.csv").write_text("topic,query\n1,ferry\n")
    (tmp_path / "t.trec").write_text("<top>\n<num> Number: 1\n<title> ferry\nlost\n\n<desc> x\n</top>\n")
    (tmp_path / "q.csv").write_text("topic,dispatch,grade\n1,a.txt,2\n")
    (tmp_path / "q.trec").write_text("1 0 a.txt 2\n\n1 0 b.txt 0\n")
    assert read_topics(tmp_path / "t.csv") == {"1": "ferry"}
    assert read_topics(tmp_path / "t.trec") == {"1": "ferry lost"}
    assert read_judgements(tmp_path / "q.csv") == {"1": {"a.txt": 2}}
    assert read_judgements(tmp_path / "q.trec") == {"1": {"a.txt": 2, "b.txt": 0}}


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "topic,dispatch,grade\n1,a,good\n", "1 0 a\n"])
def test_files_that_are_neither_are_refused_with_what_is_wrong(tmp_path, text):
    (tmp_path / "f").write_text(text)
    with pytest.raises(ReadError, match="f"):
        read_topics(tmp_path / "f")
    if text:
        with pytest.raises(ReadError, match="topic"):
            read_judgements(tmp_path / "f")
