"""Citations as RIS, the tagged format that reference managers read (specification of 2011, type NEWS)."""

from collections.abc import Iterable, Iterator

from dispatchsearch.dates import PartialDate
from dispatchsearch.export.citation import Citation, date_note, inverted


def ris_lines(citations: Iterable[Citation], found_by: str = "") -> Iterator[str]:
    """Yield the records, each line ending in CR LF; `found_by` says in each of them which search led to it."""
    for citation in citations:
        for tag, value in _tags(citation, found_by):
            yield f"{tag}  - {value}\r\n"
        yield "ER  - \r\n\r\n"


def ris_date(date: PartialDate) -> str:
    """Return 1993/06/27/, 1993/06// or 1993///: parts that are not known stay empty."""
    month = f"{date.month:02}" if date.month else ""
    day = f"{date.day:02}" if date.day else ""
    return f"{date.year:04}/{month}/{day}/"


def _tags(citation: Citation, found_by: str) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", citation.id
    yield "TI", citation.title
    yield from (("AU", inverted(author)) for author in citation.authors)
    if citation.agency and not citation.authors:
        yield "AU", f"{citation.agency},"  # the comma keeps an agency from being read as first and last name
    yield "T2", citation.source
    if citation.date:
        yield "PY", f"{citation.date.year:04}"
        yield "DA", ris_date(citation.date)
    if citation.language:
        yield "LA", citation.language
    if citation.url:
        yield "UR", citation.url
    if citation.saved:
        yield "Y2", citation.saved.replace("-", "/") + "/"
    if citation.path:
        yield "AV", citation.path
    yield from (("N1", note) for note in (date_note(citation), found_by) if note)
