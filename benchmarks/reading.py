"""
What reading a dispatch costs, part by part, and how much more two processes read that share nothing but the machine.

    python benchmarks/reading.py FOLDER

The second tells what the belt of `dispatchsearch index` could reach at most: processors that share a core, a cache and
a memory do less than twice the work of one.
"""

import argparse
import pathlib
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

from dispatchsearch.ingest import gather
from dispatchsearch.ingest.entities.tagger import Tagger
from dispatchsearch.ingest.pipeline import CHUNK
from dispatchsearch.store import Stamp
from dispatchsearch.store.inputs import pack_file
from report import say
from shares import clock, clocked

TABLE = "Parts of reading a dispatch, one process"
MOST = 2_200  # files that are read: of more one in two, in three and so on
WARM = 200  # files that are read before a clock runs
PARTS: tuple[tuple[str, Any, str], ...] = (
    ("its digest", gather, "digest_of"),
    ("cleaning it", gather, "clean"),
    ("dates it shows", gather, "date_evidence"),
    ("people and places", gather, "find_mentions"),
    ("its language", gather, "language_of"),
)
"""Parts of reading that do not call each other, and what does each."""
WITHIN: tuple[tuple[str, Any, str], ...] = (("of people and places, the tagger", Tagger, "tag"),)
PACKING = "packing what was found"
REST = "opening files and all else"


def files_of(folder: pathlib.Path) -> list[str]:
    """Return the files to read, as paths below the folder."""
    paths = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return paths[:: -(-len(paths) // MOST)]


def read(folder: pathlib.Path, paths: Sequence[str]) -> Iterator[Any]:
    """Read files as a worker does, and yield them before they are packed."""
    for start in range(0, len(paths), CHUNK):
        states = [(path, (folder / path).stat()) for path in paths[start : start + CHUNK]]
        files = [(path, Stamp(state.st_size, state.st_mtime_ns, state.st_ino)) for path, state in states]
        yield from gather.read_together(str(folder), files)


def shares(folder: pathlib.Path) -> None:
    """Say what each part of reading takes, of the whole."""
    paths = files_of(folder)
    for found in read(folder, paths[:WARM]):
        pack_file(found)
    with clocked((*PARTS, *WITHIN)) as spent:
        for found in read(folder, paths):
            with clock(PACKING, spent):
                pack_file(found)
    whole = spent.pop("")
    say(TABLE, "all of it", 1000 * whole / len(paths), "ms")
    for part in [name for name, _, _ in PARTS] + [PACKING]:
        say(TABLE, part, 100 * spent[part] / whole, "%")
    within = {name: spent.pop(name) for name, _, _ in WITHIN}
    say(TABLE, REST, 100 * (1 - sum(spent.values()) / whole), "%")
    for part, taken in within.items():
        say(TABLE, part, 100 * taken / whole, "%")


def apart(folder: pathlib.Path) -> None:
    """Say how many times as much two processes read that share nothing, than one."""
    alone = together(folder, 1)
    say(TABLE, "two processes that share nothing, against one", alone / together(folder, 2), "times")


def together(folder: pathlib.Path, count: int) -> float:
    """Return the seconds that so many processes take, each reading its part of the files at the same time."""
    command = [sys.executable, __file__, str(folder), "--of", str(count), "--part"]
    readers = [
        subprocess.Popen([*command, str(part)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for part in range(count)
    ]
    for reader in readers:
        assert reader.stdout is not None
        reader.stdout.readline()
    start = time.perf_counter()
    for reader in readers:
        assert reader.stdin is not None
        reader.stdin.close()
    for reader in readers:
        reader.wait()
    return time.perf_counter() - start


def take_part(folder: pathlib.Path, part: int, of: int) -> None:
    """Read a part of the files when told to."""
    paths = files_of(folder)
    for found in read(folder, paths[:WARM]):
        pack_file(found)
    print("ready", flush=True)
    sys.stdin.readline()
    for found in read(folder, paths[part::of]):
        pack_file(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--part", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--of", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.part is not None:
        take_part(arguments.folder, arguments.part, arguments.of)
        return
    shares(arguments.folder)
    apart(arguments.folder)


if __name__ == "__main__":
    main()
