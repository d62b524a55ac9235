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
