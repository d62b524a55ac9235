"""The command that serves the archive to a browser on this machine."""

import click

DEADLINE = 10.0
"""Seconds after which a search for a page ends with what it has found."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; when it is busy, the next free one.",
)
@click.pass_context
def serve(ctx: click.Context, host: str, port: int) -> None:
    """Serve the archive as web pages on this machine, until Ctrl-C."""
    from dispatchsearch.archive import Archive
    from dispatchsearch.web.app import serve as serve_pages

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"], deadline=DEADLINE) as archive:
        serve_pages(archive, host, port, lambda message: click.echo(message, err=True))
