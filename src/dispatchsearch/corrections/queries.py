"""Queries that a person saved, and which dispatches they had found when they were last looked at."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dispatchsearch.corrections.files import raw_rows, rows, write
from dispatchsearch.errors import CorrectionError

QUERIES_FILE = "queries.csv"
COLUMNS = ("name", "query", "saved", "looked")
SEEN = "seen"
"""The folder with a file for each saved query: the ids it had found, one a line."""
SEEN_COLUMNS = ("id",)
NAME = re.compile(r"\w(?:[\w .-]{0,58}\w)?")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query under a name; when it was saved and last looked at, as ISO days."""

    name: str
    query: str
    saved: str = ""
    looked: str = ""


def read_queries(folder: Path) -> tuple[SavedQuery, ...]:
    """Read the saved queries; CorrectionError with file and line."""
    found: dict[str, SavedQuery] = {}
    for line, row in rows(folder / QUERIES_FILE, COLUMNS):
        if not row["name"] and not row["query"]:
            continue
        if row["name"] in found:
            raise CorrectionError(f"the name {row['name']!r} stands twice: take one out", QUERIES_FILE, line)
        found[row["name"]] = SavedQuery(strict_name(row["name"], line), row["query"], row["saved"], row["looked"])
    return tuple(found.values())


def strict_name(name: str, line: int = 1) -> str:
    """Return a name that may also name a file; CorrectionError for another."""
    if not NAME.fullmatch(name):
        raise CorrectionError(f"{name!r} is no name: use up to 60 letters, digits, - and spaces", QUERIES_FILE, line)
    return name


def save_query(folder: Path, query: SavedQuery) -> None:
    """Save a query, in place of one of the same name; CorrectionError where it cannot be."""
    strict_name(query.name)
    row = {"name": query.name, "query": query.query, "saved": query.saved, "looked": query.looked}
    lines = raw_rows(folder / QUERIES_FILE, COLUMNS)
    at = next((number for number, line in enumerate(lines) if line["name"] == query.name), len(lines))
    write(folder / QUERIES_FILE, COLUMNS, [*lines[:at], row, *lines[at + 1 :]])


def remove_query(folder: Path, name: str) -> bool:
    """Take a saved query out; return whether there was one."""
    lines = raw_rows(folder / QUERIES_FILE, COLUMNS)
    kept = [line for line in lines if line["name"] != name]
    if len(kept) == len(lines):
        return False
    write(folder / QUERIES_FILE, COLUMNS, kept)
    seen_file(folder, name).unlink(missing_ok=True)
    return True


def seen(folder: Path, name: str) -> frozenset[str]:
    """Return the ids that a saved query had found when it was last looked at."""
    return frozenset(row["id"] for row in raw_rows(seen_file(folder, name), SEEN_COLUMNS))


def look(folder: Path, query: SavedQuery, ids: Iterable[str], day: dt.date) -> None:
    """Remember what a saved query has found, and that it was looked at."""
    write(seen_file(folder, query.name), SEEN_COLUMNS, ({"id": id_} for id_ in sorted(ids)))
    save_query(folder, SavedQuery(query.name, query.query, query.saved, day.isoformat()))


def seen_file(folder: Path, name: str) -> Path:
    """Return where the ids of a saved query stand; CorrectionError for a name that cannot be a file's."""
    return folder / SEEN / f"{strict_name(name)}.csv"
