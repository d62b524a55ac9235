"""Where in a story the credit to a news agency may stand."""

import re
from typing import Final

from dispatchsearch.agencies import FORMS

# Names too short or too common to be taken for an agency anywhere but in brackets.
BRACKETED_ONLY: Final = frozenset(
    "beta trend mena sana ina ana ata mia ans sta spa tt uni ani apa app rfe ria agencies sharg snark elta leta "
    "aa a.a lusa ats adn anka dha iha i̇ha".split(" ")
)
HOUSE: Final = r"(?-i:[A-Z]{2,3})\s*[/,]\s*"  # a paper's own letters, beside an agency: `(MT, Reuters)`
_NAMES: Final = "|".join(sorted((re.escape(form) for form in FORMS), key=len, reverse=True))
_SURE: Final = "|".join(
    sorted((re.escape(form) for form in FORMS if form not in BRACKETED_ONLY), key=len, reverse=True)
)
BARE: Final = rf"(?:{_SURE})"
SHORT: Final = "|".join(sorted(form.upper() for form in BRACKETED_ONLY - {"agencies"}))
CREDIT: Final = re.compile(
    rf"[(/\[]\s*(?:{HOUSE})??((?:{_NAMES})(?:\s*[/,;&]\s*(?:{_NAMES}))*)(?:\s*[/,] "
    rf"?(?-i:[A-Z]{{2,3}}))?\s*[)/\]]\W{{0,3}}$",
    re.IGNORECASE,
)
LINE: Final = re.compile(
    rf"(?:by |from |source: ?|[-–—(]+ ?)?(the {BARE}|{BARE})(?: writer| staff| news| reports?)?\W{{0,3}}", re.IGNORECASE
)
SOURCED: Final = re.compile(
    rf"[(\[]?(?:source|via)\s*[:=]\s*((?:{_NAMES}))(?: (?:news )?agency)?(?=\W{{0,3}}$|[,;] )"
    rf"|[(\[]source\s*[:=]\s*(?-i:([A-Z][\w.&/ -]{{1,30}}?))(?: news agency)?[)\]]\W{{0,3}}$",
    re.IGNORECASE,
)
DASHED: Final = re.compile(rf"(?<=[.!?\"”’]) (?:--|[-–—]) ?({BARE})\W{{0,3}}$", re.IGNORECASE)
# What a story says of an agency that had it first.
SAID: Final = re.compile(
    rf"\b(?-i:(?=[A-Zat]))(?:(?:according to |told )(?:the )?(?-i:(?=[A-Z]))({BARE})\b"
    rf"|(?-i:(?=[A-Z]))({BARE})(?:'s)?(?: news agency| agency| correspondents?)? (?:has |have )?(?:reported|"
    rf"reports|quoted|said)\b)",
    re.IGNORECASE,
)
CONTRIBUTED: Final = re.compile(rf"(?:the )?({BARE}) contributed to this (?:report|story|article)\W*", re.IGNORECASE)
FIRST_HAND: Final = ("said", "report", "told ", "quoted", "according to")  # without one of them nothing is said
REPORTS: Final = re.compile(r"\b(Reuter|AP|AFP|UPI|Reuters|Tass|Interfax) reports? from ([A-Z][\w.-]+)")
NEWS_AGENCY: Final = re.compile(
    r"\b(?:[Nn]ews )?[Aa]gency ([A-Z][\w-]+(?: [A-Z][\w-]+)?)(?=[\s,.;]|$)|(?<=Source: )([A-Z][\w-]+) news agency"
)
# A credit in brackets after the last full stop; words of a few kinds stand there too and are none.
UNKNOWN: Final = re.compile(
    r"[.!?][\"”’]? \((?!Applause|Laughter|Ends?\b|More\b|See\b|Page|Photo|Translat|Continued|Map\b|Editor|Signed|"
    r"SIGNED|To be|From\b)"
    r"([A-Z][\w&.-]{1,20}(?:[ /][A-Z][\w&.-]{1,20}){0,2})\)\W{0,2}$"
)
WRITER: Final = re.compile(
    rf"(?:,| of(?: the)?|/|\bfor(?: the)?) ?({BARE})(?: (?:staff )?(?:writer|correspondent|reporter))?\s*$",
    re.IGNORECASE,
)


def signed(byline: str) -> str | None:
    """Return the agency that a line of byline gives its writer: `By Dora Klein, The Associated Press`."""
    found = WRITER.search(byline)
    return found[1] if found else None


def credited(paragraph: str) -> str | None:
    """Return the agency credited in brackets at a paragraph's end: `... he said. (Reuters)`."""
    found = (
        CREDIT.search(paragraph, max(0, len(paragraph) - 80))
        if paragraph[-4:].rstrip(" .")[-1:] in (")", "/", "]")
        else None
    )
    return found[1] if found else None


def sourced(text: str) -> str | None:
    """Return the agency that a line or the end of a paragraph names: `(Source: Turan news agency)`, `... --
    Reuters`.
    """
    found = SOURCED.search(text, max(0, len(text) - 120)) or DASHED.search(text, max(0, len(text) - 60))
    found = found or (CONTRIBUTED.fullmatch(text) if len(text) < 120 else None)
    return next(filter(None, found.groups())).strip() if found else None


def said(text: str) -> str | None:
    """Return the agency a story tells its news by: `..., Interfax reported`, `according to the TASS news agency`."""
    found = SAID.search(text) if any(word in text for word in FIRST_HAND) else None
    return (found[1] or found[2]) if found else None


def reporting(text: str) -> str | None:
    """Return the agency that a text says a report is from: `Reuter reports from Baku`, `news agency Turan`."""
    found = (REPORTS.search(text) if " report" in text else None) or (
        NEWS_AGENCY.search(text) if "gency" in text else None
    )
    return (found[1] or found[2]) if found else None
