"""
A plain text that holds several stories -> the text of each, by the marks a sender set between them.

Marks: numbered heads (`[01] CAPS HEAD`), rows of signs, `-0-` and NNNN, underlined heads, the headers of a digest's
mails.
A mark alone parts nothing: what stands between must begin like a story, or the file stays one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest.text import dateline, headers
from dispatchsearch.ingest.text.labels import role

ROW: Final = re.compile(r"^[ \t]*(?:\*[ \t]*){3,}$|^[ \t]*(?:[-_=~#+][ \t]?){8,}$", re.MULTILINE)
WIRE: Final = re.compile(r"^[ \t]*(?:-+ ?0 ?-+|NNNN|#{3,}|-30-)[ \t]*$", re.MULTILINE)
NUMBERED: Final = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+(?=[^a-zа-я]{8,}$)")
UNDERLINED: Final = re.compile(r"^(?P<head>\S[^\n]{5,98})\n(?P<rule>[=~-]{6,100})[ \t]*$", re.MULTILINE)
END_OF: Final = re.compile(r"^\s*end of .{0,80}(?:digest|newsline|bulletin|issue|transmission)", re.IGNORECASE)
BLANK: Final = re.compile(r"\n[ \t]*\n\s*")
FEWEST_WORDS: Final = 8  # of a story below its head
MASTHEAD: Final = 3  # paragraphs that a bulletin's name and day may take
MASTHEAD_LINE: Final = 70  # characters of each of its lines


def chunks(text: str) -> tuple[str, list[str]]:
    """Return what stands above all stories, and the text of each; one text, the whole, where no marks part it."""
    ruled = ROW.search(text) is not None
    partings = (_mails, _underlined, _wired, _ruled) if ruled else (_wired,)
    for parting in partings:
        above, parts = parting(text)
        if len(parts) > 1:
            return above, parts
    return "", [text]


def numbered(blocks: Sequence[Block]) -> tuple[list[Block], list[list[Block]]]:
    """Part paragraphs at numbered heads, the number taken off; the same heads in a list of contents have no text below.

    Returns what stands above the first, and the paragraphs of each; nothing of each where fewer than two are numbered.
    """
    starts = [place for place, block in enumerate(blocks) if NUMBERED.match(block.text)]
    if len(starts) < 2:
        return list(blocks), []
    runs = [list(blocks[start:end]) for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)]
    stories = [run for run in runs if sum(len(block.text.split()) for block in run[1:]) >= FEWEST_WORDS]
    if len(stories) < 2:
        return list(blocks), []
    for story in stories:
        story[0] = replace(story[0], text=NUMBERED.sub("", story[0].text))
    return list(blocks[: starts[0]]), stories


def _mails(text: str) -> tuple[str, list[str]]:
    """Part a digest at the headers of its mails."""
    parts = ROW.split(text)
    mails = [part.strip("\n") for part in parts if headers.value(headers.block(part)[0], "subject", "from")]
    return (parts[0], mails) if len(mails) > 1 and not headers.block(parts[0])[0] else ("", [text])


def _underlined(text: str) -> tuple[str, list[str]]:
    """Part a text at heads that are underlined."""
    heads = [found for found in UNDERLINED.finditer(text) if abs(len(found["head"].strip()) - len(found["rule"])) <= 4]
    starts = [found.start() for found in heads]
    if len(starts) < 2:
        return "", [text]
    parts = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    if len(parts) > 1 and all(_has_text(part) for part in parts[1:]):
        first = 0 if _has_text(parts[0]) else 1
        above = text[: starts[first]]
        return above, [UNDERLINED.sub(lambda found: found["head"] + "\n", part, count=1) for part in parts[first:]]
    return "", [text]


def _wired(text: str) -> tuple[str, list[str]]:
    """Part what a wire sent at its marks of an end."""
    parts = [part for part in WIRE.split(text) if part.strip()]
    above = _masthead(parts)
    return (above, parts) if len(parts) > 1 and all(_begins(part) for part in parts) else ("", [text])


def _ruled(text: str) -> tuple[str, list[str]]:
    """Part a text at rows of signs where each part begins with a headline."""
    if len([line for line in text.split("\n") if NUMBERED.match(line.strip())]) > 1:
        return "", [text]  # the numbers part it
    parts = [part for part in ROW.split(text) if part.strip() and not END_OF.match(part)]
    above = parts.pop(0) if len(parts) > 2 and not _has_text(parts[0]) else _masthead(parts)
    if parts and _is_note(parts[-1]):
        parts.pop()
    return (above, parts) if len(parts) > 1 and all(_begins(part) for part in parts) else ("", [text])


def _masthead(parts: list[str]) -> str:
    """Take a bulletin's name and day off the first of its stories, where one stands below them."""
    if len(parts) < 2:
        return ""
    blank = BLANK.search(parts[0].lstrip())
    text, count = parts[0].lstrip(), 0
    while blank and count < MASTHEAD:
        above, below = text[: blank.start()], text[blank.end() :]
        lines = [line.strip() for line in above.split("\n") if line.strip()]
        if any(len(line) > MASTHEAD_LINE for line in lines):
            return ""
        alike = not _sent(below) or all(map(_sent, parts[1:]))  # else what stands above is its headline
        if alike and role(lines[-1]) == "line" and _begins(below):
            parts[0] = below
            return above
        blank, count = BLANK.search(text, blank.end()), count + 1
    return ""


def _begins(part: str) -> bool:
    """Tell whether a part begins like a story: with a headline, or sent from somewhere."""
    return _heads(part) or (_sent(part) and len(part.split()) >= FEWEST_WORDS)


def _sent(part: str) -> bool:
    """Tell whether a part begins with a dateline, without a headline."""
    return dateline.parse(part.lstrip()) is not None


def _has_text(part: str) -> bool:
    """Tell whether text follows the first line of a part."""
    _, _, rest = part.strip().partition("\n")
    return len(rest.split()) >= FEWEST_WORDS


def _heads(part: str) -> bool:
    """Tell whether a part begins with a line that is a headline, with text below it."""
    lines = [line.strip() for line in part.strip().split("\n")]
    after = next((line for line in lines[1:] if line), "")
    head = lines[0]
    return (
        len(head) <= 100
        and not head.endswith((".", ",", ";", ":"))
        and len(after) > 0
        and (lines[1:2] == [""] or head.isupper() or len(head) < 70)
        and _has_text(part)
        and not head[:1].islower()
    )


def _is_note(part: str) -> bool:
    """Tell an imprint below the last row: short, and without a headline."""
    return len(part.split()) < 40 and not _begins(part)
