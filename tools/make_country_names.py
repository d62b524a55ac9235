"""
Make country_names.csv in src/dispatchsearch/data/: what Cyrillic, Turkish and Azerbaijani texts call countries.

    python tools/make_country_names.py

The names are Unicode's CLDR, as Babel carries it, and short or older ones added by hand.
"""

import csv
from pathlib import Path

from babel import Locale

DATA = Path(__file__).resolve().parent.parent / "src" / "dispatchsearch" / "data"
LANGUAGES = "ru uk be bg mk sr kk ky tg tr az".split()
BY_HAND = {
    "AE": "ОАЭ;BAE;BƏƏ", "BA": "Босния;Bosna;Bosniya", "BY": "Белоруссия;Белорусь;Belarusiya;Belorusiya", "CD": "Конго",
    "CN": "КНР", "CZ": "Чешская Республика", "DE": "ФРГ;AFR", "GB": "Великобритания;Англия;Англія;İngiltere;İngiltərə",
    "IR": "Иранская Республика", "KG": "Киргизия;Кыргызстан;Kırgızistan", "KP": "КНДР", "KR": "Корея;Kore;Koreya",
    "MD": "Молдавия;Молдова", "NL": "Голландия;Голландія;Hollanda", "VA": "Ватикан",
    "RU": "Российская Федерация;РФ;Rusiya Federasiyası", "TM": "Туркмения", "TR": "Türkiye Cumhuriyeti", "ZA": "ЮАР",
    "US": "США;Соединенные Штаты;Соединённые Штаты;Америка;ABD;ABŞ;Amerika",
}  # fmt: skip


def names(country: str) -> list[str]:
    """Return what a country is called, each name once."""
    told = [Locale(language).territories.get(country, "") for language in LANGUAGES]
    plain = [name for name in told if name and "(" not in name and "[" not in name]
    return list(dict.fromkeys([*plain, *BY_HAND.get(country, "").split(";")]))


def main() -> None:
    """Write the table: one line for each country of countries.csv."""
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        codes = [line["country"] for line in csv.DictReader(file)]
    with (DATA / "country_names.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("country", "names"))
        writer.writerows((code, ";".join(filter(None, names(code)))) for code in codes)


if __name__ == "__main__":
    main()
