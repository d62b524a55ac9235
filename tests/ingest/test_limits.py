"""Bounds of time and memory, and what becomes of what goes beyond them."""

import subprocess
import sys
import threading

import pytest

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.limits import each_within, within


def endless():
    while True:
        pass


def test_what_takes_too_long_is_ended():
    with pytest.raises(ReadError, match=r"takes longer than 0\.05 seconds"), within(0.05):
        endless()


def test_code_that_hushes_up_errors_is_ended():
    def deaf():
        while True:
            try:
                endless()
            except Exception:  # noqa: BLE001 (what libraries do)
                continue

    with pytest.raises(ReadError, match="takes longer"), within(0.05):
        deaf()


def test_what_is_quick_is_left_alone():
    with within(5):
        done = sum(range(1000))
    assert done == 499_500


def test_items_are_bounded_one_by_one():
    def items():
        yield 1
        yield 2
        endless()

    bounded = each_within(items(), 0.05)
    assert [next(bounded), next(bounded)] == [1, 2]
    with pytest.raises(ReadError, match="takes longer"):
        next(bounded)


def test_outside_of_the_main_thread_nothing_is_bounded_and_nothing_fails():
    done = []

    def work():
        with within(5):
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


STUCK = """
import sys, time
from dispatchsearch.ingest import gather, limits, pipeline
from dispatchsearch.store import Stamp
limits.STUCK = 2.0
limits.MEMORY = 3 << 30
whole = gather.clean
def clean(raw):
    if raw.path == "0.txt": time.sleep(3600)  # code that does not come back to be told
    if raw.path == "1.txt": bytearray(1 << 32)
    return whole(raw)
gather.clean = clean
if __name__ == "__main__":
    for file in pipeline.read_apart(sys.argv[1], {}, [(f"{n}.txt", Stamp(0, 0, 0)) for n in range(3)]):
        print(file.path, file.reason or file.records[0].reason or "read")
"""


def test_a_worker_that_is_stuck_or_greedy_costs_no_other_file(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Story {number}\n\nThe ferry number {number} sailed.\n")
    (tmp_path / "run.py").write_text(STUCK)
    ran = subprocess.run([sys.executable, tmp_path / "run.py", tmp_path], capture_output=True, text=True, check=True)
    assert [line.split(" ", 1) for line in ran.stdout.splitlines()] == [
        ["0.txt", "reading it brought the reader down: damaged or hostile"],
        ["1.txt", "too large to be read in the memory there is"],
        ["2.txt", "read"],
    ]
