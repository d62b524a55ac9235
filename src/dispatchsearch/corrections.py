"""The files in authority/: what a person decided. Read strictly, written safely, never ours to lose."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from dispatchsearch.errors import CorrectionError

DateOrder = Literal["mdy", "dmy", "ymd"]
SOURCES_FILE = "sources.csv"
SOURCES_COLUMNS = ("pattern", "name", "language", "order")


@dataclass(frozen=True, slots=True)
class SourceRule:
    """A line of sources.csv: what fits `pattern` (of path, host or address) is of the source `name`."""

    pattern: str
    name: str
    language: str | None = None
    order: DateOrder | None = None


def read_source_rules(folder: Path) -> tuple[SourceRule, ...]:
    """Read authority/sources.csv; none where the file is absent. Raises CorrectionError with file and line."""
    rules = []
    for line, row in rows(folder / SOURCES_FILE, SOURCES_COLUMNS):
        if not row["pattern"] or not row["name"]:
            raise CorrectionError("a source needs a pattern and a name", SOURCES_FILE, line)
        order = row["order"] or None
        if order not in (None, "mdy", "dmy", "ymd"):
            raise CorrectionError(f"order is mdy, dmy or ymd, not {order!r}", SOURCES_FILE, line)
        rules.append(SourceRule(row["pattern"], row["name"], row["language"] or None, cast("DateOrder | None", order)))
    return tuple(rules)


def rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """Return the lines of a CSV file with their numbers; empty where the file is absent.

    Commas or semicolons part the columns, a byte-order mark is passed over; the first line names the columns.
    """
    if not path.is_file():
        return []
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"cannot be read as UTF-8 text ({error}): save it as UTF-8", path.name, 1) from error
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    unknown = set(reader.fieldnames or ()) - set(columns)
    if unknown or columns[0] not in (reader.fieldnames or ()):
        raise CorrectionError(f"the first line must name columns out of {', '.join(columns)}", path.name, 1)
    return [(reader.line_num, {name: (row.get(name) or "").strip() for name in columns}) for row in reader]
