"""Many queries from a file, and queries kept under a name: what they find, and what is new since last time."""

import csv
import io
import json

import pytest

FERRY = "Ferry Line Opens\n\nRIGA, Latvia - A ferry left Riga on Sunday, the port chief said. A band played.\n"
BAKERS = "Bakers Meet\n\nGORI, Georgia - Bakers met on Tuesday in Gori. A ferry was not there, nor was a band.\n"
LATER = "Ferry Sold\n\nRIGA, Latvia - The ferry that opened the line was sold for scrap in Riga on Friday.\n"


@pytest.fixture
def run(program):
    return program.index({"ferry.txt": FERRY, "bakers.txt": BAKERS})


def test_a_file_of_queries_is_asked_line_by_line_and_none_is_left_out(run, tmp_path):
    (tmp_path / "questions.txt").write_text("# mine\nferry band\n\nsubmarine\nGori\n")
    told = run("query", "--batch", tmp_path / "questions.txt")
    assert [line.split()[0] for line in told.stdout.splitlines()] == ["2", "0", "1"]
    table = run("query", "--batch", tmp_path / "questions.txt", "--csv").stdout
    assert len({len(row) for row in csv.reader(io.StringIO(table))}) == 1
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["query"], row["rank"], row["found"]) for row in rows] == [
        ("ferry band", "1", "2"),
        ("ferry band", "2", "2"),
        ("submarine", "", "0"),
        ("Gori", "1", "1"),
    ]
    lines = run("query", "--batch", tmp_path / "questions.txt", "--nl").stdout.splitlines()
    assert [json.loads(line)["total"] for line in lines] == [2, 0, 1]


def test_a_query_of_a_file_that_asks_the_impossible_is_named_and_the_others_are_asked(run, tmp_path):
    (tmp_path / "questions.txt").write_text("ferry date:1993-13\nGori\n")
    told = run("query", "--batch", tmp_path / "questions.txt")
    assert told.exit_code == 2
    assert "line 1: date: 13 is no month (column 7)" in told.stderr
    assert "Gori" in told.stdout


def test_a_saved_query_tells_what_is_new_since_it_was_looked_at(run):
    assert run("saved").exit_code == 1
    assert "1 dispatches" in run("save", "riga", "ferry", "Riga").stderr
    assert run("saved", "riga").exit_code == 1
    (run.raw / "later.txt").write_text(LATER)
    run("index")
    assert "2 dispatches, 1 new" in run("saved").stdout
    kept = run("saved", "riga", "--keep")
    assert "Ferry Sold" in kept.stdout
    assert "Ferry Line Opens" not in kept.stdout
    assert run("saved", "riga").exit_code == 0
    assert run("saved", "riga").exit_code == 1


def test_saved_queries_outlive_the_index_and_can_be_taken_out(run):
    run("save", "riga", "ferry")
    text = (run.authority / "queries.csv").read_text()
    assert text.splitlines()[0] == "name,query,saved,looked"
    assert text.splitlines()[1].startswith("riga,ferry,")
    assert run("saved", "riga", "--remove").exit_code == 0
    assert run("saved", "riga").exit_code == 2


@pytest.mark.parametrize("name", ["../x", "", "a/b", "-"])
def test_a_name_that_could_not_name_a_file_is_refused(run, name):
    assert run("save", "--", name, "ferry").exit_code == 2
    assert not (run.authority / "queries.csv").exists()


def test_a_query_that_cannot_be_understood_is_not_saved_and_the_column_is_named(run):
    refused = run("save", "bad", "ferry date:1993-13")
    assert refused.exit_code == 2
    assert "column 7" in refused.stderr
    assert not (run.authority / "queries.csv").exists()
