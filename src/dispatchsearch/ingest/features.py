"""What a word shows the tagger of names: its letters, its neighbours, the gazetteer, its use elsewhere."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dispatchsearch.gazetteer import Gazetteer

DATA = Path(__file__).parent.parent / "data"
OFFSETS = (-2, -1, 1, 2)
Word = tuple[str, list[str], dict[int, list[str]]]  # outline, features of its own, features for neighbours by distance
LONGEST_NAME = 4  # words of a place's name that are looked up at once
GIVEN_NAMES = frozenset((DATA / "given_names.txt").read_text("utf-8").split())
SURNAMES = frozenset((DATA / "surnames.txt").read_text("utf-8").split())
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


def shape(word: str) -> str:
    """Return the outline of a word: "Xxx" for Baku, "XX" for USA, with runs cut at two."""
    if word.islower() and word.isalpha():
        return "xx"[: len(word)]
    outline = ""
    for letter in word:
        kind = "X" if letter.isupper() else "x" if letter.isalpha() else "d" if letter.isdigit() else letter
        if outline[-2:] != kind + kind:
            outline += kind
    return outline


@lru_cache(maxsize=65_536)
def of_word(word: str) -> Word:
    """Return a word's outline, what it shows of itself, and what it shows its neighbours at each distance."""
    low, outline = word.lower(), shape(word)
    own = [f"w={low}", f"s={outline}"]
    if word[:1].isupper():
        own += [f"p{size}={low[:size]}" for size in (2, 3, 4) if len(low) > size]
        own += [f"x{size}={low[-size:]}" for size in (1, 2, 3, 4) if len(low) > size]
        own += ["hyphen"] if "-" in word else []
        own += ["given"] if low in GIVEN_NAMES else []
        own += ["surname"] if low in SURNAMES else []
    beside = {offset: [f"{offset}w={low}", f"{offset}s={outline}"] for offset in OFFSETS}
    known = [flag for flag in own[2:] if flag in ("given", "surname")]
    for offset in (-1, 1):
        beside[offset] += [f"{offset}x={low[-3:]}", *(f"{offset}{flag}" for flag in known)]
    return outline, own, beside


def in_text(words: Sequence[str], sentences: Sequence[tuple[int, int]]) -> dict[str, list[str]]:
    """Tell of each capitalised word that occurs again what stands beside it anywhere: a title, a verb of saying."""
    counts: Counter[str] = Counter()
    shown: dict[str, set[str]] = {}
    opening = {first for first, _ in sentences}
    ends = {end for _, end in sentences}
    for number in large_words(words):
        low = words[number].lower()
        counts[low] += 1
        signs = shown.setdefault(low, set())
        if number not in opening:
            signs.add(after(words[number - 1]))
        if number + 1 not in ends:
            signs.add(before(words[number + 1]))
    told = {low: [*sorted(shown[low] - {""}), "again"] for low, count in counts.items() if count > 1}
    for word in counts.keys() & set(words):
        told[word] = [*told.get(word, ()), "plain"]
    return told


def is_shouted(words: Sequence[str], large: Sequence[int]) -> bool:
    """Tell whether most of a sentence's words with capitals are in capitals throughout."""
    return sum(words[at].isupper() and len(words[at]) > 1 for at in large) > 0.6 * len(large)


def large_words(words: Sequence[str]) -> list[int]:
    """Return the numbers of the words that begin with a capital."""
    return [number for number, word in enumerate(words) if word[0].isupper()]


@lru_cache(maxsize=16_384)
def after(word: str) -> str:
    """Say what the word before shows."""
    low = word.lower().rstrip(".")
    if low in TITLES:
        return "title<"
    if word[:1].isupper():
        return "given<" if low in GIVEN_NAMES else "name<"
    return "where<" if low in WHERE else ""


@lru_cache(maxsize=16_384)
def before(word: str) -> str:
    """Say what the word behind shows."""
    if word[:1].isupper():
        return ">name"
    return ">says" if word in SAYING else ""


def show_neighbours(row: list[str], at: int, known: Sequence[Word], places: dict[int, list[str]]) -> None:
    """Add what the two words on either side show."""
    last = len(known) - 1
    if at:
        row += known[at - 1][2][-1]
        row += [f"-1{flag}" for flag in places.get(at - 1, ())]
        row.append(f"s-={known[at - 1][0]}|{known[at][0]}")
    else:
        row.append("first")
    if at < last:
        row += known[at + 1][2][1]
        row += [f"1{flag}" for flag in places.get(at + 1, ())]
        row.append(f"s+={known[at][0]}|{known[at + 1][0]}")
    else:
        row.append("last")
    if at > 1:
        row += known[at - 2][2][-2]
    if at < last - 1:
        row += known[at + 2][2][2]


class Features:
    """Makes features of texts, with a gazetteer at hand."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def of(self, words: Sequence[str], told: dict[str, list[str]], *, shouted: bool | None = None) -> list[list[str]]:
        """Return the features of each word of a sentence; plain words far from capitals get few.

        `told` is what `in_text` says of the whole text. Where only a part of a sentence is given, `shouted` says
        whether all of it is in capitals.
        """
        known = [of_word(word) for word in words]
        rows = [word[1] for word in known]
        large = large_words(words)
        if not large:
            return rows
        places = self._places(words, large)
        shouted = is_shouted(words, large) if shouted is None else shouted
        last = len(words) - 1
        near = {at + step for at in large for step in (-1, 0, 1)} - {-1, last + 1}
        for at in near:
            rows[at] = row = rows[at] + places.get(at, [])
            show_neighbours(row, at, known, places)
            if 0 < at < last:
                row.append(f"b={words[at - 1].lower()}|{words[at + 1].lower()}")
            if shouted:
                row.append("shouted")
        for at in large:
            rows[at] += told.get(words[at].lower(), ())
        return rows

    def _places(self, words: Sequence[str], large: Sequence[int]) -> dict[int, list[str]]:
        """Mark the words of places' names, the longest first; a name begins and ends with a large word."""
        flags: dict[int, list[str]] = {}
        free = 0
        for at in large:
            if at < free:
                continue
            end = min(at + LONGEST_NAME, len(words))
            while end > at:
                standing = self._gazetteer.standing(" ".join(words[at:end])) if words[end - 1][:1].isupper() else 0
                if standing:
                    flags[at] = [f"gB={standing}"]
                    flags |= {inside: [f"gI={standing}"] for inside in range(at + 1, end)}
                    free = end
                    break
                end -= 1
        return flags
