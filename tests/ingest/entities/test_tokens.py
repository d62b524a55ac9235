import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.ingest.entities.features import shape
from dispatchsearch.ingest.entities.people import full_names
from dispatchsearch.ingest.entities.tokens import LONGEST_SENTENCE, sentences, tokenize


def words(text):
    return [text[start:end] for start, end in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Mr. J. Marsh's dog", ["Mr.", "J.", "Marsh", "'s", "dog"]),
        ("U.S. troops in Ashland, Ky. (AP)", ["U.S.", "troops", "in", "Ashland", ",", "Ky.", "(", "AP", ")"]),
        ("Ter-Petrosyan and al-Rawi", ["Ter-Petrosyan", "and", "al-Rawi"]),
        ("O'Hara paid 20,000 in 6-3", ["O'Hara", "paid", "20,000", "in", "6-3"]),
        ("Мардакерт пал.", ["Мардакерт", "пал", "."]),
    ],
)
def test_words_are_cut_as_the_tagger_knows_them(text, tokens):
    assert words(text) == tokens


@given(st.text(max_size=300))
def test_tokens_leave_out_nothing_but_space(text):
    assert "".join(words(text)) == "".join(text.split())


@given(st.lists(st.sampled_from(["Baku", "fell", ".", "\n", "and", "Then", "!"]), max_size=400))
def test_sentences_cover_all_tokens_without_overlap(parts):
    text = " ".join(parts)
    tokens = tokenize(text)
    ranges = sentences(text, tokens)
    assert [number for first, end in ranges for number in range(first, end)] == list(range(len(tokens)))
    assert all(end - first <= LONGEST_SENTENCE + 1 for first, end in ranges)


@pytest.mark.parametrize(
    ("word", "outline"), [("Baku", "Xxx"), ("USA", "XX"), ("McKay", "XxXxx"), ("1993", "dd"), ("-", "-")]
)
def test_the_shape_of_a_word_is_its_outline(word, outline):
    assert shape(word) == outline


def test_a_form_that_begins_with_another_given_name_is_another_person():
    assert full_names(["Ali Hassan Torval", "Hassan Torval", "Omar al-Torval", "al-Torval"]) == [
        "Ali Hassan Torval",
        "Hassan Torval",
        "Omar al-Torval",
        "Omar al-Torval",
    ]


def test_full_names_are_the_fullest_forms_of_the_dispatch():
    assert full_names(["Suret Huseinov", "Huseinov", "Guseinov", "Anna Torval", "Mr. Torval"]) == [
        "Suret Huseinov",
        "Suret Huseinov",
        "Suret Huseinov",
        "Anna Torval",
        "Mr. Torval",
    ]
