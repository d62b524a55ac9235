"""
The dates one story shows, each with its role, its readings and the words quoted. What they amount to is concluded later.

`date_evidence` reads the clues of the page, `address_evidence` the address, the path it was saved under and the
instant of the crawl.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from dispatchsearch.almanac import weekday_called
from dispatchsearch.dates import FoundDate, PartialDate, find_dates
from dispatchsearch.dispatch import DateEvidence, Role
from dispatchsearch.ingest.address_dates import dates_in_address
from dispatchsearch.ingest.story import CleanDocument, Clue

MOST_EVENTS: Final = 40
"""Dates of the running text kept as evidence; a chronology may hold hundreds."""

UPDATED = re.compile(
    r"updat|modif|last.?mod|revis|\blast\b.{0,12}(?:chang|edit|review)|edited|changed|aktualisi|aktualiz|ge[aä]ndert|stand\b|"
    r"mis(?:e)? [aà] jour|\bmaj\b|actuali[sz]|atualizad|aggiornat|bijgewerkt|güncelle|обновл|изменен|zmodyfik|"
    r"uppdater|opdater|päivitetty|ενημ|frissít|cập nhật|更新",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"publi|posted|post(?:ed)? ?(?:on|date)|issued|created|released|erstellt|ver[oö]ffentlich|erschien|uploaded|filed|written|"
    r"pubdate|pub_?date|опублик|дата|yayın|eklen|geplaatst|gepubliceerd|dodano|objavlj|2发布|发布|掲載|公開",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"expir|unavailable|valid|\bend|\bstart|event|veranstalt|termin|birth|death|born|founded|deadline|\bdue\b|"
    r"comment|registered|joined|available",
    re.IGNORECASE,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WORDS = re.compile(r"[^\W\d_]{6,12}")

ROLES: Final[dict[str, Role]] = {"copyright": "copyright", "comment": "crawled", "text": "event", "lead": "event"}
"""The role of a date by its place alone, where the place decides."""


def address_evidence(url: str | None, path: str, fetched: str | None) -> tuple[DateEvidence, ...]:
    """Read the dates of a page's address, of the path it is saved under and of its crawl (an ISO instant)."""
    evidence = [*dates_in_address(url, "address")] if url else []
    known = {(date.role, date.readings) for date in evidence}
    evidence += [date for date in dates_in_address(path, "path") if (date.role, date.readings) not in known]
    if fetched:
        evidence += [_evidence("crawled", date, "crawl", "fetched", fetched[:10]) for date in find_dates(fetched[:10])]
    return tuple(evidence)


def date_evidence(clean: CleanDocument) -> tuple[DateEvidence, ...]:
    """Read the dates of a story's clues, in the order of the page.

    A date without its year has no readings here: its words stand in `name` and `quote`. The weekday in the lead is
    evidence of that kind too, with the place `weekday`.
    """
    evidence = list(_read(clean.clues))
    events = [date for date in evidence if date.place == "text"][MOST_EVENTS:]
    weekday = next((_weekday(clue.text) for clue in clean.clues if clue.place == "lead"), None)
    return (*(date for date in evidence if date not in events), *([weekday] if weekday else ()))


def _read(clues: Iterable[Clue]) -> Iterator[DateEvidence]:
    seen: set[DateEvidence] = set()
    for clue in clues:
        for date in _copyright(clue) if clue.place == "copyright" else _dates(clue):
            if date not in seen:
                seen.add(date)
                yield date


def _dates(clue: Clue) -> Iterator[DateEvidence]:
    after = 0
    for date in find_dates(clue.text, yearless=clue.place not in ("meta", "json-ld", "http", "comment")):
        role = _role(clue, clue.text[after : date.start])
        name = clue.name if date.readings else clue.text[date.start : date.end]
        yield _evidence(role, date, clue.place, name, _quote(clue.text, date))
        after = date.end


def _role(clue: Clue, before: str) -> Role:
    """Say what a date tells of the story, by the words next before it, then by what names its place."""
    if clue.place in ROLES:
        return ROLES[clue.place]
    if clue.place == "http":
        return "updated" if "modified" in clue.name else "crawled"
    for words in (before[-40:], CAMEL.sub(" ", clue.words)):
        kinds: list[tuple[int, Role]] = []
        for pattern, role in ((UPDATED, "updated"), (PUBLISHED, "published"), (OTHER, "event")):
            kinds += [(match.start(), role) for match in pattern.finditer(words)]  # type: ignore[arg-type]
        if kinds:
            return max(kinds)[1] if words is not clue.words else min(kinds)[1]
    if clue.region in ("related", "comments"):
        return "event"
    return "reposted" if clue.place == "header" and clue.name == "load-date" else "published"


def _quote(text: str, date: FoundDate) -> str:
    """Return the words a person is shown: the whole clue where it is short, else the date with a little before it."""
    if len(text) <= 60:
        return text
    start = text.rfind(" ", 0, max(0, date.start - 20)) + 1
    return text[start : date.end]


def _copyright(clue: Clue) -> Iterator[DateEvidence]:
    for year in YEAR.findall(clue.text):
        yield DateEvidence("copyright", (PartialDate(int(year)),), "copyright", clue.name, clue.text[:60])


def _weekday(lead: str) -> DateEvidence | None:
    """Return the first weekday of the lead."""
    for word in WORDS.findall(lead[:600]):
        if weekday_called(word) is not None:
            return DateEvidence("event", (), "weekday", word, word)
    return None


def _evidence(role: Role, date: FoundDate, place: str, name: str, quote: str) -> DateEvidence:
    return DateEvidence(role, date.readings, place, name, quote, date.order, date.separator)
