"""Dispatches as JSON."""

import json

from dispatchsearch.export.record import dispatch_record


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
