"""When places were called so: a name of one time means another place, or none, in another."""

import re
from collections.abc import Collection, Iterable

from dispatchsearch.dispatch import DateEvidence
from dispatchsearch.gazetteer import Place
from dispatchsearch.names import fold

OWN = frozenset(("published", "updated"))
"""What dates of a page say of its own time: no copyright, no event that it tells of."""
PERIOD = re.compile(r"(\d{4})?-(\d{4})?")  # "1971-1997", "-1936", "1991-"
BEGINNING, END = 0, 9999


def years_of(dates: Iterable[DateEvidence]) -> frozenset[int]:
    """Return the years in which a page may have been published, by the dates that it states."""
    return frozenset(reading.year for date in dates if date.role in OWN for reading in date.readings)


def is_of(period: str, year: int) -> bool:
    """Tell whether a year lies within "-1939, 1946-1949"."""
    found = PERIOD.findall(period)
    return any(int(first or BEGINNING) <= year <= int(last or END) for first, last in found)


def was_called_otherwise(place: Place, name: str, years: Iterable[int]) -> bool:
    """Tell whether a place had a name without this one in all of some years, at least one: Congo was Zaire in 1987."""
    words = set(fold(name).split())
    others = [period for former, period in place.former if not words <= set(fold(former).split())]
    in_year = [any(is_of(period, year) for period in others) for year in years]
    return bool(in_year) and all(in_year)


def is_out_of_time(place: Place, name: str, years: Collection[int]) -> bool:
    """Tell whether a name is a place's of another time than all of some years, at least one: Batum in 2020."""
    periods = [period for former, period in place.former if fold(former) == fold(name)]
    return bool(periods and years) and not any(is_of(period, year) for period in periods for year in years)
