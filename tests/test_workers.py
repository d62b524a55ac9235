import gc
import os
import signal
import subprocess
import sys

from dispatchsearch.workers import NONE, SELDOM, Workers


def name_of(number):
    return os.getpid(), number


def leave(number):
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_results_come_in_the_order_of_the_jobs_from_other_processes():
    with Workers(2) as workers:
        assert workers.worth(much=True)
        found = list(workers.each(name_of, range(40), name_of))
        assert workers.worth(much=False), "they are there already"
    assert [number for _, number in found] == list(range(40))
    assert os.getpid() not in {process for process, _ in found}


def often(_):
    return gc.get_threshold()[0]


def test_garbage_is_looked_for_seldom_during_a_run_and_as_before_behind_it():
    before = gc.get_threshold()
    with Workers(2) as workers:
        assert [often(0), *workers.each(often, range(2), often)] == [SELDOM] * 3
    assert gc.get_threshold() == before


def test_little_work_and_one_core_start_no_worker():
    assert not NONE.worth(much=True)
    with Workers(2) as workers:
        assert not workers.worth(much=False)


def test_what_was_in_hand_when_a_worker_died_is_done_alone():
    with Workers(2) as workers:
        found = list(workers.each(leave, range(20), lambda number: -number))
    assert [abs(number) for number in found] == list(range(20))
    assert found[3] == -3
    assert found[19] == 19, "others have taken the place of the dead"


def long(number):
    sum(range(1_000_000))
    return number


def test_what_was_handed_out_and_dropped_with_its_workers_is_done_alone():
    with Workers(2) as workers:
        results = workers.each(long, range(20), lambda number: -number)
        found = [next(results)]
        workers.close()
        found += results
    assert [abs(number) for number in found] == list(range(20))
    assert min(found) < 0


WAITING = """
import os, sys, time
from dispatchsearch.workers import Workers
def wait(number):
    print("waiting", os.getpid(), flush=True)
    time.sleep(60)
if __name__ == "__main__":
    with Workers(1) as workers:
        list(workers.each(wait, [1], wait))
"""


def test_workers_end_with_the_process_that_started_them(tmp_path):
    (tmp_path / "run.py").write_text(WAITING)
    with subprocess.Popen([sys.executable, tmp_path / "run.py"], stdout=subprocess.PIPE, text=True) as parent:
        worker = int(parent.stdout.readline().split()[1])
        parent.kill()
        assert parent.stdout.read() == "", "the pipe is closed when the worker has ended too"
    assert worker != parent.pid


def test_the_keyboard_interrupts_only_the_process_that_started_the_workers(tmp_path):
    program = WAITING.replace("time.sleep(60)", "os.kill(os.getpid(), 2); time.sleep(0.2); print('done')")
    (tmp_path / "run.py").write_text(program)
    ran = subprocess.run([sys.executable, tmp_path / "run.py"], capture_output=True, text=True, check=True)
    assert (ran.stdout.splitlines()[-1], ran.stderr) == ("done", "")
