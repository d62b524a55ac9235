import pytest

from dispatchsearch.dispatch import Block, Dateline, Evidence, Mention
from dispatchsearch.ingest.entities import find_mentions, place_key, reasons, tools
from dispatchsearch.ingest.entities.mentions import Page, find_names
from dispatchsearch.ingest.entities.toponyms import resolve

STORY = (
    "MARDAKERT, Azerbaijan - Troops left on Sunday, Colonel Kurban Kurbanov told President Geidar Aliyev in Baku.",
    "Kurbanov said that Aliyev would travel to Gyandzha. Surat Huseinov was waiting there, near the river.",
    "The Azeris and the Armenians both claimed Mardakert. Huseinov denied it, and so did the Karabakh Armenians.",
)
DATELINE = Dateline("MARDAKERT, Azerbaijan", "MARDAKERT", "Azerbaijan")


@pytest.fixture(scope="module")
def found():
    blocks = [Block("Get the news from Springfield", "furniture"), *map(Block, STORY)]
    return find_mentions("Aliyev Speaks to Kurbanov in Baku", blocks, DATELINE)


def keys(found, kind):
    return {mention.key for mention in found.mentions if mention.kind == kind}


def people_of(text):
    return keys(find_mentions("", [Block(text)], None), "person")


def places_of(text):
    return keys(find_mentions("", [Block(text)], None), "place")


def test_each_person_has_one_key_the_fullest_form_without_a_title(found):
    assert keys(found, "person") == {"Kurban Kurbanov", "Geidar Aliyev", "Surat Huseinov"}


def test_places_have_the_gazetteers_ids(found):
    assert {"place:mardakert", "geonames:587116", "geonames:587084", "geonames:586523"} <= keys(found, "place")


def test_the_datelines_place_is_told_apart(found):
    assert found.dateline_place == "place:mardakert"


def test_every_mention_lies_where_it_says(found):
    texts = {-1: "Aliyev Speaks to Kurbanov in Baku", **dict(enumerate(STORY, 1))}
    for mention in found.mentions:
        assert texts[mention.block][mention.start : mention.end] == mention.surface


def test_furniture_names_nobody(found):
    assert 0 not in {mention.block for mention in found.mentions}


def test_the_headline_is_read_too(found):
    assert {"Geidar Aliyev", "Kurban Kurbanov", "geonames:587084"} <= {m.key for m in found.mentions if m.block == -1}


def test_demonyms_are_no_names(found):
    surfaces = " ".join(mention.surface for mention in found.mentions)
    assert "Azeris" not in surfaces
    assert "Armenians" not in surfaces


def test_a_surname_between_brothers_is_the_one_named_last():
    people = find_mentions(
        "",
        [Block("Lecha Dudayev arrived on Monday. Dudayev spoke. Then Dzhokhar Dudayev came to Grozny. Dudayev left.")],
        None,
    )
    assert [m.key for m in people.mentions if m.kind == "person"] == [
        "Lecha Dudayev",
        "Lecha Dudayev",
        "Dzhokhar Dudayev",
        "Dzhokhar Dudayev",
    ]


def test_a_capital_that_speaks_is_no_person():
    assert not people_of("The talks broke down. Washington said it would not send troops, and Moscow agreed.")


def test_a_person_called_like_a_capital_stays_one_where_the_name_is_given_in_full():
    text = "Walter Washington, the mayor, resigned on Friday. Mr. Washington said he was tired. Washington left by car."
    assert people_of(text) == {"Walter Washington"}


def test_organisations_and_ships_are_neither():
    found = find_mentions(
        "", [Block("The United Nations sent the tanker Torval Star, said Ivan Petrov of Gazprom.")], None
    )
    assert [mention.key for mention in found.mentions] == ["Ivan Petrov"]


def test_an_unknown_dateline_place_is_still_a_place():
    line = Dateline("TORVALGRAD, Azerbaijan", "TORVALGRAD", "Azerbaijan")
    found = find_mentions("", [Block("TORVALGRAD, Azerbaijan - Villagers fled on Sunday.")], line)
    assert found.dateline_place == "name:Torvalgrad@geonames:587116"
    assert "name:Torvalgrad@geonames:587116" in keys(found, "place")


def test_a_dateline_of_two_cities_is_filed_from_the_first():
    found = find_mentions(
        "", [Block("TIRASPOL/CHISINAU - It rained.")], Dateline("TIRASPOL/CHISINAU", "TIRASPOL/CHISINAU")
    )
    assert found.dateline_place == tools()[0].named("Tiraspol")[0].id
    assert "geonames:618426" in keys(found, "place")  # Chisinau


def test_a_dateline_cut_from_the_text_is_resolved_all_the_same():
    line = Dateline("TBILISI, Georgia", "TBILISI", "Georgia")
    assert find_mentions("", [Block("Villagers fled on Sunday.")], line).dateline_place == "geonames:611717"


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("Police in Tbilisi, Georgia, and in Batumi arrested four men.", "geonames:614540", "geonames:4197000"),
        ("Police in Atlanta, Georgia, and in Savannah arrested four men.", "geonames:4197000", "geonames:614540"),
        ("He moved from Paris, Texas, to Dallas.", "geonames:4717560", "geonames:2988507"),
        ("He moved from Paris to Lyon, in France.", "geonames:2988507", "geonames:4717560"),
        ("The United States signed it in Paris, as Canada did.", "geonames:2988507", "geonames:4717560"),
        (
            "They drove from Dallas and Sherman to Paris, a town in the United States.",
            "geonames:4717560",
            "geonames:2988507",
        ),
    ],
)
def test_a_name_means_the_place_its_neighbours_speak_for(text, wanted, unwanted):
    places = places_of(text)
    assert wanted in places
    assert unwanted not in places


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Police in Trinidad arrested four men.", "Trinidad", "TT"),
        ("Police in Trinidad, Colorado, arrested four men.", "Trinidad", "US"),
        ("Police in Trinidad, Bolivia, arrested four men. Trinidad was quiet.", "Trinidad", "BO"),
    ],
)
def test_trinidad_is_the_island_or_a_town_where_its_country_is_named(text, name, country):
    (place,) = {tools()[0].place(key) for key in places_of(text) if tools()[0].place(key).name == name}
    assert (place.country, place.kind == "island") == (country, country == "TT")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Adana Province", "region:TR.81"),
        ("the Republic of Finland", "geonames:660013"),
        ("Northwestern Finland", "name:Northwestern Finland@geonames:660013"),
        ("Northern Iraq", "name:Northern Iraq@place:iraqi-kurdistan"),
        ("South Dakota", "geonames:5769223"),
        ("Vanderburgh", "name:Vanderburgh"),
        ("St. Kitts", "geonames:3575174"),
    ],
)
def test_a_name_of_a_kind_or_of_a_part_is_what_it_says(name, wanted):
    gazetteer, _ = tools()
    (place,) = resolve(gazetteer, name, [(0, len(name))])
    assert place_key(name, place) == wanted


def test_a_county_without_its_word_is_one_where_others_of_its_state_are_named():
    text = "Fire crews from Vanderburgh went to Evansville, Indiana."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Vanderburgh", "Evansville", "Indiana")]
    assert resolve(tools()[0], text, spans)[0].id == "district:US.IN.vanderburgh-county"


def test_a_part_of_a_place_is_explained_and_lies_in_it():
    story = find_mentions(
        "", [Block("HELSINKI, Finland - Snow fell in Eastern Finland on Sunday, the radio said.")], None
    )
    key = "name:Eastern Finland@geonames:660013"
    assert key in keys(story, "place")
    evidence = Evidence("a", "a", 1, "", (Block("Snow fell in Eastern Finland on Sunday."),), mentions=(
        Mention("place", "Eastern Finland", 0, 13, 28, key),))  # fmt: skip
    ((surface, why),) = reasons(evidence)
    assert (surface, why.place.name, why.reason[:9]) == ("Eastern Finland", "Finland", "by its na")


def test_each_known_place_keeps_its_confidence_and_reason_which_are_derived_anew_from_the_evidence(found):
    blocks = (Block("Get the news from Springfield", "furniture"), *map(Block, STORY))
    evidence = Evidence("a", "a", 1, "Aliyev Speaks to Kurbanov in Baku", blocks, mentions=found.mentions)
    said = {(surface, why.place.id): why for surface, why in reasons(evidence)}
    assert said.keys() == {(one.surface, one.key) for one in found.mentions if one.kind == "place"}
    assert all(why.reason and why.confidence in ("high", "medium", "low") for why in said.values())
    assert reasons(evidence) == reasons(evidence)


def test_a_place_that_would_be_taken_otherwise_today_says_so():
    text = "HELSINKI, Finland - Snow fell in Paris on Sunday."
    evidence = Evidence("a", "a", 1, "", (Block(text),), mentions=(
        Mention("place", "Paris", 0, 33, 38, "geonames:4717560"),
        Mention("place", "Helsinki", 0, 0, 8, "name:Helsinki@geonames:660013")))  # fmt: skip
    paris, helsinki = (why for _, why in sorted(reasons(evidence), key=lambda pair: pair[0] != "Paris"))
    assert (paris.place.id, paris.confidence) == ("geonames:4717560", "low")
    assert "today" in paris.reason
    assert "beside it" in helsinki.reason


def test_mentions_come_in_the_order_of_the_text(found):
    places = [(mention.block, mention.start) for mention in found.mentions]
    assert places == sorted(places)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "lower case only", "123 456", "A", "…—«»", "X" * 5000])
def test_odd_texts_do_no_harm(text):
    find_mentions(text, [Block(text)], None)


def test_nothing_is_found_in_no_text():
    assert find_mentions("", [], None).mentions == ()
    assert find_mentions("", [], None).dateline_place is None


def test_a_town_alone_in_its_country_is_no_person_unless_it_speaks():
    text = (
        "Martakert fell on Sunday, and Azerbaijan was silent. Nobody in Baku would say what comes after Martakert. "
        "The road from Agdam was closed."
    )
    found = find_mentions("", (Block(text),), None)
    assert {mention.kind for mention in found.mentions if mention.surface == "Martakert"} == {"place"}


def test_a_person_in_capitals_has_a_key_in_small_letters():
    found = find_mentions(
        "LYNG TO VISIT BAKU", [Block("Richard Lyng will visit Baku on Friday, a spokesman said.")], None
    )
    assert {mention.key for mention in found.mentions if mention.kind == "person"} == {"Richard Lyng"}
    assert people_of("The minister, JAN TORVAL, said that Mr. TORVAL would leave.") <= {"Jan Torval"}


def test_an_azeri_is_nobody_in_particular():
    text = "An Azeri officer said the town was lost. An Azeri said so too, and A Georgian agreed."
    found = find_mentions("", (Block(text),), None)
    assert [mention.surface for mention in found.mentions if mention.kind == "person"] == []


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Istanbul", "geonames:745044"),
        ("Kiev", "geonames:703448"),  # its region does not hold the capital, and is called so too
        ("Odessa", "geonames:698740"),  # a region elsewhere, a town in Texas
        ("Samara", "geonames:499099"),
        ("New York", "geonames:5128581"),
        ("Samara Province", "region:RU.65"),
    ],
)
def test_a_name_alone_is_the_city_rather_than_the_region_known_by_it(name, id_):
    text = f"They went to {name} on Sunday."
    (place,) = resolve(tools()[0], text, [(13, 13 + len(name))])
    assert place is not None
    assert place.id == id_


def test_the_names_are_those_that_are_found_before_it_is_asked_whom_they_mean(found):
    page = Page("Aliyev Speaks to Kurbanov in Baku", [*map(Block, STORY)])
    names = find_names(page, tools()[1].tag(page.text), DATELINE, None)
    assert [page.text[span.start : span.end] for span in names] == [mention.surface for mention in found.mentions]
