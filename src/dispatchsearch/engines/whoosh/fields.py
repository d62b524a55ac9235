"""
The port's kinds of field as Whoosh field types.

Terms come ready, so there is no analyzer; and rows go to the codec whole, past Whoosh's `add_document`, so that its
pool of single postings stays empty.
"""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from whoosh import columns, fields, formats

from dispatchsearch.engines.port import Kind
from dispatchsearch.errors import EngineError


class PositionArrays(formats.Positions):  # type: ignore[misc]  # whoosh has no types
    """Positions as packed 32-bit integers; Whoosh's own form is a pickle."""

    def encode(self, positions: Sequence[int]) -> bytes:
        """Pack positions."""
        return array("I", positions).tobytes()

    def decode_positions(self, packed: bytes) -> list[int]:
        """Unpack positions."""
        return array("I", packed).tolist()

    def decode_frequency(self, packed: bytes) -> int:
        """Return how many positions there are."""
        return len(packed) // 4


class WholeField(fields.FieldType):  # type: ignore[misc]
    """A field whose value the codec takes whole."""

    stored = True
    form: Any = formats.Existence

    def __init__(self) -> None:
        self.format = self.form()


class IdField(WholeField):
    """The id of a row."""

    unique = True


class TextField(WholeField):
    """Positions, each with one or more terms."""

    scorable = True
    form = PositionArrays


class ColumnField(WholeField):
    """A field whose values Whoosh takes as a column, as they are."""

    stored = False

    def from_column_value(self, value: Any) -> Any:
        """Return the value as it is."""
        return value


class KeywordField(ColumnField):
    """A set of whole values; read as a column it gives the values of a row."""

    column_type = columns.VarBytesColumn()


class DayField(ColumnField):
    """One integer for each row; read as a column it gives that or None."""

    column_type = columns.NumericColumn("i")


TYPES: dict[Kind, Any] = {Kind.TEXT: TextField, Kind.KEYWORD: KeywordField, Kind.DAY: DayField}


def whoosh_schema(kinds: Mapping[str, Kind]) -> Any:
    """Return Whoosh's schema for fields of these kinds, and `id`; EngineError for a name Whoosh cannot take."""
    for name in kinds:
        if name == "id" or name.startswith("_") or not name.isidentifier():
            raise EngineError(f"A field of the index cannot be called {name!r}.")
    return fields.Schema(id=IdField(), **{name: TYPES[kind]() for name, kind in kinds.items()})
