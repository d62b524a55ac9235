"""
What mirroring programs lay beside the pages they keep: the addresses in ArchiveBox's folders, HTTrack's own files.

A folder of ArchiveBox holds one page in many forms. One of them is read, the others are rejected by name.
"""

import datetime as dt
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.address import unwrapped

SNAPSHOT: Final = re.compile(r"\d{9,10}(?:\.\d{1,9})?")  # seconds since 1970: the name of a snapshot's folder
RECORD: Final = "index.json"
LARGEST_RECORD: Final = 5_000_000  # bytes
# The forms of a page, the one that is read first before the others.
FORMS: Final = (
    "singlefile.html",
    "output.html",
    "dom.html",
    "readability/content.html",
    "mercury/content.html",
    "htmltotext.txt",
    "readability/content.txt",
    "output.pdf",
)
OWN: Final = frozenset(("index.html", "index.json", "headers.json", "favicon.ico", "screenshot.png"))
HTTRACK: Final = frozenset(("hts-log.txt", "hts-nohtml.txt", "hts-stop.lock", "hts-in_progress.lock"))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What ArchiveBox notes of a page: its address, and the ISO instant at which it was saved."""

    url: str
    fetched: str | None


def snapshot(path: Path, relative: str) -> Snapshot | None:
    """Return what stands beside a file of its address; ReadError for a file that is the mirroring program's own."""
    _refuse_own(path, relative)
    folders = relative.split("/")[:-1]
    for above, name in enumerate(reversed(folders)):
        if SNAPSHOT.fullmatch(name) and (found := _noted(path.parents[above])):
            _refuse_lesser(path, path.parents[above])
            return found
    return None


def _noted(folder: Path) -> Snapshot | None:
    """Read the record of a snapshot; None where the folder holds none."""
    record = folder / RECORD
    try:
        if record.is_symlink() or record.stat().st_size > LARGEST_RECORD:
            return None
        noted = json.loads(record.read_bytes())
        address, stamp = noted["url"], float(noted.get("timestamp") or folder.name)
        fetched = dt.datetime.fromtimestamp(stamp, dt.UTC).isoformat(timespec="seconds")
    except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None
    if not isinstance(address, str) or not address.startswith(("http://", "https://")):
        return None
    url, captured = unwrapped(address)
    return Snapshot(url, captured or fetched)


def _refuse_lesser(path: Path, folder: Path) -> None:
    """Raise ReadError for a form of a page of which a better one lies in the folder."""
    name = path.relative_to(folder).as_posix()
    if name in OWN:
        raise ReadError("this is ArchiveBox's own page about a snapshot; the page itself is read beside it")
    best = next((form for form in FORMS if (folder / form).is_file()), None)
    if best and name != best:
        raise ReadError(f"another form of a page that is read from {folder.name}/{best}")


def _refuse_own(path: Path, relative: str) -> None:
    """Raise ReadError for the files in which HTTrack keeps its books."""
    parts = relative.split("/")
    if "hts-cache" in parts[:-1]:
        raise ReadError("HTTrack's cache: the pages themselves stand beside it")
    if path.name in HTTRACK:
        raise ReadError("this is HTTrack's own, no page")
