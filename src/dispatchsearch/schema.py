"""Which fields an engine is told of, and how a Dispatch fills them."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from unicodedata import normalize
from urllib.parse import urlsplit

from dispatchsearch.agencies import headings
from dispatchsearch.analysis import positions
from dispatchsearch.dispatch import Dispatch, Name
from dispatchsearch.engines.port import Field, Kind, Positions, Row

SCHEMA_VERSION = 6
"""Raised when rows are filled otherwise than before: an index of another version is rebuilt."""

FIELDS = (
    Field("all", Kind.TEXT),
    Field("title", Kind.TEXT),
    Field("byline", Kind.TEXT),
    Field("dateline", Kind.TEXT),
    Field("aside", Kind.TEXT),
    Field("source", Kind.KEYWORD),
    Field("agency", Kind.KEYWORD),
    Field("place", Kind.KEYWORD),
    Field("dateline_place", Kind.KEYWORD),
    Field("person", Kind.KEYWORD),
    Field("lang", Kind.KEYWORD),
    Field("event", Kind.KEYWORD),
    Field("precision", Kind.KEYWORD),
    Field("path", Kind.KEYWORD),
    Field("host", Kind.KEYWORD),
    Field("dispatch", Kind.KEYWORD),
    Field("version", Kind.KEYWORD),
    Field("first_day", Kind.DAY),
    Field("last_day", Kind.DAY),
    Field("updated", Kind.DAY),
)

GAP: Positions = ((),)
"""An empty position: no phrase reaches over it."""


def row(dispatch: Dispatch) -> Row:
    """Return what the index holds of a dispatch.

    `all` is the title, the title once more and the body, so that a title's word weighs twice in one combined field;
    then, so that they are found too, the words that were repaired, as they were printed. `aside` is what was set aside:
    no other field holds it.
    """
    language = dispatch.language
    title = positions(dispatch.title, language)
    return {
        "all": [*title, *GAP, *title, *GAP, *positions(dispatch.body, language), *_printed(dispatch)],
        "title": title,
        "byline": positions(dispatch.byline or "", language),
        "dateline": positions(dispatch.dateline.printed if dispatch.dateline else "", language),
        "aside": positions("\n".join(dispatch.set_aside), language),
        "lang": [language] if language else [],
        "dispatch": [dispatch.id],
        **revisable(dispatch),
    }


def _printed(dispatch: Dispatch) -> Positions:
    """Return the terms of repaired words as they were printed, each apart from the others."""
    found: list[tuple[str, ...]] = []
    for printed in (dispatch.title_printed or "", *(repair.printed for repair in dispatch.repairs)):
        found += [*GAP, *positions(printed, dispatch.language)] if printed else ()
    return found


def revisable(dispatch: Dispatch) -> Row:
    """Return the values that may change while the text stays: what was concluded."""
    date = dispatch.date.date
    return {
        "source": [dispatch.source],
        "agency": list(headings(dispatch.agency)) if dispatch.agency else [],
        "place": _nested(dispatch.places),
        "dateline_place": _nested([dispatch.dateline_place] if dispatch.dateline_place else ()),
        "person": [person.id for person in dispatch.people],
        "event": sorted({str(event) for event in dispatch.events}),
        "version": [dispatch.version] if dispatch.version else [],
        "precision": [date.precision if date else "undated"],
        "path": sorted({part for locator in dispatch.locators for part in folders(locator.path)}),
        "host": sorted(hosts(dispatch)),
        "first_day": date.first_day if date else None,
        "last_day": date.last_day if date else None,
        "updated": dispatch.updated.first_day if dispatch.updated else None,
    }


def _nested(places: Iterable[Name]) -> list[str]:
    """Return the ids of places and of all they lie in, so that a country finds its towns."""
    return list(dict.fromkeys(id_ for place in places for id_ in (place.id, *place.within)))


def folders(path: str) -> list[str]:
    """Return a path and each folder above it, letters in one form (NFC) however the disk writes them: a/b, a."""
    whole = PurePosixPath(normalize("NFC", path))
    return [str(whole), *(str(folder) for folder in whole.parents if str(folder) != ".")]


def hosts(dispatch: Dispatch) -> set[str]:
    """Return the hosts of the addresses a dispatch is known by."""
    urls = [dispatch.url, *(locator.url for locator in dispatch.locators)]
    return {host for url in urls if url and (host := urlsplit(url).hostname)}
