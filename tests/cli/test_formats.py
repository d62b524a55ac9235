"""Archives and tables at the command line: members are named, columns told and remembered."""

import csv
import io
import json
import zipfile

import pytest

STORY = "The ferry to Port Ellery sailed on Monday with forty passengers, and the keeper lit the lamp for it."


def zipped(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def written(folder, rows):
    with (folder / "rows.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)


def test_a_member_of_an_archive_is_named_wherever_a_file_is(program):
    (program.raw / "back.zip").write_bytes(
        zipped({"1993/ferry.txt": f"Ferry Sails\n\n{STORY}\n", "1993/a\nb.png": b"\x89PNG"})
    )
    done = program("index", program.raw)
    assert "rejected: back.zip/1993/a\\x0ab.png, record 2: this is an image" in done.stderr
    assert "back.zip/1993/a\\x0ab.png" in program("status", "--rejected").stdout
    assert "back.zip/1993/ferry.txt" in program("query", "ferry", "--json").stdout
    again = program("index", program.raw)
    assert "rejected: back.zip/1993/a" in again.stderr


def test_columns_are_told_once_and_remembered(program):
    written(program.raw, [["name", "words", "day"], ["Ferry Sails", STORY, "28 June 1993"]])
    refused = program("index", program.raw)
    assert "which column holds the text? Index with --fields text=COLUMN; there are: name, words, day" in refused.stderr
    assert "1 updated" in program("index", "--fields", "title=name,text=words,date=day", program.raw).stderr
    assert "1993-06-28" in program("query", "ferry", "--json").stdout
    written(
        program.raw,
        [["name", "words", "day"], ["Ferry Sails", STORY, "28 June 1993"], ["Ship", f"Ship. {STORY}", "1994"]],
    )
    program("index", program.raw)
    assert "2 dispatches" in program("status").stdout


@pytest.mark.parametrize("damaged", [False, True])
def test_columns_that_were_told_are_remembered_by_an_archive_that_is_begun_anew(program, damaged):
    written(program.raw, [["name", "words", "day"], ["Ferry Sails", STORY, "28 June 1993"]])
    program("index", "--fields", "title=name,text=words,date=day", program.raw)
    if damaged:
        (program.folder / "archive.db").write_bytes(b"no store at all" * 300)
    again = program("index", "--anew")
    assert "archive.damaged-1.db" in again.stderr
    assert "1993-06-28" in program("query", "ferry", "--json").stdout


def test_a_rehearsal_counts_the_types_of_files(program):
    (program.raw / "back.zip").write_bytes(zipped({f"{n}.txt": f"Ferry {n}\n\n{STORY}{n}\n" for n in range(3)}))
    written(program.raw, [["name", "words"], ["Ferry Sails", STORY], ["Ship Sails", f"Ship. {STORY}"]])
    info = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nab\r\n\r\n"
    page = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n"
    (program.raw / "crawl.warc").write_bytes((info + page.format(len(STORY), STORY)).encode())
    shown = program("index", "--dry-run", "--fields", "text=words", program.raw).stdout
    assert "1  .warc" in shown
    assert "1  .zip" in shown
    assert "1  .csv" in shown
    assert "would be rejected: 0" in shown


def test_a_mapping_that_says_nothing_is_refused(program):
    done = program("index", "--fields", "colour=red", program.raw)
    assert done.exit_code == 2
    assert "FIELD=COLUMN" in done.stderr


def test_evidence_names_the_row(program):
    (program.raw / "rows.jsonl").write_text(
        "\n".join(json.dumps({"title": t, "text": f"{t}. {STORY}"}) for t in ("One", "Two"))
    )
    program("index", program.raw)
    found = json.loads(program("query", "Two", "--json").stdout)
    assert found["hits"]
