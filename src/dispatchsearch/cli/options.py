"""Options that several commands share."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
PAGE = click.option("--page", type=click.IntRange(1), default=1, show_default=True)


def together(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Make one decorator of several options; --help lists them in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate
