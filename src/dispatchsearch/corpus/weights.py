"""How much a date weighs by where it stands, and from which side of the page it speaks."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from dispatchsearch.almanac import weekday_called
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateEvidence

ENOUGH: Final = 1.5
"""A date of less weight is not taken."""

STORY: Final = r"^(?:\w*Article|\w*Posting|Report|WebPage|ItemPage|NewsItem|Review|Recipe|\?)\."
ROWS: Final = (
    ("address", r"^words$", "address", 2.0),
    ("address", r"^(?:yymmdd|yy/month|yyyymm)$", "address", 4.0),
    ("address", r"hhmm", "address", 3.0),
    ("address", r"^year$", "address", 1.6),
    ("address", r"", "address", 9.0),
    ("path", r"^words$", "address", 2.0),
    ("path", r"^(?:yymmdd|yy/month|yyyymm)$", "address", 4.0),
    ("path", r"^year$", "address", 1.6),
    ("path", r"", "address", 4.5),
    ("index", r"", "index", 4.0),
    ("header", r"", "page", 6.0),
    ("meta", r"publish|pubdate|issued|publication", "head", 5.0),
    ("meta", r"", "head", 3.5),
    ("json-ld", STORY + "datePublished", "head", 5.0),
    ("json-ld", STORY, "head", 3.0),
    ("json-ld", r"", "head", 1.0),
    ("script", r"publi|post|issue|display|first", "head", 3.0),
    ("script", r"", "head", 2.0),
    ("source-line", r"", "page", 7.0),
    ("byline", r"", "page", 5.0),
    ("dateline", r"", "page", 4.0),
    ("title", r"", "title", 4.0),
    ("headline", r"", "title", 3.0),
    ("label", r"", "page", 6.0),
    ("time", r"", "page", 5.5),
    ("element", r"", "page", 5.5),
    ("line", r"", "page", 3.0),
    ("trailer", r"", "page", 3.0),
)
"""Where a date stands -> the side it speaks from and its weight; the first row that fits counts. Tuned by hand."""

WEIGHTS: Final = {
    place: tuple((re.compile(name, re.IGNORECASE), side, weight) for at, name, side, weight in ROWS if at == place)
    for place, *_ in ROWS
}

MASTHEAD_SHARE: Final = 0.3
MASTHEAD = re.compile(r"([^\W\d_]{2,14}),?\s+(?:the\s)?(?:\d{1,2}\W+[^\W\d_]{3,}|[^\W\d_]{3,}\W+\d{1,2}\b)")

STANDING: Final = {
    "above": 0.8,
    "below": 0.65,
    "beside": 0.65,
    "nav": 0.2,
    "aside": 0.25,
    "footer": 0.25,
    "related": 0.2,
    "comments": 0.1,
}
"""What is left of a weight away from the head of the story."""

APART: Final = frozenset(("nav", "aside", "footer", "related", "comments"))
OWN = re.compile(
    r"article.?header|entry.?meta|hentry|post.?meta|article.?(?:date|meta)|date.?published|publish(?:ed)?.?(?:date|at)"
)
OWN_SHARE: Final = 0.35
"""What is left in a part apart where a label, or the words of the element, say that it is a story's own date."""

SOURCE = re.compile(
    r"source|quelle|gmt|utc|\bn[or]\.|first|original|reprint|monitoring|[(\[]| in \w+ \d\d? [a-z]{3} \d\d\b|"
    r"^(?:aus|źródło|zdroj|zdrój|forrás|sursa|джерело|источник|fonte|fuente|izvor|извор|kaynak|mənbə|lähde|källa|kilde|bron|"
    r"πηγή)\s*:",
    re.IGNORECASE,
)
"""What makes a line with a date one that names the source of a story."""

MANY: Final = 3
"""So many days at one place of a page make it a list."""

SHORT_SOURCE: Final = 20


def weigh(date: DateEvidence) -> tuple[str, float]:
    """Return the side a date speaks from (address, head, title, page, index) and its weight; "" and 0 for no voice."""
    side, weight = _row(date.place, date.name)
    return side, weight * _share(date) if weight else 0.0


@lru_cache(maxsize=8192)
def _row(place: str, name: str) -> tuple[str, float]:
    return next(((side, weight) for names, side, weight in WEIGHTS.get(place, ()) if names.search(name)), ("", 0.0))


def stands_apart(date: DateEvidence) -> bool:
    """Say whether a date stands in a part of the page that is not the story's: its navigation, its footer."""
    return standing(date) in APART


def in_masthead(date: DateEvidence) -> bool:
    """Say whether a date stands with its weekday above the headline; there pages print the day of the visit."""
    found = MASTHEAD.match(date.quote) if standing(date) == "above" else None
    return found is not None and weekday_called(found[1]) is not None


def standing(date: DateEvidence) -> str:
    """Return where on the page a date stands apart from the head of the story; the empty string for that head."""
    return _part(date.name)


@lru_cache(maxsize=8192)
def _part(name: str) -> str:
    part, colon, _ = name.partition(": ")
    return part if colon else ""


def lists(dates: Sequence[DateEvidence]) -> set[tuple[str, str]]:
    """Return the places of a page where many days stand: lists of other stories, comments or embedded posts.

    Each is the place and name of its evidence. A day that stands alone between headline and text is not of the list,
    though its element be named alike.
    """
    if len({date.readings[0] for date in dates if date.readings}) < MANY:
        return set()
    days: defaultdict[tuple[str, str], set[PartialDate]] = defaultdict(set)
    everywhere: defaultdict[tuple[str, str], set[PartialDate]] = defaultdict(set)
    for date in dates:
        if date.readings:
            days[date.place, date.name].add(date.readings[0])
            everywhere[date.place, _bare(date.name)].add(date.readings[0])
    many = {place for place, shown in everywhere.items() if len(shown) >= MANY}
    alone = {place for place in many if len(days[place]) == 1}
    return {place for place in days if (place[0], _bare(place[1])) in many} - alone


def _bare(name: str) -> str:
    """Return the name of a place without the part of the page it stands in."""
    part, colon, rest = name.partition(": ")
    return rest if colon and part in STANDING else name


@lru_cache(maxsize=8192)
def _own(name: str) -> bool:
    return OWN.search(name) is not None


def _share(date: DateEvidence) -> float:
    """Return what is left of the weight where a date stands, and by what else its line says."""
    part = standing(date)
    if part in APART and (date.place in ("label", "byline") or _own(date.name)):
        return OWN_SHARE
    share = MASTHEAD_SHARE if in_masthead(date) else STANDING.get(part, 1.0)
    named = date.place != "source-line" or len(date.quote) < SHORT_SOURCE or SOURCE.search(date.quote)
    return share if named else share * 0.2
