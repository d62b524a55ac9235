import csv

import pytest

from dispatchsearch.errors import StoreError
from dispatchsearch.gazetteer import FILE, Gazetteer, Place
from dispatchsearch.names import fold

RENAMED = [
    ("Mardakert", "Martakert", "Agdere", "Aghdara", "Ağdərə", "Мардакерт"),
    ("Nagorno-Karabakh", "Nagorny Karabakh", "Artsakh", "Dağlıq Qarabağ", "Karabakh"),
    ("Ganja", "Gyandzha", "Gandja", "Gəncə", "Kirovabad"),
    ("Stepanakert", "Khankendi", "Xankəndi"),
    ("Shusha", "Shushi", "Şuşa"),
    ("Lachin", "Berdzor"),
    ("Khojaly", "Khodzhaly", "Xocalı"),
    ("Kelbajar", "Kelbadzhar", "Karvachar"),
    ("Leningrad", "Petrograd", "Saint Petersburg"),
    ("Peking", "Beijing"),
    ("Bombay", "Mumbai"),
    ("Zaire", "Democratic Republic of the Congo"),
    ("Burma", "Myanmar"),
    ("Chechnya", "Chechenia", "Ichkeria"),
    ("Kiev", "Kyiv"),
    ("Grozny", "Groznyy"),
    ("Tskhinvali", "Tskhinval"),
]


@pytest.fixture(scope="module")
def gazetteer():
    shipped = Gazetteer()
    yield shipped
    shipped.close()


def by_hand():
    with (FILE.parent / "historical_places.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("names", RENAMED, ids=lambda names: names[0])
def test_all_names_of_a_place_find_one_place(gazetteer, names):
    assert set.intersection(*({place.id for place in gazetteer.named(name)} for name in names))


def test_agdere_is_not_agdam(gazetteer):
    assert not {place.id for place in gazetteer.named("Agdere")} & {place.id for place in gazetteer.named("Agdam")}


def test_a_place_knows_what_it_lies_in(gazetteer):
    (mardakert,) = gazetteer.named("Mardakert")
    assert mardakert.country == "AZ"
    assert [gazetteer.place(outer).name for outer in mardakert.within] == ["Nagorno-Karabakh", "Azerbaijan"]
    assert (round(mardakert.latitude, 1), round(mardakert.longitude, 1)) == (40.2, 46.8)


def test_names_of_a_time_and_states_that_are_no_more_keep_their_years(gazetteer):
    petersburg = next(place for place in gazetteer.named("Leningrad") if place.kind == "town" and place.country == "RU")
    assert ("Leningrad", "1924-1991") in petersburg.former
    (union,) = gazetteer.named("Soviet Union")
    assert (union.kind, union.years, union.country) == ("state", "1922-1991", None)


def test_the_hand_made_file_is_large_and_each_of_its_names_is_found(gazetteer):
    lines = by_hand()
    assert len(lines) >= 600
    lost = [
        name
        for line in lines
        for name in [line["name"], *filter(None, line["variants"].split(";"))]
        if fold(name) and not gazetteer.named(name)
    ]
    assert lost == []


def test_the_hand_made_coordinates_lie_on_earth_and_near_their_country(gazetteer):
    for line in by_hand():
        latitude, longitude = float(line["latitude"]), float(line["longitude"])
        assert -90 <= latitude <= 90, line
        assert -180 <= longitude <= 180, line


def test_an_id_finds_its_place_again(gazetteer):
    for name in ("Baku", "Azerbaijan", "Mardakert", "Chechnya", "Caspian Sea", "Jefferson County"):
        for place in gazetteer.named(name):
            assert gazetteer.place(place.id) == place
    assert gazetteer.place("geonames:1") is None
    assert gazetteer.place("place:nowhere-at-all") is None


def test_standing_grows_from_towns_to_countries(gazetteer):
    standings = [gazetteer.standing(name) for name in ("Qwxyz", "Gagra", "Ganja", "Chechnya", "Baku", "Azerbaijan")]
    assert standings[0] == 0
    assert standings == sorted(standings)


@pytest.mark.parametrize(
    ("words", "country"),
    [("Azeri", "AZ"), ("Azeris", "AZ"), ("Armenians", "AM"), ("Kurds", None), ("Bosnian Serbs", "BA")],
)
def test_demonyms_are_known_with_the_land_they_speak_of(gazetteer, words, country):
    assert gazetteer.is_demonym(words)
    home = gazetteer.homeland(words)
    assert (home.country if home else None) == country


def test_places_and_people_are_no_demonyms(gazetteer):
    assert not any(gazetteer.is_demonym(word) for word in ("Baku", "Aliyev", "Azerbaijan", ""))


def test_a_users_own_place_comes_first_and_may_replace_a_shipped_one():
    torval = Place("own:torval", "Torval", "town", "AZ", 40.0, 46.0, alternates=("Torwal",))
    baku = Place("geonames:587084", "Baku", "capital", "AZ", 40.5, 49.9)
    with_own = Gazetteer([torval, baku])
    assert with_own.named("torwal") == (torval,)
    assert with_own.place("own:torval") == torval
    assert with_own.named("Baku")[0] == baku
    assert [place.id for place in with_own.named("Baku")].count(baku.id) == 1
    assert with_own.standing("Torval") > 0
    with_own.close()


def test_a_missing_or_damaged_file_is_named(tmp_path):
    with pytest.raises(StoreError, match="install dispatchsearch again"):
        Gazetteer(file=tmp_path / "none.sqlite")
    (tmp_path / "bad.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match=r"bad\.sqlite"):
        Gazetteer(file=tmp_path / "bad.sqlite")


def test_closing_twice_is_no_error():
    shut = Gazetteer()
    shut.close()
    shut.close()


@pytest.mark.parametrize("name", ["Philippines", "Laos", "Balkans"])
def test_a_country_that_is_called_like_several_of_its_people_is_no_demonym(gazetteer, name):
    assert not gazetteer.is_demonym(name)


def test_several_people_are_called_by_a_demonym_as_one_is(gazetteer):
    assert all(map(gazetteer.is_demonym, ("Azeri", "Azeris", "Bosnian Serbs", "Somali", "Somalis")))
