"""
What a benchmark says: one JSON line for each measured value, on standard output.

    {"table": ..., "row": ..., "column": ..., "value": ..., "unit": ..., "asked": ...}

`column` may be left out of tables with one value a row, `asked` where nothing is asked ("at most 3", "at least 50").
A value of null with a reason as its unit is a thing that could not be measured. What a reader is to know while it runs
goes to standard error.
"""

import json
import pathlib
import statistics
import sys
from collections.abc import Sequence


def say(  # noqa: PLR0913  (a value and all that names it)
    table: str, row: str, value: float | None, unit: str, *, column: str = "", asked: str = ""
) -> None:
    """Print one value."""
    line: dict[str, object] = {"table": table, "row": row}
    line |= {"column": column} if column else {}
    line |= {"value": None if value is None else round(value, 4), "unit": unit}
    line |= {"asked": asked} if asked else {}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def tell(message: str) -> None:
    """Tell the one who waits."""
    print(message, file=sys.stderr, flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def private(pid: int | str = "self") -> float:
    """Return the private memory of a process in MB: what would be free again if it ended."""
    kept = 0
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()[1:]:
        name, kilobytes = line.split()[:2]
        kept += int(kilobytes) if name in ("Private_Clean:", "Private_Dirty:", "Private_Hugetlb:") else 0
    return kept / 1000


def size(folder: pathlib.Path) -> float:
    """Return what the files below a folder take, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def thousands(number: int) -> str:
    return f"{number:,}"
