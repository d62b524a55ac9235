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
