"""The dates in an address or a path: /1993/6/, /1993/0928/, /96-04-18.news.html; an article's number is none."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from dispatchsearch.almanac import full_year, months_called
from dispatchsearch.dates import YEARS, PartialDate
from dispatchsearch.dispatch import DateEvidence
from dispatchsearch.found_dates import find_dates

YEAR: Final = r"(?P<y>(?:1[6-9]|20)\d\d)"
END: Final = r"(?=[/._-]|$)"
DAYS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "year/month/day",
            rf"(?<=/){YEAR}/(?P<m>\d{{1,2}}|[a-z]{{3,9}})/(?P<d>\d\d{END}|\d(?=[/.]|$)|(?<=/\d/)\d(?=[_-]))",
        ),
        ("year/monthday", rf"(?<=/){YEAR}/(?P<m>\d\d)[-_]?(?P<d>\d\d){END}"),
        ("year-month-day", rf"(?<!\d){YEAR}(?P<sep>[-_.])(?P<m>\d{{1,2}}|[a-z]{{3,9}})(?P=sep)(?P<d>\d{{1,2}})(?!\d)"),
        ("yyyymmdd", rf"(?<!\d){YEAR}(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
        ("yyyymmddhhmm", rf"(?<!\d){YEAR}(?P<m>[01]\d)(?P<d>[0-3]\d)(?:[0-2]\d[0-5]\d(?:[0-5]\d)?|\d{{8,}})(?!\d)"),
        ("yy-mm-dd", r"(?<![\d-])(?P<y>\d\d)(?P<sep>[-_.])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?![\d-])"),
        ("yymmdd", r"(?<=/)[a-z]{0,4}(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)[a-z]?(?=[._-]|/|$)"),
    )
)
FULL_YEAR: Final = re.compile(YEAR)
SHORT_DAYS: Final = tuple((name, pattern) for name, pattern in DAYS if name.startswith("yy") and name[2:4] != "yy")
MONTHS: Final = (
    ("year/month", re.compile(rf"(?<=/){YEAR}[/_-](?P<m>\d\d?|[a-z]{{3,9}})(?=/|$|\.[a-z])")),
    ("year/month", re.compile(rf"(?<=/){YEAR}(?P<m>0[1-9]|1[0-2]|[a-z]{{3,9}})(?=/)")),
    ("yyyymm", re.compile(rf"(?<=/){YEAR}(?P<m>0[1-9]|1[0-2])(?=$|\.[a-z])")),  # or the 198,706th of its kind
    ("yy/month", re.compile(r"(?<=/)(?P<y>[6-9]\d)(?P<m>0[1-9]|1[0-2])(?=/)")),
)
DIGITS: Final = re.compile(r"\d\d")
FOLDER: Final = re.compile(rf"(?<=/){YEAR}(?=/)")
AFTER_WORD: Final = re.compile(r"(?<=[a-z])[-_](?=[a-z])")
"""What parts the words of a name; a month behind it begins a word."""
STAMP: Final = re.compile(r"\d{14}")
CAPTURE: Final = re.compile(
    r"(?:^|/)(?:(?:web\.archive\.org/)?web|(?<=/)websites/[a-z0-9.-]+\.[a-z]{2,}|[^/]+(?=/\d{14}(?:[a-z]{2}_)?/https?(?::|%3a)/))"
    r"/(?P<stamp>(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)\d{6})(?:[a-z]{2}_)?/"
)
DOMAIN: Final = re.compile(r"^https?:/{0,2}[^/?#]*", re.IGNORECASE)


def dates_in_address(address: str, place: str) -> Iterator[DateEvidence]:
    """Yield the dates an address or path shows, the most precise kind alone; the stamp of a capture as the crawl's.

    `name` tells the form the date has: "year/month/day", "yymmdd".
    """
    path = _path(address)
    if not DIGITS.search(path):
        return
    capture = CAPTURE.search(path) if STAMP.search(path) else None
    if capture:
        if date := _date(capture):
            yield DateEvidence("crawled", (date,), place, "capture", capture["stamp"], "ymd")
        path = "/" + DOMAIN.sub("", path[capture.end() :])
    known = {int(match["y"]) for match in FOLDER.finditer(path)}
    yield from _days(path, place, known) or _written(path, place) or _months(path, place) or _years(path, place)


def _path(address: str) -> str:
    """Return what follows the host, in small letters."""
    return "/" + unquote(DOMAIN.sub("", address).partition("#")[0]).lower().lstrip("/")


def _date(match: re.Match[str]) -> PartialDate | None:
    parts = match.groupdict()
    year = full_year(parts["y"])
    months = (int(parts["m"]),) if parts["m"].isdigit() else months_called(parts["m"])
    try:
        return PartialDate(year, months[0], int(parts["d"]) if "d" in parts else None) if year in YEARS else None
    except (ValueError, IndexError):
        return None


def _days(path: str, place: str, known: set[int]) -> list[DateEvidence]:
    found: dict[PartialDate, DateEvidence] = {}
    forms = DAYS if FULL_YEAR.search(path) else SHORT_DAYS
    for name, pattern in forms:
        for match in pattern.finditer(path):
            date = _date(match)
            short = len(match["y"]) == 2
            if date and not (short and known and date.year not in known):
                found.setdefault(date, DateEvidence("published", (date,), place, name, _around(path, match), "ymd"))
        if found:
            break
    return list(found.values())


def _written(path: str, place: str) -> list[DateEvidence]:
    """Read a date written out in the last name: `rebels-june-28-1993.html`, `bulletin-28-06-1993`."""
    last = AFTER_WORD.sub(" ", path.partition("?")[0].rstrip("/").rpartition("/")[2])
    return [
        DateEvidence(
            "published", date.readings, place, "words", last[date.start : date.end], date.order, date.separator
        )
        for date in find_dates(last)
        if date.readings[0].day
    ]


def _months(path: str, place: str) -> list[DateEvidence]:
    return [
        DateEvidence("published", (date,), place, name, _around(path, match), "ymd")
        for name, pattern in MONTHS
        for match in pattern.finditer(path)
        if (date := _date(match))
    ][:1]


def _years(path: str, place: str) -> list[DateEvidence]:
    years = {int(match["y"]): match for match in FOLDER.finditer(path)}
    if len(years) != 1:
        return []
    year, match = years.popitem()
    return [DateEvidence("published", (PartialDate(year),), place, "year", _around(path, match))]


def _around(path: str, match: re.Match[str]) -> str:
    """Quote a date of the path with the strokes that set it apart."""
    start = match.start() - (path[match.start() - 1] == "/")
    return path[start : match.end() + (path[match.end() : match.end() + 1] == "/")]
