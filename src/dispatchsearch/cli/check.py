"""The command that draws a sample for a person to judge: check. Answers are kept, as corrections where they can be."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from dispatchsearch.cli.exits import EXIT_NOTHING

ANSWERS = {"y": "right", "n": "wrong", "?": "cannot tell"}
COLUMNS = ("kind", "case", "group", "answer", "at")
FILE = "checked.csv"


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to judge: what it goes by, the group it is counted in, its lines, and what comes of an answer."""

    id: str
    group: str
    lines: tuple[str, ...]
    after: Callable[[Path, str], str] | None = None  # told the folder of authority/ and the answer; says what it did


@click.command()
@click.argument("kind", type=click.Choice(["dates", "people", "places", "versions", "search"]))
@click.option("--sample", type=click.IntRange(1, 10_000), default=50, show_default=True, help="Cases to judge.")
@click.option("--seed", type=int, help="Draw the same sample as before.")
@click.pass_context
def check(ctx: click.Context, kind: str, sample: int, seed: int | None) -> None:
    r"""Judge a random sample of what the archive concludes, and learn how often it is right.

    \b
    Examples:
      dispatchsearch check dates --sample 50
      dispatchsearch check search          the best hits of your saved queries

    Each case is shown with its evidence. Answer y (right), n (wrong), ? (cannot tell) or q (end). At the end stands how
    many were right, with the interval of 95 % (Wilson's) that a methods note wants. Answers are kept in
    authority/checked.csv, judgements of hits in authority/judgements.csv (for `evaluate`), and what you correct in the
    files of corrections: `dispatchsearch index` applies them.
    """
    from dispatchsearch.archive import Archive
    from dispatchsearch.cli import cases

    draw = random.Random(seed)  # noqa: S311  # no secret hangs on it
    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        drawn: Iterator[Case] = getattr(cases, kind)(archive, draw, sample)
        told = judge(drawn, kind, archive.authority, sample)
    for line in summary(told):
        click.echo(line)
    if not told:
        click.echo("nothing was judged", err=True)
        ctx.exit(EXIT_NOTHING)


def judge(drawn: Iterator[Case], kind: str, authority: Path, most: int) -> list[tuple[str, str]]:
    """Show cases and ask for each until the person ends; return (group, answer) of each."""
    from dispatchsearch.corrections.files import raw_rows, write

    told: list[tuple[str, str]] = []
    for number, case in enumerate(drawn, 1):
        click.echo(f"\n{number} of {most}")
        for line in case.lines:
            click.echo(line)
        said = click.prompt("right (y n ? q)", type=click.Choice([*ANSWERS, "q"]), show_choices=False)
        if said == "q":
            break
        told.append((case.group, said))
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        row = dict(zip(COLUMNS, (kind, case.id, case.group, ANSWERS[said], now), strict=True))
        write(authority / FILE, COLUMNS, [*raw_rows(authority / FILE, COLUMNS), row])
        if case.after and (done := case.after(authority, said)):
            click.echo(done)
    return told


def summary(told: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield how many of each group were right, and of all: `high: 38 of 39 right (87-100 %, 95 % interval)`."""
    from dispatchsearch.evaluate import wilson

    groups: defaultdict[str, list[str]] = defaultdict(list)
    for group, said in told:
        groups[group].append(said)
    if len(groups) > 1:
        groups["all"] = [said for _, said in told]
    for group, answers in groups.items():
        right, known = answers.count("y"), len(answers) - answers.count("?")
        low, high = wilson(right, known)
        unsure = f"; {answers.count('?')} cannot be told" if "?" in answers else ""
        yield f"{group}: {right} of {known} right ({100 * low:.0f}-{100 * high:.0f} %, 95 % interval){unsure}"
