"""A commit is whole or it is not there: after a kill at any step, a full disk, a second writer."""

import errno
import os
import resource
import signal
import sys
import threading
from pathlib import Path

import pytest

from dispatchsearch.engines import open_engine
from dispatchsearch.engines.port import Facet, SearchRequest, Sort
from dispatchsearch.engines.whoosh import writer
from dispatchsearch.engines.whoosh.engine import WhooshEngine
from dispatchsearch.engines.whoosh.toc import latest, read_toc, revision_path, segment_path
from dispatchsearch.errors import EngineError
from dispatchsearch.query import Everything, Term

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),  # NumPy's threads do not mind the fork
]

STEPS = ["fsync", "rename", "unlink", "remove"]
"""What a commit does to the disk, as functions of `os`."""

BATCH = {f"n{number}": {"all": [("cat",)], "place": ["Barda"]} for number in range(3)}
CHANGES = {
    "write": lambda engine: engine.write({**BATCH, "a1": {"all": [("bear",)]}}),
    "revise": lambda engine: engine.revise({"a1": {"place": ["Xankendi"]}, "b2": {"first_day": 19940101}}),
    "delete": lambda engine: engine.delete(["a1", "c3"]),
    "compact": lambda engine: engine.compact(),
    "clear": lambda engine: engine.clear(),
}


@pytest.fixture
def engine(tmp_path, schema):
    """An engine over an index with two segments, a deleted row and a revised field."""
    engine = open_engine("whoosh", tmp_path, schema)
    engine.write(
        {id_: {"all": [("dog",), ("of",)], "place": ["Agdam"]} for id_ in ("a1", "b2", "c3", "d4", "e5", "f6")}
    )
    engine.write({"g7": {"all": [("cat",)]}})
    engine.delete(["f6"])
    engine.revise({"c3": {"place": ["Shusha"]}})
    return engine


def seen(engine):
    found = engine.search(SearchRequest(Everything(), facets=(Facet("place"),), sort=Sort.NEWEST, limit=50))
    words = [engine.search(SearchRequest(Term("all", word))).total for word in ("dog", "cat", "bear")]
    return [hit.id for hit in found.hits], found.facets["place"], words


def killed_at(step, change, engine):
    """Run a change in a child that is killed before its nth touch of the disk; tell whether it came that far."""
    child = os.fork()
    if not child:
        left = step

        def counted(function):
            def call(*args, **kwargs):
                nonlocal left
                left -= 1
                if left <= 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return function(*args, **kwargs)

            return call

        for name in STEPS:
            setattr(os, name, counted(getattr(os, name)))
        try:
            change(engine)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.parametrize("name", CHANGES)
def test_a_kill_at_any_step_leaves_the_index_as_before_or_after(engine, tmp_path, schema, name):
    change, before, outcomes = CHANGES[name], seen(engine), []
    for step in range(1, 40):
        if not killed_at(step, change, engine):
            break
        after_kill = open_engine("whoosh", tmp_path, schema)
        after_kill.check()
        outcomes.append(seen(after_kill))
        if outcomes[-1] != before:
            break
    change(engine)
    after = seen(engine)
    assert outcomes
    assert all(outcome in (before, after) for outcome in outcomes)
    open_engine("whoosh", tmp_path, schema).check()
    engine.write({"z9": {"all": [("fox",)]}})
    assert "z9" in seen(engine)[0]


def test_what_a_killed_writer_left_is_removed_by_the_next(engine, tmp_path):
    for change in (CHANGES["write"], CHANGES["revise"]):
        killed_at(2, change, engine)
    engine.write({"z9": {"all": [("fox",)]}})
    engine.write({"z9": {"all": [("fox",)]}})
    entries = read_toc(tmp_path, latest(tmp_path))
    wanted = {segment_path(tmp_path, entry.name) for entry in entries}
    wanted |= {revision_path(tmp_path, e.name, field, number) for e in entries for field, number in e.revised.items()}
    assert {path for path in tmp_path.iterdir() if path.suffix in {".arrays", ".revised"}} == wanted
    assert len(list(tmp_path.glob("*.toc*"))) == 1


@pytest.mark.parametrize("name", ["write", "revise", "delete", "compact", "clear"])
def test_everything_a_commit_names_is_synced_before_it_is_seen_and_the_folder_after(
    engine, tmp_path, monkeypatch, name
):
    log = []
    rename = os.rename

    def fsync(number):
        log.append(Path(f"/proc/self/fd/{number}").readlink().name)

    def renamed(old, new):
        log.append(("seen", Path(new).name, {Path(old).name} | {path.name for path in tmp_path.glob("MAIN_*.*")}))
        rename(old, new)

    before = {path.name for path in tmp_path.glob("MAIN_*.*")}
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", renamed)
    CHANGES[name](engine)
    moment = next(place for place, entry in enumerate(log) if entry[0] == "seen")
    _, toc, there = log[moment]
    assert toc.endswith(".toc")
    assert there - before <= set(log[:moment])
    assert tmp_path.name in log[:moment]
    assert log[moment + 1] == tmp_path.name


def test_a_full_disk_is_named_and_the_index_stays_as_it_was(engine, tmp_path, schema):
    before = seen(engine)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(EngineError, match=os.strerror(errno.EFBIG)):
            engine.write({f"n{number}": {"all": [(f"word{number}",)]} for number in range(3000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert seen(open_engine("whoosh", tmp_path, schema)) == before
    CHANGES["write"](engine)
    engine.check()


def test_a_second_writer_is_told_who_holds_the_index(engine, tmp_path, schema):
    ready, go_on = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        try:
            with writer.writing(tmp_path, {field.name: field.kind for field in schema}, 1):
                os.write(ready[1], b"!")
                os.read(go_on[0], 1)
        finally:
            os._exit(0)
    os.read(ready[0], 1)
    hasty = WhooshEngine(tmp_path, schema, patience=0.0)
    for change in CHANGES.values():
        with pytest.raises(EngineError, match=f"number {child}"):
            change(hasty)
    os.write(go_on[1], b"!")
    os.waitpid(child, 0)
    CHANGES["delete"](hasty)
    assert len(seen(engine)[0]) == 4


def test_writers_of_several_threads_wait_for_each_other(engine):
    threads = [
        threading.Thread(target=engine.write, args=({f"t{thread}": {"all": [("wolf",)]}},)) for thread in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert engine.search(SearchRequest(Term("all", "wolf"))).total == 6


def test_threads_may_search_while_one_writes(engine):
    wrong = []

    def search():
        for _ in range(30):
            total = engine.search(SearchRequest(Term("all", "dog"), facets=(Facet("place"),))).total
            if total != 5:
                wrong.append(total)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(10):
        engine.write({f"w{number % 3}": {"all": [("cat",)], "place": [f"P{number}"]}})
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_index_of_many_commits_has_few_segments(tmp_path, schema):
    engine = open_engine("whoosh", tmp_path, schema)
    for number in range(120):
        engine.write({f"r{number:03}": {"all": [("dog",), (f"word{number}",)], "place": [f"P{number % 7}"]}})
    entries = read_toc(tmp_path, latest(tmp_path))
    assert len(entries) <= 6
    assert sum(entry.rows for entry in entries) == 120
    assert [engine.frequency("all", [f"word{number}"])[0] for number in range(120)] == [1] * 120


def test_revising_to_the_same_values_writes_nothing(engine, tmp_path):
    before = {path.name for path in tmp_path.iterdir()}
    engine.revise({"c3": {"place": ["Shusha", "Shusha"], "first_day": None}, "nobody": {"place": ["Baku"]}})
    assert {path.name for path in tmp_path.iterdir()} == before
    engine.revise({"c3": {"place": ["Shusha"], "first_day": 19930604}})
    assert {path.name.split(".")[1] for path in tmp_path.glob("*.revised")} == {"place", "first_day"}


def test_deleted_rows_do_not_stay_forever(tmp_path, schema):
    engine = open_engine("whoosh", tmp_path, schema)
    engine.write({f"r{number}": {"all": [("dog",)]} for number in range(100)})
    for number in range(100):
        engine.delete([f"r{number}"])
        rows = sum(entry.rows for entry in read_toc(tmp_path, latest(tmp_path)))
        assert rows <= 2 * engine.count() + 1
    assert engine.count() == 0


def test_an_index_of_another_schema_is_named(engine, tmp_path, schema):
    other = open_engine("whoosh", tmp_path, schema[1:])
    for use in (other.count, lambda: other.write({"a": {"title": [("dog",)]}}), other.compact):
        with pytest.raises(EngineError, match="rebuild"):
            use()


def test_a_lost_segment_is_named(engine, tmp_path, schema):
    next(tmp_path.glob("*.arrays")).unlink()
    again = open_engine("whoosh", tmp_path, schema)
    for use in (again.count, again.check, lambda: CHANGES["write"](again), lambda: CHANGES["revise"](again)):
        with pytest.raises(EngineError, match="rebuild"):
            use()


@pytest.mark.parametrize("suffix", [".arrays", ".revised"])
def test_a_changed_byte_in_any_array_is_found_by_a_check(engine, tmp_path, suffix):
    for path in tmp_path.glob(f"*{suffix}"):
        whole = bytearray(path.read_bytes())
        whole[70] ^= 1
        path.write_bytes(whole)
    with pytest.raises(EngineError, match="rebuild"):
        engine.check()
