"""Which place on earth a name of a dispatch means, in the light of the other places of the dispatch."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, exp, hypot, log, log10, radians

from dispatchsearch.gazetteer import Gazetteer, Place
from dispatchsearch.names import fold

DEGREE = 111.2  # kilometres of latitude
CANDIDATES = 24  # of one name; the rest are hamlets
KINDS = {"country": 6.0, "state": 5.5, "area": 5.0, "sea": 5.0, "capital": 1.5, "region": 1.0, "district": -1.0}
HAND_MADE = 4.0  # a place of the hand-made file is there because dispatches speak of it
OTHER_NAME = 1.0  # taken off where the name is not the place's first
NEAR = 150.0  # kilometres at which another place's support has fallen to a third
WEIGHTS = {"country": 2.2, "region": 2.4, "near": 2.0}
ENOUGH = 1.5  # what any one kind of support can reach, in its own unit
TOLD = 6.0
TYPE_WORDS = re.compile(
    r"^(?:the|greater|downtown|northern|southern|eastern|western|central|north|south|east|west|city of|port of|state of"
    r"|province of|republic of) | (?:city|town|village|area|region|province|state|district|county|oblast|republic)$",
    re.IGNORECASE,
)
INSIDE = re.compile(r"\s*,\s*|\s*\(\s*|\s*\[\s*|,?\s+in\s+")
CAPITALISED = re.compile(r"\b[A-Z][a-z]{3,}\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a name may mean, and how likely that is before anything else is known."""

    place: Place
    prior: float
    region: str | None  # id of its first-order division
    east: float  # kilometres, on a map that is true along its own parallel
    north: float


def resolve(gazetteer: Gazetteer, text: str, spans: Sequence[tuple[int, int]]) -> list[Place | None]:
    """Return the place each span of a text means, None where the gazetteer knows none.

    One name means one place throughout a dispatch, except where the words right behind it say otherwise
    ("Tbilisi, Georgia ... Atlanta, Georgia").
    """
    names = [text[start:end] for start, end in spans]
    candidates = {name: found for name in dict.fromkeys(names) if (found := candidates_of(gazetteer, name))}
    told = containers(text, spans, names, candidates)
    scene = Scene(names, told, homelands(gazetteer, text) if candidates else Counter())
    chosen = {name: max(found, key=lambda one: one.prior) for name, found in candidates.items()}
    chosen |= {names[number]: candidate for number, candidate in told.items()}
    for _ in range(2):
        chosen = {name: scene.best(name, found, chosen) for name, found in candidates.items()}
    picks = [told.get(number) or chosen.get(name) for number, name in enumerate(names)]
    return [pick.place if pick else None for pick in picks]


@lru_cache(maxsize=8_192)
def candidates_of(gazetteer: Gazetteer, name: str) -> tuple[Candidate, ...]:
    """Return the places a name may mean, the likeliest by themselves first."""
    places = gazetteer.named(name)
    if len(name) == 2 and name.isupper():
        places = gazetteer.named(f"US-{name}") or places
    homeland = gazetteer.homeland(name)
    if homeland:
        return (candidate(homeland, name),)
    if not places:
        places = gazetteer.named(TYPE_WORDS.sub("", name))
    return tuple(sorted((candidate(place, name) for place in places), key=lambda one: -one.prior)[:CANDIDATES])


def candidate(place: Place, name: str) -> Candidate:
    """Weigh a place by population, kind and name."""
    prior = log10(place.population + 30) + KINDS.get(place.kind, 0.0)
    if place.id.startswith("place:"):
        prior += HAND_MADE
    if place.kind != "country" and fold(place.name) != fold(name):
        prior -= OTHER_NAME
    region = place.id if place.kind == "region" else place.within[-2] if len(place.within) > 1 else None
    east = place.longitude * DEGREE * cos(radians(place.latitude))
    return Candidate(place, prior, region, east, place.latitude * DEGREE)


def containers(
    text: str, spans: Sequence[tuple[int, int]], names: Sequence[str], candidates: dict[str, tuple[Candidate, ...]]
) -> dict[int, Candidate]:
    """Find "Mardakert, Azerbaijan": spans whose follower is a place they lie in; return what both then mean."""
    told: dict[int, Candidate] = {}
    for number in range(len(spans) - 1):
        gap = text[spans[number][1] : spans[number + 1][0]]
        if len(gap) > 5 or not INSIDE.fullmatch(gap):
            continue
        pairs = [
            (inner, outer)
            for inner in candidates.get(names[number], ())
            for outer in candidates.get(names[number + 1], ())
            if outer.place.id in inner.place.within
        ]
        if pairs:
            inner, outer = max(pairs, key=lambda pair: (pair[0].prior + pair[1].prior, pair[0].place.id))
            told.setdefault(number, inner)
            told[number + 1] = outer
    return told


def homelands(gazetteer: Gazetteer, text: str) -> Counter[str]:
    """Count the countries whose people a text speaks of."""
    words = Counter(CAPITALISED.findall(text))
    found: Counter[str] = Counter()
    for word, count in words.items():
        home = gazetteer.homeland(word)
        if home and home.country:
            found[home.country] += count
    return found


class Scene:
    """What the names of one dispatch say of each other."""

    def __init__(self, names: Sequence[str], told: dict[int, Candidate], folk: Counter[str]) -> None:
        self.weight = {name: 1 + log(count) for name, count in Counter(names).items()}
        self.told = Counter((names[number], candidate.place.id) for number, candidate in told.items())
        self.folk = {country: 1 + log(count) for country, count in folk.items()}

    def best(self, name: str, candidates: Sequence[Candidate], chosen: dict[str, Candidate]) -> Candidate:
        """Return the candidate that fits the rest best."""
        if len(candidates) == 1:
            return candidates[0]
        others = [(self.weight[other], pick) for other, pick in chosen.items() if other != name]
        return max(
            candidates,
            key=lambda one: one.prior + self.support(one, others) + TOLD * min(1, self.told[name, one.place.id]),
        )

    def support(self, one: Candidate, others: list[tuple[float, Candidate]]) -> float:
        """Return how much the other places of the dispatch speak for this one."""
        place = one.place
        country = self.folk.get(place.country or "", 0.0)
        region = near = 0.0
        for weight, other in others:
            if place.country is not None and other.place.country == place.country:
                country += weight
                if one.region is not None and other.region == one.region:
                    region += weight
            if place.kind != "country" and other.place.kind != "country":
                distance = hypot(one.east - other.east, one.north - other.north)
                if distance < 4 * NEAR:
                    near += weight * exp(-distance / NEAR)
        return sum(
            WEIGHTS[kind] * min(ENOUGH, log(1 + amount))
            for kind, amount in (("country", country), ("region", region), ("near", near))
        )
