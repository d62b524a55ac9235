"""The rehearsal of `index`: what would be read, rejected and dated, from a temporary archive."""

import collections
import datetime as dt
import random
import time
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

import click

from dispatchsearch.cli.progress import file_of, followed

SAMPLE = 10


def rehearse(ctx: click.Context, paths: tuple[Path, ...], fields: dict[str, str] | None) -> None:
    """Print what indexing would do."""
    from dispatchsearch.archive import rehearsal
    from dispatchsearch.cli.layout import plain, rejection_words
    from dispatchsearch.cli.learned import known_years

    if not paths:
        raise click.UsageError("name the folder to rehearse: dispatchsearch index --dry-run FOLDER")
    start = time.monotonic()
    with rehearsal(ctx.obj["authority"] or Path("authority")) as archive:
        archive.tell_fields(paths, fields or {})
        types: collections.Counter[str] = collections.Counter()
        rejected = []
        outcomes = followed(archive.rehearse(paths, now=dt.datetime.now(dt.UTC)))
        for file, records in groupby(outcomes, key=lambda outcome: file_of(outcome.path)):
            types[type_of(file)] += 1
            rejected += [outcome for outcome in records if outcome.status == "rejected"]
        seconds = time.monotonic() - start
        click.echo("files by type")
        for ending, count in types.most_common():
            click.echo(f"  {count:6,}  {ending}")
        click.echo(f"would be rejected: {len(rejected)}")
        for outcome in rejected:
            click.echo(f"  {rejection_words(outcome)}")
        click.echo("sources as guessed")
        for source in archive.sources():
            click.echo(f"  {source.dispatches:6,}  {plain(source.name)}{known_years(source)}")
        click.echo(f"time needed: about {max(seconds, 1):.0f} s")
        show_sample(archive)
    click.echo("nothing was written", err=True)


def show_sample(archive: Any) -> None:
    """Print some dispatches with their dates and the reasons for these."""
    from dispatchsearch.cli.layout import plain, title_words

    ids = archive.store.stories.ids()
    chosen = random.sample(ids, min(SAMPLE, len(ids)))
    click.echo(f"{len(chosen)} of {len(ids):,} dispatches, drawn at random")
    for dispatch in archive.store.dispatches(chosen).values():
        click.echo(f"  {title_words(dispatch)}\n    {dispatch.date.date or 'undated'}: {plain(dispatch.date.reason)}")


def type_of(path: str) -> str:
    """Return a file's type by its name: .txt, .html.gz."""
    endings = [ending.lower() for ending in PurePosixPath(path).suffixes]
    return "".join(endings[-2:] if endings[-1:] == [".gz"] else endings[-1:]) or "(no ending)"
