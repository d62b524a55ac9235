import sqlite3
import subprocess
import sys
import threading
import zlib

import pytest

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import Block, DateConclusion, Evidence, Locator
from dispatchsearch.errors import StoreError
from dispatchsearch.store import Conclusion, ReadFile, ReadRecord, Stamp, Store, sole_writer
from dispatchsearch.store.codec import from_bytes, plain_bytes
from dispatchsearch.store.database import locked
from dispatchsearch.store.seal import read_seal
from dispatchsearch.store.stories import compared
from dispatchsearch.store.tables import VERSION


def test_a_missing_archive_names_the_command_that_makes_one(tmp_path):
    with pytest.raises(StoreError, match="dispatchsearch index"):
        Store(tmp_path / "index")


def test_a_file_that_is_no_database_is_an_error_of_ours(tmp_path):
    (tmp_path / "archive.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="--anew"):
        Store(tmp_path)


def test_an_archive_of_a_newer_program_is_left_alone(tmp_path):
    Store(tmp_path, create=True).close()
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(StoreError, match="newer"):
        Store(tmp_path)


UNCOMPARED = (
    "DROP TRIGGER mentioned_no_more; DROP TABLE to_name; "
    "DROP TABLE listed; DROP TABLE indexes; DROP TABLE titles; "
    "ALTER TABLE roots DROP COLUMN fields; ALTER TABLE records DROP COLUMN member; "
    "DROP TRIGGER told_otherwise; DROP TRIGGER told_no_more; DROP TABLE told; DROP TABLE texts; "
    "DROP TABLE alike; DROP TABLE to_compare; DROP TABLE to_group;"
)
UNSPLIT = (
    "ALTER TABLE stories ADD COLUMN evidence BLOB; ALTER TABLE stories ADD COLUMN conclusion BLOB; "
    "ALTER TABLE stories ADD COLUMN year INTEGER; "
    "UPDATE stories SET evidence = (SELECT older(packed) FROM evidence WHERE story = number), "
    "conclusion = (SELECT older(packed) FROM conclusions WHERE story = number), "
    "year = (SELECT year FROM conclusions WHERE story = number); "
    "DROP TABLE evidence; DROP TABLE conclusions; "
)
"""Brings the stories into the form they had in version 3."""


def test_dispatches_of_an_archive_that_kept_all_in_one_table_are_as_before(tmp_path):
    store = Store(tmp_path, create=True)
    story = Evidence("aaa", "aaa", 1, "A Title", (Block("Troops left Baku."),))
    record = ReadRecord(0, "aaa", Locator("/raw", "a.txt", 0), (story,))
    store.inputs.put(store.inputs.root("/raw"), ReadFile("a.txt", Stamp(1, 2, 3), (record,)), 1)
    store.stories.set_sources({1: store.sources.number("The Paper")})
    june = DateConclusion(PartialDate(1993, 6), "high", "said")
    store.stories.put_conclusions([compared(1, "aaa", Conclusion(june, "because"), None)])
    before, sources = store.dispatches(["aaa"]), store.sources.summaries()
    store.close()
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        connection.create_function("older", 1, lambda packed: packed and zlib.compress(plain_bytes(from_bytes(packed))))
        connection.executescript(f"{UNCOMPARED} {UNSPLIT} PRAGMA user_version = 3")
    connection.close()
    store = Store(tmp_path)
    assert (store.dispatches(["aaa"]), store.sources.summaries()) == (before, sources)
    assert list(store.faults()) == []
    store.close()


def test_an_archive_of_the_first_tables_is_brought_forward(tmp_path):
    Store(tmp_path, create=True).close()
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        connection.create_function("older", 1, bytes)
        connection.executescript(
            f"{UNCOMPARED} {UNSPLIT} "
            "DROP TRIGGER claimed; DROP TRIGGER unclaimed; DROP INDEX stories_outlet; DROP TABLE outlines; "
            "DROP TABLE headlines; ALTER TABLE stories DROP COLUMN outlet; DROP TABLE outlets; "
            "ALTER TABLE sources DROP COLUMN halved; CREATE TABLE block_tallies (source, block, pages); "
            "INSERT INTO sources (name, pages) VALUES ('The Paper', 3); PRAGMA user_version = 1"
        )
    connection.close()
    store = Store(tmp_path)
    source = store.sources.number("The Paper")
    assert store.sources.pages(source) == 3
    store.sources.forget()
    assert (store.sources.pages(source), store.sources.outlines(source), store.outlets.claims("")) == (0, [], {})
    store.close()


def test_an_archive_without_the_counts_of_the_first_page_gets_them(tmp_path):
    Store(tmp_path, create=True).close()
    indexes = ("conclusions_year", "files_rejected", "records_rejected")
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        dropped = "".join(f"DROP INDEX {name}; " for name in indexes)
        connection.executescript(
            f"DROP TRIGGER mentioned_no_more; DROP TABLE to_name; {dropped} PRAGMA user_version = 8"
        )
    connection.close()
    store = Store(tmp_path)
    assert store.database.rows("PRAGMA user_version") == [(VERSION,)]
    known = {name for (name,) in store.database.rows("SELECT name FROM sqlite_schema WHERE type = 'index'")}
    assert known >= set(indexes)
    store.close()


def test_counting_for_the_first_page_reads_indexes_alone(tmp_path):
    store = Store(tmp_path, create=True)
    said = []
    store.database.connection.set_trace_callback(said.append)
    assert (store.stories.years(), store.inputs.rejected()) == ((None, None, 0), 0)
    store.database.connection.set_trace_callback(None)
    steps = [step for sql in said for *_, step in store.database.rows(f"EXPLAIN QUERY PLAN {sql}")]
    assert [step for step in steps if step.startswith(("SCAN", "SEARCH")) and "USING" not in step] == [
        "SCAN CONSTANT ROW",
        "SCAN CONSTANT ROW",
    ]
    store.close()


def test_a_transaction_that_fails_leaves_no_trace(tmp_path):
    store = Store(tmp_path, create=True)
    with pytest.raises(RuntimeError), store.database.transaction():  # noqa: PT012 (the write is what is undone)
        store.set_meta(colour="red")
        raise RuntimeError
    assert "colour" not in store.meta()
    store.close()


def test_each_thread_has_its_own_connection(tmp_path):
    store = Store(tmp_path, create=True)
    store.set_meta(colour="red")
    seen = []
    thread = threading.Thread(target=lambda: seen.append(store.meta()["colour"]))
    thread.start()
    thread.join()
    assert seen == ["red"]
    store.close()
    store.close()


def test_a_second_writer_is_told_who_writes(tmp_path):
    with sole_writer(tmp_path), pytest.raises(StoreError, match=r"process \d+ is writing"), sole_writer(tmp_path):
        pass


def test_the_lock_of_a_process_that_died_is_free(tmp_path):
    program = (
        "import os, sys, pathlib; from dispatchsearch.store import sole_writer\n"
        "with sole_writer(pathlib.Path(sys.argv[1])): os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    with sole_writer(tmp_path):
        pass


def test_a_writer_that_is_refused_leaves_the_seal_as_it_was(tmp_path):
    Store(tmp_path, create=True).close()
    with sole_writer(tmp_path):
        pass
    sealed = read_seal(tmp_path)
    assert sealed.size
    with locked(tmp_path):
        second = Store(tmp_path, create=True)
        with pytest.raises(StoreError, match="is writing"), sole_writer(tmp_path):
            pass
        second.close()
    assert read_seal(tmp_path) == sealed
