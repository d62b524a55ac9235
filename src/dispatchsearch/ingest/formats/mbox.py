"""An mbox -> its mails."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest import raw
from dispatchsearch.ingest.raw import RawDocument, Record, RejectedRecord

LONGEST_LINE: Final = 65_536  # bytes taken at a time
FROM_LINE: Final = re.compile(rb"From \S.*\d{4}\s*$")


def mbox(stream: BinaryIO, relative: str) -> Iterator[Record]:
    """Yield the mails of an mbox in their order, each with its number."""
    for number, data in enumerate(_messages(stream)):
        try:
            yield RawDocument(raw.checked(data, raw.MAIL), raw.MAIL, relative, number)
        except ReadError as error:
            yield RejectedRecord(relative, number, str(error))


def _messages(stream: BinaryIO) -> Iterator[bytes]:
    """Cut an mbox at its From lines; of a message beyond LARGEST one byte too many is kept, so that it is noticed."""
    lines: list[bytes] = []
    size = 0
    blank = True
    while line := stream.readline(LONGEST_LINE):
        if blank and FROM_LINE.match(line):
            if lines:
                yield b"".join(lines)
            lines, size, blank = [], 0, False
            continue
        blank = not line.strip()
        if size <= raw.LARGEST:
            kept = line[1:] if line.startswith(b">From ") else line
            lines.append(kept[: raw.LARGEST + 1 - size])
            size += len(kept)
    if lines:
        yield b"".join(lines)
