"""Packed bytes -> their content as a stream that can be looked into, on guard against bombs."""

import gzip
import io
import zlib
from collections.abc import Callable
from typing import Final, Protocol

from dispatchsearch.errors import ReadError

HEAD: Final = 8_192  # bytes by which a file is recognised
RATIO: Final = 250  # text seldom packs better than 20 to 1
FREE: Final = 1_000_000  # bytes that may be unpacked whatever the ratio
MARK: Final = b"\x1f\x8b"


class Readable(Protocol):
    """What can be read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""


class Flowing(Protocol):
    """What can be read as it comes: an error is not met before what comes before it is given out."""

    def read1(self, size: int, /) -> bytes:
        """Return at most so many bytes of those at hand; none at the end."""


def head_of(file: io.BufferedReader) -> tuple[bytes, bool]:
    """Return the first bytes of a file, unpacked where it is gzipped, and whether it is; nothing is taken from it."""
    head = file.peek(HEAD)
    packed = head.startswith(MARK)
    return (zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, HEAD) if packed else head[:HEAD]), packed


def gunzipped(file: Readable) -> io.BufferedReader:
    """Return what a gzipped file holds; reading it raises ReadError for a bomb, EOFError where it breaks off."""
    counted = _Counted(file)
    return guarded(gzip.GzipFile(fileobj=counted), lambda size: guard(size, counted.size))


def guarded(inner: Flowing, spend: Callable[[int], None]) -> io.BufferedReader:
    """Return a stream whose first HEAD bytes can be peeked at; `spend` is told the size as it grows, and may raise."""
    return io.BufferedReader(_Guarded(inner, spend), HEAD)


def bomb(unpacked: int, packed: int) -> bool:
    """Tell whether so many bytes have come out of so few that no honest text was packed in them."""
    return unpacked > FREE and unpacked > RATIO * packed


def guard(unpacked: int, packed: int) -> None:
    """Raise ReadError for a bomb."""
    if bomb(unpacked, packed):
        raise ReadError(f"unpacks to more than {RATIO} times its size: not unpacked further")


class _Counted(io.RawIOBase):
    """A file that counts what was read of it; gzip asks for no more than `read`."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self.size = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self.size += len(data)
        return data


class _Guarded(io.RawIOBase):
    """A stream that looks after its size; what comes before an error is given out before the error."""

    def __init__(self, inner: Flowing, spend: Callable[[int], None]) -> None:
        self._inner = inner
        self._spend = spend
        self._size = 0
        self._failed: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]
        if self._failed:
            raise self._failed
        filled = 0
        try:
            while filled < len(buffer) and (chunk := self._inner.read1(len(buffer) - filled)):
                buffer[filled : filled + len(chunk)] = chunk
                filled += len(chunk)
                self._size += len(chunk)
                self._spend(self._size)
        except Exception as error:
            if not filled:
                raise
            self._failed = error
        return filled
