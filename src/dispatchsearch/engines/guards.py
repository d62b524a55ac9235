"""What every engine sees to: ids that can be one, fields that the index has, errors of the disk in our words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dispatchsearch.engines.port import Kind, Row
from dispatchsearch.errors import EngineError

LONGEST_ID = 255
"""Bytes of an id; an engine may keep ids at one width."""


def identity(id_: str) -> bytes:
    """Return an id as bytes; EngineError where it cannot be one."""
    encoded = str.encode(id_, "utf-8", "surrogatepass")
    if not 1 <= len(encoded) <= LONGEST_ID or b"\0" in encoded:
        raise EngineError(f"{id_[:40]!r} cannot be an id: it needs 1 to {LONGEST_ID} bytes, none of them zero.")
    return encoded


def check_rows(rows: Mapping[str, Row], kinds: Mapping[str, Kind], *, revised: bool = False) -> None:
    """See that an index with fields of these kinds takes these rows; EngineError where it lacks a field.

    A row that is `revised` may give no text.
    """
    for id_, row in rows.items():
        unknown = row.keys() - kinds.keys()
        if unknown:
            raise EngineError(f"Row {id_} has {', '.join(sorted(unknown))}, of which the index knows nothing.")
        if revised and any(kinds[name] is Kind.TEXT for name in row):
            raise EngineError(f"The text of row {id_} cannot be revised; write the row again.")


def kind_of(kinds: Mapping[str, Kind], field: str) -> Kind:
    """Return what a field holds; EngineError where the index has no such field."""
    if field not in kinds:
        raise EngineError(f"The index has no field {field!r}; it has {', '.join(kinds)}.")
    return kinds[field]


@contextmanager
def written(folder: Path) -> Iterator[None]:
    """Turn the system's errors while an index is written into ours."""
    try:
        yield
    except OSError as error:
        raise EngineError(f"The index in {folder} cannot be written: {error}. What it held before is kept.") from error
