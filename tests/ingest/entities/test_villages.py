"""Places that no gazetteer knows, by the words beside them. The texts are invented."""

import pytest

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest.entities import find_mentions


def named(text):
    found = find_mentions("", [Block(text)], None).mentions
    return [(mention.kind, mention.surface) for mention in found]


@pytest.mark.parametrize(
    "text",
    [
        "Fighting broke out in the village of Torvali on Monday, and Torvali residents fled.",
        "Torvali residents said that the road was closed. Torvali was shelled for an hour.",
        "The villagers of Torvali fled. Residents of Torvali said so. Torvali was burning.",
        "Near the town of Torvali two men died. Torvali said nothing.",
        "The outskirts of Torvali were shelled. A bridge near Torvali was blown up.",
    ],
)
def test_what_is_called_a_village_or_has_residents_is_a_place_wherever_it_stands(text):
    assert named(text) == [("place", "Torvali")] * text.count("Torvali")


def test_each_of_several_villages_is_a_place():
    text = "Troops entered the villages of Torvali, Mekhran Sor and Dzorvagi on Monday."
    assert named(text) == [("place", "Torvali"), ("place", "Mekhran Sor"), ("place", "Dzorvagi")]


def test_what_lies_in_a_place_that_is_named_is_one():
    assert ("place", "Angar Torval") in named("The death toll in Angar Torval in South Waziristan rose to 23.")


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Torval said that the Torval residents were safe. Later Torval left.",
        "Anna Torval spoke, and Torval residents thanked her. Torval left for the village of Torval.",
    ],
)
def test_a_person_of_the_dispatch_makes_no_place(text):
    assert "place" not in {kind for kind, _ in named(text)}


def test_what_is_settled_with_a_body_is_no_village():
    assert named("The settlement of FTC charges failed.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The police arrested Tom Kreider, of Torvali, Wash., on Friday.", "Torvali"),
        ("Mr. Kreider is a native of Torvali, Ala. Mr. Smith is not.", "Torvali"),
        ("Jennifer Torval, of Wesley Chapel, Florida, won.", "Wesley Chapel"),
    ],
)
def test_what_stands_before_a_state_is_a_place(text, name):
    assert ("place", name) in named(text)


@pytest.mark.parametrize(
    "text", ["Mrs Joan Torval, of Mekhrani, said so.", "Alexander Torval, 45, of Mekhrani, was caught."]
)
def test_where_somebody_is_said_to_be_from_is_a_place(text):
    assert named(text)[1] == ("place", "Mekhrani")


def test_a_school_that_somebody_is_of_is_none():
    assert "place" not in dict(named("Peter Smith, of Mekhrani High School, lost."))


def test_a_person_called_like_a_state_is_no_state():
    text = "The wife of John Smith, Georgia Smith, came from afar."
    assert named(text) == [("person", "John Smith"), ("person", "Georgia Smith")]
