"""What may stand behind a town and a comma in a dateline: a state in its short form, a country, where the town lies."""

from typing import Final

from dispatchsearch.gazetteer import REGION
from dispatchsearch.ingest.entities import tools

SHORT_FORMS: Final = frozenset(
    """n.y. n.m. n.j. n.h. n.c. s.c. n.d. s.d. n.dak. s.dak. r.i. d.c. w.va. p.r. v.i. ala. ariz. ark. cal. calif.
    colo. conn. del. fla. ga. ill. ind. kan. kans. ky. la. md. mass. mich. minn. miss. mo. mont. neb. nebr. nev. okla.
    ore. oreg. pa. penn. penna. tenn. tex. vt. va. wash. wis. wisc. wyo.
    b.c. n.s. n.b. p.e.i. n.w.t. y.t. alta. man. nfld. ont. p.q. que. sask.
    n.s.w. n.t. s.a. w.a. a.c.t. qld. tas. vic. n.z. n.i. u.k. u.a.e. u.s.s.r. u.s.a.""".split()
)
"""States and provinces of North America and Australia and a few countries, as papers shorten them behind a town."""
LIKE_PEOPLE: Final = frozenset(
    "georgia jordan chad virginia carolina dakota florida montana india israel kenya".split()
)
"""Regions that people are called like: `PELLING, Georgia: Poems` is an author."""
TOPICS: Final = frozenset(
    """POLITICS ECONOMY BUSINESS TRADE SPORT SPORTS FOOTBALL SOCCER TENNIS CYCLING RUGBY CRICKET CULTURE RELIGION HEALTH
    EDUCATION SCIENCE TRAVEL WEATHER WORLD FOREIGN ELECTION ELECTIONS ENERGY FINANCE MARKETS MEDIA OBITUARY REVIEW
    BOOKS FILM MUSIC ART ARTS FOOD WINE HISTORY""".split()
)
"""Headings in capitals that a country may follow too: `POLITICS, France: The week`."""


def shortened(region: str) -> bool:
    """Tell whether a region is a state or a country in its short form: `N.M.`, `N. M.`, `Ga.`."""
    return region.replace(" ", "").lower() in SHORT_FORMS


def lies_in(place: str, region: str) -> bool:
    """Tell whether the gazetteer knows a place of this name in that region or country."""
    gazetteer = tools()[0]
    if gazetteer.standing(region) < REGION:
        return False
    regions = gazetteer.named(region)
    countries = {one.country for one in regions if one.country and one.kind in ("country", "state")}
    ids = {one.id for one in regions}
    return any(town.country in countries or not ids.isdisjoint(town.within) for town in gazetteer.named(place))


def behind(place: str, region: str) -> bool:
    """Tell whether a region stands behind a town that the gazetteer need not know: no author, no heading."""
    if shortened(region) or lies_in(place, region):
        return True
    free = region.lower() not in LIKE_PEOPLE and place not in TOPICS
    return free and tools()[0].standing(region) >= REGION
