"""
A seal beside the record store: what its file was like when the last run had ended, and what a new one would need.

SQLite finds a damaged page when its structure is broken, not when a letter in it has changed; the seal finds both. It
is open while a run writes, so a store that a crash has left unsealed is no damaged one.
"""

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dispatchsearch.durable import replacing

SEAL = "archive.seal"
KEPT = ("authority", "engine")
"""What a new store would have to be told again, beside the roots."""
CHUNK = 1 << 22


@dataclass(frozen=True, slots=True)
class Seal:
    """What is remembered of a store outside of it; without size and checksum it is open."""

    roots: tuple[str, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()  # of roots whose tables' columns a person told: path, what was told (JSON)
    size: int | None = None
    checksum: int | None = None


def read_seal(folder: Path) -> Seal:
    """Return the seal of the store in a folder; an open one where there is none that can be read."""
    try:
        told = json.loads((folder / SEAL).read_text("utf-8"))
        meta, fields = (tuple(map(tuple, pairs)) for pairs in (told["meta"], told.get("fields", ())))
        return Seal(tuple(told["roots"]), meta, fields, told["size"], told["checksum"])
    except (OSError, ValueError, KeyError, TypeError):
        return Seal()


def is_broken(file: Path) -> bool:
    """Tell whether a store's file, at rest, is other than when it was sealed; an open seal is not broken."""
    seal = read_seal(file.parent)
    if seal.size is None or _waiting(file):
        return False
    return (seal.size, seal.checksum) != _measured(file)


@contextlib.contextmanager
def unsealed(file: Path) -> Iterator[None]:
    """Keep the seal of a store open while something is written, and seal what is there when that has ended."""
    before = read_seal(file.parent)
    _write(file.parent, Seal(before.roots, before.meta, before.fields))
    try:
        yield
    finally:
        with contextlib.suppress(OSError, sqlite3.Error):  # a full disk: it stays open
            _write(file.parent, _sealed(file))


def open_seal(file: Path) -> None:
    """Open the seal of a store that is about to be changed outside of a run."""
    before = read_seal(file.parent)
    if before.size is not None:
        _write(file.parent, Seal(before.roots, before.meta, before.fields))


def _sealed(file: Path) -> Seal:
    """Return the seal of a store as it is; an open one where somebody still reads what is not yet in its file."""
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None)
    try:
        told = remembered(connection)
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.close()
    if busy or _waiting(file):
        return told
    size, checksum = _measured(file)
    return replace(told, size=size, checksum=checksum)


def remembered(connection: sqlite3.Connection) -> Seal:
    """Return the open seal of a store, with what a new one would have to be told."""
    rows = connection.execute("SELECT path, fields FROM roots ORDER BY id").fetchall()
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    kept = tuple((key, meta[key]) for key in KEPT if key in meta)
    return Seal(tuple(path for path, _ in rows), kept, tuple((path, told) for path, told in rows if told != "{}"))


def _waiting(file: Path) -> bool:
    """Tell whether something that was written waits beside the file to be brought into it."""
    try:
        return file.with_name(f"{file.name}-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def _measured(file: Path) -> tuple[int, int]:
    """Return the size of a file and its checksum (CRC-32)."""
    size = checksum = 0
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
    return size, checksum


def _write(folder: Path, seal: Seal) -> None:
    with replacing(folder / SEAL) as stream:
        json.dump(asdict(seal), stream, ensure_ascii=False)
