"""How text becomes tokens."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.analysis import LONGEST, STEMMERS, analyze, fold, positions


def terms(text, language=None):
    return [token.terms for token in analyze(text, language)]


@pytest.mark.parametrize(("text", "expected"), [
    ("The U.S. and the U.N.", [("the",), ("us",), ("and",), ("the",), ("un",)]),
    ("U.S.-led", [("us",), ("led",)]),
    ("us may can will", [("us",), ("may",), ("can",), ("will",)]),
    ("Retreating rebels", [("retreating", "en:retreat"), ("rebels", "en:rebel")]),
    ("Moscow's", [("moscow",)]),
    ("Shi'ite Shi’ite", [("shiite", "en:shiit"), ("shiite", "en:shiit")]),
    ("O'Brien", [("obrien",)]),
    ("AT&T, R&D", [("at&t",), ("r&d",)]),
    ("20,000 men, 3.5 tons", [("20000",), ("men",), ("3.5",), ("tons", "en:ton")]),
    ("1,2", [("1,2",)]),
    ("the 1990s, June 27th", [("the",), ("1990s",), ("june",), ("27th",)]),
    ("Nagorno-Karabakh", [("nagorno",), ("karabakh",)]),
    ("(AP) _ BAKU ____", [("ap",), ("baku",)]),
    ("Gəncə Dağlıq Qarabağ", [("gence",), ("dagliq",), ("qarabag",)]),
    ("...?!", []),
    ("北京", [("北",), ("京",)]),
])  # fmt: skip
def test_words_are_cut_folded_and_stemmed(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(("language", "one", "other"), [
    ("en", "attack", "attacks"),
    ("ru", "город", "городом"),
    ("de", "Haus", "Häuser"),
    ("fr", "accord", "l'accord"),
    ("es", "guerra", "guerras"),
    ("tr", "Ankara", "Ankara'da"),
])  # fmt: skip
def test_two_forms_of_a_word_share_a_stem(language, one, other):
    def stems(word):
        (found,) = terms(word, language)
        return found[-1].removeprefix(f"{language}:")

    assert stems(one) == stems(other)


def test_a_language_without_a_stemmer_yields_surfaces_only():
    assert terms("wojny światowe", "pl") == [("wojny",), ("swiatowe",)]


def test_a_region_of_a_language_is_that_language():
    assert terms("attacks", "en-GB") == terms("attacks", "en")


@pytest.mark.parametrize(("text", "folded"), [
    ("Gyandzha", "gyandzha"),
    ("Elçibey", "elcibey"),
    ("İstanbul", "istanbul"),
    ("STRASSE Straße", "strasse strasse"),
    ("Ёлкин", "елкин"),
    ("Толстой", "толстой"),
    ("Łódź", "lodz"),
])  # fmt: skip
def test_folding_drops_case_and_accents_but_no_letter(text, folded):
    assert fold(text) == folded


def test_decomposed_and_composed_letters_are_one():
    assert terms(unicodedata.normalize("NFD", "Nagornıy Élysée Толстой")) == terms("Nagornıy Élysée Толстой")


def test_a_word_without_end_is_cut_to_what_an_index_can_hold():
    ((surface,),) = terms("x" * 1_000_000)
    assert len(surface) == LONGEST


@given(st.text(), st.sampled_from([None, "pl", *STEMMERS]))
def test_tokens_lie_in_the_text_in_order_and_hold_terms(text, language):
    tokens = analyze(text, language)
    ends = [0, *(token.end for token in tokens)]
    assert all(before <= token.start < token.end <= len(text) for before, token in zip(ends, tokens, strict=False))
    assert all(1 <= len(token.terms) <= 2 and token.terms[0] and ":" not in token.terms[0] for token in tokens)
    assert positions(text, language) == [token.terms for token in tokens]


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
