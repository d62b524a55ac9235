import pytest

from dispatchsearch.dispatch import Block, Dateline
from dispatchsearch.ingest.entities import find_mentions, place_key, tools
from dispatchsearch.ingest.entities.placenames import candidates_of
from dispatchsearch.ingest.entities.toponyms import resolve


def meant(text, *names):
    """Return what names of a text mean, by the names of the places."""
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return [place and place.name for place in resolve(tools()[0], text, spans)]


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("Whitehall", "Atlanta"),  # a name that a town of the United States had long ago
        ("Milan", "Syracuse"),  # and that a larger place bears
        ("Sydney", "Sidney"),
        ("Hanyang", "Seoul"),  # an old name of a capital that dispatches do not use
        ("Fry", "Yugoslavia"),  # FRY in small letters
        ("U.S. Or", "Oregon"),
        ("M.D.", "Maryland"),
        ("Nevada District", "Nevada"),  # a court
        ("Bank", "The Bank"),
        ("I'll", "Illinois"),
        ("Mississippi State", "Mississippi"),  # a university
    ],
)
def test_a_place_is_not_meant_by_a_name_that_newspapers_do_not_call_it(name, never):
    assert never not in {one.place.name for one in candidates_of(tools()[0], name)}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("FRY", "Yugoslavia"),
        ("Peking", "Beijing"),
        ("Duesseldorf", "Düsseldorf"),
        ("FT. LAUDERDALE", "Fort Lauderdale"),
        ("Frankfurt", "Frankfurt am Main"),
        ("Guangdong Province", "Guangdong"),
        ("Istanbul", "Istanbul"),
        ("Tenerife", "Tenerife"),  # the island, not its town
        ("Md.", "Maryland"),
        ("W.Va.", "West Virginia"),
    ],
)
def test_a_place_is_meant_by_its_other_names_and_however_they_are_typed(name, wanted):
    assert meant(name, name) == [wanted]


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("The mill in Kenosa, Wisconsin, burnt down.", "Kenosa", "Kenosha"),
        ("The mill in Kenosa burnt down, not the one in Texas.", "Kenosa", None),
        ("Prices at Oporto fell as they did in all Portugal.", "Oporto", "Porto"),
        ("Prices at Oporto fell as they did in all Canada.", "Oporto", None),
    ],
)
def test_a_name_that_only_long_lists_know_needs_other_places_of_its_state_or_country(text, name, wanted):
    others = [other for other in ("Wisconsin", "Texas", "Portugal", "Canada") if other in text]
    assert meant(text, name, *others)[0] == wanted


def test_a_country_is_not_its_capital_where_both_are_named():
    assert meant("MEXICO CITY - Mexico sold wheat.", "MEXICO CITY", "Mexico") == ["Mexico City", "Mexico"]


def test_one_congo_is_not_the_other_where_both_are_named():
    assert meant("Zaire and Congo closed the river.", "Zaire", "Congo")[1] == "Republic of the Congo"


@pytest.mark.parametrize(
    ("name", "years", "wanted"),
    [
        ("Congo", {1987}, "Republic of the Congo"),  # the other was Zaire
        ("Congo", {1987, 2004}, "Democratic Republic of the Congo"),
        ("Congo", {2004}, "Democratic Republic of the Congo"),
        ("Congo", (), "Democratic Republic of the Congo"),
        ("Zaire", {1987}, "Democratic Republic of the Congo"),
        ("Batum", {1921}, "Batumi"),
        ("Batum", {2019}, None),
        ("Batum", (), "Batumi"),
    ],
)
def test_a_name_means_what_was_called_so_in_the_years_of_the_dispatch(name, years, wanted):
    (place,) = resolve(tools()[0], name, [(0, len(name))], years=years)
    assert (place and place.name) == wanted


def test_a_former_name_of_a_country_gives_way_to_a_province_of_its_name_among_its_neighbours():
    text = "Rain fell in Corrientes, Chaco and Formosa, said the Argentine farmers of Argentina."
    spans = [
        (text.index(name), text.index(name) + len(name)) for name in ("Corrientes", "Chaco", "Formosa", "Argentina")
    ]
    assert resolve(tools()[0], text, spans)[2].country == "AR"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The doctor, Ann Torval, MD, left.", None),
        ("The mill in Baltimore, MD, burnt down.", "Maryland"),
        ("The mill in MD burnt down, far from Baltimore.", "Maryland"),
    ],
)
def test_two_letters_are_a_state_only_where_the_dispatch_names_another_place_of_it(text, wanted):
    names = [name for name in ("MD", "Baltimore") if name in text]
    assert meant(text, *names)[0] == wanted


def test_a_dateline_whose_state_is_two_letters_lies_in_that_state():
    line = Dateline("TORVALTON, Pa", "TORVALTON", "Pa")
    story = find_mentions("", [Block("TORVALTON, Pa, March 3 - Two barns burnt down.")], line)
    assert story.dateline_place == "name:Torvalton@geonames:6254927"


def test_gaza_is_the_strip_and_gaza_city_the_town():
    assert meant("Rain fell on Gaza, not on Gaza City.", "Gaza", "Gaza City") == ["Gaza Strip", "Gaza"]


def test_the_place_of_a_dateline_is_the_city_where_its_province_bears_its_name():
    text = "QUEBEC - Wheat fell, traders in Quebec said."
    spans = [(0, 6), (text.index("Quebec"), text.index(" said"))]
    assert [place.kind for place in resolve(tools()[0], text, spans, filed=0)] == ["town", "town"]
    assert [place.kind for place in resolve(tools()[0], text, spans)] == ["region", "region"]


def test_new_york_stays_the_city_of_a_dateline_where_new_york_city_is_named_too():
    text = "NEW YORK - Wheat fell, traders in New York City said."
    spans = [(0, 8), (text.index("New York"), text.index(" said"))]
    assert [place.kind for place in resolve(tools()[0], text, spans, filed=0)] == ["town", "town"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Traders in New York bought coffee.", "town"),
        ("Dealers from New York, London and Tokyo met.", "town"),
        ("Rain fell in New York state.", "region"),
        ("The bridge broke, the governor of New York told farmers.", "region"),
        ("Snow lay in Ohio, New York and Vermont.", "region"),
        ("The barn stood in Elmira, New York, for years.", "region"),
    ],
)
def test_a_city_goes_before_the_region_that_bears_its_name_unless_the_words_beside_it_tell_otherwise(text, kind):
    names = [name for name in ("Ohio", "Elmira", "New York", "London", "Tokyo", "Vermont") if name in text]
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    assert resolve(tools()[0], text, spans)[names.index("New York")].kind == kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Far East", "East Asia"),
        ("Australasia", "Oceania"),
        ("West Indies", "Caribbean"),
        ("Kattegat", "Skagerrak"),
        ("Majorca", "Balearic Islands"),
    ],
)
def test_what_is_only_a_part_of_a_place_or_overlaps_it_is_a_place_of_its_own(one, other):
    assert meant(one, one) != meant(other, other)


def test_a_dateline_with_a_state_beside_it_may_be_any_town_of_its_name():
    story = find_mentions(
        "", [Block("WASHINGTON, Pa. - Two barns burnt.")], Dateline("WASHINGTON, Pa.", "WASHINGTON", "Pa.")
    )
    assert tools()[0].place(story.dateline_place).within[0] == "geonames:6254927"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("North Atlantic", "name:North Atlantic@place:atlantic-ocean"),
        ("Labrador", "name:Labrador@region:CA.05"),
        ("Boston area", "name:Boston area@geonames:4930956"),
        ("Bicester Village", "name:Bicester Village@geonames:2655729"),
        ("Newfoundland", "region:CA.05"),
        ("Southern Rhodesia", "geonames:878675"),
        ("Western Samoa", "geonames:4034894"),
    ],
)
def test_a_part_is_a_record_of_its_own_and_a_former_name_is_none(name, wanted):
    (place,) = resolve(tools()[0], name, [(0, len(name))])
    assert place_key(name, place) == wanted
