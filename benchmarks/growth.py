"""
How each engine grows: rate of indexing, page, memory and disk, from two thousand dispatches to a million.

    python benchmarks/growth.py [--shared DIR] [--work DIR] [--million] [--picture FILE]

Rows go to the engine port as the archive writes them, in commits of the same size, and are compacted at the end. Each
engine and size is written and read in processes of its own, so that memory is theirs alone. `--million` adds 1,000,000.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from typing import Any

from dispatchsearch.engines import ENGINES, open_engine
from dispatchsearch.schema import FIELDS
from documents import Corpus
from our_pages import request, write
from pages import ENDS, OUR_TANTIVY, OURS, place_of
from picture import Curve, Panel, draw
from questions import KINDS, questions
from report import median, percentile, private, say, size, tell

SIZES = (2_000, 20_000, 200_000)
MILLION = 1_000_000
NAMES = {"whoosh": OURS, "tantivy": OUR_TANTIVY}
MEASURES = {
    "rows a second": "rows written a second (processor time)",
    "page": "page: ids and counts, median, ms",
    "memory": "private memory of a reader, MB",
    "disk": "index on disk, MB",
}
"""What is drawn, with the words above it."""


def written(corpus: Corpus, engine: str, folder: pathlib.Path) -> dict[str, float]:
    """Write the rows; return the rate, the memory at the end and the size on disk, with that of the text."""
    started, clock = time.process_time(), time.perf_counter()
    shutil.rmtree(folder, ignore_errors=True)
    opened = open_engine(engine, folder, FIELDS)
    write(opened, corpus)
    seconds, clock = time.process_time() - started, time.perf_counter() - clock
    kept = private()
    opened.close()
    (folder / "built").touch()  # pages.py asks it again
    started = time.process_time()
    text = sum(len(one.title.encode()) + len(one.body.encode()) for one in corpus)
    seconds -= time.process_time() - started  # what the documents themselves took to be read
    return {
        "rows a second": len(corpus) / seconds,
        "rows a second, wall clock": len(corpus) / clock,
        "memory of the writer": kept,
        "disk": size(folder),
        "text": text / 1e6,
    }


def read(corpus: Corpus, engine: str, folder: pathlib.Path, shared: pathlib.Path) -> dict[str, float]:
    """Ask every query three times; return the page's time and the memory at the end."""
    before = private()
    started = time.process_time()
    opened = open_engine(engine, folder, FIELDS)
    asked = [one for some in questions(shared, *ENDS[corpus.is_original]).values() for one in some]
    opened.search(request(asked[0]))
    first = time.process_time() - started
    times: list[list[float]] = [[] for _ in asked]
    for _ in range(3):
        for one, rounds in zip(asked, times, strict=True):
            started = time.process_time()
            opened.search(request(one))
            rounds.append((time.process_time() - started) * 1e3)
    kept = private() - before
    opened.close()
    middles = [median(rounds) for rounds in times]
    kinds = {kind: [one for one, of in zip(middles, asked, strict=True) if of.kind == kind] for kind in KINDS}
    return {
        "opening and first page": first * 1e3,
        "page": median([median(some) for some in kinds.values()]),
        "page, slowest twentieth": percentile(middles, 0.95),
        "memory": kept,
    }


def apart(part: str, engine: str, documents: int, arguments: argparse.Namespace, work: pathlib.Path) -> dict[str, Any]:
    """Do one part in a process of its own; return what it measured, nothing where the engine is missing."""
    command = [sys.executable, __file__, "--part", part, "--engine", engine, "--size", str(documents)]
    done = subprocess.run(
        [*command, "--shared", str(arguments.shared), "--work", str(work)], stdout=subprocess.PIPE, check=False
    )
    return json.loads(done.stdout) if done.returncode == 0 else {}


def one_part(arguments: argparse.Namespace) -> None:
    """Be such a process."""
    (documents,) = arguments.sizes
    corpus = Corpus(arguments.shared, documents, arguments.work)
    folder = place_of(NAMES[arguments.engine], documents, arguments.work)
    if arguments.part == "write":
        print(json.dumps(written(corpus, arguments.engine, folder)))
    else:
        print(json.dumps(read(corpus, arguments.engine, folder, arguments.shared)))


def run(arguments: argparse.Namespace, sizes: Iterable[int], work: pathlib.Path) -> dict[str, dict[int, Any]]:
    """Measure each engine at each size."""
    found: dict[str, dict[int, Any]] = {}
    for documents in sizes:
        Corpus(arguments.shared, documents, work)  # made once, before anything is timed
        for engine in ENGINES:
            values = apart("write", engine, documents, arguments, work)
            values |= apart("read", engine, documents, arguments, work) if values else {}
            if "page" not in values:
                say("missing from growth", f"{engine}, {documents:,}", None, "the engine is missing or failed")
                continue
            found.setdefault(engine, {})[documents] = values
            table(engine, documents, values)
            tell(f"{engine}, {documents:,}: {values}")
    return found


def table(engine: str, documents: int, values: dict[str, float]) -> None:
    """Say one engine at one size."""
    row = f"{engine}, {documents:,}"
    units = {"rows a second": "", "rows a second, wall clock": "", "text": "MB"}
    for name, value in values.items():
        unit = units.get(name, "MB" if "memory" in name or name == "disk" else "ms")
        say("growth", row, value, unit, column=name)
    say("growth", row, values["disk"] / values["text"], "times", column="disk over text", asked="at most 3.5")


def picture(found: dict[str, dict[int, Any]]) -> str:
    """Return four panels as SVG: a curve for each engine."""

    def curves(name: str) -> list[Curve]:
        return [
            Curve(engine, [(documents, values[name]) for documents, values in by_size.items()])
            for engine, by_size in found.items()
        ]

    return draw([Panel(words, curves(name)) for name, words in MEASURES.items()])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    parser.add_argument("--size", type=int, action="append", dest="sizes", help="documents; the three sizes by default")
    parser.add_argument("--work", type=pathlib.Path, help="where to build; a temporary folder by default")
    parser.add_argument("--million", action="store_true", help="also 1,000,000 dispatches: an hour, and 5 GB")
    parser.add_argument("--picture", type=pathlib.Path, help="draw the curves into this SVG file")
    parser.add_argument("--part", choices=("write", "read"), help=argparse.SUPPRESS)
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.part:
        one_part(arguments)
        return
    sizes = [*(arguments.sizes or SIZES), *([MILLION] if arguments.million else [])]
    with tempfile.TemporaryDirectory(prefix="growth-") as scratch:
        found = run(arguments, sizes, arguments.work or pathlib.Path(scratch))
    if arguments.picture:
        arguments.picture.write_text(picture(found), "utf-8")


if __name__ == "__main__":
    main()
