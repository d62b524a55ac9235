"""One file -> its documents: html, text, mail, mbox, any of them gzipped."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One record's bytes, as found, and what its container says of it."""

    data: bytes  # decompressed; of a mail the whole message
    media_type: str  # text/html, text/plain, message/rfc822
    path: str  # relative to its root, with /
    record: int = 0  # its place in an mbox or WARC, counted from 0
    url: str | None = None  # from a WARC target, or from a path that mirrors a host
    charset: str | None = None  # declared outside the bytes
    headers: tuple[tuple[str, str], ...] = ()  # of the mail or of HTTP; names in lower case
    fetched: str | None = None  # ISO instant at which a crawler saved it


@dataclass(frozen=True, slots=True)
class RejectedRecord:
    """A record of a file that could not be read, while the file's others could."""

    path: str
    record: int
    reason: str
