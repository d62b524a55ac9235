"""What a resolved tree asks for: all words or some, dates possible, certain or unknown."""

import pytest

from dispatchsearch.query import And, Not, Or, Range, Required, Term, Words
from dispatchsearch.search.readings import asks_for_dates, reading

A, B, C, D = (Term("all", letter) for letter in "abcd")
JUNE = Range("date", 19930601, 19930630)
OVERLAPS = And((Range("last_day", 19930601, None), Range("first_day", None, 19930630)))
INSIDE = And((Range("first_day", 19930601, None), Range("last_day", None, 19930630)))


@pytest.mark.parametrize(("query", "whole", "some"), [
    (Words((A, B)), And((A, B)), Or((A, B))),
    (Words((A, Required(B), Not(C))), And((A, B, Not(C))), And((B, Not(C), A))),
    (Words((A, B, Required(C))), And((A, B, C)), And((C, Or((A, B))))),
    (Words((Required(A), Required(B))), And((A, B)), And((A, B))),
    (Or((Words((A, B)), C)), Or((And((A, B)), C)), Or((Or((A, B)), C))),
    (Not(Words((A, B))), Not(And((A, B))), Not(And((A, B)))),
    (A, A, A),
])  # fmt: skip
def test_a_list_of_words_asks_for_all_or_for_some(query, whole, some):
    assert reading(query) == whole
    assert reading(query, some=True) == some


@pytest.mark.parametrize(("query", "possible", "certain"), [
    (JUNE, OVERLAPS, INSIDE),
    (Not(JUNE), Not(INSIDE), Not(OVERLAPS)),
    (Range("date", None, 19930630), Range("first_day", None, 19930630), Range("last_day", None, 19930630)),
])  # fmt: skip
def test_a_range_is_possible_where_it_overlaps_and_certain_where_it_holds_the_days(query, possible, certain):
    assert reading(query) == possible
    assert reading(query, dates="certain") == certain


def test_the_undated_stand_in_for_any_range():
    undated = Term("precision", "undated")
    assert reading(Words((A, Required(JUNE))), dates="undated") == And((A, undated))
    assert reading(Term("date", "undated")) == undated


@pytest.mark.parametrize(("query", "asks"), [
    (Words((A, Required(JUNE))), True),
    (Or((A, And((B, JUNE)))), True),
    (Words((A, Not(JUNE))), False),
    (A, False),
])  # fmt: skip
def test_dates_are_asked_for_where_they_are_not_only_excluded(query, asks):
    assert asks_for_dates(query) is asks
