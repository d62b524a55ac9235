"""Which place on earth a name of a dispatch means, in the light of the other places of the dispatch."""

import re
from collections import Counter
from collections.abc import Sequence
from math import asin, cos, exp, log, log10, radians, sin, sqrt

from dispatchsearch.gazetteer import Gazetteer, Place

EARTH = 12_742  # kilometres, diameter
NEAR = 150  # kilometres: two places this far apart still speak for each other
CANDIDATES = 40  # of one name; the rest are hamlets
KIND_BONUS = {"country": 4.0, "area": 3.5, "state": 3.5, "capital": 1.5, "region": 1.6, "sea": 2.0, "district": 0.5}
TYPE_WORDS = re.compile(r"^(the|greater|downtown|northern|southern|eastern|western|central) | (city|town|village|area)$", re.I)
INSIDE = re.compile(r"\s*,\s*|\s*\(\s*|\s+in\s+")


def kilometres(one: Place, other: Place) -> float:
    """Return the great-circle distance of two places (haversine)."""
    south, north = radians(one.latitude), radians(other.latitude)
    half = sin((north - south) / 2) ** 2
    half += cos(south) * cos(north) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return EARTH * asin(min(1.0, sqrt(half)))


def resolve(gazetteer: Gazetteer, text: str, spans: Sequence[tuple[int, int]]) -> list[Place | None]:
    """Return the place each span of a text means, None where the gazetteer knows none.

    One name means one place throughout a dispatch, except where the words right behind it say otherwise
    ("Tbilisi, Georgia ... Atlanta, Georgia").
    """
    names = [text[start:end] for start, end in spans]
    candidates = {name: candidates_of(gazetteer, name) for name in names}
    told = containers(text, spans, names, candidates)
    counts = Counter(names)
    chosen = {name: places[0] for name, places in candidates.items() if places}
    for name, place in told.values():
        chosen[name] = place
    for _ in range(2):
        chosen = {
            name: max(places, key=lambda place: support(place, name, chosen, counts, told))
            for name, places in candidates.items()
            if places
        }
    return [told[number][1] if number in told else chosen.get(name) for number, name in enumerate(names)]


def candidates_of(gazetteer: Gazetteer, name: str) -> list[Place]:
    """Return the places a name may mean, the likeliest by themselves first."""
    found = gazetteer.named(name) or gazetteer.named(TYPE_WORDS.sub("", name))
    return sorted(found, key=prior, reverse=True)[:CANDIDATES]


def prior(place: Place) -> float:
    """Return how likely a place is meant before anything else is known."""
    return log10(place.population + 30) + KIND_BONUS.get(place.kind, 0.0)


def containers(
    text: str, spans: Sequence[tuple[int, int]], names: Sequence[str], candidates: dict[str, list[Place]]
) -> dict[int, tuple[str, Place]]:
    """Find "Mardakert, Azerbaijan": spans whose follower is a place they lie in."""
    told: dict[int, tuple[str, Place]] = {}
    for number in range(len(spans) - 1):
        gap = text[spans[number][1] : spans[number + 1][0]]
        if len(gap) > 4 or not INSIDE.fullmatch(gap):
            continue
        pairs = [
            (prior(inner) + prior(outer), inner, outer)
            for inner in candidates[names[number]]
            for outer in candidates[names[number + 1]]
            if outer.id in inner.within
        ]
        if pairs:
            _, inner, outer = max(pairs, key=lambda pair: (pair[0], pair[1].id))
            told.setdefault(number, (names[number], inner))
            told[number + 1] = (names[number + 1], outer)
    return told


def support(
    place: Place, name: str, chosen: dict[str, Place], counts: Counter[str], told: dict[int, tuple[str, Place]]
) -> float:
    """Return how much the other places of the dispatch speak for this one."""
    same_country = same_region = near = 0.0
    for other_name, other in chosen.items():
        if other_name == name:
            continue
        weight = 1 + log(counts[other_name])
        if place.country and other.country == place.country:
            same_country += weight
        if len(place.within) > 1 and (other.id in place.within[:-1] or place.within[:-1] == other.within[:-1]):
            same_region += weight
        if place.kind != "country" and other.kind != "country":
            near += weight * exp(-kilometres(place, other) / NEAR)
    fixed = sum(4.0 for told_name, told_place in told.values() if told_name == name and told_place is place)
    return prior(place) + fixed + 2.2 * min(1.5, log(1 + same_country)) + 2.4 * min(1.5, log(1 + same_region)) + 2 * min(1.5, log(1 + near))
