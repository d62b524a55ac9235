"""
A table (.csv, .tsv, .jsonl) -> its rows, each a document of its own; which column is what, a person says or its name.

A row is given on as JSON of the fields it fills, so that its id depends on nothing but what it says.
"""

import contextlib
import csv
import io
import json
import re
from collections.abc import Generator, Iterator, Mapping
from typing import Any, Final

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest import raw
from dispatchsearch.ingest.address import unwrapped
from dispatchsearch.ingest.encoding import encoding_of
from dispatchsearch.ingest.raw import RawDocument, Record, RejectedRecord

Fields = Mapping[str, str]
"""Field of a dispatch -> name of the column that holds it."""

# What a column may be called where nobody has said; the first that is there counts.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title", "headline", "head", "subject"),
    "text": ("text", "body", "content", "fulltext", "full_text", "article", "story", "html"),
    "date": ("date", "published", "date_published", "publication_date", "pub_date", "pubdate", "datetime"),
    "url": ("url", "link", "canonical_url", "source_url"),
    "source": ("source", "publication", "outlet", "newspaper", "publisher", "paper"),
    "byline": ("byline", "author", "authors", "creator"),
    "dateline": ("dateline",),
    "language": ("language", "lang"),
}
SAMPLE: Final = 65_536  # bytes by which encoding and delimiter are told
MOST_CELLS: Final = 2_000
DELIMITERS: Final = ",;\t|"
SHOWN: Final = 20  # column names a message lists


def fields_of(words: str) -> dict[str, str]:
    """Read `title=headline,text=body`; ReadError for what names no field or no column."""
    found: dict[str, str] = {}
    for pair in filter(None, (pair.strip() for pair in words.split(","))):
        field, sign, column = (part.strip() for part in pair.partition("="))
        if field not in NAMES or not sign or not column:
            raise ReadError(f"{pair!r} maps nothing: write FIELD=COLUMN, where FIELD is one of {', '.join(NAMES)}")
        found[field] = column
    return found


def table(stream: io.BufferedReader, relative: str, kind: str, fields: Fields) -> Iterator[Record]:
    """Yield the rows of a table; ReadError when no column of it holds the text."""
    sample = stream.peek(SAMPLE)[:SAMPLE]
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    encoding = encoding_of(whole)
    with contextlib.closing(_lines(stream, encoding)) as lines:
        if kind == "csv":
            yield from _csv(lines, whole.decode(encoding, errors="replace"), relative, fields)
        else:
            yield from _jsonl(lines, relative, fields)


def _lines(stream: io.BufferedReader, encoding: str) -> Generator[str, None, None]:
    """Yield the lines of a text; ReadError for one that is larger than a document may be."""
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        while line := text.readline(raw.LARGEST + 1):
            if len(line) > raw.LARGEST:
                raise ReadError(f"a line is longer than {raw.LARGEST // 1_000_000} million characters")
            yield line.lstrip("\ufeff").replace("\0", "")
    finally:
        text.detach()


def _csv(lines: Iterator[str], sample: str, relative: str, fields: Fields) -> Iterator[Record]:
    csv.field_size_limit(raw.LARGEST)
    first = sample.partition("\n")[0]
    rows = csv.reader(lines, delimiter=max(DELIMITERS, key=first.count))
    try:
        header = [name.strip() for name in next(rows, [])]
        columns = _columns(header, fields)
        absent = [column for column in columns.values() if column not in header]
        if absent:
            raise ReadError(f"no column is called {absent[0]!r}; there are: {_listed(header)}")
        for number, row in enumerate(rows):
            if any(row):
                yield _row(dict(zip(header, row[:MOST_CELLS], strict=False)), columns, relative, number)
    except csv.Error as error:
        raise ReadError(f"the table is damaged at line {rows.line_num}: {error}") from error


def _jsonl(lines: Iterator[str], relative: str, fields: Fields) -> Iterator[Record]:
    for number, line in enumerate(line for line in lines if line.strip()):
        try:
            row = _object(line)
            columns = _columns(list(row), fields)
        except (ValueError, RecursionError) as error:
            yield RejectedRecord(relative, number, f"the line is no JSON: {error}")
        except ReadError as error:
            if number == 0:
                raise
            yield RejectedRecord(relative, number, str(error))
        else:
            yield _row({column: _inside(row, column) for column in columns.values()}, columns, relative, number)


def _object(line: str) -> dict[str, Any]:
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ReadError("the line is no JSON object")
    return row


def _inside(row: Any, column: str) -> str:
    """Return what a column holds; `article.body` looks into an object, the items of a list are joined."""
    if isinstance(row, dict) and column in row:
        return _words(row[column])
    for name in column.split("."):
        row = row.get(name) if isinstance(row, dict) else None
    return _words(row)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "\n\n".join(_words(item) for item in value[:MOST_CELLS] if isinstance(item, str | int | float))
    return str(value) if isinstance(value, str | int | float) else ""


def _columns(names: list[str], fields: Fields) -> Fields:
    """Return which column holds which field; ReadError with the columns there are when none holds the text."""
    known = {name.lower().replace(" ", "_").replace("-", "_"): name for name in reversed(names)}
    taken = set(fields.values())
    guessed = {
        field: known[name]
        for field, likely in NAMES.items()
        for name in reversed(likely)
        if known.get(name, "") not in ("", *taken)
    }
    found = guessed | dict(fields)
    if "text" not in found:
        raise ReadError(f"which column holds the text? Index with --fields text=COLUMN; there are: {_listed(names)}")
    if found["text"] not in names and found["text"].partition(".")[0] not in names:
        raise ReadError(
            f"no column is called {found['text']!r}, which is to hold the text; there are: {_listed(names)}"
        )
    return found


def _listed(names: list[str]) -> str:
    return ", ".join(name[:40] for name in names[:SHOWN]) or "none"


def _row(row: Mapping[str, str], columns: Fields, relative: str, number: int) -> Record:
    """Make the document of one row."""
    filled = {field: words for field, column in columns.items() if (words := row.get(column, "").strip())}
    if "text" not in filled:
        return RejectedRecord(relative, number, f"its text is empty (column {columns['text']!r})")
    data = json.dumps(filled, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    if len(data) > raw.LARGEST:
        return RejectedRecord(relative, number, f"larger than {raw.LARGEST // 1_000_000} MB: no dispatch is")
    url, fetched = unwrapped(filled["url"]) if re.match(r"https?://", filled.get("url", "")) else (None, None)
    return RawDocument(data, raw.ROW, relative, number, url, fetched=fetched)


def cells(data: bytes) -> dict[str, str]:
    """Return the fields of a row, as `table` has written them."""
    found: dict[str, str] = json.loads(data)
    return found
