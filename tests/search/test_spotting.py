"""Hits found without cutting a whole text are the hits among its tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch import names
from dispatchsearch.analysis import analyze
from dispatchsearch.query import Fuzzy, Or, Phrase, Prefix, Term, Words
from dispatchsearch.search import spotting
from dispatchsearch.search.marks import Marker

ALL = "all"
WRITTEN = st.sampled_from(
    [
        "sail",
        "sailed",
        "(sail)",
        "Sails,",
        "re-sail",
        "assail",
        "U.S.",
        "U.S.sail",
        "l'accord",
        "20,000",
        "sail\u00ador",
        "SAILING",
        "o'Sail",
        "2,0,000",
    ]
)
SPACES = st.sampled_from([" ", "\n\n", "\u00a0", "\u2003", "\t", "\x1c", "\u200b", " \u3000 ", "-", ""])
TEXTS = st.lists(st.tuples(WRITTEN | st.text(max_size=6), SPACES)).map(lambda parts: "".join(a + b for a, b in parts))
QUERIES = [
    Words((Term(ALL, "sail"), Term(ALL, "en:sail"))),
    Or((Term(ALL, "us"), Term(ALL, "20000"))),
    Phrase(ALL, ("us", "sail")),
    Phrase(ALL, ("sail", "en:sail"), 2, ordered=False),
    Words((Prefix(ALL, "sai"), Phrase(ALL, ("en:sail", "us"), 1))),
    Fuzzy(ALL, "sal", 1),
    Prefix(ALL, "s"),
    Words((Term(ALL, "osail"), Term(ALL, "us"), Prefix(ALL, "20"))),
]


@pytest.mark.parametrize("query", QUERIES, ids=str)
@pytest.mark.parametrize("language", [None, "fr", "xx"])
@given(text=TEXTS)
def test_hits_spotted_in_a_text_are_the_hits_among_its_tokens(query, language, text):
    marker = Marker.of(query, (ALL,))
    assert marker.marks_in(text, language) == marker.marks(analyze(text, language))


@given(text=st.text(max_size=80))
def test_no_token_reaches_over_a_space(text):
    apart = [token.terms for piece in text.split() for token in analyze(piece)]
    assert apart == [token.terms for token in analyze(text)]


def test_what_is_remembered_of_pieces_is_bounded(monkeypatch):
    monkeypatch.setattr(spotting, "REMEMBERED", 20)
    marker = Marker.of(Term(ALL, "word7"), (ALL,))
    for number in range(100):
        assert len(marker.marks_in(f"word7 word{number}", "yo")) == (2 if number == 7 else 1)
    assert len(spotting._pieces("yo").tokens) <= 20


def test_every_english_word_is_found_by_how_its_terms_begin():
    words = [
        *names.surnames(),
        *names.given_names(),
        *"dying lying tying skies news early ugly O'Neill U.N. AT&T".split(),
    ]
    for word in filter(str.isascii, words):
        (token,) = analyze(word)
        for term in token.terms:
            assert spotting.beginnings([term]).search(word.lower()), (word, term)
