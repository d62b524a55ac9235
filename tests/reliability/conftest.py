"""An archive before a run and after it, and what must hold when the run is cut short in any way."""

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dispatchsearch.archive import Archive
from dispatchsearch.cli import cli
from dispatchsearch.search.page import SearchOptions

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
EVERYTHING = SearchOptions(limit=100)
TOWNS = ("Mardakert", "Baku", "Ganja", "Tbilisi", "Grozny", "Yerevan")
NAMES = ("Suret Huseinov", "Lena Karova", "Thomas Ferrier", "Anna Belov")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a `crash` as often as the option says."""
    if "crash" in metafunc.fixturenames:
        metafunc.parametrize("crash", range(metafunc.config.getoption("crashes")))


@dataclass(frozen=True)
class Place:
    """A folder with files in raw/, their archive in index/ and corrections in authority/."""

    folder: Path

    @property
    def index(self) -> Path:
        """Where the archive lies."""
        return self.folder / "index"

    @property
    def raw(self) -> Path:
        """Where its files lie."""
        return self.folder / "raw"

    @property
    def command(self) -> list[str]:
        """The command that brings the archive up to date."""
        return self.program("index", str(self.raw), "--prune")

    def program(self, *words: str) -> list[str]:
        """The command line of the program for this archive."""
        return [sys.executable, "-m", "dispatchsearch", "--index", str(self.index), *words]

    def run(self, *words: str) -> Result:
        """Run a command of the program in this process."""
        return CliRunner().invoke(cli, ["--index", str(self.index), *words])

    def copy(self, folder: Path) -> "Place":
        """Put what lies here into another folder, in place of what is there; times of files are kept."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return Place(folder)

    def ids(self) -> frozenset[str]:
        """Return which dispatches a search finds."""
        with Archive.open(self.index) as archive:
            page = archive.search("the", EVERYTHING)
            assert page.total == len(page.hits)
            return frozenset(hit.dispatch.id for hit in page.hits)

    def contents(self) -> dict[str, Any]:
        """Return all that the archive holds, as a reader sees it."""
        with Archive.open(self.index) as archive:
            found = {dispatch.id: (dispatch, archive.evidence(dispatch.id)) for dispatch in archive.dispatches()}
            pages = {word: archive.search(word, EVERYTHING) for word in ("the", "place:Baku", "person:Belov", "ferry")}
            told = {word: (page.total, page.facets, page.years) for word, page in pages.items()}
            return {"dispatches": found, "told": told, "rejected": archive.rejected(), "sources": archive.sources()}

    def faults(self) -> list[str]:
        """Return what `verify` says is wrong, as the commands that mend it."""
        with Archive.open(self.index) as archive:
            return [fault.mend for fault in archive.verify()]

    def complete(self) -> None:
        """Do in this process what the command would."""
        with Archive(self.index, create=True) as archive:
            for _ in archive.index([self.raw], now=NOW, prune=True):
                pass


@dataclass(frozen=True)
class Run:
    """A run of `index`: the place as it was before, with files waiting, and what is to be found before and after.

    Dispatches whose file has gone or changed may leave before the new ones come, which come all at once. An archive
    knows its folders by their paths, so all that is tried is tried in the one folder `live`.
    """

    before: Place
    after: Place
    live: Path
    first: frozenset[str]
    last: frozenset[str]
    contents: dict[str, Any]

    def completed(self, place: Place) -> None:
        """See that a place where the run was cut short answers as before or after, and that nothing is lost."""
        found = place.ids()
        assert found == self.last or self.first & self.last <= found <= self.first
        place.complete()
        assert place.faults() == []
        assert place.contents() == self.contents


def story(number: int) -> str:
    """Return an invented dispatch."""
    town, other = TOWNS[number % 6], TOWNS[(number * 5 + 1) % 6]
    return (
        f"Ferry {number} Leaves {town}\n\n{town.upper()}, June {number % 28 + 1}, 1993 - The ferry number {number} "
        f"left {town} for {other} on Sunday, {NAMES[number % 4]} said. It carried {number + 7} people.\n\n"
        f"The harbour of {town} had been closed for {number % 9 + 2} days because of the storm.\n"
    )


def write(raw: Path, numbers: Sequence[int]) -> None:
    """Write dispatches into files of three folders."""
    for number in numbers:
        path = raw / ("gazette", "evening", "wire")[number % 3] / f"{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(story(number), "utf-8")


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a run that adds, changes, removes and corrects."""
    folder = tmp_path_factory.mktemp("reliability")
    live = Place(folder / "live")
    write(live.raw, range(24))
    live.complete()
    first = live.ids()
    write(live.raw, range(24, 48))
    (live.raw / "wire" / "002.txt").unlink()
    (live.raw / "wire" / "005.txt").write_text(story(5) + "\nIt was the last of the year.\n", "utf-8")
    (live.raw / "wire" / "empty.txt").write_bytes(b"")
    (live.folder / "authority").mkdir()
    (live.folder / "authority" / "dates.csv").write_text(f"id,date,because\n{min(first)},1993-06-28,the paper\n")
    before = live.copy(folder / "before")
    live.complete()
    return Run(before, live.copy(folder / "after"), live.folder, first, live.ids(), live.contents())


@pytest.fixture
def place(run: Run) -> Place:
    """Return the place as it was before the run."""
    return run.before.copy(run.live)


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Return a function that tells where a program lies that a test wants; without it skip, but fail in CI."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            reason = f"{name} is not installed"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        return path

    return find


@pytest.fixture
def done(run: Run) -> Place:
    """Return the place as it is after the run."""
    return run.after.copy(run.live)
