import sqlite3
import subprocess
import sys
import threading

import pytest

from dispatchsearch.errors import StoreError
from dispatchsearch.store import Store, sole_writer
from dispatchsearch.store.tables import VERSION


def test_a_missing_archive_names_the_command_that_makes_one(tmp_path):
    with pytest.raises(StoreError, match="dispatchsearch index"):
        Store(tmp_path / "index")


def test_a_file_that_is_no_database_is_an_error_of_ours(tmp_path):
    (tmp_path / "archive.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="verify"):
        Store(tmp_path)


def test_an_archive_of_a_newer_program_is_left_alone(tmp_path):
    Store(tmp_path, create=True).close()
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(StoreError, match="newer"):
        Store(tmp_path)


def test_an_archive_of_the_first_tables_is_brought_forward(tmp_path):
    Store(tmp_path, create=True).close()
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        connection.executescript(
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
