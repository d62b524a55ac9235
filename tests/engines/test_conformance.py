"""What every engine promises, held against each of them: one promise, one test."""

import pickle

import pytest

from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import Count, Facet, Histogram, SearchRequest, Sort
from dispatchsearch.errors import EngineError
from dispatchsearch.query import And, Boosted, Everything, Fuzzy, Not, Or, Phrase, Prefix, Range, Synonyms, Term

LASTING = ["whoosh", "whoosh-plain", "tantivy"]
"""The engines that keep what is written: the reference forgets and has one reader."""


def text(words):
    """`the running~run dog`: one position a word, `~` before a stem, `_` for an empty position."""
    return [() if word == "_" else tuple(word.replace("~", " en:").split()) for word in words.split()]


ROWS = {
    "a1": {
        "all": text("the running~run dog of agdam"),
        "title": text("agdam dog"),
        "place": ["Agdam", "Baku, the city"],
        "story": ["s1"],
        "first_day": 19930604,
    },
    "b2": {
        "all": text("dog and dog _ runs~run to barda"),
        "title": text("barda"),
        "place": ["Barda", "Agdam"],
        "story": ["s1", "s2"],
        "first_day": 19930627,
    },
    "c3": {"all": text("a cat sits in agdan"), "place": ["Baku"], "first_day": 19920101, "updated": 20160727},
    "d4": {"all": text("no animal at all"), "place": [], "story": ["s3"], "first_day": None},
    "e5": {"all": [], "title": []},
}

FINDS = [
    (Term("all", "dog"), "a1 b2"),
    (Term("all", "en:run"), "a1 b2"),
    (Term("all", "run"), ""),
    (Term("title", "agdam"), "a1"),
    (Term("place", "Baku, the city"), "a1"),
    (Term("place", "Baku"), "c3"),
    (Term("place", "baku"), ""),
    (Term("first_day", "19930604"), ""),
    (Phrase("all", ("running", "dog")), "a1"),
    (Phrase("all", ("dog", "running")), ""),
    (Phrase("all", ("dog",)), "a1 b2"),
    (Phrase("all", ()), ""),
    (Phrase("all", ("running", "agdam")), ""),
    (Phrase("all", ("running", "agdam"), slop=1), ""),
    (Phrase("all", ("running", "agdam"), slop=2), "a1"),
    (Phrase("all", ("agdam", "running"), slop=2), ""),
    (Phrase("all", ("agdam", "running"), slop=2, ordered=False), "a1"),
    (Phrase("all", ("dog", "dog"), slop=1), "b2"),
    (Phrase("all", ("dog", "dog"), slop=1, ordered=False), "b2"),
    (Phrase("all", ("dog", "runs"), slop=0), ""),
    (Phrase("all", ("dog", "runs"), slop=1), "b2"),
    (Phrase("all", ("running", "en:run"), slop=3, ordered=False), ""),
    (Phrase("place", ("Baku, the city",)), ""),
    (Prefix("all", "ru"), "a1 b2"),
    (Prefix("all", "en"), ""),
    (Prefix("all", ""), "a1 b2 c3 d4"),
    (Prefix("place", "Baku"), "a1 c3"),
    (Fuzzy("all", "agdam"), "a1 c3"),
    (Fuzzy("all", "agda", 2), "a1 b2 c3"),
    (Fuzzy("all", "en:ru", 1), ""),
    (Fuzzy("place", "Bakú"), "c3"),
    (Range("first_day", 19930101, 19930604), "a1"),
    (Range("first_day", 19930604, None), "a1 b2"),
    (Range("first_day", None, 19921231), "c3"),
    (Range("first_day", None, None), "a1 b2 c3"),
    (Range("place", None, None), ""),
    (And((Term("all", "dog"), Term("place", "Barda"))), "b2"),
    (And(()), ""),
    (And((Not(Term("all", "dog")), Range("first_day", None, None))), "c3"),
    (Or((Term("all", "cat"), Term("title", "barda"))), "b2 c3"),
    (Or(()), ""),
    (Not(Term("all", "dog")), "c3 d4 e5"),
    (Not(Everything()), ""),
    (Boosted(Term("all", "cat"), 0), "c3"),
    (Synonyms((Term("all", "cat"), Phrase("all", ("running", "dog")))), "a1 c3"),
    (Synonyms(()), ""),
    (Everything(), "a1 b2 c3 d4 e5"),
]


ALL = Everything()


def find(engine, query=ALL, **asked):
    return engine.search(SearchRequest(query, **{"limit": 100, **asked}))


def ids(engine, query=ALL, **asked):
    return [hit.id for hit in find(engine, query, **asked).hits]


@pytest.fixture
def filled(engine):
    engine.write(ROWS)
    return engine


@pytest.mark.parametrize(("query", "found"), FINDS, ids=str)
def test_each_node_finds_what_it_says(filled, query, found):
    assert sorted(ids(filled, query)) == found.split()
    assert find(filled, query, limit=1).total == len(found.split())


@pytest.mark.parametrize(
    "leaf", [Term("text", "dog"), Prefix("text", "d"), Phrase("text", ("a", "b")), Range("text", 1, 2)]
)
def test_a_field_the_index_lacks_is_named(filled, leaf):
    with pytest.raises(EngineError, match="text"):
        find(filled, leaf)


def test_writing_again_replaces(filled):
    filled.write({"a1": {"all": text("a horse"), "place": ["Shusha"]}})
    assert filled.count() == len(ROWS)
    assert ids(filled, Term("all", "horse")) == ["a1"]
    assert ids(filled, Or((Term("title", "agdam"), Term("place", "Baku, the city")))) == []
    assert ids(filled, Range("first_day", None, None)) == ["b2", "c3"]


@pytest.mark.parametrize("make", LASTING, indirect=True)
def test_rows_packed_in_other_processes_are_written_as_rows_are(engine):
    engine.write({"a1": {"all": text("an older text"), "place": ["Shusha"]}, "e5": ROWS["e5"]})
    named = list(ROWS)
    parts = [{id_: ROWS[id_] for id_ in some} for some in (named[:2], [], named[2:])]
    engine.write_packed([pickle.loads(pickle.dumps(engine.pack(part))) for part in parts])
    assert {str(query): sorted(ids(engine, query)) for query, _ in FINDS} == {
        str(query): found.split() for query, found in FINDS
    }


def test_deleting_is_idempotent_and_passes_over_the_unknown(filled):
    for _ in range(2):
        filled.delete(["a1", "nobody"])
        assert filled.count() == len(ROWS) - 1
        assert ids(filled, Term("all", "dog")) == ["b2"]


@pytest.mark.parametrize(
    "row",
    [{"unknown": ["x"]}, {"first_day": "yesterday"}, {"place": "Baku"}, {"all": "dog"}, {"all": 7}, {"place": [7]}],
    ids=str,
)
def test_a_failed_batch_leaves_no_trace_even_after_the_next_good_one(filled, row):
    with pytest.raises(EngineError):
        filled.write({"f6": {"all": text("a wolf")}, "g7": row})
    assert filled.count() == len(ROWS)
    filled.write({"h8": {"all": text("a bear")}})
    assert sorted(ids(filled)) == [*ROWS, "h8"]
    assert ids(filled, Term("all", "wolf")) == []


@pytest.mark.parametrize("make", LASTING, indirect=True)
def test_what_is_written_survives_reopening(make, engine):
    engine.write(ROWS)
    engine.revise({"c3": {"place": ["Ganja"]}})
    engine.delete(["d4"])
    engine.mark(41)
    engine.close()
    again = make()
    assert sorted(ids(again)) == ["a1", "b2", "c3", "e5"]
    assert ids(again, Term("place", "Ganja")) == ["c3"]
    assert again.generation() == 41


def test_facets_count_every_match_and_values_may_hold_spaces_and_commas(filled):
    found = find(filled, Not(Term("all", "cat")), facets=(Facet("place"), Facet("story")), limit=1)
    assert found.facets["place"] == (Count("Agdam", 2), Count("Baku, the city", 1), Count("Barda", 1))
    assert found.facets["story"] == (Count("s1", 2), Count("s2", 1), Count("s3", 1))


def test_a_facet_has_a_limit_and_a_prefix(filled):
    assert find(filled, facets=(Facet("place", limit=1),)).facets["place"] == (Count("Agdam", 2),)
    found = find(filled, facets=(Facet("place", prefix="Ba", limit=2),)).facets["place"]
    assert found == (Count("Baku", 1), Count("Baku, the city", 1))
    assert find(filled, facets=(Facet("place", prefix="x"),)).facets["place"] == ()


@pytest.mark.parametrize(
    ("unit", "counts"),
    [
        ("year", {1992: 1, 1993: 2}),
        ("month", {199201: 1, 199306: 2}),
        ("day", {19920101: 1, 19930604: 1, 19930627: 1}),
    ],
)
def test_a_histogram_counts_all_matches_in_order_of_time(filled, unit, counts):
    found = find(filled, limit=1, histograms=(Histogram("first_day", unit),)).histograms["first_day"]
    assert list(found.items()) == list(counts.items())


def test_a_filter_narrows_and_does_not_rescore(filled):
    before = {hit.id: hit.score for hit in find(filled, Term("all", "dog")).hits}
    found = find(filled, Term("all", "dog"), filter=And((Term("place", "Barda"), Term("all", "dog"))))
    assert found.total == 1
    assert {hit.id: hit.score for hit in found.hits} == {"b2": before["b2"]}


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("collapse", [None, "story"])
def test_pages_tile(engine, sort, collapse):
    engine.write({
        f"r{number:02}": {
            "all": text("dog " * (number % 3 + 1)),
            "first_day": None if number % 4 == 0 else 19930601 + number % 5,
            "story": [f"s{number % 7}"] if number % 2 else [],
        }
        for number in range(30)
    })  # fmt: skip
    whole = find(engine, Term("all", "dog"), sort=sort, collapse=collapse).hits
    pages = [
        find(engine, Term("all", "dog"), sort=sort, collapse=collapse, offset=o, limit=7).hits for o in range(0, 35, 7)
    ]
    assert [hit for page in pages for hit in page] == list(whole)


def test_a_page_of_no_hits_still_counts(filled):
    found = find(filled, limit=0, facets=(Facet("story"),))
    assert (found.total, found.hits, found.facets["story"][0].count) == (5, (), 2)
    assert find(filled, offset=50).hits == ()


def test_the_undated_come_last_both_ways(filled):
    assert ids(filled, sort=Sort.NEWEST) == ["b2", "a1", "c3", "d4", "e5"]
    assert ids(filled, sort=Sort.OLDEST) == ["c3", "a1", "b2", "d4", "e5"]


@pytest.mark.parametrize("sort", Sort)
def test_ties_fall_by_id(engine, sort):
    for names in ("gxb", "ahy", "dcz"):  # three commits
        engine.write({name: {"all": text("dog"), "first_day": 19930601} for name in names})
    assert ids(engine, Term("all", "dog"), sort=sort) == sorted("gxbahydcz")
    assert ids(engine, Term("all", "dog"), sort=sort, limit=4) == sorted("gxbahydcz")[:4]


def test_more_of_the_words_outrank_fewer(filled):
    assert ids(filled, Or((Term("all", "dog"), Term("all", "agdam"), Term("all", "the"))))[0] == "a1"


def test_a_weight_multiplies_and_zero_silences(filled):
    plain, double = (find(filled, query).hits for query in (Term("all", "cat"), Boosted(Term("all", "cat"), 2)))
    assert double[0].score == pytest.approx(2 * plain[0].score)
    silent = Or((Boosted(Term("all", "dog"), 0), Term("all", "cat")))
    assert [(hit.id, hit.score > 0) for hit in find(filled, silent).hits] == [
        ("c3", True),
        ("a1", False),
        ("b2", False),
    ]


@pytest.mark.parametrize(
    "query", [Term("place", "Agdam"), Range("first_day", 1, None), Not(Term("all", "dog")), Everything()]
)
def test_what_only_filters_scores_nothing(filled, query):
    assert {hit.score for hit in find(filled, query).hits} == {0}


def test_synonyms_count_as_one_term(filled):
    one, other = Term("all", "running"), Term("all", "runs")
    together = {hit.id: hit.score for hit in find(filled, Synonyms((one, other))).hits}
    apart = {hit.id: hit.score for hit in find(filled, Or((one, other))).hits}
    stems = {hit.id: hit.score for hit in find(filled, Term("all", "en:run")).hits}
    assert together == pytest.approx(stems)
    assert all(together[id_] < apart[id_] for id_ in apart)


def test_the_surface_beside_its_stem_comes_first(engine):
    engine.write({"a": {"all": text("he runs~run")}, "b": {"all": text("he running~run")}})
    assert ids(engine, Synonyms((Term("all", "running"), Term("all", "en:run")))) == ["b", "a"]


def test_collapsing_leaves_the_best_of_each_value(engine):
    engine.write({
        "a": {"all": text("dog cat"), "story": ["s1"]},
        "b": {"all": text("dog dog"), "story": ["s1"]},
        "c": {"all": text("dog cat _ sits"), "story": ["s2", "s1"]},
        "d": {"all": text("dog on a long long road"), "story": []},
        "e": {"all": text("dog on a long long road")},
        "f": {"all": text("cat"), "story": ["s3"]},
    })  # fmt: skip
    found = find(engine, Term("all", "dog"), collapse="story")
    assert [(hit.id, hit.versions) for hit in found.hits] == [("b", 3), ("d", 1), ("e", 1)]
    assert (found.total, found.total_collapsed) == (5, 3)
    assert find(engine, Term("all", "dog")).total_collapsed == 5


def test_values_are_revised_and_text_stays(filled):
    filled.revise({
        "a1": {"place": ["Xankendi", "Agdam"], "first_day": None},
        "d4": {"place": ["Zangilan"], "first_day": 19940101},
        "nobody": {"place": ["Nowhere"]},
    })  # fmt: skip
    assert filled.count() == len(ROWS)
    assert ids(filled, Term("all", "running")) == ["a1"]
    assert ids(filled, Term("title", "agdam")) == ["a1"]
    assert ids(filled, Term("place", "Baku, the city")) == []
    assert sorted(ids(filled, Term("place", "Agdam"))) == ["a1", "b2"]
    assert ids(filled, Range("first_day", 19930101, None), sort=Sort.OLDEST) == ["b2", "d4"]
    assert ids(filled, Term("story", "s1")) == ["a1", "b2"]
    counts = find(filled, facets=(Facet("place"),)).facets["place"]
    assert [count.value for count in counts] == ["Agdam", "Baku", "Barda", "Xankendi", "Zangilan"]


def test_revised_values_are_revised_again_and_replaced_by_writing(filled):
    for place in ("Lachin", "Kelbajar"):
        filled.revise({"c3": {"place": [place]}})
    assert ids(filled, Prefix("place", "")) == ["a1", "b2", "c3"]
    assert ids(filled, Term("place", "Lachin")) == []
    filled.write({"c3": {"all": text("a new cat"), "place": ["Shusha"]}, "z9": {"all": text("last")}})
    assert ids(filled, Term("place", "Kelbajar")) == []
    assert ids(filled, Term("place", "Shusha")) == ["c3"]


@pytest.mark.parametrize("values", [{"all": text("other words")}, {"nothing": ["x"]}, {"first_day": "June"}], ids=str)
def test_a_wrong_revision_leaves_no_trace(filled, values):
    with pytest.raises(EngineError):
        filled.revise({"a1": {"place": ["Sumgait"]}, "b2": values})
    filled.write({})
    assert ids(filled, Term("place", "Sumgait")) == []
    assert sorted(ids(filled, Term("place", "Agdam"))) == ["a1", "b2"]


def test_frequencies_count_living_rows(filled):
    assert list(filled.frequency("all", ["dog", "en:run", "nothing", "cat"])) == [2, 2, 0, 1]
    assert list(filled.frequency("place", ["Agdam", "Baku, the city"])) == [2, 1]
    filled.delete(["b2"])
    filled.write({"a1": {"all": text("dog")}})
    assert list(filled.frequency("all", ["dog", "en:run"])) == [1, 0]


def test_scores_do_not_depend_on_what_was_deleted_or_in_which_order_it_was_written(make):
    one, other = make("one"), make("other")
    one.clear()
    other.clear()
    one.write(ROWS)
    for id_ in reversed(ROWS):
        other.write({id_: {"all": text("dog cat dog"), "place": ["Agdam"]}, f"{id_}x": {"all": text("dog")}})
        other.write({id_: ROWS[id_]})
        other.delete([f"{id_}x"])
    query = Or((Term("all", "dog"), Phrase("all", ("running", "dog")), Prefix("all", "a")))
    assert {hit.id: hit.score for hit in find(one, query).hits} == pytest.approx(
        {hit.id: hit.score for hit in find(other, query).hits}
    )


def test_the_generation_is_the_last_mark_and_0_at_first(engine):
    assert engine.generation() == 0
    engine.write(ROWS)
    engine.mark(7)
    engine.mark(12)
    assert engine.generation() == 12


def test_clearing_leaves_nothing(filled):
    filled.mark(3)
    filled.clear()
    assert (filled.count(), filled.generation(), ids(filled)) == (0, 0, [])
    assert find(filled, facets=(Facet("place"),), histograms=(Histogram("first_day"),)).facets["place"] == ()
    filled.write({"a": {"all": text("dog")}})
    assert ids(filled, Term("all", "dog")) == ["a"]


@pytest.mark.parametrize("make", LASTING, indirect=True)
def test_a_reader_is_not_disturbed_by_a_writer(make, engine):
    reader = make()
    engine.write(ROWS)
    for number in range(12):
        assert ids(reader, Term("all", "dog")) == ["b2", "a1"]
        engine.write({f"n{number}": {"all": text("cat")}})
        assert reader.count() == len(ROWS) + number + 1


def test_a_passed_deadline_gives_a_partial_result(filled):
    assert find(filled, Term("all", "dog"), deadline=0, facets=(Facet("place"),)).partial
    assert not find(filled, Term("all", "dog"), deadline=60).partial


def test_compacting_and_checking_change_nothing(filled):
    filled.write({"f6": {"all": text("dog"), "place": ["Agdam"]}})
    filled.delete(["c3"])
    filled.revise({"a1": {"place": ["Xankendi"]}})
    request = SearchRequest(Term("all", "dog"), facets=(Facet("place"),), histograms=(Histogram("first_day"),))
    before = filled.search(request)
    filled.check()
    filled.compact()
    filled.check()
    after = filled.search(request)
    assert [hit.id for hit in after.hits] == [hit.id for hit in before.hits]
    assert (after.total, after.facets, after.histograms) == (before.total, before.facets, before.histograms)


def test_closing_twice_is_no_error(engine):
    engine.close()
    engine.close()


def test_an_unknown_engine_is_named(tmp_path):
    with pytest.raises(EngineError, match="sphinx"):
        open_engine("sphinx", tmp_path, ())


def test_odd_words_are_found_again(engine):
    odd = ["ağdam", "агдам", "\U0001f600", "half\ud800pair", "tab\tand\nline", "a" * 3000, "ÿ", ""]
    engine.write({f"r{number}": {"all": [(word,)], "place": [word]} for number, word in enumerate(odd)})
    for number, word in enumerate(odd):
        assert ids(engine, Term("all", word)) == [f"r{number}"]
        assert ids(engine, Term("place", word)) == [f"r{number}"]
    assert ids(engine, Prefix("all", "а")) == ["r1"]
    assert ids(engine, Fuzzy("all", "agdam")) == ["r0"]
