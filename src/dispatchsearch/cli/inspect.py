"""Commands that tell how an archive is: status and verify."""

import click

EXIT_ARCHIVE = 3


@click.command()
@click.option("--rejected", is_flag=True, help="List each input that is not in the archive, with the reason.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def status(ctx: click.Context, rejected: bool, as_json: bool) -> None:
    """Show the archive at a glance: dispatches, years, when indexed from where, what has changed since."""
    from dispatchsearch.archive import Archive

    with Archive(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        if rejected:
            for found in archive.rejected():
                record = "" if found.record is None else f", record {found.record + 1}"
                click.echo(f"{found.path}{record}: {found.reason}")
            return
        now = archive.status(look=True)
    if as_json:
        import dataclasses
        import json

        click.echo(json.dumps(dataclasses.asdict(now) | {"folder": str(now.folder)}, indent=2, ensure_ascii=False))
        return
    years = f", {now.first_year}-{now.last_year}" if now.first_year else ""
    when = (
        f"last indexed {now.last_indexed} from {', '.join(now.roots)}" if now.last_indexed else "never indexed in full"
    )
    following = "dispatchsearch index" if now.changed or now.waiting else "dispatchsearch query WORDS"
    click.echo(f"{now.dispatches:,} dispatches{years}, {when}; {now.changed} files changed since; next: {following}")
    click.echo(f"{now.undated:,} undated, {now.sources:,} sources, {now.people:,} people, {now.places:,} places")
    click.echo(f"{now.rejected:,} inputs rejected" + (": dispatchsearch status --rejected" if now.rejected else ""))
    click.echo(f"engine {now.engine}, {now.indexed:,} rows")


@click.command()
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Check the archive against itself, and name the command that mends what is wrong."""
    from dispatchsearch.archive import Archive

    with Archive(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        faults = list(archive.verify())
        count = archive.store.stories.count()
    for fault in faults:
        click.echo(f"{fault.what}: run `{fault.mend}`")
    if faults:
        ctx.exit(EXIT_ARCHIVE)
    click.echo(f"all is well: {count:,} dispatches, each with its row in the index")
