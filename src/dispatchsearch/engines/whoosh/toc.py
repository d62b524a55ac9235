"""
Whoosh's table of contents, read without Whoosh and without running what a stranger may have put there.

Each commit leaves a file `_MAIN_7.toc`: a schema and a list of segments, both pickled. A pickle may name any function
to be called; here only the few names of our own index pass, everything else is refused before it is looked up. Whoosh
itself reads through the same gate when it writes (see `storage`).
"""

import io
import os
import pickle
import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Self

import numpy as np

from dispatchsearch.engines.whoosh.arrays import Array, ArrayFile
from dispatchsearch.engines.whoosh.postings import FORMAT, Segment
from dispatchsearch.errors import EngineError

NAME = "MAIN"
TOC = re.compile(rf"_{NAME}_(\d+)\.toc")
SEGMENT = re.compile(rf"{NAME}_[0-9a-z]+")
OURS = "dispatchsearch.engines.whoosh"
SEGMENTS = frozenset({(f"{OURS}.codec", "ArraySegment")})
SCHEMAS = frozenset(
    {
        ("whoosh.fields", "Schema"),
        (f"{OURS}.fields", "IdField"),
        (f"{OURS}.fields", "TextField"),
        (f"{OURS}.fields", "KeywordField"),
        (f"{OURS}.fields", "DayField"),
        (f"{OURS}.fields", "PositionArrays"),
        ("whoosh.formats", "Existence"),
    }
)
HEAD = struct.Struct("!ii")
SIZES = b"\x04\x08\x04"  # what Whoosh notes of the machine: bytes of an int, a long, a float
ORDER, VERSION = -12345, -111


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment as the table of contents lists it."""

    name: str
    rows: int
    deleted: bytes  # one bit for each row, empty where none is deleted
    revised: Mapping[str, int]  # the revision of each field that was revised


class Inert:
    """Stands for an object of a pickle: keeps its state, does nothing."""

    state: Any = None

    def __new__(cls, *_: object) -> Self:
        """Take any arguments."""
        return super().__new__(cls)

    def __setstate__(self, state: Any) -> None:
        self.state = state


class Gate(pickle.Unpickler):
    """An unpickler that knows only the names it is given."""

    def __init__(self, file: BinaryIO, names: frozenset[tuple[str, str]], resolve: Callable[[str, str], Any]) -> None:
        super().__init__(file)
        self._names = names
        self._resolve = resolve

    def find_class(self, module: str, name: str) -> Any:
        """Return what stands for a name; EngineError for one that has no business here."""
        if (module, name) not in self._names:
            raise EngineError(
                f"The index names {module}.{name}, which no index of ours does: it was made or changed by another "
                "program and is not opened. Remove it and run `dispatchsearch rebuild`."
            )
        return self._resolve(module, name)


def latest(folder: Path) -> int | None:
    """Return the number of the last commit, None where there is no index."""
    try:
        numbers = [int(found[1]) for path in folder.iterdir() if (found := TOC.fullmatch(path.name))]
    except (FileNotFoundError, NotADirectoryError):
        return None
    return max(numbers, default=None)


def is_latest(folder: Path, commit: int) -> bool:
    """Tell whether a commit that was the last still is; sooner known than which one is.

    Each commit leaves the next number, then removes the file of the one before.
    """
    this, following = (f"{folder}/{toc_name(number)}" for number in (commit, commit + 1))  # each search asks: no Path
    return os.access(this, os.F_OK) and not os.access(following, os.F_OK)


def read_toc(folder: Path, commit: int) -> tuple[Entry, ...]:
    """Return the segments of a commit.

    Raises FileNotFoundError where a later commit has replaced it, EngineError where the file is not ours or damaged.
    """
    path = toc_path(folder, commit)
    whole = path.read_bytes()
    try:
        return _entries(whole, commit)
    except EngineError:
        raise
    except Exception as error:  # a damaged pickle may raise anything
        raise EngineError(f"{path} is damaged ({error}). Run `dispatchsearch rebuild`.") from error


def load_segment(folder: Path, entry: Entry) -> Segment:
    """Open a segment's files; FileNotFoundError where a later commit has removed them."""
    whole = ArrayFile(segment_path(folder, entry.name))
    if whole.facts.get("format") != FORMAT:
        raise EngineError(f"{whole.path} is of another version. Run `dispatchsearch rebuild`.")
    revised = {
        field: ArrayFile(revision_path(folder, entry.name, field, number)) for field, number in entry.revised.items()
    }
    try:
        segment = Segment(whole, whole.facts, revised)
    except (KeyError, ValueError) as error:
        raise EngineError(f"{whole.path} is damaged ({error}). Run `dispatchsearch rebuild`.") from error
    if len(segment) != entry.rows:
        raise EngineError(f"{whole.path} does not hold the rows it should. Run `dispatchsearch rebuild`.")
    return segment


def check(folder: Path) -> None:
    """Read every array of the last commit; EngineError where one is missing or not as it was written."""
    commit = latest(folder)
    try:
        for entry in read_toc(folder, commit) if commit is not None else ():
            load_segment(folder, entry)
            paths = [revision_path(folder, entry.name, field, number) for field, number in entry.revised.items()]
            for path in [segment_path(folder, entry.name), *paths]:
                ArrayFile(path).check()
    except FileNotFoundError as error:
        if latest(folder) == commit:
            raise EngineError(f"{error.filename} is missing. Run `dispatchsearch rebuild`.") from error
        check(folder)  # a writer has replaced the commit meanwhile


def toc_path(folder: Path, commit: int) -> Path:
    """Return the table of contents of a commit."""
    return folder / toc_name(commit)


def toc_name(commit: int) -> str:
    """Return the name of the file with the table of contents of a commit."""
    return f"_{NAME}_{commit}.toc"


def segment_path(folder: Path, name: str) -> Path:
    """Return the file of a segment."""
    return folder / f"{name}.arrays"


def revision_path(folder: Path, name: str, field: str, number: int) -> Path:
    """Return the file of a revised field of a segment."""
    return folder / f"{name}.{field}.{number}.revised"


def living(entry: Entry) -> Array | None:
    """Return which rows of a segment are not deleted, None where all live."""
    if not entry.deleted:
        return None
    bits = np.unpackbits(np.frombuffer(entry.deleted, np.uint8), count=entry.rows)
    return np.logical_not(bits)


def _entries(whole: bytes, commit: int) -> tuple[Entry, ...]:
    file = io.BytesIO(whole)
    if file.read(len(SIZES)) != SIZES or HEAD.unpack(file.read(HEAD.size)) != (ORDER, VERSION):
        raise EngineError("The index was written by another version of Whoosh. Run `dispatchsearch rebuild`.")
    for _ in range(3):
        _varint(file)  # Whoosh's release
    schema = io.BytesIO(file.read(_varint(file)))
    Gate(schema, SCHEMAS, lambda _module, _name: Inert).load()
    if HEAD.unpack(file.read(HEAD.size))[0] != commit:
        raise EngineError("The index's table of contents bears another number. Run `dispatchsearch rebuild`.")
    segments = Gate(file, SEGMENTS, lambda _module, _name: Inert).load()
    return tuple(_entry(segment.state) for segment in segments)


def _entry(state: Mapping[str, Any]) -> Entry:
    entry = Entry(f"{NAME}_{state['segid']}", state["rows"], state["deleted"], state["revised"])
    if not SEGMENT.fullmatch(entry.name) or not all(map(str.isidentifier, entry.revised)):
        raise EngineError(f"The index names a segment {entry.name!r}. Remove it and run `dispatchsearch rebuild`.")
    return entry


def _varint(file: BinaryIO) -> int:
    number = shift = 0
    while True:
        byte = file.read(1)[0]
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number
        shift += 7
