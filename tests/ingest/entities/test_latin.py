"""What is believed of the tagger in texts of other languages in Latin letters. The texts are invented."""

import pytest

from dispatchsearch.dispatch import Block, Dateline
from dispatchsearch.ingest.entities import find_mentions


def named(text, language, dateline=None):
    found = find_mentions("", [Block(text)], dateline, (), language).mentions
    return {(mention.kind, mention.surface) for mention in found}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "de",
            "Der Bürgermeister Karl Torval sagte am Tagen der Winter, dass Küche und Garten in Berlin brennen.",
            {("person", "Karl Torval"), ("place", "Berlin")},
        ),
        (
            "fr",
            "Le maire Jacques Torval a parlé des Bourse et du Gaz à Paris. Torval attend la Suisse.",
            {("person", "Jacques Torval"), ("person", "Torval"), ("place", "Paris"), ("place", "Suisse")},
        ),
    ],
)
def test_a_noun_with_a_capital_is_no_name(language, text, found):
    assert named(text, language) == found


def test_the_place_of_a_dateline_stays_whatever_the_language():
    line = Dateline("TORVALHAUSEN", "TORVALHAUSEN", None)
    assert ("place", "TORVALHAUSEN") in named("TORVALHAUSEN (dpa) - Der Winter kam.", "de", line)


def test_a_town_that_the_text_also_writes_small_is_a_word():
    assert ("place", "Bar") not in named("Ils vont au bar. Bar fermé, disent-ils, et la pluie tombe.", "fr")


def test_an_english_text_is_read_as_ever():
    text = "Torval said that Winter would come to Boden."
    assert named(text, "en") == named(text, None)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Le ministre a quitté l'Arménie pour la Russie, selon l’Iran.", {"Arménie", "Russie", "Iran"}),
        ("fr", "Il revient de l'Afrique du Sud avec l'Orchestre.", {"Afrique du Sud"}),
        ("it", "Il governo dell'Armenia ha parlato con l'Austria.", {"Armenia", "Austria"}),
    ],
)
def test_a_country_stands_behind_an_article_that_is_one_word_with_it(language, text, found):
    assert {surface for kind, surface in named(text, language) if kind == "place"} == found


def test_a_town_is_no_part_of_a_longer_name_behind_an_article():
    assert named("Les élèves de l'Ottawa School chantent.", "fr") == set()


def test_a_small_town_of_a_country_abroad_that_the_text_names_is_a_place():
    text = "Armenien meldet Schüsse bei Dilijan. Die Straße nach Dilijan ist zu, dort brennen Häuser."
    assert {("place", "Armenien"), ("place", "Dilijan")} <= named(text, "de")
    assert ("place", "Dilijan") not in named(text.replace("Armenien meldet", "Man meldet"), "de")


def test_a_small_town_at_home_is_a_word_of_the_language():
    assert ("place", "Essig") not in named("Deutschland streitet: nach Essig und bei Regen, sagt man.", "de")
    assert ("place", "Regen") not in named("Deutschland streitet: nach Essig und bei Regen, sagt man.", "de")
