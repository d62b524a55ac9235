"""A merged segment is what would have been written at once."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatchsearch.engines.port import Kind
from dispatchsearch.engines.whoosh import merge
from dispatchsearch.engines.whoosh.arrays import ArrayFile, ArraySink
from dispatchsearch.engines.whoosh.build import Builder, MemorySink, radix_order
from dispatchsearch.engines.whoosh.merge import Source
from dispatchsearch.engines.whoosh.postings import Segment

KINDS = {"all": Kind.TEXT, "place": Kind.KEYWORD, "first_day": Kind.DAY}
WORDS = ["a", "ab", "b", "ba", "c", "en:a", "en:b", "ä"]

terms = st.sampled_from(WORDS).map(lambda word: (word,)) | st.sampled_from([("ab", "en:a"), ()])
rows = st.fixed_dictionaries({
    "all": st.lists(terms, max_size=9),
    "place": st.lists(st.sampled_from(["Agdam", "Baku", "Ganja, city"]), max_size=3),
    "first_day": st.none() | st.just(19930604),
})  # fmt: skip
segments = st.lists(st.lists(st.tuples(rows, st.booleans()), max_size=6), min_size=1, max_size=4)


def built(kept):
    builder, sink = Builder(KINDS), MemorySink()
    for id_, row in kept.items():
        builder.add(id_, row)
    builder.finish(sink)
    return sink


@given(parts=st.lists(st.lists(rows, max_size=6), max_size=4))
def test_rows_collected_apart_give_the_arrays_of_rows_collected_at_once(parts):
    named = [{f"r{number}-{place}": row for place, row in enumerate(part)} for number, part in enumerate(parts)]
    joined, sink = Builder(KINDS), MemorySink()
    for part in named:
        apart = Builder(KINDS)
        for id_, row in part.items():
            apart.add(id_, row)
        joined.take(pickle.loads(pickle.dumps(apart)))
    joined.finish(sink)
    whole = built({id_: row for part in named for id_, row in part.items()})
    assert {name: array.tolist() for name, array in sink.items()} == {
        name: array.tolist() for name, array in whole.items()
    }
    assert sink.facts == whole.facts


@pytest.fixture(params=[1, 3, 1000])
def stretch(request, monkeypatch):
    """However short the stretches are that are merged at once."""
    monkeypatch.setattr(merge, "STRETCH", request.param)


@settings(max_examples=40)
@given(parts=segments)
def test_merging_gives_what_building_the_living_rows_gives(tmp_path_factory, stretch, parts):
    sources, living = [], {}
    for number, part in enumerate(parts):
        named = {f"r{place * 7 % 10}-{number}": row for place, (row, _) in enumerate(part)}
        alive = np.array([keep for _, keep in part], dtype=bool)
        sink = built(named)
        sources.append(Source(Segment(sink, sink.facts), None if alive.all() else alive))
        living |= {id_: row for (id_, row), keep in zip(named.items(), alive, strict=True) if keep}
    path = tmp_path_factory.mktemp("merged") / "a"
    sink = ArraySink(path.open("xb"))
    assert merge.merge(sources, sink) == len(living)
    sink.close()
    merged, whole = ArrayFile(path), built(living)
    merged.check()
    assert merged.facts == whole.facts
    assert {name: array.tolist() for name, array in merged.items()} == {
        name: array.tolist() for name, array in whole.items()
    }


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_numbers_are_ordered_and_equal_ones_keep_their_order(numbers):
    keys = np.array(numbers, dtype=np.uint32)
    assert radix_order(keys).tolist() == np.argsort(keys, kind="stable").tolist()
