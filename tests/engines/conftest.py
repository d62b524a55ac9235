"""Engines to hold against the port: the reference, Whoosh read as arrays, Whoosh's own searcher, and Tantivy."""

import os
import sys
import tempfile
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

MEMORY = Path("/dev/shm")


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


@pytest.fixture(scope="session")
def quick():
    """Return a function that makes a folder in memory where there is such a place: Tantivy syncs by itself."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.exists() else None) as whole:
        yield lambda: Path(tempfile.mkdtemp(dir=whole))


@pytest.fixture(params=["reference", "whoosh", "whoosh-plain", "tantivy"])
def make(request, quick):
    """Return a function that opens an engine of one name over a folder; the reference forgets when it is closed."""
    opened, room = [], quick()

    def make(folder="index"):
        if request.param == "reference":
            engine = ReferenceEngine(SCHEMA)
        else:
            engine = open_engine(request.param, room / folder, SCHEMA)
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
