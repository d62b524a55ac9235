"""The index is Whoosh's own: its functions open it, its queries search it. A release that differs is found here."""

import pytest
from whoosh import index, query

from dispatchsearch.engines import open_engine


@pytest.fixture
def opened(tmp_path, schema):
    engine = open_engine("whoosh", tmp_path, schema)
    words = [("the",), ("running", "en:run"), ("dog",)]
    engine.write({
        "a1": {"all": words, "place": ["Agdam", "Baku, city"], "first_day": 19930604},
        "b2": {"all": [("dog",), (), ("dog",)], "place": ["Barda"]},
    })  # fmt: skip
    engine.write({"c3": {"all": [("cat",)], "title": [("cat",)], "first_day": 19920101}, "d4": {"all": [("fox",)]}})
    engine.delete(["d4"])
    return index.open_dir(str(tmp_path))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (query.Term("all", "dog"), {"a1", "b2"}),
        (query.Term("place", "Baku, city"), {"a1"}),
        (query.Term("id", "c3"), {"c3"}),
        (query.Phrase("all", ["running", "dog"]), {"a1"}),
        (query.Phrase("all", ["dog", "running"]), set()),
        (query.Prefix("all", "do"), {"a1", "b2"}),
        (query.Wildcard("all", "?og"), {"a1", "b2"}),
        (query.FuzzyTerm("all", "cot"), {"c3"}),
        (query.TermRange("all", "a", "d"), {"c3"}),
        (query.And([query.Term("all", "dog"), query.Not(query.Term("place", "Agdam"))]), {"b2"}),
        (query.Or([query.Term("title", "cat"), query.Term("all", "the")]), {"a1", "c3"}),
        (query.Every(), {"a1", "b2", "c3"}),
        (query.Not(query.Term("all", "dog")), {"c3"}),
    ],
    ids=str,
)
def test_whoosh_opens_and_searches_the_index(opened, asked, found):
    with opened.searcher() as searcher:
        assert {hit["id"] for hit in searcher.search(asked, limit=None)} == found


def test_whooshs_reader_tells_terms_lengths_and_columns(opened):
    with opened.reader() as reader:
        assert list(reader.lexicon("all")) == [b"cat", b"dog", b"en:run", b"fox", b"running", b"the"]
        assert reader.frequency("all", b"dog") == 3
        assert reader.doc_frequency("all", b"dog") == 2
        assert reader.field_length("all") == 7
        assert sorted(reader.doc_field_length(row, "all") for row in reader.all_doc_ids()) == [1, 2, 3]
        places = reader.column_reader("place")
        days = reader.column_reader("first_day")
        values = {reader.stored_fields(row)["id"]: (places[row], days[row]) for row in reader.all_doc_ids()}
    assert values == {"a1": (["Agdam", "Baku, city"], 19930604), "b2": (["Barda"], None), "c3": ([], 19920101)}


def test_what_the_writer_leans_on_is_still_there(opened):
    """These names of Whoosh are not documented; the pinned version has them."""
    with opened.writer() as writer:
        assert {"docnum", "segments", "generation", "perdocwriter", "_added"} <= vars(writer).keys()
        writer.mergetype = lambda _writer, segments: segments
