"""What texts in other languages than English call countries; the gazetteer knows their English names."""

import csv
from functools import cache
from pathlib import Path

from dispatchsearch.gazetteer import LARGER_THAN_TOWNS, Gazetteer, Place

FILE = Path(__file__).parents[2] / "data" / "country_names.csv"
SURE = 4  # letters of a name that is a country's also where it opens a sentence


@cache
def _codes(column: str) -> dict[str, str]:
    with FILE.open(encoding="utf-8", newline="") as file:
        heads, *lines = csv.reader(file)
    codes, names = heads.index("country"), heads.index(column)
    return {name: line[codes] for line in lines for name in plain(line[names]).split(";") if name}


def plain(name: str) -> str:
    """Write a name small, as texts without the two dots of ё and the Turkish i do."""
    return name.replace("İ", "i").lower().replace("ё", "е")


def english(name: str, gazetteer: Gazetteer) -> str | None:
    """Return a name by which the gazetteer knows what Cyrillic, Turkish and Azerbaijani texts call a country.

    If it can be, it is one that nothing else has. Returns None for any other name.
    """
    code = _codes("names").get(plain(name))
    country = gazetteer.country(code) if code else None
    if country is None:
        return None
    ways = (country.name, *country.alternates)
    return next((way for way in ways if len(gazetteer.named(way)) == 1), country.name)


def called(name: str, gazetteer: Gazetteer) -> Place | None:
    """Return the country that a text in Latin letters means by a name which is none in English: Armenien."""
    code = _codes("latin").get(plain(name))
    return gazetteer.country(code) if code and gazetteer.standing(name) < LARGER_THAN_TOWNS else None
