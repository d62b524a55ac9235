"""Versions of one story folded under one hit: a dispatch that stands for them all, and the words that name them."""

import calendar
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import Dispatch
from dispatchsearch.engines.port import Hit, Reader, SearchRequest
from dispatchsearch.query import And, Everything, Or, Query, Term
from dispatchsearch.store import Store

VERSION = "version"
"""The field of the index by which hits fold."""
MOST = 500  # versions of the hits of one page that are looked at

Versions = dict[str, tuple[Dispatch, ...]]
"""The versions folded under a hit, by its id: in order of their dates, the hit's own dispatch among them."""


def unfold(hits: Sequence[Hit], match: Callable[[], Query], engine: Reader, store: Store) -> tuple[list[Hit], Versions]:
    """Return hits each under the fullest of the versions that match, and the versions folded under each."""
    several = [hit.id for hit in hits if hit.versions > 1]
    if not several:
        return list(hits), {}
    version_of = {id_: found.version for id_, found in store.dispatches(several).items() if found.version}
    wanted = Or(tuple(Term(VERSION, version) for version in version_of.values()))
    if not version_of:
        return list(hits), {}
    request = SearchRequest(Everything(), And((match(), wanted)), limit=MOST)
    members: defaultdict[str, list[Dispatch]] = defaultdict(list)
    for found in store.dispatches(hit.id for hit in engine.search(request).hits).values():
        members[found.version or ""].append(found)
    unfolded, versions = [], {}
    for hit in hits:
        alike = members.get(version_of.get(hit.id, ""), [])
        fullest = max(alike, key=lambda one: (len(one.body), one.id), default=None)
        unfolded.append(replace(hit, id=fullest.id) if fullest else hit)
        if fullest and len(alike) > 1:
            versions[fullest.id] = tuple(sorted(alike, key=in_time))
    return unfolded, versions


def in_time(dispatch: Dispatch) -> tuple[int, int, str]:
    """Return what orders dispatches by their dates, the undated last."""
    date = dispatch.date.date
    return (date.first_day, date.last_day, dispatch.id) if date else (99_999_999, 0, dispatch.id)


def told(versions: Sequence[Dispatch], this: Dispatch) -> str:
    """Name the versions of a story: `3 versions: AP 27 June 1993, Reuters 27 June, The Courier 28 June (this one)`."""
    said, year = [], 0
    for one in versions:
        date = one.date.date
        named = one.agency or one.source
        said.append(f"{named} {_day(date, year)}" + (" (this one)" if one.id == this.id else ""))
        year = date.year if date else year
    return f"{len(versions)} versions: {', '.join(said)}"


def _day(date: PartialDate | None, year: int) -> str:
    """Return a date in words, its year only where it is another than the one before."""
    if date is None:
        return "undated"
    parts = [str(date.day or ""), calendar.month_name[date.month or 0], "" if date.year == year else str(date.year)]
    return " ".join(part for part in parts if part) or str(date.year)
