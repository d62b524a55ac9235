"""Two runs at once: the second says who writes. Readers go on while one writes."""

import subprocess
import threading

from dispatchsearch.archive import Archive
from dispatchsearch.cli.exits import EXIT_ARCHIVE
from dispatchsearch.search.page import SearchOptions
from dispatchsearch.store import sole_writer


def test_a_second_writer_is_told_which_process_holds_the_archive(run, place):
    with sole_writer(place.index):
        second = subprocess.run(place.command, capture_output=True, text=True, check=False)
    assert second.returncode == EXIT_ARCHIVE
    assert "is writing to the archive" in second.stderr
    run.completed(place)


def test_two_runs_at_once_leave_what_one_leaves(run, place):
    both = [subprocess.Popen(place.command, stderr=subprocess.PIPE) for _ in range(2)]
    ended = sorted(process.wait() for process in both)
    for process in both:
        process.stderr.close()
    assert ended in ([0, 0], [0, EXIT_ARCHIVE])
    run.completed(place)


def test_readers_see_the_archive_as_before_or_after_at_every_moment_of_a_run(run, place):
    wrong, ended = [], threading.Event()

    def read():
        with Archive.open(place.index) as archive:
            while not ended.is_set():
                page = archive.search("the", SearchOptions(limit=100))
                found = {hit.dispatch.id for hit in page.hits}
                if page.total != len(found) or not (run.first & run.last <= found <= run.first or found == run.last):
                    wrong.append((page.total, found))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    subprocess.run(place.command, capture_output=True, check=True)
    ended.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    run.completed(place)
