"""CSV files that people and the program both write: read strictly, written whole."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from dispatchsearch.durable import replacing
from dispatchsearch.errors import CorrectionError


def raw_rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the lines of a CSV file."""
    return [row for _, row in rows(path, columns)]


def write(path: Path, columns: tuple[str, ...], lines: Iterable[Mapping[str, str]]) -> None:
    """Write a CSV file so that after a crash either the old or the new one is there, whole; on return it is the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with replacing(path) as stream:
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            writer.writerows(lines)
    except OSError as error:
        raise CorrectionError(f"cannot be written: {error.strerror or error}", path.name, 1) from error


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
