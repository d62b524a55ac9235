"""Why a dispatch is found, and which others are like it."""

import pytest

from dispatchsearch.search.page import SearchOptions


@pytest.fixture
def why(searcher, search):
    """Say why a query's hit of some rank is there."""

    def ask(text, rank=1, **options):
        hit = search(text, **options).hits[rank - 1]
        return searcher.explain(text, SearchOptions(**options), hit.dispatch)

    return ask


def test_words_are_named_with_how_often_they_stand_and_how_rare_they_are(why):
    whole, *words = why("siege rebels")
    assert whole == "It holds all your words."
    siege = next(line for line in words if line.startswith("siege"))
    assert "in the title too; 3 of 6 dispatches hold it" in siege
    assert "% of its score" in siege


def test_a_word_that_is_missing_is_named(why):
    assert why("siege goat", rank=2)[0] == "It does not hold goat."


def test_neighbours_are_told(why):
    assert any(line.startswith("rebel and troop stand side by side") for line in why("rebel troops"))


def test_how_sure_a_date_is_is_told(why):
    assert "it may lie in the dates" in why("siege", since="1993-07-15")[-1]
    assert why("siege", until="1993-06")[-1] == "Its date lies in the dates asked for."


@pytest.mark.parametrize(
    "text", ["sieg*", "siege~", '"rebel troops" OR Ganja', "(siege OR goat) -opera", "*", "place:Ganja"]
)
def test_any_query_can_be_explained(why, text):
    assert all(isinstance(line, str) and line.endswith(".") for line in why(text))


def test_a_dispatch_has_others_like_it_but_not_itself(searcher, search):
    (hit,) = search("goat").hits
    alike = searcher.like(hit.dispatch)
    assert alike
    assert hit.dispatch.id not in {other.dispatch.id for other in alike}
