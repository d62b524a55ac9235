"""The text of a page -> its tree, parsed once."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from lxml import etree
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from dispatchsearch.errors import ReadError

LARGEST: Final = 4_000_000  # characters; a page of news has some hundred thousand
# What the Internet Archive lays over the pages it captured.
TOOLBAR: Final = ("wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato")
LONG: Final = 10_000  # characters of a tag; a shorter one cannot have too many attributes
LONG_TAG: Final = re.compile(rf"<([^\W\d_][^<]{{{LONG},}})")
MOST_WORDS: Final = 2_000  # words of a tag
SCRIPT: Final = re.compile(r"<script\b[^>]*>.*?</script\s*>", re.DOTALL | re.IGNORECASE)  # its "<" begins no tag
QUOTED: Final = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
NOTHING: Final = re.compile("\0")  # sooner told by a pattern, where the text is of more than Latin letters
DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*>")
BARREN: Final = tuple("script style svg math iframe object embed select canvas audio video datalist progress".split())
"""Elements no reader finds text in; the data in scripts is read from the page as it stands."""
ELEMENTS: Final = etree.ElementDefaultClassLookup(element=HtmlElement)
"""One class for all elements: lxml.html asks a function of Python for the class of each, at every touch."""


def parsed(text: str) -> HtmlElement:
    """Parse a page; ReadError when it is too large or holds nothing."""
    if len(text) > LARGEST:
        raise ReadError(f"a page of more than {LARGEST // 1_000_000} million characters is no dispatch")
    if _runs_long(text) and _crowds(text) and _crowds(SCRIPT.sub("", text)):
        raise ReadError(f"a tag of the page has more than {MOST_WORDS:,} attributes")
    options: dict[str, Any] = {"collect_ids": False, "default_doctype": False}  # the second is not in lxml's stubs
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, **options)
    parser.set_element_class_lookup(ELEMENTS)
    try:
        tree = etree.fromstring(DECLARATION.sub("", NOTHING.sub("", text)), parser=parser)
    except (LxmlError, ValueError) as error:
        raise ReadError(f"the page cannot be parsed: {error}") from error
    if not isinstance(tree, HtmlElement):
        raise ReadError("the page cannot be parsed: it holds no element")
    etree.strip_elements(tree, *BARREN, with_tail=False)
    if TOOLBAR[1] in text:
        for element in [element for element in tree.iter() if element.get("id") in TOOLBAR]:
            element.drop_tree()
    return tree


def _runs_long(text: str) -> bool:
    """Tell whether a text has so many characters without a "<" that a long tag may stand in it."""
    place = max(text.find("<"), 0)
    while place + LONG < len(text):
        place = text.rfind("<", place + 1, place + LONG)
        if place < 0:
            return True
    return False


def _crowds(text: str) -> bool:
    return any(_crowded(found[1]) for found in LONG_TAG.finditer(text))


def _crowded(part: str) -> bool:
    """Tell whether what begins a tag has so many attributes that the parser would compare them for hours."""
    return len(QUOTED.sub("", part).partition(">")[0].split()) > MOST_WORDS


def body_of(tree: HtmlElement) -> HtmlElement:
    """Return the element that holds what is seen: the body, or the frame set's <noframes>, or all."""
    found = tree.find("body")
    return tree if found is None else found


@contextmanager
def without(elements: Iterable[HtmlElement]) -> Iterator[None]:
    """Take elements out of their tree for a while, in the order of the page; the text behind them stays."""
    taken = []
    for element in elements:
        parent, previous = element.getparent(), element.getprevious()
        taken.append((element, parent, previous, parent.text if previous is None else previous.tail))
        element.drop_tree()
    try:
        yield
    finally:
        for element, parent, previous, before in reversed(taken):
            if previous is None:
                parent.text = before
                parent.insert(0, element)
            else:
                previous.tail = before
                previous.addnext(element)
