"""
Two versions of a story side by side: what stands in both, and what is said otherwise, numbers and names first.

    found = difference(left, right)
    found.first     the changed numbers and names: Change("number", "twelve", "14")
    found.rows      Row(left, right): pieces of text, each marked with how it changed ("" where it stands in both)
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest
from typing import Literal, NamedTuple

Kind = Literal["", "words", "name", "number"]

TOKEN = re.compile(r"\s*\n\s*|[^\S\n]*(?:\d+(?:[.,:]\d+)*\w*|\w+(?:['’\-]\w+)*|[^\w\s]+)|[^\S\n]+")
ENDS = re.compile(r"""[.!?…]["'”’)\]]*$""")
NUMBER = re.compile(
    r"\d|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand)$", re.IGNORECASE
)
QUOTES = ('"', "“", "„", "«", "(")
STRAY = 2  # words in common that only happen to stand between two changes


class Piece(NamedTuple):
    """A stretch of one text, and how it differs from the other text there."""

    text: str
    kind: Kind = ""


class Change(NamedTuple):
    """A number or name that the texts give otherwise; an empty side where only one has it."""

    kind: Kind
    left: str
    right: str


class Row(NamedTuple):
    """What stands side by side; a side is empty where only the other text has it."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]

    @property
    def differs(self) -> bool:
        """Whether anything in the row is said otherwise."""
        return any(piece.kind for piece in (*self.left, *self.right))


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts side by side. The pieces of all rows' left sides make the left text, and so on the right."""

    rows: tuple[Row, ...]
    first: tuple[Change, ...]


class _Stretch(NamedTuple):
    """Words of both texts that belong together: the same, or one in place of the other."""

    same: bool
    left: tuple[str, ...]
    right: tuple[str, ...]


def difference(left: str, right: str) -> Difference:
    """Return two texts side by side, aligned by their longest common subsequence of words."""
    ours, theirs = tuple(TOKEN.findall(left)), tuple(TOKEN.findall(right))
    names = _names(ours) | _names(theirs)
    stretches = _joined(_stretches(ours, theirs))
    known = {word.strip() for word in ours}, {word.strip() for word in theirs}
    changes = (change for stretch in stretches if not stretch.same for change in _changes(stretch, names, *known))
    first = sorted(dict.fromkeys(changes), key=lambda change: change.kind != "number")
    return Difference(tuple(_rows(stretches, names)), tuple(first))


def _stretches(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[_Stretch]:
    from rapidfuzz.distance import Indel  # noqa: PLC0415  # slow to import, and a list of hits shows no difference

    for code in Indel.opcodes([word.strip() for word in ours], [word.strip() for word in theirs]):
        mine, other = ours[code.src_start : code.src_end], theirs[code.dest_start : code.dest_end]
        yield _Stretch(code.tag == "equal", mine, other)


def _joined(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Join what was left out with what was put in its place, and changes that only stray words part."""
    found: list[_Stretch] = []
    for stretch in stretches:
        if stretch.same or not found:
            found.append(stretch)
        elif not found[-1].same:
            found[-1] = _sum(found[-1], stretch)
        elif len(found) > 1 and not found[-2].same and _is_stray(found[-1]):
            between = found.pop()
            found[-1] = _sum(found[-1], between, stretch)
        else:
            found.append(stretch)
    return found


def _sum(*parts: _Stretch) -> _Stretch:
    left = tuple(word for part in parts for word in part.left)
    return _Stretch(False, left, tuple(word for part in parts for word in part.right))  # noqa: FBT003


def _is_stray(stretch: _Stretch) -> bool:
    return len(stretch.left) <= STRAY and not any(map(_ends, stretch.left))


def _ends(word: str) -> bool:
    """Tell whether a sentence or paragraph ends with a word."""
    return "\n" in word or ENDS.search(word) is not None


def _rows(stretches: Sequence[_Stretch], names: frozenset[str]) -> Iterator[Row]:
    """Yield what stands side by side; a row ends where a sentence ends in both texts."""
    left: list[Piece] = []
    right: list[Piece] = []
    for stretch in stretches:
        if not stretch.same:
            left += _pieces(stretch.left, names)
            right += _pieces(stretch.right, names)
            continue
        start = 0
        for at, word in enumerate(stretch.left, 1):
            if at == len(stretch.left) or _ends(word):
                left.append(Piece("".join(stretch.left[start:at])))
                right.append(Piece("".join(stretch.right[start:at])))
                start = at
            if _ends(word):
                yield Row(tuple(left), tuple(right))
                left, right = [], []
    if left or right:
        yield Row(tuple(left), tuple(right))


def _pieces(words: Sequence[str], names: frozenset[str]) -> list[Piece]:
    """Return words that are said otherwise, numbers and names apart."""
    return [Piece("".join(run), kind) for kind, run in groupby(words, key=lambda word: _kind(word, names))]


def _kind(word: str, names: frozenset[str]) -> Kind:
    plain = word.strip()
    return "number" if NUMBER.search(plain) else "name" if plain in names else "words"


def _names(words: Sequence[str]) -> frozenset[str]:
    """Return the words that are names: in capitals within a sentence, and nowhere in small letters."""
    plain = {word.strip() for word in words}
    within = (word.strip() for before, word in pairwise(words) if not _ends(before) and before.strip() not in QUOTES)
    return frozenset(word for word in within if word[:1].isupper() and len(word) > 1 and word.lower() not in plain)


def _changes(stretch: _Stretch, names: frozenset[str], ours: Iterable[str], theirs: Iterable[str]) -> Iterator[Change]:
    """Yield the numbers and names of a change that the other text has nowhere, in pairs."""
    for kind in ("number", "name"):
        left, right = (
            [word.strip() for word in side if _kind(word, names) == kind and word.strip() not in other]
            for side, other in ((stretch.left, theirs), (stretch.right, ours))
        )
        for one, other in zip_longest(left, right, fillvalue=""):
            yield Change(kind, one, other)
