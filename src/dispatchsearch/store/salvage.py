"""A damaged record store is set aside, never thrown away, so that all can be read again into a new one."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from dispatchsearch.errors import StoreError
from dispatchsearch.store.database import FILE, locked
from dispatchsearch.store.seal import Seal, read_seal, remembered


def known(folder: Path) -> Seal:
    """Return the roots, fields, engine and place of corrections of a store, of a damaged one as far as it can tell.

    Raises StoreError where there is no store.
    """
    file = folder / FILE
    if not file.is_file():
        raise StoreError(f"there is no archive in {folder}: run `dispatchsearch index FOLDER` first")
    return _told(file) or read_seal(folder)


def set_aside(folder: Path) -> Path:
    """Give the store in a folder another name and return where it now lies; StoreError while somebody writes to it."""
    file = folder / FILE
    with locked(folder):
        aside = next(path for path in _names(file) if not path.exists())
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                file.with_name(f"{file.name}{ending}").rename(aside.with_name(f"{aside.name}{ending}"))
        file.rename(aside)
    return aside


def _names(file: Path) -> Iterator[Path]:
    number = 1
    while True:
        yield file.with_name(f"{file.stem}.damaged-{number}{file.suffix}")
        number += 1


def _told(file: Path) -> Seal | None:
    """Return what a store itself still tells of its roots; None where it cannot, or tells nothing."""
    try:
        with contextlib.closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            told = remembered(connection)
    except sqlite3.Error:
        return None
    return told if told.roots else None
