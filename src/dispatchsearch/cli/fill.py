"""Commands that fill an archive: index and rebuild."""

import collections
import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from dispatchsearch.cli.correcting import tell_unmatched
from dispatchsearch.cli.exits import EXIT_REJECTED
from dispatchsearch.cli.progress import followed

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
    /,
    paths: tuple[Path, ...],
    dry_run: bool,
    anew: bool,
    strict: bool,
    fields: str | None,
    engine: str | None,
    **how: bool,
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
        from dispatchsearch.cli.rehearsal import rehearse

        rehearse(ctx, paths, mapped)
        return
    from dispatchsearch.archive import Archive

    if not paths and not (ctx.obj["folder"] / "archive.db").exists():
        raise click.UsageError(NAME_A_FOLDER)
    known: Mapping[Path, Mapping[str, str]] = {}
    if anew:
        paths, engine, known = begun_anew(ctx, paths, engine)
    with Archive(ctx.obj["folder"], authority=ctx.obj["authority"], create=True, engine=engine) as archive:
        if not paths and not archive.store.inputs.roots():  # a first run was cut off before it knew its folders
            raise click.UsageError(NAME_A_FOLDER)
        for path, told in ((path, told) for path in paths for root, told in known.items() if within(path, root)):
            archive.tell_fields((path,), told)
        if mapped is not None:
            archive.tell_fields(paths, mapped)
        rejected = filled(ctx, archive, archive.index(paths, now=dt.datetime.now(dt.UTC), **how))
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
        for _ in followed(archive.rebuild(now=dt.datetime.now(dt.UTC), engine=engine)):
            pass
        click.echo(f"{archive.engine.count():,} dispatches indexed anew", err=True)


def within(path: Path, root: Path) -> bool:
    """Tell whether a path is a root or lies below it."""
    return path.resolve().is_relative_to(root)


def begun_anew(
    ctx: click.Context, paths: tuple[Path, ...], engine: str | None
) -> tuple[tuple[Path, ...], str | None, Mapping[Path, Mapping[str, str]]]:
    """Set the archive aside; return the folders to read and the engine, as named or else as they were, and --fields."""
    from dispatchsearch.archive.anew import begin_anew, remains

    left = remains(ctx.obj["folder"])
    if not (paths or left.roots):
        raise click.UsageError("the archive no longer tells of its folders: name them after --anew")
    ctx.obj["authority"] = ctx.obj["authority"] or left.authority
    aside = begin_anew(ctx.obj["folder"])
    click.echo(f"the archive as it was is now {aside}: remove it when you no longer want it", err=True)
    return paths or left.roots, engine or left.engine, left.fields


def filled(ctx: click.Context, archive: Any, events: Iterable[Any]) -> bool:
    """Follow a run and say what it did; tell whether something was rejected."""
    counts: collections.Counter[str] = collections.Counter()
    rejected, kept = [], set()
    for outcome in followed(events):
        counts[outcome.status] += 1
        if outcome.status == "rejected":
            rejected.append(outcome)
        elif outcome.reason and "--prune" in outcome.reason:
            kept.add(outcome.reason)
    for reason in sorted(kept):
        click.echo(reason, err=True)
    summary(counts, rejected, archive.store.stories.count(), ctx.obj["program"])
    if archive.changed:
        are = "dispatch is" if archive.changed == 1 else "dispatches are"
        click.echo(f"{archive.changed:,} {are} dated or cleaned otherwise than before", err=True)
    tell_unmatched(archive)
    return bool(rejected)


def summary(counts: collections.Counter[str], rejected: list[Any], total: int, program: str) -> None:
    """Say what a run did, what was rejected and why, and what comes next."""
    from dispatchsearch.cli.layout import dispatches_words, rejection_words

    for outcome in rejected[:MOST_REASONS]:
        click.echo(f"rejected: {rejection_words(outcome)}", err=True)
    if len(rejected) > MOST_REASONS:
        click.echo(f"... and {len(rejected) - MOST_REASONS} more: {program} status --rejected", err=True)
    said = ", ".join(f"{counts[status]:,} {word}" for status, word in WORDS.items() if counts[status])
    done = f"documents: {said}" if said else "nothing to read there"
    click.echo(f"{done}; {dispatches_words(total)} in the archive", err=True)
    if total:
        click.echo(f"next: {program} query WORDS (or serve, for a browser)", err=True)


def mapping(fields: str | None) -> dict[str, str] | None:
    """Read which columns hold what."""
    from dispatchsearch.errors import ReadError
    from dispatchsearch.ingest.formats.table import fields_of

    try:
        return None if fields is None else fields_of(fields)
    except ReadError as error:
        raise click.BadParameter(str(error), param_hint="--fields") from error
