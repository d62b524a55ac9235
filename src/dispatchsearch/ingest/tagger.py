"""Which words of a text name people and places: a CRF over light features."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log10
from pathlib import Path
from typing import Literal

import pycrfsuite

from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.ingest.tokens import sentences, tokenize

MODEL = Path(__file__).parent.parent / "data" / "tagger.crfsuite"
Label = Literal["PER", "LOC"]
OFFSETS = (-2, -1, 1, 2)
LONGEST_NAME = 4  # tokens of a gazetteer name looked for at once


@dataclass(frozen=True, slots=True)
class Span:
    """A named person or place: `text[start:end]`."""

    start: int
    end: int
    label: Label


def shape(word: str) -> str:
    """Return the outline of a word: "Xx" for Baku, "XX" for USA, runs shortened."""
    outline: list[str] = []
    for letter in word:
        kind = "X" if letter.isupper() else "x" if letter.isalpha() else "d" if letter.isdigit() else letter
        if outline[-2:] != [kind, kind]:
            outline.append(kind)
    return "".join(outline)


@lru_cache(maxsize=65_536)
def word_features(word: str) -> tuple[list[str], dict[int, list[str]]]:
    """Return what a word says of itself, and of its neighbours by their distance."""
    low, outline = word.lower(), shape(word)
    own = [f"w={low}", f"s={outline}"]
    if word[:1].isupper():
        own += [f"p{size}={low[:size]}" for size in (2, 3, 4) if len(low) > size]
        own += [f"x{size}={low[-size:]}" for size in (1, 2, 3, 4) if len(low) > size]
        if "-" in word:
            own.append("hyphen")
    beside = {}
    for offset in OFFSETS:
        beside[-offset] = [f"{-offset}w={low}", f"{-offset}s={outline}"]
        if abs(offset) == 1:
            beside[-offset].append(f"{-offset}x={low[-3:]}")
    return own, beside


class Tagger:
    """Tags texts; one for each process."""

    def __init__(self, gazetteer: Gazetteer, model: Path | None = MODEL) -> None:
        self._gazetteer = gazetteer
        self._size = lru_cache(maxsize=65_536)(self._read_size)
        if model:
            self._crf = pycrfsuite.Tagger()
            self._crf.open(str(model))

    def spans(self, text: str) -> list[Span]:
        """Return the people and places named in a text, in order."""
        tokens = tokenize(text)
        words = [text[start:end] for start, end in tokens]
        found: list[Span] = []
        for first, end in sentences(text, tokens):
            if any(word[:1].isupper() for word in words[first:end]):
                labels = self._crf.tag(self.features(words[first:end]))
                found += spans_of(tokens[first:end], labels)
        return found

    def features(self, words: Sequence[str]) -> list[list[str]]:
        """Return the features of each word of a sentence; plain words far from capitals get few."""
        known = self._known(words)
        upper = [word[:1].isupper() for word in words]
        shouted = sum(word.isupper() for word in words) > 0.6 * sum(word[:1].isalpha() for word in words)
        last = len(words) - 1
        described = [word_features(word) for word in words]
        rows = []
        for place, (own, _) in enumerate(described):
            row = own + known[place]
            if not (upper[place] or (place and upper[place - 1]) or (place < last and upper[place + 1])):
                rows.append(row)
                continue
            for offset in OFFSETS:
                if 0 <= place + offset <= last:
                    row += described[place + offset][1][offset]
            if place == 0:
                row.append("first")
            elif known[place - 1]:
                row += [f"-1{flag}" for flag in known[place - 1]]
            if place == last:
                row.append("last")
            elif known[place + 1]:
                row += [f"1{flag}" for flag in known[place + 1]]
            if shouted:
                row.append("shouted")
            if 0 < place < last:
                row.append(f"b={words[place - 1].lower()}|{words[place + 1].lower()}")
            rows.append(row)
        return rows

    def _known(self, words: Sequence[str]) -> list[list[str]]:
        """Mark the words that stand in a gazetteer's name, the longest names first."""
        flags: list[list[str]] = [[] for _ in words]
        place = 0
        while place < len(words):
            step = 1
            if words[place][:1].isupper():
                for length in range(min(LONGEST_NAME, len(words) - place), 0, -1):
                    if words[place + length - 1][:1].isupper() and (
                        size := self._size(" ".join(words[place : place + length]))
                    ):
                        for inside in range(length):
                            flags[place + inside].append(f"g{'I' if inside else 'B'}={size}")
                        step = length
                        break
            place += step
        return flags

    def _read_size(self, name: str) -> str:
        places = self._gazetteer.named(name)
        if not places:
            return ""
        kinds = {place.kind for place in places}
        if "country" in kinds:
            return "country"
        if kinds & {"town", "capital"}:
            return f"town{int(log10(max(place.population for place in places) + 1))}"
        return min(kinds)


def spans_of(tokens: Sequence[tuple[int, int]], labels: Sequence[str]) -> list[Span]:
    """Join BIO labels to spans of people and places."""
    found: list[Span] = []
    open_label = ""
    for (start, end), label in zip(tokens, labels, strict=True):
        name = label[2:]
        if name in ("PER", "LOC"):
            if label[0] == "I" and open_label == name:
                found[-1] = Span(found[-1].start, end, found[-1].label)
            else:
                found.append(Span(start, end, name))
        open_label = name
    return found
