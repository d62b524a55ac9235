"""Commands that keep queries under names and tell what is new in them: save and saved."""

import datetime as dt
from typing import Any

import click

from dispatchsearch.cli.exits import EXIT_NOTHING


@click.command()
@click.argument("name")
@click.argument("words", nargs=-1, required=True)
@click.pass_context
def save(ctx: click.Context, name: str, words: tuple[str, ...]) -> None:
    r"""Save a query under a name.

    \b
    Example:
      dispatchsearch save agdam 'place:Agdam date:1993'

    It is kept in authority/queries.csv. What it finds now counts as seen: `saved` tells what is new since.
    """
    from dispatchsearch.archive import Archive
    from dispatchsearch.corrections.queries import SavedQuery, look

    today = dt.datetime.now(dt.UTC).date()
    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        asked = SavedQuery(name, " ".join(words), today.isoformat())
        found = archive.searcher.matching(asked.query)
        look(archive.authority, asked, found, today)
    click.echo(f"saved as {name}: {len(found):,} dispatches hold it now", err=True)


@click.command()
@click.argument("name", required=False)
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="New dispatches to list.")
@click.option("--keep", is_flag=True, help="Leave what is new as new.")
@click.option("--remove", is_flag=True, help="Take the query out.")
@click.pass_context
def saved(ctx: click.Context, name: str | None, limit: int, keep: bool, remove: bool) -> None:
    r"""List the saved queries, or what is new in one.

    \b
    Examples:
      dispatchsearch saved                 names, queries, how many dispatches, how many new
      dispatchsearch saved agdam           the dispatches that are new since it was last looked at
      dispatchsearch saved agdam --keep    the same, and leave them new

    Status 1 when nothing is new, or nothing saved.
    """
    from dispatchsearch.archive import Archive
    from dispatchsearch.corrections.queries import look, read_queries, remove_query, seen

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        queries = {query.name: query for query in read_queries(archive.authority)}
        if name is None:
            list_queries(archive, list(queries.values()))
            ctx.exit(0 if queries else EXIT_NOTHING)
        if name not in queries:
            raise click.UsageError(f"no query is saved as {name!r}: `dispatchsearch saved` lists them")
        if remove:
            remove_query(archive.authority, name)
            click.echo(f"{name} is taken out", err=True)
            return
        query = queries[name]
        found = archive.searcher.matching(query.query)
        known = seen(archive.authority, name)
        new = [id_ for id_ in found if id_ not in known]
        print_new(archive, new, limit)
        click.echo(f"{len(new):,} new since {query.looked or 'it was saved'}, of {len(found):,}", err=True)
        if not keep:
            look(archive.authority, query, found, dt.datetime.now(dt.UTC).date())
    if not new:
        ctx.exit(EXIT_NOTHING)


def list_queries(archive: Any, queries: list[Any]) -> None:
    """Print the saved queries with what they find."""
    from dispatchsearch.cli.layout import plain
    from dispatchsearch.corrections.queries import seen
    from dispatchsearch.errors import QueryError

    for query in queries:
        try:
            found = archive.searcher.matching(query.query)
        except QueryError as error:
            click.echo(f"{query.name}  {plain(query.query)}  cannot be understood: {error}")
            continue
        new = len(set(found) - seen(archive.authority, query.name))
        click.echo(f"{query.name}  {plain(query.query)}  {len(found):,} dispatches, {new:,} new since {query.looked}")


def print_new(archive: Any, ids: list[str], limit: int) -> None:
    """Print the first new dispatches."""
    from dispatchsearch.cli.layout import dispatch_line

    for dispatch in archive.store.dispatches(ids[:limit]).values():
        click.echo(dispatch_line(dispatch))
