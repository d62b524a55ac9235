"""What follows on a correction, whichever command wrote it: it is applied, or said to match nothing."""

import datetime as dt
from typing import Any

import click

from dispatchsearch.cli.progress import followed


def apply(archive: Any) -> None:
    """Conclude anew what corrections change, and name those that match nothing."""
    for _ in followed(archive.correct(now=dt.datetime.now(dt.UTC))):
        pass
    tell_unmatched(archive)


def tell_unmatched(archive: Any) -> None:
    """Name the corrections that match nothing."""
    for line in archive.unmatched():
        click.echo(line, err=True)
