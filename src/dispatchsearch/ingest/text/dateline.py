"""
Datelines: where, when and by whose wire a story was sent, from the words before its first sentence.

    MARDAKERT, Azerbaijan - Rebel troops           Moscow/Shali, 11 January 2000 (RFE/RL) - The column
    BAKU, Azerbaijan (AP) _ The president          YEREVAN, February 8. /ARKA/. The bank
    TBILISI -- Two ministers                       Baku, June 1, AssA-Irada
    MOSCOW, Sunday: The talks                      EREVAN, 13. lipnja (AFP/Hina) - Predsjednik
    ТБИЛИСИ, 3 января. Мост

A place in capitals needs a dash, a date with a full stop or a bracketed agency behind it; a place in small letters a
date or an agency beside its dash. An opening word in capitals alone is no dateline.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dispatchsearch.agencies import FORMS
from dispatchsearch.almanac import months_called, weekday_called
from dispatchsearch.dispatch import Dateline
from dispatchsearch.ingest.text.agencies import BARE

LONGEST: Final = 160  # characters a dateline may take

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
_DATE = (
    rf"(?:(?:{_DAY}),? )?"
    rf"(?:(?:{_MONTH}) ?\d{{1,2}}(?:st|nd|rd|th)?(?:[-–/]\d{{1,2}})?(?:,? (?:19|20)\d\d)?"
    r"|\d{1,2}(?:st|nd|rd|th|er|º)?\.? ?(?:(?:de|del) )?[^\W\d_]{3,12}\b(?:\.(?=,? ?[(\d-]))?"
    r"(?:,? (?:(?:de|del) )?(?:19|20)?\d\d\b)?(?: ?г\.| года)?"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)?\d\d)|{_DAY}"
)
_AGENCY = r"\((?P<round>[^()]{2,50})\)|/(?P<slashed>[^/\n]{2,30})/"
_DASH = r"\s*(?:--+|[-–—―−‒]+|_+)(?=\s|[^\W\d]|[\"“'])\s*"
SHAPE: Final = re.compile(
    rf"(?P<where>(?P<caps>{_CAPS_PLACE})|(?P<small>{_PLACE}))"
    rf"(?:, ?(?!(?i:{_DATE}|{BARE}\b))(?P<region>(?-i:{_REGION})))?"
    rf"(?:[,.]? *[(]?(?P<date>(?i:{_DATE}))[)]?)?"
    rf"(?:[,.;]? *(?:{_AGENCY}|(?P<bare>(?i:{BARE})\b))\.?)?"
    rf"(?P<end>{_DASH}|\s*:\s+|[.,]?\s+|\.?$)"
)
UNPLACED: Final = re.compile(rf"\((?P<agency>(?i:{BARE})(?:/\w+)?)\)(?:{_DASH}|\s+)")
# Words in capitals that open a story and are no place.
NO_PLACE: Final = frozenset(
    """A AN THE AND BUT NOTE NOTICE WARNING UPDATE URGENT BULLETIN FLASH CORRECTION CORRECTED RPT ADVISORY ANALYSIS
    COMMENT COMMENTARY EDITORIAL OPINION FEATURE FOCUS NEWS BREAKING EXCLUSIVE INTERVIEW PHOTO PHOTOS VIDEO AUDIO TEXT
    TITLE DATE INTRO CUT ACT VOICE TYPE SUBJECT FROM TO CC RE FWD Q A I PART CHAPTER SECTION NEXT BACK HOME MAP TABLE
    UN EU US USA UK NATO OSCE PS NB BC AD TV IT HE SHE WE THEY IN ON AT BY FOR IF AS NO NOT IS ARE SUMMARY HEADLINES
    REUTERS AP AFP UPI TASS INTERFAX BLOOMBERG ADVERTISEMENT ENDS MORE LETTERS LETTER MAILBOX EDITOR CEO OK""".split()
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
    start = len(opening) - len(opening.lstrip(" \t[>*"))
    found = SHAPE.match(opening, start) if opening[start : start + 1].isupper() else None
    if not found or not _holds(found):
        return None
    agency = found["round"] or found["slashed"] or found["bare"]
    place = found["where"]
    if place.endswith(".") and not found["region"] and (found["date"] or agency):
        place = place[:-1]  # a full stop before the date: "KIEV. October 5."
    end = found.end("region") if found["region"] else start + len(place)
    dateline = Dateline(
        printed=opening[start:end],
        place=place,
        region=found["region"],
        date=found["date"],
        agency=agency,
    )
    return Found(dateline, found.end(), opening[start : found.start("end")])


def _holds(found: re.Match[str]) -> bool:
    """Tell whether what looks like a dateline is one."""
    words = re.split(r"[ /-]", found["where"].upper().rstrip("."))
    if words[-1] in NO_PLACE or (words[0] in NO_PLACE and len(words) < 3):
        return False
    if found["date"] and not _names_day(found["date"]):
        return False
    agency = found["round"] or found["slashed"] or found["bare"]
    if found["round"] and not _agency_like(found["round"]):
        return False
    end = found["end"].strip()
    if found["caps"]:
        if end and end not in ".,:":
            return True
        if found["date"] and (agency or end in (":", ".") or found["date"].endswith("г.")):
            return True
        return bool(agency and FORMS.get(agency.lower()))
    if not found["date"]:
        return bool(agency and end and end not in ".,:" and not found["bare"])
    return bool(agency) or (bool(end) and end not in ".,")


def _names_day(words: str) -> bool:
    """Tell whether words hold a month or a weekday, in any of the languages we know, or are numbers alone."""
    named = [word for word in re.findall(r"[^\W\d_]{3,}", words) if word not in ("del", "года")]
    return not named or any(months_called(word) or weekday_called(word) is not None for word in named)


def _agency_like(words: str) -> bool:
    """Tell whether what stands in brackets may be an agency: one that is known, or a few words with capitals."""
    if words.lower() in FORMS:
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


def inside(paragraph: str) -> int:
    """Return where within a paragraph a dateline stands fused behind other words; 0 where none does."""
    for place in INSIDE.finditer(paragraph, 0, 600):
        if place.end() and parse(paragraph[place.end() :]):
            return place.end()
    return 0
