"""What lies in the folder beside what Tantivy reads itself: our own facts, and its files against their checksums."""

import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatchsearch.durable import replacing
from dispatchsearch.engines.port import Kind
from dispatchsearch.errors import EngineError

FACTS = "dispatchsearch.json"
FORMAT = 1
"""Raised when documents are made otherwise; an index of another format is rebuilt."""

META = "meta.json"
"""Tantivy's table of contents, replaced whole by each commit."""
PARTS = ("idx", "pos", "term", "store", "fast", "fieldnorm")
MAGIC = (1337).to_bytes(4, "little")
"""Ends each of Tantivy's files, behind the length of a line of JSON with the checksum."""
FOOT = 8
PIECE = 1 << 22


@dataclass(frozen=True, slots=True)
class Contents:
    """What a commit holds."""

    stamp: tuple[int, int, int]  # changes with each commit
    sizes: tuple[int, ...]  # documents of each segment, deleted ones among them
    deleted: int
    files: tuple[str, ...]

    @property
    def size(self) -> int:
        """Documents, deleted ones among them."""
        return sum(self.sizes)


def stamp_of(folder: Path) -> tuple[int, int, int] | None:
    """Return what changes with each commit, None where there is no index."""
    try:
        found = os.stat(f"{folder}/{META}")  # noqa: PTH116  (asked at each search; half the time of a new path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def read_contents(folder: Path) -> Contents:
    """Return what the last commit holds; EngineError where its table cannot be read."""
    path = folder / META
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            segments = json.loads(file.read())["segments"]
        files = tuple(name for segment in segments for name in _files_of(segment))
        sizes = tuple(int(segment["max_doc"]) for segment in segments)
        deleted = sum(segment["deletes"]["num_deleted_docs"] for segment in segments if segment["deletes"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EngineError(f"{path} is damaged ({error!r}). Run `dispatchsearch rebuild`.") from error
    return Contents((found.st_mtime_ns, found.st_ino, found.st_size), sizes, deleted, files)


def check_files(folder: Path) -> None:
    """Read every file of the last commit; EngineError where one is missing or not as it was written."""
    for name in read_contents(folder).files:
        path = folder / name
        try:
            expected, found = _checksums(path)
        except FileNotFoundError as error:
            raise EngineError(f"{path} is missing. Run `dispatchsearch rebuild`.") from error
        except (ValueError, KeyError, OSError) as error:
            raise EngineError(f"{path} is damaged ({error}). Run `dispatchsearch rebuild`.") from error
        if expected != found:
            raise EngineError(f"{path} does not agree with its checksum. Run `dispatchsearch rebuild`.")


def read_facts(folder: Path, kinds: Mapping[str, Kind]) -> int:
    """Return the number last given to `mark`, 0 for a new index.

    Raises EngineError where the index has another form or other fields.
    """
    path = folder / FACTS
    try:
        facts = json.loads(path.read_bytes())
        generation, format_, fields = int(facts["generation"]), facts["format"], facts["fields"]
    except FileNotFoundError:
        return 0
    except (ValueError, KeyError, TypeError) as error:
        raise EngineError(f"{path} is damaged. Run `dispatchsearch rebuild`.") from error
    if format_ != FORMAT or fields != _named(kinds):
        raise EngineError(f"The index in {folder} has another form or other fields. Run `dispatchsearch rebuild`.")
    return generation


def write_facts(folder: Path, kinds: Mapping[str, Kind], generation: int) -> None:
    """Write the number of a generation, so that it lasts."""
    with replacing(folder / FACTS) as file:
        json.dump({"format": FORMAT, "fields": _named(kinds), "generation": generation}, file)


def _named(kinds: Mapping[str, Kind]) -> dict[str, str]:
    return {name: kind.value for name, kind in kinds.items()}


def _files_of(segment: Mapping[str, Any]) -> Iterator[str]:
    name = segment["segment_id"].replace("-", "")
    yield from (f"{name}.{part}" for part in PARTS)
    if segment["deletes"]:
        yield f"{name}.{segment['deletes']['opstamp']}.del"


def _checksums(path: Path) -> tuple[int, int]:
    """Return the checksum a file names and the one it has; ValueError where it names none."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        file.seek(max(size - FOOT, 0))
        foot = file.read()
        length = int.from_bytes(foot[:4], "little")
        if foot[4:] != MAGIC or length > size - FOOT:
            raise ValueError("it is cut short")
        body = size - FOOT - length
        file.seek(body)
        expected = int(json.loads(file.read(length))["crc"])
        file.seek(0)
        found = 0
        for begin in range(0, body, PIECE):
            found = zlib.crc32(file.read(min(PIECE, body - begin)), found)
    return expected, found
