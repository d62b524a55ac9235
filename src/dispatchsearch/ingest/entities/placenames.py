"""Which places a written name may mean by itself, and how likely each is before the rest of its dispatch is heard."""

import csv
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from math import cos, log10, radians
from typing import NamedTuple

from dispatchsearch.gazetteer import BY_HAND, Gazetteer, Place
from dispatchsearch.ingest.entities.countries import called
from dispatchsearch.names import fold, skeleton

DEGREE = 111.2  # kilometres of latitude
CANDIDATES = 24  # of one name; the rest are hamlets
KINDS = {"country": 5.0, "state": 5.0, "area": 5.0, "sea": 5.0, "capital": 2.0, "region": 1.0, "district": -2.0}
HAND_MADE = 4.0  # a place of the hand-made file is there because dispatches speak of it
OTHER_NAME = 1.5  # taken off where the name is not the place's first
OTHER_COUNTRY = 2.5  # and where a country's has no word of it: Formosa, America
EXILED = 3.0  # taken off a place for a name that a larger one bears first
CITY_FIRST = 1.5  # how far a city is set before its region, and the region behind it
CITY_SHARES = (6, 4, 3)  # a region has at most so many times the people of a city called as it is, nearly so, or not
COUNTY_ALONE = 2.0  # taken off a county that is named without the word
PART = re.compile(
    r"^(?:the )?(?:(?:north|south)(?:[- ]?(?:east|west))?(?:ern)?|(?:east|west)(?:ern)?|central|greater|downtown|upper"
    r"|lower) ",
    re.IGNORECASE,
)
"""What stands before the name of a place and means a part of it."""
THE = re.compile(r"^the ", re.IGNORECASE)
OF_LAND = re.compile(r" (?:Strip|Peninsula|Islands?|Heights|Desert|Valley|Basin)$")
"""What ends the name of a place and is often left out: Gaza is the Gaza Strip."""
OF_KIND = re.compile(
    r"^(?:the )?(city|port|state|province|republic) of | (city|town|village|area|region|province|state"
    r"|district|county|oblast|republic)$",
    re.IGNORECASE,
)
"""What stands beside the name of a place and tells its kind."""
SHORT_WORDS = {"st": "Saint", "ft": "Fort", "mt": "Mount"}
SHORT_WORD = re.compile(r"\b(st|ft|mt)\.? (?=[A-Z])", re.IGNORECASE)
CO = re.compile(r" Co\.?$")
COUNTIES = ("County", "Parish")
WITH_ARTICLE = 10_000  # inhabitants of a town that newspapers know with its article (The Dalles)
SHORT = 3  # letters of an abbreviation
CODE = 4  # letters of one of a state that may stand without its stop: Ill, Tenn
PARTS = frozenset(("area", "town", "village"))
"""What stands behind the name of a place and means something in it or around it: Boston area, Bicester Village."""
TOWNS = frozenset(("capital", "town"))
DIVISIONS = frozenset(("country", "state", "region", "district"))
FITTING = {"city": TOWNS, "town": TOWNS, "village": TOWNS, "port": TOWNS} | dict.fromkeys(
    ("region", "province", "state", "district", "county", "oblast", "republic"), DIVISIONS
)


class Candidate(NamedTuple):
    """A place a name may mean, and how likely that is before anything else is known.

    `witness` is the country (its code) or region (its id) that other names must speak for, where the name alone is too
    little.
    """

    place: Place
    prior: float
    region: str | None  # id of its first-order division
    east: float  # kilometres, on a map that is true along its own parallel
    north: float
    witness: str | None = None


@lru_cache(maxsize=8_192)
def candidates_of(gazetteer: Gazetteer, name: str) -> tuple[Candidate, ...]:
    """Return the places a name may mean, the likeliest by themselves first."""
    places = known(gazetteer, name)
    if len(name) == 2 and name.isupper():
        places = known(gazetteer, f"US-{name}") or places
    places = tuple(place for place in places if is_code(place, name)) or places
    country = gazetteer.homeland(name) or called(name, gazetteer)
    if country:
        return (candidate(country, name),)
    places, is_known = places or otherwise(gazetteer, name), bool(places)
    found = with_cities(
        [candidate(place, name, exile(place) if is_exiled(place, name, places) else 0.0) for place in places]
    )
    if is_known and not name.endswith(COUNTIES):
        found += [
            candidate(place, place.name, COUNTY_ALONE)._replace(witness=place.within[0])
            for place in counties(gazetteer, name)
            if place not in places
        ]
    return tuple(sorted(humbled(found), key=lambda one: -one.prior)[:CANDIDATES])


def with_cities(found: Sequence[Candidate]) -> list[Candidate]:
    """Let a city stand where its region stood, before it, and the region behind: Istanbul is the city first.

    Where a country bears the name, too (Mexico, Panama), nothing changes: that is meant first.
    """
    better = list(found)
    if any(one.place.kind == "country" for one in found):
        return better
    towns = [at for at, one in enumerate(found) if one.place.kind in TOWNS]
    for at, region in enumerate(found):
        if region.place.kind != "region":
            continue
        cities = [city for city in towns if is_city_of(found[city].place, region.place)]
        if cities:
            first = max(cities, key=lambda city: found[city].prior)
            better[first] = found[first]._replace(prior=max(found[first].prior, region.prior + CITY_FIRST))
            better[at] = region._replace(prior=region.prior - CITY_FIRST)
    return better


def is_city_of(city: Place, region: Place) -> bool:
    """Tell whether a region of the same name is known by this city: its largest by far, or the capital."""
    if city.country != region.country:
        return False
    ours, theirs = fold(city.name), fold(region.name)
    share = CITY_SHARES[0 if ours == theirs else 1 if ours.startswith(theirs) else 2]
    large = region.id in city.within and share * city.population >= region.population
    return large or city.kind == "capital"


def humbled(found: list[Candidate]) -> list[Candidate]:
    """Weigh a country's capital alone as one: every Washington in the United States is listed so."""
    capitals = [one for one in found if one.place.kind == "capital"]
    first = {one.place.country: one.place.id for one in sorted(capitals, key=lambda one: one.place.population)}
    return [
        one._replace(prior=one.prior - KINDS["capital"])
        if one.place.kind == "capital" and first[one.place.country] != one.place.id
        else one
        for one in found
    ]


def known(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """Return the places of a name as it stands that a newspaper may call so."""
    places = [place for place in gazetteer.named(name) if is_written(place, name) and not is_bygone(place, name)]
    places = [place for place in places if place.population >= WITH_ARTICLE or not is_article(name, place)]
    is_taken = any(fold(place.name) == fold(name) or is_short_for(name, place.name) for place in places)
    return tuple(place for place in places if not (is_taken and place.country == "US" and is_odd(place, name)))


def is_article(name: str, place: Place) -> bool:
    """Tell whether name or town has an article: "The Bank" is no hamlet, nor is the Bank one called The Bank."""
    return place.kind == "town" and (THE.match(name) is not None or THE.match(place.name) is not None)


def is_written(place: Place, name: str) -> bool:
    """Tell whether a place is written so: what stands in capitals alone (FRY, US-OR) is not Fry, nor "U.S. Or".

    A short name has the marks within that the place's has: Md. and MD are Maryland, M.D. is a doctor; Ill. is not I'll.
    """
    folded = fold(name)
    if name != place.name or len(folded) <= SHORT:
        forms = [form for form in (place.name, *place.alternates) if fold(form) == folded]
        if len(folded) <= SHORT and forms and is_marked(name) and not any(map(is_marked, forms)):
            return False
        return name.isupper() or not forms or not all(form.isupper() for form in forms)
    return True


def is_marked(name: str) -> bool:
    """Tell whether a stop or an apostrophe stands within a name, not at its end."""
    return not name.rstrip(".").isalpha()


def is_bygone(place: Place, name: str) -> bool:
    """Tell a name that a capital or a town of the United States had long ago: Atlanta was once Whitehall.

    The lists of GeoNames are full of them there, elsewhere of other languages' names; what dispatches call capitals,
    the hand-made file knows.
    """
    is_known = place.country == "US" or place.kind == "capital"
    return is_known and is_odd(place, name) and not is_alike(name, place.name)


def is_alike(one: str, other: str) -> bool:
    """Tell whether two names differ in vowels and spaces alone, or one is the beginning of the other."""
    ours, theirs = (fold(name).replace(" ", "") for name in (one, other))
    return ours.startswith(theirs) or theirs.startswith(ours) or skeleton(ours) == skeleton(theirs)


def is_odd(place: Place, name: str) -> bool:
    """Tell a name that GeoNames alone lists for a town, and that begins otherwise than the town's own."""
    if place.kind not in TOWNS or name == place.name or not place.id.startswith("geonames:"):
        return False
    ours, own = fold(spelled_out(name)), fold(spelled_out(place.name))
    if ours.split()[:1] == own.split()[:1] or plain(ours) == plain(own):
        return False
    return place.country not in by_hand().get(fold(name), ())


def spelled_out(name: str) -> str:
    """Return a name without its article and with Saint, Fort and Mount in full."""
    return SHORT_WORD.sub(lambda found: SHORT_WORDS[found[1].lower()] + " ", THE.sub("", name))


UMLAUT = re.compile(r"(?<=[aou])e")
DOUBLED = re.compile(r"(.)\1+")


def plain(folded: str) -> str:
    """Return a folded name with what typewriters add or drop: Duesseldorf is Düsseldorf, Hongkong Hong Kong."""
    return DOUBLED.sub(r"\1", UMLAUT.sub("", folded.replace(" ", "")))


@cache
def by_hand() -> dict[str, frozenset[str]]:
    """Return for each name of the hand-made file, folded, the countries of its places; read when first asked for."""
    found: dict[str, set[str]] = {}
    with BY_HAND.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        first, variants, country = map(next(rows).index, ("name", "variants", "country"))
        for row in rows:
            for name in (row[first], *row[variants].split(";")):
                found.setdefault(fold(name), set()).add(row[country])
    return {name: frozenset(countries) for name, countries in found.items()}


def is_exiled(place: Place, name: str, places: Sequence[Place]) -> bool:
    """Tell whether a larger place is called so first, and this one only among others: Syracuse was once Milan.

    Or one of the hand-made file: Tenerife is the island, not the town upon it.
    """
    folded = fold(name)
    if fold(place.name) != folded and any(is_by_hand(other) and other.country == place.country for other in places):
        return not is_by_hand(place)
    if is_by_hand(place) or set(folded.split()) & set(fold(place.name).split()):
        return False
    return any(other.population >= place.population and fold(other.name) == folded for other in places)


def exile(place: Place) -> float:
    """Return what is taken off an exiled place; off a country all that it has as one: Trinidad is the island."""
    return EXILED + KINDS["country"] if place.kind == "country" else EXILED


def is_by_hand(place: Place) -> bool:
    """Tell a place of the hand-made file."""
    return place.id.startswith("place:")


def counties(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """Return the counties of a name: "in Oglethorpe" may be in Oglethorpe County."""
    return tuple(place for word in COUNTIES for place in gazetteer.named(f"{name} {word}"))


def otherwise(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """Return the places of a name that is not in the gazetteer as it stands: "Adana Province", "Vanderburgh"."""
    bare = THE.sub("", name)
    for form in (name, bare, spelled_out(name), CO.sub(" County", bare), PART.sub("", name)):
        if places := without_towns(name, form, known(gazetteer, form)) or of_kind(gazetteer, form):
            return places
    return counties(gazetteer, name)


def without_towns(name: str, form: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Leave out towns where a name has lost its article: the Rhine is the Rhine, but "The Bank" is no town of Bank."""
    has_lost = THE.match(name) is not None and THE.match(form) is None
    return tuple(place for place in places if not (has_lost and place.kind == "town"))


def is_part(gazetteer: Gazetteer, name: str, place: Place) -> bool:
    """Tell whether a name means but a part of the place it is taken for.

    So do "Northern Iran", "Downtown Baltimore" and "Boston area"; "North Atlantic", though the gazetteer lists it, and
    Labrador beside Newfoundland. A name that the place once had (Southern Rhodesia) is all of it.
    """
    if fold(name) == fold(place.name.partition(" and ")[2]):
        return True
    said = OF_KIND.search(name)
    if said and (said[2] or "").lower() in PARTS and not gazetteer.named(name):
        return True
    if not PART.match(name) or of_kind(gazetteer, name):
        return False
    if not gazetteer.named(THE.sub("", name)):
        return True
    if place.kind == "country" or PART.match(place.name) or name in dict(place.former):
        return False
    rest = fold(PART.sub("", name))
    around = [outer for outer in gazetteer.named(rest) if outer.kind == "country" and outer.id in place.within]
    return bool(around) or any(fold(form) == rest for form in (place.name, *place.alternates))


def of_kind(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """Return the places a name means that says their kind: those of this kind; an area has none of its own."""
    said = OF_KIND.search(name)
    if not said:
        return ()
    places = known(gazetteer, OF_KIND.sub("", name))
    word = (said[1] or said[2]).lower()
    kinds = FITTING.get(word)
    are_states = word == "district" or (word == "state" and said[2])  # a court; a university, but for Washington State
    places = tuple(place for place in places if not (are_states and place.kind == "region" and place.country == "US"))
    return tuple(place for place in places if place.kind in kinds) if kinds else places


def candidate(place: Place, name: str, malus: float = 0.0) -> Candidate:
    """Weigh a place by population, kind and name."""
    prior = log10(place.population + 30) + KINDS.get(place.kind, 0.0) - malus
    if is_by_hand(place):
        prior += HAND_MADE
    if fold(place.name) != fold(name) and not is_short_for(name, place.name):
        prior -= OTHER_NAME if place.kind != "country" else 0.0 if is_alike(name, place.name) else OTHER_COUNTRY
    region = place.id if place.kind == "region" else place.within[-2] if len(place.within) > 1 else None
    east = place.longitude * DEGREE * cos(radians(place.latitude))
    is_bare = (place.name.endswith(COUNTIES) and not name.endswith(COUNTIES)) or is_code(place, name)
    witness = region if is_bare or place.country == "US" else place.country
    witness = witness if is_bare or is_odd(place, name) else None
    return Candidate(place, prior, region, east, place.latitude * DEGREE, witness)


def is_code(place: Place, name: str) -> bool:
    """Tell what may be a state of the United States or much else: MD is a doctor, too, Ill a word, and NC is many."""
    is_short = len(name) <= CODE and name.isalpha() and fold(name) != fold(place.name)
    return is_short and place.kind == "region" and place.country == "US"


def is_short_for(name: str, full: str) -> bool:
    """Tell Frankfurt from Frankfurt am Main: what is left goes on with a small letter; Gaza from the Gaza Strip."""
    rest = full[len(name) :]
    if not full.casefold().startswith(name.casefold()) or rest[:1] != " ":
        return False
    return rest[1:2].islower() or OF_LAND.fullmatch(rest) is not None
