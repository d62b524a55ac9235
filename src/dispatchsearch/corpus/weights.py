"""How much a date weighs by where it stands, and from which side of the page it speaks."""

import re
from typing import Final

from dispatchsearch.dispatch import DateEvidence

STORY: Final = r"^(?:\w*Article|\w*Posting|Report|WebPage|ItemPage|NewsItem|Review|Recipe|\?)\."
WEIGHTS: Final = tuple(
    (place, re.compile(name, re.IGNORECASE), side, weight)
    for place, name, side, weight in (
        ("address", r"^words$", "address", 2.0),
        ("address", r"^(?:yymmdd|yy/month)$", "address", 4.0),
        ("address", r"hhmm", "address", 3.0),
        ("address", r"", "address", 9.0),
        ("path", r"^words$", "address", 2.0),
        ("path", r"^(?:yymmdd|yy/month)$", "address", 4.0),
        ("path", r"", "address", 4.5),
        ("index", r"", "index", 6.0),
        ("header", r"", "page", 6.0),
        ("meta", r"publish|pubdate|issued|publication", "head", 5.0),
        ("meta", r"", "head", 3.5),
        ("json-ld", STORY + "datePublished", "head", 5.0),
        ("json-ld", STORY, "head", 3.0),
        ("json-ld", r"", "head", 1.0),
        ("source-line", r"", "page", 7.0),
        ("byline", r"", "page", 5.0),
        ("dateline", r"", "page", 4.0),
        ("title", r"", "title", 4.0),
        ("headline", r"", "title", 3.0),
        ("label", r"", "page", 6.0),
        ("time", r"", "page", 5.5),
        ("element", r"", "page", 5.5),
        ("line", r"", "page", 2.5),
        ("trailer", r"", "page", 3.0),
    )
)
"""Where a date stands -> the side it speaks from and its weight; the first row that fits counts. Tuned by hand."""

MASTHEAD_SHARE: Final = 0.3
MASTHEAD = re.compile(r"[^\W\d_]{3,12},?\s+(?:the\s)?(?:\d{1,2}\W+[^\W\d_]{3,}|[^\W\d_]{3,}\W+\d{1,2}\b)")

STANDING: Final = {"above": 0.8, "below": 0.6, "nav": 0.2, "aside": 0.4, "footer": 0.3, "related": 0.2, "comments": 0.1}
"""What is left of a weight away from the head of the story."""

SHORT_LINE: Final = 32
"""A line of more characters says more than a date, and may not be the story's."""


def weigh(date: DateEvidence) -> tuple[str, float]:
    """Return the side a date speaks from (address, head, title, page, index) and its weight; "" and 0 for no voice."""
    for place, name, side, weight in WEIGHTS:
        if place == date.place and name.search(date.name):
            return side, weight * _share(date)
    return "", 0.0


def stands_apart(date: DateEvidence) -> bool:
    """Say whether a date stands in a part of the page that is not the story's: its navigation, its footer."""
    return STANDING.get(_standing(date), 1.0) < 0.5


def _share(date: DateEvidence) -> float:
    """Return what is left of the weight where a date stands, and by what else its line says."""
    standing = _standing(date)
    share = 0.5 if date.place == "line" and len(date.quote) > SHORT_LINE else 1.0
    return share * (
        MASTHEAD_SHARE if standing == "above" and MASTHEAD.match(date.quote) else STANDING.get(standing, 1.0)
    )


def _standing(date: DateEvidence) -> str:
    """Return where on the page a date stands apart from the head of the story; the empty string for that head."""
    standing, colon, _ = date.name.partition(": ")
    return standing if colon else ""
