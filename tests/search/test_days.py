"""The dates of a query as bounds and as values."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.query import Or, Prefix, Term
from dispatchsearch.search import days


@pytest.mark.parametrize(("text", "bounds"), [
    ("1993", (19930101, 19931231)),
    ("1993-06", (19930601, 19930630)),
    ("1993-6-4", (19930604, 19930604)),
    ("1993..1994-02", (19930101, 19940228)),
    ("1993-06..", (19930601, None)),
    ("..1993-06-04", (None, 19930604)),
])  # fmt: skip
def test_a_date_or_range_has_a_first_and_a_last_day(text, bounds):
    assert days.bounds(text) == bounds


@pytest.mark.parametrize("text", ["1993-13", "93", "1993-02-30", "June 1993", "1994..1993", "1993..x"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"\d|date"):
        days.bounds(text)


def test_before_and_after_leave_the_date_out():
    assert days.before("1993-03") == (None, 19930228)
    assert days.after("1993-12") == (19940101, None)


DAYS = st.dates(dt.date(1890, 1, 1), dt.date(2110, 1, 1)).map(lambda day: int(day.strftime("%Y%m%d")))


def covered(tree, day):
    value = f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"
    parts = tree.clauses if isinstance(tree, Or) else (tree,)
    hits = [value == part.text if isinstance(part, Term) else value.startswith(part.text) for part in parts]
    assert all(isinstance(part, Term | Prefix) for part in parts)
    return sum(hits)


@given(DAYS, DAYS, DAYS)
def test_values_cover_each_day_within_the_bounds_once_and_no_other(one, other, day):
    low, high = sorted((one, other))
    assert covered(days.cover("event", low, high), day) == (low <= day <= high)


@given(DAYS, DAYS)
def test_an_open_side_covers_all_on_it_with_few_values(bound, day):
    since, until = days.cover("event", bound, None), days.cover("event", None, bound)
    assert covered(since, day) == (day >= bound)
    assert covered(until, day) == (day <= bound)
    assert len(since.clauses) < 300
    assert len(until.clauses) < 300
