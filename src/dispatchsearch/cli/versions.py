"""The command that lays two versions of a story side by side: diff."""

import json
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Any

import click

from dispatchsearch.cli.options import AS_JSON


@click.command()
@click.argument("first")
@click.argument("second", required=False)
@click.option("--whole", is_flag=True, help="Also what stands in both.")
@AS_JSON
@click.pass_context
def diff(ctx: click.Context, first: str, second: str | None, whole: bool, as_json: bool) -> None:
    r"""Lay two dispatches side by side: changed numbers and names first.

    \b
    Examples:
      dispatchsearch diff ID ID
      dispatchsearch diff ID            with the fullest other version of its story

    Only rows that differ are shown, unless --whole is given.
    """
    from dispatchsearch.archive import Archive
    from dispatchsearch.cli.layout import date_words, plain, title_words
    from dispatchsearch.export.record import difference_record
    from dispatchsearch.search.difference import difference

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        left = archive.dispatch(first.lower())
        if second is None:
            others = [one for one in archive.searcher.versions(left) if one.id != left.id]
            if not others:
                raise click.UsageError(f"{left.id} has no other version in the archive: name two dispatches")
            right = max(others, key=lambda one: (len(one.body), one.id))
        else:
            right = archive.dispatch(second.lower())
    found = difference(left.body, right.body)
    if as_json:
        click.echo(json.dumps(difference_record(left.id, right.id, found), ensure_ascii=False, indent=2))
        return
    for one in (left, right):
        click.echo(f"{one.id}  {click.style(date_words(one), fg='cyan')}  {plain(one.source)}  {title_words(one)}")
    for line in (*change_lines(found), *row_lines(found, whole=whole)):
        click.echo(line)


def change_lines(found: Any) -> Iterator[str]:
    """Yield the changed numbers and names."""
    from dispatchsearch.cli.layout import plain

    for change in found.first:
        yield f"{change.kind:7} {plain(change.left) or '(none)'} -> {plain(change.right) or '(none)'}"


def row_lines(found: Any, *, whole: bool) -> Iterator[str]:
    """Yield the rows in two columns, what is said otherwise between brackets."""
    from dispatchsearch.cli.layout import width

    column = (width() - 3) // 2
    for row in found.rows:
        if whole or row.differs:
            yield ""
            sides = (textwrap.wrap(bracketed(pieces), column) for pieces in (row.left, row.right))
            for left, right in zip_longest(*sides, fillvalue=""):
                yield f"{left:{column}} | {right}".rstrip()


def bracketed(pieces: Sequence[Any]) -> str:
    """Return one side of a row with brackets around each run of what is said otherwise."""
    from dispatchsearch.cli.layout import plain

    runs = [
        (said, "".join(piece.text for piece in run)) for said, run in groupby(pieces, key=lambda one: bool(one.kind))
    ]
    return plain("".join(f" [{text.strip()}]" if said and text.strip() else text for said, text in runs))
