"""Places of the world: their names in many spellings, kind, country, coordinates and what they lie in."""

import sqlite3
import weakref
import zlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from dispatchsearch.errors import StoreError
from dispatchsearch.names import fold

Kind = Literal[
    "country",
    "region",
    "district",
    "capital",
    "town",
    "state",
    "area",
    "sea",
    "lake",
    "river",
    "mountain",
    "island",
    "site",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
FILE = Path(__file__).parent / "data" / "gazetteer.sqlite"
BY_HAND = FILE.with_name("historical_places.csv")  # what its makers added to the lists of GeoNames
PLACES = """
    SELECT place.id, place.name, kind, parent, latitude, longitude, population, others, slug.slug
    FROM place LEFT JOIN slug ON slug.place = place.id
"""
NAMED = PLACES.replace("FROM place", "FROM name JOIN place ON place.id = name.place") + "WHERE fold = ?"
SIEVE = 1 << 22  # bits
MAPPED = 1 << 25  # bytes of the file that are read where the system keeps them, without a copy
OWN_STANDING = 10  # a user's own place counts as a town of billions, below countries
LARGER_THAN_TOWNS = 10  # standing from which a name is that of waters, an area, a region, a capital or a country
REGION = 11  # standing of a region
CAPITAL = 12  # standing from which a name is that of a capital or a country


class Place(NamedTuple):
    """One place on earth.

    `kind`: a country; its region (first order) or district (second order); a capital or town; a state that is no more;
    an area without borders; waters, mountains, islands; a site such as a palace. A named tuple: a dispatch has many.
    """

    id: str  # "geonames:587084", or a word and a name: "place:mardakert", "region:AZ.24"
    name: str
    kind: Kind
    country: str | None  # ISO 3166 code
    latitude: float  # degrees
    longitude: float
    population: int = 0  # 0 where unknown
    within: tuple[str, ...] = ()  # ids of the places it lies in, nearest first
    alternates: tuple[str, ...] = ()  # its other names
    years: str | None = None  # "1922-1991": when it existed, for a place that is no more
    former: tuple[tuple[str, str], ...] = ()  # names of a time: ("Leningrad", "1924-1991")


def hashed(folded: str) -> int:
    """Return the bit of the sieve that stands for a folded name."""
    return zlib.crc32(folded.encode()) & (SIEVE - 1)


class Gazetteer:
    """The places shipped with the program, read from a file where they are needed, and a user's own beside them.

    A user's place with the id of a shipped one takes its place. Raises StoreError where the file is missing or damaged.
    """

    def __init__(self, own: Iterable[Place] = (), file: Path = FILE) -> None:
        try:
            self._file = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            weakref.finalize(self, self._file.close)  # whoever forgets a gazetteer leaves no file open
            self._file.execute(f"PRAGMA mmap_size = {MAPPED}")
            self._countries: dict[int, str] = dict(self._file.execute("SELECT place, code FROM country"))
            (self._sieve,) = self._file.execute("SELECT bits FROM sieve").fetchone()
            self._homelands: dict[str, int | None] = dict(self._file.execute("SELECT fold, place FROM demonym"))
            periods = self._file.execute("SELECT place, name, years FROM period").fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"the gazetteer {file} cannot be read ({error}): install dispatchsearch again") from error
        self._periods: dict[int, list[tuple[str, str]]] = {}
        for number, name, years in periods:
            self._periods.setdefault(number, []).append((name, years))
        self._own = {place.id: place for place in own}
        self._own_names: dict[str, list[Place]] = {}
        for place in self._own.values():
            for name in sorted({fold(name) for name in (place.name, *place.alternates)}):
                self._own_names.setdefault(name, []).append(place)
        self._named = lru_cache(maxsize=16_384)(self._read_named)
        self._numbered = lru_cache(maxsize=16_384)(self._read_numbered)
        self._standing = lru_cache(maxsize=65_536)(self._read_standing)
        self._folk = lru_cache(maxsize=16_384)(self._find_folk)

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the places of this name, in any of its spellings: a user's own, then the most populous first."""
        return self._named(fold(name))

    def standing(self, name: str) -> int:
        """Return how much of a place's name this is.

        0 none; 1 a site, a district, a town of unknown size; 2 to 9 a town, by the digits of its population; 10 waters,
        mountains, areas; 11 a region; 12 a capital; 13 a country.
        """
        return self._standing(name)

    def place(self, id: str) -> Place | None:  # noqa: A002 - an id is an id
        """Return the place with this id, None where there is none."""
        if id in self._own:
            return self._own[id]
        if id.startswith("geonames:"):
            return self._numbered(int(id.removeprefix("geonames:")))
        row = self._file.execute("SELECT place FROM slug WHERE slug = ?", (id,)).fetchone()
        return self._numbered(row[0]) if row else None

    def country(self, code: str) -> Place | None:
        """Return the country with this ISO 3166 code, None where there is none."""
        return next((self._numbered(number) for number, known in self._countries.items() if known == code), None)

    def towns(self, west: float, south: float, east: float, north: float, most: int) -> list[tuple[float, float]]:
        """Return the latitudes and longitudes of at most so many towns within bounds, the most populous."""
        rows = self._file.execute(
            "SELECT latitude, longitude FROM place WHERE kind IN (?, ?) AND latitude BETWEEN ? AND ? "
            "AND longitude BETWEEN ? AND ? ORDER BY population DESC, id LIMIT ?",
            (KINDS.index("capital"), KINDS.index("town"), south * 1e4, north * 1e4, west * 1e4, east * 1e4, most),
        )
        return [(latitude / 1e4, longitude / 1e4) for latitude, longitude in rows]

    def largest(self, count: int) -> tuple[Place, ...]:
        """Return the most populous towns, capitals among them."""
        towns = f"kind IN ({KINDS.index('capital')}, {KINDS.index('town')})"
        query = f"{PLACES} WHERE {towns} ORDER BY population DESC, place.id LIMIT ?"
        rows = self._file.execute(query, (count,))
        return tuple(map(self._made, rows.fetchall()))

    def is_demonym(self, words: str) -> bool:
        """Tell whether words call people or things by where they come from: "Azeri", "Bosnian Serbs"."""
        return self._folk(words) is not None

    def homeland(self, words: str) -> Place | None:
        """Return the country people are called after, None where there is none ("Kurds") or it is no such word."""
        folk = self._folk(words)
        number = self._homelands[folk] if folk else None
        return self._numbered(number) if number else None

    def _find_folk(self, words: str) -> str | None:
        """Return the demonym that words are, also in the plural; "Philippines" is none of "Philippine"."""
        folded = fold(words)
        if folded in self._homelands:
            return folded
        one = folded.removesuffix("s")
        return one if one in self._homelands and self.standing(folded) < LARGER_THAN_TOWNS else None

    def close(self) -> None:
        """Close the file; closing twice is no error."""
        self._file.close()

    def _read_standing(self, name: str) -> int:
        folded = fold(name)
        if folded in self._own_names:
            return OWN_STANDING
        if not self._may_have(folded):
            return 0
        row = self._file.execute("SELECT max(standing) FROM name WHERE fold = ?", (folded,)).fetchone()
        return row[0] or 0

    def _may_have(self, folded: str) -> bool:
        """Tell whether the file may have a name; of a hundred that it has not, few pass."""
        number = hashed(folded)
        return bool(self._sieve[number >> 3] >> (number & 7) & 1)

    def _read_named(self, folded: str) -> tuple[Place, ...]:
        if not self._may_have(folded):
            return tuple(self._own_names.get(folded, ()))
        rows = self._file.execute(NAMED, (folded,)).fetchall()
        shipped = [place for place in map(self._made, rows) if place.id not in self._own]
        shipped.sort(key=lambda place: (-place.population, place.id))
        return (*self._own_names.get(folded, ()), *shipped)

    def _read_numbered(self, number: int) -> Place | None:
        row = self._file.execute(f"{PLACES} WHERE place.id = ?", (number,)).fetchone()
        return self._made(row) if row else None

    def _made(self, row: tuple[Any, ...]) -> Place:
        number, name, kind, parent, latitude, longitude, population, others, slug = row
        outer = self._numbered(parent) if parent else None
        periods = self._periods.get(number, ())
        return Place(
            id=slug or f"geonames:{number}",
            name=name,
            kind=KINDS[kind],
            country=outer.country if outer else self._countries.get(number),
            latitude=latitude / 1e4,
            longitude=longitude / 1e4,
            population=population,
            within=(outer.id, *outer.within) if outer else (),
            alternates=tuple(others.split("|")) if others else (),
            years=next((years for name, years in periods if not name), None),
            former=tuple(period for period in periods if period[0]),
        )
