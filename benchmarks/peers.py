"""
Other engines over the same documents, each as its own guide sets it up: one field of title and text, any of the words.

Each function takes documents and an empty folder and returns a search for ids; it raises ImportError where the engine
is not installed. Stock Whoosh comes with the project; the others: pip install bm25s tantivy, Debian's python3-xapian.
"""

# ruff: noqa: PLC0415  (an engine is loaded only when it is asked for)

import pathlib
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Search = Callable[[str, int], list[str]]
Documents = Sequence[Mapping[str, Any]]
WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Return the words of a query, which no engine then takes for operators."""
    return WORD.findall(text.lower())


def whole(doc: Mapping[str, Any]) -> str:
    """Return title and text."""
    return f"{doc['title']}\n{doc['text']}"


def whoosh(docs: Documents, folder: pathlib.Path) -> Search:
    """Whoosh 2.7.4 with its own analyzer, weighting and searcher."""
    from whoosh import analysis, fields, index, qparser

    schema = fields.Schema(id=fields.ID(stored=True), all=fields.TEXT(analyzer=analysis.StemmingAnalyzer()))
    made = index.create_in(folder, schema)
    writer = made.writer()
    for doc in docs:
        writer.add_document(id=str(doc["id"]), all=whole(doc))
    writer.commit()
    searcher = made.searcher()
    parser = qparser.QueryParser("all", schema, group=qparser.OrGroup, plugins=[qparser.WhitespacePlugin()])

    def search(text: str, k: int) -> list[str]:
        return [hit["id"] for hit in searcher.search(parser.parse(" ".join(words(text))), limit=k)]

    return search


def fts5(docs: Documents, folder: pathlib.Path) -> Search:
    """SQLite FTS5 with its porter tokenizer and bm25()."""
    base = sqlite3.connect(folder / "fts5.sqlite")
    base.execute("CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, body, tokenize='porter')")
    base.executemany("INSERT INTO docs VALUES (?, ?)", ((str(doc["id"]), whole(doc)) for doc in docs))

    def search(text: str, k: int) -> list[str]:
        asked = " OR ".join(f'"{word}"' for word in words(text))
        found = base.execute("SELECT id FROM docs WHERE docs MATCH ? ORDER BY bm25(docs) LIMIT ?", (asked, k))
        return [id_ for (id_,) in found]

    return search


def bm25s(docs: Documents, _folder: pathlib.Path) -> Search:
    """bm25s with English stop words and Snowball's stemmer."""
    import bm25s as engine
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    ids = [str(doc["id"]) for doc in docs]
    made = engine.BM25()
    made.index(
        engine.tokenize([whole(doc) for doc in docs], stopwords="en", stemmer=stemmer, show_progress=False),
        show_progress=False,
    )

    def search(text: str, k: int) -> list[str]:
        asked = engine.tokenize([text], stopwords="en", stemmer=stemmer, show_progress=False)
        found, scores = made.retrieve(asked, k=min(k, len(ids)), show_progress=False)
        return [ids[row] for row, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search


def tantivy(docs: Documents, folder: pathlib.Path) -> Search:
    """Tantivy with its English stemmer."""
    import tantivy as engine

    builder = engine.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("body", tokenizer_name="en_stem")
    made = engine.Index(builder.build(), path=str(folder))
    writer = made.writer()
    for doc in docs:
        writer.add_document(engine.Document(id=str(doc["id"]), body=whole(doc)))
    writer.commit()
    made.reload()
    searcher = made.searcher()

    def search(text: str, k: int) -> list[str]:
        asked = made.parse_query(" ".join(words(text)), ["body"])
        return [searcher.doc(address)["id"][0] for _, address in searcher.search(asked, k).hits]

    return search


def xapian(docs: Documents, folder: pathlib.Path) -> Search:
    """Xapian with its English stemmer and BM25."""
    import xapian as engine

    base = engine.WritableDatabase(str(folder / "xapian"), engine.DB_CREATE_OR_OPEN)
    generator = engine.TermGenerator()
    generator.set_stemmer(engine.Stem("en"))
    for doc in docs:
        made = engine.Document()
        made.set_data(str(doc["id"]))
        generator.set_document(made)
        generator.index_text(whole(doc))
        base.add_document(made)
    base.commit()
    parser = engine.QueryParser()
    parser.set_stemmer(engine.Stem("en"))
    parser.set_stemming_strategy(engine.QueryParser.STEM_SOME)
    parser.set_default_op(engine.Query.OP_OR)

    def search(text: str, k: int) -> list[str]:
        enquire = engine.Enquire(base)
        enquire.set_query(parser.parse_query(" ".join(words(text)), 0))
        return [match.document.get_data().decode() for match in enquire.get_mset(0, k)]

    return search


PEERS: Mapping[str, Callable[[Documents, pathlib.Path], Search]] = {
    "stock Whoosh": whoosh,
    "SQLite FTS5": fts5,
    "bm25s": bm25s,
    "Tantivy": tantivy,
    "Xapian": xapian,
}
