"""
An archive filled with documents as if they had been read: only the reading of files is left out.

Evidence goes into the store as the belt puts it there; conclusions, names and the index are made by the archive itself.
"""

import datetime as dt
import pathlib
import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import islice

from dispatchsearch.archive import Archive
from dispatchsearch.dispatch import Block, DateEvidence, Evidence, Locator, Mention
from dispatchsearch.ingest.pipeline import VERSION
from dispatchsearch.store import ReadFile, ReadRecord, Stamp
from documents import Document, gazetteer

BATCH = 1000
ROOT = "/benchmark"
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
VERSIONS = 50_000
"""Texts above which they are not compared: made ones share half their sentences, so each has many like it."""


def fill(documents: Iterable[Document], folder: pathlib.Path, engine: str = "whoosh") -> None:
    """Make an archive of documents in a folder, with its engine."""
    with Archive(folder, authority=folder / "authority", create=True, engine=engine) as archive:
        root = archive.store.inputs.root(ROOT)
        for batch in batches(documents):
            with archive.store.database.transaction():
                for document in batch:
                    archive.store.inputs.put(root, read(document), VERSION)
        archive.store.set_meta(engine=engine, authority=str(folder / "authority"))
        for step in archive.correct(now=NOW):
            if step.stage == "texts" and step.total > VERSIONS:
                leave_versions(archive)
        archive.store.log("indexed", ROOT, NOW)


def leave_versions(archive: Archive) -> None:
    """Have no more texts compared with each other; versions are not folded where pages are measured."""
    with archive.store.database.transaction() as connection:
        connection.execute("DELETE FROM to_compare")


def refill(archive: pathlib.Path, folder: pathlib.Path, engine: str) -> None:
    """Make the same archive in another folder with another engine: its index alone is made anew."""
    for path in archive.iterdir():
        if path.is_file():
            shutil.copy2(path, folder / path.name)
    with Archive(folder, authority=folder / "authority") as made:
        for _ in made.rebuild(now=NOW, engine=engine):
            pass


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        yield batch


def read(document: Document) -> ReadFile:
    """Return a document as a file that was read."""
    locator = Locator(ROOT, document.path)
    record = ReadRecord(0, document.id, locator, (evidence(document),))
    return ReadFile(document.path, Stamp(len(document.body), 0, 0, document.id), (record,))


def evidence(document: Document) -> Evidence:
    """Return what a document shows: its date beyond doubt, its places and people where the text has them."""
    return Evidence(
        id=document.id,
        document=document.id,
        part=0,
        headline=document.title,
        blocks=tuple(map(Block, document.paragraphs)),
        dates=(DateEvidence("published", (document.date,), "header", "Date", str(document.date)),),
        mentions=tuple(mentions(document)),
        language="en",
    )


def mentions(document: Document) -> Iterator[Mention]:
    """Yield where a document's names stand in its text; in the title, block -1, where the text has them not."""
    for place in document.places:
        known = gazetteer().place(place)
        name = known.name if known else place.partition(":")[2]
        yield from marked(document, "place", name, place)
    for person in document.people:
        name = person.partition(":")[2].replace("-", " ").title()
        yield from marked(document, "person", name, name)


def marked(document: Document, kind: str, name: str, key: str) -> Iterator[Mention]:
    for number, text in enumerate(document.paragraphs):
        if found := re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            yield Mention(kind, found[0], number, found.start(), found.end(), key)  # type: ignore[arg-type]
            return
    yield Mention(kind, name, -1, 0, 0, key)  # type: ignore[arg-type]
