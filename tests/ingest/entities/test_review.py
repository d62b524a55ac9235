import pytest

from dispatchsearch.dispatch import Block
from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.ingest.entities import find_mentions
from dispatchsearch.ingest.entities.beside import joined, listed
from dispatchsearch.ingest.entities.consistency import echoed, settle
from dispatchsearch.ingest.entities.features import large_words
from dispatchsearch.ingest.entities.known import overlooked
from dispatchsearch.ingest.entities.review import kept, reviewed
from dispatchsearch.ingest.entities.tagger import Span, Tagged
from dispatchsearch.ingest.entities.tokens import sentences, tokenize


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
    words = [text[start:end] for start, end in tokens]
    return Tagged(tokens, words, large_words(words), starts, spans)


def names(text, spans):
    return [(text[span.start : span.end], span.label) for span in spans]


@pytest.mark.parametrize(
    ("text", "name", "label", "left"),
    [
        ("He met President Anna Torval.", "President Anna Torval", "PER", "Anna Torval"),
        ("The 3 Torval 45 men left.", "3 Torval 45", "PER", "Torval"),
        ("Speaker Torval left.", "Speaker Torval", "PER", "Torval"),
        ("One Torval soldier left.", "One Torval", "PER", "Torval"),
        ("Survivors of Torval reach Agdam.", "Torval reach Agdam", "LOC", "Torval"),
        ("Anna Torval of Agdam left.", "Anna Torval of Agdam", "PER", "Anna Torval"),
        ("William of Torval left.", "William of Torval", "PER", "William of Torval"),
        ("Luis Torval de la Torre left.", "Luis Torval de la Torre", "PER", "Luis Torval de la Torre"),
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


@pytest.mark.parametrize(
    ("text", "name", "label", "better"),
    [
        ("It rained on Torvalov Street.", "Torvalov Street", "PER", "LOC"),
        ("He stood by the Maiden Tower.", "Maiden Tower", "PER", "LOC"),
        ("De Klerk and Nelson Mandela met there.", "Nelson Mandela", "LOC", "PER"),
        ("The ministry said Lachin had fallen in Azerbaijan.", "Lachin", "PER", "LOC"),
    ],
)
def test_a_place_that_was_taken_for_a_person_is_made_one_and_the_reverse(gazetteer, text, name, label, better):
    known = [("Azerbaijan", "LOC")] if "Azerbaijan" in text else []
    page = tagged(text, (name, label), *known)
    assert (name, better) in names(text, kept(page, page.spans, gazetteer))


@pytest.mark.parametrize("text", ["John Tower spoke.", "Barbara Castle said no.", "Clara Washington wrote it."])
def test_a_given_name_makes_a_person_of_what_else_ends_as_a_place(gazetteer, text):
    name = " ".join(text.split()[:2])
    page = tagged(text, (name, "PER"))
    assert names(text, kept(page, page.spans, gazetteer)) == [(name, "PER")]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Dynamo beat Spartak Moscow again.", "Spartak Moscow", "PER"),
        ("He wrote in Der Torval.", "Der Torval", "PER"),
        ("He told Torvalny Golos so.", "Torvalny Golos", "PER"),
        ("Izvestia wrote it.", "Izvestia", "PER"),
        ("MOSKAU, 16. Mai (dpa).", "Mai", "PER"),
        ("The newspaper Torvalny Golos wrote it.", "Torvalny Golos", "PER"),
        ("He told Torval Sozu newspaper so.", "Torval Sozu", "PER"),
        ("Torval Sozu, an independent Azeri daily, printed it.", "Torval Sozu", "PER"),
        ("The Torval Sea Fleet sailed.", "Torval Sea Fleet", "LOC"),
        ("Photo by Anna Torval.", "Anna Torval", "PER"),
        ("The bridge in May. (AP Photo/Anna Torval)", "Anna Torval", "PER"),
    ],
)
def test_clubs_newspapers_fleets_months_and_who_took_a_picture_are_turned_away(gazetteer, text, name, label):
    page = tagged(text, (name, label))
    assert kept(page, page.spans, gazetteer) == []


def test_the_number_of_a_road_stays_with_it(gazetteer):
    text = "It burned beside Highway 19 for days."
    page = tagged(text, ("Highway 19", "LOC"))
    assert names(text, reviewed(page, gazetteer)) == [("Highway 19", "LOC")]


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("Jose Torval dos Santos spoke.", ["Jose Torval", "Santos"], "Jose Torval dos Santos"),
        ("Kengo wa Torval spoke.", ["Kengo"], "Kengo wa Torval"),
        ("He met Osman bin Torval there.", [], "Osman bin Torval"),
        ("The bin Torval family left.", [], "bin Torval"),
    ],
)
def test_names_on_either_side_of_a_particle_are_one(text, found, whole):
    page = tagged(text, *((name, "PER") for name in found))
    assert names(text, joined(page, page.spans)) == [(whole, "PER")]


@pytest.mark.parametrize(
    "text",
    [
        "The Torval den burned.",
        "Torval van sales rose.",
        "A bin of Torval apples fell.",
        "What did Torval do Monday?",
        "From the Torval den Bears came.",
    ],
)
def test_a_particle_before_no_name_joins_nothing(text):
    page = tagged(text, ("Torval", "PER"))
    assert joined(page, page.spans) == page.spans


def test_what_is_listed_among_places_of_a_country_is_a_place_there(gazetteer):
    text = "They shelled Kelbajar, Kubatly, Zangelan and Fizuli."
    page = tagged(text, ("Kelbajar", "LOC"), ("Zangelan", "PER"))
    assert [label for _, label in names(text, listed(page, page.spans, gazetteer))] == ["LOC"] * 4


@pytest.mark.parametrize("text", ["He met Jackson, Lincoln and Washington.", "He met Anna Torval, Shusha and Baku."])
def test_a_list_with_people_in_it_makes_no_place_of_them(gazetteer, text):
    page = tagged(text, (text.split()[-1].rstrip("."), "LOC"))
    assert len(listed(page, page.spans, gazetteer)) == 1


@pytest.mark.parametrize(
    ("text", "known", "found"),
    [
        ("Samvel came from Stepanakert.", (), "Stepanakert"),
        ("In Bosnia-Herzegovina troops overran Srebrenica.", ("Bosnia-Herzegovina",), "Srebrenica"),
    ],
)
def test_a_place_that_nobody_else_is_called_by_is_found_where_the_tagger_overlooked_it(gazetteer, text, known, found):
    page = tagged(text, *((name, "LOC") for name in known))
    assert names(text, overlooked(page, page.spans, gazetteer)) == [(found, "LOC")]


@pytest.mark.parametrize(
    "text",
    [
        "He read Time in Norway once.",
        "The Olympic team left.",
        "He saw Reading and Nice.",
        "The Darfur Star Hotel closed.",
    ],
)
def test_words_and_parts_of_longer_names_are_no_overlooked_places(gazetteer, text):
    page = tagged(text, *[("Norway", "LOC")] * ("Norway" in text))
    assert overlooked(page, page.spans, gazetteer) == []


def test_villages_of_a_name_are_a_place(gazetteer):
    text = "Villages of Torval burned."
    page = tagged(text, ("Villages of Torval", "ORG"))
    assert names(text, reviewed(page, gazetteer)) == [("Torval", "LOC")]


def test_the_party_and_state_of_a_senator_are_no_place(gazetteer):
    page = tagged("Sen. Sam Torval, D-Ga., agreed.", ("D-Ga", "LOC"))
    assert kept(page, page.spans, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "name", "is_place"),
    [
        ("The food body, FAO, sent grain to the farmers.", "FAO", False),  # no Fao
        ("The troops took Fao, FAO radio said to the farmers.", "FAO", True),
        ("FAO, Iraq - the troops took the town.", "FAO", True),
        ("FAO SENDS GRAIN TO FARMERS", "FAO", True),  # nothing can be told
        ("He grows wheat in IRAN and sells it.", "IRAN", True),
        ("He grows wheat in OHIO and sells it.", "OHIO", True),
        ("The mill in NSW burnt down.", "NSW", True),
        ("The mill in BONN burnt down.", "BONN", True),
    ],
)
def test_a_few_capitals_are_a_place_only_where_it_is_written_so(gazetteer, text, name, is_place):
    assert (
        names(text, kept(tagged(text, (name, "LOC")), tagged(text, (name, "LOC")).spans, gazetteer)) != []
    ) == is_place


@pytest.mark.parametrize(
    ("text", "name", "is_place"),
    [
        ("The Chamber of Commerce met.", "Commerce", False),
        ("The departments of Commerce and State met.", "Commerce", False),
        ("The mill in Commerce burnt down.", "Commerce", True),
        ("The governor met the minister of Norway.", "Norway", True),
        ("ALLEGHENY <AG> sells its mills.", "ALLEGHENY", False),
        ("ALLEGHENY INT'L <AG> sells its mills.", "ALLEGHENY", False),
        ("Allegheny sells its mills to Torval Inc <TV>.", "Allegheny", True),
        ("The Bank of Scotland <BSC> sells its mills.", "Scotland", True),
        ("Senator Ann Torval, D-W. Va., met farmers.", "Va.", False),
    ],
)
def test_what_an_office_is_of_and_what_has_a_share_is_no_place(gazetteer, text, name, is_place):
    assert (
        names(text, kept(tagged(text, (name, "LOC")), tagged(text, (name, "LOC")).spans, gazetteer)) != []
    ) == is_place


@pytest.mark.parametrize(
    ("text", "name", "is_place"),
    [
        ("They lay in Al Quds hospital in Gaza.", "Al Quds", False),
        ("They lay in Al Quds Hospital.", "Al Quds", False),
        ("They lay in the Grozny hospital.", "Grozny", True),
        ("They lay in the Grozny hospital in Chechnya.", "Grozny", True),
        ("The Baku airport was closed.", "Baku", True),
        ("The Torvali Brigade left.", "Torvali", False),
    ],
)
def test_an_institution_called_after_a_place_is_none(gazetteer, text, name, is_place):
    page = tagged(text, (name, "LOC"))
    assert (names(text, kept(page, page.spans, gazetteer)) != []) == is_place


def test_initials_alone_are_no_person(gazetteer):
    text = "N.Y. copper fell."
    assert kept(tagged(text, ("N.Y.", "PER")), tagged(text, ("N.Y.", "PER")).spans, gazetteer) == []


@pytest.mark.parametrize(
    "text",
    ["The EU High Representative said so.", "He was taken to see the Rev. and left.", "Col. is short for colonel."],
)
def test_an_office_and_a_title_alone_are_nobody_and_nowhere(text):
    assert find_mentions("", [Block(text)], None).mentions == ()


def test_an_overlooked_county_is_a_place():
    found = find_mentions("", [Block("On Monday a Plymouth County jury found him guilty.")], None).mentions
    assert [mention.surface for mention in found] == ["Plymouth County"]


@pytest.mark.parametrize("word", ["stock", "mid-March", "pro-Torvali"])
def test_what_is_written_small_is_no_person(gazetteer, word):
    text = f"He sold his {word} on Monday."
    assert kept(tagged(text, (word, "PER")), tagged(text, (word, "PER")).spans, gazetteer) == []


def test_an_article_of_a_surname_is_written_small(gazetteer):
    text = "He met al-Torvali on Monday."
    found = tagged(text, ("al-Torvali", "PER"))
    assert names(text, kept(found, found.spans, gazetteer)) == [("al-Torvali", "PER")]
