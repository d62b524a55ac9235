"""Citations as BibTeX entries, also fit for biblatex: @article with entrysubtype newspaper."""

import calendar
import re
from collections.abc import Iterable, Iterator

from dispatchsearch.export.citation import Citation, date_note

SPECIAL = re.compile(r"[\\{}$&#%_~^]")
ESCAPED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def bibtex_lines(citations: Iterable[Citation], found_by: str = "") -> Iterator[str]:
    """Yield the entries; what stands outside of them (`found_by`) every reader skips."""
    if found_by:
        yield f"% {found_by}\n\n"
    for citation in citations:
        yield f"@article{{{citation.id},\n"
        yield from (f"  {name} = {value},\n" for name, value in _fields(citation))
        yield "}\n\n"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_braced(citation.title)}}}"
    if citation.authors:
        yield "author", _braced(" and ".join(citation.authors))
    elif citation.agency:
        yield "author", f"{{{_braced(citation.agency)}}}"
    yield "journal", _braced(citation.source)
    yield "entrysubtype", "{newspaper}"
    if citation.date:
        yield "year", f"{{{citation.date.year:04}}}"
        if citation.date.month:
            yield "month", calendar.month_abbr[citation.date.month].lower()
        if citation.date.day:
            yield "day", f"{{{citation.date.day}}}"
    if citation.language:
        yield "langid", _braced(citation.language)
    if citation.url:
        yield "url", "{" + re.sub(r"[{}\\%\s]", lambda sign: f"%{ord(sign[0]):02X}", citation.url) + "}"
    if citation.saved:
        yield "urldate", _braced(citation.saved)
    if note := date_note(citation):
        yield "note", _braced(note)


def _braced(text: str) -> str:
    return "{" + SPECIAL.sub(lambda sign: ESCAPED.get(sign[0], "\\" + sign[0]), text) + "}"
