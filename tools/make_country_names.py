"""
Make country_names.csv in src/dispatchsearch/data/: what texts in other languages than English call countries.

    python tools/make_country_names.py

The names are Unicode's CLDR, as Babel carries it, and short or older ones added by hand: in one column those of
Cyrillic, Turkish and Azerbaijani texts, in the other those of languages in Latin letters, whose texts are read as
English ones are. Of these the names are left out that an English text may mean otherwise.
"""

import csv
from collections import Counter
from pathlib import Path

from babel import Locale

from dispatchsearch.gazetteer import LARGER_THAN_TOWNS, Gazetteer
from dispatchsearch.names import fold, given_names

DATA = Path(__file__).resolve().parent.parent / "src" / "dispatchsearch" / "data"
LANGUAGES = "ru uk be bg mk sr kk ky tg tr az".split()
LATIN = "de fr es it pt ca ro nl da nb sv fi et lv lt pl cs sk hu hr bs sl sq".split()
ENGLISH = "US GB CA AU NZ IE ZA".split()
LARGE = 20_000  # inhabitants of a town that is known by the name
WORDS = frozenset("island man grenade siri lao indie viro rusi gana kili figi norra mauricio".split())
BY_HAND = {
    "AE": "ОАЭ;BAE;BƏƏ", "BA": "Босния;Bosna;Bosniya", "BY": "Белоруссия;Белорусь;Belarusiya;Belorusiya", "CD": "Конго",
    "CN": "КНР", "CZ": "Чешская Республика", "DE": "ФРГ;AFR", "GB": "Великобритания;Англия;Англія;İngiltere;İngiltərə",
    "IR": "Иранская Республика", "KG": "Киргизия;Кыргызстан;Kırgızistan", "KP": "КНДР", "KR": "Корея;Kore;Koreya",
    "MD": "Молдавия;Молдова", "NL": "Голландия;Голландія;Hollanda", "VA": "Ватикан",
    "RU": "Российская Федерация;РФ;Rusiya Federasiyası", "TM": "Туркмения", "TR": "Türkiye Cumhuriyeti", "ZA": "ЮАР",
    "US": "США;Соединенные Штаты;Соединённые Штаты;Америка;ABD;ABŞ;Amerika",
}  # fmt: skip


def told(country: str, languages: list[str]) -> list[str]:
    """Return what languages call a country, each name once."""
    found = [Locale(language).territories.get(country, "") for language in languages]
    return list(dict.fromkeys(name for name in found if name and "(" not in name and "[" not in name))


def is_clear(name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name in Latin letters means nothing else in English: no word, no person, no place of its own.

    With its accents it is nobody's: Géorgie is not Georgie.
    """
    folded = fold(name)
    if folded in WORDS or name.lower() in given_names() or gazetteer.standing(name) >= LARGER_THAN_TOWNS:
        return False
    own = [place for place in gazetteer.named(name) if fold(place.name) == folded]
    return not any(place.country in ENGLISH or place.population >= LARGE for place in own)


def main() -> None:
    """Write the table: one line for each country of countries.csv."""
    gazetteer = Gazetteer()
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        codes = [line["country"] for line in csv.DictReader(file)]
    latin = {code: [name for name in told(code, LATIN) if is_clear(name, gazetteer)] for code in codes}
    meant = Counter(fold(name) for names in latin.values() for name in {fold(name): name for name in names}.values())
    with (DATA / "country_names.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("country", "names", "latin"))
        for code in codes:
            names = dict.fromkeys([*told(code, LANGUAGES), *BY_HAND.get(code, "").split(";")])
            clear = (name for name in latin[code] if meant[fold(name)] == 1)
            writer.writerow((code, ";".join(filter(None, names)), ";".join(clear)))


if __name__ == "__main__":
    main()
