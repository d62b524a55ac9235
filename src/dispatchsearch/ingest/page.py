"""An HTML page -> the parts of its story."""

import lxml.html
import trafilatura

from dispatchsearch.dispatch import Block
from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.compose import Parts
from dispatchsearch.ingest.story import Clue


def page(text: str, url: str | None = None) -> Parts:
    """Return the parts of the story a page is about; ReadError when it shows no text."""
    try:
        tree = lxml.html.document_fromstring(text)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise ReadError(f"the page cannot be parsed: {error}") from error
    document = trafilatura.bare_extraction(tree, url=url, favor_precision=True, include_comments=False)
    paragraphs = [] if document is None else [" ".join("".join(e.itertext()).split()) for e in document.body]
    title = tree.findtext(".//h1") or tree.findtext(".//title") or ""
    headline = " ".join(title.split())
    return Parts(
        tuple(Block(p) for p in paragraphs if p and p != headline),
        headline,
        before=(Clue("headline", "", headline),),
    )
