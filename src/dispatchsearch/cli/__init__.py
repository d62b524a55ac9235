"""The command line: what is typed, what is printed, and how a command ends.

Standard output is data, standard error is messages. Exit status: 0 done or matches, 1 no match, 2 a usage or query
error, 3 the archive is missing or damaged, 4 inputs were rejected under --strict, 130 interrupted.

Commands import what they need when they run, so that `--help` answers at once.
"""

import itertools
import logging
import os
import shlex
import sys
from pathlib import Path
from typing import Any

import click

from dispatchsearch import __version__
from dispatchsearch.cli.browse import facets, like, query, show, sources
from dispatchsearch.cli.check import check
from dispatchsearch.cli.crawl import crawl
from dispatchsearch.cli.dates import dates
from dispatchsearch.cli.evaluate import evaluate
from dispatchsearch.cli.exits import EXIT_ARCHIVE, EXIT_INTERRUPTED, EXIT_QUERY
from dispatchsearch.cli.fill import index, rebuild
from dispatchsearch.cli.inspect import status, verify
from dispatchsearch.cli.names import names
from dispatchsearch.cli.portrait import person, place
from dispatchsearch.cli.saved import save, saved
from dispatchsearch.cli.serve import serve
from dispatchsearch.cli.versions import diff
from dispatchsearch.errors import (
    CorrectionError,
    CrawlError,
    DispatchSearchError,
    QueryError,
    ReadError,
    UnknownDispatch,
)

EXAMPLES = """\b
Examples:
  dispatchsearch index raw/                    make or update the archive in index/
  dispatchsearch query Mardakert               ranked results
  dispatchsearch query '"Red Cross"' --from 1993-06 --to 1993-07
  dispatchsearch show ID                       one dispatch: text, date and why, names
  dispatchsearch serve                         the same in a browser

Search an archive of news dispatches.

\b
Settings may also stand in the environment:
  DISPATCHSEARCH_INDEX=DIR          for --index DIR
  DISPATCHSEARCH_QUERY_LIMIT=20     for query --limit 20
Completion of words by the Tab key, in bash:
  eval "$(_DISPATCHSEARCH_COMPLETE=bash_source dispatchsearch)"
"""

FOLDERS = ("--index", "--authority")


class Commands(click.Group):
    """The group of commands: it turns our errors into a message and an exit status, once."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take --index DIR and --authority DIR wherever they are written: for one who types, they belong to all."""
        ahead: list[str] = []
        rest: list[str] = []
        words = iter(args)
        for word in words:
            if word == "--":
                rest += [word, *words]
            elif word in FOLDERS:
                ahead += [word, *itertools.islice(words, 1)]
            else:
                (ahead if word.startswith(tuple(f"{name}=" for name in FOLDERS)) else rest).append(word)
        return super().parse_args(ctx, [*ahead, *rest])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except QueryError as error:
            self.fail(ctx, QueryError(error.placed), EXIT_QUERY)
        except (UnknownDispatch, CorrectionError, CrawlError, ReadError) as error:
            self.fail(ctx, error, EXIT_QUERY)
        except DispatchSearchError as error:
            self.fail(ctx, error, EXIT_ARCHIVE)
        except BrokenPipeError:  # the reader of our output has enough
            let_go_of_output()
            ctx.exit(0)
        except OSError as error:  # a full disk, a folder that may not be written
            let_go_of_output()
            where = f"{error.filename}: " if error.filename else ""
            self.fail(ctx, DispatchSearchError(f"{where}{error.strerror or error}"), EXIT_ARCHIVE)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command; in its docstring, which is raw, the sign that keeps lines as written is still spelled out."""
        cmd.help = cmd.help and cmd.help.replace("\\b\n", "\b\n")
        super().add_command(cmd, name)

    @staticmethod
    def fail(ctx: click.Context, error: DispatchSearchError, code: int) -> None:
        """Say what went wrong and end."""
        click.secho("error: ", fg="red", bold=True, err=True, nl=False)
        click.echo(str(error), err=True)
        logging.getLogger("dispatchsearch").debug("where it went wrong", exc_info=error)
        ctx.exit(code)


def let_go_of_output() -> None:
    """Where standard output takes no more, see to it that the end of the program does not fail over it again."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Commands, help=EXAMPLES, context_settings={"max_content_width": 100})
@click.option(
    "--index",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("index"),
    show_default=True,
    envvar="DISPATCHSEARCH_INDEX",
    metavar="DIR",
    help="The archive's folder.",
)
@click.option(
    "--authority",
    type=click.Path(path_type=Path),
    metavar="DIR",
    envvar="DISPATCHSEARCH_AUTHORITY",
    help="The folder of your corrections; by default authority/ beside the archive's folder.",
)
@click.option(
    "--color/--no-color", default=None, help="Colour the output; by default on a terminal, unless NO_COLOR is set."
)
@click.option("-v", "--verbose", is_flag=True, help="Say on standard error what is decided and why.")
@click.version_option(__version__, prog_name="dispatchsearch")
@click.pass_context
def cli(ctx: click.Context, folder: Path, authority: Path | None, color: bool | None, verbose: bool) -> None:
    """Hold what every command needs."""
    if color is None and os.environ.get("NO_COLOR"):
        color = False
    ctx.color = color
    typed = ctx.get_parameter_source("folder") is click.core.ParameterSource.COMMANDLINE
    program = f"dispatchsearch --index {shlex.quote(str(folder))}" if typed else "dispatchsearch"
    ctx.obj = {"folder": folder, "authority": authority, "program": program}
    logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING, format="%(name)s: %(message)s")


for command in (
    index,
    crawl,
    query,
    show,
    diff,
    like,
    save,
    saved,
    check,
    evaluate,
    facets,
    person,
    place,
    names,
    sources,
    dates,
    serve,
    status,
    verify,
    rebuild,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start threads that nothing here gives work
    try:
        sys.exit(cli.main(auto_envvar_prefix="DISPATCHSEARCH", prog_name="dispatchsearch", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; running the same command again goes on from here", err=True)
        sys.exit(EXIT_INTERRUPTED)
