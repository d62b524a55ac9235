"""A page, feed or sitemap -> the addresses it leads to, and what it says of itself."""

import hashlib
import logging
import re
from dataclasses import dataclass
from itertools import islice
from xml.parsers import expat

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5
from resiliparse.parse.html import ElementNode, HTMLTree

from dispatchsearch.ingest.crawl.addresses import LONGEST, normalise
from dispatchsearch.ingest.crawl.fetch import GZIP_TYPES, LIST_TYPES, Answer
from dispatchsearch.ingest.crawl.policy import CrawlPolicy
from dispatchsearch.ingest.crawl.unpack import unpacked

log = logging.getLogger(__name__)

MOST_LISTED = 50_000  # of one sitemap: as many as the protocol allows
MOST_LINKS = 10_000  # of one page
MOST_NODES = 1_000_000  # of one page that are looked at
FEWEST_WORDS = 20  # with fewer, a page's words do not tell it from another

_POINTING = frozenset({"a", "area", "frame", "iframe", "link", "meta", "base"})
_FOLLOWED = frozenset({"next", "prev", "previous", "start", "first", "last", "contents", "index", "up"})
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_LIST = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s*(?:<\?.*?\?>|<!--.*?-->))*+\s*<(?:urlset|sitemapindex|rss|feed|rdf:RDF)\b", re.DOTALL
)
_OF_CALENDAR = re.compile(  # 31, 1993-06, 8/23/1996, 4.6.93
    r"\W*(?:(?:\d{1,2}|\d{4})(?:[-/:](?:\d{1,2}|\d{4})){0,2}|\d{1,2}\.\d{1,2}\.\d{2,4})\W*"
)


@dataclass(frozen=True, slots=True)
class Leads:
    """What a page tells a crawler.

    `words` is a digest of what a reader sees and of the address the page calls its own: equal where one page stands
    under two addresses. `gist` is one of the words without days, years and hours: equal for the empty months of a
    calendar. Both are None where there is too little to read.
    """

    links: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()  # further lists that a list names
    is_list: bool = False  # a sitemap or feed
    words: str | None = None
    gist: str | None = None


def leads_of(answer: Answer, policy: CrawlPolicy) -> Leads:
    """Read what a page, feed or sitemap leads to; raises Unfetchable for a compressed list that cannot be unpacked."""
    content = unpacked(answer.content, policy) if answer.media_type in GZIP_TYPES else answer.content
    if _LIST.match(content[:4096]) or answer.media_type in LIST_TYPES:
        return _leads_of_list(content, answer.address)
    if answer.media_type not in {"", "text/html", "application/xhtml+xml"}:
        return Leads()
    return _leads_of_page(content, answer)


def _leads_of_page(content: bytes, answer: Answer) -> Leads:
    encoding = _encoding(content, answer.header("content-type") or "")
    tree = HTMLTree.parse_from_bytes(content, encoding)
    text = extract_plain_text(tree, main_content=False, alt_texts=False, links=False, preserve_formatting=False)
    words = f"{tree.title} {text}".split()
    pointers = _Pointers(answer.address, encoding)
    # The library's lists of elements look through the whole page for each of their items: its nodes in order are quick.
    for node in islice(tree.document or (), MOST_NODES):
        if isinstance(node, ElementNode) and node.tag in _POINTING:
            pointers.take(node.tag, {name: node.getattr(name) or "" for name in node.attrs})
    links = tuple(pointers.links) if pointers.follow else ()
    if len(words) < FEWEST_WORDS:
        return Leads(links)
    own = pointers.canonical or answer.address
    gist = " ".join(word for word in words if not _OF_CALENDAR.fullmatch(word))
    return Leads(links, words=_digest(" ".join([own, *words])), gist=_digest(gist))


class _Pointers:
    """Collects where the elements of a page point to, in the page's order, each address once."""

    def __init__(self, base: str, encoding: str) -> None:
        self._base = base
        self._encoding = encoding
        self.links: dict[str, None] = {}
        self.canonical: str | None = None
        self.follow = True

    def take(self, tag: str, attributes: dict[str, str]) -> None:
        href, relations = attributes.get("href", ""), attributes.get("rel", "").lower().split()
        if tag == "base":
            self._base = normalise(href, self._base) or self._base
        elif tag == "meta":
            self._take_meta(attributes)
        elif tag == "link" and "canonical" in relations:
            self.canonical = self._add(href)
        elif "nofollow" not in relations and (
            tag != "link" or _FOLLOWED.intersection(relations) or attributes.get("type") in _FEED_TYPES
        ):
            self._add(href or attributes.get("src", ""))

    def _take_meta(self, attributes: dict[str, str]) -> None:
        content = attributes.get("content", "")[:LONGEST]
        if attributes.get("name", "").lower() == "robots" and re.search(r"\b(?:nofollow|none)\b", content.lower()):
            self.follow = False
        elif attributes.get("http-equiv", "").lower() == "refresh" and (found := _REFRESH.match(content)):
            self._add(found[1])

    def _add(self, link: str) -> str | None:
        address = normalise(link, self._base, self._encoding) if link else None
        if address and len(self.links) < MOST_LINKS:
            self.links[address] = None
        return address


def _leads_of_list(content: bytes, base: str) -> Leads:
    """Read a sitemap, RSS or Atom feed; of a broken one what stands before the break."""
    reader = _ListReader(base)
    try:
        reader.read(content)
    except (expat.ExpatError, ValueError, LookupError) as error:
        log.debug("%s is broken: %s", base, error)
    return Leads(tuple(reader.links), tuple(reader.sitemaps), is_list=True)


class _ListReader:
    """Takes addresses out of XML; entities, which no honest list defines, end the reading."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._path: list[str] = []
        self._text: list[str] = []
        self.links: dict[str, None] = {}
        self.sitemaps: dict[str, None] = {}

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.CharacterDataHandler = self._text.append
        parser.EntityDeclHandler = self._refuse
        parser.Parse(content, True)  # noqa: FBT003  # expat takes no names

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name.rpartition(":")[2].lower())
        self._text.clear()
        if self._path[-1] == "link" and attributes.get("rel", "alternate") in {"alternate", "next"}:
            self._text.append(attributes.get("href", ""))

    def _closed(self, _name: str) -> None:
        tag, text = self._path.pop(), "".join(self._text).strip()
        self._text.clear()
        address = normalise(text, self._base) if text and tag in {"loc", "link"} else None
        if address and len(self.links) < MOST_LISTED:
            (self.sitemaps if self._path[-1:] == ["sitemap"] else self.links)[address] = None

    def _refuse(self, *_: object) -> None:
        raise ValueError("it defines entities")


def _encoding(content: bytes, content_type: str) -> str:
    declared = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    if declared:
        return str(map_encoding_to_html5(declared[1]))
    return str(detect_encoding(content))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
