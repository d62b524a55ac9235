"""
From the dates a dispatch shows to the one it was published on, with precision, confidence and the reason.

Evidence speaks from independent sides: the address, the page's head, the page as seen. A day has the weight of the
sides that name it; a month in the address weighs on the days inside and against those outside. What is the template's
or the crawl's, an update or a copyright line has no voice. Where no day is shown the month is taken, then the year.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dispatchsearch.corpus.habits import Habits, learn, lead_weekday
from dispatchsearch.dates import Order, PartialDate, find_dates
from dispatchsearch.dispatch import Confidence, DateConclusion, DateEvidence

__all__ = ["Habits", "conclude_date", "learn", "update_date"]

ARTICLE = r"^(?:\w*Article|\w*Posting|Report|WebPage|ItemPage|Review|Recipe|\?)\."
WEIGHTS: Final = tuple(
    (place, re.compile(pattern, re.IGNORECASE), side, weight)
    for place, pattern, side, weight in (
        ("address", r"^(?:words|yymmdd)$", "address", 2.0),
        ("address", r"hhmm", "address", 3.0),
        ("address", r"", "address", 6.0),
        ("path", r"^(?:words|yymmdd)$", "address", 2.0),
        ("path", r"", "address", 5.0),
        ("index", r"", "index", 6.0),
        ("header", r"", "head", 6.0),
        ("meta", r"publish|pubdate|issued|publication", "head", 5.0),
        ("meta", r"", "head", 4.0),
        ("json-ld", ARTICLE + "datePublished", "head", 5.0),
        ("json-ld", ARTICLE, "head", 3.0),
        ("json-ld", r"", "head", 1.0),
        ("source-line", r"", "page", 6.0),
        ("byline", r"", "page", 5.0),
        ("dateline", r"", "page", 5.0),
        ("title", r"", "title", 4.0),
        ("headline", r"", "title", 3.0),
        ("label", r"", "page", 5.0),
        ("time", r"", "page", 4.0),
        ("element", r"", "page", 4.0),
        ("line", r"", "page", 2.0),
        ("trailer", r"", "page", 3.0),
    )
)
APART = re.compile(r"^(?:nav|aside|footer|related|comments): ")


def _weight(date: DateEvidence) -> tuple[str, float]:
    """Say from which side a piece of evidence speaks and with what weight; the weights were tuned on dated pages."""
    for place, pattern, side, weight in WEIGHTS:
        if place == date.place and pattern.search(date.name):
            return side, 1.0 if APART.match(date.name) else weight
    return "", 0.0


def conclude_date(
    dates: Sequence[DateEvidence],
    habits: Habits,
    *,
    language: str | None = None,
    host: str | None = None,
    today: PartialDate | None = None,
) -> DateConclusion:
    sides=defaultdict(dict)
    for i,d in enumerate(dates):
        if d.role!="published" or not d.readings or habits.constant(d): continue
        side,w=_weight(d)
        for x in d.readings:
            if x.day:
                if len(d.readings)>1: w=w*.9
                sides[x][side]=max(sides[x].get(side,0),w-(.01*i if side=="page" else 0))
    months={str(x) for d in dates for x in d.readings if d.place in("address","path") and d.role=="published" and x.precision=="month"}
    tot={x:sum(v.values()) +(0 if not months else (2 if str(x)[:7] in months else -3)) for x,v in sides.items()}
    if tot:
        best=max(tot,key=lambda x:(tot[x],-x.first_day))
        if tot[best]>1.5:
            rest=max([v for k,v in tot.items() if k!=best],default=0)
            return DateConclusion(best,"high" if tot[best]-rest>=4 else "medium" if tot[best]-rest>2 else "low",repr((tot[best],rest,len(sides[best]))))
    for m in sorted(months): return DateConclusion(PartialDate.from_iso(m),"medium","")
    return DateConclusion(None,"low","")
