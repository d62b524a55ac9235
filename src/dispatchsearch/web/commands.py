"""The commands that correct what a page shows: to be copied, for the page itself changes nothing."""

import shlex
from collections.abc import Sequence

from dispatchsearch.dates import PartialDate

ANOTHER = "another name"


def correct_date(dispatch_id: str, known: PartialDate | None) -> str:
    """Return the command that corrects a date."""
    return f'dispatchsearch dates set {dispatch_id} {known or "1993-06-27"} --because "..."'


def correct_name(kind: str, heading: str) -> str:
    """Return the command that takes a word that is no name out of all lists."""
    return f"dispatchsearch names hide {shlex.quote(heading)} --{kind}"


def correct_record(kind: str, heading: str, forms: Sequence[str]) -> list[str]:
    """Return the commands that correct a record of which these forms are written."""
    name, other = shlex.quote(heading), next((form for form in forms if form != heading), ANOTHER)
    return [
        f"dispatchsearch names merge {name} {shlex.quote(ANOTHER)} --{kind}",
        f"dispatchsearch names split {name} {shlex.quote(other)} --{kind}",
        f"dispatchsearch names rename {name} {shlex.quote(ANOTHER)} --{kind}",
        correct_name(kind, heading),
    ]


def correct_source(path: str, source: str) -> str:
    """Return the line of authority/sources.csv that says whose dispatches a folder holds."""
    folder = path.rpartition("/")[0]
    return f"{folder}/*,{source}" if folder else f"{path},{source}"
