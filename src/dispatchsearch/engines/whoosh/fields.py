"""The port's three kinds of field as Whoosh field types: terms come ready, nothing is analysed again."""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from whoosh import columns, fields, formats

from dispatchsearch.engines.port import Field, Kind, Positions

NO_DAY = -(2**31)
"""Stands for None in a column of days."""

Item = tuple[bytes, int, float, bytes]
"""What Whoosh's writer takes of a term in a row: its bytes, frequency, weight and packed positions."""


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


class TextField(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """Positions, each with one or more terms."""

    def __init__(self) -> None:
        super().__init__(format=PositionArrays(), analyzer=None, scorable=True)

    def index(self, value: Positions, **_: object) -> Iterator[Item]:
        """Yield each term with the positions that hold it."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for position, terms in enumerate(value):
            for term in set(terms):
                places[term].append(position)
        for term, positions in places.items():
            yield term.encode(), len(positions), float(len(positions)), self.format.encode(positions)


class KeywordField(fields.FieldType):  # type: ignore[misc]
    """A set of whole values, kept also as a column for counting."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None)
        self.column_type = columns.VarBytesColumn()

    def index(self, value: Sequence[str], **_: object) -> Iterator[Item]:
        """Yield each value once."""
        for one in set(value):
            yield one.encode(), 1, 1.0, b""

    def to_column_value(self, value: Sequence[str]) -> bytes:
        """Pack the values of a row."""
        return json.dumps(sorted(set(value))).encode()

    def from_column_value(self, packed: bytes) -> list[str]:
        """Unpack the values of a row."""
        return json.loads(packed) if packed else []


class DayField(fields.FieldType):  # type: ignore[misc]
    """One integer for each row, in a column alone."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None)
        self.indexed = False
        self.column_type = columns.NumericColumn("i", default=NO_DAY)

    def to_column_value(self, value: int) -> int:
        """Return the number itself."""
        return value

    def from_column_value(self, value: int) -> int | None:
        """Return the day, None where there is none."""
        return None if value == NO_DAY else value


TYPES: dict[Kind, Any] = {Kind.TEXT: TextField, Kind.KEYWORD: KeywordField, Kind.DAY: DayField}


def whoosh_schema(schema: Sequence[Field]) -> fields.Schema:
    """Return Whoosh's schema for the port's fields, with the rows' ids."""
    named = {field.name: TYPES[field.kind]() for field in schema}
    return fields.Schema(id=fields.ID(unique=True, stored=True), **named)
