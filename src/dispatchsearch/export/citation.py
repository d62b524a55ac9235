"""What any style needs to cite a dispatch, and the note and bibliography entry of the Chicago Manual of Style."""

import calendar
import re
from dataclasses import dataclass

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import Dispatch, Evidence

PRINTED_IN = frozenset({"address", "path"})
"""Dates found only here are concluded, not printed on the page."""
BY = re.compile(r"\s*by\s+", re.IGNORECASE)
AND = re.compile(r"\s*(?:,|;|\band\b|&)\s*", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,4}")
OFFICES = frozenset(
    {"agency", "associated", "bureau", "chief", "combined", "columnist", "contributing", "contributor", "correspondent"}
    | {"desk", "dispatch", "editor", "foreign", "news", "newspaper", "office", "pres", "report", "reporter"}
    | {"reuter", "service", "special", "staff", "the", "time", "writer"}
)
"""Words, without a final s, that stand in bylines beside names and never in them."""
COMMANDS = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """One dispatch as cited. Texts are single lines without control characters."""

    id: str
    title: str
    source: str
    authors: tuple[str, ...]  # as the byline has them: "Nora Field"
    agency: str | None  # where it is not the source
    date: PartialDate | None
    concluded: bool  # the date is our conclusion: the page does not print it
    reason: str
    updated: PartialDate | None
    saved: str | None  # YYYY-MM-DD of the crawl
    url: str | None
    path: str | None
    language: str | None


def cite(dispatch: Dispatch, evidence: Evidence | None = None) -> Citation:
    """Return what cites a dispatch; without its evidence a date less than a day counts as concluded."""
    known = dispatch.date.date
    locator = dispatch.locators[0] if dispatch.locators else None
    return Citation(
        id=dispatch.id,
        title=_line(dispatch.title),
        source=_line(dispatch.source),
        authors=authors(dispatch.byline or ""),
        agency=_line(dispatch.agency) if dispatch.agency and dispatch.agency != dispatch.source else None,
        date=known,
        concluded=known is not None and not _printed(known, dispatch, evidence),
        reason=_line(dispatch.date.reason),
        updated=dispatch.updated,
        saved=next((place.fetched[:10] for place in dispatch.locators if place.fetched), None),
        url=_line(dispatch.url or (locator.url if locator else None) or "") or None,
        path=_line(locator.path) if locator else None,
        language=dispatch.language,
    )


def authors(byline: str) -> tuple[str, ...]:
    """Return the names a byline holds: "By Nora Field and Ed Lark, Staff Writers" has two.

    A part that does not look like a name, and all behind it, is left out: no name is invented.
    """
    names: list[str] = []
    for part in AND.split(BY.sub("", _line(byline), count=1)):
        words = part.split()
        if not NAME.fullmatch(part) or not (words[0][0].isupper() and words[-1][0].isupper()) or _is_office(words):
            break
        names.append(part if not part.isupper() else part.title())
    return tuple(names)


def chicago_note(citation: Citation) -> str:
    """Return the note: Nora Field, “Title,” The Moscow Times, [June 1993], https://..."""
    who = " and ".join(citation.authors) or citation.agency
    parts = [who, f"“{_ended(citation.title, ',')}”", f"{citation.source},", f"{_date(citation)},", citation.url]
    head = f"{parts[0]}, " if who else ""
    return _ended(head + " ".join(part for part in parts[1:] if part).rstrip(","), ".")


def chicago_bibliography(citation: Citation) -> str:
    """Return the bibliography entry: Field, Nora. “Title.” The Moscow Times, [June 1993]. https://..."""
    where = f" {citation.url}." if citation.url else ""
    title = f"“{_ended(citation.title, '.')}”"
    if not citation.authors and not citation.agency:  # an unsigned piece stands under its newspaper
        return f"{citation.source}. {title} {_date(citation, capital=True)}.{where}".replace("..", ".")
    first, *others = citation.authors or (citation.agency or "",)
    who = ", and ".join([inverted(first) if citation.authors else first, *others])
    return f"{_ended(who, '.')} {title} {citation.source}, {_date(citation)}.{where}".replace("..", ".")


def inverted(name: str) -> str:
    """Return "Field, Nora" for "Nora Field"; a name of one word stays."""
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given else family


def date_note(citation: Citation) -> str | None:
    """Return the sentence that goes with a date which is not printed on the page, None where it is printed."""
    if citation.date is None:
        return f"Undated: {citation.reason}".removesuffix(": ")
    return f"The date is concluded: {citation.reason}" if citation.concluded else None


def _printed(known: PartialDate, dispatch: Dispatch, evidence: Evidence | None) -> bool:
    if evidence is None:
        return known.day is not None and not dispatch.date.by_hand
    return any(
        seen.role == "published" and seen.place not in PRINTED_IN and known in seen.readings for seen in evidence.dates
    )


def _date(citation: Citation, *, capital: bool = False) -> str:
    known = citation.date
    if known is None:
        undated = "n.d."
        if citation.updated:
            undated += f", last updated {_words(citation.updated)}"
        if citation.saved:
            undated += f", saved {_words(PartialDate.from_iso(citation.saved))}"
        return undated[0].upper() + undated[1:] if capital else undated
    return f"[{_words(known)}]" if citation.concluded else _words(known)


def _words(date: PartialDate) -> str:
    if date.month is None:
        return str(date.year)
    month = calendar.month_name[date.month]
    return f"{month} {date.day}, {date.year}" if date.day else f"{month} {date.year}"


def _ended(text: str, sign: str) -> str:
    """Close a title or name with a sign, unless it ends a sentence by itself."""
    if sign == "." and text.endswith((".", "?", "!", "…")):
        return text
    return text if text.endswith(("?", "!")) else text.rstrip(".,") + sign


def _is_office(words: list[str]) -> bool:
    return any(word.casefold().rstrip(".").removesuffix("s") in OFFICES for word in words)


def _line(text: str) -> str:
    return " ".join(COMMANDS.sub(" ", text).split())
