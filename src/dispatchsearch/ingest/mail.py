"""A mail -> the parts of its story: the text a person would read, the headers as clues."""

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from itertools import islice
from typing import Final

from dispatchsearch.dispatch import Block
from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.encoding import decode
from dispatchsearch.ingest.formats.attached import MOST_PARTS, is_attached, parts
from dispatchsearch.ingest.text.compose import Parts
from dispatchsearch.ingest.text.plain import plain, stated

DATED: Final = ("date", "delivery-date", "resent-date", "x-original-date", "nntp-posting-date", "expires")
STATED: Final = ("from", "subject", "list-id", "newsgroups", "organization", "content-language")
QUOTED: Final = re.compile(
    r"^(?:[^\n>]{3,120}(?:wrote|writes|schrieb|a écrit|пишет)\s?:[ \t]*\n\s*)?(?:>[^\n]*(?:\n|$))+", re.MULTILINE
)
LONGEST_HEADER: Final = 5_000  # characters; a headline has some hundred


def mail(data: bytes) -> tuple[Parts, ...]:
    """Return the parts of each story in a mail; ReadError when it holds no text."""
    message = email.message_from_bytes(data, policy=policy.compat32)
    found = {part.get_content_type(): part for part in reversed(list(_texts(message)))}
    part = found.get("text/plain") or found.get("text/html")
    if part is None:
        raise ReadError("the mail holds no text of its own, only attachments")
    payload = part.get_payload(decode=True)
    html = part.get_content_type() == "text/html"
    text = decode(payload if isinstance(payload, bytes) else b"", _charset(part), html=html)
    head = tuple((name, _header(message, name)) for name in (*STATED, *DATED))
    above = tuple((name, words) for name, words in head if words)
    if html:
        from dispatchsearch.ingest.html.page import page  # noqa: PLC0415  # slow to import, and few mails need it

        return tuple(_stated(parts, above) for parts in page(text))
    text, quoted = _unquoted(text)
    return set_aside(plain(text, above), quoted)


def _unquoted(text: str) -> tuple[str, tuple[Block, ...]]:
    """Take out the lines that quote another mail, and the line that says whose they are."""
    quoted = QUOTED.findall(text)
    blocks = tuple(
        Block(" ".join(line.lstrip("> ") for line in run.strip().split("\n")), "furniture") for run in quoted
    )
    return (QUOTED.sub("\n", text), blocks) if quoted else (text, ())


def set_aside(stories: tuple[Parts, ...], blocks: tuple[Block, ...]) -> tuple[Parts, ...]:
    """Keep blocks that are no story's with the first story, apart from its text."""
    return (replace(stories[0], paragraphs=(*stories[0].paragraphs, *blocks)), *stories[1:])


def _texts(message: Message) -> Iterator[Message]:
    """Yield the parts a reader shows as text."""
    for part in islice(parts(message), MOST_PARTS):
        if part.get_content_maintype() == "text" and not is_attached(part):
            yield part


def _charset(part: Message) -> str | None:
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else None


def _header(message: Message, name: str) -> str:
    """Return a header's words, decoded; what cannot be decoded stays as it is."""
    raw = str(message.get(name, ""))[:LONGEST_HEADER]
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (MessageError, LookupError, ValueError):
        return " ".join(raw.split())


def _stated(parts: Parts, head: tuple[tuple[str, str], ...]) -> Parts:
    """Add what the headers state to a page that came by mail."""
    above = stated(head)
    return replace(
        parts,
        headline=above.headline or parts.headline,
        before=above.before + parts.before,
        masthead=parts.masthead or above.masthead,
    )
