"""An HTML page -> the parts of its story."""

import re
from dataclasses import replace
from typing import Final

from lxml.html import HtmlElement

from dispatchsearch.dispatch import Block, BlockKind
from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.html import seen
from dispatchsearch.ingest.html.head import Head, head
from dispatchsearch.ingest.html.headline import HEADINGS, headline, masthead
from dispatchsearch.ingest.html.maintext import chosen
from dispatchsearch.ingest.html.tree import body_of, parsed
from dispatchsearch.ingest.html.walk import Piece, pieces
from dispatchsearch.ingest.story import Clue
from dispatchsearch.ingest.text.bulletin import NUMBERED
from dispatchsearch.ingest.text.byline import author, named
from dispatchsearch.ingest.text.compose import Parts
from dispatchsearch.ingest.text.labels import SHORT, role
from dispatchsearch.ingest.text.paragraphs import paragraphs
from dispatchsearch.ingest.text.plain import told

CAPTION: Final = re.compile(r"caption|photo-?credit|image-?credit|cutline", re.IGNORECASE)
KICKER: Final = re.compile(
    r"kicker|eyebrow|overline|supertitle|roofline|dachzeile|section-?name|article-?section|rubric", re.IGNORECASE
)
LINE: Final = 40  # characters; what is shorter does not begin a text
NAMED: Final = re.compile(r"(?:^|[\s_-])(?:byline|author|by|writer|autor)(?:$|[\s_-])", re.IGNORECASE)
DATES: Final = re.compile(r"\S*\d\S*(?: \w+\.? \d{4})?")
ARTICLE: Final = 80  # characters of the shortest of several articles on a page
NEAR: Final = 4  # pieces before and after a headline
TOP: Final = 40  # pieces above several articles that are shared by all
OVER: Final = 2  # pieces next above a headline, which belong to it wherever they stand


def page(text: str, url: str | None = None) -> tuple[Parts, ...]:
    """Return the parts of each story on a page; ReadError when it shows no text."""
    tree = parsed(text)
    facts = head(text, url)
    shown = pieces(body_of(tree))
    if not shown:
        raise ReadError("the page shows no text")
    kept = chosen(tree, text, shown, url, (facts.title, facts.headline))
    kept = _with_heads(shown, kept)
    articles = _articles(shown, kept)
    if articles:
        alone = replace(facts, title="", headline="", author=None)
        return tuple(part for mine in articles for part in _told(alone, *mine))
    return _told(facts, shown, kept)


def _with_heads(shown: list[Piece], kept: list[bool]) -> list[bool]:
    """Keep all numbered heads of a bulletin that stand above text, where the judgement has kept some of them."""
    heads = [piece.tag in HEADINGS and NUMBERED.match(piece.text) is not None for piece in shown]
    below = [*kept[1:], False]
    return [keep or (head and text) for keep, head, text in zip(kept, heads, below, strict=True)]


def _told(facts: Head, shown: list[Piece], kept: list[bool]) -> tuple[Parts, ...]:
    """Return the parts of each story among the pieces kept of a page."""
    title, place = headline(facts, shown, kept)
    outlet = masthead(facts, title)
    before, after = _clues(shown, kept, place, title)
    parts = Parts(
        (),
        title,
        before=facts.clues + before,
        after=after,
        kicker=_kicker(shown, place),
        byline=_byline(shown, place) or named(facts.author, outlet),
        language=facts.language,
        masthead=outlet,
        url=facts.url,
    )
    return told(_blocks(shown, kept, place), parts, seen=True)


def _articles(shown: list[Piece], kept: list[bool]) -> list[tuple[list[Piece], list[bool]]]:
    """Return the pieces of each of several articles on a page, and which of them are its story.

    What stands above all of them is given to each. Nothing is returned where the page is one story's.
    """
    places: dict[HtmlElement, list[int]] = {}
    for number, (piece, keep) in enumerate(zip(shown, kept, strict=True)):
        if keep or piece.tag in HEADINGS:
            article = next(piece.element.iterancestors("article"), None)
            if article is None and keep and len(piece.text) > ARTICLE:
                return []
            if article is not None:
                places.setdefault(article, []).append(number)
    whole = [
        numbers
        for numbers in places.values()
        if any(shown[number].tag in HEADINGS for number in numbers)
        and sum(len(shown[number].text) for number in numbers if kept[number]) > ARTICLE
    ]
    return [_alone(numbers, whole[0][0], shown, kept) for numbers in whole] if len(whole) > 1 else []


def _alone(numbers: list[int], first: int, shown: list[Piece], kept: list[bool]) -> tuple[list[Piece], list[bool]]:
    """Return the pieces of one article and those next to it, below what stands above the first of all."""
    start, stop = max(numbers[0] - NEAR, min(first, numbers[0])), numbers[-1] + NEAR + 1
    own = frozenset(numbers)
    places = [*range(min(first, start, TOP)), *range(start, min(stop, len(shown)))]
    return [shown[place] for place in places], [kept[place] and place in own for place in places]


def _blocks(shown: list[Piece], kept: list[bool], place: int) -> list[Block]:
    """Return the paragraphs of the story, its captions among them."""
    found: list[Block] = []
    for number, (piece, keep) in enumerate(zip(shown, kept, strict=True)):
        if number == place or (number < place and len(piece.text) < SHORT):
            continue  # what is short and stands above a headline belongs to the page
        if keep or (piece.tag == "figcaption" and any(kept[:number]) and any(kept[number:])):
            kind: BlockKind = "caption" if _captions(piece) else "body"
            found += [Block(line, kind) for line in paragraphs(piece.text)]
    return found


def _captions(piece: Piece) -> bool:
    """Tell whether a piece is set as the caption of a picture."""
    return piece.tag == "figcaption" or CAPTION.search(piece.element.get("class") or "") is not None


def _clues(shown: list[Piece], kept: list[bool], place: int, title: str) -> tuple[tuple[Clue, ...], tuple[Clue, ...]]:
    """Return the clues seen above the text, the headline among them, and those seen below its beginning."""
    first = next(
        (number for number, keep in enumerate(kept) if keep and number > place and _reads(shown[number])), len(shown)
    )
    top = max(place, 0)
    over = max(min(top, next((number for number, keep in enumerate(kept) if keep), top)) - OVER, 0)
    home = shown[place].region if place >= 0 else ""
    far, above, head, below = shown[:over], shown[over:top], shown[top:first], shown[first:]
    before = [clue for piece in far for clue in seen.clues(piece, home)]
    before += [clue for piece in above for clue in seen.clues(piece, _home(piece, home), near=True)]
    before += [Clue("headline", "", title)] if title else []
    before += [clue for piece in head for clue in seen.clues(piece, home, near=True) if clue.text != title]
    after = [clue for piece in below for clue in seen.clues(piece, home)]
    return tuple(before[: seen.MOST]), tuple(after[: seen.MOST])


def _home(piece: Piece, home: str) -> str:
    """Return the region that counts as the story's own next above a headline; "banner" and "social" often frame it."""
    return piece.region if piece.region == "related" else home


def _reads(piece: Piece) -> bool:
    """Tell whether a piece is of the text proper: no label, no byline, no caption."""
    return len(piece.text) > LINE and role(piece.text) is None and not _captions(piece)


def _kicker(shown: list[Piece], place: int) -> str | None:
    """Return the line set as a kicker next before the headline."""
    for piece in shown[max(0, place - NEAR) : max(place, 0)]:
        if len(piece.text) < 60 and KICKER.search(
            f"{piece.element.get('class')} {piece.element.getparent().get('class')}"
        ):
            return piece.text
    return None


def _byline(shown: list[Piece], place: int) -> str | None:
    """Return the names in a line near the headline that is written or set as a byline."""
    near = [
        piece
        for piece in shown[max(0, place - 2) : max(place, 0) + NEAR * 3]
        if len(piece.text) < SHORT and not piece.region
    ]
    set_so = [
        name
        for piece in near
        if NAMED.search(piece.element.get("class") or "") and (name := author(DATES.sub("", piece.text)))
    ]
    written = (line for piece in near for line in piece.text.split("\n") if role(line) == "byline")
    return next((name for line in written if (name := author(line))), None) or next(filter(_names, set_so), None)


def _names(words: str) -> bool:
    """Tell whether words may be a person's name: two to six of them, each with a capital."""
    parts = words.split()
    return len(parts) <= 6 and sum(part[:1].isupper() for part in parts) > len(parts) // 2
