"""What the default engine does beside the port's promises: it falls back, and starts without Whoosh."""

import subprocess
import sys

import numpy as np
import pytest

from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import SearchRequest
from dispatchsearch.engines.whoosh import engine as room
from dispatchsearch.engines.whoosh.arrays import ArrayFile, ArraySink
from dispatchsearch.errors import EngineError
from dispatchsearch.query import Phrase, Prefix, Term

QUERY = SearchRequest(Term("all", "dog"))


@pytest.fixture
def engine(tmp_path, schema):
    engine = open_engine("whoosh", tmp_path, schema)
    engine.write({"a1": {"all": [("a",), ("dog",)]}, "b2": {"all": [("cat",)]}})
    return engine


def test_where_the_arrays_fail_whooshs_own_searcher_answers(engine, monkeypatch, caplog):
    expected = engine.search(QUERY)

    def broken(*_):
        raise IndexError("not as expected")

    monkeypatch.setattr(room, "answer", broken)
    assert engine.search(QUERY) == expected
    assert "Whoosh's own searcher answers" in caplog.text
    caplog.clear()


def test_arrays_that_contradict_each_other_give_a_named_error(engine, tmp_path, schema, caplog):
    (path,) = tmp_path.glob("*.arrays")
    kept = ArrayFile(path)
    arrays = {name: array.copy() for name, array in kept.items()} | {"all/rows": np.array([7, 7, 9], np.int32)}
    path.unlink()
    sink = ArraySink(path.open("xb"))
    sink.facts = kept.facts
    for name, array in arrays.items():
        sink.put(name, array)
    sink.close()
    for query in (Term("all", "dog"), Phrase("all", ("a", "dog"))):
        with pytest.raises(EngineError, match="verify"):
            open_engine("whoosh", tmp_path, schema).search(SearchRequest(query))
    caplog.clear()


def test_reading_does_not_wait_for_whoosh_to_be_imported(engine, tmp_path):
    program = f"""
import sys
from pathlib import Path
from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import Field, Kind, SearchRequest
from dispatchsearch.query import Term
kinds = {{"all": "text", "title": "text", "place": "keyword", "story": "keyword", "first_day": "day", "updated": "day"}}
schema = [Field(name, Kind(kind)) for name, kind in kinds.items()]
found = open_engine("whoosh", Path({str(tmp_path)!r}), schema).search(SearchRequest(Term("all", "dog")))
assert found.total == 1
assert not any(name.split(".")[0] == "whoosh" for name in sys.modules), "whoosh was imported"
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path)


def test_a_mark_that_is_no_number_is_named(engine, tmp_path):
    (tmp_path / room.MARKED).write_text("seven")
    for use in (engine.generation, engine.check):
        with pytest.raises(EngineError, match="rebuild"):
            use()


def test_rows_beyond_the_first_65536_are_found_and_merged(engine):
    def row(number):
        return {"all": [("far", "b:far"), ("off",)] if number % 4099 == 7 else [("near",)]}

    for begin, end in ((0, 66_000), (66_000, 67_000)):
        engine.write({f"{number:06}": row(number) for number in range(begin, end)})
    engine.delete([f"{number:06}" for number in range(65_530, 65_540)])
    far = [f"{number:06}" for number in range(7, 67_000, 4099)]
    for _ in range(2):
        for query in (Term("all", "far"), Term("all", "b:far"), Prefix("all", "f"), Phrase("all", ("far", "off"))):
            assert [hit.id for hit in engine.search(SearchRequest(query, limit=100)).hits] == far
        assert engine.search(SearchRequest(Prefix("all", ""))).total == 66_992
        engine.compact()
