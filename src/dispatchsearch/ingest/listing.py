"""Which files are there: a folder listed in full, each entry to be read or rejected with a reason."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dispatchsearch.store import Stamp

CRAWLING = ".crawl"
"""Where a crawl keeps what it is about to fetch: no input."""


@dataclass(slots=True)
class Listing:
    """The files below a folder or the file itself: path relative to the root -> stamp; those rejected unread."""

    root: Path
    below: Path
    files: dict[str, Stamp] = field(default_factory=dict)
    rejected: dict[str, str] = field(default_factory=dict)
    complete: bool = True  # no folder refused to be listed

    def __contains__(self, path: str) -> bool:
        return path in self.files or path in self.rejected


def list_files(root: Path, below: Path, own: Sequence[Path] = ()) -> Listing:
    """List a root from `below` (the root itself, a folder in it, or one file) down.

    Links are not followed and hidden folders not entered: both are rejected by name. The archive's `own` folders are
    passed over. A folder that cannot be listed makes the listing incomplete: nothing may then be taken as gone.
    """
    listing = Listing(root, below)
    if below.is_file():
        add(listing, below)
        return listing
    if not below.is_dir():
        listing.complete = False
        return listing
    for path in walk(listing, below, {folder.resolve() for folder in own}):
        add(listing, path)
    return listing


def walk(listing: Listing, folder: Path, own: set[Path]) -> Iterator[Path]:
    """Yield the files below a folder, in the order of their names."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        listing.complete = False
        listing.rejected[relative(listing.root, folder)] = f"the folder cannot be listed: {error.strerror or error}"
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_symlink():
            listing.rejected[relative(listing.root, path)] = "a symbolic link: index what it leads to by its own path"
        elif entry.is_dir():
            if path.resolve() in own or entry.name == CRAWLING:
                continue
            if entry.name.startswith("."):
                listing.rejected[relative(listing.root, path)] = "a hidden folder is not entered"
            else:
                yield from walk(listing, path, own)
        else:
            yield path


def add(listing: Listing, path: Path) -> None:
    """Put one file into the listing."""
    name = relative(listing.root, path)
    try:
        stat = path.lstat()
    except OSError as error:
        listing.rejected[name] = f"cannot be read: {error.strerror or error}"
        return
    if path.is_file() and not path.is_symlink():
        listing.files[name] = Stamp(stat.st_size, stat.st_mtime_ns, stat.st_ino)
    else:
        listing.rejected[name] = "no regular file"


def on_disk(root: str, path: str) -> Path:
    r"""Return where a listed file lies; what `relative` wrote as \xNN are bytes again where only they name a file."""
    plain = Path(root, path)
    if "\\x" not in path or plain.exists():
        return plain
    name = re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes([int(found[1], 16)]), path.encode())
    return Path(root, os.fsdecode(name))


def relative(root: Path, path: Path) -> str:
    r"""Return a path below a root, with /; bytes that are no text are written as \\xNN."""
    text = path.relative_to(root).as_posix()
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
