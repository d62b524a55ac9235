"""What may be meant while a person is still typing: people and places that begin so, and titles that hold the words."""

import re

from dispatchsearch.archive import Archive
from dispatchsearch.export.record import Record
from dispatchsearch.names import fold
from dispatchsearch.search.page import SearchOptions
from dispatchsearch.web import links, words

NAMES, TITLES = 6, 4
SHORTEST = 2
WORD = re.compile(r"\w+")


def suggestions(archive: Archive, typed: str) -> list[Record]:
    """Return names, the most mentioned first, then titles; each with what it is and its address."""
    beginning = fold(typed)
    if len(beginning) < SHORTEST:
        return []
    names = [
        {"label": heading, "kind": words.FACETS[kind], "href": links.record_href(kind, record)}
        for kind, record, heading in archive.store.names.beginning(beginning, NAMES)
    ]
    return [*names, *_titles(archive, typed)]


def _titles(archive: Archive, typed: str) -> list[Record]:
    *whole, last = WORD.findall(typed) or [""]
    if len(last) < SHORTEST:
        return []
    query = " ".join(f"+title:{word}" for word in [*whole, f"{last}*"])
    found = archive.search(query, SearchOptions(limit=TITLES, facet_limit=1)).hits
    return [
        {
            "label": hit.dispatch.title,
            "kind": words.date(hit.dispatch.date.date),
            "href": links.dispatch_href(hit.dispatch.id),
        }
        for hit in found
    ]
