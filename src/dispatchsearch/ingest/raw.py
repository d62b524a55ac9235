"""What reading yields: the bytes of each document as found, or the reason why a record could not be read; the caps."""

from dataclasses import dataclass
from typing import Final

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.kinds import binary

LARGEST: Final = (
    10_000_000  # bytes of one text, page or mail; a dispatch has a few thousand, an export of 500 some millions
)
LARGEST_BUNDLE: Final = 100_000_000  # bytes of one PDF, Word file or saved page, which bring their pictures

HTML: Final = "text/html"
TEXT: Final = "text/plain"
MAIL: Final = "message/rfc822"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RTF: Final = "application/rtf"
ROW: Final = "application/json"  # a row of a table, as formats/table.py writes it
BUNDLES: Final = frozenset((PDF, DOCX, RTF))


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One record's bytes, as found, and what its container says of it."""

    data: bytes  # decompressed; of a mail the whole message
    media_type: str  # one of those above
    path: str  # relative to its root, with /; of a file in an archive: `backfile.zip/1993/a.html`
    record: int = 0  # its place in a file of several, counted from 0
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


Record = RawDocument | RejectedRecord


def largest(media_type: str) -> int:
    """Return the most bytes a document of a type may have."""
    return LARGEST_BUNDLE if media_type in BUNDLES else LARGEST


def checked(data: bytes, media_type: str) -> bytes:
    """Return bytes that may be a document; ReadError for too many, for blanks, for what is no text."""
    most = largest(media_type)
    if len(data) > most:
        raise ReadError(f"larger than {most // 1_000_000} MB: no dispatch is; split the file")
    if not data.strip():
        raise ReadError("nothing but blanks")
    if media_type not in BUNDLES and binary(data):
        raise ReadError("the bytes are no text in any encoding")
    return data
