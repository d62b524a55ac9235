"""Small namesakes of well-known towns. The texts are invented."""

import pytest

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest.entities import find_mentions, tools


def country_of(name, text):
    (key,) = {one.key for one in find_mentions("", [Block(text)], None).mentions if one.surface == name}
    return tools()[0].place(key).country


@pytest.mark.parametrize(
    ("name", "text", "country"),
    [
        (
            "Geneva",
            "Armenia and Azerbaijan, which talked in Key West, Florida, and in Miami, will meet in Geneva.",
            "CH",
        ),
        ("Vienna", "Diplomats from Armenia and Azerbaijan went from Vienna and Geneva to Dayton, Ohio.", "AT"),
        ("Naples", "Ministers of Spain and Greece met in Naples, and then in Key West, Florida.", "IT"),
    ],
)
def test_a_well_known_town_stays_where_it_is_in_a_dispatch_of_the_wide_world(name, text, country):
    assert country_of(name, text) == country


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Geneva", "They drove from Geneva to Rochester and Syracuse, past New York farms."),
        ("Geneva", "Guests from Armenia and Azerbaijan saw Geneva, New York, and Geneva liked them."),
        ("Geneva", "Guests from Armenia and Azerbaijan saw Geneva and Rochester, New York."),
        ("Athens", "Guests from Armenia and Azerbaijan saw Athens, Atlanta, Savannah and Macon in Georgia."),
    ],
)
def test_neighbours_speak_for_a_namesake_even_there(name, text):
    assert country_of(name, text) == "US"
