"""The query language: what is typed, what it means, how it prints."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dispatchsearch.errors import QueryError
from dispatchsearch.query import And, Everything, Fuzzy, Not, Or, Phrase, Prefix, Range, Required, Term, Words
from dispatchsearch.search.items import DEEPEST, MOST_CLAUSES
from dispatchsearch.search.parse import LONGEST, parse, phrase


def word(text, field="", *, exact=False):
    return Term(field, text, exact)


NOTHING = Not(Everything())

MEANINGS = [
    ("", Everything()),
    ("*", Everything()),
    ("siege", word("siege")),
    ("siege town", Words((word("siege"), word("town")))),
    ("Kabul?", word("Kabul")),
    ("?", NOTHING),
    ("()", NOTHING),
    ("U.S. & U.N.", Words((word("U.S."), word("U.N.")))),
    ('"cease fire"', Phrase("", ("cease", "fire"))),
    ("“cease fire”", Phrase("", ("cease", "fire"))),
    ('"cease fire', Words((word("cease"), word("fire")))),
    ('"rebels capital"~5', Phrase("", ("rebels", "capital"), 5, ordered=False)),
    ("rebels NEAR/5 capital", Phrase("", ("rebels", "capital"), 5, ordered=False)),
    ("rebels w/5 capital", Phrase("", ("rebels", "capital"), 5, ordered=False)),
    ("rebels NEAR capital", Phrase("", ("rebels", "capital"), 10, ordered=False)),
    ("(rebels OR army) NEAR/3 town", Or(tuple(Phrase("", (w, "town"), 3, ordered=False) for w in ("rebels", "army")))),
    ("place:Baku NEAR town", And((word("Baku", "place"), word("town")))),
    ("+siege town", Words((Required(word("siege")), word("town")))),
    ("siege -rumour", Words((word("siege"), Not(word("rumour"))))),
    ("siege NOT rumour", Words((word("siege"), Not(word("rumour"))))),
    ("-rumour", Not(word("rumour"))),
    ("+siege", word("siege")),
    ("siege AND town", And((word("siege"), word("town")))),
    ("siege AND NOT town", And((word("siege"), Not(word("town"))))),
    ("oil OR gas AND pipe", Or((word("oil"), And((word("gas"), word("pipe")))))),
    ("big oil OR gas", Or((Words((word("big"), word("oil"))), word("gas")))),
    ("(oil OR gas) pipe", Words((Or((word("oil"), word("gas"))), word("pipe")))),
    ("oil and gas", Words((word("oil"), word("and"), word("gas")))),
    ("AND", word("and")),
    ("oil OR", Words((word("oil"), word("or")))),
    ("OR AND NOT", Words((word("or"), word("and"), word("not")))),
    ("(oil", word("oil")),
    ("oil)", word("oil")),
    ("retreat*", Prefix("", "retreat")),
    ("Huseinov~", Fuzzy("", "Huseinov")),
    ("Huseinov~2", Fuzzy("", "Huseinov", 2)),
    ("Huseinov~9", Fuzzy("", "Huseinov", 2)),
    ("Huseinov~0", word("Huseinov")),
    ("=Ganja", word("Ganja", exact=True)),
    ('="Heydar Aliyev"', Phrase("", ("Heydar", "Aliyev"), exact=True)),
    ("title:war", word("war", "title")),
    ('title:"the war"', Phrase("title", ("the", "war"))),
    ("title:(war OR peace)", Or((word("war", "title"), word("peace", "title")))),
    ("title: war", Words((word("title"), word("war")))),
    ("foo:bar", word("foo:bar")),
    ("https://example.org/a", word("https://example.org/a")),
    ('place:"New York"', word("New York", "place")),
    ("place:Baku?", word("Baku", "place")),
    ("place:(Baku OR Ganja)", Or((word("Baku", "place"), word("Ganja", "place")))),
    ("path:mt/1993*", Prefix("path", "mt/1993")),
    ("lang:EN", word("en", "lang")),
    ("date:1993", Range("date", 19930101, 19931231)),
    ("date:1993-02", Range("date", 19930201, 19930228)),
    ("date:1993-6-4", Range("date", 19930604, 19930604)),
    ("date:1993-05..1993-06", Range("date", 19930501, 19930630)),
    ("date:1993..", Range("date", 19930101, None)),
    ("date:..1993-06", Range("date", None, 19930630)),
    ("before:1993-06", Range("date", None, 19930531)),
    ("after:1993-06", Range("date", 19930701, None)),
    ("date:undated", Term("date", "undated")),
    ("updated:2016", Range("updated", 20160101, 20161231)),
    ("event:1993-06-04", Range("event", 19930604, 19930604)),
    ("date:meeting", word("date/meeting")),
    ("what is the siege of Agdam?", Words(tuple(map(word, ["what", "is", "the", "siege", "of", "Agdam"])))),
]


@pytest.mark.parametrize(("typed", "meant"), MEANINGS)
def test_each_form_means_what_the_language_says(typed, meant):
    assert parse(typed).query == meant


@pytest.mark.parametrize(("typed", "printed"), [
    ("date:1993-05..1993-06", "date:1993-05..1993-06"),
    ("date:1993-06-01..1993-06-30", "date:1993-06"),
    ("before:1994", "date:..1993"),
    ("date:1993-06-27", "date:1993-06-27"),
    ("date:1993..1993-03", "date:1993-01..1993-03"),
    ("rebels w/5 capital", '"rebels capital"~5'),
    ("oil NOT gas", "oil -gas"),
    ("(a b) OR (c AND d)", "a b OR c AND d"),
    ('place:"New York" place:"Baku"', 'place:"New York" place:Baku'),
])  # fmt: skip
def test_a_query_prints_in_its_simplest_form(typed, printed):
    assert str(parse(typed).query) == printed


@pytest.mark.parametrize(("typed", "column"), [
    ("date:1993-13", 0),
    ("siege date:1993-02-30", 6),
    ("date:1994..1993", 0),
    ("before:0001", 0),
    ("updated:27.7.2016", 0),
    ("x" * (LONGEST + 1), LONGEST),
    ("(" * (DEEPEST + 1) + "a", DEEPEST),
    ("NOT " * (DEEPEST + 1) + "a", 4 * DEEPEST),
    ("(NOT " * (DEEPEST // 2) + "NOT a", 5 * DEEPEST // 2),
    ("a NEAR " + "NOT " * (DEEPEST + 1) + "a", 7 + 4 * DEEPEST),
    ("a " * (MOST_CLAUSES + 1), 2 * MOST_CLAUSES),
])  # fmt: skip
def test_the_impossible_is_refused_with_its_column(typed, column):
    with pytest.raises(QueryError) as refused:
        parse(typed)
    assert refused.value.position == column


@pytest.mark.parametrize("typed", ['"open', "oil OR", "(oil", "oil)", "foo:bar", "date:meeting", "o*l", "?"])
def test_what_was_read_in_another_way_is_said(typed):
    assert parse(typed).notes


@pytest.mark.parametrize("typed", ["siege", "Kabul?", "AT&T", "http://example.org/x", "a - b", "oil and gas"])
def test_plain_words_need_no_note(typed):
    assert parse(typed).notes == ()


def test_all_words_can_be_taken_as_one_phrase():
    assert phrase('Azeri "rebels" vow -').query == Phrase("", ("Azeri", "rebels", "vow"))


WORDS = [
    "oil",
    "U.S.",
    "Baku",
    "l'accord",
    "20,000",
    "é",
    "ß",
    '"a b"',
    '"a b"~3',
    "date:undated",
    "lang:EN",
    "path:a/b*",
]
FIELDS = ["title:", "place:", "date:", "foo:", "date:1993", "before:1993-06", "event:1993-06-04"]
SIGNS = ["AND", "OR", "NOT", "NEAR/3", "w/2", "NEAR", *'()"+-=*~:?_,“.\n', "~2", " ", " ", " "]
PIECES = st.sampled_from([*WORDS, *FIELDS, *SIGNS])


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40))
@example("-(-(+a b) c)")
@example("NOT NOT a NEAR (b OR NOT c)")
@example("_title:x -?title:y +-title:z")
def test_whatever_is_typed_is_understood_and_prints_as_what_is_understood_the_same(typed):
    try:
        understood = parse(typed).query
    except QueryError:
        return
    assert parse(str(understood)).query == understood
