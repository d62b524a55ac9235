"""A PDF -> the text of its text layer, paragraph by paragraph; what every page repeats apart."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTPage, LTTextBox
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.text.labels import role

HEAD: Final = 6  # lines of a first block among which writer and day may stand
MARKS: Final = ("byline", "label", "line")
MOST_PAGES: Final = 1_000
REPEATED: Final = 3  # pages that bear the same line at their top or foot before it is taken for theirs
EDGE: Final = 0.12  # share of a page's height in which such lines stand
UNKNOWN: Final = re.compile(r"\(cid:\d+\)")
DIGITS: Final = re.compile(r"\d+")
SHORTEST: Final = 20  # letters of a text layer; a scanned page may bear a stamp

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of every font that is not embedded


def pdf(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a PDF with empty lines between paragraphs, and the lines its pages repeat or count by.

    ReadError when it is damaged, locked, or has no text layer that can be read.
    """
    try:
        pages = [list(_boxes(page)) for page in _pages(data)]
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise ReadError("the PDF is locked with a password: save it without") from error
    except Exception as error:  # damage shows as any error
        raise ReadError(f"the PDF is damaged: {type(error).__name__}: {error}") from error
    if len(pages) > MOST_PAGES:
        raise ReadError(f"the PDF has more than {MOST_PAGES:,} pages: split it")
    text, apart = _parted(pages)
    _readable(text)
    return text, apart


Box = tuple[str, bool]  # its text, and whether it stands at the top or the foot of its page


def _pages(data: bytes) -> Iterator[LTPage]:
    """Yield the pages with their letters, not yet put together."""
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.get_pages(io.BytesIO(data), maxpages=MOST_PAGES + 1):
        interpreter.process_page(page)
        yield device.get_result()


def _boxes(page: LTPage) -> Iterator[Box]:
    """Yield the blocks of text on a page in the order in which they were set: column after column."""
    order = {id(letter): number for number, letter in enumerate(page)}
    page.analyze(LAParams(boxes_flow=None))
    found = [(_first(box, order), box) for box in page if isinstance(box, LTTextBox)]
    for _, box in sorted(found, key=lambda pair: pair[0]):
        if text := box.get_text().strip():
            edge = page.height * EDGE
            yield text, box.y0 > page.height - edge or box.y1 < edge


def _first(box: LTTextBox, order: Mapping[int, int]) -> int:
    """Return when the first letter of a block was set."""
    return min((order[id(sign)] for line in box for sign in line if isinstance(sign, LTChar)), default=0)


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
            elif kept:
                _add(kept, " ".join(text.split()))
            else:
                kept += _headed(text)
    return "\n\n".join(kept), tuple(apart)


def _headed(text: str) -> list[str]:
    """Part the first block where it is a headline with the writer's or the day's line set right below it."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    marks = [
        place for place, line in enumerate(lines[:HEAD]) if place and not line[:1].islower() and role(line) in MARKS
    ]
    if not marks:
        return [" ".join(lines)]
    above, below = lines[: marks[-1] + 1], lines[marks[-1] + 1 :]
    headline = " ".join(above[: marks[0]])
    return [headline, *above[marks[0] :], *([" ".join(below)] if below else [])]


def _add(kept: list[str], text: str) -> None:
    """Add a block; one that goes on amid a sentence belongs to the block before it: a column or page had ended."""
    if kept and text[:1].islower() and (kept[-1][-1].isalnum() or kept[-1][-1] in ",-"):
        kept[-1] += f" {text}"
    else:
        kept.append(text)


def _key(text: str) -> str:
    return DIGITS.sub("#", " ".join(text.split()))


def _readable(text: str) -> None:
    """Raise ReadError for a text layer that is missing or cannot be told."""
    letters = sum(sign.isalpha() for sign in UNKNOWN.sub("", text))
    unknown = len(UNKNOWN.findall(text))
    if unknown > letters:
        raise ReadError("the PDF does not tell which letters its fonts show: run ocrmypdf --force-ocr and index again")
    if letters < SHORTEST:
        raise ReadError("scanned, no text: run ocrmypdf and index again")
