"""A run that is killed at any moment leaves the archive as before it or after it, and the next completes it."""

import contextlib
import random
import subprocess

STEPS = "fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,ftruncate"
"""System calls by which a commit comes to be; a run of these tests makes some 60 of them."""


def test_a_run_killed_at_a_random_moment_is_completed_by_the_next(run, place, crash):
    seconds = random.Random(crash).uniform(0.15, 1.5)
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(place.command, capture_output=True, timeout=seconds, check=False)
    run.completed(place)


def test_a_run_killed_at_a_step_of_the_commit_is_completed_by_the_next(run, place, tool, crash):
    step = 1 + crash * 7 % 64
    tracing = [tool("strace"), "-f", "-qq", "-o", "/dev/null", "-e", f"trace={STEPS}"]
    killing = ["-e", f"inject={STEPS}:signal=SIGKILL:when={step}"]
    subprocess.run([*tracing, *killing, *place.command], capture_output=True, check=False)
    run.completed(place)
