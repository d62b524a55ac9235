"""
The tables of docs/benchmarks.md: made of measured lines, put where the document has a place for them.

A place is `<!-- pages -->` to `<!-- end of pages -->`, the name that of a benchmark: all between them is written anew,
all outside of them stays. Each measured value with something asked is marked as held or missed, and by how much.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

Line = dict[str, Any]
"""One measured value: table, row, value, unit, and perhaps column and asked (see report.py)."""

ASKED = re.compile(r"(at most|at least|<=|>=|≤|≥)\s*([\d.,]+)")
PEERLESS = "–"


def rewritten(document: str, name: str, lines: Sequence[Line], day: str, facts: Sequence[str]) -> str:
    """Return the document with the tables of one benchmark in their place, or at its end."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    head = f"Measured on {day}: {'; '.join(facts)}."
    block = f"{begin}\n{head}\n\n{shown(lines)}\n{end}"
    before, found, rest = document.partition(begin)
    if not found:
        return f"{document.rstrip()}\n\n## {name.capitalize()}\n\n{block}\n"
    return before + block + rest.partition(end)[2]


def shown(lines: Iterable[Line]) -> str:
    """Return the tables as Markdown, one after the other, each with its name."""
    return "\n\n".join(f"**{titled(title)}**\n\n{table}" for title, table in rendered(lines).items())


def rendered(lines: Iterable[Line]) -> dict[str, str]:
    """Return the tables as Markdown, by their titles, in the order they came."""
    tables: dict[str, list[Line]] = {}
    for line in lines:
        tables.setdefault(line["table"], []).append(line)
    return {
        title: _grid(some) if all(line.get("column") for line in some) else _list(some)
        for title, some in tables.items()
    }


def titled(table: str) -> str:
    """Return a table's name with its numbers written out: pages 21577 -> Pages, 21,577 dispatches."""
    text = re.sub(r" (\d{4,})", lambda found: f", {int(found[1]):,} dispatches", table)
    return text[:1].upper() + text[1:]


def _grid(lines: Sequence[Line]) -> str:
    """Return a table with a row for each row and a column for each column."""
    columns = list(dict.fromkeys(line["column"] for line in lines))
    rows: dict[str, dict[str, Line]] = {}
    for line in lines:
        rows.setdefault(line["row"], {})[line["column"]] = line
    units = {column: {line["unit"] for line in lines if line["column"] == column} for column in columns}
    heads = [f"{column}, {unit}" if (unit := "/".join(sorted(units[column]))) else column for column in columns]
    if len(one := {unit for some in units.values() for unit in some}) == 1:  # then it is said once, in the corner
        heads = columns
    corner = next(iter(one)) if len(one) == 1 else ""
    cells = [[row, *(_value(by_column.get(column)) for column in columns)] for row, by_column in rows.items()]
    return _table([corner, *heads], cells)


def _list(lines: Sequence[Line]) -> str:
    """Return a table with a row for each value, and what was asked of it."""
    if not any(line.get("asked") for line in lines):
        return _table(["", "measured"], [[_name(line), _measured(line)] for line in lines])
    cells = [[_name(line), _measured(line), line.get("asked", ""), verdict(line)] for line in lines]
    return _table(["", "measured", "asked", ""], cells)


def _name(line: Line) -> str:
    return f"{line['row']}, {line['column']}" if line.get("column") else str(line["row"])


def verdict(line: Line) -> str:
    """Return whether what was asked is held, and by how much it is missed."""
    found = ASKED.search(str(line.get("asked", "")))
    if not found or line["value"] is None:
        return ""
    value, bound = float(line["value"]), float(found[2].replace(",", ""))
    if value <= bound if found[1] in ("at most", "<=", "≤") else value >= bound:
        return "held"
    return f"**missed**, by {abs(value - bound) / bound:.0%}" if bound else "**missed**"


def _measured(line: Line) -> str:
    return f"{_value(line)} {line['unit']}".strip() if line["value"] is not None else str(line["unit"])


def _value(line: Line | None) -> str:
    """Return a number with three figures."""
    if line is None or line["value"] is None:
        return PEERLESS
    value = float(line["value"])
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _table(heads: Sequence[str], cells: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *cells]
    return "\n".join("| " + " | ".join(line).replace("|  |", "| |") + " |" for line in lines)
