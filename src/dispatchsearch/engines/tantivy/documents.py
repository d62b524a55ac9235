"""
Rows as Tantivy's documents: which fields its index has, how a term is kept, and how a row is kept to be written again.

Tantivy cannot change a document. So beside what is searched each document holds its row, packed, and revising a value
writes the whole document again.
"""

import json
import zlib
from collections.abc import Mapping
from typing import Any

import tantivy

from dispatchsearch.engines.guards import identity
from dispatchsearch.engines.port import MARK, Kind, Positions, Row, Value
from dispatchsearch.errors import EngineError

ID, ROW = "id", "row"

STEM = "\x01\x01\x01"
"""Before a stem: no word is so near it that a fuzzy word finds it, and no prefix is shared."""
ESCAPE = "\x02"
"""Before a word that is empty or begins like something else that is kept."""
ESCAPED = "\x02\x03"
"""Before a word that holds half a surrogate pair, written with escapes."""
PLAIN = "\x03"
"""What sorts behind this is kept as it is, if it is no stem and holds no surrogate."""
LONGEST = 15_000
"""Letters of a term that are kept: Tantivy takes no more than 65,530 bytes."""

INDEXED = {Kind.TEXT: "position", Kind.KEYWORD: "basic"}
DAYS = range(-(2**31), 2**31)


def kept_term(term: str) -> str:
    """Return a word or stem as the index keeps it; TypeError for no string."""
    return STEM + term if MARK in term else kept_value(term)


def kept_value(value: str) -> str:
    """Return a surface or a whole value as the index keeps it; TypeError for no string."""
    if str.isascii(value) and value > PLAIN:
        return value[:LONGEST]
    try:
        value.encode()
    except UnicodeEncodeError:
        return ESCAPED + value.encode("unicode_escape").decode("ascii")[:LONGEST]
    return (ESCAPE + value if value[:1] <= ESCAPE else value)[:LONGEST]


def read_value(kept: str) -> str:
    """Return the value that is kept so."""
    if kept.startswith(ESCAPED):
        return kept[len(ESCAPED) :].encode("ascii").decode("unicode_escape")
    return kept.removeprefix(ESCAPE)


def tantivy_schema(kinds: Mapping[str, Kind]) -> Any:
    """Return Tantivy's schema for fields of these kinds, the id and the row; EngineError for a name it cannot take."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(ID, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field(ROW, stored=True)
    for name, kind in kinds.items():
        if name in (ID, ROW) or not name.isidentifier():
            raise EngineError(f"A field of the index cannot be called {name!r}.")
        if kind is Kind.DAY:
            builder.add_integer_field(name, fast=True)
        else:
            builder.add_text_field(name, fast=kind is Kind.KEYWORD, tokenizer_name="raw", index_option=INDEXED[kind])
    return builder.build()


def document(id_: str, row: Row, kinds: Mapping[str, Kind]) -> Any:
    """Return a row as Tantivy's document; EngineError where a value does not fit its field."""
    identity(id_)
    made = tantivy.Document()
    made.add_text(ID, kept_value(id_))
    try:
        for name, value in row.items():
            _add(made, name, kinds[name], value)
        made.add_bytes(ROW, pack(row))
    except (TypeError, ValueError, OverflowError) as error:
        raise EngineError(f"A value of row {id_} does not fit the index: {error}.") from error
    return made


def pack(row: Row) -> bytes:
    """Return a row as bytes."""
    kept = {name: _joined(value) for name, value in row.items()}
    return zlib.compress(json.dumps(kept, separators=(",", ":")).encode(), 6)


def unpack(packed: bytes) -> dict[str, Value]:
    """Return the row kept as these bytes; EngineError where they are damaged."""
    try:
        row: dict[str, Any] = json.loads(zlib.decompress(packed))
    except (ValueError, zlib.error) as error:
        raise EngineError(f"A row of the index is damaged ({error}). Run `dispatchsearch rebuild`.") from error
    return {name: _parted(value) if isinstance(value, str) else value for name, value in row.items()}


def _joined(value: Any) -> Any:
    """Return a text as one string, a position a line; a text that this would change, and any other value, as it is."""
    if not value or isinstance(value, int) or isinstance(value[0], str):
        return value
    joined = "\n".join(["\t".join(terms) for terms in value])
    return joined if _parted(joined) == [tuple(terms) for terms in value] else value


def _parted(joined: str) -> list[tuple[str, ...]]:
    return [tuple(terms.split("\t")) if terms else () for terms in joined.split("\n")]


def _add(made: Any, name: str, kind: Kind, value: Any) -> None:
    if value is None:
        return
    if kind is Kind.DAY:
        if not isinstance(value, int) or value not in DAYS:
            raise TypeError(f"{value!r} is no day")
        made.add_integer(name, value)
    elif isinstance(value, str):
        raise TypeError(f"{name} is no string")
    elif kind is Kind.TEXT:
        made.add_pre_tokenized_text(name, tantivy.PreTokenizedString("", _tokens(value)))
    else:
        for one in sorted({kept_value(one) for one in value}):
            made.add_text(name, one)


def _tokens(positions: Positions) -> list[Any]:
    """Return the terms of a text, each once at its position."""
    token = tantivy.Token
    return [
        token(kept_term(term), position, 0, 0)
        for position, terms in enumerate(positions)
        for term in (terms if len(terms) < 2 else dict.fromkeys(terms))
    ]
