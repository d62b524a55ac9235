"""What a word shows the tagger of names: its letters, its neighbours, the gazetteer, its use elsewhere."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.names import given_names, surnames

DATA = Path(__file__).parents[2] / "data"
BEGINNINGS = ((b"p2=", 2), (b"p3=", 3), (b"p4=", 4))
ENDINGS = ((b"x1=", 1), (b"x2=", 2), (b"x3=", 3), (b"x4=", 4))
Row = Sequence[bytes]  # the features of one word; bytes, for the tagger would make them of text each time
LONGEST_NAME = 4  # words of a place's name that are looked up at once
APART = 3  # words from one capital to the next of what may be one name: Gulf of the Torval
WITHIN_PLACES = frozenset("of the and de del della di da do dos das du des la le les las los el al am an sur ,".split())
SEEN_FROM = ((-1, b"-1"), (0, b""), (1, b"1"))
GIVEN_NAMES, SURNAMES = given_names(), surnames()
NAMES_OF_PEOPLE = GIVEN_NAMES | SURNAMES
TITLES = frozenset(
    """mr mrs ms miss dr prof professor gen general col colonel lt lieutenant maj major capt captain sgt sergeant cpl
    corporal marshal admiral adm brigadier brig commander cmdr sen senator rep representative congressman gov governor
    mayor judge justice rev reverend bishop archbishop patriarch pope cardinal sheikh sheik ayatollah imam mullah king
    queen prince princess emperor sultan emir shah czar tsar sir lord lady baron president vice-president premier
    minister chancellor secretary ambassador envoy chairman chairwoman director spokesman spokeswoman spokesperson
    deputy leader chief coach striker midfielder goalkeeper lawyer attorney journalist reporter analyst economist
    warlord comrade citizen""".split()
)
SAYING = frozenset(
    """said says told tells added announced asked warned denied insisted claimed stated explained replied argued
    confirmed accused declared noted recalled acknowledged admitted reported wrote urged predicted complained
    vowed""".split()
)
WHERE = frozenset("in at near from to around across outside inside".split())
KNOWN = ((b"given", GIVEN_NAMES), (b"surname", SURNAMES))


def shape(word: str) -> str:
    """Return the outline of a word: "Xxx" for Baku, "XX" for USA, with runs cut at two."""
    if word.isascii() and word.isalpha():
        for said, plain in ((word.islower(), "xx"), (word.isupper(), "XX"), (word.istitle(), "Xxx")):
            if said:
                return plain[: len(word)]
    outline = ""
    for letter in word:
        kind = "X" if letter.isupper() else "x" if letter.isalpha() else "d" if letter.isdigit() else letter
        if outline[-2:] != kind + kind:
            outline += kind
    return outline


class Word(NamedTuple):
    """What a word shows, whatever stands beside it; in tuples, which Python does not look through again and again."""

    low: bytes  # in small letters
    outline: bytes
    own: Row
    second_before: Row  # what it shows the word after the next,
    before: Row  # the next,
    behind: Row  # the one before it,
    second_behind: Row  # and the one before that


EDGE = Word(b"", b"", (), (), (b"first",), (b"last",), ())
"""What stands before and behind a sentence."""


@lru_cache(maxsize=8_192)
def of_word(word: str) -> Word:
    """Return what a word shows; most words of a dispatch have been met before, and of a rare one that costs memory."""
    text = word.lower()
    low, outline, end = text.encode(), shape(word).encode(), text[-3:].encode()
    own: Row = (b"w=" + low, b"s=" + outline)
    before: Row = (b"-1w=" + low, b"-1s=" + outline, b"-1x=" + end)
    behind: Row = (b"1w=" + low, b"1s=" + outline, b"1x=" + end)
    if word[:1].isupper():
        beginnings = [mark + text[:size].encode() for mark, size in BEGINNINGS if len(text) > size]
        endings = [mark + text[-size:].encode() for mark, size in ENDINGS if len(text) > size]
        flags = [flag for flag, names in KNOWN if text in names]
        own = (*own, *beginnings, *endings, *([b"hyphen"] if "-" in word else []), *flags)
        before = (*before, *[b"-1" + flag for flag in flags])
        behind = (*behind, *[b"1" + flag for flag in flags])
    return Word(low, outline, own, (b"-2w=" + low, b"-2s=" + outline), before, behind, (b"2w=" + low, b"2s=" + outline))


def in_text(words: Sequence[str], large: Sequence[int], sentences: Sequence[tuple[int, int]]) -> dict[str, Row]:
    """Tell of each capitalised word that occurs again what stands beside it anywhere: a title, a verb of saying.

    `large` are the numbers of the capitalised words. The words are given in small letters.
    """
    lows = [words[number].lower() for number in large]
    counts = Counter(lows)
    shown: dict[str, set[bytes]] = {low: set() for low, count in counts.items() if count > 1}
    opening = {first for first, _ in sentences}
    ends = {end for _, end in sentences}
    for number, low in zip(large, lows, strict=True):
        if low in shown:
            if number not in opening:
                shown[low].add(after(words[number - 1]))
            if number + 1 not in ends:
                shown[low].add(before(words[number + 1]))
    told: dict[str, Row] = {low: (*sorted(signs - {b""}), b"again") for low, signs in shown.items()}
    for word in counts.keys() & set(words):
        told[word] = (*told.get(word, ()), b"plain")
    return told


def is_shouted(words: Sequence[str], large: Sequence[int]) -> bool:
    """Tell whether most of a sentence's words with capitals are in capitals throughout."""
    return len([at for at in large if words[at].isupper() and len(words[at]) > 1]) > 0.6 * len(large)


def large_words(words: Sequence[str]) -> list[int]:
    """Return the numbers of the words that begin with a capital."""
    return [number for number, word in enumerate(words) if word[0].isupper()]


@lru_cache(maxsize=16_384)
def after(word: str) -> bytes:
    """Say what the word before shows."""
    low = word.lower().rstrip(".")
    if low in TITLES:
        return b"title<"
    if word[:1].isupper():
        return b"given<" if low in GIVEN_NAMES else b"name<"
    return b"where<" if low in WHERE else b""


@lru_cache(maxsize=16_384)
def before(word: str) -> bytes:
    """Say what the word behind shows."""
    if word[:1].isupper():
        return b">name"
    return b">says" if word in SAYING else b""


def beside(last: Word, word: Word, following: Word) -> list[bytes]:
    """Return the features of a word between its neighbours."""
    return [
        *word.own,
        *last.before,
        *following.behind,
        b"s-=" + last.outline + b"|" + word.outline,
        b"s+=" + word.outline + b"|" + following.outline,
    ]


def among(before_last: Word, last: Word, word: Word, following: Word, after_following: Word) -> list[bytes]:
    """Return the features of a word among the two on either side of it."""
    return [
        *beside(last, word, following),
        *before_last.second_before,
        *after_following.second_behind,
        b"b=" + last.low + b"|" + following.low,
    ]


class Features:
    """Makes features of texts, with a gazetteer at hand."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def of(
        self, words: Sequence[str], large: Sequence[int], told: dict[str, Row], *, shouted: bool | None = None
    ) -> list[Row]:
        """Return the features of each word of a sentence; plain words far from capitals get few.

        `large` are the numbers of its capitalised words, `told` is what `in_text` says of the whole text. Where only a
        part of a sentence is given, `shouted` says whether all of it is in capitals.
        """
        known = [of_word(word) for word in words]
        rows = [word.own for word in known]
        if not large:
            return rows
        around = [EDGE, EDGE, *known, EDGE, EDGE]
        shouted = is_shouted(words, large) if shouted is None else shouted
        within = {at for one, other in pairwise(large) if other - one <= APART for at in range(one + 1, other)}
        outside = {at + step for at in large for step in (-1, 1)} - {-1, len(words), *large, *within}
        full = {at: among(*around[at : at + 5]) for at in (*large, *within)}
        full |= {at: beside(*around[at + 1 : at + 4]) for at in outside}
        for at in large:
            full[at] += told.get(words[at].lower(), ())
        for at, flag in self._places(words, large).items():
            for step, seen_from in SEEN_FROM:
                if at - step in full:
                    full[at - step].append(seen_from + flag)
        for at, row in full.items():
            rows[at] = [*row, b"shouted"] if shouted else row
        return rows

    def _places(self, words: Sequence[str], large: Sequence[int]) -> dict[int, bytes]:
        """Mark the words of places' names, the longest first; a name begins and ends with a large word."""
        flags: dict[int, bytes] = {}
        capitals, size, standing_of = set(large), len(words), self._gazetteer.standing
        free = 0
        for at in large:
            if at < free:
                continue
            most = min(at + LONGEST_NAME, size)
            last = at
            while last + 1 < most and (last + 1 in capitals or words[last + 1] in WITHIN_PLACES):
                last += 1
            while last > at and not (last in capitals and standing_of(" ".join(words[at : last + 1]))):
                last -= 1
            standing = standing_of(words[at] if last == at else " ".join(words[at : last + 1]))
            if standing:
                flags[at] = b"gB=%d" % standing
                for within in range(at + 1, last + 1):
                    flags[within] = b"gI=%d" % standing
                free = last + 1
        return flags
