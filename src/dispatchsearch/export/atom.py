"""Dispatches as an Atom feed (RFC 4287)."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from dispatchsearch.dispatch import Dispatch
from dispatchsearch.export.record import day

ILLEGAL = re.compile("[^\\t\\n\\r\\x20-\\u2029\\u202f-\\u2065\\u206a-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML has no sign for, and what would turn the direction of the reader's line."""

SUMMARY = 400
"""Characters of the body in an entry."""


def atom_lines(
    dispatches: Iterable[Dispatch], *, title: str, found_by: str, address: str, updated: str
) -> Iterator[str]:
    """Yield a feed. `address` is its own, in full, `updated` an ISO instant; `found_by` says which search led to it.

    Only a date known to its day becomes an entry's `published`: the format has no months.
    """
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<title>{_text(title)}</title>\n<id>{_text(address)}</id>\n<updated>{_text(updated)}</updated>\n"
    yield f"<subtitle>{_text(found_by)}</subtitle>\n"
    yield f'<link rel="self" href={_attribute(address)}/>\n'
    for dispatch in dispatches:
        yield from _entry(dispatch, urljoin(address, f"/dispatch/{dispatch.id}"), updated)
    yield "</feed>\n"


def _entry(dispatch: Dispatch, address: str, updated: str) -> Iterator[str]:
    yield f"<entry>\n<title>{_text(dispatch.title)}</title>\n<id>{_text(address)}</id>\n"
    yield f"<link href={_attribute(address)}/>\n<author><name>{_text(dispatch.source)}</name></author>\n"
    yield f"<updated>{_text(updated)}</updated>\n"
    known = dispatch.date.date
    if known and known.day:
        yield f"<published>{day(known.first_day)}T00:00:00Z</published>\n"
    yield f"<summary>{_text(dispatch.body[:SUMMARY])}</summary>\n</entry>\n"


def _text(value: str) -> str:
    return escape(ILLEGAL.sub(" ", value))


def _attribute(value: str) -> str:
    return quoteattr(ILLEGAL.sub(" ", value))
