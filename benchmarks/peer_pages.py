"""
Other engines giving the same page, each by a script as its own guide would have it written, and written well.

A peer is built over documents in an empty folder and then asked: for the ten best with their ids and for the counts of
place, person, source and year over all matches; with `shown` also for titles and snippets. Text is stemmed as English,
one field holds title and text. ImportError where the peer is not installed.
"""

# ruff: noqa: PLC0415  (an engine is loaded only when it is asked for)

import json
import pathlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from documents import Document
from questions import Question

BEST = 10
VALUES = 12
"""Lines of a facet."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came of one question; `hits` are (id, title, snippet), `counts` by facet value -> number."""

    total: int
    hits: tuple[tuple[str, str, str], ...]
    counts: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)


Ask = Callable[[Question, bool], Page | None]
"""(question, shown) -> its page, None where the engine knows no such query."""


def whole(document: Document) -> str:
    return f"{document.title}\n\n{document.body}"


class Fts5:
    """SQLite FTS5: the text once, in a table the index points to; each facet a table of its own, in numbers."""

    name = "SQLite FTS5"
    TABLES = """
        CREATE TABLE docs (number INTEGER PRIMARY KEY, id TEXT, title TEXT, body TEXT);
        CREATE VIRTUAL TABLE text USING fts5(
            title, body, content='docs', content_rowid='number', tokenize='porter', prefix='3 5');
        INSERT INTO text (text, rank) VALUES ('rank', 'bm25(2.0, 1.0)');
        CREATE TABLE facts (number INTEGER PRIMARY KEY, day INTEGER, year INTEGER, source INTEGER);
        CREATE TABLE place (number INTEGER, value INTEGER, PRIMARY KEY (number, value)) WITHOUT ROWID;
        CREATE TABLE person (number INTEGER, value INTEGER, PRIMARY KEY (number, value)) WITHOUT ROWID;
        CREATE TABLE name (value INTEGER PRIMARY KEY, text TEXT UNIQUE);
    """
    COUNTED = """
        WITH found AS MATERIALIZED (
            SELECT text.rowid AS number, source, year FROM text CROSS JOIN facts ON facts.number = text.rowid
            WHERE text MATCH ? {within})
        SELECT 'total', 0, count(*) FROM found
        UNION ALL SELECT * FROM (SELECT 'place', value, count(*) FROM found CROSS JOIN place USING (number)
            GROUP BY value ORDER BY 3 DESC LIMIT {values})
        UNION ALL SELECT * FROM (SELECT 'person', value, count(*) FROM found CROSS JOIN person USING (number)
            GROUP BY value ORDER BY 3 DESC LIMIT {values})
        UNION ALL SELECT * FROM (SELECT 'source', source, count(*) FROM found
            GROUP BY source ORDER BY 3 DESC LIMIT {values})
        UNION ALL SELECT 'year', year, count(*) FROM found GROUP BY year
    """
    HITS = """
        SELECT docs.id, {shown} FROM text CROSS JOIN docs ON docs.number = text.rowid {narrowed}
        WHERE text MATCH ? {within} ORDER BY rank LIMIT {best}
    """

    def build(self, documents: Iterable[Document], folder: pathlib.Path) -> None:
        """Write the tables."""
        with closing(sqlite3.connect(folder / "fts5.sqlite")) as base:
            base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {self.TABLES}")
            names: dict[str, int] = {}
            for number, one in enumerate(documents):
                value = [names.setdefault(text, len(names)) for text in (one.source, *one.places, *one.people)]
                base.execute("INSERT INTO docs VALUES (?, ?, ?, ?)", (number, one.id, one.title, one.body))
                base.execute("INSERT INTO text (rowid, title, body) VALUES (?, ?, ?)", (number, one.title, one.body))
                base.execute("INSERT INTO facts VALUES (?, ?, ?, ?)", (number, one.day, one.day // 10_000, value[0]))
                places, people = value[1 : len(one.places) + 1], value[len(one.places) + 1 :]
                base.executemany("INSERT INTO place VALUES (?, ?)", [(number, one) for one in places])
                base.executemany("INSERT INTO person VALUES (?, ?)", [(number, one) for one in people])
            base.executemany("INSERT INTO name VALUES (?, ?)", [(value, text) for text, value in names.items()])
            base.execute("INSERT INTO text (text) VALUES ('optimize')")
            base.commit()
            base.execute("ANALYZE")
            base.commit()

    def open(self, folder: pathlib.Path) -> Ask:
        """Return what answers."""
        base = sqlite3.connect(folder / "fts5.sqlite")
        base.executescript("PRAGMA cache_size = -256000; PRAGMA mmap_size = 4000000000; PRAGMA temp_store = MEMORY")
        names = dict(base.execute("SELECT value, text FROM name"))

        def ask(asked: Question, shown: bool) -> Page | None:  # noqa: FBT001
            if asked.kind == "fuzzy":
                return None
            days = (asked.since, asked.until) if asked.kind == "range" else ()
            within = "AND day BETWEEN ? AND ?" if days else ""
            counts: dict[str, dict[Any, int]] = {"total": {}, "place": {}, "person": {}, "source": {}, "year": {}}
            counted = self.COUNTED.format(within=within, values=VALUES)
            for facet, value, count in base.execute(counted, (self.query(asked), *days)):
                counts[facet][value if facet in ("total", "year") else names[value]] = count
            hits = self.HITS.format(
                shown="docs.title, snippet(text, 1, '<b>', '</b>', '…', 40)" if shown else "'', ''",
                narrowed="CROSS JOIN facts ON facts.number = text.rowid" if days else "",
                within=within,
                best=BEST,
            )
            found = base.execute(hits, (self.query(asked), *days)).fetchall()
            return Page(counts.pop("total")[0], tuple(found), counts)

        return ask

    @staticmethod
    def query(asked: Question) -> str:
        """Return the query as FTS5 writes it: its language is ours but for quotation marks."""
        if asked.kind in ("or", "and"):
            return f" {asked.kind.upper()} ".join(f'"{word}"' for word in asked.words)
        return '"' + " ".join(asked.words) + '"' + ("*" if asked.kind == "prefix" else "")


class Tantivy:
    """A bare script with tantivy-py: fast fields and aggregations, everything in one segment.

    Words as written stand in a field of their own, for phrases, prefixes and misspelt words.
    """

    name = "bare tantivy-py"
    AGGREGATIONS: Mapping[str, Any] = {
        **{facet: {"terms": {"field": facet, "size": VALUES}} for facet in ("place", "person", "source")},
        "year": {"terms": {"field": "year", "size": 1000}},
    }

    def build(self, documents: Iterable[Document], folder: pathlib.Path) -> None:
        """Write the index."""
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        schema.add_text_field("title", stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_text_field("all", stored=True, tokenizer_name="en_stem")
        schema.add_text_field("exact")
        for facet in ("place", "person", "source"):
            schema.add_text_field(facet, tokenizer_name="raw", index_option="basic", fast=True)
        schema.add_integer_field("year", fast=True)
        schema.add_integer_field("day", fast=True, indexed=True)
        index = tantivy.Index(schema.build(), path=str(folder))
        writer = index.writer(heap_size=2_000_000_000, num_threads=1)
        for one in documents:
            made = tantivy.Document(id=one.id, title=one.title, source=one.source, day=one.day, year=one.day // 10_000)
            made.add_text("all", whole(one))
            made.add_text("exact", whole(one))
            for value in one.places:
                made.add_text("place", value)
            for value in one.people:
                made.add_text("person", value)
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: pathlib.Path) -> Ask:
        """Return what answers."""
        import tantivy

        index = tantivy.Index.open(str(folder))
        searcher = index.searcher()
        aggregations = dict(self.AGGREGATIONS)

        def ask(asked: Question, shown: bool) -> Page | None:  # noqa: FBT001
            query = self.query(index, asked)
            found = searcher.search(query, BEST, count=False)
            counted = searcher.aggregate(query, aggregations)
            counts = {
                facet: {bucket["key"]: bucket["doc_count"] for bucket in counted[facet]["buckets"]}
                for facet in aggregations
            }
            total = sum(counts["year"].values()) + counted["year"].get("sum_other_doc_count", 0)
            documents = [searcher.doc(address) for _, address in found.hits]
            if not shown:
                return Page(total, tuple((one["id"][0], "", "") for one in documents), counts)
            marked = index.parse_query(" ".join(asked.words), ["all"])
            snippets = tantivy.SnippetGenerator.create(searcher, marked, index.schema, "all")
            hits = [(one["id"][0], one["title"][0], snippets.snippet_from_doc(one).to_html()) for one in documents]
            return Page(total, tuple(hits), counts)

        return ask

    @staticmethod
    def query(index: Any, asked: Question) -> Any:
        """Return the question as a query of tantivy's."""
        import tantivy

        word = asked.words[0]
        match asked.kind:
            case "phrase":
                return index.parse_query(asked.text, ["exact"])
            case "prefix":
                return tantivy.Query.regex_query(index.schema, "exact", f"{word}.*")
            case "fuzzy":
                return tantivy.Query.fuzzy_term_query(
                    index.schema, "exact", word, distance=asked.distance, transposition_cost_one=False
                )
            case "range":
                days = tantivy.Query.range_query(
                    index.schema, "day", tantivy.FieldType.Integer, asked.since, asked.until
                )
                narrow = tantivy.Query.const_score_query(days, 0.0)
                must = tantivy.Occur.Must
                return tantivy.Query.boolean_query([(must, index.parse_query(word, ["all"])), (must, narrow)])
        return index.parse_query(asked.text, ["all"])


class Xapian:
    """Xapian: terms with positions, facets counted by match spies over value slots; no misspelt words."""

    name = "Xapian"
    SLOTS: Mapping[str, int] = {"source": 0, "year": 1, "place": 2, "person": 3}
    DAY = 4

    def build(self, documents: Iterable[Document], folder: pathlib.Path) -> None:
        """Write the database."""
        import xapian

        base = xapian.WritableDatabase(str(folder / "xapian"), xapian.DB_CREATE_OR_OVERWRITE)
        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("en"))
        for one in documents:
            made = xapian.Document()
            made.set_data(json.dumps([one.id, one.title, whole(one)]))
            generator.set_document(made)
            generator.index_text(whole(one))
            many = {"place": one.places, "person": one.people, "source": (one.source,), "year": (str(one.day)[:4],)}
            for facet, values in many.items():
                made.add_value(self.SLOTS[facet], "\n".join(values))
            made.add_value(self.DAY, xapian.sortable_serialise(one.day))
            base.add_document(made)
        base.commit()
        base.compact(str(folder / "compact"))

    def open(self, folder: pathlib.Path) -> Ask:
        """Return what answers."""
        import xapian

        base = xapian.Database(str(folder / "compact"))
        stem = xapian.Stem("en")
        parser = xapian.QueryParser()
        parser.set_database(base)
        parser.set_stemmer(stem)
        parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        parser.add_rangeprocessor(xapian.NumberRangeProcessor(self.DAY))
        flags = xapian.QueryParser.FLAG_DEFAULT | xapian.QueryParser.FLAG_BOOLEAN | xapian.QueryParser.FLAG_WILDCARD

        def ask(asked: Question, shown: bool) -> Page | None:  # noqa: FBT001
            if asked.kind == "fuzzy":
                return None
            query = parser.parse_query(asked.text, flags)
            if asked.since:
                days = parser.parse_query(f"{asked.since}..{asked.until}", flags)
                query = xapian.Query(xapian.Query.OP_FILTER, query, days)
            enquire = xapian.Enquire(base)
            enquire.set_query(query)
            spies = {facet: xapian.ValueCountMatchSpy(slot) for facet, slot in self.SLOTS.items()}
            for spy in spies.values():
                enquire.add_matchspy(spy)
            found = enquire.get_mset(0, BEST, base.get_doccount())
            counts: dict[str, dict[Any, int]] = {facet: {} for facet in spies}
            for facet, spy in spies.items():  # of a slot with several values the spy counts the set of them
                for value in spy.values():
                    for text in value.term.decode().split("\n") if value.term else ():
                        counts[facet][text] = counts[facet].get(text, 0) + value.termfreq
            kept = [json.loads(match.document.get_data()) for match in found]
            hits = [(id_, title, found.snippet(text, 200, stem).decode() if shown else "") for id_, title, text in kept]
            return Page(found.get_matches_estimated(), tuple(hits), counts)

        return ask


class Whoosh:
    """Stock Whoosh 2.7.4: its own analyzer, weighting, searcher, `groupedby` over columns, and highlighter."""

    name = "stock Whoosh"

    def build(self, documents: Iterable[Document], folder: pathlib.Path) -> None:
        """Write the index."""
        from whoosh import analysis, fields, index

        schema = fields.Schema(
            id=fields.ID(stored=True),
            title=fields.STORED,
            all=fields.TEXT(analyzer=analysis.StemmingAnalyzer(), stored=True),
            place=fields.KEYWORD(commas=True),
            person=fields.KEYWORD(commas=True),
            source=fields.ID(sortable=True),
            year=fields.NUMERIC(sortable=True),
            day=fields.NUMERIC(sortable=True),
        )
        writer = index.create_in(folder, schema).writer(limitmb=1024)
        for one in documents:
            writer.add_document(
                id=one.id,
                title=one.title,
                all=whole(one),
                place=",".join(one.places),
                person=",".join(name.replace(",", " ") for name in one.people),
                source=one.source,
                year=one.day // 10_000,
                day=one.day,
            )
        writer.commit(optimize=True)

    def open(self, folder: pathlib.Path) -> Ask:
        """Return what answers."""
        from whoosh import highlight, index, qparser, query, sorting

        made = index.open_dir(folder)
        searcher = made.searcher()
        parser = qparser.QueryParser("all", made.schema, plugins=[
            qparser.WhitespacePlugin(), qparser.PhrasePlugin(), qparser.OperatorsPlugin(), qparser.PrefixPlugin(),
            qparser.FuzzyTermPlugin(),
        ])  # fmt: skip
        decoded, analyzer = made.schema["all"].from_bytes, made.schema["all"].analyzer
        fragmenter, formatter = highlight.ContextFragmenter(), highlight.HtmlFormatter()

        def passages(text: str, terms: frozenset[str]) -> str:
            return str(highlight.highlight(text, terms, analyzer, fragmenter, formatter))

        facets = sorting.Facets()
        for facet in ("place", "person"):
            facets.add_facet(facet, sorting.FieldFacet(facet, allow_overlap=True, maptype=sorting.Count))
        for facet in ("source", "year"):
            facets.add_facet(facet, sorting.FieldFacet(facet, maptype=sorting.Count))

        def ask(asked: Question, shown: bool) -> Page | None:  # noqa: FBT001
            within = query.NumericRange("day", asked.since, asked.until) if asked.kind == "range" else None
            found = searcher.search(parser.parse(asked.text), limit=BEST, groupedby=facets, filter=within)
            # `hit.highlights` would look for the words of the query in the lexicon again for every hit
            expanded = found.query_terms(expand=True, fieldname="all") if shown else ()
            marked = frozenset(decoded(term) for _, term in expanded)
            hits = [
                (hit["id"], hit["title"], passages(hit["all"], marked)) if shown else (hit["id"], "", "")
                for hit in found[:BEST]  # with `groupedby` the limit is not kept
            ]
            counts = {facet: dict(found.groups(facet)) for facet in ("place", "person", "source", "year")}
            return Page(len(found), tuple(hits), counts)

        return ask
