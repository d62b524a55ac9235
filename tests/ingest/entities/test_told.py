"""What the words right beside a name say of the place it means. The texts are invented."""

import pytest

from dispatchsearch.dispatch import Block, Dateline
from dispatchsearch.ingest.entities import find_mentions


def places(text):
    found = find_mentions("", [Block(text)], None).mentions
    return {mention.surface: mention.key for mention in found if mention.kind == "place"}


def test_a_town_before_a_state_that_has_none_of_the_name_lies_there_though_it_is_unknown():
    found = places("The wagons came from Bagdad, Ky., on Friday.")
    assert found["Bagdad"] == f"name:Bagdad@{found['Ky.']}"


def test_a_town_before_its_state_is_the_one_there():
    assert places("He lives in Moscow, Idaho, with a dog.")["Moscow"] == "geonames:5601538"


def test_a_name_in_capitals_tells_what_it_means_in_small_letters():
    found = places("MOSCOW, Idaho - A farm boy won. He left Moscow on Friday.")
    assert found["MOSCOW"] == found["Moscow"] == "geonames:5601538"


@pytest.mark.parametrize(
    "name",
    [
        "Gulf of Mexico",
        "Democratic Republic of Congo",
        "Republic of the Congo",
        "Strait of Hormuz",
        "Trinidad and Tobago",
        "Bosnia and Herzegovina",
    ],
)
def test_a_name_with_small_words_within_is_one(name):
    assert list(places(f"They sailed for the {name} in spring.")) == [name]


@pytest.mark.parametrize(
    "text", ["He worked for the Bank of England.", "She went to the University of California with him."]
)
def test_what_is_called_after_a_place_is_not_made_one(text):
    assert places(text) == {}


def test_a_dateline_with_its_state_tells_what_the_headline_names():
    dateline = Dateline("MOSCOW, Idaho", "MOSCOW", "Idaho")
    found = find_mentions("Moscow farm boy wins a prize", [Block("He flew to Moscow, Russia, from Moscow.")], dateline)
    idaho, russia = "geonames:5601538", "geonames:524901"
    named = [mention.key for mention in found.mentions if mention.surface == "Moscow"]
    assert (found.dateline_place, named) == (idaho, [idaho, russia, idaho])
