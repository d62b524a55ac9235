"""The archive that comes with the program: what a newcomer meets."""

import datetime as dt
import json
from pathlib import Path

import pytest

from dispatchsearch.archive import Archive
from dispatchsearch.ingest.pipeline import Outcome

RAW = Path(__file__).parent.parent / "raw"
EXPECTED = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "raw" / "expected.jsonl").read_text().splitlines()
]


@pytest.fixture(scope="module")
def raw_archive(tmp_path_factory):
    with Archive(tmp_path_factory.mktemp("raw") / "index", create=True) as archive:
        archive.outcomes = [
            event
            for event in archive.index([RAW], now=dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
            if isinstance(event, Outcome)
        ]
        yield archive


def test_every_file_is_found_or_listed_with_a_reason(raw_archive):
    files = {path.relative_to(RAW).as_posix() for path in RAW.rglob("*") if path.is_file()}
    assert {outcome.path for outcome in raw_archive.outcomes} == files
    rejected = {found.path: found.reason for found in raw_archive.rejected()}
    assert all(rejected.values())
    assert {line["file"] for line in EXPECTED if line.get("rejected")} <= rejected.keys()


def test_no_day_is_invented(raw_archive):
    dated = {locator.path: dispatch for dispatch in raw_archive.dispatches() for locator in dispatch.locators}
    undated = [line["file"] for line in EXPECTED if "date" in line and line["date"] is None and not line.get("part")]
    assert [path for path in undated if path in dated and dated[path].date.date] == []


def test_mardakert_is_found_in_all_its_spellings(raw_archive):
    page = raw_archive.search("Mardakert")
    assert page.holding_all >= 30
    words = " ".join(hit.dispatch.body for hit in raw_archive.search("place:Mardakert").hits)
    assert "Martakert" in words or "Agdere" in words


def test_nothing_is_dated_by_an_update(raw_archive):
    assert raw_archive.search("updated:2016").total >= 20
    assert raw_archive.search("date:2016").total == 0


def test_the_archive_verifies_clean(raw_archive):
    assert list(raw_archive.verify()) == []
