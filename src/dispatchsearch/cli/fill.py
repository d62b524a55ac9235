"""Commands that fill an archive: index and rebuild."""

import collections
import datetime as dt
import random
import re
import time
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

import click

from dispatchsearch.cli.exits import EXIT_REJECTED
from dispatchsearch.cli.progress import progress

MOST_REASONS = 20
NAME_A_FOLDER = "this archive is new: name a folder to index, for example: dispatchsearch index raw/"
WORDS = {
    "added": "added",
    "updated": "updated",
    "moved": "moved or copied",
    "unchanged": "unchanged",
    "removed": "removed",
    "rejected": "rejected",
}
"""What became of a record, in the words and the order of the summary."""

SAMPLE = 10
ARCHIVED = re.compile(r"(\.(?:zip|tar|tgz|tar\.gz))/.*", re.IGNORECASE | re.DOTALL)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be indexed, rejected and how it is dated.")
@click.option("--check", is_flag=True, help="Tell changed files by their bytes, not by size, time and inode.")
@click.option("--reread", is_flag=True, help="Read again what an older version of the program read.")
@click.option("--anew", is_flag=True, help="Set a damaged archive aside and read everything again.")
@click.option("--prune", is_flag=True, help="Drop files that have gone even when they are more than a tenth.")
@click.option("--strict", is_flag=True, help="End with status 4 when inputs were rejected.")
@click.option(
    "--fields", metavar="MAP", help="Which columns of tables hold what: title=headline,text=body,date=published."
)
@click.option("--engine", metavar="NAME", help="The search engine of a new archive: whoosh (the default) or tantivy.")
@click.pass_context
def index(
    ctx: click.Context,
    paths: tuple[Path, ...],
    dry_run: bool,
    check: bool,
    reread: bool,
    anew: bool,
    prune: bool,
    strict: bool,
    fields: str | None,
    engine: str | None,
) -> None:
    r"""Make or update the archive from files and folders.

    \b
    Examples:
      dispatchsearch index raw/              make or update the archive
      dispatchsearch index                   look again into all known folders
      dispatchsearch index --dry-run raw/    a rehearsal: nothing is written

    Without PATHS it looks again into the folders it knows. It reads .html .htm .xhtml .txt .eml .mbox .warc .mht .pdf
    .docx .rtf .csv .tsv .jsonl, any of them gzipped or in a .zip or .tar.gz; what cannot be read is listed with the
    reason. What --fields says is remembered with the folder: title, text, date, url, source, byline, dateline and
    language can be told. Files that have gone are taken out, but when more than a tenth has gone nothing is dropped
    without --prune.
    """
    mapped = mapping(fields)
    if dry_run:
        rehearse(ctx, paths, mapped)
        return
    from dispatchsearch.archive import Archive

    if not paths and not (ctx.obj["folder"] / "archive.db").exists():
        raise click.UsageError(NAME_A_FOLDER)
    if anew:
        paths, engine = begun_anew(ctx, paths, engine)
    now = dt.datetime.now(dt.UTC)
    with Archive(ctx.obj["folder"], authority=ctx.obj["authority"], create=True, engine=engine) as archive:
        if not paths and not archive.store.inputs.roots():  # a first run was cut off before it knew its folders
            raise click.UsageError(NAME_A_FOLDER)
        if mapped is not None:
            archive.tell_fields(paths, mapped)
        counts, rejected = report(archive.index(paths, now=now, check=check, reread=reread, prune=prune))
        total = archive.store.stories.count()
        changed, unmatched = archive.changed, archive.unmatched()
    summary(counts, rejected, total, ctx.obj["program"])
    if changed:
        click.echo(f"{changed:,} dispatches are dated or cleaned otherwise than before", err=True)
    for line in unmatched:
        click.echo(line, err=True)
    if strict and rejected:
        ctx.exit(EXIT_REJECTED)


@click.command()
@click.option("--engine", metavar="NAME", help="Have another search engine from now on: whoosh or tantivy.")
@click.pass_context
def rebuild(ctx: click.Context, engine: str | None) -> None:
    r"""Make the search index anew.

    \b
    Examples:
      dispatchsearch rebuild                   the same engine
      dispatchsearch rebuild --engine tantivy  another engine; needs pip install 'dispatchsearch[tantivy]'

    It is made from the record store: nothing is read again and no correction is lost. The engine before is kept until
    the other one's index is whole.
    """
    from dispatchsearch.archive import Archive

    with Archive(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        report(archive.rebuild(now=dt.datetime.now(dt.UTC), engine=engine))
        click.echo(f"{archive.engine.count():,} dispatches indexed anew", err=True)


def begun_anew(ctx: click.Context, paths: tuple[Path, ...], engine: str | None) -> tuple[tuple[Path, ...], str | None]:
    """Set the archive aside; return the folders to read and the engine, as named or else as they were."""
    from dispatchsearch.archive.anew import begin_anew, remains

    left = remains(ctx.obj["folder"])
    if not (paths or left.roots):
        raise click.UsageError("the archive no longer tells of its folders: name them after --anew")
    ctx.obj["authority"] = ctx.obj["authority"] or left.authority
    aside = begin_anew(ctx.obj["folder"])
    click.echo(f"the archive as it was is now {aside}: remove it when you no longer want it", err=True)
    return paths or left.roots, engine or left.engine


def report(events: Iterable[Any]) -> tuple[collections.Counter[str], list[Any]]:
    """Follow a run with a progress bar on a terminal; return the counts by status and what was rejected."""
    from dispatchsearch.events import Step

    counts: collections.Counter[str] = collections.Counter()
    rejected, kept, seen = [], set(), 0
    with progress() as show:
        for event in events:
            if isinstance(event, Step):
                show(event.stage, event.done, event.total)
                continue
            counts[event.status] += 1
            seen += 1
            if event.status == "rejected":
                rejected.append(event)
            elif event.reason and "--prune" in event.reason:
                kept.add(event.reason)
            show("read", seen, event.of or None)
    for reason in sorted(kept):
        click.echo(reason, err=True)
    return counts, rejected


def summary(counts: collections.Counter[str], rejected: list[Any], total: int, program: str) -> None:
    """Say what a run did, what was rejected and why, and what comes next."""
    for outcome in rejected[:MOST_REASONS]:
        click.echo(f"rejected: {told(outcome)}", err=True)
    if len(rejected) > MOST_REASONS:
        click.echo(f"... and {len(rejected) - MOST_REASONS} more: {program} status --rejected", err=True)
    said = ", ".join(f"{counts[status]:,} {word}" for status, word in WORDS.items() if counts[status])
    held = f"{total:,} dispatch{'' if total == 1 else 'es'} in the archive"
    click.echo(f"{f'documents: {said}' if said else 'nothing to read there'}; {held}", err=True)
    if total:
        click.echo(f"next: {program} query WORDS (or serve, for a browser)", err=True)


def told(outcome: Any) -> str:
    """Return which input was rejected and why, on one line."""
    from dispatchsearch.cli.layout import plain

    record = "" if outcome.record is None else f", record {outcome.record + 1}"
    return plain(f"{outcome.path}{record}: {outcome.reason}")


def mapping(fields: str | None) -> dict[str, str] | None:
    """Read which columns hold what."""
    from dispatchsearch.errors import ReadError
    from dispatchsearch.ingest.formats.table import fields_of

    try:
        return None if fields is None else fields_of(fields)
    except ReadError as error:
        raise click.BadParameter(str(error), param_hint="--fields") from error


def rehearse(ctx: click.Context, paths: tuple[Path, ...], fields: dict[str, str] | None) -> None:
    """Print what indexing would do, from a rehearsal in a temporary folder."""
    from dispatchsearch.archive import rehearsal
    from dispatchsearch.cli.layout import plain, title_words
    from dispatchsearch.cli.learned import known_years

    if not paths:
        raise click.UsageError("name the folder to rehearse: dispatchsearch index --dry-run FOLDER")
    start = time.monotonic()
    with rehearsal(ctx.obj["authority"] or Path("authority")) as archive:
        archive.tell_fields(paths, fields or {})
        types, rejected = rehearsed(archive.rehearse(paths, now=dt.datetime.now(dt.UTC)))
        seconds = time.monotonic() - start
        click.echo("files by type")
        for ending, count in types.most_common():
            click.echo(f"  {count:6,}  {ending}")
        click.echo(f"would be rejected: {len(rejected)}")
        for event in rejected:
            click.echo(f"  {told(event)}")
        click.echo("sources as guessed")
        for source in archive.sources():
            click.echo(f"  {source.dispatches:6,}  {plain(source.name)}{known_years(source)}")
        click.echo(f"time needed: about {max(seconds, 1):.0f} s")
        ids = archive.store.stories.ids()
        click.echo(f"{min(SAMPLE, len(ids))} of {len(ids):,} dispatches, drawn at random")
        chosen = random.sample(ids, min(SAMPLE, len(ids)))
        for dispatch in archive.store.dispatches(chosen).values():
            click.echo(
                f"  {title_words(dispatch)}\n    {dispatch.date.date or 'undated'}: {plain(dispatch.date.reason)}"
            )
    click.echo("nothing was written", err=True)


def rehearsed(events: Iterable[Any]) -> tuple[collections.Counter[str], list[Any]]:
    """Follow a rehearsal with a progress bar on a terminal; return the files by type and what was rejected."""
    from dispatchsearch.events import Step

    types: collections.Counter[str] = collections.Counter()
    rejected = []
    before = None
    with progress() as show:
        for event in events:
            if isinstance(event, Step):
                show(event.stage, event.done, event.total)
                continue
            if event.status == "rejected":
                rejected.append(event)
            file = file_of(event.path)
            if file != before:  # the records of a file come one after the other
                types[type_of(file)] += 1
                before = file
            show("read", types.total(), event.of or None)
    return types, rejected


def file_of(path: str) -> str:
    """Return the file that a path leads to, for a member that of its archive."""
    return ARCHIVED.sub(r"\1", path)


def type_of(path: str) -> str:
    """Return a file's type by its name: .txt, .html.gz."""
    endings = [ending.lower() for ending in PurePosixPath(path).suffixes]
    return "".join(endings[-2:] if endings[-1:] == [".gz"] else endings[-1:]) or "(no ending)"
