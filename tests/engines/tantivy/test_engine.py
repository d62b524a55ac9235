"""What is Tantivy's own: damage told by checksums, one writer, rows written again, ties and counts beyond a page."""

import json
import subprocess
import sys

import pytest

from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import Facet, Field, Kind, SearchRequest
from dispatchsearch.engines.tantivy.engine import TantivyEngine
from dispatchsearch.errors import EngineError, EngineMissing
from dispatchsearch.query import Boosted, Everything, Fuzzy, Or, Phrase, Term

WORDS = "gale wind rain snow hail mist".split()
DOG = Term("all", "dog")


def text(words):
    return [(word,) for word in words.split()]


@pytest.fixture
def folder(quick):
    return quick()


@pytest.fixture
def engine(folder, schema):
    engine = TantivyEngine(folder, schema, patience=0)
    engine.clear()
    yield engine
    engine.close()


def ids(engine, query, **asked):
    return [hit.id for hit in engine.search(SearchRequest(query, **asked)).hits]


def test_a_missing_library_is_named_with_the_command_that_installs_it(tmp_path, schema, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("dispatchsearch.engines.tantivy")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tantivy", None)
    with pytest.raises(EngineMissing, match=r"pip install 'dispatchsearch\[tantivy\]'"):
        open_engine("tantivy", tmp_path, schema)


def test_where_there_is_no_index_the_command_that_makes_one_is_named(tmp_path, schema):
    with pytest.raises(EngineError, match="dispatchsearch index"):
        open_engine("tantivy", tmp_path / "none", schema).count()


@pytest.mark.parametrize("harm", ["cut", "flip", "remove"])
@pytest.mark.parametrize("part", ["idx", "pos", "term", "store", "fast", "fieldnorm", "del"])
def test_every_damaged_file_is_named_and_a_cleared_index_is_whole(engine, folder, schema, part, harm):
    engine.write(
        {f"r{number}": {"all": text("dog"), "title": text("a title"), "place": ["Baku"]} for number in range(9)}
    )
    engine.delete(["r3"])
    engine.check()
    engine.close()
    (path,) = folder.glob(f"*.{part}")
    whole = path.read_bytes()
    path.unlink()
    if harm != "remove":
        path.write_bytes(whole[:-20] if harm == "cut" else bytes([whole[0] ^ 1]) + whole[1:])
    with pytest.raises(EngineError, match=f"{path.name}.*dispatchsearch rebuild|dispatchsearch rebuild"):
        engine.check()
    engine.close()
    again = open_engine("tantivy", folder, schema)
    again.clear()
    again.check()
    again.write({"a": {"all": text("dog")}})
    assert ids(again, DOG) == ["a"]


@pytest.mark.parametrize("name", ["meta.json", "dispatchsearch.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff"])
def test_a_damaged_table_of_contents_is_named(engine, folder, name, content):
    engine.write({"a": {"all": text("dog")}})
    engine.close()
    (folder / name).write_bytes(content)
    with pytest.raises(EngineError, match="dispatchsearch rebuild"):
        engine.check()
    engine.clear()
    assert engine.count() == 0


def test_an_index_of_other_fields_is_refused(engine, folder, schema):
    engine.write({"a": {"all": text("dog")}})
    with pytest.raises(EngineError, match="other fields"):
        open_engine("tantivy", folder, schema[:-1]).count()


def test_a_second_writer_is_told_of_the_first(engine, folder, schema):
    other = TantivyEngine(folder, schema, patience=0)
    with engine._writing():
        with pytest.raises(EngineError, match="another process"):
            other.write({"a": {"all": text("dog")}})
        with pytest.raises(EngineError, match="another process"):
            other.clear()
    other.write({"a": {"all": text("dog")}})
    assert engine.count() == 1


def test_many_that_score_the_same_come_by_id_over_all_pages(engine):
    names = [f"{number * 37 % 90:02}" for number in range(90)]
    for begin in range(0, 90, 30):
        engine.write({name: {"all": text("dog")} for name in names[begin : begin + 30]})
    tied = Or((DOG, Boosted(Term("place", "nowhere"), 0)))
    pages = [ids(engine, tied, offset=offset, limit=20) for offset in range(0, 90, 20)]
    assert [name for page in pages for name in page] == sorted(names)


def test_values_that_are_equally_frequent_at_the_end_of_a_facet_come_by_name(engine):
    engine.write({f"r{number}": {"place": [f"p{number % 60:02}", "everywhere"]} for number in range(120)})
    (first, *others) = engine.search(SearchRequest(Everything(), facets=(Facet("place", 6),))).facets["place"]
    assert (first.value, [count.value for count in others]) == ("everywhere", ["p00", "p01", "p02", "p03", "p04"])


def test_compacting_leaves_one_segment_without_what_was_deleted(engine, folder):
    for number in range(5):
        engine.write({f"{number}{word}": {"all": text(word), "place": [word]} for word in WORDS})
    engine.delete([f"1{word}" for word in WORDS])
    before = engine.search(SearchRequest(Term("all", "gale"), facets=(Facet("place"),)))
    engine.compact()
    assert [segment["max_doc"] for segment in json.loads((folder / "meta.json").read_bytes())["segments"]] == [24]
    after = engine.search(SearchRequest(Term("all", "gale"), facets=(Facet("place"),)))
    assert ([hit.id for hit in after.hits], after.facets) == ([hit.id for hit in before.hits], before.facets)


def test_a_phrase_with_too_many_ways_is_searched_in_the_narrowest_and_says_so(engine):
    engine.write({"a": {"all": text(" ".join(WORDS))}, "b": {"all": text("gale " * 30 + " ".join(WORDS[1:]))}})
    found = engine.search(SearchRequest(Phrase("all", tuple(WORDS), slop=40, ordered=False)))
    assert ([hit.id for hit in found.hits], found.partial) == (["a", "b"], True)
    assert "gale wind rain" in found.limits[0]


def test_a_word_is_not_searched_three_edits_away(engine):
    engine.write({"a": {"all": text("dog")}})
    with pytest.raises(EngineError, match="2 edits"):
        ids(engine, Fuzzy("all", "cat", 3))


WRITER = """
import sys, pathlib
from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import Field, Kind
engine = open_engine("tantivy", pathlib.Path(sys.argv[1]), [Field("all", Kind.TEXT), Field("place", Kind.KEYWORD)])
for batch in range(10_000):
    engine.write({f"{batch}-{row}": {"all": [("dog",)], "place": ["Baku"]} for row in range(50)})
    print(batch, flush=True)
"""


@pytest.mark.parametrize("batches", [1, 9])
def test_a_writer_that_is_killed_leaves_whole_batches_and_no_lock(folder, batches):
    with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True) as writer:
        for _ in range(batches):
            writer.stdout.readline()
        writer.kill()
    engine = TantivyEngine(folder, [Field("all", Kind.TEXT), Field("place", Kind.KEYWORD)], patience=0)
    engine.check()
    rows = engine.count()
    assert (rows % 50, rows >= 50 * batches) == (0, True)
    engine.write({"a": {"all": text("dog")}})
    assert engine.search(SearchRequest(DOG)).total == rows + 1
