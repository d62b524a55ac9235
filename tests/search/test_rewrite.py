"""What words and names become in terms of the index."""

import pytest

from dispatchsearch.query import Boosted, Not, Or, Phrase, Range, Required, Synonyms, Term, Words
from dispatchsearch.search.parse import parse
from dispatchsearch.search.rewrite import Resolver


class NoRecords:
    """An archive that knows no names."""

    def named(self, _kind, _text):
        return ()


def resolve(text, **more):
    def frequency(_field, terms):
        return [1] * len(terms)

    return Resolver(NoRecords(), frequency, lambda _field: ("Northern Wire", "Wire"), **more).resolve(parse(text).query)


def forms(query):
    """The terms of a word in any of its forms."""
    return {term.text for term in query.clauses[0].clauses}


def test_a_word_is_its_stem_in_any_form_and_a_little_of_its_surface():
    assert resolve("rebels", surface=0.2) == Or(
        (Synonyms((Term("all", "rebel"), Term("all", "en:rebel"))), Boosted(Term("all", "rebels"), 0.2))
    )


def test_a_word_has_forms_in_each_language_of_the_archive():
    assert forms(resolve("kriege", languages=("en", "de"))) >= {"en:krieg", "de:krieg", "krieg"}


def test_an_exact_word_is_its_surface_alone():
    assert resolve("=Rebels") == resolve("rebels", exact=True) == Term("all", "rebels")


@pytest.mark.parametrize(("text", "kept"), [
    ("the siege of a town", ["siege", "town"]),
    ("what is the", ["what", "is", "the"]),
    ("WHO report", ["who", "report"]),
    ("WHO IS THERE", ["who", "is", "there"]),
    ("WHO LEFT", ["left"]),
    ("the U.N. vote", ["un", "vote"]),
    ("us may will", ["us", "may", "will"]),
])  # fmt: skip
def test_stop_words_go_unless_they_are_all_there_is(text, kept):
    query = resolve(text)
    surfaces = [clause.clauses[-1].clause.text for clause in query.clauses]
    assert surfaces == kept


def test_filters_are_required_and_signs_stay():
    query = resolve("siege source:wire -rumour date:1993")
    assert isinstance(query, Words)
    _, source, rumour, date = query.clauses
    assert source == Required(Term("source", "Wire"))
    assert isinstance(rumour, Not)
    assert date == Required(Range("date", 19930101, 19931231))


def test_a_source_is_found_by_its_words_where_none_is_called_so():
    assert resolve("source:northern") == Term("source", "Northern Wire")


def test_a_phrase_is_as_written_and_nearness_in_any_form():
    assert resolve('"rebel troops"') == Phrase("all", ("rebel", "troops"))
    near = resolve('"rebels army"~2')
    assert {phrase.texts for phrase in near.clauses} >= {("rebel", "en:armi"), ("en:rebel", "en:armi")}
    assert all(phrase.slop == 2 and not phrase.ordered for phrase in near.clauses)


def test_people_of_nearly_the_same_name_are_offered_and_not_searched(make_archive):
    archive = make_archive({
        "a.txt": "Talks\n\nBAKU, Azerbaijan - President Abulfaz Torvalbey met reporters in Baku, he said.\n",
        "b.txt": "Talks\n\nBAKU, Azerbaijan - President Abilfaz Torvalbey met reporters in Baku, he said again.\n",
    })  # fmt: skip
    page = archive.search('"Abulfaz Torvalbey"')
    assert page.total == 1
    assert any("perhaps also Abilfaz Torvalbey (1)" in note for note in page.notes)
