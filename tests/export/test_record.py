"""Dispatches as JSON."""

import json

from dispatchsearch.export.record import dispatch_record, json_lines


def test_a_record_is_json_under_the_documented_names(dispatch):
    record = json.loads(json.dumps(dispatch_record(dispatch(date="1993-06"))))
    assert record["date"] == "1993-06"
    assert (record["date_from"], record["date_to"]) == ("1993-06-01", "1993-06-30")
    assert record["people"] == [{"id": "person:1", "heading": "Ida Marn"}, {"id": "person:2", "heading": "Oto Belk"}]
    assert record["dateline"] == "PORT ANNA, Torval"
    assert record["text"].startswith("PORT ANNA")


def test_the_undated_have_null_for_a_date(dispatch):
    record = dispatch_record(dispatch(date=None))
    assert (record["date"], record["date_from"], record["date_to"]) == (None, None, None)
    assert record["precision"] == "undated"


def test_json_lines_keep_letters_of_all_scripts_and_one_dispatch_a_line(dispatch):
    lines = list(json_lines([dispatch(title="Гянджа\u2028и\nБаку"), dispatch()]))
    assert len(lines) == 2
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    assert json.loads(lines[0])["title"] == "Гянджа\u2028и\nБаку"
