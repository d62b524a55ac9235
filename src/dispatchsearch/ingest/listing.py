"""Which files are there: a folder listed in full, each entry to be read or rejected with a reason."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG

from dispatchsearch.store import Stamp

CRAWLING = ".crawl"
"""Where a crawl keeps what it is about to fetch: no input."""

Files = Sequence[tuple[str, Stamp]]
"""Files to be read, by their paths below a root."""


@dataclass(slots=True)
class Listing:
    """The files below a folder or the file itself: path relative to the root -> stamp; those rejected unread."""

    root: Path
    below: Path
    files: dict[str, Stamp] = field(default_factory=dict)
    rejected: dict[str, str] = field(default_factory=dict)
    complete: bool = True  # no folder refused to be listed

    @property
    def name(self) -> str:
        """The path below the root that was listed, `.` where it is the root itself."""
        return relative(self.root, self.below)

    def __contains__(self, path: str) -> bool:
        return path in self.files or path in self.rejected


def list_files(root: Path, below: Path, own: Sequence[Path] = ()) -> Listing:
    """List a root from `below` (the root itself, a folder in it, or one file) down.

    Links are not followed and hidden folders not entered: both are rejected by name. The archive's `own` folders are
    passed over. A folder that cannot be listed makes the listing incomplete: nothing may then be taken as gone.
    """
    listing = Listing(root, below)
    name = "" if below == root else relative(root, below)
    if below.is_file():
        add(listing, name, below)
    elif below.is_dir():
        passed = {str(folder.resolve()) for folder in own}
        folders = [(str(below.resolve()), f"{name}/" if name else "")]
        while folders:
            folders += reversed(list_folder(listing, *folders.pop(), passed))
    else:
        listing.complete = False
    return listing


def list_folder(listing: Listing, folder: str, name: str, own: set[str]) -> list[tuple[str, str]]:
    """Put the files of one folder into the listing; return the folders in it, each with its name below the root.

    Names of folders end in a /. Files have no Path of their own here: there may be a million.
    """
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        listing.complete = False
        listing.rejected[name.rstrip("/") or "."] = f"the folder cannot be listed: {error.strerror or error}"
        return []
    folders = []
    for entry in entries:
        path = name + as_text(entry.name)
        if entry.is_symlink():
            listing.rejected[path] = "a symbolic link: index what it leads to by its own path"
        elif not entry.is_dir():
            add(listing, path, entry)
        elif entry.name.startswith(".") and entry.name != CRAWLING:
            listing.rejected[path] = "a hidden folder is not entered"
        elif entry.name != CRAWLING and entry.path not in own:
            folders.append((entry.path, f"{path}/"))
    return folders


def add(listing: Listing, name: str, found: os.DirEntry[str] | Path) -> None:
    """Put one file into the listing."""
    try:
        stat = found.stat(follow_symlinks=False)
    except OSError as error:
        listing.rejected[name] = f"cannot be read: {error.strerror or error}"
        return
    if S_ISREG(stat.st_mode):
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
    """Return a path below a root, with / between its parts, as text."""
    return as_text(path.relative_to(root).as_posix())


def as_text(name: str) -> str:
    r"""Return the name of a file as text; bytes that are none are written as \\xNN."""
    return name if name.isascii() else name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
