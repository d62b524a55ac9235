"""How news English phrases a day: the patterns, and the words in them that count."""

import re
from typing import Final

WEEKDAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat)\."
MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|Apr(?:il)?|May|June|July|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b"
)
YEAR: Final = r"1[6-9]\d\d|20\d\d"
COUNTED: Final = (
    "a an one|two couple|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty"
)
NUMBERS: Final = {word: number for number, words in enumerate(COUNTED.split("|"), 1) for word in words.split()} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}
ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
WHICH: Final = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
NEAR: Final = {
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
}
BESIDE: Final = {
    "same day": 0,
    "next day": 1,
    "following day": 1,
    "day after": 1,
    "previous day": -1,
    "day before": -1,
}
HOLIDAYS: Final = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "may day": (5, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
}
EASTER: Final = {"good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0}

REACH: Final = 45
"""No phrase reaches further than so many characters from its key, on either side."""

PARTS_OF_DAY: Final = ("oday", "night", "orning", "fternoon", "vening", "esterday", "omorrow")
DAYS: Final = (
    "nday",
    "sday",
    "iday",
    "rday",
    "NDAY",
    "SDAY",
    "IDAY",
    "RDAY",
    "Mon.",
    "Tue",
    "Wed.",
    "Thu",
    "Fri.",
    "Sat.",
)
NUMBERED_DAYS: Final = tuple(f"the {digit}" for digit in range(1, 10))
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FEASTS: Final = ("hristmas", "aster", "ear's", "ear’s", "ay Day", "ood Friday")


def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _one_of(words: dict[str, int] | dict[str, tuple[int, int]]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


COUNT: Final = rf"(?:a )?(?P<n>\d{{1,3}}|{_one_of(NUMBERS)})(?: of)? (?P<unit>hour|day|week|fortnight|month|year)s?"

AGO: Final = _any(rf"\b{COUNT} ago\b(?:,? (?:on )?(?:(?P<near>today|yesterday)\b|(?P<weekday>{WEEKDAY})))?")
IN_SOME_TIME: Final = _any(rf"\bin {COUNT}(?:['’]s?)?(?: time)?\b")
LATER: Final = _any(rf"\b{COUNT} (?P<way>earlier|later)\b")
NEARBY: Final = _any(rf"\b(?:{_one_of(NEAR)})\b")
DAY_BESIDE: Final = _any(
    r"\b(?:the|that) (?P<which>(?:same|next|following|previous) day|day (?:before|after)(?=[,.;]|$))\b"
)
WEEKDAY_SAID_WHICH: Final = _any(
    rf"\b(?P<which>last|next|(?:this )?past|(?:this )?coming|this) (?P<weekday>{WEEKDAY})(?!s\b)"
)
WEEKDAY_OF_WEEK: Final = _any(rf"\b(?P<weekday>{WEEKDAY}) (?:of )?(?P<which>last|next|this) week\b")
WEEKDAY_OF_MONTH: Final = _any(
    rf"\b(?P<nth>{_one_of(ORDINALS)}) (?P<weekday>{WEEKDAY}) (?:of|in) (?:(?P<which>last|next|this) )?"
    rf"(?P<month>{MONTH})(?:,? (?:of )?(?P<year>last|this|next) year\b|,? (?P<y>{YEAR})\b)?"
)
BARE_WEEKDAY: Final = re.compile(
    r"(?<![Ee]very )(?<![Ee]ach )(?<!Black )(?<!Bloody )(?<!Good )(?<!Super )(?<!Palm )(?<!Easter )(?<!The )"
    rf"\b(?P<weekday>{WEEKDAY})(?!,? (?:the )?(?:\d|{MONTH}))(?! (?:Times|Telegraph|Mirror|Express|Mail|Post|Herald)\b)"
)
"""Not of a holiday's name, a newspaper's, nor of a date that is written out after it."""

PERIOD: Final = _any(r"\b(?P<which>last|this|next|previous) (?P<unit>month|year)\b")
THE_NTH: Final = re.compile(
    r"\b(?:on|since|until|by|of|before|after|from|for) the (?P<d>\d{1,2})(?:st|nd|rd|th)\b"
    r"(?: of (?P<which>last|this|next) month\b)?(?! (?!and|or|in|at|with|when|as|but|by|to|for|from|near)[a-z])"
)
"""Not the 21st century nor the 366th regiment."""

BEFORE_MONTH: Final = (
    "[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Oo]f|[Ff]rom|[Dd]uring|[Bb]efore|[Aa]fter|[Tt]hrough|[Ee]arly|[Ll]ate|[Mm]id"
)
BARE_MONTH: Final = re.compile(
    rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)|{BEFORE_MONTH})[ -](?P<month>{MONTH})(?!\.? ?\d)"
    r"(?:,? (?:of )?(?P<year>last|this|next) year\b)?"
)
BARE_YEAR: Final = re.compile(
    rf"\b(?:{BEFORE_MONTH}|[Bb]etween) (?P<y>{YEAR})\b"
    r"(?![,.]\d|%| (?!was|is|has|its|his|this|as)[a-z]+s\b| people)"
)
"""Not 1993 villages."""

HOLIDAY: Final = _any(
    rf"\b(?P<name>{_one_of(HOLIDAYS)}|{_one_of(EASTER)})\b(?! Island)(?:,? (?P<y>{YEAR})\b)?".replace("'", "['’]")
)
OF_SOME_YEAR: Final = _any(r",? (?:of )?(last|this|next) year\b")
