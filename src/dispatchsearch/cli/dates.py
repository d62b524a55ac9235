"""Commands about dates: which dispatches have none or conflicting ones, and a person's own word on them."""

from typing import Any

import click

from dispatchsearch.cli.correcting import apply
from dispatchsearch.cli.exits import EXIT_NOTHING


@click.group(invoke_without_command=True)
@click.option("--undated", is_flag=True, help="Dispatches without a date.")
@click.option("--conflicts", is_flag=True, help="Dispatches with strong evidence for several dates.")
@click.option("--source", help="Only dispatches of this source.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@click.pass_context
def dates(ctx: click.Context, undated: bool, conflicts: bool, source: str | None, limit: int) -> None:
    r"""List dispatches with their dates and reasons, and correct them.

    \b
    Examples:
      dispatchsearch dates --undated
      dispatchsearch dates --conflicts --source "The Moscow Courier"
      dispatchsearch dates set ID 1993-06-28 --because "the printed issue"
      dispatchsearch dates source "The Moscow Courier" --order mdy

    What you set is kept in authority/dates.csv and authority/sources.csv.
    """
    if ctx.invoked_subcommand:
        return
    from dispatchsearch.archive import Archive
    from dispatchsearch.cli.layout import date_words, plain, title_words

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        found = [
            dispatch
            for dispatch in archive.dispatches(source)
            if (not undated or dispatch.date.date is None) and (not conflicts or dispatch.date.disputed)
        ]
    for dispatch in found[:limit]:
        click.echo(f"{dispatch.id}  {click.style(date_words(dispatch), fg='cyan')}  {title_words(dispatch)}")
        click.echo(f"    {plain(dispatch.date.reason)}")
        for other in dispatch.date.disputed if conflicts else ():
            click.echo(f"    but {plain(other)}")
        for shown in dispatch.date.not_used if not conflicts else ():
            click.echo(f"    not used: {plain(shown)}")
    click.echo(f"{len(found):,} dispatches" + (f", the first {limit:,} shown" if len(found) > limit else ""), err=True)
    if not found:
        ctx.exit(EXIT_NOTHING)


@dates.command("set")
@click.argument("id")
@click.argument("date")
@click.option("--because", default="", help="Why: shown beside the date.")
@click.pass_context
def set_(ctx: click.Context, id: str, date: str, because: str) -> None:  # noqa: A002 (an id is an id)
    """Set the publication date of a dispatch.

    DATE is YYYY, YYYY-MM, YYYY-MM-DD, or `undated`.
    """
    from dispatchsearch.archive import Archive
    from dispatchsearch.corrections import set_date, strict_date
    from dispatchsearch.errors import CorrectionError

    try:
        wanted = strict_date(date.strip())
    except CorrectionError as error:  # here it is the word typed that is wrong, and no line of a file
        why = f"{error.__cause__}: write 1993-06-28, 1993-06, 1993 or undated"
        raise click.BadParameter(why, param_hint="DATE") from error
    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        dispatch = archive.dispatch(id.lower())
        set_date(archive.authority, dispatch.id, wanted, because)
        apply_and_count(archive)


@dates.command()
@click.argument("id")
@click.pass_context
def unset(ctx: click.Context, id: str) -> None:  # noqa: A002
    """Take back what was set for a dispatch."""
    from dispatchsearch.archive import Archive
    from dispatchsearch.corrections import unset_date

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        if not unset_date(archive.authority, id.lower()):
            click.echo(f"nothing was set for {id}", err=True)
            ctx.exit(EXIT_NOTHING)
        apply_and_count(archive)


@dates.command()
@click.argument("name")
@click.option("--order", type=click.Choice(["mdy", "dmy", "ymd"]), required=True, help="Month, day or year first.")
@click.pass_context
def source(ctx: click.Context, name: str, order: Any) -> None:
    """Say how a source writes dates in numbers.

    05/06/1993 is 6 May with --order mdy, 5 June with --order dmy.
    """
    from dispatchsearch.archive import Archive
    from dispatchsearch.corrections import set_order

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        names = {known.name.casefold(): known.name for known in archive.sources()}
        if name.casefold() not in names:
            raise click.UsageError(f"no source is called {name!r}: `dispatchsearch sources` lists them")
        set_order(archive.authority, names[name.casefold()], order)
        apply_and_count(archive)


def apply_and_count(archive: Any) -> None:
    """Conclude anew what the corrections change, and say how much that is."""
    from dispatchsearch.cli.layout import dispatches_words

    apply(archive)
    click.echo(f"applied to {dispatches_words(archive.changed)}", err=True)
