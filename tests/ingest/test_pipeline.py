import os
import subprocess
import sys

import pytest

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest import gather
from dispatchsearch.ingest.gather import document_id, read_together
from dispatchsearch.ingest.pipeline import read_all
from dispatchsearch.store import Stamp
from dispatchsearch.workers import Workers

FERRY = "Ferry Line Opens\n\nRIGA, Latvia - A ferry left Riga on Sunday, port chief Ilze Berzina said.\n"
NONE = Stamp(0, 0, 0)


def test_a_file_becomes_evidence(tmp_path):
    (tmp_path / "ferry.txt").write_text(FERRY)
    (record,) = read_together(str(tmp_path), [("ferry.txt", NONE)])[0].records
    (story,) = record.stories
    assert (story.headline, story.part, story.id) == ("Ferry Line Opens", 1, story.document)
    assert story.document == document_id(FERRY.encode())
    assert len(story.id) == 16


def test_the_same_bytes_have_the_same_id_anywhere(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(FERRY)
    ids = {read_together(str(tmp_path), [(name, NONE)])[0].records[0].document for name in ("a.txt", "b.txt")}
    assert len(ids) == 1


def test_a_foreign_title_does_not_tell_the_language_of_the_text_below(tmp_path):
    title = "Étude des effets de la radiothérapie dans le traitement des douleurs du genou chez les jeunes malades"
    text = "Professor Torval said that radiotherapy was given to fifty patients, and that most of them felt better. "
    text += "He also said that the results of the next two years would be shown to the board in the spring. "
    text += "Some of those who had been treated twice could walk again without a stick after six weeks of rest."
    (tmp_path / "knee.txt").write_text(f"{title}\n\n{text}\n")
    assert read_together(str(tmp_path), [("knee.txt", NONE)])[0].records[0].stories[0].language == "en"


@pytest.mark.parametrize("name", ["gone.txt", "folder.txt"])
def test_what_cannot_be_opened_becomes_a_reason(tmp_path, name):
    (tmp_path / "folder.txt").mkdir()
    assert read_together(str(tmp_path), [(name, NONE)])[0].reason


@pytest.mark.parametrize("step", ["read", "clean", "date_evidence", "language_of", "find_mentions"])
@pytest.mark.parametrize(
    ("error", "word"),
    [
        (RecursionError(), "deeply"),
        (MemoryError(), "memory"),
        (ReadError("x"), "x"),
        (KeyError("x"), "a fault of this program"),
    ],
)
def test_whatever_a_step_raises_becomes_a_reason(tmp_path, monkeypatch, step, error, word):
    def broken(*_):
        raise error

    (tmp_path / "a.txt").write_text(FERRY)
    monkeypatch.setattr(gather, step, broken)
    found = read_together(str(tmp_path), [("a.txt", NONE)])[0]
    assert word in (found.reason or found.records[0].reason)


def files(tmp_path, count):
    for number in range(count):
        (tmp_path / f"{number:03}.txt").write_text(f"Story {number}\n\nThe ferry number {number} sailed.\n")
    return [(f"{number:03}.txt", NONE) for number in range(count)]


def test_a_record_that_fails_a_step_costs_none_of_those_read_with_it(tmp_path, monkeypatch):
    def broken(*arguments):
        if "number 7" in arguments[1][0].text:
            raise KeyError("x")
        return whole(*arguments)

    whole = gather.find_mentions
    monkeypatch.setattr(gather, "find_mentions", broken)
    found = read_together(str(tmp_path), files(tmp_path, 40))
    assert [file.path for file in found if file.records[0].reason] == ["007.txt"]


def test_many_files_are_read_by_workers_and_none_is_lost(tmp_path):
    work = files(tmp_path, 100)
    found = list(read_all(str(tmp_path), work, Workers(2), {}))
    assert sorted(file.path for file in found) == [path for path, _ in work]
    assert all(len(file.records) == 1 for file in found)


def test_a_file_that_brings_its_worker_down_is_rejected_and_the_others_are_read(tmp_path):
    work = files(tmp_path, 60)
    program = (
        "import os, sys\n"
        "from dispatchsearch.ingest import gather, pipeline\n"
        "from dispatchsearch.store import Stamp\n"
        "from dispatchsearch.workers import Workers\n"
        "whole = gather.digest_of\n"
        "def digest_of(file):\n"
        "    if file.name == '007.txt': os.kill(os.getpid(), 9)\n"
        "    return whole(file)\n"
        "gather.digest_of = digest_of\n"
        "if __name__ == '__main__':\n"
        "    work = [(f'{n:03}.txt', Stamp(0, 0, 0)) for n in range(60)]\n"
        "    found = pipeline.read_all(sys.argv[1], work, Workers(2), {})\n"
        "    for file in found: print(file.path, file.reason or 'read')\n"
    )
    (tmp_path / "run.py").write_text(program)
    ran = subprocess.run([sys.executable, tmp_path / "run.py", tmp_path], capture_output=True, text=True, check=True)
    lines = dict(line.split(" ", 1) for line in ran.stdout.splitlines())
    assert lines.keys() == {path for path, _ in work}
    assert "brought the reader down" in lines.pop("007.txt")
    assert set(lines.values()) == {"read"}


def test_a_script_without_a_main_guard_is_served_in_its_own_process(tmp_path):
    files(tmp_path, 30)
    program = (
        "import sys\n"
        "from dispatchsearch.ingest.pipeline import read_all\n"
        "from dispatchsearch.store import Stamp\n"
        "from dispatchsearch.workers import Workers\n"
        "work = [(f'{n:03}.txt', Stamp(0, 0, 0)) for n in range(30)]\n"
        "print(sum(1 for file in read_all(sys.argv[1], work, Workers(2), {}) if file.records))\n"
    )
    (tmp_path / "run.py").write_text(program)
    ran = subprocess.run([sys.executable, tmp_path / "run.py", tmp_path], capture_output=True, text=True, check=True)
    assert ran.stdout == "30\n"


@pytest.mark.parametrize("case", [str, str.upper])
def test_a_dispatch_without_paragraphs_or_headline_keeps_all_its_words(tmp_path, case):
    words = "The ferry sailed : nobody saw it go . The harbour was empty, and the lamp was lit . " * 12
    (tmp_path / "a.txt").write_text(case(words))
    (record,) = read_together(str(tmp_path), [("a.txt", NONE)])[0].records
    (story,) = record.stories
    assert sum(len(block.text.split()) for block in story.blocks) == len(words.split())


def test_a_file_whose_name_is_no_text_is_read(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(FERRY)
    assert len(read_together(str(tmp_path), [("caf\\xe9.txt", NONE)])[0].records) == 1


@pytest.mark.parametrize(
    "page",
    [
        "<!-- saved from url=(0044)http://wire.example/1991/jan/17/ferry.html -->\n<html><body>{}</body></html>",
        '<html><head><link rel="canonical" href="http://wire.example/1991/jan/17/ferry.html"></head><body>{}</body></html>',
    ],
)
def test_the_address_that_a_page_states_of_itself_dates_it(tmp_path, page):
    (tmp_path / "ferry.html").write_text(page.format(f"<h1>Ferry Line Opens</h1><p>{FERRY.partition('RIGA')[2]}</p>"))
    (record,) = read_together(str(tmp_path), [("ferry.html", NONE)])[0].records
    found = {(date.place, date.quote) for date in record.stories[0].dates}
    assert ("address", "/1991/jan/17/") in found


def test_a_date_of_the_address_is_told_once(tmp_path):
    folder = tmp_path / "wire.example" / "1991" / "01" / "17"
    folder.mkdir(parents=True)
    head = '<link rel="canonical" href="http://wire.example/1991/01/17/ferry.html">'
    (folder / "ferry.html").write_text(f"<head>{head}</head><h1>Ferry Line Opens</h1><p>A ferry left on Sunday.</p>")
    (record,) = read_together(str(tmp_path), [("wire.example/1991/01/17/ferry.html", NONE)])[0].records
    assert [date.place for date in record.locator.dates] == ["address"]
    assert not [date for date in record.stories[0].dates if date.place == "address"]


def test_a_place_that_a_header_alone_names_is_the_dispatchs(tmp_path):
    (tmp_path / "ferry.txt").write_text(
        "HEADLINE: Ferry Sails\nDATELINE: BAKU\n\nA ferry sailed on Sunday, it was said.\n"
    )
    (story,) = read_together(str(tmp_path), [("ferry.txt", NONE)])[0].records[0].stories
    assert story.dateline_place == "geonames:587084"
    assert [(one.surface, one.key) for one in story.mentions] == [("BAKU", "geonames:587084")]


def test_a_datelines_place_is_not_named_twice(tmp_path):
    (tmp_path / "ferry.txt").write_text(FERRY)
    (story,) = read_together(str(tmp_path), [("ferry.txt", NONE)])[0].records[0].stories
    assert all(one.block >= -1 for one in story.mentions)
