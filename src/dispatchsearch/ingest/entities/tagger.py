"""Which words of a text name people, places and organisations: a CRF over light features."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from dispatchsearch.errors import ReadError
from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.ingest.entities.features import DATA, Features, in_text, is_shouted, large_words
from dispatchsearch.ingest.entities.tokens import sentences, tokenize

OPENERS = frozenset(
    """The A An In On At It He She They We I But And As For This That These Those There When While If After Before With
    By From To Of His Her Their Its Our My No Not One Two Three Some Many Most All Both However Meanwhile Also So Then
    What Who Where Why How Yes Earlier Later Last Such Other Another Each Under Since Because Although Despite During
    Until Now Once About More Officials Police Witnesses Reports""".split()
)
AROUND = 4  # words beside a capital that the tagger looks at: what stands farther off is no part of a name
MODEL = DATA / "tagger.crfsuite"


class Span(NamedTuple):
    """A name: `text[start:end]`, the words `first` to `last` of the text; `label` is PER, LOC or ORG.

    A named tuple, for many are made of each dispatch and used as keys.
    """

    start: int
    end: int
    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text's words with their offsets, and the names among them in order."""

    tokens: list[tuple[int, int]]
    words: list[str]
    large: list[int]  # numbers of the words that begin with a capital
    starts: frozenset[int]  # numbers of the words that begin a sentence
    spans: list[Span]


class Tagger:
    """Tags texts; one for each process. Raises ReadError where its weights are missing or damaged."""

    def __init__(self, gazetteer: Gazetteer, model: Path = MODEL) -> None:
        self._features = Features(gazetteer)
        self._crf = pycrfsuite.Tagger()
        try:
            self._crf.open(str(model))
        except OSError as error:
            raise ReadError(f"the weights {model} cannot be read ({error}): install dispatchsearch again") from error

    def tag(self, text: str) -> Tagged:
        """Return the words and names of a text."""
        tokens = tokenize(text)
        words = [text[start:end] for start, end in tokens]
        ranges = sentences(text, tokens)
        large = large_words(words)
        told = in_text(words, large, ranges)
        spans: list[Span] = []
        for first, end in ranges:
            ours = [number - first for number in large[bisect_left(large, first) : bisect_left(large, end)]]
            sentence = words[first:end]
            if may_name(sentence, ours):
                shouted = is_shouted(sentence, ours)
                for start, stop in stretches(ours, len(sentence)):
                    here = [number - start for number in ours if start <= number < stop]
                    rows = self._features.of(sentence[start:stop], here, told, shouted=shouted)
                    spans += spans_of(tokens, first + start, self._crf.tag(rows))
        return Tagged(tokens, words, large, frozenset(first for first, _ in ranges), spans)


def may_name(words: Sequence[str], large: Sequence[int]) -> bool:
    """Tell whether a sentence, whose words with capitals are given, has one beyond that of a common first word."""
    return len(large) > 1 or (len(large) == 1 and (large[0] > 0 or words[0] not in OPENERS))


def stretches(large: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sentence that hold its words with capitals, and AROUND words on either side of each."""
    start = stop = 0
    for number in large:
        if number - AROUND > stop:
            if stop:
                yield start, stop
            start = number - AROUND
        stop = min(size, number + AROUND + 1)
    yield start, stop


def spans_of(tokens: Sequence[tuple[int, int]], first: int, labels: Sequence[str]) -> list[Span]:
    """Join the BIO labels of a sentence, which begins with word number `first`, to spans."""
    found: list[Span] = []
    begun = 0
    for number, label in enumerate(labels):
        if label == "O":
            continue
        if label[0] == "B" or number == 0 or labels[number - 1][2:] != label[2:]:
            begun = number
        if labels[number + 1 : number + 2] != ["I" + label[1:]]:
            start, end = tokens[first + begun][0], tokens[first + number][1]
            found.append(Span(start, end, label[2:], first + begun, first + number))
    return found
