"""
How fast dispatches come into an archive, how large it is, and how soon a command answers: each row on the same files.

    python benchmarks/indexing.py --shared ../shared --small

Everything is run as a user runs it, as whole processes; only the stages of a first run are timed within. Where another
program keeps the processors busy the ratios still hold, the rates do not.
"""

import argparse
import compileall
import datetime as dt
import gzip
import importlib.util
import itertools
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import reuters_files
from documents import Corpus
from our_pages import Whole
from pages import OURS_WHOLE, built
from report import median, say, size, tell

TABLE = "Indexing"
CORPUS = ("quality", "data", "corpora", "reuters21578.jsonl.gz")
PAGES = ("quality", "data", "pages")
STATES = "the first run"
NEW = "Ferries at Karvensund\n\n2007-03-04\n\nKARVENSUND, March 4 - The quillback ferry sailed again on Sunday.\n"
ROUNDS = 15
FILES = 5  # that come one by one into a large archive
CORES = (1, 2)
READING = str(pathlib.Path(__file__).with_name("reading.py"))


PACE = "the machine's pace: a fixed loop of Python"
LOOP = 1_000_000


class Ran(NamedTuple):
    """What a command took, in seconds and in seconds of all processors, and what it printed."""

    seconds: float
    cpu: float
    printed: str


def spent() -> float:
    """Return the processors' time of all commands that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def pace() -> float:
    """Return the milliseconds that a fixed loop takes: by it runs of other hours and machines can be compared."""
    taken = []
    for _ in range(ROUNDS):
        start, total = time.process_time(), 0
        for number in range(LOOP):
            total ^= number * number
        taken.append(1000 * (time.process_time() - start))
    return median(taken)


def run(command: Sequence[str], cores: int | None = None) -> Ran:
    """Run a command on so many processors."""

    def bind() -> None:
        if cores is not None and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])

    start, before = time.perf_counter(), spent()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, preexec_fn=bind)
    ran = Ran(time.perf_counter() - start, spent() - before, done.stdout)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {done.returncode}")
    return ran


def ours(archive: pathlib.Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "dispatchsearch", "--index", str(archive), *words]


def drive(archive: pathlib.Path, folder: pathlib.Path) -> None:
    """Index a folder and print the seconds of each stage and of all, the processor's seconds, the writer's memory."""
    from dispatchsearch.archive import Archive  # noqa: PLC0415 (the other rows time whole processes)

    start = last = time.perf_counter()
    stages: Counter[str] = Counter()
    with Archive(archive, create=True) as opened:
        for event in opened.index([folder], now=dt.datetime.now(dt.UTC)):
            now = time.perf_counter()
            stages[getattr(event, "stage", "reading")] += now - last
            last = now
        count = opened.store.stories.count()
    whole = time.perf_counter() - start
    parent = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    found = {"stages": stages, "whole": whole, "cpu": parent + spent(), "parent": parent, "count": count}
    print(json.dumps({**found, "memory": memory}))


def rates(folder: pathlib.Path, work: pathlib.Path) -> pathlib.Path:
    """Measure the rate with one process and with two; return the archive of the last run."""
    found = {}
    for cores in CORES:
        archive = work / f"archive{cores}"
        shutil.rmtree(archive, ignore_errors=True)
        tell(f"indexing {folder} on {cores} processors")
        ran = run([sys.executable, __file__, "--drive", str(archive), str(folder)], cores)
        found[cores] = one = json.loads(ran.printed.splitlines()[-1])
        asked = "at least 400" if cores == max(CORES) else ""
        name = f"dispatches a second, {cores} processor{'s' * (cores > 1)}"
        say(TABLE, f"{name}, whole pipeline", one["count"] / one["whole"], "a second", asked=asked)
        say(TABLE, f"{name}, reading alone", one["count"] / one["stages"]["reading"], "a second")
        say(TABLE, f"processor's time for a dispatch, {cores} in use", 1000 * one["cpu"] / one["count"], "ms")
    one, two = (found[cores] for cores in CORES)
    say(TABLE, "of that the writing process alone", 1000 * two["parent"] / two["count"], "ms")
    say(TABLE, "memory of the writing process, two in use", two["memory"], "MB")
    belt = one["stages"]["reading"] / two["stages"]["reading"]
    say(TABLE, "reading belt, two processes against one", belt, "times", asked="at least 1.8")
    say(TABLE, "whole run, two processes against one", one["whole"] / two["whole"], "times", asked="at least 1.4")
    say(TABLE, STATES, two["whole"], "s")
    for stage, seconds in two["stages"].items():
        say(TABLE, f"{STATES}: {stage}", seconds, "s")
    again = run(ours(archive, "index", str(folder)))
    say(TABLE, "second run over unchanged files", again.seconds, "s")
    say(TABLE, "second run, of the first", 100 * again.seconds / two["whole"], "%", asked="at most 2")
    say(TABLE, "second run, of the first, in processor's time", 100 * again.cpu / two["cpu"], "%")
    return archive


def space(archive: pathlib.Path, folder: pathlib.Path) -> None:
    """Say what the archive's parts take on the disk."""
    text = size(folder)
    engine = size(archive / "engine")
    store = size(archive) - engine
    for name, taken in (("text", text), ("record store", store), ("engine", engine)):
        say(TABLE, f"size of the {name}", taken, "MB")
    say(TABLE, "index folder against the text", (store + engine) / text, "times", asked="at most 3.5")


def answers(archive: pathlib.Path, rounds: int) -> None:
    """Measure commands as whole processes, one after the other in each round."""
    commands = {
        "a bare Python": [sys.executable, "-c", "pass"],
        "--help": [sys.executable, "-m", "dispatchsearch", "--help"],
        "query of a word": ours(archive, "query", "wheat"),
        "query of a phrase": ours(archive, "query", '"interest rates"'),
        "status": ours(archive, "status"),
        "sources": ours(archive, "sources"),
    }
    times: dict[str, list[Ran]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(run(command))
    middle = {name: median([ran.seconds for ran in some]) for name, some in times.items()}
    for name, some in times.items():
        asked = "at most 0.25" if name.startswith("query") else ""
        say(TABLE, f"{name}, whole process", middle[name], "s", asked=asked)
        say(TABLE, f"{name}, in processor's time", median([ran.cpu for ran in some]), "s")
    say(TABLE, "--help above a bare Python", middle["--help"] - middle["a bare Python"], "s", asked="at most 0.1")


def one_more(shared: pathlib.Path, work: pathlib.Path, grown: int) -> None:
    """Measure how soon a new file among many dispatches is found; these were put into the archive as if read."""
    archive = built(Whole(OURS_WHOLE, "whoosh"), Corpus(shared, grown, work), work)
    times = []
    for _ in range(FILES):
        new = work / "new" / f"{time.time_ns()}.txt"
        new.parent.mkdir(exist_ok=True)
        word = f"quillback{new.stem[-9:]}".translate(str.maketrans("0123456789", "abcdefghij"))
        new.write_text(NEW.replace("quillback", word), "utf-8")
        times.append((run(ours(archive, "index", str(new))), run(ours(archive, "query", word))))
    row = f"one new file into {grown:,} until found"
    say(TABLE, row, median([one.seconds + other.seconds for one, other in times]), "s", asked="at most 2")
    say(TABLE, f"{row}, in processor's time", median([one.cpu + other.cpu for one, other in times]), "s")
    say(TABLE, f"sources at {grown:,}, whole process", run(ours(archive, "sources")).seconds, "s")


def pages(shared: pathlib.Path, work: pathlib.Path, most: int | None) -> None:
    """Index HTML pages, unpacked, beside recollindex, which cleans nothing and finds no names."""
    folder = work / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    packed = sorted(shared.joinpath(*PAGES).glob("*.html.gz"))[:most]
    for path in packed:
        (folder / path.stem).write_bytes(gzip.decompress(path.read_bytes()))
    archive = work / "archive of pages"
    shutil.rmtree(archive, ignore_errors=True)
    mine = run(ours(archive, "index", str(folder)))
    say(TABLE, f"{len(packed)} HTML pages, whole pipeline", mine.seconds, "s")
    peer = shutil.which("recollindex")
    if peer is None:
        say(TABLE, f"{len(packed)} HTML pages, recollindex", None, "not installed (Debian's recollcmd)")
        return
    settings = work / "recoll"
    shutil.rmtree(settings, ignore_errors=True)
    settings.mkdir()
    (settings / "recoll.conf").write_text(f"topdirs = {folder}\nloglevel = 1\n", "utf-8")
    theirs = run([peer, "-c", str(settings)])
    say(TABLE, f"{len(packed)} HTML pages, recollindex", theirs.seconds, "s")
    say(TABLE, "HTML pages, against recollindex", mine.seconds / theirs.seconds, "times", asked="at most 3")
    say(TABLE, "HTML pages, against recollindex, in processor's time", mine.cpu / theirs.cpu, "times")


def texts(shared: pathlib.Path, work: pathlib.Path, scale: int | None) -> pathlib.Path:
    """Write the Reuters dispatches out as text files, all or the first `scale`."""
    folder = work / f"reuters{scale or ''}"
    if not folder.exists():
        if scale is None:
            reuters_files.write(shared.joinpath(*CORPUS), folder)
        else:
            some = work / f"reuters{scale}.jsonl"
            with (
                gzip.open(shared.joinpath(*CORPUS), "rt", encoding="utf-8") as lines,
                some.open("w", encoding="utf-8") as out,
            ):
                out.writelines(itertools.islice(lines, scale))
            reuters_files.write(some, folder)
    return folder


def measured(arguments: argparse.Namespace, work: pathlib.Path) -> None:
    """Measure what is asked for, compiled as an installer leaves it."""
    package = importlib.util.find_spec("dispatchsearch")
    compileall.compile_dir(next(iter(package.submodule_search_locations)), quiet=1)
    say(TABLE, PACE, pace(), "ms")
    scale, grown, most, rounds = arguments.scale, arguments.grown, None, ROUNDS
    if arguments.small:
        scale, grown, most, rounds = scale or 2000, min(grown, 2000), 100, 3
    wanted = set(arguments.only or ("rates", "answers", "one-more", "pages"))
    if wanted & {"rates", "answers"}:
        folder = texts(arguments.shared, work, scale)
        archive = work / f"archive{max(CORES)}"
        if "rates" in wanted or not archive.exists():
            archive = rates(folder, work)
            space(archive, folder)
            subprocess.run([sys.executable, READING, str(folder)], check=True)
        say(TABLE, f"{PACE}, afterwards", pace(), "ms")
        if "answers" in wanted:
            answers(archive, rounds)
    if "one-more" in wanted:
        one_more(arguments.shared, work, grown)
    if "pages" in wanted:
        pages(arguments.shared, work, most)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    parser.add_argument("--work", type=pathlib.Path, help="a folder to keep files and archives in, for the next time")
    parser.add_argument("--scale", type=int, help="only so many of the Reuters dispatches")
    parser.add_argument("--grown", type=int, default=200_000, help="dispatches into which one new file comes")
    parser.add_argument("--small", action="store_true", help="a trial of all rows: 2,000 dispatches, 100 pages")
    parser.add_argument("--only", action="append", choices=("rates", "answers", "one-more", "pages"))
    parser.add_argument("--drive", nargs=2, type=pathlib.Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.drive:
        drive(*arguments.drive)
    elif arguments.work:
        arguments.work.mkdir(parents=True, exist_ok=True)
        measured(arguments, arguments.work.resolve())
    else:
        with tempfile.TemporaryDirectory(prefix="indexing-") as folder:
            measured(arguments, pathlib.Path(folder))


if __name__ == "__main__":
    main()
