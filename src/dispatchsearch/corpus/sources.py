"""
Whose dispatch it is: the outlet one cites, with the reason.

A page claims an outlet by its name (which for mail is the list's), and it stands at a place: a host, else a mailbox,
else the first folder below the root. What the pages of one place claim together decides what one page does not say:
names that differ only in an article, "Online" or spaces are one outlet, called as most pages call it; and where the
pages of a host that name an outlet all but agree, those that name none are its too. A printed credit is the agency's,
never the source.
"""

import fnmatch
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from unicodedata import normalize
from urllib.parse import urlsplit

from dispatchsearch.corrections import SourceRule
from dispatchsearch.dispatch import Evidence, Locator

Conclusions = Mapping[str, tuple[str, str]]
"""What the pages of one place lead to: name claimed (empty where none is) -> source and reason."""

SAME_OUTLET: Final = re.compile(r"^(?:www\d*|m|mobile|wap|pda|amp|touch|old|archives?)\.(?=[^.]+\.)")
ARTICLES: Final = frozenset(["the", "der", "die", "das", "le", "la", "les", "el", "il", "lo"])
SUFFIXES: Final = frozenset(
    ["online", "web", "website", "internet", "digital", "mobile", "edition", "com", "net", "org"]
)
HOST_LIKE: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
MAILBOX: Final = re.compile(r".*\.mbox(?:\.gz)?", re.IGNORECASE)
MAILS: Final = re.compile(r"\.(?:eml|mbox)(?:\.gz)?$", re.IGNORECASE)
NO_LIST: Final = re.compile(r"[\W\d_]*|(?:in|out)?(?:box|mail|mbox)|sent|archives?|messages?", re.IGNORECASE)

AGREEING: Final = 0.8
"""The share of the pages naming an outlet that must name the same one, before silent pages of the host are its too."""
FEWEST: Final = 2
FOLDER_SHARE: Final = 0.5
"""A folder may hold anything: so many of its pages must name the one outlet, and none another."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a page says of its outlet, and where it stands; `source` and `reason` hold where its place says no more."""

    place: str  # "host courier.example", "mailbox list.mbox", "folder a"
    name: str  # the outlet's name on the page, or empty
    source: str
    reason: str


def conclude_source(
    evidence: Evidence,
    locators: Sequence[Locator],
    rules: Sequence[SourceRule] = (),
    at_place: Conclusions | None = None,
) -> tuple[str, str]:
    """Return the source of a story and the reason in words.

    A rule of authority/sources.csv decides first; then what the pages of its place lead to (`at_place`); then its
    claim alone: the outlet's name on the page, the host of its address, its mailbox, the first folder below the root,
    the root's own name.
    """
    said = ruled(evidence, locators, rules)
    if said:
        return said
    claim = claimed(evidence, locators)
    return (at_place or {}).get(claim.name) or (claim.source, claim.reason)


def ruled(evidence: Evidence, locators: Sequence[Locator], rules: Sequence[SourceRule]) -> tuple[str, str] | None:
    """Return the source that a person's rule gives a story, with the reason."""
    for rule in rules:
        for locator in locators:
            if rule_fits(rule, locator, evidence.url):
                return rule.name, f"set by you: {rule.pattern} in sources.csv"
    return None


def claimed(evidence: Evidence, locators: Sequence[Locator]) -> Claim:
    """Return what a page itself says of its outlet, and its place."""
    place, source, reason = stands(evidence, locators)
    name = " ".join((evidence.masthead or "").split())
    agency = one_name(evidence.agency or "")
    if agency and one_name(name) == agency and agency not in one_name(source):
        return Claim(place, "", source, f"{reason}; {name} is credited as an agency, and that is never the source")
    return Claim(place, name, name, "the page names its outlet") if name else Claim(place, "", source, reason)


def _file(path: PurePosixPath) -> PurePosixPath:
    """Return the file at a path; what is attached to a mail stands where the mail's file stands."""
    return next((place for place in reversed(path.parents) if MAILS.search(place.name)), path)


def stands(evidence: Evidence, locators: Sequence[Locator]) -> tuple[str, str, str]:
    """Return where a page stands, what its source is called for want of a name, and why."""
    for url in (*(locator.url for locator in locators), evidence.url):
        if url and (host := host_of(url)):
            return f"host {bare(host)}", host, f"the host of {url}"
    for locator in locators:
        path = _file(PurePosixPath(normalize("NFC", locator.path)))  # a disk may write é as two signs
        if MAILBOX.fullmatch(path.name) and not NO_LIST.fullmatch(stem := path.name.split(".")[0]):
            return f"mailbox {stem}", stem, f"the mailbox {path.name}: no mail of it names a list"
        if len(path.parts) > 1:
            folder = path.parts[0]
            return f"folder {folder}", folder, f"the folder {folder}/: no page of this dispatch names an outlet"
    root = normalize("NFC", PurePosixPath(locators[0].root).name) if locators else ""
    return "", root or "unknown", "the name of the indexed folder: nothing names an outlet"


def conclude_place(place: str, claims: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    """Return what the pages of a place lead to where it is more than each says: name claimed -> source and reason.

    `claims` are the names claimed there (empty for none) with the number of pages.
    """
    if not place:
        return {}
    where = place.partition(" ")[2]
    outlets: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, pages in claims.items():
        if name and pages > 0:
            outlets[one_name(name)][name] += pages
    found = {}
    for variants in outlets.values():
        source = min(variants, key=lambda name: (HOST_LIKE.fullmatch(name) is not None, -variants[name], name))
        for name in variants.keys() - {source}:
            found[name] = source, f"the page names {name}; most pages of {where} call this outlet {source}"
    named = sum(variants.total() for variants in outlets.values())
    if claims.get("") and outlets:
        variants = max(outlets.values(), key=Counter.total)
        if agree(place, variants.total(), named, claims[""]):
            source = next((found[name][0] for name in variants if name in found), next(iter(variants)))
            found[""] = source, f"the page names no outlet; other pages of {where} name {source}"
    return found


def agree(place: str, most: int, named: int, silent: int) -> bool:
    """Tell whether so many pages of a place name one outlet that its silent pages are that outlet's too."""
    if most < FEWEST:
        return False
    if place.startswith("host "):
        return most >= AGREEING * named
    return most == named and named >= FOLDER_SHARE * (named + silent)


def one_name(name: str) -> str:
    """Return what the variants of an outlet's name have in common: `The Quay Courier`, `quaycourier.example`."""
    host = HOST_LIKE.fullmatch(name.casefold())
    words = re.findall(r"\w+", bare(host[0]).split(".")[0] if host else name.casefold())
    while len(words) > 1 and words[0] in ARTICLES:
        words.pop(0)
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return "".join(words)


def rule_fits(rule: SourceRule, locator: Locator, url: str | None) -> bool:
    """Tell whether a rule fits a path (`mt/*`), a host (`news.example`) or an address (`news.example/a/*`)."""
    candidates = [locator.path]
    for address in (locator.url, url):
        if address and (host := host_of(address)):
            candidates += [host, host + urlsplit(address).path]
    return any(fnmatch.fnmatchcase(text, rule.pattern) for text in candidates) or locator.path.startswith(
        rule.pattern.rstrip("/") + "/"
    )


def host_of(url: str) -> str | None:
    """Return the host of an address without a leading www."""
    try:
        host = urlsplit(url).hostname
    except ValueError:  # a broken address names nobody
        return None
    return host.removeprefix("www.") if host else None


def bare(host: str) -> str:
    """Return a host without what names another face of the same outlet: www2, m, mobile, old, archive."""
    return SAME_OUTLET.sub("", host)
