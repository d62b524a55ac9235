"""Which passage of a text is shown."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dispatchsearch.analysis import analyze
from dispatchsearch.query import And, Boosted, Fuzzy, Not, Or, Phrase, Prefix, Required, Synonyms, Term, Words
from dispatchsearch.search.marks import Mark, Marker
from dispatchsearch.search.snippets import GAP, snippet

ALL = "all"
FERRY = (
    "OLD HARBOUR, Oct. 5 (Northwire) - The ferry to the islands did not sail on Tuesday. Its captain, Mr. Olaf Berg, "
    "had seen ice in the strait.\n\nNobody on the quay was surprised. The baker sold his bread to the gulls. A letter "
    "from the U.S. consul lay unopened in the office for a week, and then another.\n\nOn Friday the strait was "
    "open again. The captain sailed before dawn, without passengers, and with all the bread he could buy."
)


def marked(text, query, **options):
    marks = Marker.of(query, (ALL,)).marks(analyze(text))
    found = snippet(text, marks, **options)
    shown, end = "", 0
    for first, last in found.marks:
        shown += found.text[end:first] + "[" + found.text[first:last] + "]"
        end = last
    return shown + found.text[end:]


def word(*forms):
    return Synonyms(tuple(Term(ALL, form) for form in forms))


@pytest.mark.parametrize(("query", "hits"), [
    (word("ferri", "en:ferri"), ["ferry"]),
    (Or((word("sail", "en:sail"), Boosted(Term(ALL, "sail"), 0.1))), ["sail", "sailed"]),
    (Phrase(ALL, ("olaf", "berg")), ["Olaf", "Berg"]),
    (Phrase(ALL, ("berg", "olaf")), []),
    (Phrase(ALL, ("berg", "captain"), 2, ordered=False), ["captain", "Berg"]),
    (Phrase(ALL, ("captain", "berg"), 1), []),
    (Prefix(ALL, "pass"), ["passengers"]),
    (Fuzzy(ALL, "gills", 1), ["gulls"]),
    (Term(ALL, "us"), ["U.S."]),
    (And((word("ice"), Not(word("bread")))), ["ice"]),
    (Words((Required(word("ice")), word("dawn"))), ["ice", "dawn"]),
    (Term("title", "ferry"), []),
])  # fmt: skip
def test_every_form_that_the_query_hits_is_marked_and_no_other(query, hits):
    marks = Marker.of(query, (ALL,)).marks(analyze(FERRY))
    assert [FERRY[mark.start : mark.end] for mark in marks] == hits


@pytest.mark.parametrize(("query", "shown"), [
    (
        word("gulls", "gull", "en:gull"),
        "The baker sold his bread to the [gulls].",
    ),
    (
        Words((word("ice"), word("dawn"))),
        "Its captain, Mr. Olaf Berg, had seen [ice] in the strait. … The captain sailed before [dawn]",
    ),
])  # fmt: skip
def test_the_best_passage_is_whole_sentences_and_two_where_one_does_not_show_the_query(query, shown):
    sentences = re.sub(r"[\[\]]", "", shown).split(GAP)
    found = marked(FERRY, query, width=180)
    assert all(sentence in re.sub(r"[\[\]]", "", found) for sentence in sentences)
    assert all(part in found for part in re.findall(r"\[\w+\]", shown))


def test_an_abbreviation_ends_no_sentence():
    assert marked(FERRY, word("berg"), width=150).startswith("Its captain, Mr. Olaf [Berg], had seen ice")


def test_a_paragraph_break_is_shown_as_a_space():
    assert "\n" not in marked(FERRY, word("strait"))


def test_without_a_hit_the_beginning_is_shown():
    assert marked(FERRY, word("moon"), width=120).startswith("OLD HARBOUR, Oct. 5 (Northwire) - The ferry")


def test_of_a_long_sentence_the_part_with_the_hit_is_shown():
    text = "Then " + "they walked on and on and " * 40 + "saw a lighthouse " + "and walked on and on " * 40 + "."
    shown = marked(text, word("lighthouse"), width=100)
    assert "[lighthouse]" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 120


def test_an_empty_text_has_an_empty_snippet():
    assert snippet("  \n", ()).text == ""


WORDS = st.lists(st.sampled_from(["ice", "sailed", "U.S.", "Mr.", "a.", "Then", "dawn!", "x" * 90, "\n\n", "ледник"]))


@given(WORDS.map(" ".join), st.integers(20, 200))
def test_marks_lie_in_the_snippet_and_no_word_is_broken(text, width):
    marks = Marker.of(Words((word("ice"), word("sailed", "en:sail"), word("ледник"))), (ALL,)).marks(analyze(text))
    found = snippet(text, marks, width)
    assert {found.text[start:end] for start, end in found.marks} <= {"ice", "sailed", "ледник"}
    assert [start for start, _ in found.marks] == sorted({start for start, _ in found.marks})
    assert set(found.text.split()) - {"…"} <= set(text.split())
    assert len(found.text) <= width + 210


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 9)), max_size=5))
@example("0000000  0", [(8, 0)])
def test_no_text_and_no_marks_break_it(text, places):
    spans = sorted({min(start, max(len(text) - 1, 0)) for start, _ in places})
    marks = [Mark(start, start + 1, number) for number, start in enumerate(spans) if start < len(text)]
    found = snippet(text, marks, 60)
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
