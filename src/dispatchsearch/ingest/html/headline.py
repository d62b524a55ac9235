"""The headline of a page: the line on it that its title and its metadata agree on."""

import re
from typing import Final

from dispatchsearch.ingest.html.head import Head
from dispatchsearch.ingest.html.walk import Piece
from dispatchsearch.ingest.text.labels import RELATED, datelike, role

LONGEST: Final = 300  # characters
JOINTS: Final = re.compile(r"\s+[|–—·•»«›>/-]+\s+|\s*\|\s*|\s*::\s*|\s+-\s*|: ")
WORD: Final = re.compile(r"[^\W_]+")
HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
STROKES: Final = " |–—·•»«›>/:-"
SHORTEST: Final = 8  # characters of a headline by which a title is told apart
ISSUE: Final = re.compile(
    r"\b(?:volume|vol\.|issue|no\.) ?\d|\b\d{2,4}-\d\d-\d\d\b", re.IGNORECASE
)  # of a title of issues, not stories
NUMBER: Final = re.compile(r"\[\d{1,3}\] ")
PARAGRAPH: Final = 80  # characters from which a piece is taken for text
AHEAD: Final = 12  # pieces before the text among which a headline without a title may stand


def headline(facts: Head, shown: list[Piece], kept: list[bool]) -> tuple[str, int]:
    """Return the headline and the number of the piece it stands in, -1 where it is in the head alone."""
    stated = [text for text in (facts.headline, facts.title) if text]
    words = [_words(text) for text in stated]
    mast = _words(facts.masthead or "")
    weights = [
        (weight, -number)
        for number, piece in enumerate(shown)
        if _may_title(piece, stated) and (weight := _likeness(piece, words, mast)) >= 1
    ]
    if weights:
        number = -max(weights)[1]
        return _line(shown[number], facts), number
    above = _above(shown, kept)
    if above and (
        not facts.title or ISSUE.search(facts.title) or (not facts.headline and len(facts.title.split()) <= 3)
    ):
        number = min(above, key=lambda number: (shown[number].tag, -number))
        return NUMBER.sub("", _line(shown[number], facts)), number
    if facts.headline and facts.headline != facts.masthead:
        return _bare(facts.headline, facts), -1
    return _bare(facts.title, facts), -1


def _above(shown: list[Piece], kept: list[bool]) -> list[int]:
    """Return the numbers of the headings that stand next above the text."""
    first = next((number for number, keep in enumerate(kept) if keep and len(shown[number].text) > PARAGRAPH), 0)
    if sum(NUMBER.match(piece.text) is not None for piece, keep in zip(shown, kept, strict=True) if keep) > 1:
        return []  # each is a story's
    near = range(max(0, first - AHEAD), min(first + 1, len(shown)))
    return [number for number in near if shown[number].tag in HEADINGS and not datelike(shown[number].text)]


def _may_title(piece: Piece, stated: list[str]) -> bool:
    """Tell whether a piece is set as a heading, or printed as the head states the title."""
    text = piece.text
    if len(text) > LONGEST or len(text) < 3 or piece.region in ("comments", "footer"):
        return False
    if piece.tag not in HEADINGS and not any(
        line in title for line in text.split("\n") for title in stated if len(line) > SHORTEST
    ):
        return False
    return RELATED.fullmatch(text) is None and (piece.tag == "h1" or role(text) is None)


def _likeness(piece: Piece, stated: list[frozenset[str]], mast: frozenset[str]) -> float:
    """Weigh a piece: how much of it the title and metadata repeat, and how it is set; from 1 it is a headline."""
    words = _words(piece.text)
    if not words or (mast and words <= mast):
        return 0
    heading = {"h1": 0.6, "h2": 0.3, "h3": 0.2}.get(piece.tag, 0.0)
    apart = 0.35 if piece.region else 0.0
    if not stated:
        return (1 if piece.tag == "h1" else 0) + heading - apart
    share = max(_part(words, title) for title in stated)
    linked = 0.2 if piece.linked > len(piece.text) * 0.8 and piece.tag != "h1" else 0.0
    if share > 0.9 or (share >= 0.6 and len(words) > 1):
        return 1.4 + share + heading - apart - linked
    return heading + 0.4 + share - apart if piece.tag == "h1" else 0


def _part(words: frozenset[str], title: frozenset[str]) -> float:
    """Return how far a piece is a part of the title: most of its words are in it, and it is no small part."""
    common = len(words & title)
    return min(common / len(words), 2 * common / max(len(title), 1))


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.casefold()))


def _line(piece: Piece, facts: Head) -> str:
    """Return the headline in a piece that may hold a second line."""
    lines = piece.text.split("\n")
    if len(lines) == 1 or (piece.tag == "h1" and len(piece.text) < 150):
        return _bare(" ".join(lines), facts) if piece.tag not in HEADINGS else " ".join(lines)
    stated = _words(facts.headline or facts.title)
    return max(lines, key=lambda line: len(_words(line) & stated))


def _bare(title: str, facts: Head) -> str:
    """Take the masthead off a title: `Masthead: Headline`, `Headline | Masthead`."""
    parts = JOINTS.split(title)
    if len(parts) < 2:
        return title
    mast = _words(facts.masthead or "")
    for part in (parts[0], parts[-1]):
        if mast and _words(part) and (_words(part) <= mast or mast <= _words(part)):
            rest = title.removeprefix(part).removesuffix(part)
            return rest.strip(STROKES) or title
    last = re.search(r"\s+(?:[|–—·•»›]|::|-)\s+([^|–—]{2,40})$", title)
    return title[: last.start()].strip() if last and last.start() > 15 and len(last[1].split()) <= 5 else title


def masthead(facts: Head, title: str) -> str | None:
    """Return the outlet's name: as the metadata state it, else what the page's title holds beside the headline."""
    if facts.masthead:
        return " ".join(facts.masthead.split())
    at = facts.title.find(title) if title else -1
    if at < 0 or len(title) < SHORTEST:
        return None
    rest = [part.strip(STROKES) for part in (facts.title[:at], facts.title[at + len(title) :])]
    sides = [part for joined in rest for part in JOINTS.split(joined) if part and not datelike(part)]
    return sides[-1] if sides and len(sides) == 1 and len(sides[0]) <= 40 and len(sides[0].split()) <= 6 else None
