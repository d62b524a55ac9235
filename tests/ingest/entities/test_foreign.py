"""Names in dispatches that the tagger, which reads English, cannot read. The texts are invented."""

import pytest

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest.entities import find_mentions

RUSSIAN = """В Гяндже второй день стоят танки. Полковник Сурет Торвалов говорил с журналистами у реки.

Президент Гейдар Мамедов прилетел из Москвы. "Мы ждали Гейдара Мамедова, - сказала пекарь Махира Аскерова.
- Так хлеб и остыл".

В Грозном Аслан Торваев встретил поезд. Торваеву принесли чай. Город молчал, Неделя кончилась."""
TURKISH = """Ağdere'deki çarşı kapandı. Başkentte Haydar Torvalov ile Albay Suret Hüseynov konuştu.

Cumhurbaşkanı Ebulfez Torvalbey Nahçıvan'daki evinde bekliyor. Yanında köpeği vardı, dışarıda kar yağıyordu."""


def named(text, kind):
    found = find_mentions("", tuple(map(Block, text.split("\n\n"))), None).mentions
    return [(mention.surface, mention.key) for mention in found if mention.kind == kind]


def test_people_in_russian_are_brought_back_from_their_case():
    assert [key for _, key in named(RUSSIAN, "person")] == [
        "Сурет Торвалов",
        "Гейдар Мамедов",
        "Гейдар Мамедов",
        "Махира Аскерова",
        "Аслан Торваев",
        "Аслан Торваев",
    ]


def test_places_in_russian_are_found_in_any_case_and_common_words_are_none():
    places = dict(named(RUSSIAN, "place"))
    assert places["Гяндже"] == "geonames:586523"
    assert places["Москвы"] == "geonames:524901"
    assert set(places) == {"Гяндже", "Москвы", "Грозном"}


def test_a_turkish_name_ends_at_the_apostrophe_and_titles_are_left_out():
    assert [surface for surface, _ in named(TURKISH, "person")] == [
        "Haydar Torvalov",
        "Suret Hüseynov",
        "Ebulfez Torvalbey",
    ]
    assert dict(named(TURKISH, "place")) == {"Ağdere": "place:mardakert", "Nahçıvan": "geonames:147429"}


@pytest.mark.parametrize("text", [
    "President Boris Torvalov arrived in Moscow with a Şahin hunting rifle, he said on Monday.",
    "The word мир means both peace and world, Anar Torval told a school in Baku.",
])  # fmt: skip
def test_an_english_text_with_foreign_words_is_read_as_english(text):
    assert named(text, "place")
    assert named(text, "person")


def test_a_text_without_names_has_none():
    assert not named("Дождь шёл три дня. Потом перестал. Никто не заметил.", "person")
    assert not named("Дождь шёл три дня. Потом перестал. Никто не заметил.", "place")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Посол Армении ушёл домой под дождём.", "geonames:174982"),
        ("Армения молчит, и никто не знает почему.", "geonames:174982"),
        ("Президент США Билл Торвал ушёл.", "geonames:6252001"),
        ("Встреча с послом Китая была вечером.", "geonames:1814991"),
        ("Паром из Грузии опоздал на час.", "geonames:614540"),
        ("Ermənistan susur, çay soyuyub, qonşular gəlməyib.", "geonames:174982"),
        ("Dünən ABŞ-da qar yağıb, çay soyuyub.", "geonames:6252001"),
        ("Dün Rusya'da kar yağdı, çay soğudu, ağaç kırıldı.", "geonames:2017370"),
    ],
)
def test_a_country_is_known_as_these_languages_call_it(text, country):
    assert [key for _, key in named(text, "place")] == [country]


def test_an_agency_named_as_a_town_is_is_no_place_in_them_either():
    assert not named("Мост, сообщает Туран, закрыт.", "place")


AZERBAIJANI = """Ali Sovetin sədri Heydər Torvalov Bakıda Milli Məclisdə çıxış edib.

Gəncədə polkovnik Surət Torvalov çay içib. Dünən Laçına qar yağıb."""


def test_places_in_azerbaijani_are_found_in_a_case_and_bodies_are_no_people():
    assert [surface for surface, _ in named(AZERBAIJANI, "person")] == ["Heydər Torvalov", "Surət Torvalov"]
    assert dict(named(AZERBAIJANI, "place")) == {
        "Bakıda": "geonames:587084",
        "Gəncədə": "geonames:586523",
        "Laçına": "geonames:147625",
    }


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Мэр США Билл Клинтон Торвалов ушёл.", "Билл Клинтон Торвалов"),
        ("Тогда Сергей Иванович Торвай спал.", "Сергей Иванович Торвай"),
        ("Об этом сказано Сергеем Ивановичем Торвовым вчера.", "Сергей Иванович Торвов"),
        ("Dün Azerbaycan Cumhurbaşkanı Ebulfez Torvalbey çay içti, ağladı.", "Ebulfez Torvalbey"),
        ("Azərbaycan Prezidenti Əbülfəz Torvalbəy çay içdi.", "Əbülfəz Torvalbəy"),
        ("Gece Haydar Torvalov Nahçıvan'da kaldı, çay içti, ağladı.", "Haydar Torvalov"),
    ],
)
def test_a_person_ends_at_the_surname_and_begins_behind_an_acronym(text, person):
    assert [key for _, key in named(text, "person")] == [person]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Jetzt wollen Armenien und Georgien reden, und die Schweiz hilft.", {"174982", "614540", "2658434"}),
        ("Selon le ministre, la Russie et la Turquie ont parlé.", {"2017370", "298795"}),
        ("Rekao je da Armenija i Gruzija čekaju.", {"174982", "614540"}),
    ],
)
def test_a_text_in_latin_letters_may_call_a_country_by_its_name_in_another_language(text, countries):
    assert {key for _, key in named(text, "place")} == {f"geonames:{number}" for number in countries}


def test_a_name_that_means_something_in_english_is_no_country_of_another_language():
    assert "geonames:2629691" not in dict(named("They rowed to Long Island and Man after Grenade.", "place")).values()


def test_a_given_name_in_a_case_is_no_town_unless_a_word_of_place_stands_before_it():
    text = "Вчера вечером мы увидели Дарью вместе с Марией на мосту у деревни."
    assert not [one for one in find_mentions("", [Block(text)], None).mentions if one.kind == "place"]
