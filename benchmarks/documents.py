"""
The documents every contestant gets: the 21,577 Reuters dispatches, or any number made from them.

Places and people are those marked by hand. The corpus names no outlets, so each document is given one of twenty, the
first of them many, the last few: a facet needs uneven values.
"""

import gzip
import json
import pathlib
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateConclusion, Dispatch, Locator, Name
from dispatchsearch.gazetteer import Gazetteer

OUTLETS = tuple(f"Outlet {letter}" for letter in "ABCDEFGHIJKLMNOPQRST")
PARAGRAPH = re.compile(r"\n +")
SENTENCES = 3
"""To a paragraph, where a corpus has one sentence to a line."""
REUTERS = 21_577


@dataclass(frozen=True, slots=True)
class Document:
    """One dispatch as contestants get it; `day` is the integer yyyymmdd, places and people are ids."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    day: int
    places: tuple[str, ...]
    people: tuple[str, ...]
    source: str

    @property
    def body(self) -> str:
        """The text."""
        return "\n\n".join(self.paragraphs)

    @property
    def date(self) -> PartialDate:
        """The day it was published."""
        return PartialDate(self.day // 10_000, self.day // 100 % 100, self.day % 100)

    @property
    def path(self) -> str:
        """Where its file would lie."""
        return f"{self.source}/{self.day // 100}/{self.id}.txt"


class Corpus:
    """So many documents; `made` is the folder that larger numbers than the Reuters dispatches are made in."""

    def __init__(self, shared: pathlib.Path, size: int, made: pathlib.Path) -> None:
        self.size = size
        self.shared = shared
        self.path = shared / "quality" / "data" / "corpora" / "reuters21578.jsonl.gz"
        self.is_original = size <= REUTERS
        if not self.is_original:
            self.path = made / f"scaled-{size}.jsonl"
            if not self.path.exists():
                half = self.path.with_suffix(".half")
                with half.open("w") as out:
                    command = [sys.executable, str(shared / "quality" / "make_scaled.py"), str(size)]
                    subprocess.run(command, stdout=out, check=True)
                half.rename(self.path)

    def __iter__(self) -> Iterator[Document]:
        opener = gzip.open if self.path.suffix == ".gz" else open
        with opener(self.path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number == self.size:
                    return
                yield self._document(json.loads(line))

    def __len__(self) -> int:
        return self.size

    def _document(self, made: dict[str, Any]) -> Document:
        return Document(
            id=f"d{made['id']}",
            title=made["title"] or "(no title)",
            paragraphs=paragraphs(made["body"], indented=self.is_original),
            day=int(made["date"][:10].replace("-", "")),
            places=tuple(dict.fromkeys(map(place, made["places"]))),
            people=tuple(dict.fromkeys(f"person:{name}" for name in made["people"])),
            source=outlet(str(made["id"])),
        )


def paragraphs(body: str, *, indented: bool) -> tuple[str, ...]:
    """Return the paragraphs of a body: indented in the original dispatches, else so many sentences each."""
    if indented:
        return tuple(text for part in PARAGRAPH.split(body) if (text := part.replace("\n", " ").strip()))
    lines = body.split("\n")
    return tuple(" ".join(lines[start : start + SENTENCES]) for start in range(0, len(lines), SENTENCES))


def outlet(id_: str) -> str:
    """Return the outlet of a document: the n-th of them has about 1/n of what the first has."""
    share = (zlib.crc32(id_.encode()) % 10_000) / 10_000
    return OUTLETS[int((len(OUTLETS) + 1) ** share) - 1]


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer()


@cache
def place(code: str) -> str:
    """Return the gazetteer's id of a place the corpus names (`west-germany`), or the name where it knows none."""
    name = code.replace("-", " ").title()
    found = gazetteer().named(name) or gazetteer().named(name.upper())
    return found[0].id if found else f"name:{name}"


def dispatch(document: Document) -> Dispatch:
    """Return a document as the archive would conclude it."""
    return Dispatch(
        id=document.id,
        title=document.title,
        body=document.body,
        date=DateConclusion(document.date, "high", "given"),
        source=document.source,
        source_reason="given",
        locators=(Locator("/benchmark", document.path),),
        language="en",
        people=tuple(Name(id_, id_) for id_ in document.people),
        places=tuple(Name(id_, id_) for id_ in document.places),
    )
