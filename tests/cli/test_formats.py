"""Archives and tables at the command line: members are named, columns told and remembered."""

import csv
import io
import json
import zipfile

import pytest
from click.testing import CliRunner

from dispatchsearch.cli import cli

STORY = "The ferry to Port Ellery sailed on Monday with forty passengers, and the keeper lit the lamp for it."


@pytest.fixture
def run(tmp_path):
    def call(*arguments):
        return CliRunner().invoke(cli, ["--index", str(tmp_path / "index"), *map(str, arguments)])

    call.raw = tmp_path / "raw"
    call.raw.mkdir()
    return call


def zipped(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def written(folder, rows):
    with (folder / "rows.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)


def test_a_member_of_an_archive_is_named_wherever_a_file_is(run):
    (run.raw / "back.zip").write_bytes(
        zipped({"1993/ferry.txt": f"Ferry Sails\n\n{STORY}\n", "1993/a\nb.png": b"\x89PNG"})
    )
    done = run("index", run.raw)
    assert "rejected: back.zip/1993/a\\x0ab.png, record 2: this is an image" in done.stderr
    assert "back.zip/1993/a\\x0ab.png" in run("status", "--rejected").stdout
    assert "back.zip/1993/ferry.txt" in run("query", "ferry", "--json").stdout
    again = run("index", run.raw)
    assert "rejected: back.zip/1993/a" in again.stderr


def test_columns_are_told_once_and_remembered(run):
    written(run.raw, [["name", "words", "day"], ["Ferry Sails", STORY, "28 June 1993"]])
    refused = run("index", run.raw)
    assert "which column holds the text? Index with --fields text=COLUMN; there are: name, words, day" in refused.stderr
    assert "1 updated" in run("index", "--fields", "title=name,text=words,date=day", run.raw).stderr
    assert "1993-06-28" in run("query", "ferry", "--json").stdout
    written(
        run.raw, [["name", "words", "day"], ["Ferry Sails", STORY, "28 June 1993"], ["Ship", f"Ship. {STORY}", "1994"]]
    )
    run("index", run.raw)
    assert "2 dispatches" in run("status").stdout


def test_a_rehearsal_counts_the_types_of_files(run):
    (run.raw / "back.zip").write_bytes(zipped({f"{n}.txt": f"Ferry {n}\n\n{STORY}{n}\n" for n in range(3)}))
    written(run.raw, [["name", "words"], ["Ferry Sails", STORY], ["Ship Sails", f"Ship. {STORY}"]])
    info = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nab\r\n\r\n"
    page = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n"
    (run.raw / "crawl.warc").write_bytes((info + page.format(len(STORY), STORY)).encode())
    shown = run("index", "--dry-run", "--fields", "text=words", run.raw).stdout
    assert "1  .warc" in shown
    assert "1  .zip" in shown
    assert "1  .csv" in shown
    assert "would be rejected: 0" in shown


def test_a_mapping_that_says_nothing_is_refused(run):
    done = run("index", "--fields", "colour=red", run.raw)
    assert done.exit_code == 2
    assert "FIELD=COLUMN" in done.stderr


def test_evidence_names_the_row(run):
    (run.raw / "rows.jsonl").write_text(
        "\n".join(json.dumps({"title": t, "text": f"{t}. {STORY}"}) for t in ("One", "Two"))
    )
    run("index", run.raw)
    found = json.loads(run("query", "Two", "--json").stdout)
    assert found["hits"]
