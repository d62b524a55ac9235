"""A page saved with its pictures in one file (.mht, .mhtml; RFC 2557) -> the page, its address, when it was saved."""

import email
import email.utils
from collections.abc import Iterator
from email import policy
from email.message import Message

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest import raw
from dispatchsearch.ingest.address import unwrapped
from dispatchsearch.ingest.raw import RawDocument

MOST_PARTS = 2_000
ADDRESSES = ("Snapshot-Content-Location", "Content-Location")


def saved_page(data: bytes, relative: str) -> RawDocument:
    """Return the page in the file, without the pictures; ReadError where it holds none."""
    message = email.message_from_bytes(data, policy=policy.compat32)
    part = _root(message)
    payload = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(payload, bytes):
        raise ReadError("the saved page holds no text")
    media = raw.HTML if part.get_content_type() != raw.TEXT else raw.TEXT
    charset = part.get_param("charset")
    stated = (str(one.get(name, "")).strip() for one, name in ((message, ADDRESSES[0]), (part, ADDRESSES[1])))
    url, captured = _address(next((address for address in stated if address), ""))
    return RawDocument(
        raw.checked(payload, media),
        media,
        relative,
        url=url,
        charset=charset if isinstance(charset, str) else None,
        fetched=captured or _instant(str(message.get("Date", ""))),
    )


def _root(message: Message) -> Message | None:
    """Return the part that is the page: the one the head names as the first, else the first page or text."""
    found = [part for part in _parts(message) if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = str(message.get_param("start") or "")
    named = (part for part in found if start and str(part.get("Content-ID", "")).strip() == start)
    texts = (part for part in _parts(message) if part.get_content_type() == "text/plain")
    return next(named, None) or next(iter(found), None) or next(texts, None)


def _parts(message: Message) -> Iterator[Message]:
    for count, part in enumerate(message.walk()):
        if count > MOST_PARTS:
            return
        if not part.is_multipart():
            yield part


def _address(stated: str) -> tuple[str | None, str | None]:
    """Return the address of a page on the web, and the instant of its capture; nothing for a file on a disk."""
    address = "".join(stated.split())
    return unwrapped(address) if address.lower().startswith(("http://", "https://")) else (None, None)


def _instant(date: str) -> str | None:
    """Return a date of mail as an ISO instant; None where it is none."""
    try:
        return email.utils.parsedate_to_datetime(date).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
