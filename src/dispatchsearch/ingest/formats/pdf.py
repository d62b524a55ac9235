"""A PDF -> the text of its text layer, paragraph by paragraph; what every page repeats apart."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTPage, LTTextContainer
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed

from dispatchsearch.errors import ReadError

MOST_PAGES: Final = 1_000
REPEATED: Final = 3  # pages that bear the same line at their top or foot before it is taken for theirs
EDGE: Final = 0.12  # share of a page's height in which such lines stand
UNKNOWN: Final = re.compile(r"\(cid:\d+\)")
DIGITS: Final = re.compile(r"\d+")
HYPHENED: Final = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")
SHORTEST: Final = 20  # letters of a text layer; a scanned page may bear a stamp

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of every font that is not embedded


def pdf(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a PDF with empty lines between paragraphs, and the lines its pages repeat or count by.

    ReadError when it is damaged, locked, or has no text layer that can be read.
    """
    try:
        pages = [
            list(_boxes(page)) for page in extract_pages(io.BytesIO(data), maxpages=MOST_PAGES + 1, laparams=LAParams())
        ]
    except (PDFPasswordIncorrect, PDFEncryptionError, PDFTextExtractionNotAllowed) as error:
        raise ReadError("the PDF is locked with a password: save it without") from error
    except Exception as error:  # damage shows as any error
        raise ReadError(f"the PDF is damaged: {type(error).__name__}: {error}") from error
    if len(pages) > MOST_PAGES:
        raise ReadError(f"the PDF has more than {MOST_PAGES:,} pages: split it")
    text, apart = _parted(pages)
    _readable(text)
    return text, apart


Box = tuple[str, bool]  # its text, and whether it stands at the top or the foot of its page


def _boxes(page: LTPage) -> Iterator[Box]:
    """Yield the blocks of text on a page, in the order of reading."""
    for element in page:
        if isinstance(element, LTTextContainer) and (text := element.get_text().strip()):
            edge = page.height * EDGE
            yield text, element.y0 > page.height - edge or element.y1 < edge


def _parted(pages: list[list[Box]]) -> tuple[str, tuple[str, ...]]:
    """Return the text without running titles and page numbers, and those apart."""
    counts = Counter(key for boxes in pages for key in {_key(text) for text, edge in boxes if edge})
    most = max(REPEATED, len(pages) // 4)
    kept: list[str] = []
    apart: dict[str, None] = {}
    for boxes in pages:
        for text, edge in boxes:
            if edge and len(pages) > 1 and (counts[_key(text)] >= most or not DIGITS.sub("", text).strip(" -–—")):
                apart[text] = None
            else:
                kept.append(_unbroken(text))
    return "\n\n".join(kept), tuple(apart)


def _key(text: str) -> str:
    return DIGITS.sub("#", " ".join(text.split()))


def _unbroken(text: str) -> str:
    """Join the lines of a block, which only the width of its column had parted."""
    return " ".join(HYPHENED.sub("", text).split())


def _readable(text: str) -> None:
    """Raise ReadError for a text layer that is missing or cannot be told."""
    letters = sum(sign.isalpha() for sign in UNKNOWN.sub("", text))
    unknown = len(UNKNOWN.findall(text))
    if unknown > letters:
        raise ReadError("the PDF does not tell which letters its fonts show: run ocrmypdf --force-ocr and index again")
    if letters < SHORTEST:
        raise ReadError("scanned, no text: run ocrmypdf and index again")
