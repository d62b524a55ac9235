"""What the tests of reading and cleaning share: invented files brought through the public doors."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dispatchsearch.ingest.clean import CleanDocument, clean
from dispatchsearch.ingest.read import RawDocument, RejectedRecord, read

sys.path.append(str(Path(__file__).parent))  # the files the tests make are no test


@pytest.fixture
def records(tmp_path: Path) -> Callable[[str, str | bytes], list[RawDocument | RejectedRecord]]:
    """Return a function that writes one file and reads it: its documents, and the records it could not read."""

    def reading(relative: str, content: str | bytes) -> list[RawDocument | RejectedRecord]:
        path = tmp_path / "file"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read(path, relative))

    return reading


@pytest.fixture
def stories(records) -> Callable[[str, str | bytes], list[CleanDocument]]:
    """Return a function that writes one file, reads and cleans it: its stories in their order."""

    def cleaning(relative: str, content: str | bytes) -> list[CleanDocument]:
        found = records(relative, content)
        return [story for raw in found if isinstance(raw, RawDocument) for story in clean(raw)]

    return cleaning


@pytest.fixture
def story(stories) -> Callable[[str, str | bytes], CleanDocument]:
    """Return a function that writes, reads and cleans a file of one story."""

    def single(relative: str, content: str | bytes) -> CleanDocument:
        found = stories(relative, content)
        assert len(found) == 1
        return found[0]

    return single
