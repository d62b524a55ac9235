"""Which place on earth a name of a dispatch means, in the light of the other places of the dispatch."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, exp, hypot, log, log10, radians

from dispatchsearch.dispatch import Confidence
from dispatchsearch.gazetteer import Gazetteer, Place
from dispatchsearch.names import fold

DEGREE = 111.2  # kilometres of latitude
CANDIDATES = 24  # of one name; the rest are hamlets
KINDS = {"country": 5.0, "state": 5.0, "area": 5.0, "sea": 5.0, "capital": 2.0, "region": 1.0, "district": -2.0}
HAND_MADE = 4.0  # a place of the hand-made file is there because dispatches speak of it
OTHER_NAME = 1.5  # taken off where the name is not the place's first
NEAR = 90.0  # kilometres at which another place's support has fallen to a third
REACH = 4 * NEAR  # from here on it is not heard
WEIGHTS = {"country": 3.0, "region": 1.8, "near": 3.4}
ENOUGH = 1.5  # what any one kind of support can reach, in its own unit
TOLD = 6.0
ROUNDS = 2
SURE, LIKELY = 3.0, 1.0  # how far ahead of the next the best candidate is
SHARPNESS = 1.0  # how fast a candidate's voice fades with its distance from the best of its name
HEARD = 3.5  # and the distance from which it is not heard at all
PART = re.compile(
    r"^(?:the )?(?:(?:north|south)(?:[- ]?(?:east|west))?(?:ern)?|(?:east|west)(?:ern)?|central|greater|downtown) ",
    re.IGNORECASE,
)
"""What stands before the name of a place and means a part of it."""
THE = re.compile(r"^the ", re.IGNORECASE)
OF_KIND = re.compile(
    r"^(?:the )?(city|port|state|province|republic) of | (city|town|village|area|region|province|state"
    r"|district|county|oblast|republic)$",
    re.IGNORECASE,
)
"""What stands beside the name of a place and tells its kind."""
SAINT = re.compile(r"\bSt\.? (?=[A-Z])")
CO = re.compile(r" Co\.?$")
COUNTIES = ("County", "Parish")
EXILED = 3.0  # taken off a place for a name that a larger one bears first
CITY_FIRST = 1.5  # how far a city is set before its region, and the region behind it
CITY_SHARE = 3  # a region has at most so many times the people of such a city
SPOKEN_FOR = 0.5  # voices of other places in its state, for a county without its word
COUNTY_ALONE = 2.0  # taken off a county that is named without the word
TOWNS = frozenset(("capital", "town"))
DIVISIONS = frozenset(("country", "state", "region", "district"))
FITTING = {"city": TOWNS, "town": TOWNS, "village": TOWNS, "port": TOWNS} | dict.fromkeys(
    ("region", "province", "state", "district", "county", "oblast", "republic"), DIVISIONS
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


@dataclass(frozen=True, slots=True)
class Resolved:
    """The place a name was taken for, how sure that is, and why."""

    place: Place
    confidence: Confidence
    reason: str


def resolve(gazetteer: Gazetteer, text: str, spans: Sequence[tuple[int, int]]) -> list[Place | None]:
    """Return the place each span of a text means, None where the gazetteer knows none.

    One name means one place throughout a dispatch, except where the words right behind it say otherwise
    ("Tbilisi, Georgia ... Atlanta, Georgia").
    """
    return [found.place if found else None for found in resolve_with_reasons(gazetteer, text, spans)]


def resolve_with_reasons(gazetteer: Gazetteer, text: str, spans: Sequence[tuple[int, int]]) -> list[Resolved | None]:
    """Do as `resolve`, and say how sure it is and why."""
    names = [text[start:end] for start, end in spans]
    candidates = {name: found for name in dict.fromkeys(names) if (found := candidates_of(gazetteer, name))}
    told = containers(text, spans, names, candidates)
    scene = Scene(names, candidates, told, homelands(gazetteer, text) if candidates else Counter())
    for _ in range(ROUNDS):
        scene.listen()
    chosen = {name: scene.resolved(name) for name in candidates if scene.is_credible(name)}
    return [
        Resolved(told[number].place, "high", "what stands beside it says so") if number in told else chosen.get(name)
        for number, name in enumerate(names)
    ]


@lru_cache(maxsize=8_192)
def candidates_of(gazetteer: Gazetteer, name: str) -> tuple[Candidate, ...]:
    """Return the places a name may mean, the likeliest by themselves first."""
    places = gazetteer.named(name)
    if len(name) == 2 and name.isupper():
        places = gazetteer.named(f"US-{name}") or places
    homeland = gazetteer.homeland(name)
    if homeland:
        return (candidate(homeland, name),)
    places, known = places or otherwise(gazetteer, name), bool(places)
    found = with_cities([candidate(place, name, EXILED if is_exiled(place, name, places) else 0.0) for place in places])
    if known and not name.endswith(COUNTIES):
        found += [
            candidate(place, place.name, COUNTY_ALONE) for place in counties(gazetteer, name) if place not in places
        ]
    return tuple(sorted(found, key=lambda one: -one.prior)[:CANDIDATES])


def with_cities(found: Sequence[Candidate]) -> list[Candidate]:
    """Let a city stand where its region stood, before it, and the region behind: Istanbul is the city first."""
    better = list(found)
    for at, region in enumerate(found):
        cities = [city for city, one in enumerate(found) if is_city_of(one.place, region.place)]
        if cities:
            first = max(cities, key=lambda city: found[city].prior)
            better[first] = replace(found[first], prior=max(found[first].prior, region.prior + CITY_FIRST))
            better[at] = replace(region, prior=region.prior - CITY_FIRST)
    return better


def is_city_of(city: Place, region: Place) -> bool:
    """Tell whether a region of the same name is known by this city: its largest by far, or the capital."""
    if region.kind != "region" or city.kind not in TOWNS or city.country != region.country:
        return False
    large = region.id in city.within and CITY_SHARE * city.population >= region.population
    return large or city.kind == "capital"


def is_exiled(place: Place, name: str, places: Sequence[Place]) -> bool:
    """Tell whether a larger place is called so first, and this one only among others: Syracuse was once Milan."""
    folded = fold(name)
    if place.id.startswith("place:") or set(folded.split()) & set(fold(place.name).split()):
        return False
    return any(other.population >= place.population and fold(other.name) == folded for other in places)


def counties(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """Return the counties of a name: "in Oglethorpe" may be in Oglethorpe County."""
    return tuple(place for word in COUNTIES for place in gazetteer.named(f"{name} {word}"))


def otherwise(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """Return the places of a name that is not in the gazetteer as it stands: "Adana Province", "Vanderburgh"."""
    bare = THE.sub("", name)
    for form in (name, bare, SAINT.sub("Saint ", bare), CO.sub(" County", bare), PART.sub("", name)):
        if places := gazetteer.named(form) or of_kind(gazetteer, form):
            return places
    return counties(gazetteer, name)


def is_part(gazetteer: Gazetteer, name: str) -> bool:
    """Tell whether a name means but a part of the place it is taken for: "Northern Iran", "Downtown Baltimore"."""
    return PART.match(name) is not None and not gazetteer.named(THE.sub("", name)) and not of_kind(gazetteer, name)


def of_kind(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """Return the places a name means that says their kind: those of this kind, any where there is none."""
    said = OF_KIND.search(name)
    if not said:
        return ()
    places = gazetteer.named(OF_KIND.sub("", name))
    kinds = FITTING.get((said[1] or said[2]).lower())
    return tuple(place for place in places if kinds and place.kind in kinds) or places


def candidate(place: Place, name: str, malus: float = 0.0) -> Candidate:
    """Weigh a place by population, kind and name."""
    prior = log10(place.population + 30) + KINDS.get(place.kind, 0.0) - malus
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


class Chorus:
    """The voices of all names of a dispatch, to be heard from any place; of each name the loudest counts."""

    def __init__(self, voices: dict[str, list[tuple[float, Candidate]]]) -> None:
        self._areas: dict[str, dict[str, float]] = {}  # country or region -> name -> how loud it speaks for it
        self._points: list[tuple[str, float, float, float]] = []
        for name, heard in voices.items():
            for loud, one in heard:
                for area in (one.place.country, one.region):
                    if area is not None:
                        by_name = self._areas.setdefault(area, {})
                        by_name[name] = max(by_name.get(name, 0.0), loud)
                if one.place.kind != "country":
                    self._points.append((name, loud, one.east, one.north))
        self._sums = {area: sum(by_name.values()) for area, by_name in self._areas.items()}

    def of_area(self, name: str, area: str | None) -> float:
        """Return how loudly the other names speak for a country or region."""
        if area not in self._sums:
            return 0.0
        return self._sums[area] - self._areas[area].get(name, 0.0)

    def near(self, name: str, one: Candidate) -> float:
        """Return how loudly the other names speak for a point on the map."""
        nearest: dict[str, float] = {}
        for other, loud, east, north in self._points:
            if abs(east - one.east) < REACH and abs(north - one.north) < REACH and other != name:
                distance = hypot(east - one.east, north - one.north)
                if distance < REACH:
                    nearest[other] = max(nearest.get(other, 0.0), loud * exp(-distance / NEAR))
        return sum(nearest.values())


class Scene:
    """What the names of one dispatch say of each other.

    Each candidate of a name has a score; the candidates of the other names speak for it, as loudly as they are likely.
    """

    def __init__(
        self,
        names: Sequence[str],
        candidates: dict[str, tuple[Candidate, ...]],
        told: dict[int, Candidate],
        folk: Counter[str],
    ) -> None:
        self.weight = {name: 1 + log(count) for name, count in Counter(names).items()}
        self.folk = {country: 1 + log(count) for country, count in folk.items()}
        sure = {(names[number], candidate.place.id) for number, candidate in told.items()}
        self.own = {
            name: [one.prior + (TOLD if (name, one.place.id) in sure else 0.0) for one in found]
            for name, found in candidates.items()
        }
        self.candidates = candidates
        self.scores = self.own
        self.chorus = Chorus({})

    def resolved(self, name: str) -> Resolved:
        """Return the candidate of a name with the highest score, how far it is ahead, and what put it there."""
        scores, found = self.scores[name], self.candidates[name]
        best = scores.index(max(scores))
        if len(found) == 1:
            return Resolved(found[0].place, "high", "the only place of this name in the gazetteer")
        ahead = scores[best] - max(score for at, score in enumerate(scores) if at != best)
        confidence: Confidence = "high" if ahead >= SURE else "medium" if ahead >= LIKELY else "low"
        alone = self.own[name].index(max(self.own[name])) == best
        helped = scores[best] - self.own[name][best] > LIKELY
        why = "the other places of the dispatch speak for it" if helped else "the best known"
        why += "" if alone else ", though it is not the best known"
        return Resolved(found[best].place, confidence, f"of {len(found)} places of this name, {why}")

    def is_credible(self, name: str) -> bool:
        """Tell whether a name that is nothing but a county's without its word is one: others must be in that state."""
        best = max(zip(self.scores[name], self.candidates[name], strict=True), key=lambda pair: pair[0])[1]
        is_whole = name.endswith(COUNTIES) or not best.place.name.endswith(COUNTIES)
        return is_whole or self.chorus.of_area(name, best.region) >= SPOKEN_FOR

    def listen(self) -> None:
        """Let each candidate hear the candidates of all other names, and score them anew."""
        self.chorus = chorus = Chorus({name: self.voices(name) for name in self.candidates})
        self.scores = {
            name: [own + self.support(name, one, chorus) for own, one in zip(self.own[name], found, strict=True)]
            if len(found) > 1
            else self.own[name]
            for name, found in self.candidates.items()
        }

    def voices(self, name: str) -> list[tuple[float, Candidate]]:
        """Return the likely candidates of a name, each with how loud it speaks."""
        scores = self.scores[name]
        top = max(scores)
        pairs = zip(scores, self.candidates[name], strict=True)
        return [
            (self.weight[name] * exp((score - top) * SHARPNESS), one) for score, one in pairs if top - score < HEARD
        ]

    def support(self, name: str, one: Candidate, chorus: Chorus) -> float:
        """Return how much the other places of the dispatch speak for a candidate of a name."""
        place = one.place
        heard = {
            "country": self.folk.get(place.country or "", 0.0) + chorus.of_area(name, place.country),
            "region": chorus.of_area(name, one.region),
            "near": 0.0 if place.kind == "country" else chorus.near(name, one),
        }
        return sum(WEIGHTS[kind] * min(ENOUGH, log(1 + amount)) for kind, amount in heard.items() if amount)
