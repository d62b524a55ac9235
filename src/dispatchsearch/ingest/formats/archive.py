"""
A ZIP or TAR archive -> its members, one after the other, each as a stream with the name it is known by.

Nothing is written to the disk, so a name can do no harm; it is only brought into a form that is safe to show.
"""

import io
import re
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, Final

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.formats.packed import Readable, bomb, guard, guarded

MOST_MEMBERS: Final = 200_000
LARGEST_MEMBER: Final = 4_000_000_000  # bytes; a mailbox may be as large, it is read message by message
LONGEST_NAME: Final = 1_000  # characters
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
DRIVE: Final = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name, and its bytes or the reason why there are none."""

    name: str
    stream: io.BufferedReader | None = None
    reason: str = ""


def zip_members(file: BinaryIO) -> Iterator[Member]:
    """Yield the members of a ZIP archive; ReadError when it is damaged as a whole.

    Reading a member raises ReadError for a bomb, or what `zipfile` raises for a damaged one.
    """
    size = file.seek(0, io.SEEK_END)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadError(f"the ZIP archive breaks off or is damaged: {error}") from error
    spent = 0
    with archive:
        for number, info in enumerate(archive.infolist()):
            _few(number)
            if info.filename.endswith("/"):  # `is_dir` fails on a member without a name
                continue
            name = shown(info.filename)
            if info.flag_bits & 1:
                yield Member(name, reason="locked with a password: unpack it first")
                continue
            try:
                inner = archive.open(info)
            except (zipfile.BadZipFile, NotImplementedError) as error:
                yield Member(name, reason=f"damaged in the archive: {error}")
                continue
            with inner:
                stream = _limited(inner, info.compress_size, spent, size)
                yield Member(name, stream)
                spent += 0 if bomb(inner.tell(), info.compress_size) else inner.tell()


def _limited(inner: IO[bytes], packed: int, spent: int, archive: int) -> io.BufferedReader:
    """Return a member as a stream that is on guard, for itself and for the archive of which so much was unpacked."""

    def spend(size: int) -> None:
        guard(size, packed)
        guard(spent + size, archive)
        if size > LARGEST_MEMBER:
            raise ReadError(f"larger than {LARGEST_MEMBER // 1_000_000} MB: unpack it first")

    return guarded(inner, spend)  # type: ignore[arg-type]  # the members of both have read1


def tar_members(stream: Readable) -> Iterator[Member]:
    """Yield the members of a TAR archive, read once from its beginning; ReadError where it is damaged."""
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:  # type: ignore[call-overload]  # it asks for no more
            for number, info in enumerate(archive):
                _few(number)
                if not info.isdir():
                    yield _taken(archive, info)
    except (tarfile.TarError, ValueError, OverflowError) as error:
        raise ReadError(f"the TAR archive breaks off or is damaged here: {error}") from error


def _taken(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Member:
    name = shown(info.name)
    inner = archive.extractfile(info) if info.isreg() and not info.issparse() else None
    if inner is None:
        return Member(name, reason="a link, a device or a file of holes in the archive")
    return Member(name, _limited(inner, info.size, 0, info.size))


def _few(number: int) -> None:
    if number >= MOST_MEMBERS:
        raise ReadError(f"the archive holds more than {MOST_MEMBERS:,} files: the others are not read; unpack it first")


def shown(name: str) -> str:
    r"""Return a member's name as a path below its archive: no `..`, no root, no drive, controls written as \xNN."""
    parts = (name if "/" in name else name.replace("\\", "/")).split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not DRIVE.fullmatch(part)]
    text = "/".join(kept).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)[:LONGEST_NAME] or "unnamed"
