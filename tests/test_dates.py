import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.dates import PartialDate


@given(st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)))
def test_a_day_is_its_own_first_and_last_day_and_reads_back(day):
    assert day.first_day == day.last_day
    assert PartialDate.from_iso(str(day)) == day


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("1993", 19930101, 19931231, "year"),
        ("1993-06", 19930601, 19930630, "month"),
        ("1992-02", 19920201, 19920229, "month"),
        ("1993-06-27", 19930627, 19930627, "day"),
    ],
)
def test_a_partial_date_spans_the_days_it_may_be(text, first, last, precision):
    date = PartialDate.from_iso(text)
    assert (date.first_day, date.last_day, date.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "text", ["", "93", "1993-6", "1993-13", "1993-02-30", "27.06.1993", "1993-06-27T10:00", "0000"]
)
def test_only_iso_dates_of_the_calendar_are_partial_dates(text):
    with pytest.raises(ValueError):
        PartialDate.from_iso(text)


def test_weekdays_count_from_monday_and_only_days_have_one():
    assert (PartialDate(1993, 6, 27).weekday, PartialDate(1993, 6).weekday) == (6, None)
