"""Blocks of headers above a story: those of a mail, and those that news databases print (`DATE: ...`,
`DATE=09/28/95`).
"""

import re
from typing import Final

KEYS: Final = frozenset(
    """from to date subject sent cc reply-to organization organisation newsgroups message-id in-reply-to references
    list-id source dateline byline headline title section load-date length page pages edition keywords memo
    author tag type number content copyright publication pub-date issue volume series column slug category
    priority language location region document-type voiced-at word-count day year month city station program url
    link published posted updated id""".split()
)
LINE: Final = re.compile(r"[ \t]{0,4}([A-Za-z][A-Za-z -]{1,18}?)[ \t]*[:=][ \t]*(.*)")
WITHIN: Final = re.compile(r"[ \t]{2,}(?=[A-Z][A-Z-]{2,14}: )")
ABOVE: Final = 8  # lines that may stand above a block
LONGEST_NAME: Final = 60  # characters of each
DEEPEST: Final = 40  # lines among which a block may stand
PARTING: Final = re.compile(r"[-_=*>]{3,}.*|[Bb]egin forwarded message:?")  # the line above a mail sent on
ALONE: Final = frozenset(("subject", "headline", "title"))  # headers that make a block by themselves, above all text
STRONG: Final = frozenset("subject date dateline headline title load-date byline content source from".split())

Header = tuple[str, str]


def block(text: str) -> tuple[tuple[Header, ...], str]:
    """Split a text into the headers it opens with (names in lower case) and the rest; no headers where it has none.

    A few short lines may stand above them: an outlet's name becomes the header `publication`, a copyright line another.
    """
    lines = text.lstrip("\ufeff\r\n").split("\n")
    start = next((place for place, line in enumerate(lines[:ABOVE]) if _pairs(line)), None)
    if start is None:
        return (), text
    above = _outlet(lines[:start])
    if above is None:
        return (), text
    found, rest = _run(lines[start : start + DEEPEST])
    if not _enough(found) and not _stands_alone(found, lines[: start + rest + 1]):
        return (), text
    return (*found, *above), "\n".join(lines[start + rest :])


def _run(lines: list[str]) -> tuple[list[Header], int]:
    """Read headers up to the first blank line behind them, or the first line that is none; and say where that is."""
    found: list[Header] = []
    for place, line in enumerate(lines):
        pairs = _pairs(line)
        if pairs:
            found.extend(pairs)
        elif not line.strip() or line[:1] not in " \t":
            return found, place
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}".strip())
    return found, len(lines)


def _outlet(lines: list[str]) -> list[Header] | None:
    """Read what stands above a block of headers; None where it is too much to be an outlet's name and rights."""
    shown = [line.strip() for line in lines if line.strip()]
    if any(len(line) > LONGEST_NAME for line in shown):
        return None
    rights = [line for line in shown if line.lower().startswith(("copyright", "(c)", "©"))]
    names = [line for line in shown if line not in rights and not PARTING.fullmatch(line)]
    return [("publication", name) for name in names[:1]] + [("copyright", line) for line in rights]


def _pairs(line: str) -> list[Header]:
    """Read the headers of one line, which may hold several side by side."""
    if ":" not in line and "=" not in line:
        return []
    return [pair for part in WITHIN.split(line.rstrip()) if (pair := _pair(part))]


def _pair(line: str) -> Header | None:
    found = LINE.fullmatch(line)
    if not found:
        return None
    name = found[1].strip().lower().replace(" ", "-")
    return (name, " ".join(found[2].split())) if name in KEYS else None


def _enough(found: list[Header]) -> bool:
    """Tell whether lines of the form `word: words` make a block of headers: two of them, one that says much."""
    return len(found) >= 2 and any(name in STRONG for name, _ in found)


def _stands_alone(found: list[Header], lines: list[str]) -> bool:
    """Tell whether the first line of a text is a header, with a blank line below it: `Subject: Ferry sails`."""
    return len(lines) == 2 and not lines[1].strip() and found[0][0] in ALONE and bool(found[0][1])


def value(headers: tuple[Header, ...], *names: str) -> str | None:
    """Return the first header of one of the names, tried in this order; None where it is missing or empty."""
    for wanted in names:
        for name, words in headers:
            if name == wanted and words:
                return words
    return None
