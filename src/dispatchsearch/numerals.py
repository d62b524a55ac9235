"""
Dates whose month stands in Roman numerals, as papers of eastern Europe print them: `12.VI.1993`, `12/VI/93`,
`3 VI 1993`.

Numbers of chapters, acts and kings look much alike. With spaces, or with a year of two digits, a date is one only where
signs, the ends of a line or the words that go with dates set it apart.
"""

import re
from collections.abc import Iterator
from typing import Final

from dispatchsearch.almanac import full_year, weekday_called

MONTHS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
DATE: Final = re.compile(
    r"(?=\d)(?<![\w.,:/-])(?<!\b[Nn][ro]\. )(?<!\b[Nn][ro] )(?<!Vol\. )(?<![№#§])(?<![№#§] )(?P<day>\d{1,2})"
    r"(?:(?P<sign>\.\s?|/|-)(?P<month>[IVX]{1,4})(?P=sign)(?P<year>\d{4}|[3-9]\d|0\d)"
    r"|\.?\s(?P<apart>[IVX]{1,4})\.?\s(?P<full>\d{4}))(?![\w%]|[./,-]\d|-[^\W\d])"
)
NEAR: Final = 24  # characters before a date that are looked at
BEFORE: Final = re.compile(
    r"(?:^|[,;:.(|•·–—\n-]\s?|\b(?:dnia|dňa|din|den|от|від)\s|(?P<word>[^\W\d_]{3,})\s)$"  # the word: a weekday
)
AFTER: Final = re.compile(r"\s*(?:$|[\n,;:.)|•·–—-]|[rгр]\.|(?:roku?|года|року)\b)")


def in_numerals(text: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    """Yield where such dates begin and end in `text[start:end]`, with the year, month and day they print."""
    for match in DATE.finditer(text, start, end):
        month, year = match["month"] or match["apart"], match["year"] or match["full"]
        sure = match["month"] and len(year) == 4
        if month in MONTHS and (sure or _set_apart(match)):
            yield *match.span(), (full_year(year), MONTHS.index(month) + 1, int(match["day"]))


def _set_apart(match: re.Match[str]) -> bool:
    start = match.start()
    before = BEFORE.search(match.string[max(0, start - NEAR) : start])
    if before is None or (before["word"] and weekday_called(before["word"]) is None):
        return False
    return AFTER.match(match.string, match.end()) is not None
