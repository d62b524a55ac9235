"""Whoosh's storage in a folder, made safe: pickles pass a gate, commits are synced, a lock says who holds it."""

import os
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.util.filelock import FileLock

from dispatchsearch.durable import sync
from dispatchsearch.engines.whoosh.codec import ArraySegment
from dispatchsearch.engines.whoosh.toc import SEGMENTS, Gate


class GatedFile(StructFile):  # type: ignore[misc]  # whoosh has no types
    """A file whose pickles may name only our own segments."""

    def read_pickle(self) -> Any:
        """Read an object; EngineError where it names anything else."""
        return Gate(self.file, SEGMENTS, lambda _module, _name: ArraySegment).load()


class SignedLock(FileLock):  # type: ignore[misc]
    """A lock in a file that holds the number of the process that has it."""

    def acquire(self, blocking: bool = False) -> bool:  # noqa: FBT001, FBT002  # Whoosh's signature
        """Take the lock if it is free, and sign it."""
        taken = bool(super().acquire(blocking))
        if taken:
            os.ftruncate(self.fd, 0)
            os.write(self.fd, str(os.getpid()).encode())
        return taken


class SafeStorage(FileStorage):  # type: ignore[misc]
    """A folder of files that last once a commit is done."""

    def open_file(self, name: str, **kwargs: Any) -> GatedFile:
        """Open a file behind the gate."""
        return GatedFile(Path(self._fpath(name)).open("rb"), name=name, **kwargs)

    def rename_file(self, old: str, new: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002  # Whoosh's signature
        """Give a file its last name; what it and the folder hold is on disk before and after."""
        sync(Path(self._fpath(old)))
        sync(Path(self.folder))
        super().rename_file(old, new, safe=safe)
        sync(Path(self.folder))

    def lock(self, name: str) -> SignedLock:
        """Return a lock between processes."""
        return SignedLock(self._fpath(name))

    def holder(self, name: str) -> str:
        """Return the number of the process that holds a lock, or held it last."""
        try:
            return Path(self._fpath(name)).read_text(encoding="ascii")
        except (FileNotFoundError, UnicodeDecodeError):
            return ""
