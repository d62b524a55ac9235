"""Thin functions in the signatures of the project's scorer: each calls the product as a user gets it."""

import datetime as dt
import pathlib
import tempfile
from collections.abc import Callable, Sequence
from typing import Any

from dispatchsearch.almanac import months_called
from dispatchsearch.archive import Archive
from dispatchsearch.corpus import chronology
from dispatchsearch.dispatch import Block
from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.clean import clean
from dispatchsearch.ingest.dating import address_evidence, date_evidence
from dispatchsearch.ingest.entities import find_mentions, tools
from dispatchsearch.ingest.entities.foreign import is_foreign
from dispatchsearch.ingest.entities.mentions import Page, find_names
from dispatchsearch.ingest.entities.toponyms import resolve
from dispatchsearch.ingest.read import RawDocument
from dispatchsearch.search.page import SearchOptions
from dispatchsearch.variants import may_be_same

HABITS = chronology.learn((), 1)
"""What one page alone teaches of its source."""


def raw(html: bytes, url: str | None) -> RawDocument:
    """Return a page as the reader hands it on."""
    return RawDocument(html, "text/html", "page.html", url=url)


def text(html: bytes, url: str | None) -> str:
    """Return the main text of a page."""
    stories = clean(raw(html, url))
    return "\n\n".join(block.text for story in stories for block in story.blocks if block.kind == "body")


def dates(html: bytes, url: str | None) -> str | None:
    """Return the publication date of a page, ISO 8601, cut short where the day is unknown."""
    try:
        story = next(iter(clean(raw(html, url))), None)
    except ReadError:
        story = None
    found = [*(date_evidence(story) if story else ()), *address_evidence(url, "page.html", None)]
    language = story.language if story else None
    date = chronology.conclude_date(found, HABITS, language=language, url=url).date
    return str(date) if date else None


def ready() -> None:
    """Open tagger, gazetteer, lists and libraries: the scorer times texts, not what a process opens once."""
    mentions("Hassan Aliev met John Smith in Baku, Azerbaijan.")
    names("Hassan Aliev", "Hassan Alieb")
    months_called("May")


def entities(text: str) -> list[tuple[int, int, str]]:
    """Return the people and places of a text as (start, end, label).

    They are the names that `find_mentions` finds, before it asks whom and what they mean: `toponyms` is scored apart.
    """
    if is_foreign(text):
        return mentions(text)
    page = Page("", (Block(text),))
    tagged = tools()[1].tag(page.text)
    return [(span.start, span.end, span.label) for span in find_names(page, tagged, None, None)]


def mentions(text: str) -> list[tuple[int, int, str]]:
    """Return the same, found with whom and what each name means: what indexing takes."""
    found = find_mentions("", (Block(text),), None)
    return [(m.start, m.end, "PER" if m.kind == "person" else "LOC") for m in found.mentions if m.block == 0]


def toponyms(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[float, float] | None]:
    """Return where the places at these spans of a text lie, in degrees."""
    places = resolve(tools()[0], text, spans)
    return [(place.latitude, place.longitude) if place else None for place in places]


def names(a: str, b: str) -> bool:
    """Tell whether two strings may name one person."""
    return may_be_same(a, b)


def ranking(docs: Sequence[dict[str, Any]], folder: pathlib.Path) -> Callable[[str, int], list[str]]:
    """Index documents as text files and return a search over them."""
    archive, ids = archived(docs, folder)

    def search(query: str, k: int) -> list[str]:
        page = archive.search(query, SearchOptions(limit=k, all_versions=True))
        return [id_ for hit in page.hits for id_ in ids[hit.dispatch.id]]

    return search


def archived(docs: Sequence[dict[str, Any]], folder: pathlib.Path) -> tuple[Archive, dict[str, list[str]]]:
    """Index documents as text files; return the archive and the documents of each of its dispatches, by their ids."""
    root = folder / "raw"
    root.mkdir(parents=True)
    for number, doc in enumerate(docs):
        (root / f"{number}.txt").write_text(f"{doc['title']}\n\n{doc['text']}\n", "utf-8")
    archive = Archive(folder / "index", create=True)
    for _ in archive.index([root], now=dt.datetime.now(dt.UTC)):
        pass
    found = archive.store.dispatches(archive.store.stories.ids())
    numbers = {id_: [int(pathlib.Path(one.path).stem) for one in made.locators] for id_, made in found.items()}
    return archive, {id_: [str(docs[number]["id"]) for number in some] for id_, some in numbers.items()}


def cases(data: bytes, name: str, url: str | None) -> list[dict[str, Any]]:
    """Index one file as a user would and return its dispatches."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        root = folder / "raw"
        path = root / (url.split("://", 1)[1] if url else name)
        if url and path.suffix != pathlib.Path(name).suffix:
            path = path.with_suffix(pathlib.Path(name).suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        with Archive(folder / "index", create=True) as archive:
            for _ in archive.index([root], now=dt.datetime.now(dt.UTC)):
                pass
            found = archive.store.dispatches(archive.store.stories.ids())
            return [as_case(dispatch) for dispatch in sorted(found.values(), key=lambda d: d.id)]


def as_case(dispatch: Any) -> dict[str, Any]:
    """Return a dispatch in the words of the cases."""
    return {
        "title": dispatch.title,
        "date": str(dispatch.date.date) if dispatch.date.date else None,
        "dateline": dispatch.dateline.printed if dispatch.dateline else None,
        "agency": dispatch.credit,
        "persons": [person.heading for person in dispatch.people],
        "places": [place.heading for place in dispatch.places],
        "byline": dispatch.byline,
        "text": dispatch.body,
    }


ready()
