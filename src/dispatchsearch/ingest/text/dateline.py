"""
Datelines: where, when and by whose wire a story was sent, from the words before its first sentence.

    MARDAKERT, Azerbaijan - Rebel troops           Moscow/Shali, 11 January 2000 (RFE/RL) - The column
    BAKU, Azerbaijan (AP) _ The president          YEREVAN, February 8. /ARKA/. The bank
    TBILISI -- Two ministers                       Baku, June 1, AssA-Irada
    MOSCOW, Sunday: The talks                      EREVAN, 13. lipnja (AFP/Hina) - Predsjednik
    ТБИЛИСИ, 3 января. Мост                        ANKARA (AA) - 12.05.1995 - Köprü
    (ANSA) - ROMA, 3 MAG - Il ponte                Баку/12.05.95/Туран: Мост
    3.5.Warszawa (PAP) - Most                      Budapest, 1994. május 3., kedd (MTI) - A híd
    Berlin, 3.5. (dpa) - Die Brücke                (By telegraph.) TORVAL, May 3. The bridge
    Las Vegas, N.M. - The council                  CHAMONIX, France: The snow

A place in capitals needs a dash, a date with a full stop or a bracketed agency behind it; a place in small letters a
date, an agency or its state beside its dash, or a full date and a full stop. An opening word in capitals alone is no
dateline, and a colon makes one only behind a date or a region.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dispatchsearch.agencies import FORMS
from dispatchsearch.almanac import months_called, weekday_called
from dispatchsearch.dispatch import Dateline
from dispatchsearch.ingest.text.agencies import BARE, SHORT
from dispatchsearch.ingest.text.regions import behind, lies_in, shortened

LONGEST: Final = 160  # characters a dateline may take
WEEKDAY: Final = 5  # letters of a weekday's name that is no place's: Sat and Mon are towns

_UP = r"A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯЁЄІЇҐ"
_LOW = r"a-zß-öø-ÿāăąćčďđēęěğģīįıķĺļľłńņňōőœŕřśşšţťūůűųźżžа-яёєіїґə"
_CAPS_WORD = rf"(?:[{_UP}][{_UP}'’`.]*[{_UP}.](?:[-/][{_UP}][{_UP}'’]+){{0,3}}|[{_UP}]{{2,}})"
_CAPS_PLACE = rf"{_CAPS_WORD}(?:(?: (?:de|da|do|of|the|la|el|and|am|sur|na) | ?[-/&] ?| ){_CAPS_WORD}){{0,5}}"
_WORD = rf"[{_UP}][{_UP}{_LOW}'’.]+(?:[-][{_UP}{_LOW}][{_UP}{_LOW}'’]+){{0,3}}"
_PLACE = rf"{_WORD}(?:(?: (?:de|of|the|la|el|am|on) | ?/ ?| ){_WORD}){{0,3}}"
_REGION = rf"(?:the )?{_PLACE}"
_MONTH = (  # where it stands before its day; behind it any word may be one, and months_called decides
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\b\.?"
)
_DAY = r"(?:sun|mon|tues|wednes|thurs|fri|satur)day\b|(?:sun|mon|tues?|wed|thurs?|fri|sat)\b\.?"
_YEAR_MARK = r"-?c[iıuü] il\b| ?[грr]\.(?!\w)| года\b| року\b| roku\b"
_DAY_AND_MONTH = r"(?:[12]\d|3[01]|0?[1-9])\. ?(?:1[0-2]|0?[1-9])\.(?! ?\d)"
_DATED = (
    rf"(?:(?:{_DAY}),? )?"
    rf"(?:(?:{_MONTH}) ?\d{{1,2}}(?:st|nd|rd|th)?(?:[-–/]\d{{1,2}})?(?:,? (?:19|20)\d\d)?"
    r"|(?:le |den |am |the |dnia )?\d{1,2}(?:st|nd|rd|th|er|º)?\.? ?(?:(?:de|del|of) )?[^\W\d_]{3,12}\b"
    rf"(?:\.(?=,? ?[(\d-]))?(?:,? (?:(?:de|del) )?(?:19|20)?\d\d\b)?(?:{_YEAR_MARK})?"
    r"|(?:(?:19|20)\d\d(?:\.| m\.)? )?[^\W\d_]{3,12} \d{1,2}\b(?:\.| d\.)?(?:, [^\W\d_]{4,12}(?= ?[(]))?"
    r"|\d{1,2}[./-](?:\d{1,2}|[IVX]{1,4})[./-](?:19|20)?\d\d\b"
    rf"|{_DAY_AND_MONTH})"
)
_DATE = rf"{_DATED}|{_DAY}"
_AGENCY = r"\((?P<round>[^()]{2,50})\)|/(?P<slashed>[^/\n]{2,30})/"
_DASH = r"\s*(?:--+|[-–—―−‒]+|_+)(?=\s|[^\W\d]|[\"“'])\s*"
SHAPE: Final = re.compile(
    rf"(?P<where>(?P<caps>{_CAPS_PLACE})|(?P<small>{_PLACE}))"
    rf"(?:, ?(?!(?i:{_DATE}|{BARE}\b))(?P<region>(?-i:{_REGION})))?"
    rf"(?:[,./]? *[(]?(?P<date>(?i:{_DATE}))[)]?)?"
    rf"(?:[,.;/]? *(?:{_AGENCY}|(?P<bare>(?i:{BARE})\b|(?=[A-Z]{{2}}|A\.A)(?:{SHORT})(?=\.|\s*[-–—:])))\.?)?"
    rf"(?P<end>{_DASH}|\s*:\s+|[.,]?\s+|\.?$)"
)
DATE_FIRST: Final = re.compile(rf"(?P<date>(?i:{_DATED}))[.,]? ?(?=[{_UP}])")
WIRE_FIRST: Final = re.compile(  # stands before a place that a date follows: an agency, or how a paper got its news
    rf"(?P<agency>(?i:{BARE})), (?=[{_UP}])|[/\[](?P<marked>(?i:{BARE}))[/\]][.,]?(?:{_DASH})?\s*"
    r"|[(\[]?(?i:by (?:telegraph|telegram|cable|wire|mail)|special (?:dispatch|telegram|cable|to)\b[^.()\[\]\n]{0,40}|"
    r"from (?:our|a) [^.()\[\]\n]{0,20}correspondent)\.?[)\]][.,]?\s*"
)
UNPLACED: Final = re.compile(rf"\((?P<agency>(?i:{BARE})(?:/\w+)?)\)(?:{_DASH}|\s+)")
LATER_DATE: Final = re.compile(rf"(?P<date>(?i:{_DATED}))(?:\.?{_DASH}|\.\s+|\s*:\s+)")
DAY_AND_MONTH: Final = re.compile(_DAY_AND_MONTH)
LATER_AGENCY: Final = re.compile(rf"(?P<agency>(?i:{BARE}))\.\s+")
REPORTER: Final = re.compile(rf"(?i:(?:спец\.? ?)?(?:корр?\.?|корреспондент))\s+((?i:{BARE}))\b")
FULL_DATE: Final = re.compile(rf".*\d\d(?:{_YEAR_MARK})", re.IGNORECASE)
# Words in capitals that open a story and are no place.
NO_PLACE: Final = frozenset(
    """A AN THE AND BUT NOTE NOTICE WARNING UPDATE URGENT BULLETIN FLASH CORRECTION CORRECTED RPT ADVISORY ANALYSIS
    COMMENT COMMENTARY EDITORIAL OPINION FEATURE FOCUS NEWS BREAKING EXCLUSIVE INTERVIEW PHOTO PHOTOS VIDEO AUDIO TEXT
    TITLE DATE INTRO CUT ACT VOICE TYPE SUBJECT FROM TO CC RE FWD Q A I PART CHAPTER SECTION NEXT BACK HOME MAP TABLE
    UN EU US USA UK NATO OSCE PS NB BC AD TV IT HE SHE WE THEY IN ON AT BY FOR IF AS NO NOT IS ARE SUMMARY HEADLINES
    REUTERS AP AFP UPI TASS INTERFAX BLOOMBERG ADVERTISEMENT ENDS MORE LETTERS LETTER MAILBOX EDITOR CEO OK
    ARTICLE ART PARAGRAPH SEC VERSION ROZDZIAŁ USTAWA PUNKT WERSJA STRONA KAPITEL ARTIKEL ABSATZ SEITE
    KAPITOLA FEJEZET CAPITOLUL ГЛАВА СТАТЬЯ ПУНКТ РАЗДЕЛ ПАРАГРАФ СТР РОЗДІЛ СТАТТЯ""".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A dateline and the characters of its paragraph it takes, its dash included."""

    dateline: Dateline
    length: int
    quote: str  # with date and agency, without the dash


def parse(paragraph: str) -> Found | None:
    """Return the dateline at the start of a paragraph, None where there is none."""
    return _parsed(paragraph[:LONGEST])


@lru_cache(maxsize=4096)
def _parsed(opening: str) -> Found | None:
    """Parse the first characters of a paragraph; several rooms ask of the same ones."""
    first = len(opening) - len(opening.lstrip(" \t[>*"))
    start, sent, wire = _before(opening, first)
    found = SHAPE.match(opening, start) if opening[start : start + 1].isupper() else None
    if not found or (start > first and not _completes(found, sent)):
        return None
    date, agency, stop, end = _later(found)
    if not _holds(found, dated=bool(sent or (date and not found["date"]))):
        return None
    date, agency = date or sent, agency or wire
    place, region = found["where"], found["region"]
    if place.endswith(".") and not region and (date or agency):
        place = place[:-1]  # a full stop before the date: "KIEV. October 5."
    if region and found["date"] and weekday_called(region) is not None:
        date, region = opening[found.start("region") : found.end("date")], None
    last = found.end("region") if region else start + len(place)
    dateline = Dateline(
        printed=opening[start:last],
        place=place,
        region=region,
        date=date,
        agency=agency,
    )
    return Found(dateline, end, opening[first:stop])


def _before(opening: str, first: int) -> tuple[int, str | None, str | None]:
    """Say where the place begins, and the date and the agency that stand before it."""
    if opening[first : first + 1].isdigit():
        date = DATE_FIRST.match(opening, first)
        return (date.end(), date["date"], None) if date and _names_day(date["date"]) else (first, None, None)
    if unplaced := UNPLACED.match(opening, first):
        return unplaced.end(), None, unplaced["agency"]
    if wire := WIRE_FIRST.match(opening, first):
        return wire.end(), None, wire["agency"] or wire["marked"]
    return first, None, None


def _completes(found: re.Match[str], sent: str | None) -> bool:
    """Tell whether a place goes with what stands before it: an agency behind a date, a date behind an agency."""
    return bool(_known(found)) and not found["date"] if sent else found["date"] is not None


def _known(found: re.Match[str]) -> bool:
    """Tell whether the agency of what may be a dateline is one we know."""
    agency = found["round"] or found["slashed"] or found["bare"]
    return bool(agency) and _is_known(agency)


def _is_known(words: str) -> bool:
    small = words.lower()
    return small in FORMS or ("/" in small and small.partition("/")[0] in FORMS)


def _later(found: re.Match[str]) -> tuple[str | None, str | None, int, int]:
    """Return date and agency, one of them perhaps behind the dash, where both end, and where the dateline does.

    `ANKARA (AA) - 12.05.1995 - `, `MOSKVA, 3 maja - RIA Novosti. `
    """
    text, end = found.string, found.end()
    agency = found["round"] or found["slashed"] or found["bare"]
    reporter = REPORTER.match(agency) if agency else None
    agency = reporter[1] if reporter else agency
    if agency and not found["date"] and (date := LATER_DATE.match(text, end)) and _names_day(date["date"]):
        return date["date"], agency, date.end("date"), date.end()
    if found["date"] and not agency and (later := LATER_AGENCY.match(text, end)):
        return found["date"], later["agency"], later.end("agency"), later.end()
    return found["date"], agency, found.start("end"), end


def _holds(found: re.Match[str], *, dated: bool) -> bool:
    """Tell whether what looks like a dateline is one; `dated` where its date stands before the place or behind all."""
    if not _may_be(found):
        return False
    if dated and _known(found):
        return True
    agency = found["round"] or found["slashed"] or found["bare"]
    end = found["end"].strip()
    if found["caps"]:
        if end and end not in ".,:":
            return found["end"] != "-" or bool(found["region"] or found["date"] or agency)  # `SPD-Fraktion`
        if found["date"] and (agency or end in (":", ".") or _year_stop(found["date"])):
            return True
        if end == ":" and found["region"] and _sentence_follows(found):
            return behind(found["where"], found["region"])
        return bool(agency and FORMS.get(agency.lower()))
    if not found["date"]:
        dashed = bool(end) and end not in ".,:"
        return dashed and (not found["bare"] if agency else _placed(found))
    return bool(agency) or (bool(end) and end not in ".,") or _full_stop(found)


def _placed(found: re.Match[str]) -> bool:
    """Tell whether a place in small letters without date and agency stands before its state or country."""
    region, text = found["region"], found.string
    if not region or not _sentence_follows(found):
        return False
    ended = len(text) == LONGEST or text.rstrip(' "”»').endswith((".", "!", "?"))  # else it may be a headline
    return shortened(region) or (ended and lies_in(found["where"], region))


def _sentence_follows(found: re.Match[str]) -> bool:
    """Tell whether a new sentence begins behind what may be a dateline."""
    return found.string[found.end() :].lstrip('«"“„')[:1].isupper()


def _may_be(found: re.Match[str]) -> bool:
    """Tell whether the parts of what looks like a dateline can be those of one."""
    words, date = re.split(r"[ /-]", found["where"].upper().replace(".", "")), found["date"]
    if len(words[-1]) == 1 or words[-1] in NO_PLACE or (words[0] in NO_PLACE and len(words) < 3):
        return False
    if date and (not _names_day(date) or (DAY_AND_MONTH.fullmatch(date) and not _known(found))):
        return False  # `Torval, 3.5. The bridge` may as well be a chapter
    if len(found["where"]) >= WEEKDAY and weekday_called(found["where"]) is not None:
        return False
    return not found["round"] or _agency_like(found["round"])


def _year_stop(date: str) -> bool:
    """Tell whether a date ends in the short word for a year, whose stop may be its sentence's: `3 мая 1995 г.`."""
    return date.endswith(".") and FULL_DATE.fullmatch(date) is not None


def _full_stop(found: re.Match[str]) -> bool:
    """Tell whether one word and a date with its year stand like a sentence, and a new one begins behind them."""
    stopped = found["date"].endswith(".") or found["end"].startswith(".")
    alone = not found["region"] and " " not in found["where"] and FULL_DATE.fullmatch(found["date"]) is not None
    return stopped and alone and _sentence_follows(found)


def _names_day(words: str) -> bool:
    """Tell whether words hold a month or a weekday, in any of the languages we know, or are numbers alone."""
    named = [word for word in re.findall(r"[^\W\d_]{3,}", words) if word not in ("del", "den", "года", "року", "roku")]
    return not named or any(months_called(word) or weekday_called(word) is not None for word in named)


def _agency_like(words: str) -> bool:
    """Tell whether what stands in brackets may be an agency: one that is known, or a few words with capitals."""
    if _is_known(words):
        return True
    parts = re.split(r"[ /,&-]+", words)
    return len(parts) <= 5 and any(letter.isupper() for letter in parts[0]) and not words.isdigit()


def unplaced(paragraph: str) -> str | None:
    """Return the agency of an opening that names no place: `(Reuters) - Two ministers`."""
    found = UNPLACED.match(paragraph)
    return found["agency"] if found else None


INSIDE: Final = re.compile(
    rf"(?<=[.!?\"”)]) ?(?={_CAPS_WORD}(?:[ -]{_CAPS_WORD}){{0,3}}(?:, {_PLACE})?(?: \([A-Z][\w/ "
    rf".-]{{1,25}}\))?(?:{_DASH}))"
)


INITIAL: Final = re.compile(rf"\b[{_UP}]\. ?$")
SEVERAL: Final = re.compile(rf"\.[{_UP}]\. $")


def inside(paragraph: str) -> int:
    """Return where within a paragraph a dateline stands fused behind other words; 0 where none does."""
    for place in INSIDE.finditer(paragraph, 0, 600):
        cut = place.end()
        if cut and (found := parse(paragraph[cut:])) and not _among_initials(paragraph[:cut], found.dateline):
            return cut
    return 0


def _among_initials(before: str, line: Dateline) -> bool:
    """Tell whether a cut would fall among initials, `Taos, N.M. - ` or `by J. SMITH - `, and not behind a caption."""
    if not INITIAL.search(before):
        return False
    return not (SEVERAL.search(before) and (line.region or line.date or line.agency))
