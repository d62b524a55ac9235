"""
Our own page, by each engine: at the engine port, and through the archive as a user gets it.

At the port a query is already in terms of the index, and what comes back are ids and counts: no title, no snippet.
Through the archive words are read and looked up, hits are ranked by all that ranks them, titles and snippets are cut.
"""

import itertools
import pathlib
from collections.abc import Iterable

from dispatchsearch.analysis import analyze
from dispatchsearch.archive import Archive
from dispatchsearch.archive.rows import BATCH
from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import Engine, Facet, Histogram, SearchRequest
from dispatchsearch.query import And, Fuzzy, Or, Phrase, Prefix, Query, Range, Synonyms, Term
from dispatchsearch.schema import FIELDS, row
from dispatchsearch.search.page import SearchOptions
from documents import Document, dispatch
from filled import fill, refill
from peer_pages import BEST, VALUES, Ask, Page
from questions import Question

COUNTED = ("place", "person", "source")
FACETS = tuple(Facet(name, VALUES) for name in COUNTED)
YEARS = (Histogram("first_day"),)


def write(engine: Engine, documents: Iterable[Document]) -> None:
    """Write documents as rows, in commits as large as the archive's, and compact the index as it would."""
    rest = iter(documents)
    while batch := list(itertools.islice(rest, BATCH)):
        engine.write({document.id: row(dispatch(document)) for document in batch})
    engine.compact()


def word(text: str) -> Query:
    """Return a word in any of its forms, as the archive asks for it in English."""
    terms = analyze(text, "en")[0].terms
    root = terms[-1].partition(":")[2] or terms[0]
    return Synonyms((Term("all", root), Term("all", f"en:{root}")))


def request(asked: Question) -> SearchRequest:
    """Return a question in terms of the index."""
    words = tuple(text.lower() for text in asked.words)
    query: Query
    match asked.kind:
        case "or":
            query = Or(tuple(map(word, words)))
        case "and":
            query = And(tuple(map(word, words)))
        case "phrase":
            query = Phrase("all", words)
        case "prefix":
            query = Prefix("all", words[0])
        case "fuzzy":
            query = Fuzzy("all", words[0], asked.distance)
        case _:
            query = word(words[0])
    within = Range("first_day", asked.since, asked.until) if asked.since else None
    return SearchRequest(query, within, facets=FACETS, histograms=YEARS, limit=BEST)


class Port:
    """An engine behind the port."""

    def __init__(self, name: str, engine: str) -> None:
        self.name = name
        self.engine = engine

    def build(self, documents: Iterable[Document], folder: pathlib.Path) -> None:
        """Write the rows."""
        engine = open_engine(self.engine, folder, FIELDS)
        write(engine, documents)
        engine.close()

    def open(self, folder: pathlib.Path) -> Ask:
        """Return what answers."""
        engine = open_engine(self.engine, folder, FIELDS)

        def ask(asked: Question, shown: bool) -> Page | None:  # noqa: FBT001
            if shown:
                return None
            found = engine.search(request(asked))
            counts = {name: {line.value: line.count for line in found.facets[name]} for name in COUNTED}
            counts["year"] = dict(found.histograms["first_day"])
            return Page(found.total, tuple((hit.id, "", "") for hit in found.hits), counts)

        return ask


class Whole:
    """The archive as a user gets it; versions are not folded."""

    def __init__(self, name: str, engine: str) -> None:
        self.name = name
        self.engine = engine

    def build(self, documents: Iterable[Document], folder: pathlib.Path) -> None:
        """Fill the store, have everything concluded and indexed."""
        open_engine(self.engine, folder / "none", FIELDS).close()  # where it is missing, that is known at once
        twin = folder.with_name(folder.name.replace("tantivy", "default"))
        if twin != folder and (twin / "built").exists():
            refill(twin, folder, self.engine)
        else:
            fill(documents, folder, self.engine)

    def open(self, folder: pathlib.Path) -> Ask:
        """Return what answers."""
        archive = Archive.open(folder, authority=folder / "authority")

        def ask(asked: Question, shown: bool) -> Page | None:  # noqa: FBT001
            if not shown:
                return None
            page = archive.search(asked.text, options(asked))
            hits = [(hit.dispatch.id, hit.dispatch.title, hit.snippet.text) for hit in page.hits]
            counts = {name: {line.value: line.count for line in page.facets[name]} for name in COUNTED}
            return Page(page.total, tuple(hits), {**counts, "year": dict(page.years)})

        return ask


def options(asked: Question) -> SearchOptions:
    """Return what the archive is asked beside the words."""
    days = {"since": iso(asked.since), "until": iso(asked.until)}
    return SearchOptions(**days, limit=BEST, facet_limit=VALUES, all_versions=True)


def iso(day: int) -> str | None:
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else None
