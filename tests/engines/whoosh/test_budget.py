"""What one query may cost: the time is looked at within heavy nodes too, and words that are left out are told."""

import itertools

import pytest

from dispatchsearch.engines import budget, open_engine
from dispatchsearch.engines.port import Facet, SearchRequest
from dispatchsearch.engines.whoosh import fuzzy, holders
from dispatchsearch.query import Fuzzy, Or, Phrase, Prefix, Synonyms, Term

WORDS = [f"{first}{second}" for first in "abcd" for second in "klmnopqrs"]


@pytest.fixture
def engine(quick, schema):
    engine = open_engine("whoosh", quick(), schema)
    rows = {
        f"r{number}": {"all": [(word,) for word in WORDS[number:] + WORDS[:number]], "place": WORDS[: number + 1]}
        for number in range(30)
    }
    engine.write(rows)
    yield engine
    engine.close()


@pytest.fixture
def ticks(monkeypatch):
    """Have the clock go on by one whenever it is looked at."""
    clock = itertools.count()
    monkeypatch.setattr(budget, "monotonic", lambda: next(clock))
    monkeypatch.setattr(holders, "AT_ONCE", 100)
    monkeypatch.setattr(fuzzy, "AT_ONCE", 5)


HEAVY = [
    Prefix("all", ""),
    Fuzzy("all", "ak", 2),
    Phrase("all", tuple(WORDS[:8])),
    Phrase("all", tuple(WORDS[:5]), slop=9, ordered=False),
    Or(tuple(Term("all", word) for word in WORDS)),
    Synonyms(tuple(Term("all", word) for word in WORDS)),
]


@pytest.mark.parametrize("query", HEAVY, ids=str)
def test_the_time_is_looked_at_again_and_again_within_one_heavy_node(engine, ticks, query):
    def partial(seconds):
        engine.close()  # nothing is remembered
        return engine.search(SearchRequest(query, deadline=seconds)).partial

    needed = next(seconds for seconds in itertools.count(1) if not partial(seconds))
    assert needed > 6
    assert all(partial(seconds) for seconds in range(1, needed))


def test_a_search_that_ran_out_of_time_says_so(engine):
    found = engine.search(SearchRequest(Term("all", "ak"), deadline=0))
    assert (found.partial, found.limits) == (True, (budget.LATE,))


@pytest.mark.parametrize("query", [Prefix("all", "a"), Fuzzy("all", "ax", 1)], ids=str)
def test_of_too_many_words_those_that_most_rows_hold_are_searched_and_the_user_is_told(engine, monkeypatch, query):
    monkeypatch.setattr(holders, "MOST_TERMS", 3)
    monkeypatch.setattr(holders, "MOST_FUZZY", 3)
    often = {"all": [("ap",), ("aq",), ("ar",)]}
    engine.write({"x": often, "y": {"all": [("ak",)]}, "z": often})
    engine.compact()
    for _ in range(2):  # the second time it is remembered
        found = engine.search(SearchRequest(query, limit=40))
        assert found.partial
        assert str(query) in found.limits[0]
        assert {hit.id for hit in found.hits} == {"x", "z", *(f"r{number}" for number in range(30))}


def test_values_are_never_too_many(engine, monkeypatch):
    monkeypatch.setattr(holders, "MOST_TERMS", 3)
    found = engine.search(SearchRequest(Prefix("place", ""), facets=(Facet("place"),)))
    assert (found.total, found.partial, found.limits) == (30, False, ())
