"""What a person decided of dates and sources.

sources.csv: pattern,name,language,order. A line without a pattern speaks of the source of that name.
dates.csv: id,date,because. The date is YYYY, YYYY-MM, YYYY-MM-DD, or `undated`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast, get_args

from dispatchsearch.corrections.files import raw_rows, rows, write
from dispatchsearch.dates import ISO, Order, PartialDate
from dispatchsearch.errors import CorrectionError

SOURCES_FILE, SOURCES_COLUMNS = "sources.csv", ("pattern", "name", "language", "order")
DATES_FILE, DATES_COLUMNS = "dates.csv", ("id", "date", "because")
UNDATED = "undated"
SPREADSHEET = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{5}|[A-Z][a-z]{2}[ -]\d{2,4}")
"""What spreadsheets make of 1993-06-28 and 1993-06: 6/28/1993, 28.06.1993, 34148, Jun-93."""


@dataclass(frozen=True, slots=True)
class SourceRule:
    """A line of sources.csv: what fits `pattern` (of path, host or address) is of the source `name`.

    Without a pattern only `language` and `order` are said of the source.
    """

    pattern: str
    name: str
    language: str | None = None
    order: Order | None = None
    line: int = field(default=0, compare=False, repr=False)  # in the file; 0 where it stands in none


@dataclass(frozen=True, slots=True)
class DateCorrection:
    """A line of dates.csv: the publication date of a dispatch, None for none, and why."""

    id: str
    date: PartialDate | None
    because: str
    line: int


def read_source_rules(folder: Path) -> tuple[SourceRule, ...]:
    """Read authority/sources.csv; none where the file is absent. Raises CorrectionError with file and line."""
    rules = []
    for line, row in rows(folder / SOURCES_FILE, SOURCES_COLUMNS):
        if not row["name"] or not (row["pattern"] or row["order"] or row["language"]):
            raise CorrectionError("a source needs a name, and a pattern, an order or a language", SOURCES_FILE, line)
        order = row["order"] or None
        if order not in (None, *get_args(Order)):
            raise CorrectionError(f"order is mdy, dmy or ymd, not {order!r}", SOURCES_FILE, line)
        language = row["language"] or None
        rules.append(SourceRule(row["pattern"], row["name"], language, cast("Order | None", order), line))
    return tuple(rules)


def read_date_corrections(folder: Path) -> dict[str, DateCorrection]:
    """Read authority/dates.csv: id -> correction; none where the file is absent.

    Raises CorrectionError with file and line for anything that is not exactly a date.
    """
    found = {}
    for line, row in rows(folder / DATES_FILE, DATES_COLUMNS):
        if not row["id"]:
            raise CorrectionError("a date needs the id of its dispatch", DATES_FILE, line)
        found[row["id"]] = DateCorrection(row["id"], strict_date(row["date"], line), row["because"], line)
    return found


def strict_date(text: str, line: int = 1) -> PartialDate | None:
    """Read YYYY, YYYY-MM, YYYY-MM-DD or `undated` and nothing else; CorrectionError otherwise."""
    if text == UNDATED:
        return None
    try:
        return PartialDate.from_iso(text)
    except ValueError as error:
        hint = ""
        if SPREADSHEET.fullmatch(text):
            hint = "; a spreadsheet has probably changed it: format the column as text and write it again"
        why = str(error) if ISO.fullmatch(text) else f"{text!r} is not YYYY, YYYY-MM, YYYY-MM-DD or {UNDATED}"
        message = f"{why}{hint}"
        raise CorrectionError(message, DATES_FILE, line) from error


def set_date(folder: Path, id: str, date: PartialDate | None, because: str) -> None:  # noqa: A002 (an id is an id)
    """Write a date correction, in place of an earlier one of the same dispatch."""
    kept = [row for row in raw_rows(folder / DATES_FILE, DATES_COLUMNS) if row["id"] != id]
    row = {"id": id, "date": str(date) if date else UNDATED, "because": because}
    write(folder / DATES_FILE, DATES_COLUMNS, [*kept, row])


def unset_date(folder: Path, id: str) -> bool:  # noqa: A002
    """Take a date correction back; return whether there was one."""
    before = raw_rows(folder / DATES_FILE, DATES_COLUMNS)
    kept = [row for row in before if row["id"] != id]
    if len(kept) < len(before):
        write(folder / DATES_FILE, DATES_COLUMNS, kept)
    return len(kept) < len(before)


def set_order(folder: Path, name: str, order: Order) -> None:
    """Say in which order a source writes its dates, in place of what was said before."""
    kept = [row for row in raw_rows(folder / SOURCES_FILE, SOURCES_COLUMNS) if row["pattern"] or row["name"] != name]
    row = {"pattern": "", "name": name, "language": "", "order": order}
    write(folder / SOURCES_FILE, SOURCES_COLUMNS, [*kept, row])
