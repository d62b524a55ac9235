import pytest

from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.ingest.consistency import echoed, settle
from dispatchsearch.ingest.review import kept, reviewed
from dispatchsearch.ingest.tagger import Span, Tagged
from dispatchsearch.ingest.tokens import sentences, tokenize


@pytest.fixture(scope="module")
def gazetteer():
    shipped = Gazetteer()
    yield shipped
    shipped.close()


def tagged(text, *names):
    """A text tagged by hand: each name as (words, label), in the order of the text."""
    tokens = tokenize(text)
    spans, at = [], 0
    for name, label in names:
        start = text.index(name, at)
        at = start + len(name)
        numbers = [number for number, (first, end) in enumerate(tokens) if start <= first and end <= at]
        spans.append(Span(start, at, label, numbers[0], numbers[-1]))
    starts = frozenset(first for first, _ in sentences(text, tokens))
    return Tagged(tokens, [text[start:end] for start, end in tokens], starts, spans)


def names(text, spans):
    return [(text[span.start : span.end], span.label) for span in spans]


@pytest.mark.parametrize(
    ("text", "name", "label", "left"),
    [
        ("He met President Anna Torval.", "President Anna Torval", "PER", "Anna Torval"),
        ("The 3 Torval 45 men left.", "3 Torval 45", "PER", "Torval"),
        ("Speaker Torval left.", "Speaker Torval", "PER", "Torval"),
        ("One Torval soldier left.", "One Torval", "PER", "Torval"),
    ],
)
def test_titles_and_numbers_are_left_out_of_a_name(gazetteer, text, name, label, left):
    assert names(text, reviewed(tagged(text, (name, label)), gazetteer)) == [(left, label)]


def test_nothing_is_left_of_a_number(gazetteer):
    assert reviewed(tagged("He paid 45 for it.", ("45", "PER")), gazetteer) == []


@pytest.mark.parametrize("text", ["He died in Oxford.", "He governs the city of Oxford."])
def test_behind_a_word_of_place_a_known_name_is_a_place(gazetteer, text):
    assert names(text, reviewed(tagged(text, ("Oxford", "ORG")), gazetteer)) == [("Oxford", "LOC")]


def test_elsewhere_the_tagger_is_believed(gazetteer):
    text = "He works for Oxford."
    assert names(text, reviewed(tagged(text, ("Oxford", "ORG")), gazetteer)) == [("Oxford", "ORG")]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("They fired Grad missiles.", "Grad", "LOC"),
        ("The tanker Torval sank.", "Torval", "LOC"),
        ("He bought Torval Corp shares.", "Torval Corp", "PER"),
        ("The Bosnian Serbs left.", "Bosnian Serbs", "LOC"),
        ("It was Torval School again.", "Torval School", "LOC"),
        ("After the Torval War they left.", "Torval War", "LOC"),
        ("Thank God for it.", "God", "PER"),
        ("Shr 34 cts vs 22 cts.", "Shr", "PER"),
        ("Nine months net loss.", "Nine", "PER"),
        ("He joined Gazprom.", "Gazprom", "ORG"),
        ("The group led by Alan Torval and Co has sold.", "Alan Torval", "PER"),
        ("Shares of Torval <TORV.PA> rose in Paris.", "PA", "LOC"),
        ("BAKU (Turan) - It rained, Turan said.", "Turan", "LOC"),
        ("TEHRAN (IRNA) - It rained.", "IRNA", "LOC"),
        ("Interfax said so.", "Interfax", "PER"),
    ],
)
def test_what_is_neither_person_nor_place_is_turned_away(gazetteer, text, name, label):
    page = tagged(text, (name, label))
    assert kept(page, page.spans, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [("They crossed Anatolia.", "Anatolia", "LOC"), ("The nurse Nina left.", "Nina", "PER")],
)
def test_a_name_that_an_agency_has_too_stays_where_it_is_far_more_than_that(gazetteer, text, name, label):
    text_ = tagged(text, (name, label))
    assert names(text, kept(text_, reviewed(text_, gazetteer), gazetteer)) == [(name, label)]


def test_a_surname_overlooked_is_found_where_the_text_names_the_person_in_full():
    text = "Anna Torval spoke. Later Torval left, and Torval Bank closed."
    page = tagged(text, ("Anna Torval", "PER"))
    assert names(text, settle(page, page.spans)) == [("Anna Torval", "PER"), ("Torval", "PER")]


def test_one_name_has_one_label():
    text = "In Torvalgrad it rained. Torvalgrad fell. Torvalgrad was lost."
    page = tagged(text, ("Torvalgrad", "LOC"), ("Torvalgrad", "PER"), ("Torvalgrad", "LOC"))
    assert {label for _, label in names(text, settle(page, page.spans))} == {"LOC"}


def test_a_dateline_decides_what_its_name_is():
    text = "TORVALGRAD - Torvalgrad fell. Torvalgrad was lost."
    page = tagged(text, ("TORVALGRAD", "LOC"), ("Torvalgrad", "PER"))
    assert names(text, settle(page, page.spans, page.spans[:1])) == [
        ("TORVALGRAD", "LOC"),
        ("Torvalgrad", "LOC"),
        ("Torvalgrad", "LOC"),
    ]


def test_a_headline_echoes_the_names_of_the_body():
    text = "Torval Leaves BAKU Again\n\nAnna Torval left Baku."
    page = tagged(text, ("Anna Torval", "PER"), ("Baku", "LOC"))
    assert names(text, echoed(page, page.spans, 4)) == [("Torval", "PER"), ("BAKU", "LOC")]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Mardakert said nothing that night.", "Mardakert", "LOC"),  # of the hand-made list, and nobody is called so
        ("Grozny has had no bread since Monday.", "Grozny", "LOC"),  # a large town
        ("Torval said nothing that night.", "Torval", "PER"),
        ("Jackson said nothing that night.", "Jackson", "PER"),  # a town, but many are called so
    ],
)
def test_a_name_alone_that_speaks_is_a_place_where_it_is_well_known_and_nobody_is_called_so(
    text, name, label, gazetteer
):
    marked = tagged(text, (name, "PER"))
    assert names(text, kept(marked, marked.spans, gazetteer)) == [(name, label)]
