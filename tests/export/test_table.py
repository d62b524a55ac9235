"""A table a spreadsheet can open."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.export.table import COLUMNS, csv_lines


def read(lines):
    return list(csv.DictReader(io.StringIO("".join(lines), newline="")))


def test_the_columns_are_those_that_are_documented():
    assert list(csv_lines([])) == [
        "id,date,date_to,precision,confidence,reason,source,agency,title,dateline,people,places,path,url,date_match\r\n"
    ]


def test_what_was_searched_stands_behind_each_row(dispatch):
    (row,) = read(csv_lines([(dispatch(), None)], "Exported from a search for ferry."))
    assert list(row) == [*COLUMNS, "search"]
    assert row["search"] == "Exported from a search for ferry."


def test_a_month_is_given_as_a_month_with_the_last_day_it_may_be(dispatch):
    (row,) = read(csv_lines([(dispatch(date="1993-06"), None)]))
    assert (row["date"], row["date_to"], row["precision"]) == ("1993-06", "1993-06-30", "month")


def test_an_undated_dispatch_has_no_date_at_all(dispatch):
    (row,) = read(csv_lines([(dispatch(date=None), None)]))
    assert (row["date"], row["date_to"], row["precision"]) == ("", "", "undated")


def test_how_a_dispatch_matches_the_dates_asked_for_stands_in_its_row(dispatch):
    rows = read(csv_lines([(dispatch(), "certain"), (dispatch(date="1993-06"), "possible"), (dispatch(), None)]))
    assert [row["date_match"] for row in rows] == ["certain", "possible", ""]


def test_people_and_places_are_parted_by_semicolons(dispatch):
    (row,) = read(csv_lines([(dispatch(), None)]))
    assert row["people"] == "Ida Marn; Oto Belk"
    assert row["places"] == "Port Anna"


def test_words_that_look_like_a_formula_do_not_run(dispatch):
    titles = ["=1+1", "+44 20", "-5 Degrees in May", "@home", "\t=1+1", "  =HYPERLINK()"]
    rows = read(csv_lines((dispatch(title=title), None) for title in titles))
    assert all(row["title"].startswith("'") for row in rows)


@given(title=st.text())
def test_no_title_breaks_the_table_or_reaches_a_terminal(dispatch, title):
    (row,) = read(csv_lines([(dispatch(title=title), None)]))
    assert set(row) == set(COLUMNS)
    assert not any(sign in row["title"] for sign in "\x00\x1b\x07\r\n\t\x9b\u202e\u2066")
