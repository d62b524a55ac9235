"""A stranger's index runs nothing: whatever it pickles, it is refused with a named error."""

import os
import pickle
import zlib
from pathlib import Path

import pytest
from whoosh import fields, index
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.query import Every

from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import SearchRequest
from dispatchsearch.engines.whoosh.codec import ArraySegment
from dispatchsearch.engines.whoosh.fields import whoosh_schema
from dispatchsearch.errors import EngineError
from dispatchsearch.query import Everything

USES = {
    "search": lambda engine: engine.search(SearchRequest(Everything())),
    "count": lambda engine: engine.count(),
    "frequency": lambda engine: engine.frequency("all", ["dog"]),
    "write": lambda engine: engine.write({"a": {"all": [("dog",)]}}),
    "revise": lambda engine: engine.revise({"a": {"place": ["Baku"]}}),
    "delete": lambda engine: engine.delete(["a"]),
    "compact": lambda engine: engine.compact(),
    "check": lambda engine: engine.check(),
}


class Payload:
    """Unpickled without a guard, it makes a file."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return (os.mkdir, (self.path,))


@pytest.fixture
def marker(tmp_path):
    """Return a path that must not come to be."""
    path = tmp_path / "it-ran"
    pickle.loads(pickle.dumps(Payload(path)))
    path.rmdir()  # the payload is sharp
    yield path
    assert not path.exists()


@pytest.fixture(params=["whoosh", "whoosh-plain"])
def engine(request, tmp_path, schema):
    engine = open_engine(request.param, tmp_path / "index", schema)
    engine.write({"a": {"all": [("dog",)], "place": ["Agdam"]}})
    engine.close()
    return engine


def replace_toc(folder, schema, segments):
    """Write a table of contents as Whoosh would, with anything in it."""
    toc = TOC.__new__(TOC)
    toc.generation = TOC._latest_generation(FileStorage(str(folder)), "MAIN") + 1
    toc.segments = segments
    toc.schema = schema
    toc.write(FileStorage(str(folder)), "MAIN")


class Schema(fields.Schema):
    """A schema that carries a payload."""

    path = None

    def clean(self):
        pass

    def __reduce__(self):
        return (os.mkdir, (str(self.path),))


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_payload_in_the_schema_is_refused(engine, marker, tmp_path, use):
    Schema.path = marker
    replace_toc(tmp_path / "index", Schema(), [])
    with pytest.raises(EngineError, match=r"mkdir.*rebuild"):
        use(engine)


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_payload_in_the_list_of_segments_is_refused(engine, marker, tmp_path, schema, use):
    kinds = {field.name: field.kind for field in schema}
    replace_toc(tmp_path / "index", whoosh_schema(kinds), [Payload(marker)])
    with pytest.raises(EngineError, match=r"mkdir.*rebuild"):
        use(engine)


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_payload_in_a_segments_state_is_refused(engine, marker, tmp_path, schema, use):
    segment = ArraySegment("MAIN")
    segment.revised = Payload(marker)
    kinds = {field.name: field.kind for field in schema}
    replace_toc(tmp_path / "index", whoosh_schema(kinds), [segment])
    with pytest.raises(EngineError, match=r"mkdir.*rebuild"):
        use(engine)


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_whooshs_own_index_with_a_payload_in_its_postings_is_refused(marker, tmp_path, schema, use):
    folder = tmp_path / "index"
    folder.mkdir()
    foreign = index.create_in(str(folder), fields.Schema(all=fields.TEXT(stored=True)))
    with foreign.writer(compound=False) as writer:
        for _ in range(3):
            writer.add_document(all="a dog of agdam")
    for postings in folder.glob("*.pst"):
        poison(postings, marker)
    with foreign.searcher() as searcher:  # what lies there is a whole index
        assert len(searcher.search(Every())) == 3
    with pytest.raises(EngineError, match="another program"):
        use(open_engine("whoosh", folder, schema))


def poison(path: Path, marker):
    """Put a payload in place of the first block of postings."""
    data = zlib.compress(pickle.dumps(Payload(marker), 2))
    info = pickle.dumps((1, 0, 1.0, 3, 1, 1), 2)
    path.write_bytes(b"W3Bl" + (-len(info + data)).to_bytes(4, "big", signed=True) + info + data)


@pytest.mark.parametrize("use", USES.values(), ids=USES)
@pytest.mark.parametrize("left", [0, 3, 40, 200])
def test_a_table_of_contents_cut_short_is_named_damaged(engine, tmp_path, left, use):
    for path in (tmp_path / "index").glob("*.toc"):
        path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(EngineError, match="rebuild"):
        use(engine)


@pytest.mark.parametrize("name", ["search", "count", "frequency"])
def test_a_missing_index_is_named(tmp_path, schema, name):
    with pytest.raises(EngineError, match="no index"):
        USES[name](open_engine("whoosh", tmp_path / "nowhere", schema))


def test_a_damaged_or_strange_index_can_be_cleared(engine, marker, tmp_path):
    replace_toc(tmp_path / "index", Schema(), [])
    engine.mark(5)
    engine.clear()
    assert (engine.count(), engine.generation()) == (0, 0)
    engine.write({"b": {"all": [("cat",)]}})
    engine.check()
