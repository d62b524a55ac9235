"""Documents of word processors (.docx, .rtf) -> their text, an empty line between paragraphs."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from striprtf.striprtf import rtf_to_text

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.formats.packed import guard
from dispatchsearch.ingest.raw import LARGEST, LARGEST_BUNDLE

SET_APART: Final = re.compile(r"\n[ \t]*\n|\n[ \t]{2,}\S")  # empty lines or indents: else each line is a paragraph


def word(data: bytes) -> str:
    """Return the text of a .docx; ReadError when it is damaged or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:  # what it declares is all that is unpacked
            sizes = {info.filename: info.file_size for info in archive.infolist()}
        _checked(sizes, len(data))
        content = list(docx.Document(io.BytesIO(data)).iter_inner_content())
    except ReadError:
        raise
    except Exception as error:  # damage shows as any error
        raise ReadError(f"the Word document is damaged: {type(error).__name__}: {error}") from error
    return "\n\n".join(line for part in content for line in _lines(part) if line.strip())


def _checked(sizes: Mapping[str, int], packed: int) -> None:
    """Raise ReadError where the parts of a document, by name, are larger than honest ones are."""
    size = sum(sizes.values())
    guard(size, packed)
    if size > 2 * LARGEST_BUNDLE or any(part > 3 * LARGEST for name, part in sizes.items() if name.endswith(".xml")):
        raise ReadError(f"unpacks to {size // 1_000_000} MB: too large for a dispatch")


def _lines(part: Paragraph | Table) -> list[str]:
    """Return a paragraph, or the rows of a table."""
    if isinstance(part, Paragraph):
        return part.text.split("\n")
    return [" ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in part.rows]


def rtf(data: bytes) -> str:
    """Return the text of an RTF document; ReadError when it is damaged."""
    try:
        text = str(rtf_to_text(data.decode("cp1252", errors="replace"), errors="replace"))  # type: ignore[no-untyped-call]
    except Exception as error:  # damage shows as any error
        raise ReadError(f"the RTF document is damaged: {type(error).__name__}: {error}") from error
    return text if SET_APART.search(text) else text.replace("\n", "\n\n")
