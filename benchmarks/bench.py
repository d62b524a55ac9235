"""
Run every benchmark and write the tables of docs/benchmarks.md; what is written between the tables by hand stays.

    python benchmarks/bench.py [--small] [--only NAME ...] [--work DIR] [--million] [--shared DIR]

The whole run takes an hour or two on two quiet cores, and some GB in a temporary folder. `--small` tries everything on
2,000 dispatches and prints the tables; only a whole run of a benchmark changes the document. What is measured is
printed as JSON lines too (report.py says how they look); those of the last whole run are kept in build/bench.
"""

import argparse
import contextlib
import datetime as dt
import json
import pathlib
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib import metadata
from typing import Any

from document import Line, rewritten, shown
from report import tell

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
DOCUMENT = ROOT / "docs" / "benchmarks.md"
PICTURE = ROOT / "docs" / "growth.svg"
KEPT = ROOT / "build" / "bench"
SMALL = 2000
LIBRARIES = ("dispatchsearch", "whoosh", "numpy", "tantivy", "uvicorn", "fastapi")


def commands(arguments: argparse.Namespace, work: pathlib.Path) -> dict[str, list[str]]:
    """Return what is run for each benchmark."""
    shared = ["--shared", str(arguments.shared)]
    small = ["--size", str(SMALL)] if arguments.small else []
    where = ["--work", str(work)]
    picture = [] if arguments.small else ["--picture", str(PICTURE)]
    million = ["--million"] if arguments.million else []
    found = {
        "growth": [*shared, *where, *small, *picture, *million],
        "pages": [*shared, *where, *small, *(["--rounds", "1"] if small else [])],
        "serving": [*shared, *where, *small, *(["--seconds", "5", "--queries", "3"] if small else [])],
    }
    if (HERE / "indexing.py").exists():
        found["indexing"] = [*shared, *(["--small"] if arguments.small else [])]
    return {name: command for name, command in found.items() if not arguments.only or name in arguments.only}


def run(name: str, command: Sequence[str]) -> list[Line]:
    """Run one benchmark; return what it measured, and say where it failed."""
    tell(f"== {name}")
    program = [sys.executable, str(HERE / f"{name}.py"), *command]
    lines: list[Line] = []
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        assert running.stdout is not None
        for text in running.stdout:
            if text.startswith("{"):
                lines.append(json.loads(text))
                print(text, end="", flush=True)
    if running.returncode:
        lines.append({"table": f"{name} failed", "row": "the run", "value": None, "unit": f"{running.returncode}"})
    return lines


def machine() -> Iterator[str]:
    """Yield what was measured on, and with."""
    memory = int(pathlib.Path("/proc/meminfo").read_text("ascii").split()[1]) / 2**20
    model = [line for line in pathlib.Path("/proc/cpuinfo").read_text("utf-8").splitlines() if "model name" in line]
    load = pathlib.Path("/proc/loadavg").read_text("ascii").split()[0]
    yield f"{len(model)} cores ({model[0].partition(': ')[2] if model else platform.machine()}), {memory:.0f} GiB"
    yield f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    yield ", ".join((*(f"{name} {version(name)}" for name in LIBRARIES), *peers()))
    yield f"processes waiting to run when it ended: {load}"


def peers() -> Iterator[str]:
    """Yield the versions of the peers that do not come as Python packages."""
    yield f"SQLite {sqlite3.sqlite_version}"
    with contextlib.suppress(ImportError):
        import xapian  # noqa: PLC0415

        yield f"Xapian {xapian.version_string()}"


def version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def kept() -> Iterator[tuple[str, list[Line], str, list[str]]]:
    """Yield what the last whole run of each benchmark has measured: its name, the lines, the day and the machine."""
    for path in sorted(KEPT.glob("*.jsonl")):
        head, *lines = map(json.loads, path.read_text("utf-8").splitlines())
        yield path.stem, lines, head["date"], head["machine"]


def keep(name: str, lines: Sequence[Line]) -> None:
    """Keep the lines of a benchmark, with the day and the machine."""
    KEPT.mkdir(parents=True, exist_ok=True)
    head: Any = {"date": dt.datetime.now(dt.UTC).date().isoformat(), "machine": list(machine())}
    (KEPT / f"{name}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in (head, *lines)), "utf-8")


def write() -> None:
    """Write the tables of what is kept into the document."""
    for name, lines, day, facts in kept():
        DOCUMENT.write_text(rewritten(DOCUMENT.read_text("utf-8"), name, lines, day, facts), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT / ".." / "shared")
    parser.add_argument("--small", action="store_true", help="2,000 dispatches; the document stays as it is")
    parser.add_argument("--only", action="append", choices=("pages", "serving", "growth", "indexing"))
    parser.add_argument("--work", type=pathlib.Path, help="keep what is built in this folder, and use what is there")
    parser.add_argument("--million", action="store_true", help="growth up to 1,000,000 dispatches")
    parser.add_argument("--kept", action="store_true", help="measure nothing, write the tables of the last runs anew")
    arguments = parser.parse_args()
    arguments.shared = arguments.shared.resolve()
    if arguments.kept:
        write()
        return
    if not arguments.shared.is_dir():
        print(f"skipped: the dispatches and queries are not at {arguments.shared}")
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        work = (arguments.work or pathlib.Path(scratch)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        for name, command in commands(arguments, work).items():
            lines = run(name, command)
            if arguments.small:
                print(shown(lines))
            else:
                keep(name, lines)
                write()


if __name__ == "__main__":
    main()
