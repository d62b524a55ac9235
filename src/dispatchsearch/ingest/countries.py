"""What texts in Cyrillic letters, Turkish and Azerbaijani call countries; the gazetteer knows their English names."""

import csv
from functools import cache
from pathlib import Path

from dispatchsearch.gazetteer import Gazetteer

FILE = Path(__file__).parent.parent / "data" / "country_names.csv"
SURE = 4  # letters of a name that is a country's also where it opens a sentence


@cache
def _codes() -> dict[str, str]:
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return {plain(name): line["country"] for line in lines for name in line["names"].split(";") if name}


def plain(name: str) -> str:
    """Write a name small, as texts without the two dots of ё and the Turkish i do."""
    return name.replace("İ", "i").lower().replace("ё", "е")


def english(name: str, gazetteer: Gazetteer) -> str | None:
    """Return a name by which the gazetteer knows the country, and if it can nothing else; None for any other name."""
    code = _codes().get(plain(name))
    country = gazetteer.country(code) if code else None
    if country is None:
        return None
    ways = (country.name, *country.alternates)
    return next((way for way in ways if len(gazetteer.named(way)) == 1), country.name)
