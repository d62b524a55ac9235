"""
What a disk holds after a power cut: a run's system calls, replayed without what was not yet synced.

The model is that of a file system with an ordered journal (ext4, XFS): bytes that were not synced may be there or not,
each write for itself and torn at a sector; new names, renames and removals come to the disk in their order, at the
latest when a file or folder is synced after them.
"""

import os
import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "openat,write,pwrite64,writev,pwritev,lseek,ftruncate,rename,renameat,renameat2,unlink,unlinkat,fsync,fdatasync,"
    "sendfile,copy_file_range"
)
LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+|\?)(?:<([^>]*)>)?", re.DOTALL)
CUT_IN_TWO = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$", re.DOTALL)
RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$", re.DOTALL)
ESCAPED = re.compile(r"\\x([0-9a-f]{2})")
ARGUMENT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(?:\.\.\.)?|(\d+)<([^>]*)>|AT_FDCWD(?:<[^>]*>)?|([^,\s][^,]*)')
SECTOR = 512


@dataclass(frozen=True)
class Call:
    """A system call that changed, or synced, a file or folder."""

    name: str  # create, cut, write, link, unlink, sync
    path: str
    at: int = 0
    data: bytes = b""
    to: str = ""


@dataclass
class Inode:
    """A file: its bytes on disk, and what was done to it since."""

    synced: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # (offset, data) or (length, None) for a cut


def traced(strace: str, command: Sequence[str], folder: Path) -> list[Call]:
    """Run a command and return what it did to files below a folder, in order."""
    log = folder.parent / "calls"
    options = ["-f", "-qq", "-y", "-xx", "-s", str(1 << 24), "-o", str(log), "-e", f"trace={CALLS}", "--seccomp-bpf"]
    subprocess.run([strace, *options, *command], capture_output=True, check=True)
    return list(_calls(_whole(log.read_text("ascii").split("\n")), str(folder)))


def disk(before: Path, folder: Path, calls: Sequence[Call], chance: random.Random) -> dict[str, bytes]:
    """Return the files below `folder` after a cut, given its files as they were `before` and the calls until then."""
    names = {
        str(folder / path.relative_to(before)): Inode(path.read_bytes()) for path in before.rglob("*") if path.is_file()
    }
    seen, waiting = dict(names), []
    for call in calls:
        if call.name == "create":
            if call.path not in seen:
                seen[call.path] = Inode()
                waiting.append((call.path, seen[call.path]))
        elif call.name in ("write", "cut"):
            inode = seen.get(call.path)
            if inode is not None:
                inode.pending.append((call.at, call.data if call.name == "write" else None))
        elif call.name == "link" and call.path in seen:
            seen[call.to] = seen.pop(call.path)
            waiting += [(call.to, seen[call.to]), (call.path, None)]
        elif call.name == "unlink":
            seen.pop(call.path, None)
            waiting.append((call.path, None))
        elif call.name == "sync":
            _name(names, waiting, len(waiting))
            if call.path in seen:
                inode = seen[call.path]
                inode.synced, inode.pending = _bytes(inode, None), []
    _name(names, waiting, chance.randint(0, len(waiting)))
    return {path: _bytes(inode, chance) for path, inode in names.items()}


def _name(names: dict[str, Inode], waiting: list[tuple[str, Inode | None]], number: int) -> None:
    """Bring the first of the waiting names to the disk."""
    for path, inode in waiting[:number]:
        if inode is None:
            names.pop(path, None)
        else:
            names[path] = inode
    del waiting[:number]


def _bytes(inode: Inode, chance: random.Random | None) -> bytes:
    """Return a file with all that waits, or with what chance lets come to the disk."""
    held = bytearray(inode.synced)
    for at, data in inode.pending:
        if chance and chance.random() < 0.5:
            continue
        if data is None:
            held[at:] = bytes(max(0, at - len(held)))
            continue
        torn = chance is not None and chance.random() < 0.3
        came = data[: chance.randrange(len(data) + 1) // SECTOR * SECTOR] if torn else data
        held.extend(bytes(max(0, at - len(held))))
        held[at : at + len(came)] = came
    return bytes(held)


def _whole(lines: Sequence[str]) -> Iterator[str]:
    """Join the calls that another process came in between."""
    begun: dict[str, str] = {}
    for line in lines:
        if found := CUT_IN_TWO.match(line):
            begun[found[1]] = found[2]
        elif found := RESUMED.match(line):
            yield f"{found[1]} {begun.pop(found[1], '')}{found[2]}"
        else:
            yield line


def _calls(lines: Iterator[str], folder: str) -> Iterator[Call]:
    places: dict[tuple[str, str], int] = {}
    for line in lines:
        found = LINE.match(line)
        if found is None or found[3].startswith(("-", "?")):
            continue
        name, result = found[1], int(found[3])
        given = [_value(part) for part in ARGUMENT.finditer(found[2])]
        for call in _meant(name, given, result, _text(found[4] or ""), places):
            if call.path.startswith(folder):
                assert call.name != "unknown", f"{line[:99]} cannot be replayed"
                yield call


def _meant(name, given, result, opened, places) -> Iterator[Call]:
    """Yield what a call does; keep the place in each open file up to date."""
    texts = [os.fsdecode(part) for part in given if isinstance(part, bytes)]
    if name == "openat":
        flags = str(given[2])
        places[str(result), opened] = 0
        if "O_CREAT" in flags:
            yield Call("create", opened)
        if "O_TRUNC" in flags:
            yield Call("cut", opened)
    elif name == "lseek":
        places[given[0]] = result
    elif name == "write":
        place = places.get(given[0], 0)
        places[given[0]] = place + result
        yield Call("write", given[0][1], place, given[1][:result])
    elif name.startswith("rename"):
        yield Call("link", texts[0], to=texts[1])
    elif name.startswith("unlink"):
        yield Call("unlink", texts[0])
    else:
        yield _one_file(name, given, result)


def _one_file(name, given, result) -> Call:
    """Return what a call does to the file it names first."""
    path = next((part[1] for part in given if isinstance(part, tuple)), "")
    if name == "pwrite64":
        return Call("write", path, int(given[3]), given[1][:result])
    if name == "ftruncate":
        return Call("cut", path, int(given[1]))
    if name in ("fsync", "fdatasync"):
        return Call("sync", path)
    return Call("unknown", path)


def _value(part: "re.Match[str]") -> bytes | tuple[str, str] | str:
    if part[1] is not None:
        return bytes.fromhex(part[1].replace("\\x", ""))
    return (part[2], _text(part[3])) if part[2] is not None else part[0]


def _text(escaped: str) -> str:
    return os.fsdecode(ESCAPED.sub(lambda found: chr(int(found[1], 16)), escaped).encode("latin-1"))
