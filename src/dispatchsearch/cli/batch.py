"""Many queries at once, from a file: a summary, or all their hits as a table."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from dispatchsearch.cli.layout import partial_lines
from dispatchsearch.errors import QueryError
from dispatchsearch.search.page import ResultPage, SearchOptions


def queries_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the queries of a file with their lines: one a line; empty lines and those that begin with # are none."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{path} is no UTF-8 text: save it as UTF-8") from error
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def run(archive: Any, path: Path, options: SearchOptions, form: str | None) -> bool:
    """Ask each query of a file and print what it finds; return whether all could be understood."""
    understood = True
    if form == "csv":
        from dispatchsearch.export.table import COLUMNS, SEARCH, line

        click.echo(line(("query", "rank", "found", *COLUMNS, SEARCH)), nl=False)
    for number, text in queries_of(path):
        try:
            page = archive.search(text, options)
        except QueryError as error:
            click.echo(f"{path}, line {number}: {error.placed}", err=True)
            understood = False
            continue
        for said in partial_lines(page):
            click.echo(f"{path}, line {number}: {said}", err=True)
        for told in lines_of(page, form, archive.indexed):
            click.echo(told, nl=False)
    return understood


def lines_of(page: ResultPage, form: str | None, indexed: str | None) -> Iterator[str]:
    """Yield the lines that tell what one query found; a query that found nothing has a line too."""
    from dispatchsearch.export import record, table
    from dispatchsearch.export.provenance import provenance

    search, total = provenance(page, indexed), str(page.total)
    if form == "csv":
        for hit in page.hits:
            cells = table.cells(hit.dispatch, hit.date_match)
            yield table.line((page.text, str(hit.rank), total, *cells, search))
        if not page.hits:
            yield table.line((page.text, "", total, *("" for _ in table.COLUMNS), search))
    elif form:
        yield json.dumps(record.page_record(page) | {table.SEARCH: search}, ensure_ascii=False) + "\n"
    else:
        yield f"{page.holding_all:7,} hold all, {page.holding_some:7,} hold some  {page.text}\n"
