"""What is asked in the benchmarks: queries of eight kinds, thirty and more of each."""

import json
import pathlib
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dispatchsearch.dates import PartialDate

Kind = Literal["rare", "common", "or", "and", "phrase", "prefix", "fuzzy", "range"]
KINDS: tuple[Kind, ...] = ("rare", "common", "or", "and", "phrase", "prefix", "fuzzy", "range")
LABELS: Mapping[Kind, str] = {
    "rare": "rare word",
    "common": "common word",
    "or": "or",
    "and": "and",
    "phrase": "phrase",
    "prefix": "prefix",
    "fuzzy": "fuzzy",
    "range": "word in a date range",
}
PLAIN: tuple[Kind, ...] = ("rare", "common")
"""A plain word."""


@dataclass(frozen=True, slots=True)
class Question:
    """One query: its words, for a fuzzy one the distance, for a date range its first and last day as yyyymmdd."""

    kind: Kind
    words: tuple[str, ...]
    distance: int = 0
    since: int = 0
    until: int = 0

    @property
    def text(self) -> str:
        """The query as a user of ours types it, without its dates."""
        match self.kind:
            case "phrase":
                return f'"{" ".join(self.words)}"'
            case "prefix":
                return f"{self.words[0]}*"
            case "fuzzy":
                return f"{self.words[0]}~{self.distance}"
            case "or" | "and":
                return f" {self.kind.upper()} ".join(self.words)
        return self.words[0]


def questions(shared: pathlib.Path, first: PartialDate, last: PartialDate) -> dict[Kind, list[Question]]:
    """Return the queries of each kind for an archive that reaches from `first` to `last`.

    The fifteen misspelt words are asked at one and at two errors. The date ranges are the common words in random
    stretches of a twentieth to a third of the archive's time.
    """
    asked = json.loads((shared / "quality" / "data" / "corpora" / "queries.json").read_text("utf-8"))
    found: dict[Kind, list[Question]] = {
        kind: [Question(kind, words(text)) for text in asked[kind]] for kind in KINDS if kind not in ("fuzzy", "range")
    }
    found["fuzzy"] = [
        Question("fuzzy", (text.partition("~")[0],), distance) for text in asked["fuzzy"] for distance in (1, 2)
    ]
    rng = random.Random(1993)
    found["range"] = [stretch(rng, text, first, last) for text in asked["common"]]
    return found


def words(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"\w+", text) if word not in ("OR", "AND"))


def stretch(rng: random.Random, word: str, first: PartialDate, last: PartialDate) -> Question:
    start, end = number_of(first), number_of(last)
    length = round((end - start) * rng.uniform(0.05, 0.33))
    begin = rng.randrange(start, end - length + 1)
    return Question("range", (word,), since=day_of(begin), until=day_of(begin + length))


def number_of(date: PartialDate) -> int:
    """Return a day as a number in months of 28 days, so that each number is a day of every calendar."""
    return (date.year * 12 + (date.month or 1) - 1) * 28 + min(date.day or 1, 28) - 1


def day_of(number: int) -> int:
    month = number // 28
    return month // 12 * 10_000 + (month % 12 + 1) * 100 + number % 28 + 1


def few(asked: Mapping[Kind, Sequence[Question]], most: int) -> dict[Kind, list[Question]]:
    """Return at most so many queries of each kind, spread over all."""
    return {kind: list(some[:: max(1, -(-len(some) // most))]) for kind, some in asked.items()}
