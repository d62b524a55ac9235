"""What a page's head says of it: title, masthead, author, language, own address, and every clue to a date."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, SoupStrainer, Tag  # type: ignore[attr-defined]  # bs4 offers it, its stubs do not

from dispatchsearch.ingest.address import unwrapped
from dispatchsearch.ingest.html.embedded import embedded
from dispatchsearch.ingest.story import Clue
from dispatchsearch.ingest.text.labels import datelike

ONLY: Final = SoupStrainer(["html", "title", "meta", "link", "base"])
LONGEST: Final = 400_000  # characters of a head that are read
NEAR_TOP: Final = 4_000  # characters among which a saving program leaves its comment
JSON_LD: Final = re.compile(r"<script[^>]{0,200}application/ld\+json[^>]{0,200}>", re.IGNORECASE)
SCRIPT_END: Final = re.compile(r"</script", re.IGNORECASE)
LONGEST_JSON: Final = 200_000  # characters
MOST_JSON: Final = 50  # blocks of a page
# The tags that tell something; the parser need not see the scripts and styles between them.
TOLD: Final = re.compile(
    r"<(?:html|meta|base)\b[^>]*>|<link\b[^>]*canonical[^>]*>|<title\b[^>]*>[^<]{0,2000}</title[^>]*>", re.IGNORECASE
)
TELLING: Final = tuple(
    "dat time publi modif creat issue release revis title site_name site-name auth byl locale lang url "
    "application-name".split()
)
"""Of these a <meta> must hold one, or a number like a date, to be read at all: most tell of pictures and robots."""
NUMBERED: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[./-]\d\d?[./-]\d")
WITHOUT_BODY: Final = 20_000  # characters that are taken for a head where no body begins
BODY: Final = re.compile(r"<body\b", re.IGNORECASE)
DEEPEST: Final = 6  # levels of a JSON-LD that are looked into
DATE_KEYS: Final = (
    "datePublished",
    "dateCreated",
    "dateModified",
    "uploadDate",
    "dateline",
    "datePosted",
    "dateIssued",
)
STATED: Final = re.compile(r"(?:Article|Posting|Report|NewsItem)\.datePublished|publish|pubdate|issued")
"""Names of clues that state a publication; a head that has one need not be helped out by its scripts."""
STORIES: Final = re.compile(r"Article|Posting|Report|Review|WebPage|NewsItem", re.IGNORECASE)
SAVED: Final = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)(?P<saved>\S+)|Mirrored from (?P<mirrored>\S+) by HTTrack[^>]*?, "
    r"(?P<when>[^>]{10,40}?)\s*-->"
    r"|\s*Page saved with SingleFile\s+url:\s*(?P<single>\S+)\s+saved date:\s*(?P<at>[^>]{10,60}?)\s*-->)",
    re.IGNORECASE,
)
CAPTURED: Final = re.compile(r"FILE ARCHIVED ON (\d[^\n]{8,40}?\d{4})\b")


@dataclass(frozen=True, slots=True)
class Head:
    """The facts of a head; what it does not state is None or empty."""

    title: str = ""  # the whole <title>
    headline: str = ""  # og:title or the headline of the JSON-LD
    masthead: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    clues: tuple[Clue, ...] = ()


def head(text: str, url: str | None) -> Head:
    """Read the head of a page given as text; `url` is where it was found, against which its links are resolved."""
    stop = BODY.search(text)
    top = text[: stop.start() if stop else WITHOUT_BODY][:LONGEST]
    soup = BeautifulSoup("".join(_telling(top)), "lxml", parse_only=ONLY)
    metas = [(name.lower(), words) for tag in soup.find_all("meta") for name, words in _meta(tag)]
    meta = dict(reversed(metas))
    data = [item for block in _blocks(text) for item in _items(_loaded(block), "", 0)]
    stories = [item for item in data if STORIES.search(_kind(item))]
    title = soup.title.get_text(" ") if soup.title else ""
    html = soup.find("html")
    saved = SAVED.search(text, 0, NEAR_TOP)
    return Head(
        title=" ".join(title.split()),
        headline=" ".join(
            (_first(stories, "headline") or meta.get("og:title") or meta.get("twitter:title") or "").split()
        ),
        masthead=meta.get("og:site_name") or _publisher(stories) or meta.get("application-name") or None,
        author=_author(stories)
        or meta.get("author")
        or meta.get("byl")
        or meta.get("dc.creator")
        or meta.get("parsely-author"),
        language=_language(html, meta),
        url=_own(soup, meta, saved, url),
        clues=_clues(title, metas, data, saved, text),
    )


def _telling(top: str) -> Iterator[str]:
    """Yield the tags of a head that tell something."""
    for found in TOLD.finditer(top):
        tag = found[0]
        low = tag.lower()
        if not low.startswith("<meta") or any(map(low.__contains__, TELLING)) or NUMBERED.search(tag):
            yield tag


def _meta(tag: Tag) -> Iterator[tuple[str, str]]:
    """Yield a meta tag under each of its names."""
    content = str(tag.get("content") or "").strip()
    if content:
        for key in ("property", "name", "itemprop", "http-equiv"):
            if tag.get(key):
                yield str(tag[key]), content


def _clues(
    title: str, metas: list[tuple[str, str]], data: list[dict[str, Any]], saved: re.Match[str] | None, text: str
) -> tuple[Clue, ...]:
    """Return what may date the page, as the head has it."""
    found = [Clue("comment", "saved", when) for when in ((saved["when"] or saved["at"]) if saved else None,) if when]
    _, instant = unwrapped((saved["saved"] or saved["single"] or "") if saved else "")
    found += [Clue("comment", "archived", instant[:10])] if instant else []
    captured = CAPTURED.search(text, max(0, len(text) - NEAR_TOP))
    if captured:
        found.append(Clue("comment", "archived", captured[1]))
    if datelike(title):
        found.append(Clue("title", "", " ".join(title.split())))
    found += [Clue("meta", name, " ".join(words.split())) for name, words in metas if _may_date(name, words)]
    for item in data:
        found += [
            Clue("json-ld", f"{_kind(item)}.{key}", str(item[key])[:80])
            for key in DATE_KEYS
            if isinstance(item.get(key), str | int)
        ]
    if not any(STATED.search(clue.name) for clue in found):
        found += embedded(text)
    return tuple(dict.fromkeys(found))


def _may_date(name: str, words: str) -> bool:
    """Tell whether a meta tag may state a date; descriptions and addresses of pictures do not."""
    if len(words) > 80 or words.startswith("http"):
        return False
    named = any(
        part in name
        for part in ("date", "time", "publish", "modif", "created", "issued", "updated", "pubdate", "release")
    )
    return (named and any(letter.isdigit() for letter in words)) or (
        "title" not in name and datelike(words) and len(words) < 40
    )


def _blocks(text: str) -> Iterator[str]:
    """Yield the JSON-LD of a page, each as text."""
    for start in islice(JSON_LD.finditer(text) if "ld+json" in text else (), MOST_JSON):
        end = SCRIPT_END.search(text, start.end(), start.end() + LONGEST_JSON)
        if end:
            yield text[start.end() : end.start()]


def _loaded(block: str) -> object:
    """Read a JSON-LD, also one with line breaks in its strings or wrapped in a comment."""
    try:
        return json.loads(block.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _items(node: object, _: str, depth: int) -> Iterator[dict[str, Any]]:
    """Yield every object of a JSON-LD, those of @graph and of nested values among them."""
    if depth > DEEPEST:
        return
    if isinstance(node, list):
        for entry in node[:100]:
            yield from _items(entry, "", depth + 1)
    elif isinstance(node, dict):
        if "@type" in node:
            yield node
        for key, value in node.items():
            if isinstance(value, dict | list) and key not in (
                "image",
                "logo",
                "author",
                "publisher",
                "comment",
                "itemListElement",
            ):
                yield from _items(value, key, depth + 1)


def _kind(item: dict[str, Any]) -> str:
    kind = item.get("@type")
    return str(kind[0]) if isinstance(kind, list) and kind else str(kind)


def _first(items: list[dict[str, Any]], key: str) -> str | None:
    return next((item[key] for item in items if isinstance(item.get(key), str) and item[key].strip()), None)


def _publisher(items: list[dict[str, Any]]) -> str | None:
    names = (item["publisher"].get("name") for item in items if isinstance(item.get("publisher"), dict))
    return next((name for name in names if isinstance(name, str) and name.strip()), None)


def _author(items: list[dict[str, Any]]) -> str | None:
    """Return the authors a JSON-LD names, joined by commas."""
    for item in items:
        named = item.get("author")
        entries = named if isinstance(named, list) else [named]
        names = [entry.get("name") if isinstance(entry, dict) else entry for entry in entries]
        kept = [
            name.strip() for name in names if isinstance(name, str) and name.strip() and not name.startswith("http")
        ]
        if kept:
            return ", ".join(dict.fromkeys(kept))
    return None


def _language(html: object, meta: dict[str, str]) -> str | None:
    """Return the language declared, without its country: "en"."""
    declared = (
        (str(html.get("lang") or html.get("xml:lang") or "") if isinstance(html, Tag) else "")
        or meta.get("content-language")
        or ""
    )
    declared = declared or meta.get("og:locale") or meta.get("language") or ""
    found = re.match(r"[A-Za-z]{2,3}(?=$|[-_,; ])", declared.strip())
    return found[0].lower() if found else None


def _own(soup: BeautifulSoup, meta: dict[str, str], saved: re.Match[str] | None, url: str | None) -> str | None:
    """Return the address a page states of itself, out of its capture where it was archived."""
    links = (
        str(tag.get("href") or "")
        for tag in soup.find_all("link")
        if "canonical" in " ".join(tag.get_attribute_list("rel")).lower().split()
    )
    mirrored = f"http://{saved['mirrored']}" if saved and saved["mirrored"] else None
    stated = (
        next((link for link in links if link), None)
        or meta.get("og:url")
        or (saved and (saved["saved"] or saved["single"]))
        or mirrored
    )
    if not stated:
        return None
    try:
        own, _ = unwrapped(urljoin(url or "", stated.strip()))
        parts = urlsplit(own)
    except ValueError:
        return None
    return own if parts.scheme in ("http", "https") and parts.netloc and parts.path.strip("/") else None
