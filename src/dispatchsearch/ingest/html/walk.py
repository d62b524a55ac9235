"""One walk through an HTML tree: the pieces of text a reader sees, in order, each with where it stands."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml.html import HtmlElement

from dispatchsearch.errors import ReadError

# Elements that run on within a line.
INLINE: Final = frozenset(
    """a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s
    samp small span strike strong sub sup tt u var wbr time image img picture source track map area basefont""".split()
)
UNSEEN: Final = frozenset(
    "script style noscript template svg math iframe object embed select option optgroup textarea button head "
    "canvas audio video meter progress datalist dialog".split()
)
REGION_TAGS: Final = {"nav": "nav", "aside": "aside", "footer": "footer"}
REGION_ROLES: Final = {
    "navigation": "nav",
    "complementary": "aside",
    "contentinfo": "footer",
    "search": "nav",
    "menu": "nav",
    "dialog": "aside",
    "banner": "nav",
}
# Words of a class or id that tell a region; the first region that has one wins.
REGION_WORDS: Final = {
    "comments": (
        "comment comments disqus commentlist respond livefyre commenting kommentar kommentare kommentarer "
        "commentaires comentarios"
    ),
    "related": """related recommend recommended recommendations popular trending teaser teasers outbrain taboola
    promo promos promotion recirc recirculation newsletter newsletters subscribe subscription sponsored sponsor
    advert adverts advertisement ads ad banner widget widgets social share sharing sharebar tags tagcloud
    taglist cookie cookies consent gdpr paywall popup modal pager pagination addthis sharethis addtoany jetpack
    upsell signup follow readmore seealso relatedposts relatedarticles author-box""",
    "footer": "foot footer colophon copyright disclaimer bottombar",
    "nav": (
        "nav navbar navigation menu menus breadcrumb breadcrumbs toolbar topbar masthead skiplink topnav subnav mainnav"
    ),
    "aside": "sidebar sidebars aside rail complementary rightcol rightcolumn leftcol sidecolumn",
}
WORD_REGION: Final = {word: region for region, words in reversed(REGION_WORDS.items()) for word in words.split()}
RANK: Final = {region: rank for rank, region in enumerate(("", *reversed(REGION_WORDS)))}
TIME_WORDS: Final = frozenset(
    """date dates time timestamp datetime published publish pubdate pub posted updated update modified datum fecha
    data stamp created dateline datestamp dateposted publication pubtime byline meta""".split()
)
TIME_ENDING: Final = re.compile(
    r"(?:news|article|entry|post|publish\w*|pub|story|issue|display|item|page|blog|print|creat\w*)(?:date|datum|time)"
)
DEEPEST: Final = 400  # elements within each other; unclosed tags of old pages reach some hundred
HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NAMES: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@dataclass(slots=True)
class Piece:
    """A run of text between two breaks of block, spaces made single (line breaks of <br> and <pre> kept)."""

    text: str
    element: HtmlElement  # the block around it
    tag: str  # of that block
    region: str  # one of REGIONS, or empty for what may be the story
    linked: int  # characters of it that are links
    dated: tuple[HtmlElement, ...]  # elements in it that speak of time


@lru_cache(maxsize=16_384)
def traits(tag: str, role: str | None, class_: str | None, id_: str | None) -> tuple[str, bool]:
    """Return the region an element opens by its tag, role, class and id; and whether these speak of time."""
    by_class, class_dated = _told(class_) if class_ else ("", False)
    by_id, id_dated = _told(id_) if id_ else ("", False)
    dated = class_dated or id_dated or tag == "time"
    if tag in ("body", "html", "main", "article", "h1", "p"):
        return "", dated
    known = REGION_TAGS.get(tag) or REGION_ROLES.get(role or "")
    return known or max(by_class, by_id, key=RANK.__getitem__), dated


@lru_cache(maxsize=16_384)
def _told(named: str) -> tuple[str, bool]:
    """Return the region that the words of a class or id tell, and whether they speak of time."""
    words = set(map(str.lower, NAMES.findall(named)))
    regions = [WORD_REGION[word] for word in words if word in WORD_REGION]
    dated = not TIME_WORDS.isdisjoint(words) or any(map(TIME_ENDING.fullmatch, filter(_ends_in_time, words)))
    return max(regions, key=RANK.__getitem__, default=""), dated


def _ends_in_time(word: str) -> bool:
    return word.endswith(("date", "datum", "time"))


def pieces(body: HtmlElement) -> list[Piece]:
    """Return the pieces of text below an element, in the order of the page.

    What a style hides is left out, but for pages that are hidden whole until a script shows them.
    """
    return _walked(body, hidden=False) or _walked(body, hidden=True)


def _walked(body: HtmlElement, *, hidden: bool) -> list[Piece]:
    walk = _Walk(hidden=hidden)
    walk.into(body, "", link=False, lines=False)
    walk.close(body, "")
    return walk.pieces


class _Walk:
    """A walk and the piece it is putting together."""

    __slots__ = ("dated", "depth", "hidden", "linked", "parts", "pieces")

    def __init__(self, *, hidden: bool) -> None:
        self.hidden = hidden
        self.depth = 0
        self.pieces: list[Piece] = []
        self.parts: list[str] = []
        self.linked = 0
        self.dated: list[HtmlElement] = []

    def close(self, element: HtmlElement, region: str) -> None:
        """End a piece where a block begins or ends; what is empty need not be closed."""
        printed = "".join(self.parts)
        lines = printed.split("\n") if "\n" in printed else [printed]
        if text := "\n".join([line for raw in lines if (line := " ".join(raw.split()))]):
            self.pieces.append(Piece(text, element, str(element.tag), region, self.linked, tuple(self.dated)))
        self.parts.clear()
        self.dated.clear()
        self.linked = 0

    def into(self, element: HtmlElement, region: str, *, link: bool, lines: bool) -> None:
        """Walk below an element; inline elements add to the piece, blocks close it; `lines` keeps line breaks."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise ReadError(f"the page is nested deeper than {DEEPEST} elements")
        lines = lines or element.tag == "pre"
        self._add(element.text or "", link=link, lines=lines)
        for child in element:
            tag = child.tag
            if tag == "br":
                self.parts.append("\n")
            elif tag not in UNSEEN or (self.hidden and tag == "noscript"):
                given = dict(child.items())  # asked for once: each question to the tree costs as much
                if self.hidden or not (given and _hides(given)):
                    opened, dated = traits(tag, given.get("role"), given.get("class"), given.get("id"))
                    inline = tag in INLINE
                    inner = region if inline else region or opened
                    if self.parts and not inline:
                        self.close(element, region)
                    if dated:
                        self.dated.append(child)
                    self.into(child, inner, link=link or (tag == "a" and "href" in given), lines=lines)
                    if self.parts and not inline:
                        self.close(child, inner)
            if tail := child.tail:
                self._add(tail, link=link, lines=lines)
        self.depth -= 1

    def _add(self, text: str, *, link: bool, lines: bool) -> None:
        if text and (self.parts or not text.isspace()):
            self.parts.append(text if lines else text.replace("\n", " "))
            if link:
                self.linked += len(text)


def _hides(given: dict[str, str]) -> bool:
    """Tell whether an element with these attributes is hidden by its own style."""
    return "hidden" in given or ("style" in given and HIDDEN.search(given["style"]) is not None)
