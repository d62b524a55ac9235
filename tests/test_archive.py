import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from dispatchsearch.archive import Archive
from dispatchsearch.errors import EngineError, StoreError, UnknownDispatch

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
MARDAKERT = """\
Column Leaves the Town

MARDAKERT, Azerbaijan - A column of trucks left Mardakert on Sunday, Colonel Vagif Novruzov said.

Nobody counted the trucks, he said.
"""
REGATTA = """\
No Wind for the Regatta

PORT ELLERY - The regatta was called off on Saturday for want of wind, Moira Fenn said.
"""


def outcomes(archive, *paths, **options):
    found = [event for event in archive.index(list(paths), now=NOW, **options) if hasattr(event, "status")]
    return sorted((event.status, event.path) for event in found)


def titles(archive, words):
    return [hit.dispatch.title for hit in archive.search(words).hits]


def test_what_is_indexed_is_found(make_archive):
    archive = make_archive({"a.txt": MARDAKERT, "b.txt": REGATTA})
    assert titles(archive, "Mardakert") == ["Column Leaves the Town"]
    assert titles(archive, "regatta") == ["No Wind for the Regatta"]


def test_a_second_run_reads_nothing_again(make_archive, tmp_path):
    archive = make_archive({"a.txt": MARDAKERT})
    assert outcomes(archive) == [("unchanged", "a.txt")]
    os.utime(tmp_path / "raw" / "a.txt", (1, 1))
    assert outcomes(archive) == [("unchanged", "a.txt")], "its bytes are the same"
    assert outcomes(archive, check=True) == [("unchanged", "a.txt")]


def test_a_changed_file_replaces_its_dispatch(make_archive, tmp_path):
    archive = make_archive({"a.txt": MARDAKERT})
    (tmp_path / "raw" / "a.txt").write_text(REGATTA)
    assert outcomes(archive) == [("updated", "a.txt")]
    assert titles(archive, "Mardakert") == []
    assert titles(archive, "regatta") == ["No Wind for the Regatta"]


def test_a_file_that_has_gone_is_removed(make_archive, tmp_path):
    archive = make_archive({f"{n}.txt": f"Story {n}\n\nThe ferry number {n} sailed.\n" for n in range(20)})
    (tmp_path / "raw" / "7.txt").unlink()
    assert ("removed", "7.txt") in outcomes(archive)
    assert archive.status().dispatches == 19
    assert archive.search("ferry").total == 19


def test_nothing_is_dropped_when_more_than_a_tenth_has_gone(make_archive, tmp_path):
    archive = make_archive({"a.txt": MARDAKERT, "b.txt": REGATTA})
    (tmp_path / "raw" / "a.txt").unlink()
    assert ("unchanged", "a.txt") in outcomes(archive)
    assert archive.status().dispatches == 2
    assert ("removed", "a.txt") in outcomes(archive, prune=True)
    assert archive.status().dispatches == 1


def test_an_unplugged_disk_deletes_nothing(make_archive, tmp_path):
    archive = make_archive({"a.txt": MARDAKERT})
    (tmp_path / "raw").rename(tmp_path / "unplugged")
    with pytest.raises(StoreError, match="does not exist"):
        outcomes(archive)
    assert archive.status().dispatches == 1


def test_a_moved_file_keeps_its_id(make_archive, tmp_path):
    archive = make_archive({f"{n}.txt": f"Story {n}\n\nThe ferry number {n} sailed.\n" for n in range(20)})
    (before,) = [hit.dispatch.id for hit in archive.search("title:7").hits]
    (tmp_path / "raw" / "old").mkdir()
    (tmp_path / "raw" / "7.txt").rename(tmp_path / "raw" / "old" / "seven.txt")
    assert ("moved", "old/seven.txt") in outcomes(archive)
    after = archive.dispatch(before)
    assert [locator.path for locator in after.locators] == ["old/seven.txt"]


def test_only_the_paths_of_a_run_are_looked_at(make_archive, tmp_path):
    archive = make_archive({f"a/{n}.txt": f"Story {n}\n\nThe ferry number {n} sailed.\n" for n in range(20)})
    (tmp_path / "raw" / "a" / "7.txt").unlink()
    (tmp_path / "raw" / "b").mkdir()
    (tmp_path / "raw" / "b" / "new.txt").write_text(REGATTA)
    assert outcomes(archive, tmp_path / "raw" / "b") == [("added", "b/new.txt")]
    assert archive.status().dispatches == 21


def test_what_cannot_be_read_is_listed_with_the_reason(make_archive):
    archive = make_archive({"a.txt": MARDAKERT, "b.bin": b"\0\1\2\3", "empty.txt": ""})
    assert {found.path for found in archive.rejected()} == {"b.bin", "empty.txt"}
    assert all(found.reason for found in archive.rejected())
    assert archive.status().rejected == 2


def test_the_index_is_made_anew_from_the_store_alone(make_archive, tmp_path):
    archive = make_archive({"a.txt": MARDAKERT, "b.txt": REGATTA})
    before = archive.search("trucks").hits
    archive.close()
    shutil.rmtree(tmp_path / "raw")
    shutil.rmtree(tmp_path / "index" / "engine")
    with Archive.open(tmp_path / "index") as again:
        for _ in again.rebuild(now=NOW):
            pass
        assert [hit.dispatch for hit in again.search("trucks").hits] == [hit.dispatch for hit in before]


def test_all_of_the_archive_can_be_made_again_from_raw(make_archive, tmp_path):
    archive = make_archive({"a.txt": MARDAKERT, "b.txt": REGATTA})
    before = {id_: archive.dispatch(id_) for id_ in archive.store.stories.ids()}
    archive.close()
    shutil.rmtree(tmp_path / "index")
    with Archive(tmp_path / "index", create=True) as again:
        outcomes(again, tmp_path / "raw")
        assert {id_: again.dispatch(id_) for id_ in again.store.stories.ids()} == before


def test_a_folder_is_one_however_the_disk_writes_its_name(make_archive):
    archive = make_archive({"Cr\u00eate/a.txt": MARDAKERT, "Cre\u0302te/b.txt": REGATTA})
    assert [source.name for source in archive.sources()] == ["Cr\u00eate"]
    for name in ("Cr\u00eate", "Cre\u0302te"):
        assert sorted(titles(archive, f"path:{name}")) == ["Column Leaves the Town", "No Wind for the Regatta"]
    paths = {locator.path for dispatch in archive.dispatches() for locator in dispatch.locators}
    assert paths == {"Cr\u00eate/a.txt", "Cre\u0302te/b.txt"}, "paths stay as they are on the disk"


def test_an_unknown_id_is_named(make_archive):
    archive = make_archive({"a.txt": MARDAKERT})
    with pytest.raises(UnknownDispatch, match="nosuchid"):
        archive.dispatch("nosuchid")
    with pytest.raises(UnknownDispatch):
        archive.heading("nosuchid")


def test_an_index_of_another_schema_asks_for_a_rebuild(make_archive, tmp_path):
    archive = make_archive({"a.txt": MARDAKERT})
    archive.store.set_meta(schema="0")
    archive.close()
    with Archive.open(tmp_path / "index") as again:
        with pytest.raises(EngineError, match="rebuild"):
            again.search("trucks")
        for _ in again.rebuild(now=NOW):
            pass
        assert again.search("trucks").total == 1


def test_a_source_rule_renames_the_source_of_what_it_fits(make_archive, tmp_path):
    archive = make_archive({"mp/a.txt": MARDAKERT, "pg/b.txt": REGATTA})
    assert {source.name for source in archive.sources()} == {"mp", "pg"}
    (tmp_path / "authority").mkdir()
    (tmp_path / "authority" / "sources.csv").write_text("pattern,name\nmp/*,The Moscow Paper\n")
    outcomes(archive)
    assert {source.name for source in archive.sources()} == {"The Moscow Paper", "pg"}
    assert titles(archive, 'source:"The Moscow Paper"') == ["Column Leaves the Town"]


def test_a_sound_archive_verifies_clean_and_a_lost_index_names_the_command(make_archive, tmp_path):
    archive = make_archive({"a.txt": MARDAKERT})
    assert list(archive.verify()) == []
    archive.engine.clear()
    assert {fault.mend for fault in archive.verify()} == {"dispatchsearch rebuild"}


def test_a_run_that_is_killed_is_completed_by_the_next(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(300):
        (raw / f"{number}.txt").write_text(f"Story {number}\n\nThe ferry number {number} sailed on Sunday.\n")
    program = [sys.executable, "-m", "dispatchsearch", "--index", str(tmp_path / "index"), "index", str(raw)]
    process = subprocess.Popen(program, stderr=subprocess.DEVNULL)
    while not (tmp_path / "index" / "archive.db-wal").exists() and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with Archive(tmp_path / "index", create=True) as archive:
        outcomes(archive, raw)
        assert archive.status().dispatches == 300
        assert archive.search("ferry").total == 300
        assert list(archive.verify()) == []


def test_status_tells_what_has_changed_since(make_archive, tmp_path):
    archive = make_archive({"a.txt": MARDAKERT})
    assert archive.status(look=True).changed == 0
    (tmp_path / "raw" / "b.txt").write_text(REGATTA)
    assert archive.status(look=True).changed == 1


def test_status_tells_what_each_part_takes_on_the_disk(make_archive, tmp_path):
    archive = make_archive({"a.txt": MARDAKERT})
    status = archive.status()
    assert status.files_bytes == len(MARDAKERT.encode())
    whole = sum(path.stat().st_size for path in archive.folder.rglob("*") if path.is_file())
    assert status.store_bytes + status.engine_bytes == whole
    assert min(status.store_bytes, status.engine_bytes) > 0


def test_a_first_run_that_was_cut_off_has_a_status(tmp_path):
    with Archive(tmp_path / "index", create=True) as archive:
        assert archive.status().dispatches == 0


def test_files_that_bear_running_numbers_are_dated_by_what_they_print(make_archive):
    story = "Wheat {0}\n\n1987-03-{1:02}\n\nWheat {0} was sold in Chicago.\n"
    numbers = [*range(19870, 19890), *range(198700, 198720)]
    files = {f"0019/{number}.txt": story.format(number, number % 28 + 1) for number in numbers}
    years = make_archive(files).search("wheat").years
    assert dict(years) == {1987: 40}
