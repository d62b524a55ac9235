"""After a power cut the archive opens, answers as before or after, and the next run completes it."""

import importlib.util
import random
import shutil
from pathlib import Path

import pytest

from dispatchsearch.corrections import read_corrections

_spec = importlib.util.spec_from_file_location("powercut", Path(__file__).with_name("powercut.py"))
powercut = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(powercut)


def after_cut(saved, folder, calls, chance):
    """Leave in a folder what a cut after these calls leaves."""
    held = powercut.disk(saved, folder, calls, chance)
    shutil.rmtree(folder)
    for name, data in held.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@pytest.fixture(scope="session")
def calls(run, tool):
    """Return what the run does to the disk."""
    place = run.before.copy(run.live)
    return powercut.traced(tool("strace"), place.command, place.index)


def test_a_cut_at_any_moment_leaves_the_archive_as_before_or_after(run, place, calls, crash):
    chance = random.Random(crash)
    after_cut(run.before.index, place.index, calls[: chance.randrange(len(calls))], chance)
    run.completed(place)


def test_a_cut_after_the_run_has_ended_loses_nothing_of_it(run, place, calls, crash):
    after_cut(run.before.index, place.index, calls, random.Random(crash))
    assert place.ids() == run.last
    assert place.faults() == []
    assert place.contents() == run.contents


def test_a_cut_while_a_correction_is_written_leaves_the_old_or_the_new_file_whole(run, done, tool, crash):
    folder, saved = done.folder / "authority", run.after.folder / "authority"
    command = done.program("dates", "set", min(run.first), "1993-07-01", "--because", "the bound volume")
    calls = powercut.traced(tool("strace"), command, folder)
    chance = random.Random(crash)
    dates = {}
    for moment in range(len(calls) + 1):
        after_cut(saved, folder, calls[:moment], chance)
        dates[moment] = str(read_corrections(folder).dates[min(run.first)].date)
    assert set(dates.values()) == {"1993-06-28", "1993-07-01"}
    for _ in range(10):
        after_cut(saved, folder, calls, chance)
        assert str(read_corrections(folder).dates[min(run.first)].date) == "1993-07-01"
