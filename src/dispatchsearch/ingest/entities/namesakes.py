"""Namesakes of well-known towns: in a dispatch of the wide world, Geneva beside Key West is no hamlet of Florida."""

from collections.abc import Collection, Mapping, Sequence
from math import hypot

from dispatchsearch.ingest.entities.placenames import TOWNS, Candidate

KNOWN = 5.0  # the prior of a well-known town: one of 100,000 inhabitants
BEHIND = 1.5  # how far behind it a namesake is that is heard of at home alone
ABROAD = 2  # countries other than the namesake's that make a dispatch one of the wide world
CLOSE = 110.0  # kilometres to a neighbour that speaks for a namesake
NEIGHBOURS = 3  # other towns of its state that do


def far_fetched(candidates: Mapping[str, Sequence[Candidate]], folk: Collection[str]) -> set[tuple[str, str]]:
    """Return the names, each with the id of a namesake that no neighbour speaks for.

    Only a dispatch that names several other countries or their people, whose codes are `folk`, is of the wide world. A
    neighbour is a town that is the likeliest of its own name: namesakes do not speak for each other.
    """
    first = {name: found[0] for name, found in candidates.items()}
    countries = {*folk, *(one.place.country for one in first.values() if one.place.kind == "country")}
    if len(countries) < ABROAD:
        return set()
    return {
        (name, one.place.id)
        for name, found in candidates.items()
        if first[name].prior >= KNOWN and first[name].place.kind in TOWNS
        for one in found
        if is_behind(one, first[name])
        and len(countries - {one.place.country}) >= ABROAD
        and not has_neighbours(one, [other for its, other in first.items() if its.casefold() != name.casefold()])
    }


def is_behind(one: Candidate, first: Candidate) -> bool:
    """Tell whether a town is far less known than the first of its name and lies in another country."""
    return one.place.kind != "region" and one.place.country != first.place.country and first.prior - one.prior > BEHIND


def has_neighbours(one: Candidate, others: Sequence[Candidate]) -> bool:
    """Tell whether another town is close, or several lie in its state."""
    towns = [other for other in others if other.place.kind in TOWNS]
    close = any(hypot(other.east - one.east, other.north - one.north) < CLOSE for other in towns)
    return close or sum(other.region == one.region for other in towns) >= NEIGHBOURS
