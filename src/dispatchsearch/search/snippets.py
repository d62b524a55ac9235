"""A text and the words a query hits in it -> the passage that shows them best."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from dispatchsearch.search.marks import Mark
from dispatchsearch.search.page import Snippet

WIDTH = 140  # characters a snippet aims at: two lines of a page
BEFORE = 60  # characters shown before a hit where its sentence begins too far ahead
GAP = " … "
ABBREVIATIONS = (
    "Mr Mrs Ms Dr St Mt Lt Col Gen Maj Sgt Capt Adm Gov Sen Rep Rev Prof Jr Sr No Nos vs Co Inc Ltd Corp Bros "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Sun Mon Tue Wed Thu Fri Sat"
)
NOT_AFTER = "".join(
    rf"(?<! \b (?: {' | '.join(words)} ) \. )"  # what is looked for behind must be of one length
    for _, words in itertools.groupby(sorted(ABBREVIATIONS.split(), key=len), len)
)
END = re.compile(
    rf"""
    [.!?…\n]                                       # one set of signs, which is looked for quickly
    (?: (?<= \n ) \s*
      | (?<! \n ) (?= ["'”’)\]]* \s+ ["'“‘(\[]* [^\W_a-z] ) (?<! \b[A-Z]\. ) {NOT_AFTER} ["'”’)\]]* \s+
    )
    """,
    re.VERBOSE,
)
"""Where a sentence ends: not after an abbreviation or an initial, and before something that can begin one."""
WORD = re.compile(r"\s*\S{1,200}")
SPACES = re.compile(r"\s{2,}")


class _Passage(NamedTuple):
    """A stretch of the text, `text[start:end]`, and the clauses it answers: a bit each, for many are compared."""

    start: int
    end: int
    parts: int
    hits: int


def snippet(text: str, marks: Sequence[Mark], width: int = WIDTH) -> Snippet:
    """Return the best passage of about `width` characters: whole sentences where they fit, never a broken word.

    Where no passage answers as many clauses of the query as two shorter ones do together, those two are shown.
    Without a hit it is the text's beginning.
    """
    if not text or text.isspace():
        return Snippet("")
    outline = _Outline(text, marks, width)
    best = max(outline.passages(width), key=_worth)
    chosen = [best]
    if best.parts != outline.parts:
        halves = outline.passages(width // 2)
        first = max(halves, key=_worth)
        second = _beside(first, halves)
        if (first.parts | second.parts).bit_count() > best.parts.bit_count():
            chosen = sorted((first, second), key=lambda passage: passage.start)
    return _cut(text, chosen, marks)


class _Outline:
    """A text's hits, and its sentences from the line of the first hit as far as a passage with the last may reach."""

    def __init__(self, text: str, marks: Sequence[Mark], width: int) -> None:
        self.text = text
        self.marks = marks
        self.hits = [mark.start for mark in marks]
        self._bits = [1 << mark.part for mark in marks]
        self.parts = self._parts(0, len(marks))
        first, last = (self.hits[0], self.hits[-1]) if marks else (0, 0)
        between: list[int] = []
        for match in END.finditer(text, max(text.rfind("\n", 0, first), 0)):
            between.append(end := match.end())
            if end > last + width:
                break
        self.starts = [0, *between]
        self.ends = [*between, len(text)]

    def passages(self, width: int) -> list[_Passage]:
        """Return the passages that may be shown, in the order of the text."""
        return [self._at(start, width) for start in self._begins(width)]

    def _begins(self, width: int) -> list[int]:
        """Return where passages may begin: with the sentence of a hit, or shortly before it in a long sentence."""
        found: list[int] = []
        for mark in self.marks:
            start = self.starts[bisect_right(self.starts, mark.start) - 1]
            if mark.end - start > width * 2 // 3:
                ahead = self.text.find(" ", max(start, mark.start - BEFORE), mark.start)
                start = ahead + 1 if ahead >= 0 else mark.start
            if not found or start != found[-1]:  # hits of one sentence stand side by side
                found.append(start)
        return found or [0]

    def _at(self, start: int, width: int) -> _Passage:
        """Return the whole sentences from `start` that fit; where not even one does, as many words."""
        text = self.text
        fitting = bisect_right(self.ends, start + width) - 1
        end = self.ends[fitting] if fitting >= 0 else 0
        if end - start < width // 2:
            end = min(start + width, len(text))
            if end < len(text) and not text[end].isspace():
                end = max(text.rfind(" ", start, end), text.rfind("\n", start, end), start) or end
            if end < len(text) and (text[start].isspace() or not text[end].isspace()):  # not behind a word as it is
                end = max(end, self._past_word(start))
        first, last = bisect_left(self.hits, start), bisect_left(self.hits, end)
        return _Passage(start, end, self._parts(first, last), last - first)

    def _parts(self, first: int, last: int) -> int:
        """Return the clauses that some of the hits answer."""
        parts = 0
        for bit in self._bits[first:last]:
            parts |= bit
        return parts

    def _past_word(self, start: int) -> int:
        """Return where the word at `start` ends: a passage holds one at least."""
        found = WORD.match(self.text, start)
        return found.end() if found else start


def _worth(passage: _Passage) -> tuple[int, int, int]:
    return (passage.parts.bit_count(), min(passage.hits, 8), -passage.start)


def _beside(first: _Passage, passages: Sequence[_Passage]) -> _Passage:
    """Return the passage that adds most to one and does not overlap it; that one itself where there is none."""
    free = [passage for passage in passages if passage.end <= first.start or passage.start >= first.end]
    return max(free, key=lambda passage: ((passage.parts & ~first.parts).bit_count(), *_worth(passage)), default=first)


def _cut(text: str, passages: Sequence[_Passage], marks: Sequence[Mark]) -> Snippet:
    """Write passages as one line, the marks moved along."""
    written = ""
    moved: list[tuple[int, int]] = []
    for passage in passages:
        piece = text[passage.start : passage.end].rstrip()
        lead = len(piece) - len(piece.lstrip())
        start, end = passage.start + lead, passage.start + len(piece)
        if written:
            written += GAP
        elif not _begins(text, start):
            written = "… "
        shown = " ".join(piece.split())
        spaces = _spared(text, start, end) if len(shown) < end - start else []
        before = len(written) - start
        for at, to, _ in marks:
            if start <= at and to <= end:
                ahead, behind = before + at, before + to
                if spaces:
                    ahead, behind = ahead - bisect_left(spaces, at), behind - bisect_left(spaces, to)
                if ahead < behind:  # a mark of nothing but a space may have gone with it
                    moved.append((ahead, behind))
        written += shown
    whole = not text[passages[-1].end :].strip() or written[-1:] in ".!?…\"'”’"
    return Snippet(written if whole else f"{written} …", tuple(moved))


def _spared(text: str, start: int, end: int) -> list[int]:
    """Return the places of the spaces that are left out because one stands before them."""
    return [at for run in SPACES.finditer(text, start, end) for at in range(run.start() + 1, run.end())]


def _begins(text: str, start: int) -> bool:
    """Tell whether a sentence or paragraph begins here."""
    ahead = text[:start].rstrip(" ")
    return not ahead or ahead[-1] in ".!?…\n\"'”’"
