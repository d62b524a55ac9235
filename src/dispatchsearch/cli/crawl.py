"""The command that brings a website's pages to raw/."""

import collections
import datetime as dt
from pathlib import Path
from typing import Any

import click

from dispatchsearch.cli.exits import EXIT_NOTHING
from dispatchsearch.cli.progress import progress

SIZES = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30}
QUIET = ("kept", "unchanged", "duplicate", "listed", "redirected", "skipped")
"""What becomes of most addresses: counted, not listed."""


class Size(click.ParamType[int]):
    """A number of bytes: 500000, 500k, 20M, 2G."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read a size."""
        text = str(value).lower().removesuffix("b")
        number, unit = (text[:-1], text[-1]) if text[-1:] in ("k", "m", "g") else (text, "")
        if not number.isdigit():
            self.fail(f"{value!r} is no size: write 500000, 500k, 20M or 2G", param, ctx)
        return int(number) * SIZES[unit]


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("raw"),
    show_default=True,
    metavar="DIR",
    help="Where the pages go: DIR/<host>/*.warc.gz.",
)
@click.option("--contact", metavar="ADDRESS", help="A mail or web address at which the site's owner finds you.")
@click.option("--delay", type=click.FloatRange(0), default=1.0, show_default=True, help="Seconds between requests.")
@click.option("--max-pages", type=click.IntRange(1), default=10_000, show_default=True, help="Pages stored in a run.")
@click.option("--max-bytes", type=Size(), default="2G", show_default=True, help="Bytes received in a run.")
@click.option("--depth", type=click.IntRange(0), default=50, show_default=True, help="Links away from the URLs given.")
@click.option("--include", multiple=True, metavar="PART", help="Only addresses with this part; * stands for anything.")
@click.option("--exclude", multiple=True, metavar="PART", help="No address with this part.")
@click.option("--host", "hosts", multiple=True, metavar="HOST", help="Another host that belongs to the crawl.")
@click.option("--allow-private", is_flag=True, help="This machine and the local network may be crawled too.")
@click.pass_context
def crawl(ctx: click.Context, /, urls: tuple[str, ...], folder: Path, **chosen: Any) -> None:
    r"""Bring a website's pages to raw/, politely. The same command goes on where it was stopped.

    \b
    Examples:
      dispatchsearch crawl https://oldpaper.example/archive/ --contact me@example.org
      dispatchsearch crawl https://oldpaper.example/sitemap.xml --include '/1993/' --max-pages 500
      dispatchsearch index raw/

    robots.txt is obeyed, one request a second is made by default. What happens in detail: docs/crawling.md.
    """
    from dispatchsearch.ingest.crawl import Clock, CrawlPolicy
    from dispatchsearch.ingest.crawl import crawl as follow

    clock = Clock(now=lambda: dt.datetime.now(dt.UTC))
    counts: collections.Counter[str] = collections.Counter()
    received, stopped = 0, ""
    with progress() as show:
        for outcome in follow(urls, folder, CrawlPolicy(**chosen), clock):
            counts[outcome.what] += 1
            received += outcome.size
            show("pages", counts["kept"], None)
            if outcome.what == "stopped":
                stopped = outcome.reason
            elif outcome.what not in QUIET:
                click.echo(f"{outcome.what}: {outcome.url}: {outcome.reason}", err=True)
    said = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items())) or "nothing to fetch"
    click.echo(f"{said}; {received / 2**20:,.1f} MiB received", err=True)
    if stopped:
        click.echo(f"stopped: {stopped}; the same command goes on from here", err=True)
    click.echo(f"next: dispatchsearch index {folder}", err=True)
    if counts["failed"] and not counts["kept"]:
        ctx.exit(EXIT_NOTHING)
