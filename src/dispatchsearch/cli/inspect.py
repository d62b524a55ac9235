"""Commands that tell how an archive is: status and verify."""

import calendar
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from dispatchsearch.cli.exits import EXIT_ARCHIVE
from dispatchsearch.cli.options import AS_JSON


@click.command()
@click.option("--rejected", is_flag=True, help="List each input that is not in the archive, with the reason.")
@AS_JSON
@click.pass_context
def status(ctx: click.Context, rejected: bool, as_json: bool) -> None:
    """Show the archive at a glance.

    How many dispatches of which years, when they were indexed from where, what has changed since, what comes next.
    """
    from dispatchsearch.archive import Archive
    from dispatchsearch.cli.layout import rejection_words

    with Archive(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        if rejected:
            for found in archive.rejected():
                click.echo(rejection_words(found))
            return
        now = archive.status(look=True)
    if as_json:
        import dataclasses
        import json

        click.echo(json.dumps(dataclasses.asdict(now) | {"folder": str(now.folder)}, indent=2, ensure_ascii=False))
        return
    for line in status_lines(now, ctx.obj["program"]):
        click.echo(line)


def status_lines(now: Any, program: str) -> Iterator[str]:
    """Yield the archive at a glance: what it holds and what comes next, then the rest."""
    from dispatchsearch.cli.layout import dispatches_words, years_words

    when = "never indexed in full"
    if now.last_indexed:
        when = f"last indexed {local_time(now.last_indexed)} from {', '.join(map(short_path, now.roots))}"
    changed = f"{now.changed:,} file{'' if now.changed == 1 else 's'} changed since"
    following = "query WORDS" if now.dispatches else "index FOLDER"
    if now.changed or now.waiting:
        following = "index"
    yield f"{dispatches_words(now.dispatches)}{years_words(now, ', ')}, {when}; {changed}; next: {program} {following}"
    yield f"{now.undated:,} undated, {now.sources:,} sources, {now.people:,} people, {now.places:,} places"
    yield f"{now.rejected:,} inputs rejected" + (f": {program} status --rejected" if now.rejected else "")
    yield f"engine {now.engine}, {now.indexed:,} rows, in {now.folder}"
    store, engine, files = (f"{size / 1e6:,.1f} MB" for size in (now.store_bytes, now.engine_bytes, now.files_bytes))
    yield f"record store {store}, engine {engine}, for {files} of files"


def local_time(instant: str) -> str:
    """Return an ISO instant as the clock on the wall showed it: 22 November 2026, 19:33."""
    when = dt.datetime.fromisoformat(instant).astimezone()
    return f"{when.day} {calendar.month_name[when.month]} {when:%Y, %H:%M}"


def short_path(path: str) -> str:
    """Return a path as short as it can be typed from here."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


@click.command()
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Check the archive against itself.

    What is wrong is listed with the command that mends it. Status 3 when something is.
    """
    from dispatchsearch.archive import Archive

    with Archive(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        faults = list(archive.verify())
        count = archive.store.stories.count()
    for fault in faults:
        click.echo(f"{fault.what}: run `{fault.mend}`")
    if faults:
        ctx.exit(EXIT_ARCHIVE)
    click.echo(f"all is well: {count:,} dispatches, each with its row in the index")
