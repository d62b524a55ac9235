"""Days as news English speaks of them."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.dates import PartialDate
from dispatchsearch.expressions import find_expressions

CASES = Path(__file__).parent / "cases" / "day_expressions"
MONDAY = PartialDate(1993, 6, 28)


def found(text: str, anchor: PartialDate = MONDAY) -> list[tuple[str, str]]:
    return [(text[e.start : e.end], str(e.date)) for e in find_expressions(text, anchor)]


@pytest.mark.parametrize(("half", "floor"), [("tune", 0.99), ("heldout", 0.94)])
def test_the_share_of_cases_read_right_does_not_fall(half, floor):
    cases = [json.loads(line) for line in (CASES / f"{half}.jsonl").read_text("utf-8").splitlines()]
    right = 0
    for case in cases:
        start, end = case["start"], case["start"] + len(case["expression"])
        expressions = find_expressions(case["text"], PartialDate.from_iso(case["anchor"]))
        dates = [str(e.date) for e in expressions if e.start < end and e.end > start]
        right += dates == ([case["want"]] if case["want"] else [])
    assert right / len(cases) >= floor


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They met Sunday.", "1993-06-27"),
        ("They will meet Sunday.", "1993-07-04"),
        ("They met on Monday.", "1993-06-28"),
        ("They met last Monday.", "1993-06-21"),
        ("They will meet next Monday.", "1993-07-05"),
        ("They met on Tuesday of last week.", "1993-06-22"),
        ("They will meet Wednesday next week.", "1993-07-07"),
        ("They met two weeks ago.", "1993-06-14"),
        ("They met a fortnight ago.", "1993-06-14"),
        ("They met 48 hours ago.", "1993-06-26"),
        ("They met a couple of days ago.", "1993-06-26"),
        ("They met a year ago Sunday.", "1992-06-27"),
        ("They met three months ago.", "1993-03"),
        ("They will meet in three days.", "1993-07-01"),
        ("They met on the 27th.", "1993-06-27"),
        ("They met on the 29th.", "1993-05-29"),
        ("They met on the 3rd of last month.", "1993-05-03"),
        ("They met on June 4 last year.", "1992-06-04"),
        ("They will vote in June next year.", "1994-06"),
        ("They met on the first Sunday of May.", "1993-05-02"),
        ("They met on the last Friday in May 1992.", "1992-05-29"),
        ("They met at Easter.", "1993-04-11"),
        ("They will meet on Good Friday.", "1994-04-01"),
        ("They met on Christmas Day 1991.", "1991-12-25"),
        ("They met on Sunday, June 13.", "1993-06-13"),
        ("It was the night before last Sunday.", "1993-06-27"),
    ],
)
def test_words_and_tense_give_the_day(text, wanted):
    assert [date for _, date in found(text)] == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Every Friday the trains run.",
        "It went on for four months.",
        "Within days, in two weeks, it was over.",
        "He reads the Sunday Times.",
        "It is the 21st century.",
        "The 366th regiment left.",
        "The same building burned.",
        "Some 1993 villages were lost.",
        "They march on, and they may win.",
        "20, 000 people",
    ],
)
def test_what_names_no_day_is_not_found(text):
    assert found(text) == []


def test_the_next_day_follows_the_day_named_before_it():
    text = "The barracks fell on June 4; the next day the radio followed, and two days later the port."
    assert [date for _, date in found(text)] == ["1993-06-04", "1993-06-05", "1993-06-07"]


def test_against_a_month_only_what_holds_for_all_its_days_is_found():
    text = "It began on June 4, after the last troops left on May 24. On Sunday, two weeks ago, it was quiet."
    assert [date for _, date in found(text, PartialDate(1993, 6))] == ["1993-06-04", "1993-05-24"]


def test_against_a_year_only_full_dates_are_found():
    assert found("On June 4, and again on July 3, 1992.", PartialDate(1993)) == [("July 3, 1992", "1992-07-03")]


WORDS = st.sampled_from(
    ("Sunday", "last", "next", "June", "4", "4th", "the", "on", "in", "two", "weeks", "ago", "a year", "later")
).flatmap(lambda word: st.sampled_from((word, "will", "met", "1993", "Easter", "of", "month", "day", "same", ",", ".")))


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=80), st.dates())
def test_any_text_can_be_read_and_spans_lie_in_it_in_order(text, day):
    expressions = find_expressions(text, PartialDate(day.year, day.month, day.day))
    assert all(e.start < e.end <= len(text) for e in expressions)
    assert all(one.end <= other.start for one, other in pairwise(expressions))


def test_a_month_that_is_misspelt_is_no_month():
    assert found("He leaves in Sepember and is back since October.") == [("since October", "1992-10")]
