"""A WARC -> the pages, texts and papers it captured, with their addresses and the headers they came with."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest import raw
from dispatchsearch.ingest.address import unwrapped
from dispatchsearch.ingest.raw import RawDocument, Record, RejectedRecord

MEDIA: Final = {
    "text/html": raw.HTML,
    "application/xhtml+xml": raw.HTML,
    "text/plain": raw.TEXT,
    "message/rfc822": raw.MAIL,
    "application/pdf": raw.PDF,
    "application/rtf": raw.RTF,
    "text/rtf": raw.RTF,
    raw.DOCX: raw.DOCX,
}
CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]{2,40})", re.IGNORECASE)


def warc(file: BinaryIO, relative: str) -> Iterator[Record]:
    """Yield the captures of a WARC that may hold a dispatch; where it breaks off, what came before counts."""
    number = -1
    told = False
    try:
        for number, record in enumerate(_Records(file)):
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


class _Records(ArchiveIterator):  # type: ignore[misc]  # it has no types
    """The records of a WARC; what does not fit together is not told on the terminal."""

    INC_RECORD = ""


def _media(record: ArcWarcRecord) -> str | None:
    """Return the media type of a record that may hold a dispatch."""
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.http_headers or record.rec_headers
    return MEDIA.get((headers.get_header("Content-Type") or "").partition(";")[0].strip().lower())


def _captured(record: ArcWarcRecord, media: str, relative: str, number: int) -> RawDocument:
    status = (record.http_headers.get_statuscode() if record.http_headers else "200") or "nothing"
    if not status.startswith("2"):
        raise ReadError(f"the server answered {status} instead of a page")
    data = _content(record, media)
    headers = tuple((name.lower(), value) for name, value in (record.http_headers or record.rec_headers).headers)
    charset = CHARSET.search(dict(headers).get("content-type", ""))
    target = record.rec_headers.get_header("WARC-Target-URI")
    url, fetched = unwrapped(target.strip("<>")) if target else (None, None)
    fetched = fetched or record.rec_headers.get_header("WARC-Date")
    return RawDocument(data, media, relative, number, url, charset[1] if charset else None, headers, fetched)


def _content(record: ArcWarcRecord, media: str) -> bytes:
    """Return what was captured, without the packing it travelled in."""
    most = raw.largest(media)
    stream = record.content_stream()
    chunks, size = [], 0
    while size <= most and (chunk := stream.read(most + 1 - size)):
        chunks.append(chunk)
        size += len(chunk)
    if getattr(record.raw_stream, "limit", 0) and size <= most and not record.raw_stream.read(1):
        raise ReadError("the record breaks off")
    return raw.checked(b"".join(chunks), media)
