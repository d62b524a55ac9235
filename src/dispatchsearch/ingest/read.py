"""
One file -> its documents, whatever holds them: a page, a mailbox, a crawl, a table, an archive of any of these.

The rules this room keeps: whatever the bytes, only ReadError is raised; no document is larger than it may be; packed
bytes that grow beyond measure are a bomb; a broken record never costs its file's other records; an archive in an
archive is opened, one within that is not. Nothing is silently dropped: what is not read is a record with its reason.
"""

import csv
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest import raw
from dispatchsearch.ingest.address import located
from dispatchsearch.ingest.formats.archive import Member, tar_members, zip_members
from dispatchsearch.ingest.formats.attached import attached
from dispatchsearch.ingest.formats.mbox import mbox
from dispatchsearch.ingest.formats.packed import gunzipped, head_of
from dispatchsearch.ingest.formats.savedpage import saved_page
from dispatchsearch.ingest.formats.table import table
from dispatchsearch.ingest.formats.warc import warc
from dispatchsearch.ingest.kinds import Kind, recognise, unpacked_name
from dispatchsearch.ingest.mirrors import Snapshot, snapshot
from dispatchsearch.ingest.raw import RawDocument, Record, RejectedRecord

__all__ = ["RawDocument", "RejectedRecord", "read"]

NESTED: Final = 2  # archives within each other that are opened
BUFFER: Final = 65_536
MEDIA: Final[dict[Kind, str]] = {
    "html": raw.HTML,
    "text": raw.TEXT,
    "mail": raw.MAIL,
    "pdf": raw.PDF,
    "docx": raw.DOCX,
    "rtf": raw.RTF,
}
DAMAGE: Final = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
    csv.Error,
)


def read(path: Path, relative: str, fields: Mapping[str, str] | None = None) -> Iterator[Record]:
    """Yield the documents of a file; `relative` is its path below the archive's root, with /.

    `fields` tells which column of a table holds which field of a dispatch. Raises ReadError when the file as a whole
    cannot be read; the message is the reason a person is shown. Where a file breaks off, what came before counts, and
    the break is a rejected record.
    """
    last = -1
    if not path.is_file():
        raise ReadError("this is not a file")
    try:
        taken = snapshot(path, relative)
        file: io.BufferedReader = io.BufferedReader(io.FileIO(path), BUFFER)
        with file:
            for found in _documents(file, relative, fields or {}, 0):
                last = found.record
                yield found if taken is None or isinstance(found, RejectedRecord) else _placed(found, taken)
    except (ReadError, *DAMAGE) as error:
        reason = str(error) if isinstance(error, ReadError) else f"the file is damaged or cannot be opened: {error}"
        if last < 0:
            raise ReadError(reason) from error
        yield RejectedRecord(relative, last + 1, reason)


def _placed(found: RawDocument, taken: Snapshot) -> RawDocument:
    """Give a document the address and the instant that stand beside its file."""
    return replace(found, url=taken.url, fetched=found.fetched or taken.fetched)


def _documents(file: io.BufferedReader, relative: str, fields: Mapping[str, str], depth: int) -> Iterator[Record]:
    """Yield the documents of one file, or of one member of an archive at some depth."""
    name = relative.rsplit("/", 1)[-1]
    head, packed = head_of(file)
    if not head:
        raise ReadError("the file is empty")
    kind = recognise(unpacked_name(name) if packed else name, head)
    if kind == "warc":
        yield from warc(file, relative)  # each of its records is packed by itself
        return
    file = gunzipped(file) if packed else file
    if kind == "mbox":
        yield from _numbered(_with_attached(mbox(file, relative), relative, fields, depth))
    elif kind in ("csv", "jsonl"):
        yield from table(file, relative, kind, fields)
    elif kind in ("zip", "tar"):
        if depth >= NESTED:
            raise ReadError("an archive within an archive within an archive is not opened: unpack it first")
        members = tar_members(file) if kind == "tar" else zip_members(_seekable(file))
        yield from _numbered(_members(members, relative, fields, depth + 1))
    elif kind == "mail":
        yield from _numbered(_with_attached(iter([_single(file, relative, kind)]), relative, fields, depth))
    else:
        yield _single(file, relative, kind)


def _with_attached(mails: Iterator[Record], relative: str, fields: Mapping[str, str], depth: int) -> Iterator[Record]:
    """Yield mails, behind each what is attached to it, as if it lay in a folder called like the file."""
    for mail in mails:
        yield mail
        if isinstance(mail, RawDocument):
            for member in attached(mail.data):
                deep = replace(member, stream=None, reason="attached too deep within other files: unpack it first")
                yield from _members(iter([deep if depth >= NESTED else member]), relative, fields, depth + 1)


def _seekable(file: io.BufferedReader) -> BinaryIO:
    """Return a file whose end can be looked at first; what comes out of an archive is taken into memory."""
    if file.seekable():
        return file
    data = file.read(raw.LARGEST_BUNDLE + 1)
    if len(data) > raw.LARGEST_BUNDLE:
        raise ReadError(f"larger than {raw.LARGEST_BUNDLE // 1_000_000} MB within an archive: unpack it first")
    return io.BytesIO(data)


def _members(members: Iterator[Member], relative: str, fields: Mapping[str, str], depth: int) -> Iterator[Record]:
    """Yield the documents of each member of an archive; one that cannot be read costs no other."""
    for member in members:
        path = f"{relative}/{member.name}"
        if member.stream is None:
            yield RejectedRecord(path, 0, member.reason)
            continue
        try:
            yield from _documents(member.stream, path, fields, depth)
        except (ReadError, *DAMAGE) as error:
            yield RejectedRecord(path, 0, str(error) if isinstance(error, ReadError) else f"damaged: {error}")


def _numbered(found: Iterator[Record]) -> Iterator[Record]:
    for number, record in enumerate(found):
        yield replace(record, record=number)


def _single(stream: BinaryIO, relative: str, kind: Kind) -> RawDocument:
    """Make the one document of a file."""
    if kind == "mht":
        return saved_page(stream.read(raw.LARGEST_BUNDLE + 1), relative)
    media = MEDIA[kind]
    data = raw.checked(_whole(stream, raw.largest(media) + 1), media)
    url, fetched = located(relative)
    return RawDocument(data, media, relative, url=url, fetched=fetched)


def _whole(stream: BinaryIO, most: int) -> bytes:
    """Return a stream's bytes, at most so many; room for all is asked for only where the first do not end it."""
    data = stream.read(BUFFER)
    return data + stream.read(most - len(data)) if len(data) == BUFFER else data
