"""
Named arrays in one file: written once, synced to disk, read through a memory map, never pickled.

    magic, arrays (each at a multiple of 64 bytes), directory as JSON, its length and checksum, magic

The directory names each array's type, length, place and checksum, and holds a few facts beside them. A file that is
cut short or changed is found out when it is opened (the directory) or checked (the arrays).
"""

import json
import mmap
import os
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from dispatchsearch.durable import settle
from dispatchsearch.errors import EngineError

Array = NDArray[Any]

MAGIC = b"dispatcharrays1\n"
FOOT = struct.Struct("<QI16s")
ALIGNMENT = 64
TYPES = re.compile(r"\|u1|<u2|<u4|<i4|<i8|\|S[1-9]\d{0,3}")


class ArraySink:
    """Writes arrays to a new file; `close` makes them last."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._directory: dict[str, dict[str, Any]] = {}
        self._end = len(MAGIC)
        file.write(MAGIC)
        self.facts: dict[str, Any] = {}

    def put(self, name: str, array: Array) -> None:
        """Write a whole array."""
        self.reserve(name, array.dtype, len(array))
        self.append(name, array)

    def reserve(self, name: str, dtype: Any, most: int) -> None:
        """Make room for an array of at most `most` items, to be filled by `append`."""
        kind = np.dtype(dtype).newbyteorder("<")
        begin = -(-self._end // ALIGNMENT) * ALIGNMENT
        self._directory[name] = {"type": kind.str, "begin": begin, "length": 0, "checksum": 0}
        self._end = begin + kind.itemsize * most

    def append(self, name: str, array: Array) -> None:
        """Add items to an array for which room was made."""
        entry = self._directory[name]
        kind = np.dtype(entry["type"])
        data = np.ascontiguousarray(array, dtype=kind)
        if not len(data):
            return
        raw = data.view(np.uint8)
        self._file.seek(entry["begin"] + entry["length"] * kind.itemsize)
        self._file.write(raw.data)
        entry["checksum"] = zlib.crc32(raw.data, entry["checksum"])
        entry["length"] += len(data)

    def close(self) -> None:
        """Write the directory and see everything on disk."""
        directory = json.dumps({"arrays": self._directory, "facts": self.facts}).encode()
        self._file.seek(self._end)
        self._file.write(directory)
        self._file.write(FOOT.pack(len(directory), zlib.crc32(directory), MAGIC))
        settle(self._file)
        self._file.close()


class ArrayFile(Mapping[str, Array]):
    """The arrays of a file by name, mapped into memory and read-only.

    Raises FileNotFoundError where there is no file, EngineError where it is not as it was written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(MAGIC) + FOOT.size:
                raise self._damage("it is cut short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        length, checksum, magic = FOOT.unpack(self._map[size - FOOT.size :])
        self._end = size - FOOT.size - length
        directory = self._map[max(self._end, 0) : size - FOOT.size]
        if self._map[: len(MAGIC)] != MAGIC or magic != MAGIC or zlib.crc32(directory) != checksum:
            raise self._damage("its directory does not agree with its checksum")
        known = json.loads(directory)
        self._entries: dict[str, dict[str, Any]] = known["arrays"]
        self.facts: dict[str, Any] = known["facts"]
        self._made: dict[str, Array] = {}

    @property
    def size(self) -> int:
        """The length of the file in bytes."""
        return len(self._map)

    def __getitem__(self, name: str) -> Array:
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self._make(self._entries[name])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def check(self) -> None:
        """Read every array; EngineError where one is not as it was written."""
        for name, entry in self._entries.items():
            if zlib.crc32(self[name].view(np.uint8).data) != entry["checksum"]:
                raise self._damage(f"{name} does not agree with its checksum")

    def _make(self, entry: Mapping[str, Any]) -> Array:
        begin, length = entry["begin"], entry["length"]
        if not TYPES.fullmatch(entry["type"]):
            raise self._damage(f"{entry['type']} is no type of array it may hold")
        kind = np.dtype(entry["type"])
        if begin < 0 or length < 0 or begin + length * kind.itemsize > self._end:
            raise self._damage("an array reaches over its end")
        return np.frombuffer(self._map, kind, length, begin)

    def _damage(self, why: str) -> EngineError:
        return EngineError(f"{self.path} is damaged: {why}. Run `dispatchsearch rebuild`.")
