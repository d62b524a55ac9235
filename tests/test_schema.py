"""What the index holds of a dispatch."""

import pytest

from dispatchsearch.dispatch import DateConclusion, Dispatch
from dispatchsearch.schema import is_headed, row

BODY = "RIGA, Latvia - The ferry that left the harbour on Sunday came back without its band. Nobody asked why."


def dispatch(title, body=BODY):
    return Dispatch("a", title, body, DateConclusion(None, "low", "no date"), "The Paper", "said", ())


def count(found, word):
    return sum(word in terms for terms in row(found)["all"])


@pytest.mark.parametrize(("title", "headed"), [
    ("Band Lost at Sea", True),
    ("RIGA, Latvia", True),
    ("The ferry", True),
    ("The ferry that left the harbour on Sunday came back without ...", False),
    ("RIGA, Latvia - The ferry that left the harbour on Sunday came…", False),
])  # fmt: skip
def test_words_of_the_text_in_place_of_a_headline_are_no_headline(title, headed):
    assert is_headed(dispatch(title)) == headed


def test_a_headlines_word_counts_twice_beside_the_text_and_the_texts_own_words_once():
    assert count(dispatch("Ferry Lost"), "ferry") == 3
    assert count(dispatch("The ferry that left the harbour on Sunday came back without ..."), "ferry") == 1
