"""
One file -> its documents: html, text, mail, mbox, WARC, any of them gzipped.

The rules this room keeps: whatever the bytes, only ReadError is raised; no document is larger than LARGEST; a packed
file that grows beyond RATIO times its size is a bomb; a broken record never costs its file's other records.
"""

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.address import located, unwrapped
from dispatchsearch.ingest.kinds import Kind, binary, recognise

LARGEST: Final = 10_000_000  # bytes of one document; a dispatch has a few thousand, an export of 500 some millions
RATIO: Final = 250  # text seldom packs better than 20 to 1
HEAD: Final = 8_192  # bytes by which a file is recognised
LONGEST_LINE: Final = 65_536  # bytes of an mbox taken at a time
MEDIA: Final[dict[Kind, str]] = {"html": "text/html", "text": "text/plain", "mail": "message/rfc822"}
FROM_LINE: Final = re.compile(rb"From \S.*\d{4}\s*$")
CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One record's bytes, as found, and what its container says of it."""

    data: bytes  # decompressed; of a mail the whole message
    media_type: str  # text/html, text/plain, message/rfc822
    path: str  # relative to its root, with /
    record: int = 0  # its place in an mbox or WARC, counted from 0
    url: str | None = None  # from a WARC target, or from a path that mirrors a host
    charset: str | None = None  # declared outside the bytes
    headers: tuple[tuple[str, str], ...] = ()  # of HTTP; names in lower case
    fetched: str | None = None  # ISO instant at which a crawler saved it


@dataclass(frozen=True, slots=True)
class RejectedRecord:
    """A record of a file that could not be read, while the file's others could."""

    path: str
    record: int
    reason: str


def read(path: Path, relative: str) -> Iterator[RawDocument | RejectedRecord]:
    """Yield the documents of a file; `relative` is its path below the archive's root, with /.

    Raises ReadError when the file as a whole cannot be read; the message is the reason a person is shown.
    """
    try:
        if not path.is_file():
            raise ReadError("this is not a file")
        with path.open("rb") as file:
            yield from _documents(file, relative)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(f"the file is damaged or cannot be opened: {error}") from error


def _documents(file: BinaryIO, relative: str) -> Iterator[RawDocument | RejectedRecord]:
    head = file.read(HEAD)
    file.seek(0)
    packed = head.startswith(b"\x1f\x8b")
    if packed:
        head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, HEAD)
    stream = io.BufferedReader(_Unpacked(file)) if packed else file
    if not head.strip():
        raise ReadError("the file is empty" if not head else "the file holds nothing but blanks")
    name = relative.rsplit("/", 1)[-1]
    kind = recognise(name[:-3] if name.lower().endswith(".gz") else name, head)
    if kind == "warc":
        yield from _warc(file, relative)
    elif kind == "mbox":
        yield from _mbox(stream, relative)
    else:
        yield _single(stream, relative, kind)


def _single(stream: BinaryIO, relative: str, kind: Kind) -> RawDocument:
    """Make the one document of a file."""
    data = stream.read(LARGEST + 1)
    _checked(data)
    url, fetched = located(relative)
    return RawDocument(data, MEDIA[kind], relative, url=url, fetched=fetched)


def _checked(data: bytes) -> None:
    """Raise ReadError for bytes that are too many, or no text."""
    if len(data) > LARGEST:
        raise ReadError(f"larger than {LARGEST // 1_000_000} MB: no dispatch is; split the file")
    if not data.strip():
        raise ReadError("nothing but blanks")
    if binary(data):
        raise ReadError("the bytes are no text in any encoding")


def _mbox(stream: BinaryIO, relative: str) -> Iterator[RawDocument | RejectedRecord]:
    for number, data in enumerate(_messages(stream)):
        try:
            _checked(data)
        except ReadError as error:
            yield RejectedRecord(relative, number, str(error))
        else:
            yield RawDocument(data, MEDIA["mail"], relative, number)


def _messages(stream: BinaryIO) -> Iterator[bytes]:
    """Cut an mbox at its From lines; of a message beyond LARGEST one byte too many is kept, so that it is noticed."""
    lines: list[bytes] = []
    size = 0
    blank = True
    while line := stream.readline(LONGEST_LINE):
        if blank and FROM_LINE.match(line):
            if lines:
                yield b"".join(lines)
            lines, size, blank = [], 0, False
            continue
        blank = not line.strip()
        if size <= LARGEST:
            kept = line[1:] if line.startswith(b">From ") else line
            lines.append(kept[: LARGEST + 1 - size])
            size += len(kept)
    if lines:
        yield b"".join(lines)


def _warc(file: BinaryIO, relative: str) -> Iterator[RawDocument | RejectedRecord]:
    """Yield the pages and texts of a WARC; where it breaks off, what came before counts."""
    number = -1
    told = False
    try:
        for number, record in enumerate(ArchiveIterator(file)):
            media = _media(record)
            if media is None:
                continue
            told = True
            try:
                yield _captured(record, media, relative, number)
            except ReadError as error:
                yield RejectedRecord(relative, number, str(error))
    except Exception as error:
        if number < 0:
            raise ReadError(f"no WARC record could be read: {error}") from error
        yield RejectedRecord(relative, number + 1, f"the WARC breaks off or is damaged here: {error}")
        return
    if not told:
        raise ReadError("the WARC holds no page and no text that could be read")


def _media(record: ArcWarcRecord) -> str | None:
    """Return the media type of a record that may hold a dispatch."""
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.http_headers or record.rec_headers
    media = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    media = "text/html" if media == "application/xhtml+xml" else media
    return media if media in MEDIA.values() else None


def _captured(record: ArcWarcRecord, media: str, relative: str, number: int) -> RawDocument:
    status = (record.http_headers.get_statuscode() if record.http_headers else "200") or "nothing"
    if not status.startswith("2"):
        raise ReadError(f"the server answered {status} instead of a page")
    stream = record.content_stream()
    data = b""
    while len(data) <= LARGEST and (chunk := stream.read(LARGEST + 1 - len(data))):
        data += chunk
    if getattr(record.raw_stream, "limit", 0) and not record.raw_stream.read(1):
        raise ReadError("the record breaks off")
    _checked(data)
    headers = tuple((name.lower(), value) for name, value in (record.http_headers or record.rec_headers).headers)
    charset = CHARSET.search(dict(headers).get("content-type", ""))
    target = record.rec_headers.get_header("WARC-Target-URI")
    url, fetched = unwrapped(target.strip("<>")) if target else (None, None)
    fetched = fetched or record.rec_headers.get_header("WARC-Date")
    return RawDocument(data, media, relative, number, url, charset[1] if charset else None, headers, fetched)


class _Unpacked(io.RawIOBase):
    """A gzipped file as it is unpacked, on guard against bombs."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._inner = gzip.GzipFile(fileobj=file)
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]
        chunk = self._inner.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._size += len(chunk)
        if self._size > LARGEST // 10 and self._size > RATIO * self._file.tell():
            raise ReadError(f"unpacks to more than {RATIO} times its size: not unpacked further")
        return len(chunk)
