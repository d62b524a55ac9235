"""What a person decided of versions, in versions.csv: pairs of dispatches that are not one story."""

from pathlib import Path

from dispatchsearch.corrections.files import raw_rows, rows, write
from dispatchsearch.errors import CorrectionError

VERSIONS_FILE = "versions.csv"
COLUMNS = ("one", "other", "decision", "because")
NOT_SAME = "not same"
Apart = frozenset[frozenset[str]]
"""Pairs of dispatches, by id, that are kept apart."""


def read_apart(folder: Path) -> Apart:
    """Read the pairs that are kept apart; CorrectionError with file and line."""
    found = set()
    for line, row in rows(folder / VERSIONS_FILE, COLUMNS):
        if not any(row.values()):
            continue
        if row["decision"] != NOT_SAME or not row["one"] or not row["other"] or row["one"] == row["other"]:
            raise CorrectionError(f"two ids and the decision {NOT_SAME!r} are wanted", VERSIONS_FILE, line)
        found.add(frozenset((row["one"], row["other"])))
    return frozenset(found)


def keep_apart(folder: Path, one: str, other: str, because: str) -> None:
    """Keep two dispatches apart, as the last line of the file."""
    row = {"one": one, "other": other, "decision": NOT_SAME, "because": because}
    write(folder / VERSIONS_FILE, COLUMNS, [*raw_rows(folder / VERSIONS_FILE, COLUMNS), row])
