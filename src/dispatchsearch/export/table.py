"""Dispatches as a table of comma-separated values that a spreadsheet opens without running anything."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from dispatchsearch.dispatch import Dispatch
from dispatchsearch.export.record import day

COLUMNS = (
    "id",
    "date",
    "date_to",
    "precision",
    "confidence",
    "reason",
    "source",
    "agency",
    "title",
    "dateline",
    "people",
    "places",
    "path",
    "url",
    "date_match",
)
"""`date` is as much as is known (1993-06), `date_to` the last day it may be (1993-06-30); lists part with "; ".
`date_match` says how surely it lies in the dates that were asked for; it is empty where none were."""

SEARCH = "search"

FORMULA = ("=", "+", "-", "@")
COMMANDS = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")  # controls, overrides of direction


def csv_lines(found: Iterable[tuple[Dispatch, str | None]], found_by: str = "") -> Iterator[str]:
    """Yield the header and one line for each dispatch, each ending in CR LF (RFC 4180).

    Beside each dispatch stands how it matches the dates that were asked for, None where none were.
    `found_by` says which search led to them, in a last column "search": the format has no place for it above the table.
    """
    last = ((SEARCH,), (found_by,)) if found_by else ((), ())
    yield line((*COLUMNS, *last[0]))
    for dispatch, match in found:
        yield line((*cells(dispatch, match), *last[1]))


def line(values: Iterable[str]) -> str:
    """Return one line of the table, made harmless to spreadsheets and terminals."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([_harmless(value) for value in values])
    return buffer.getvalue()


def cells(dispatch: Dispatch, match: str | None) -> tuple[str, ...]:
    """Return the cells of a dispatch in the order of COLUMNS, as they are, formulas among them."""
    known = dispatch.date.date
    return (
        dispatch.id,
        str(known) if known else "",
        day(known.last_day) if known else "",
        known.precision if known else "undated",
        dispatch.date.confidence,
        dispatch.date.reason,
        dispatch.source,
        dispatch.agency or "",
        dispatch.title,
        dispatch.dateline.printed if dispatch.dateline else "",
        "; ".join(person.heading for person in dispatch.people),
        "; ".join(place.heading for place in dispatch.places),
        dispatch.locators[0].path if dispatch.locators else "",
        dispatch.url or "",
        match or "",
    )


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from reading words as a formula (OWASP, CSV injection) and a terminal from obeying them."""
    plain = COMMANDS.sub(" ", cell)
    return f"'{plain}" if plain.lstrip().startswith(FORMULA) else plain
