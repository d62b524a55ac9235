"""Engines to hold against the port: the reference, Whoosh read as arrays, and Whoosh's own searcher."""

import os
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))  # the reference engine is no test

from reference import ReferenceEngine

from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import Field, Kind

SCHEMA = (
    Field("all", Kind.TEXT),
    Field("title", Kind.TEXT),
    Field("place", Kind.KEYWORD),
    Field("story", Kind.KEYWORD),
    Field("first_day", Kind.DAY),
    Field("updated", Kind.DAY),
)


@pytest.fixture(autouse=True, scope="session")
def _disk():
    """Spare the disk: what is synced when is tested by itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _number: None)
        yield


@pytest.fixture(autouse=True)
def _no_fallback(caplog):
    """Let no test pass because Whoosh's own searcher stepped in for the arrays."""
    yield
    assert [record.getMessage() for record in caplog.get_records("call") if record.levelname == "WARNING"] == []


@pytest.fixture(params=["reference", "whoosh", "whoosh-plain"])
def make(request, tmp_path):
    """Return a function that opens an engine of one name over a folder; the reference forgets when it is closed."""
    opened = []

    def make(folder="index"):
        if request.param == "reference":
            engine = ReferenceEngine(SCHEMA)
        else:
            engine = open_engine(request.param, tmp_path / folder, SCHEMA)
        opened.append(engine)
        return engine

    yield make
    for engine in opened:
        engine.close()


@pytest.fixture
def engine(make):
    engine = make()
    engine.clear()
    return engine


@pytest.fixture(scope="session")
def schema():
    return SCHEMA
