"""A mail -> the files and mails attached to it, each as a stream with its name, read as if they lay in a folder."""

import email
import io
import mimetypes
import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from typing import Final

from dispatchsearch.ingest.formats.archive import Member, shown

MOST_PARTS: Final = 200
WHOLE: Final = "message/rfc822"
BRINGS: Final = re.compile(rb"multipart/|message/rfc822|content-disposition", re.IGNORECASE)
SEALS: Final = frozenset(("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"))
"""Signatures of the mail itself: no documents."""
SHOWN_WITHIN: Final = ("text", "image")  # what a mail may name and yet show within its text
FAULTS: Final = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)
"""What the standard library raises where a mail is damaged."""


def attached(data: bytes) -> Iterator[Member]:
    """Yield what is attached to a mail, in its order; pictures within its text and its signature are passed over."""
    for number, part in enumerate(_parsed(data), 1):
        if is_attached(part):
            name = shown(_name(part) or f"attachment {number}{_ending(part)}")
            payload = _payload(part) if number <= MOST_PARTS else None
            if payload is None:
                yield Member(name, reason="damaged in the mail, or beyond its 200 parts: save it, and index the file")
            else:
                yield Member(name, io.BufferedReader(io.BytesIO(payload)))


def _parsed(data: bytes) -> list[Message]:
    """Return the parts of a mail; none where nothing can be attached, or where cleaning will say what is wrong."""
    try:
        message = email.message_from_bytes(data, policy=policy.compat32) if BRINGS.search(data) else None
    except FAULTS:
        return []
    return list(parts(message)) if message else []


def parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a mail that hold no others; a mail within it is one part."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            waiting += [one for one in reversed(inner) if isinstance(one, Message)]
        else:
            yield part


def is_attached(part: Message) -> bool:
    """Tell whether a part is a file or a mail of its own, not the text a reader shows."""
    kind = part.get_content_type()
    if kind == WHOLE:
        return True
    named = bool(_name(part)) and part.get_content_maintype() not in SHOWN_WITHIN
    return kind not in SEALS and (part.get_content_disposition() == "attachment" or named)


def _name(part: Message) -> str:
    try:
        name = part.get_filename("")
        return str(make_header(decode_header(name))).strip()
    except FAULTS:
        return ""


def _ending(part: Message) -> str:
    kind = part.get_content_type()
    return ".eml" if kind == WHOLE else mimetypes.guess_extension(kind) or ""


def _payload(part: Message) -> bytes | None:
    """Return the bytes of a part, None where they cannot be had."""
    try:
        inner = part.get_payload()
        if isinstance(inner, list):
            return inner[0].as_bytes() if inner and isinstance(inner[0], Message) else b""
        found = part.get_payload(decode=True)
    except FAULTS:
        return None
    return found if isinstance(found, bytes) else None
