"""The program as it is run: in odd folders, in the plainest locale, far from Greenwich."""

import csv
import io
import os
import re
import subprocess
import sys
import unicodedata

import pytest

FERRY = "Ferry Line Opens\n\n4 July 1994\n\nRIGA, Latvia - A ferry left Riga on Monday for the café at Mangaļsala.\n"
TRAIN = "Поезд из Гори\n\n12 марта 1994 г.\n\nПоезд прибыл в Гори вечером.\n"
MAIL = "From: desk@valley.example\nSubject: Bridge Reopens\nDate: Mon, 04 Jul 1994 23:30:00 -0400\n\nIt is open.\n"
FOLDERS = (
    "two words/and  three more",
    "Вести долины/июнь № 3",
    unicodedata.normalize("NFC", "Café à Ålesund"),
    unicodedata.normalize("NFD", "Café à Ålesund"),
    'what\'s "this" & $that; -rf *',
)


@pytest.fixture
def run(tmp_path):
    def call(*words, cwd=tmp_path, status=0, **setting):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "DISPATCH"))}
        ended = subprocess.run(
            [sys.executable, "-m", "dispatchsearch", *map(str, words)],
            capture_output=True,
            cwd=cwd,
            env=kept | {"LC_ALL": "C.UTF-8"} | setting,
            check=False,
        )
        assert ended.returncode == status, ended.stderr.decode()
        return ended.stdout.decode(), ended.stderr.decode()

    return call


def write(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_archive_and_its_files_may_have_any_names(run, tmp_path, form):
    home = tmp_path / unicodedata.normalize(form, "мои вырезки é")
    files = [f"{folder}/{folder.replace('/', ' ')}.txt" for folder in FOLDERS]
    write(home / "raw", {name: f"{FERRY}Copy {number}.\n" for number, name in enumerate(files)})
    assert f"{len(files)} added" in run("index", "raw", cwd=home)[1]
    rows = list(csv.DictReader(io.StringIO(run("query", "ferry", "--csv", cwd=home)[0])))
    assert sorted(row["path"] for row in rows) == sorted(files)
    assert f"{len(files)} unchanged" in run("index", "--index", home / "index")[1]


def test_neither_locale_nor_screen_changes_an_answer(run, tmp_path):
    write(tmp_path / "raw", {"Вести долины/поезд.txt": TRAIN})
    run("index", "raw", LC_ALL="C")
    asked = ("query", "ПОЕЗД", "--source", "Вести долины")
    plain = run(*asked)
    assert "1994-03-12  Поезд из Гори" in plain[0]
    assert run(*asked, LC_ALL="C") == run(*asked, LC_ALL="tr_TR.UTF-8") == plain
    assert "1994-03-12" in run("query", "date:1994", PYTHONIOENCODING="ascii")[0]


def test_the_time_zone_tells_when_it_was_indexed_and_nothing_else(run, tmp_path):
    write(tmp_path / "raw", {"bridge.eml": MAIL})
    run("index", "raw", TZ="Asia/Tokyo")
    hours = {}
    for zone in ("Asia/Tokyo", "Pacific/Honolulu"):
        glance = run("status", TZ=zone)[0].splitlines()[0]
        assert "0 files changed since" in glance
        hours[zone] = int(re.search(r"last indexed \d+ \w+ \d{4}, (\d\d):\d\d from raw", glance)[1])
    assert (hours["Asia/Tokyo"] - hours["Pacific/Honolulu"]) % 24 == 19
    assert "1994-07-04  Bridge Reopens" in run("query", "bridge", TZ="Pacific/Honolulu")[0]
