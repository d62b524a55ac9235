"""What orders the matches."""

import pytest

from dispatchsearch.analysis import analyze
from dispatchsearch.query import Boosted, Not, Phrase, Required, Synonyms, Term, Words
from dispatchsearch.search.ranking import Weights, feedback, pairs, scoring, takes_feedback

SIEGE, TOWN = Term("all", "siege"), Term("all", "town")
FILTER, WITHOUT = Required(Term("source", "Wire")), Not(Term("all", "rumour"))


def everywhere(count=3):
    return lambda _field, terms: [count] * len(terms)


def texts(clauses):
    """The words of clauses that are added, without marks."""
    named = [inner.clauses[0] if isinstance(inner := clause.clause, Synonyms) else inner for clause in clauses]
    return [term.text.rpartition(":")[2] for term in named]


def test_each_word_is_scored_and_one_typed_twice_twice():
    assert scoring(Words((SIEGE, TOWN, WITHOUT))) == [SIEGE, TOWN]
    assert scoring(Words((SIEGE, TOWN, SIEGE))) == [Boosted(SIEGE, 2), TOWN]
    assert scoring(Words((Required(SIEGE), TOWN))) == [SIEGE, TOWN]


def test_what_is_no_list_is_scored_as_it_matches():
    assert scoring(SIEGE) == [SIEGE]
    assert scoring(Words((WITHOUT, Not(TOWN))))


def test_neighbours_of_a_list_are_pairs():
    assert pairs(Words((SIEGE, TOWN)), everywhere(), Weights()) == [Boosted(Phrase("all", ("siege", "town")), 0.25)]
    assert pairs(Words((SIEGE, FILTER, TOWN)), everywhere(), Weights()) == []
    assert pairs(SIEGE, everywhere(), Weights()) == []
    assert pairs(Words((SIEGE, TOWN)), everywhere(0), Weights()) == []


@pytest.mark.parametrize(("query", "plain"), [
    (Words((SIEGE, TOWN)), True),
    (Words((SIEGE, TOWN, FILTER, WITHOUT)), True),
    (Words((SIEGE, SIEGE)), False),
    (Words((SIEGE, FILTER)), False),
    (Words((SIEGE, Phrase("all", ("a", "b")))), False),
    (SIEGE, False),
])  # fmt: skip
def test_only_plain_lists_of_several_words_take_feedback(query, plain):
    assert takes_feedback(query) is plain


def added(best, holding=3, weights=None):
    tokens = [(score, analyze(text)) for score, text in best]
    return feedback(Words((SIEGE, TOWN)), tokens, everywhere(holding), 100, weights or Weights())


def test_feedback_adds_what_the_best_have_and_few_others():
    found = added([(2.0, "The bakers baked bread. Bread, bread and 20 buns."), (1.0, "Bakers left us all alone.")])
    assert texts(found)[0] == "bread"
    assert set(texts(found)) == {"bread", "baker", "bake", "bun", "left", "us", "all", "alon"}


def test_feedback_leaves_out_what_is_common_or_stands_in_one_dispatch_alone():
    assert added([(1.0, "bread")], 50) == []
    assert added([(1.0, "bread")], 0) == []
    assert added([]) == []


def test_what_feedback_adds_weighs_its_share_of_the_words_asked_for():
    weights = Weights(original=0.8, added=2)
    found = added([(1.0, "bread goats bees bread")], weights=weights)
    assert len(found) == 2
    assert sum(clause.weight for clause in found) == pytest.approx(2 * 0.2 / 0.8)
