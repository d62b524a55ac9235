"""One SQLite file: a connection for each thread, transactions, and one writer at a time."""

import contextlib
import errno
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatchsearch.errors import StoreError
from dispatchsearch.store.seal import open_seal, unsealed
from dispatchsearch.store.tables import VERSION, prepare

FILE = "archive.db"
PRIMARY = 0xFF
"""The part of SQLite's number of an error that says what kind it is."""
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

PRAGMAS = (
    "page_size = 8192",  # of a new file; larger pages are filled better by texts
    "journal_mode = WAL",
    "foreign_keys = ON",
    "synchronous = FULL",
    "cache_size = -4000",
)
ROOM_TO_WRITE = "cache_size = -32000"
"""Kilobytes for the one connection that writes; those that read may be many, and each has its own."""
COUNTED = "INSERT INTO meta VALUES ('changes', 1) ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
"""Counts the transactions that have changed something."""
MAX_ARGUMENTS = 900
"""SQLite takes at most 999 arguments in one statement when built with its oldest limits."""


class Database:
    """The file `path`, opened for each thread that asks.

    Raises StoreError when the file is missing (unless `create`), locked by another program, damaged or no archive.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        if not create and not path.is_file():
            raise StoreError(f"there is no archive in {path.parent}: run `dispatchsearch index FOLDER` first")
        with self.guarded():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                if self._is_older():
                    open_seal(path)
                prepare(self.connection)
            except BaseException:
                self.close()
                raise

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
            self._opened.append(found)
            self._local.connection = found
            for pragma in PRAGMAS:
                found.execute(f"PRAGMA {pragma}")
        return found

    @contextlib.contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn SQLite's errors into ours."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"the archive {self.path} cannot be used ({error}): {advice(error)}") from error

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Make all that is written inside one step: all of it is kept, or none. Inside another it is part of that."""
        connection = self.connection
        if connection.in_transaction:
            yield connection
            return
        with self.guarded():
            connection.execute(f"PRAGMA {ROOM_TO_WRITE}")
            connection.execute("BEGIN IMMEDIATE")
            self._local.is_writing, before = True, connection.total_changes
            try:
                yield connection
                if connection.total_changes > before:
                    connection.execute(COUNTED)
            except BaseException:
                connection.rollback()
                raise
            finally:
                self._local.is_writing = False
            connection.commit()

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the file, whatever is written meanwhile."""
        connection = self.connection
        if connection.in_transaction:
            yield
            return
        with self.guarded():
            connection.execute("BEGIN")
        self._local.states = []
        try:
            yield
        finally:
            self._local.states = None
            connection.rollback()

    def state(self) -> int | None:
        """Return a number that rises with every change of the file; None while this thread is making one.

        Inside a snapshot it is the number of the state that is read.
        """
        if getattr(self._local, "is_writing", False):
            return None
        if seen := getattr(self._local, "states", None):
            return int(seen[0])
        found = self.rows("SELECT value FROM meta WHERE key = 'changes'")
        state = int(found[0][0]) if found else 0
        if seen is not None:  # the snapshot's, which others will ask for
            seen.append(state)
        return state

    def rows(self, sql: str, arguments: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """Return all rows of a query."""
        with self.guarded():
            return self.connection.execute(sql, arguments).fetchall()

    def each(self, sql: str, values: Iterable[Any]) -> Iterator[Any]:
        """Yield the rows of a query whose `{}` stands for a list of values of any length."""
        values = list(values)
        for start in range(0, len(values), MAX_ARGUMENTS):
            part = values[start : start + MAX_ARGUMENTS]
            yield from self.rows(sql.format(", ".join("?" * len(part))), part)

    def _is_older(self) -> bool:
        """Tell whether an older program made the tables."""
        version: int = self.connection.execute("PRAGMA user_version").fetchone()[0]
        return version < VERSION

    def close(self) -> None:
        """Close every thread's connection; closing twice is no error."""
        while self._opened:
            self._opened.pop().close()
        self._local = threading.local()


def advice(error: sqlite3.Error | OSError) -> str:
    """Say what to do about an error of SQLite or of the system."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    number = getattr(error, "errno", None)
    if code & PRIMARY == sqlite3.SQLITE_FULL or number in FULL:
        return "the disk is full. Make room and run the same command again; what was there before is kept"
    if code & PRIMARY in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "another program is using it. Wait until that has ended and run the same command again"
    if code & PRIMARY in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM) or number in (errno.EACCES, errno.EROFS):
        return "it may not be written to. Give yourself the right to, or name another folder with --index"
    if number is not None or code & PRIMARY == sqlite3.SQLITE_IOERR:
        return "the disk did not do as it was told. Make sure that it is sound and has room, then run the command again"
    return (
        "it is damaged. Run `dispatchsearch index --anew`: the damaged file is set aside and all that was indexed is "
        "read again; corrections are kept, they lie in authority/"
    )


@contextlib.contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold the folder's writer lock and keep the store's seal open meanwhile; StoreError says who holds the lock."""
    with locked(folder), unsealed(folder / FILE):
        yield


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's writer lock; StoreError says who holds it.

    The lock is a transaction on a file of its own, so the system lets go of it when the process ends, however it ends.
    """
    path = folder / "writer.lock"
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            who = "another process"
            with contextlib.suppress(OSError):
                who = f"process {(folder / 'writer.pid').read_text('ascii').strip()}"
            raise StoreError(f"{who} is writing to the archive {folder}: wait until it has ended") from error
        (folder / "writer.pid").write_text(str(os.getpid()), "ascii")
        yield
    finally:
        connection.close()
