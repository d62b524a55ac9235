"""
Dates whose month stands in Roman numerals, as papers of eastern Europe print them: `12.VI.1993`, `12/VI/93`,
`3 VI 1993`, `1993. VI. 3.`; in small letters, `3.v.1994`; and as typewriters without Latin letters wrote them:
`12.ХІ.94`, `3.1У.94`. With them `13/5-94`, as the north prints days.

Numbers of chapters, acts and kings look much alike. With spaces, with a year of two digits, in small or in Cyrillic
letters, a date is one only where signs, the ends of a line or the words that go with dates set it apart.
"""

import re
from collections.abc import Iterator
from typing import Final

from dispatchsearch.almanac import full_year, weekday_called

MONTHS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
AS_TYPED: Final = str.maketrans(
    {"Х": "X", "І": "I", "Ӏ": "I", "Ѵ": "V", "У": "V", "П": "II", "Ш": "III", "1": "I", "х": "x", "і": "i", "ѵ": "v"}
)
"""What stands for Roman numerals on a keyboard without them. Small п, у and ш are left: laws count their points so."""

LETTERS: Final = "IVXХІӀѴУПШ"
SMALL: Final = "ivxхіѵ"
NUMERAL: Final = rf"(?:[{LETTERS}1]{{1,5}}|[{SMALL}]{{1,4}})"
DATE: Final = re.compile(
    r"(?=\d)(?<![\w.,:/-])(?<!\b[Nn][ro]\. )(?<!\b[Nn][ro] )(?<!Vol\. )(?<![№#§])(?<![№#§] )(?P<day>\d{1,2})"
    rf"(?:(?P<sign>\.\s?|/|-)(?P<month>{NUMERAL})(?P=sign)(?P<year>\d{{4}}|[3-9]\d|0\d)"
    rf"|/(?P<slashed>{NUMERAL}|\d\d?)-(?P<dashed>\d{{4}}|\d\d)"
    rf"|\.?\s(?P<apart>[IVXХІӀ]{{1,4}})\.?\s(?P<full>\d{{4}}))(?![\w%]|[./,-]\d|-[^\W\d])"
)
YEAR_FIRST: Final = re.compile(
    r"(?=\d)(?<![\w.,:/-])(?P<year>\d{4})\.\s?(?P<month>[IVX]{1,4}|[ivx]{1,4})\.\s?(?P<day>\d{1,2})"
    r"(?![\w%]|[./,-]\d|-[^\W\d])"
)
HINT: Final = re.compile(rf"\d/\d\d?-\d\d|\d[./\s-]\s?1?[{LETTERS}{SMALL}][{LETTERS}1{SMALL}]{{0,4}}[./\s-]{{1,2}}\d")
"""What may be such a month before its year; few texts hold any."""

NEAR: Final = 24  # characters before a date that are looked at
BEFORE: Final = re.compile(
    r"(?:^|[,;:.(|•·–—\n-]\s?|\b(?:dnia|dňa|din|den|от|від)\s|(?P<word>[^\W\d_]{3,})\s)$"  # the word: a weekday
)
CITED: Final = re.compile(  # what a law, a book or a program is cited by
    r"(?:^|[\s(])(?:arts?|pars?|paras?|secs?|ch|chap|cap|cf|pp?|pg|figs?|vers?|v|rel|pkt|ust|lit|rozdz|poz|tab|eq|"
    r"ст|гл|п|пп|ч|кв|рис|табл|стр|с|разд)\.\s?$",
    re.IGNORECASE,
)
AFTER: Final = re.compile(r"\s*(?:$|[\n,;:.)|•·–—-]|\([A-ZČА-ЯІ]|[rгр]\.|(?:roku?|года|року)\b)")


def in_numerals(text: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    """Yield where such dates begin and end in `text[start:end]`, with the year, month and day they print."""
    if HINT.search(text, start, end) is None:
        return
    for match in DATE.finditer(text, start, end):
        printed = match["month"] or match["apart"] or match["slashed"]
        year = match["year"] or match["full"] or match["dashed"]
        sure = match["month"] and len(year) == 4 and printed in MONTHS
        month = _in_digits(match) if match["slashed"] and printed.isdigit() else _in_letters(printed)
        if month and (sure or _set_apart(match)):
            yield *match.span(), (full_year(year), month, int(match["day"]))
    for match in YEAR_FIRST.finditer(text, start, end):
        if (month := _in_letters(match["month"])) and _set_apart(match):
            yield *match.span(), (int(match["year"]), month, int(match["day"]))


def _in_letters(printed: str) -> int | None:
    """Return the month of a Roman numeral; None for other letters, and for digits alone."""
    numeral = printed.translate(AS_TYPED).upper()
    return MONTHS.index(numeral) + 1 if numeral in MONTHS and not printed.isdigit() else None


def _in_digits(match: re.Match[str]) -> int | None:
    """Return the month of `13/5-94`; None for what may be a double issue, `3/4-94`."""
    month = int(match["slashed"])
    return month if month != int(match["day"]) + 1 else None


def _set_apart(match: re.Match[str]) -> bool:
    near = match.string[max(0, match.start() - NEAR) : match.start()]
    before = BEFORE.search(near)
    if before is None or (before["word"] and weekday_called(before["word"]) is None) or CITED.search(near):
        return False
    return AFTER.match(match.string, match.end()) is not None
