"""Which place on earth a name of a dispatch means, in the light of the other places of the dispatch."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import exp, hypot, log
from operator import itemgetter

from dispatchsearch.dispatch import Confidence
from dispatchsearch.gazetteer import Gazetteer, Place
from dispatchsearch.ingest.entities.namesakes import far_fetched
from dispatchsearch.ingest.entities.periods import is_out_of_time, was_called_otherwise
from dispatchsearch.ingest.entities.placenames import TOWNS, Candidate, candidates_of
from dispatchsearch.ingest.entities.told import containers, elsewhere, regions
from dispatchsearch.names import fold

NEAR = 90.0  # kilometres at which another place's support has fallen to a third
REACH = 4 * NEAR  # from here on it is not heard
COUNTRY, REGION, CLOSE = 3.0, 1.8, 3.4  # what the support of other places in its country, its region, near it weighs
ENOUGH = 1.5  # what any one kind of support can reach, in its own unit
TOLD = 6.0
ROUNDS = 2
SURE, LIKELY = 3.0, 1.0  # how far ahead of the next the best candidate is
SHARPNESS = 1.0  # how fast a candidate's voice fades with its distance from the best of its name
HEARD = 3.5  # and the distance from which it is not heard at all
FAMOUS = 6.0  # the prior of a place all the world knows: a capital, a city of a million
OBSCURE = 2.0  # how far behind a famous place of its name a place is that its country alone does not bring to mind
NEIGHBOURS = 0.3  # voices of other places in its region or near it that do
SPOKEN_FOR = 0.5  # voices of other places in its state or country, for a name that needs a witness
LARGE = 100_000  # inhabitants of a town that datelines need not explain
CAPITALISED = re.compile(r"\b[A-Z][a-z]{3,}\b")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The place a name was taken for, how sure that is, and why."""

    place: Place
    confidence: Confidence
    reason: str


def resolve(
    gazetteer: Gazetteer,
    text: str,
    spans: Sequence[tuple[int, int]],
    filed: int | None = None,
    years: Collection[int] = (),
) -> list[Place | None]:
    """Return the place each span of a text means, None where the gazetteer knows none.

    One name means one place throughout a dispatch, except where the words right behind it say otherwise
    ("Tbilisi, Georgia ... Atlanta, Georgia"). `filed` is the start of the dateline's place where it stands alone there;
    `years` are those in which the dispatch may have been published, as far as it says.
    """
    return [found.place if found else None for found in resolve_with_reasons(gazetteer, text, spans, filed, years)]


def resolve_with_reasons(
    gazetteer: Gazetteer,
    text: str,
    spans: Sequence[tuple[int, int]],
    filed: int | None = None,
    years: Collection[int] = (),
) -> list[Resolved | None]:
    """Do as `resolve`, and say how sure it is and why."""
    names = [text[start:end] for start, end in spans]
    candidates = {name: found for name in dict.fromkeys(names) if (found := candidates_of(gazetteer, name))}
    candidates = {name: in_time(found, name, years) for name, found in candidates.items()}
    alone = {name.casefold() for name, (start, _) in zip(names, spans, strict=True) if start == filed}
    told_apart(candidates, alone)
    candidates |= {name: of_dateline(found) for name, found in candidates.items() if name.casefold() in alone}
    told = regions(text, spans, names, candidates) | containers(text, spans, names, candidates)
    scene = Scene(names, candidates, told, homelands(gazetteer, text) if candidates else Counter())
    for _ in range(ROUNDS):
        before = scene.scores
        scene.listen()
        if scene.scores == before:
            break
    strange = elsewhere(text, spans, names, candidates)
    chosen = {name: scene.resolved(name) for name in candidates if name.casefold() not in strange}
    return [
        Resolved(told[number].place, "high", "what stands beside it says so") if number in told else chosen.get(name)
        for number, name in enumerate(names)
    ]


def told_apart(candidates: dict[str, tuple[Candidate, ...]], filed: Collection[str]) -> None:
    """Tell Mexico from its city where a dispatch says Mexico City, too; one Congo from the other beside Zaire.

    Not a name that stands in the dateline: there New York is the city.
    """
    by_name = {name.casefold(): name for name in candidates}
    alone = {name: found[0] for name, found in candidates.items() if sum(map(is_country, found)) == 1}
    countries = {one.place.id: fold(name) for name, one in alone.items() if is_country(one)}
    for short, name in by_name.items():
        if short in filed:
            continue
        found = candidates[name]
        others = {one.place.id for one in candidates.get(by_name.get(f"{short} city", ""), ())}
        if sum(map(is_country, found)) > 1:
            others |= {id_ for id_, other in countries.items() if short not in other}
        candidates[name] = tuple(one for one in found if one.place.id not in others) or found


def in_time(found: tuple[Candidate, ...], name: str, years: Collection[int]) -> tuple[Candidate, ...]:
    """Leave out countries that were called otherwise in the years of a dispatch, where one of the name is left.

    A name of another time needs a witness: Batum is Batumi beside Georgia, else somebody's name.
    """
    if not years:
        return found
    countries = [one for one in found if is_country(one)]
    others = [one for one in countries if was_called_otherwise(one.place, name, years)]
    left = found if len(others) == len(countries) else tuple(one for one in found if one not in others)
    return tuple(
        one._replace(witness=one.place.country) if is_out_of_time(one.place, name, years) else one for one in left
    )


def is_country(one: Candidate) -> bool:
    """Tell whether a candidate is a country."""
    return one.place.kind == "country"


def of_dateline(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Leave out a region where a large town of its name lies in its country: WASHINGTON, March 3 is no state."""
    large = {
        one.place.country
        for one in found
        if one.place.kind in TOWNS and (one.place.population >= LARGE or one.place.kind == "capital")
    }
    return tuple(one for one in found if one.place.kind != "region" or one.place.country not in large)


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
        self._points.sort(key=itemgetter(2))
        self._easts = [east for _, _, east, _ in self._points]
        self._sums = {area: sum(by_name.values()) for area, by_name in self._areas.items()}

    def of_area(self, name: str, area: str | None) -> float:
        """Return how loudly the other names speak for a country or region."""
        if area not in self._sums:
            return 0.0
        return self._sums[area] - self._areas[area].get(name, 0.0)

    def witnesses(self, name: str, area: str) -> float:
        """Return how loudly names that are written otherwise, not in capitals alone, speak for a country or region."""
        heard = self._areas.get(area, {}).items()
        return sum(loud for other, loud in heard if other.casefold() != name.casefold())

    def near(self, name: str, one: Candidate) -> float:
        """Return how loudly the other names speak for a point on the map."""
        nearest: dict[str, float] = {}
        first, end = bisect_left(self._easts, one.east - REACH), bisect_right(self._easts, one.east + REACH)
        for other, loud, east, north in self._points[first:end]:
            if abs(north - one.north) < REACH and other != name:
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
        said = {(names[number].casefold(), one.place.id) for number, one in told.items()}
        self.sure = sure = {(name, id_) for name in candidates for said_of, id_ in said if name.casefold() == said_of}
        self.own = {
            name: [one.prior + (TOLD if (name, one.place.id) in sure else 0.0) for one in found]
            for name, found in candidates.items()
        }
        self.candidates = candidates
        self.scores = self.own
        self.far_fetched = far_fetched(candidates, folk)
        self.chorus = Chorus({})

    def resolved(self, name: str) -> Resolved | None:
        """Return the candidate of a name with the highest score, how far it is ahead, and what put it there."""
        scores, found = self.scores[name], self.candidates[name]
        ranked = [
            at for at in sorted(range(len(found)), key=lambda at: -scores[at]) if self.is_credible(name, found[at])
        ]
        if not ranked:
            return None
        best, *others = ranked
        if len(found) == 1:
            return Resolved(found[0].place, "high", "the only place of this name in the gazetteer")
        ahead = scores[best] - scores[others[0]] if others else SURE
        confidence: Confidence = "high" if ahead >= SURE else "medium" if ahead >= LIKELY else "low"
        alone = self.own[name].index(max(self.own[name])) == best
        helped = scores[best] - self.own[name][best] > LIKELY
        why = "the other places of the dispatch speak for it" if helped else "the best known"
        why += "" if alone else ", though it is not the best known"
        return Resolved(found[best].place, confidence, f"of {len(found)} places of this name, {why}")

    def is_credible(self, name: str, one: Candidate) -> bool:
        """Tell whether others speak for the state or country of a candidate that its name alone does not show.

        Such are a county without its word and a town by a name that newspapers seldom print.
        """
        if one.witness is None or (name, one.place.id) in self.sure:
            return True
        return self.folk.get(one.witness, 0.0) + self.chorus.witnesses(name, one.witness) >= SPOKEN_FOR

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
        """Return how much the other places of the dispatch speak for a candidate of a name.

        Paris is in France also where the United States are named, unless other places around Paris, Texas, are.
        """
        place = one.place
        if (name, place.id) in self.far_fetched:
            return 0.0
        country = self.folk.get(place.country or "", 0.0) + chorus.of_area(name, place.country)
        region = chorus.of_area(name, one.region)
        close = 0.0 if place.kind == "country" else chorus.near(name, one)
        best = self.candidates[name][0].prior
        is_obscure = place.kind != "region" and best >= FAMOUS and best - one.prior > OBSCURE
        if is_obscure and region + close < NEIGHBOURS:
            country = 0.0
        return COUNTRY * voiced(country) + REGION * voiced(region) + CLOSE * voiced(close)


def voiced(support: float) -> float:
    """Return what one kind of support comes to: the louder it is, the less more of it adds."""
    return min(ENOUGH, log(1 + support)) if support else 0.0
