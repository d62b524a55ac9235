"""Blocks of headers above a story: those of a mail, and those that news databases print (`DATE: ...`, `DATE=09/28/95`)."""

import re
from typing import Final

KEYS: Final = frozenset(
    """from to date subject sent cc reply-to organization organisation newsgroups message-id in-reply-to references list-id
    source dateline byline headline title section load-date length page pages edition keywords memo author tag type number
    content copyright publication pub-date issue volume series column slug category priority language location region
    document-type word-count day year month city station program url link published posted updated id""".split()
)
LINE: Final = re.compile(r"[ \t]{0,4}([A-Za-z][A-Za-z -]{1,18}?)[ \t]*[:=][ \t]*(.*)")
WITHIN: Final = re.compile(r"[ \t]{2,}(?=[A-Z][A-Z-]{2,14}: )")
DEEPEST: Final = 40  # lines among which a block may stand
STRONG: Final = frozenset("subject date dateline headline title load-date byline content source from".split())

Header = tuple[str, str]


def block(text: str) -> tuple[tuple[Header, ...], str]:
    """Split a text into the headers it opens with (names in lower case) and the rest; no headers where it has none."""
    lines = text.lstrip("\ufeff\r\n\t ").split("\n")
    found: list[Header] = []
    place = 0
    for place, line in enumerate(lines[:DEEPEST]):
        bare = line.rstrip("\r")
        if not bare.strip():
            if _enough(found):
                return tuple(found), "\n".join(lines[place:])
            if found:
                return (), text
            continue
        pairs = [pair for part in WITHIN.split(bare) if (pair := _pair(part))]
        if pairs:
            found.extend(pairs)
        elif found and bare[:1] in " \t":
            found[-1] = (found[-1][0], f"{found[-1][1]} {bare.strip()}")
        else:
            break
    return (tuple(found), "\n".join(lines[place:])) if _enough(found) else ((), text)


def _pair(line: str) -> Header | None:
    found = LINE.fullmatch(line)
    if not found:
        return None
    name = found[1].strip().lower().replace(" ", "-")
    return (name, " ".join(found[2].split())) if name in KEYS else None


def _enough(found: list[Header]) -> bool:
    """Tell whether lines of the form `word: words` make a block of headers: two of them, one that says much."""
    return len(found) >= 2 and any(name in STRONG for name, _ in found)


def value(headers: tuple[Header, ...], *names: str) -> str | None:
    """Return the first header of one of the names, tried in this order; None where it is missing or empty."""
    for wanted in names:
        for name, words in headers:
            if name == wanted and words:
                return words
    return None
