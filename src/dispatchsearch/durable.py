"""Files that last: what was synced outlives a power cut, what is replaced is there whole, as before or as after."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, TextIO


def sync(path: Path) -> None:
    """See a file, or the names in a folder, on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def settle(file: IO[Any]) -> None:
    """See on the disk what has been written to an open file."""
    file.flush()
    os.fsync(file.fileno())


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Yield a new file for UTF-8 text, lines ended as they are written, which in the end takes the place of `path`.

    Where that fails, nothing has changed.
    """
    new = path.with_name(f"{path.name}.{os.getpid()}.new")  # two processes may correct at once
    try:
        with new.open("w", encoding="utf-8", newline="") as file:
            yield file
            settle(file)
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    sync(path.parent)
