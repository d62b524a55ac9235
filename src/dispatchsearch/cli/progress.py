"""Progress on a terminal: how far, how fast, how long still."""

import contextlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Show = Callable[[str, int, int | None], None]
"""Told the stage, how much is done, and of how much where that is known."""
ARCHIVED = re.compile(r"(\.(?:zip|tar|tgz|tar\.gz))/.*", re.IGNORECASE | re.DOTALL)


@contextlib.contextmanager
def progress() -> Iterator[Show]:
    """Yield a function of (stage, done, total) that moves a bar on a terminal's standard error, else does nothing."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Items a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "")

    columns = (
        TextColumn("{task.description:16}"),
        BarColumn(),
        TextColumn("{task.completed:,}"),
        Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield show


def followed(events: Iterable[Any]) -> Iterator[Any]:
    """Yield what became of each record of a run, and show meanwhile how far the run has come."""
    from dispatchsearch.events import Step

    files, before = 0, None
    with progress() as show:
        for event in events:
            if isinstance(event, Step):
                show(event.stage, event.done, event.total)
                continue
            file = file_of(event.path)
            files += file != before  # the records of a file come one after the other
            before = file
            show("read", files, event.of or None)
            yield event


def file_of(path: str) -> str:
    """Return the file that a path leads to, for a member that of its archive."""
    return ARCHIVED.sub(r"\1", path)
