"""Arrays come back from a file as they were; whatever else lies there is found out."""

import zlib
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.engines.whoosh.arrays import ArrayFile, ArraySink
from dispatchsearch.errors import EngineError

ARRAYS = {
    "bytes": np.arange(7, dtype=np.uint8),
    "small": np.array([], dtype=np.uint16),
    "numbers": np.array([2**31, 5], dtype=np.uint32),
    "rows": np.array([3, -1], dtype=np.int32),
    "ends": np.array([0, 2**40], dtype=np.int64),
    "ids": np.array([b"ab", b"abc"]),
}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "some.arrays"
    sink = ArraySink(path.open("xb"))
    for name, array in ARRAYS.items():
        sink.put(name, array)
    sink.facts["rows"] = 2
    sink.close()
    return path


def test_arrays_and_facts_come_back(path):
    kept = ArrayFile(path)
    kept.check()
    assert list(kept) == list(ARRAYS)
    assert kept.facts == {"rows": 2}
    for name, array in ARRAYS.items():
        assert (kept[name].dtype, kept[name].tolist()) == (array.dtype, array.tolist())
        assert not kept[name].flags.writeable


def test_several_arrays_grow_side_by_side(tmp_path):
    sink = ArraySink((tmp_path / "a").open("xb"))
    sink.reserve("one", np.uint16, 10)
    sink.reserve("two", np.int64, 10)
    for number in range(3):
        sink.append("one", np.array([number, number]))
        sink.append("two", np.array([-number]))
    sink.close()
    kept = ArrayFile(tmp_path / "a")
    kept.check()
    assert (kept["one"].tolist(), kept["two"].tolist()) == ([0, 0, 1, 1, 2, 2], [0, -1, -2])


@given(data=st.data())
def test_a_file_cut_short_is_refused(path, tmp_path_factory, data):
    whole = path.read_bytes()
    cut = tmp_path_factory.mktemp("cut") / "cut.arrays"
    cut.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(EngineError, match="rebuild"):
        ArrayFile(cut)


@given(data=st.data())
def test_a_changed_byte_is_found_out_where_it_matters(path, tmp_path_factory, data):
    whole = bytearray(path.read_bytes())
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    changed = tmp_path_factory.mktemp("changed") / "changed.arrays"
    changed.write_bytes(whole)
    with suppress(EngineError):
        kept = ArrayFile(changed)
        kept.check()  # passes where the byte lies between two arrays
        assert {name: kept[name].tolist() for name in kept} == {name: array.tolist() for name, array in ARRAYS.items()}


def test_a_type_that_could_hold_objects_is_refused(path):
    whole = path.read_bytes()
    strange = whole.replace(b'"<i4"', b'"|O8"')
    body, foot = strange[:-28], strange[-28:]
    directory = body[-int.from_bytes(foot[:8], "little") :]
    path.write_bytes(body + foot[:8] + zlib.crc32(directory).to_bytes(4, "little") + foot[12:])
    with pytest.raises(EngineError, match="no type"):
        ArrayFile(path)["rows"]
