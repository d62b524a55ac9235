"""Dates in the data that a page's scripts carry: `"publishedAt":"1993-06-28"`, also escaped within a string."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from dispatchsearch.ingest.story import Clue

MOST: Final = 80  # clues of a page
LONGEST_KEY: Final = 48
QUOTE: Final = r"(?:\\{0,3}[\"']|&quot;|&#34;)"

VALUE: Final = re.compile(
    rf"[:=]\s*(?:new Date\()?{QUOTE}"
    r"(?P<value>(?:19|20)\d\d[-/.][01]?\d[-/.][0-3]?\d(?:[T ][\d:.]{4,12}\s?(?:Z|UTC|[+-]\d\d:?\d\d)?)?"
    r"|[0-3]?\d[./][01]?\d[./](?:19|20)\d\d(?:,? \d\d?:\d\d(?::\d\d)?)?)"
    rf"{QUOTE}"
)
KEY: Final = re.compile(rf"(?P<key>[A-Za-z_][\w.:-]*)(?:{QUOTE})?\]?\s*$")
NAMED: Final = re.compile(
    r"(?i)publi|poste?d|post_?date|pub_?date|fecha|datum|issued?_?date|release_?d?ate?|display_?date|first_?date|"
    r"creat|article_?date|page_?date"
    r"|date_?(?:line|issued|posted|creation|created)|updat|modif|date_?modification|^date$|_date$|Date$"
)
OTHER: Final = re.compile(
    r"(?i)birth|death|expir|valid|until|start|end_?date|event|comment|regist|member|token|build|deploy|version|license"
    r"|consent|privacy|terms|current|today|now$|server|request|join|due|cache|last_?login|session|account|render"
)
"""Keys that speak of something else than the page: they are passed over."""


def embedded(text: str) -> Iterator[Clue]:
    """Yield the dates in the scripts of a page given as text, each once; the name is the key as written."""
    yield from islice(dict.fromkeys(_found(text)), MOST)


def _found(text: str) -> Iterator[Clue]:
    for value in VALUE.finditer(text):
        key = KEY.search(text, max(0, value.start() - LONGEST_KEY), value.start())
        if key and NAMED.search(key["key"]) and not OTHER.search(key["key"]):
            yield Clue("script", key["key"], value["value"])
