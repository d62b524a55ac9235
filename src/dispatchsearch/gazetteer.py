"""Places of the world: their names in many spellings, kind, country, coordinates and what they lie in."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from dispatchsearch.errors import StoreError
from dispatchsearch.names import fold

Kind = Literal[
    "country", "region", "district", "capital", "town", "state", "area", "sea", "lake", "river", "mountain", "island", "site"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
FILE = Path(__file__).parent / "data" / "gazetteer.sqlite"
COLUMNS = "id, name, kind, country, parent, latitude, longitude, population, others, slug, years, periods"


@dataclass(frozen=True, slots=True)
class Place:
    """One place on earth.

    `kind`: a country; its region (first order) or district (second order); a capital or town; a state that is no more;
    an area without borders; waters, mountains, islands; a site such as a palace.
    """

    id: str  # "geonames:587084", or a word and a name for what GeoNames' towns and countries do not hold
    name: str
    kind: Kind
    country: str | None  # ISO 3166 code
    latitude: float  # degrees
    longitude: float
    population: int = 0  # 0 where unknown
    within: tuple[str, ...] = ()  # ids of the places it lies in, nearest first
    alternates: tuple[str, ...] = ()  # its other names
    years: str | None = None  # "1922-1991": of a state that is no more
    former: tuple[tuple[str, str], ...] = ()  # names of a time: ("Leningrad", "1924-1991")


class Gazetteer:
    """The places shipped with the program, read from a file where they are needed, and a user's own beside them.

    Raises StoreError where the file is missing or damaged.
    """

    def __init__(self, own: Iterable[Place] = (), file: Path = FILE) -> None:
        try:
            self._file = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._file.execute("SELECT 1 FROM place LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise StoreError(f"the gazetteer {file} cannot be read ({error}): install dispatchsearch again") from error
        self._own = {place.id: place for place in own}
        self._own_names: dict[str, list[Place]] = {}
        for place in self._own.values():
            for name in {fold(name) for name in (place.name, *place.alternates)}:
                self._own_names.setdefault(name, []).append(place)
        self._named = lru_cache(maxsize=65_536)(self._read_named)
        self._place = lru_cache(maxsize=16_384)(self._read_place)

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the places of this name, in any of its spellings, a user's own first, then the most populous first."""
        return self._named(fold(name))

    def place(self, id: str) -> Place | None:  # noqa: A002 - an id is an id
        """Return the place with this id, None where there is none."""
        return self._own.get(id) or self._place(id)

    def close(self) -> None:
        """Close the file; closing twice is no error."""
        self._file.close()

    def _read_named(self, folded: str) -> tuple[Place, ...]:
        own = self._own_names.get(folded, [])
        rows = self._file.execute("SELECT place FROM name WHERE fold = ?", (folded,)).fetchall()
        known = [place for (row,) in rows if (place := self._read(row)) and place.id not in self._own]
        return (*own, *sorted(known, key=lambda place: (-place.population, place.id)))

    def _read_place(self, id: str) -> Place | None:  # noqa: A002
        if id.startswith("geonames:"):
            return self._read(int(id.removeprefix("geonames:")))
        row = self._file.execute("SELECT id FROM place WHERE slug = ?", (id,)).fetchone()
        return self._read(row[0]) if row else None

    def _read(self, number: int) -> Place | None:
        row = self._file.execute(f"SELECT {COLUMNS} FROM place WHERE id = ?", (number,)).fetchone()  # noqa: S608 - constant
        if not row:
            return None
        number, name, kind, country, parent, latitude, longitude, population, others, slug, years, periods = row
        outer = self._place(f"geonames:{parent}") if parent else None
        return Place(
            id=slug or f"geonames:{number}",
            name=name,
            kind=KINDS[kind],
            country=country,
            latitude=latitude / 1e4,
            longitude=longitude / 1e4,
            population=population,
            within=(outer.id, *outer.within) if outer else (),
            alternates=tuple(others.split("|")) if others else (),
            years=years,
            former=tuple(tuple(period.split("=")) for period in periods.split("|")) if periods else (),
        )
