"""Laws: whatever is written and whatever is asked, all engines find what the reference finds."""

import math
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import ReferenceEngine

from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import Facet, Histogram, SearchRequest, Sort
from dispatchsearch.query import And, Boosted, Everything, Fuzzy, Not, Or, Phrase, Prefix, Range, Synonyms, Term

WORDS = ["a", "ab", "abc", "bc", "ca", "cab", "b:a", "b:ab", "ça"]
VALUES = ["Agdam", "Agdam, city", "Baku", "B"]
DAYS = [19921231, 19930101, 19930604, 19930627, 19940101]
IDS = ["a", "b1", "c-2", "d", "ë", "f.3"]

positions = st.lists(
    st.one_of(st.just(()), st.sampled_from(WORDS).map(lambda word: (word,)), st.just(("ab", "b:a"))), max_size=12
)
values = st.one_of(st.none(), st.lists(st.sampled_from(VALUES), max_size=3))
days = st.one_of(st.none(), st.sampled_from(DAYS))
rows = st.fixed_dictionaries(
    {"all": positions},
    optional={"title": positions, "place": values, "story": values, "first_day": days, "updated": days},
)
revisions = st.fixed_dictionaries({}, optional={"place": values, "story": values, "first_day": days})
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.dictionaries(st.sampled_from(IDS), rows, max_size=4)),
        st.tuples(st.just("delete"), st.lists(st.sampled_from(IDS), max_size=3)),
        st.tuples(st.just("revise"), st.dictionaries(st.sampled_from(IDS), revisions, max_size=3)),
    ),
    min_size=1,
    max_size=6,
)

text_fields, fields = st.sampled_from(["all", "title"]), st.sampled_from(["all", "title", "place", "story"])
words = st.sampled_from([*WORDS, *VALUES, "nobody"])
phrases = st.builds(
    Phrase, text_fields, st.lists(st.sampled_from(WORDS), max_size=4).map(tuple), st.integers(0, 4), st.booleans()
)
terms = st.builds(Term, text_fields, st.sampled_from(WORDS))
synonyms = text_fields.flatmap(
    lambda field: st.lists(
        st.one_of(
            st.builds(Term, st.just(field), st.sampled_from(WORDS)),
            st.builds(Phrase, st.just(field), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(tuple)),
        ),
        max_size=3,
    ).map(lambda clauses: Synonyms(tuple(clauses)))
)
slots = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True), min_size=1, max_size=3)
forms = st.builds(
    lambda field, chosen: Synonyms(tuple(Phrase(field, texts) for texts in product(*chosen))), text_fields, slots
)
bounds = st.one_of(st.none(), st.sampled_from(DAYS))
leaves = st.one_of(
    terms,
    phrases,
    synonyms,
    forms,
    st.builds(Term, fields, words),
    st.builds(Prefix, fields, st.sampled_from(["", "a", "ab", "A", "Agdam,", "b", "c", "x"])),
    st.builds(Fuzzy, fields, words, st.integers(0, 2)),
    st.builds(Range, st.sampled_from(["first_day", "updated"]), bounds, bounds),
    st.just(Everything()),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda clauses: And(tuple(clauses))),
        st.lists(inner, max_size=3).map(lambda clauses: Or(tuple(clauses))),
        inner.map(Not),
        st.builds(Boosted, inner, st.sampled_from([0.0, 0.5, 2.0])),
    ),
    max_leaves=5,
)
requests = st.builds(
    SearchRequest,
    trees,
    filter=st.one_of(st.none(), trees),
    facets=st.just((Facet("place", 3), Facet("story", 10, "A"))),
    histograms=st.just((Histogram("first_day", "month"), Histogram("updated"))),
    sort=st.sampled_from(Sort),
    offset=st.integers(0, 2),
    limit=st.integers(0, 5),
    collapse=st.sampled_from([None, "story"]),
)


def same_counts(found, expected):
    assert (found.total, found.total_collapsed) == (expected.total, expected.total_collapsed)
    assert found.facets == expected.facets
    assert {name: list(counts.items()) for name, counts in found.histograms.items()} == {
        name: list(counts.items()) for name, counts in expected.histograms.items()
    }


def same(engine, reference, request):
    """Counts agree exactly; hits too, but for rows whose scores are equal as far as 32-bit numbers can tell."""
    found, expected = engine.search(request), reference.search(request)
    same_counts(found, expected)
    assert [hit.score for hit in found.hits] == pytest.approx([hit.score for hit in expected.hits], rel=1e-5, abs=1e-6)
    if request.sort is not Sort.RELEVANCE and request.collapse is None:
        assert [hit.id for hit in found.hits] == [hit.id for hit in expected.hits]
    elif request.collapse is None:
        for one, other in zip(found.hits, expected.hits, strict=True):
            assert one.id == other.id or math.isclose(one.score, other.score, rel_tol=1e-6)


@settings(max_examples=60)
@given(history=steps, asked=st.lists(requests, min_size=1, max_size=6))
def test_any_tree_over_any_history_finds_what_the_reference_finds(quick, schema, history, asked):
    agrees("whoosh", quick(), schema, history, asked)


@settings(max_examples=30)
@given(history=steps, asked=st.lists(requests, min_size=1, max_size=4))
def test_whooshs_own_searcher_finds_the_same(quick, schema, history, asked):
    agrees("whoosh-plain", quick(), schema, history, asked)


@settings(max_examples=60)
@given(history=steps, asked=st.lists(requests, min_size=1, max_size=6))
def test_tantivy_finds_and_counts_the_same_and_orders_by_scores_of_its_own(quick, schema, history, asked):
    agrees("tantivy", quick(), schema, history, asked, compare=in_its_own_order)


def in_its_own_order(engine, reference, request):
    """Counts agree exactly; hits are matches, as many as asked for, the best first, ties by id."""
    found, expected = engine.search(request), reference.search(request)
    same_counts(found, expected)
    assert len(found.hits) == len(expected.hits)
    if request.sort is not Sort.RELEVANCE:
        assert [(hit.id, hit.versions) for hit in found.hits] == [(hit.id, hit.versions) for hit in expected.hits]
        return
    scores = {hit.id: hit.score for hit in reference.search(replace(request, offset=0, limit=100, collapse=None)).hits}
    assert all((hit.score > 0) == (scores[hit.id] > 0) for hit in found.hits)
    order = [(-hit.score, hit.id) for hit in found.hits]
    assert order == sorted(order)


def agrees(name, folder, schema, history, asked, *, compare=same):
    reference = ReferenceEngine(schema)
    engine = open_engine(name, folder, schema)
    engine.clear()
    for step, told in history:
        getattr(reference, step)(told)
        getattr(engine, step)(told)
    assert engine.count() == reference.count()
    for field in ("all", "place"):
        assert list(engine.frequency(field, [*WORDS, *VALUES])) == reference.frequency(field, [*WORDS, *VALUES])
    for request in asked:
        compare(engine, reference, request)
