"""Lines of a plain text -> its paragraphs, whether they were hard-wrapped, indented or one to a line."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

INVISIBLE: Final = re.compile("[\0\x0b\x0c\x1a]")
WIDEST: Final = 100  # columns of a hard-wrapped line; longer lines are paragraphs
LISTED: Final = re.compile(r"(?:\[\d+\]|\(\d+\)|\d{1,2}[.)]|[*•–-])\s")
INDENT: Final = re.compile(r"[ \t\u3000]{2,}(?=\S)")


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text, spaces made single."""
    found: list[str] = []
    lines = INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    width = _width(lines)
    for group in _groups(lines):
        found.extend(_joined(group, width))
    return found


def _groups(lines: list[str]) -> Iterator[list[str]]:
    """Yield the runs of lines between blank ones."""
    group: list[str] = []
    for line in lines:
        if line and not line.isspace():
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _width(lines: list[str]) -> int:
    """Return the columns the text was wrapped at; 0 where it was not wrapped."""
    inner = [len(line.rstrip()) for line, after in pairwise(lines) if after.strip() and line.strip()]
    if not inner:
        return 0
    inner.sort()
    widest = inner[len(inner) * 9 // 10]
    return widest if 30 <= widest <= WIDEST else 0


def _joined(group: list[str], width: int) -> Iterator[str]:
    """Join the lines of one run that only the width of the page had parted."""
    parts: list[str] = []
    indented = sum(bool(INDENT.match(line)) for line in group) < len(group)  # an indent means something
    for place, line in enumerate(group):
        if parts and ((indented and INDENT.match(line)) or not _runs_on(group[place - 1], line, width)):
            yield " ".join(parts)
            parts = []
        parts.append(" ".join(line.split()))
    yield " ".join(parts)


def _runs_on(before: str, line: str, width: int) -> bool:
    """Tell whether a line was cut because the next word would not have fitted."""
    before, line = before.rstrip(), line.strip()
    if not width or len(before) > WIDEST * 2:
        return False
    if LISTED.match(line):
        return False
    first = line.partition(" ")[0]
    slack = 8 if before.endswith((".", "!", "?", '"', ":")) else 16
    return len(before) + 1 + len(first) > width - slack
