"""Citations as CSL-JSON, which pandoc, Zotero and most citation processors read (schema 1.0.2)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dispatchsearch.dates import PartialDate
from dispatchsearch.export.citation import Citation, date_note


def csl_lines(citations: Iterable[Citation], found_by: str = "") -> Iterator[str]:
    """Yield one JSON array, an item a line."""
    before = "["
    for citation in citations:
        yield before + "\n" + json.dumps(csl_item(citation, found_by), ensure_ascii=False)
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def csl_item(citation: Citation, found_by: str = "") -> dict[str, Any]:
    """Return one item: month only where that is known, no date for the undated."""
    item: dict[str, Any] = {"id": citation.id, "type": "article-newspaper", "title": citation.title}
    item["container-title"] = citation.source
    if citation.authors:
        item["author"] = [_person(author) for author in citation.authors]
    elif citation.agency:
        item["author"] = [{"literal": citation.agency}]
    if citation.date:
        item["issued"] = _parts(citation.date)
    if citation.saved:
        item["accessed"] = _parts(PartialDate.from_iso(citation.saved))
    notes = [note for note in (date_note(citation), found_by) if note]
    optional = {"URL": citation.url, "language": citation.language, "archive_location": citation.path}
    item.update({name: value for name, value in optional.items() if value})
    return {**item, "note": "\n".join(notes)} if notes else item


def _person(name: str) -> dict[str, str]:
    given, _, family = name.rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": name}


def _parts(date: PartialDate) -> dict[str, list[list[int]]]:
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}
