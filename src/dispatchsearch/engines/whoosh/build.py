"""
Rows into the arrays of a new segment.

A text field becomes an inverted list: for each term (in order of its bytes, stems behind surfaces) the numbers of the
rows that hold it, how often each does, and at which positions. A keyword field is kept both ways, rows by value and
values by row. A day field is one number for each row. Rows may be collected in another process: `Builder.take` puts
them behind those that are there.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol

import numpy as np

from dispatchsearch.engines.guards import identity
from dispatchsearch.engines.port import MARK, Kind, Positions, Row, Value
from dispatchsearch.engines.whoosh.arrays import Array
from dispatchsearch.engines.whoosh.lexicon import encode, packed
from dispatchsearch.engines.whoosh.postings import BLOCK, blocks
from dispatchsearch.errors import EngineError

NO_DAY = -(2**31)
"""Stands for None in an array of days."""


class Sink(Protocol):
    """Where arrays go: a file, or a dict in memory."""

    facts: dict[str, Any]

    def put(self, name: str, array: Array) -> None:
        """Keep a whole array."""


class MemorySink(dict[str, Array]):
    """Keeps arrays in memory, for a batch that is merged at once."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: dict[str, Any] = {}

    def put(self, name: str, array: Array) -> None:
        """Keep a whole array."""
        self[name] = array


class Codes(dict[str, int]):
    """Numbers strings in the order in which they are first asked for."""

    def __missing__(self, string: str) -> int:
        code = self[string] = len(self)
        return code

    def renumbered(self, others: "Codes", numbers: "array[int]") -> bytes:
        """Return numbers of others as those of the same strings here, 32 bits each."""
        ours = np.array([self[string] for string in others], dtype=np.uint32)
        return bytes(ours[np.asarray(numbers)].data)


class Builder:
    """Collects rows, then hands their arrays to a sink. It can be handed from process to process."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = dict(kinds)
        self.ids: list[bytes] = []
        self.fields: dict[str, Any] = {name: MAKERS[kind]() for name, kind in kinds.items()}

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, id_: str, row: Row) -> None:
        """Take a row; a field it does not name is empty. Raises EngineError where a value does not fit its field."""
        self.ids.append(identity(id_))
        with _fitting(f"row {id_}"):
            for name, field in self.fields.items():
                field.add(row.get(name))

    def take(self, other: "Builder") -> None:
        """Take the rows of another builder for the same fields."""
        self.ids += other.ids
        for name, field in self.fields.items():
            field.take(other.fields[name])

    def finish(self, sink: Sink) -> None:
        """Hand over the arrays; EngineError where a term is no string."""
        put_ids(sink, np.array(self.ids, dtype=np.bytes_))
        sink.facts |= {"kinds": {name: kind.value for name, kind in self._kinds.items()}, "split": {}, "total": {}}
        for name, field in self.fields.items():
            with _fitting(f"field {name}"):
                field.finish(sink, name)


def collected(name: str, kind: Kind, values: Iterable[Value]) -> MemorySink:
    """Return the arrays of one field, given its value in each row; EngineError where a value does not fit."""
    field, sink = MAKERS[kind](), MemorySink()
    with _fitting(f"field {name}"):
        for value in values:
            field.add(value)
        field.finish(sink, name)
    return sink


@contextmanager
def _fitting(where: str) -> Iterator[None]:
    try:
        yield
    except (TypeError, ValueError, OverflowError) as error:
        raise EngineError(f"A value of {where} does not fit the index: {error}.") from error


class Texts:
    """The values of a TEXT field."""

    def __init__(self) -> None:
        self.codes = Codes()
        self.terms = array("I")  # the code of each term, as it came
        self.widths = array("H")  # how many terms each position has
        self.sizes = array("I")  # how many positions each row has

    def add(self, value: Positions | None) -> None:
        """Take the value of the next row."""
        if isinstance(value, str):
            raise TypeError(value)
        value = value or ()
        codes = self.codes
        self.terms.extend([codes[term] for terms in value for term in terms])
        self.widths.extend([len(terms) for terms in value])
        self.sizes.append(len(value))

    def take(self, other: "Texts") -> None:
        """Take the values of the next rows from another."""
        self.terms.frombytes(self.codes.renumbered(other.codes, other.terms))
        self.widths.extend(other.widths)
        self.sizes.extend(other.sizes)

    def finish(self, sink: Sink, name: str) -> None:
        """Hand over terms, postings and positions."""
        strings, rank, split = _ranked(self.codes)
        sizes, widths = np.asarray(self.sizes, np.int64), np.asarray(self.widths, np.int64)
        row_of = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        place_of = counted(sizes)
        order = radix_order(rank[np.asarray(self.terms)])
        ranks = rank[np.asarray(self.terms)][order]
        rows, places = np.repeat(row_of, widths)[order], np.repeat(place_of, widths)[order]
        again = (ranks[1:] == ranks[:-1]) & (rows[1:] == rows[:-1]) & (places[1:] == places[:-1])
        if again.any():
            first = np.concatenate(([True], ~again))
            ranks, rows, places = ranks[first], rows[first], places[first]
        heads = np.flatnonzero(np.concatenate(([len(ranks) > 0], (np.diff(ranks) != 0) | (np.diff(rows) != 0))))
        lengths = np.bincount(row_of[widths > 0], minlength=len(sizes))
        put_lexicon(sink, name, strings)
        sink.put(f"{name}/postings", narrow(ends_of(by_block(ranks[heads], rows[heads], len(strings), len(sizes)))))
        sink.put(f"{name}/rows", low_bits(rows[heads]))
        sink.put(f"{name}/counts", narrow(np.diff(np.append(heads, len(ranks)))))
        sink.put(f"{name}/occurrences", narrow(ends_of(np.bincount(ranks, minlength=len(strings)))))
        sink.put(f"{name}/positions", narrow(places))
        sink.put(f"{name}/lengths", narrow(lengths))
        sink.facts["split"][name] = split
        sink.facts["total"][name] = int(lengths.sum())


class Keywords:
    """The values of a KEYWORD field."""

    def __init__(self) -> None:
        self.codes = Codes()
        self.values = array("I")
        self.sizes = array("I")

    def add(self, value: Sequence[str] | None) -> None:
        """Take the values of the next row."""
        if isinstance(value, str):
            raise TypeError(value)
        values = set(value or ())
        self.values.extend([self.codes[one] for one in values])
        self.sizes.append(len(values))

    def take(self, other: "Keywords") -> None:
        """Take the values of the next rows from another."""
        self.values.frombytes(self.codes.renumbered(other.codes, other.values))
        self.sizes.extend(other.sizes)

    def finish(self, sink: Sink, name: str) -> None:
        """Hand over the values and both directions."""
        strings, rank, _ = _ranked(self.codes, marked=False)
        rows = np.repeat(np.arange(len(self.sizes), dtype=np.int32), np.asarray(self.sizes))
        put_keywords(sink, name, strings, Pairs(rank[np.asarray(self.values)], rows), len(self.sizes))


class Days:
    """The values of a DAY field."""

    def __init__(self) -> None:
        self.days = array("i")

    def add(self, value: int | None) -> None:
        """Take the day of the next row."""
        self.days.append(NO_DAY if value is None else value)

    def take(self, other: "Days") -> None:
        """Take the days of the next rows from another."""
        self.days.extend(other.days)

    def finish(self, sink: Sink, name: str) -> None:
        """Hand over the days."""
        sink.put(f"{name}/days", np.asarray(self.days, dtype=np.int32))


MAKERS: dict[Kind, Any] = {Kind.TEXT: Texts, Kind.KEYWORD: Keywords, Kind.DAY: Days}


def put_ids(sink: Sink, ids: Array) -> None:
    """Hand over the ids of the rows, their order, and each row's place in it."""
    by_id = np.argsort(ids, kind="stable").astype(np.int32)
    rank = np.empty_like(by_id)
    rank[by_id] = np.arange(len(by_id), dtype=np.int32)
    sink.put("ids", ids)
    sink.put("by_id", by_id)
    sink.put("rank", rank)


def put_lexicon(sink: Sink, name: str, strings: Sequence[bytes]) -> None:
    """Hand over sorted strings."""
    whole, ends = packed(strings)
    sink.put(f"{name}/bytes", whole)
    sink.put(f"{name}/ends", narrow(ends))


class Pairs(NamedTuple):
    """Who has which value: the number of a string and the number of a row, for each pair."""

    numbers: Array
    rows: Array


def put_keywords(sink: Sink, name: str, strings: Sequence[bytes], pairs: Pairs, count: int) -> None:
    """Hand over a KEYWORD field of `count` rows: sorted strings and their rows. Strings no row has are left out."""
    numbers, rows = pairs
    held = np.bincount(numbers, minlength=len(strings))
    if not held.all():
        strings = [string for string, holding in zip(strings, held, strict=True) if holding]
        numbers = (np.cumsum(held > 0) - 1)[numbers]
        held = held[held > 0]
    by_value = np.lexsort((rows, numbers))
    by_row = np.lexsort((numbers, rows))
    put_lexicon(sink, name, strings)
    sink.put(f"{name}/postings", narrow(ends_of(held)))
    sink.put(f"{name}/rows", rows[by_value].astype(np.int32))
    sink.put(f"{name}/begins", narrow(ends_of(np.bincount(rows, minlength=count))))
    sink.put(f"{name}/values", narrow(numbers[by_row]))


def by_block(terms: Array, rows: Array, kinds: int, count: int) -> Array:
    """Return how many postings each of `kinds` terms has in each block of `count` rows, term after term."""
    several = blocks(count)
    return np.bincount(terms * np.int64(several) + (rows >> BLOCK), minlength=kinds * several)


def low_bits(rows: Array) -> Array:
    """Return the part of the numbers of rows that is kept with each posting."""
    lows: Array = rows.astype(np.uint16)  # drops the bits above
    return lows


def ends_of(sizes: Array) -> Array:
    """Return where each part ends when parts of these sizes stand in a row, 0 in front."""
    ends = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=ends[1:])
    return ends


def counted(sizes: Array) -> Array:
    """Return 0, 1, 2, ... for each part in a row of parts of these sizes."""
    ends = ends_of(sizes)
    numbers: Array = np.arange(ends[-1], dtype=np.int64) - np.repeat(ends[:-1], sizes)
    return numbers


def radix_order(keys: Array) -> Array:
    """Return the stable order of numbers from 0 below 2**32: NumPy has a fast sort for sixteen bits at a time."""
    order: Array = np.argsort((keys & 0xFFFF).astype(np.uint16), kind="stable")
    if len(keys) and keys.max() > 0xFFFF:
        order = order[np.argsort((keys >> 16).astype(np.uint16)[order], kind="stable")]
    return order


def narrow(numbers: Array) -> Array:
    """Return numbers not below 0 in the smallest of the types kept."""
    most = int(numbers.max()) if len(numbers) else 0
    kind: Any = np.uint8 if most < 2**8 else np.uint16 if most < 2**16 else np.uint32 if most < 2**32 else np.int64
    narrowed: Array = numbers.astype(kind)
    return narrowed


def _ranked(codes: Mapping[str, int], *, marked: bool = True) -> tuple[list[bytes], Array, int]:
    """Return strings in order, the rank of each code, and how many strings come before the marked ones."""
    strings = [encode(string) for string in codes]
    mark = MARK.encode()
    stems = [marked and mark in string for string in strings]
    order = sorted(range(len(strings)), key=lambda code: (stems[code], strings[code]))
    rank = np.empty(len(order), dtype=np.uint32)
    rank[order] = np.arange(len(order), dtype=np.uint32)
    return [strings[code] for code in order], rank, len(stems) - sum(stems)
