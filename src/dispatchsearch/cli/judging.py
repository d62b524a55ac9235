"""A sample shown to a person case by case, the answers kept, and how many were right."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from dispatchsearch.corrections.files import raw_rows, write
from dispatchsearch.evaluate import wilson

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


def judge(drawn: Iterator[Case], kind: str, authority: Path, most: int) -> list[tuple[str, str]]:
    """Show cases and ask for each until the person ends; return (group, answer) of each."""
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
