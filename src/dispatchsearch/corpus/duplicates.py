"""
Which texts tell one story: wire copies, reprints and revisions, and not two stories written after one form.

A copy may be cut, re-headed, re-dated or edited, and still nearly all of the shorter text stands in the longer. Two
stories of one form (earnings, weather, results) also share most of their words, but not the names and numbers.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

from dispatchsearch.names import fold, skeleton

RUN = 3  # words that stand together
HELD = 0.8  # of the shorter text's words, which must stand in runs that the longer has too
LOST = 1 / 6  # of the shorter text's names and numbers, which may be others in the longer; one always, if not SHORT
CENTRAL = 1 / 4  # of the names it has twice, the title counted: what it is about
NUMBER = 2  # how much a number weighs against a name
SHORT = 50  # words: below them the title must speak for it too
TITLE = 0.6  # of the words of its title, which the longer must have
FEWEST = 8  # words of a text that is compared
ENOUGH = 8  # members of a group that a text must be alike with, where half of the group are more

NUMBERS = {
    word: str(number)
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of a dispatch: the words of its body as they follow, and its names and numbers."""

    id: int  # 64 bits: the same for the same words, and below SHORT words the same title
    words: tuple[str, ...]  # in small letters, names and numbers as they are compared
    marks: tuple[str, ...]  # names and numbers
    central: frozenset[str]  # names that stand there twice, the title counted
    title: frozenset[str]


def known_by(title: str, body: str) -> tuple[int, int] | None:
    """Return the id of a dispatch's text and its number of words; None where it has too few to be told from others."""
    found = WORD.findall(body)
    return (_id(found, WORD.findall(title)), len(found)) if len(found) >= FEWEST else None


def text_of(title: str, body: str) -> Text | None:
    """Return what is compared of a dispatch; None where it has too few words to be told from others."""
    found = WORD.findall(body)
    if len(found) < FEWEST:
        return None
    small = {word for word in found if word.islower()}
    marked = [_is_mark(word, small) for word in found]
    words = tuple(_mark(word) if mark else word.casefold() for word, mark in zip(found, marked, strict=True))
    marks = tuple(compress(words, marked))
    headed = [word.casefold() for word in WORD.findall(title)]
    counts = Counter((*marks, *{_mark(word) for word in headed}))
    central = frozenset(mark for mark in marks if counts[mark] > 1 and not _is_number(mark))
    return Text(_id(found, headed), words, marks, central, frozenset(headed))


def are_versions(one: Text, other: Text) -> bool:
    """Tell whether two texts tell one story: nearly all of the shorter stands in the longer, names and numbers too."""
    shorter, longer = sorted((one, other), key=lambda text: (len(text.words), text.words))
    if len(shorter.words) < SHORT and not _speaks_for(shorter.title, longer):
        return False
    if _held(shorter.words, longer.words) < HELD:
        return False
    known = set(longer.words) | {_mark(word) for word in longer.words}
    lost = [mark for mark in shorter.marks if mark not in known]
    if len(shorter.central - known) > CENTRAL * len(shorter.central):
        return False
    if len(shorter.words) >= SHORT:
        return len(lost) <= 1 or _weight(lost) <= LOST * _weight(shorter.marks)
    numbers, changed = sum(map(_is_number, shorter.marks)), sum(map(_is_number, lost))
    return changed <= LOST * numbers and _weight(lost) <= LOST * _weight(shorter.marks)


def groups(
    lengths: Mapping[int, int], alike: Iterable[tuple[int, int]], apart: Collection[frozenset[int]] = ()
) -> list[frozenset[int]]:
    """Group texts, given by id and number of words, into stories.

    `alike` are the pairs that were found to be versions of one another. A text joins the group in which it is alike
    with more than half of the members (or with ENOUGH), the longest texts first; so a page that holds two stories
    does not make one of them. Pairs that are kept `apart` never stand in one group. The groups depend on what is given,
    not on its order.
    """
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in alike:
        partners[one].add(other)
        partners[other].add(one)
    found: list[set[int]] = []
    of_text: dict[int, int] = {}
    for text in sorted(lengths, key=lambda text: (-lengths[text], text)):
        shared: defaultdict[int, int] = defaultdict(int)
        for partner in partners[text]:
            if partner in of_text:
                shared[of_text[partner]] += 1
        barred = {of_text.get(other) for pair in apart if text in pair for other in pair - {text}}
        fitting = [
            place
            for place, count in shared.items()
            if place not in barred and count >= min(len(found[place]) // 2 + 1, ENOUGH)
        ]
        place = min(fitting, key=lambda place: (-shared[place], place), default=len(found))
        if place == len(found):
            found.append(set())
        found[place].add(text)
        of_text[text] = place
    return [frozenset(group) for group in found]


def _id(words: Sequence[str], title: Sequence[str]) -> int:
    spelled = " ".join(words if len(words) >= SHORT else (*words, "|", *title)).casefold()
    digest = hashlib.blake2b(spelled.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _held(shorter: Sequence[str], longer: Sequence[str]) -> float:
    """Return the share of the shorter text's words that stand in runs of RUN words the longer has too."""
    runs = set(zip(*(longer[at:] for at in range(RUN)), strict=False))
    held = bytearray(len(shorter))
    for at, run in enumerate(zip(*(shorter[at:] for at in range(RUN)), strict=False)):
        if run in runs:
            held[at : at + RUN] = b"\x01" * RUN
    return sum(held) / len(shorter)


def _weight(marks: Iterable[str]) -> int:
    return sum(NUMBER if _is_number(mark) else 1 for mark in marks)


def _speaks_for(title: Collection[str], other: Text) -> bool:
    """Tell whether the words of a title stand in another title or text."""
    held = sum(word in other.title or word in other.words or _mark(word) in other.words for word in title)
    return held >= TITLE * len(title)


def _is_mark(word: str, small: Collection[str]) -> bool:
    """Tell whether a word is a number, or in capitals and nowhere in the text in small letters."""
    if word[0].isdigit() or word.casefold() in NUMBERS:
        return True
    return word[0].isupper() and len(word) > 1 and word.casefold() not in small


@lru_cache(maxsize=65_536)
def _mark(word: str) -> str:
    """Return a name or number as it is compared: a name by its consonants, whoever transliterated it."""
    if _is_number(word):
        return word
    return NUMBERS.get(word.casefold()) or skeleton(fold(word)) or word.casefold()


def _is_number(mark: str) -> bool:
    return mark[0].isdigit()
