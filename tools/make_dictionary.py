"""Make the store's compression dictionary from the invented dispatches of raw/: run once, for what is packed needs it.

    python tools/make_dictionary.py src/dispatchsearch/store/dictionary.txt

Archives written with a dictionary can be read with that one alone. So a new one gets a new name beside the old.
"""

import datetime as dt
import hashlib
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from dispatchsearch.archive import Archive
from dispatchsearch.store.codec import from_bytes, plain_bytes

EVIDENCE, CONCLUSIONS = 9000, 2000
"""Bytes kept of each; the more, the longer each packing takes."""
LONGEST = 800, 300
"""Bytes of one story, of one conclusion."""


def samples(rows: Iterable[tuple[bytes]], longest: int, size: int) -> bytes:
    """Return the beginnings of what rows hold packed, mixed as their hashes fall."""
    whole = {plain_bytes(from_bytes(packed)) for (packed,) in rows}
    mixed = sorted(whole, key=lambda data: hashlib.blake2b(data).digest())
    return b"".join(data[:longest] for data in mixed)[-size:]


def main(target: Path) -> None:
    """Write the dictionary; what is most often repeated stands last, where it is found in the fewest bits."""
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder), create=True) as archive:
        for _ in archive.index([Path("raw")], now=dt.datetime(2026, 11, 22, tzinfo=dt.UTC)):
            pass
        evidence = samples(archive.store.database.rows("SELECT packed FROM evidence"), LONGEST[0], EVIDENCE)
        concluded = archive.store.database.rows("SELECT packed FROM conclusions")
        target.write_bytes(evidence + samples(concluded, LONGEST[1], CONCLUSIONS))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
