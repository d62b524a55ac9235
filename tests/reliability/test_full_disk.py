"""A disk that is full at any moment ends the run with a word and loses nothing; with room the run is completed."""

import os
import random
import shutil
import subprocess

from dispatchsearch.cli.exits import EXIT_ARCHIVE

IN_A_SMALL_DISK = """
set -e
mount -t tmpfs -o size="$1"k tmpfs "$2"
cp -a "$3/." "$2/"
shift 3
ended=0
"$@" || ended=$?
cp -a "$INDEX/." "$KEPT/"
exit $ended
"""
WRITES = "write,pwrite64,ftruncate,fallocate,fsync,fdatasync"


def test_a_run_on_a_small_disk_says_that_it_is_full_and_is_completed_where_there_is_room(run, place, tool, crash):
    room = random.Random(crash).randrange(20, 400)
    size = room + sum(path.stat().st_size // 4096 * 4 + 8 for path in place.index.rglob("*"))
    kept, saved = place.folder / "kept", place.index.rename(place.folder / "saved")
    place.index.mkdir()
    kept.mkdir()
    alone = [tool("unshare"), "--map-root-user", "--mount", "sh", "-c", IN_A_SMALL_DISK, "sh"]
    ended = subprocess.run(
        [*alone, str(size), str(place.index), str(saved), *place.command],
        env=os.environ | {"INDEX": str(place.index), "KEPT": str(kept)},
        capture_output=True,
        text=True,
        check=False,
    )
    place.index.rmdir()
    kept.rename(place.index)
    shutil.rmtree(saved)
    assert ended.returncode in (0, EXIT_ARCHIVE), ended.stderr
    assert ended.returncode == 0 or "full" in ended.stderr or "No space left" in ended.stderr
    assert "Traceback" not in ended.stderr
    run.completed(place)


def test_a_write_that_finds_no_room_ends_the_run_with_a_word(run, place, tool, crash):
    first = random.Random(crash).randrange(1, 120)
    tracing = [tool("strace"), "-f", "-qq", "-o", "/dev/null", "-P", str(place.index), "-e", f"trace={WRITES}"]
    failing = ["-e", f"inject={WRITES}:error=ENOSPC:when={first}+"]
    ended = subprocess.run([*tracing, *failing, *place.command], capture_output=True, text=True, check=False)
    assert "Traceback" not in ended.stderr
    run.completed(place)
