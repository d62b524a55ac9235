"""How texts print dates: the shapes that are looked for, as regular expressions."""

import re
from typing import Final

WORD: Final = r"[^\W\d_]"
OF: Final = r"(?:(?:of|de|del|di)\s+)?"

DIGITS = re.compile(r"\d+")
NEARBY: Final = 30
"""A month or weekday stands within so many characters of its day's number."""

INSTANT = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ][\d:.,]+\s?(?:Z|UTC|GMT|[+-][\d:]{2,5})?)?")
"""The commonest form by far, in the head of today's pages; read without a further look."""

LONGER_WORD = re.compile(rf"{WORD}{{3,}}")
ASCII_WORD = re.compile("[a-z]{3,}")
NUMERIC = re.compile(
    r"(?=\d)(?<!\d)(?<!\d[./:-])(?P<a>\d{4}|\d{1,2})(?P<sep>\s?/\s?|\.\s?|-|_|\s-\s(?=\d\d?\s-\s\d{4}))"
    r"(?P<b>\d{1,2})(?P=sep)(?:['’](?=\d\d(?!\d)))?(?P<c>\d{4}|\d{1,2})"
    r"(?!\d|[./]\d|-\d)"
)
DAYS_BEFORE = re.compile(r"(?<![\d./:-])(?P<first>\d{1,2})(?:\.\s?(?P<month>\d{1,2})(?=\.))?(?:\.\s?[-–/]\s?|–)$")
"""The first day of several before a date in numbers: `14./15.5.1994`, `9. - 13. 5. 1994`, `28.4.-4.5.1994`."""

DAY_FIRST = re.compile(
    r"(?=\d)(?<![\d.,:])(?<!\b[Nn][ro]\. )(?<!\b[Nn][ro] )(?<!Vol\. )(?<!Issue )(?<!issue )(?<![№#])(?<![№#] )"
    r"(?:(?P<other>\d{1,2})\.?\s?[-–/]\s?)?(?P<d>\d{1,2})(?:st|nd|rd|th|er|re|ro|-?(?:go|го)|[.ºª°])?[\s\-/.,_]{0,3}"
    rf"(?:d['’])?{OF}(?P<month>{WORD}{{3,12}})(?:\s/\s{WORD}{{3,12}})?(?:(?:[\s\-/.,_]{{1,3}}|\s?['’]){OF}"
    r"(?P<y>\d{4}|\d{2}(?!\s[^\W\d_]{3}))(?![\d%]|[.,]\d|:(?!\d\d:\d\d)\d))?"
)
MONTH_FIRST = re.compile(
    rf"(?<![\w-])(?P<month>{WORD}{{3,12}})\.?(?:\sthe(?=\s\d\d?(?:st|nd|rd|th)))?[\s\-/_]{{0,2}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?:\s?[-–/]\s?(?P<other>\d{1,2}))?(?![\d:%]|[.,]\d\d\d(?!\d))"
    r"(?:(?:\s?,\s?|[\s\-/_.]{1,2})(?P<y>\d{4})|(?:,\s?|[\s\-])['’](?P<cut>\d{2}))?(?!\d)"
)
MONTH_ONLY = re.compile(
    rf"(?<![\w-])(?<!\d\s)(?<!\d[.a-z]\s)(?<!\d(?:st|nd|rd|th)\s)(?P<month>{WORD}{{3,12}})(?:[\s.,\-/_]{{1,2}}{OF}(?P<y>\d{{4}})(?![\d%]|[.,]\d)|\s?['’](?P<cut>\d{{2}}))\b"
)
MONTH_BEFORE = re.compile(rf"({WORD}{{3,12}})\s?[-–/]\s?$")
MONTH_DASHED = re.compile(rf"(?<![\w-])(?P<month>{WORD}{{3,9}})([-/])(?P<d>\d{{1,2}})\2(?P<y>\d{{2}})\b")
YEAR_FIRST = re.compile(
    rf"(?=\d)(?<![\d.,:/-])(?P<y>\d{{4}})(?:\sm\.\s|[\s\-/.,_]{{1,2}})(?P<month>{WORD}{{3,12}})\.?[\s\-/_]{{1,2}}(?P<d>\d{{1,2}})(?![\d:])"
)
YEAR_BEFORE = re.compile(
    rf"(?=\d)(?<![\d.,:/-])(?P<y>\d{{4}})(?:\.?\sgada|-c[iıuü]\sil|\s?жылғы)\s(?P<d>\d{{1,2}})\.?\s(?P<month>{WORD}{{3,12}})"
)
"""`1994. gada 13. maijs`, `1994-cü il 13 may`."""

FUSED = re.compile(r"(?=\d)(?<![\w.-])(?P<d>\d\d)(?P<month>[A-Z]{3})(?P<y>\d{4}|\d\d)(?![\w-])")
"""As soldiers write a day: `13MAY94`."""

TELEX = re.compile(
    rf"(?i)(?=\d)\b(?P<d>[0-3]\d)[0-2]\d[0-5]\d\s?(?:z|[a-z]{{3,4}})\s(?P<month>{WORD}{{3}})\s(?P<y>\d{{4}}|\d{{2}})\b"
)
CTIME = re.compile(
    rf"\b(?P<month>{WORD}{{3}})\s+(?P<d>\d{{1,2}})\s\d\d:\d\d:\d\d\s"
    rf"(?:[A-Z]{{2,5}}\s|[+-]\d{{4}}\s)?(?P<y>\d{{4}})\b"
)
"""As programs of Unix print an instant: `Fri Dec  4 10:11:12 CET 1998`."""

DIGITS_FIRST: Final = (DAY_FIRST, YEAR_FIRST, YEAR_BEFORE, FUSED, TELEX)
WORD_FIRST: Final = (CTIME, MONTH_FIRST, MONTH_ONLY, MONTH_DASHED)
"""How dates with a month in words are written; those that begin with the month are looked for at such words alone."""

DAY_AND_MONTH = re.compile(r"(?=\d)(?<![\d.,:/-])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.(?!\s?\d)")
"""A day and its month as datelines of Europe print them: `Berlin, 3.5. (dpa)`; elsewhere they count chapters."""

SPAN = re.compile(r"\s?[-–—]\s?")
CHARACTERS = re.compile(r"(?P<y>\d{4})\s?[年년][)）]?\s?(?P<m>\d{1,2})\s?[月월](?:\s?(?P<d>\d{1,2})\s?[日일])?")
VIETNAMESE = re.compile(r"(?i)ngày\s(?P<d>\d{1,2})\stháng\s(?P<m>\d{1,2}),?\snăm\s(?P<y>\d{4})(?!\d)")
COMPACT = re.compile(r"\s*(?P<y>\d{4})(?:(?P<m>\d\d)(?P<d>\d\d)(?:[T ]?\d{4,6}Z?)?|-(?P<m2>\d\d))\s*")
WEEKDAY_BEFORE = re.compile(rf"({WORD}{{2,14}})\.?,?\s(?:the\s|den\s|le\s)?$")

ALSO_WORDS: Final = frozenset({"may", "march", "mar", "mars", "set", "out", "ago", "gen", "mag", "ara", "august"})
"""Months that in small letters are other words too; they need both a day and a year beside them."""
