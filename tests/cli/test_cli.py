import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from dispatchsearch.archive import Archive
from dispatchsearch.cli import cli
from dispatchsearch.cli.layout import dispatch_lines

FERRY = "Ferry Line Opens\n\nRIGA, Latvia - A ferry left Riga on Sunday, port chief Ilze Berzina said.\n"
BAKERS = "Bakers Meet\n\nGORI, Georgia -- Bakers met Tuesday in Gori. A ferry was not there.\n"


@pytest.fixture
def run(program):
    return program.write({"ferry.txt": FERRY, "bakers.txt": BAKERS})


@pytest.fixture
def indexed(run):
    assert run("index", run.raw).exit_code == 0
    return run


def test_index_says_what_it_did_and_what_comes_next(run):
    result = run("index", run.raw)
    assert result.exit_code == 0
    assert "2 added; 2 dispatches in the archive" in result.stderr
    assert f"next: dispatchsearch --index {run.folder} query WORDS" in result.stderr
    assert result.stdout == ""


def test_index_without_a_path_looks_into_the_known_folders(indexed):
    assert "2 unchanged" in indexed("index").stderr


def test_index_of_a_new_archive_without_a_path_is_a_usage_error(run):
    result = run("index")
    assert result.exit_code == 2
    assert "dispatchsearch index raw/" in result.stderr


def test_index_without_a_path_asks_for_one_where_a_first_run_was_cut_off(run):
    with Archive(run.folder, create=True):
        pass
    result = run("index")
    assert result.exit_code == 2
    assert "name a folder" in result.stderr


def test_a_full_disk_is_an_error_and_no_traceback(indexed):
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here to write to")
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "dispatchsearch", "--index", indexed.folder, "query", "ferry"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ended.returncode == 3
    assert ended.stderr.decode().endswith("error: No space left on device\n")


def test_rejected_inputs_are_listed_and_change_the_status_only_under_strict(run):
    (run.raw / "photo.bin").write_bytes(b"\0\1\2")
    listed = run("index", run.raw)
    assert listed.exit_code == 0
    assert "rejected: photo.bin:" in listed.stderr
    assert run("index", run.raw, "--strict", "--check").exit_code == 4
    assert "photo.bin" in run("status", "--rejected").stdout


def test_a_rehearsal_writes_nothing_and_tells_all(run):
    (run.raw / "photo.bin").write_bytes(b"\0\1\2")
    result = run("index", "--dry-run", run.raw)
    assert result.exit_code == 0
    assert not run.folder.exists()
    for said in (
        ".txt",
        "would be rejected: 1",
        "photo.bin",
        "sources as guessed",
        "time needed",
        "Ferry Line Opens",
        "undated",
    ):
        assert said in result.stdout


def test_a_query_prints_the_best_first_and_ends_with_0(indexed):
    result = indexed("query", "ferry", "Riga")
    assert result.exit_code == 0
    assert result.stdout.index("Ferry Line Opens") < result.stdout.index("Bakers Meet")
    assert "1 hold all your words, 1 hold some" in result.stderr


def test_a_query_without_matches_ends_with_1(indexed):
    assert indexed("query", "zeppelin").exit_code == 1


def test_an_impossible_query_ends_with_2_and_says_why(indexed):
    result = indexed("query", "date:1993-13")
    assert result.exit_code == 2
    assert "error:" in result.stderr


def test_a_missing_archive_ends_with_3_and_names_the_command(run):
    result = run("query", "ferry")
    assert result.exit_code == 3
    assert "dispatchsearch index" in result.stderr


def test_the_program_itself_ends_with_the_status_of_its_command(indexed):
    def status(*arguments):
        command = [sys.executable, "-m", "dispatchsearch", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, cwd=indexed.raw, check=False).returncode

    at = ("--index", indexed.folder)
    assert [
        status(*at, "query", "ferry"),
        status(*at, "query", "zeppelin"),
        status(*at, "query", "date:1993-13"),
        status("query", "ferry"),
    ] == [0, 1, 2, 3]


def test_the_archive_may_be_named_after_the_command_too(indexed):
    ahead = indexed("query", "ferry")
    behind = CliRunner().invoke(cli, ["query", "ferry", "--index", str(indexed.folder)])
    joined = CliRunner().invoke(cli, ["query", "ferry", f"--index={indexed.folder}"])
    assert ahead.stdout == behind.stdout == joined.stdout != ""


def test_filters_need_no_words(indexed):
    assert "Ferry Line Opens" in indexed("query", "--place", "Riga").stdout
    assert indexed("query", "--sort", "newest").exit_code == 2


def test_a_mistyped_option_is_spoken_of(indexed):
    result = indexed("query", "--frm", "1993", "ferry")
    assert "--frm is no option (did you mean --from?)" in result.stderr


def test_a_result_says_how_to_see_more_and_where_it_ends(indexed):
    assert "1-2 of 2; one in full: dispatchsearch" in indexed("query", "ferry").stderr
    assert "number 1 of 2; more: --page 2" in indexed("query", "ferry", "--limit", "1").stderr
    past = indexed("query", "ferry", "--page", "9")
    assert "page 9 is past the end: the last is 1" in past.stderr
    assert past.exit_code == 1


def test_words_with_a_minus_are_part_of_the_query(indexed):
    result = indexed("query", "ferry", "-bakers")
    assert "Ferry Line Opens" in result.stdout
    assert "Bakers Meet" not in result.stdout
    assert indexed("query", "ferry", "--not", "bakers").stdout == result.stdout


def test_quotes_that_the_shell_took_are_spoken_of(indexed):
    assert "--phrase" in indexed("query", "ferry left").stderr
    assert "--phrase" not in indexed("query", '"ferry left"').stderr


def test_a_phrase_is_found_as_one(indexed):
    assert indexed("query", "--phrase", "ferry", "left").exit_code == 0
    assert indexed("query", "--phrase", "left", "ferry").exit_code == 1


def test_json_holds_the_page(indexed):
    found = json.loads(indexed("query", "ferry", "--json").stdout)
    assert found["total"] == 2
    assert {hit["title"] for hit in found["hits"]} == {"Ferry Line Opens", "Bakers Meet"}


def test_json_lines_hold_one_hit_each(indexed):
    lines = indexed("query", "ferry", "--nl").stdout.splitlines()
    assert sorted(json.loads(line)["title"] for line in lines) == ["Bakers Meet", "Ferry Line Opens"]


def test_csv_has_the_documented_columns(indexed):
    rows = list(csv.DictReader(io.StringIO(indexed("query", "Riga", "--csv").stdout)))
    assert list(rows[0]) == [
        "id", "date", "date_to", "precision", "confidence", "reason", "source", "agency", "title", "dateline",
        "people", "places", "path", "url", "date_match", "search",
    ]  # fmt: skip
    assert (rows[0]["title"], rows[0]["dateline"], rows[0]["path"]) == ("Ferry Line Opens", "RIGA, Latvia", "ferry.txt")


def test_filters_narrow(indexed):
    assert "Bakers" not in indexed("query", "ferry", "--place", "Riga").stdout
    assert indexed("query", "ferry", "--person", "Ilze Berzina").exit_code == 0
    assert indexed("query", "ferry", "--source", "no such paper").exit_code == 1
    assert indexed("query", "ferry", "--from", "1993").exit_code == 1


def test_show_prints_a_dispatch_with_its_reasons(indexed):
    id_ = json.loads(indexed("query", "Riga", "--json").stdout)["hits"][0]["id"]
    shown = indexed("show", id_, "--evidence").stdout
    for said in ("Ferry Line Opens", "undated", "RIGA, Latvia", "Ilze Berzina", "ferry.txt", id_):
        assert said in shown
    shown = json.loads(indexed("show", id_, "--json").stdout)
    assert shown["id"] == id_
    assert all(one["reason"] for one in shown["places_taken"])
    assert indexed("show", id_.upper()).exit_code == 0
    assert indexed("show", "nosuch").exit_code == 2


def test_a_source_that_is_not_there_is_spoken_of(indexed):
    result = indexed("sources", "nobody")
    assert result.exit_code == 1
    assert "no source is called nobody" in result.stderr


def test_a_dispatch_without_a_title_is_shown_as_such(indexed):
    with Archive.open(indexed.folder) as archive:
        bare = replace(next(iter(archive.dispatches())), title="")
    assert next(dispatch_lines(bare, None)) == click.style("(untitled)", bold=True)


def test_facets_count_over_all_dispatches_or_those_found(indexed):
    assert "Riga" in indexed("facets").stdout
    assert "Riga" not in indexed("facets", "bakers").stdout
    assert json.loads(indexed("facets", "--json").stdout)["total"] == 2


def test_sources_are_listed(indexed):
    assert "2  raw" in indexed("sources").stdout
    assert json.loads(indexed("sources", "--json").stdout)[0]["dispatches"] == 2


def test_status_leads_with_the_archive_at_a_glance(indexed):
    first = indexed("status").stdout.splitlines()[0]
    assert re.match(r"2 dispatches, last indexed \d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d from .*raw; ", first)
    assert "0 files changed since; next: " in first
    assert json.loads(indexed("status", "--json").stdout)["dispatches"] == 2
    (indexed.raw / "new.txt").write_text("New\n\nA new text.\n")
    assert "1 file changed since; next: dispatchsearch" in indexed("status").stdout


def test_no_name_of_a_file_can_give_a_terminal_orders(run):
    (run.raw / "red\x1b[31m\nalert.bin").write_bytes(b"\0\1\2")
    for told in (run("index", run.raw).stderr, run("status", "--rejected").stdout):
        assert "\x1b" not in told
        assert "red[31m alert.bin: " in told.splitlines()[0]
    assert "\x1b" not in run("index", "--dry-run", run.raw).stdout


def test_verify_and_rebuild(indexed):
    assert "all is well" in indexed("verify").stdout
    assert "2 dispatches indexed anew" in indexed("rebuild").stderr
    assert "all is well" in indexed("verify").stdout


def test_settings_stand_in_the_environment_too(indexed):
    env = {"DISPATCHSEARCH_INDEX": str(indexed.folder), "DISPATCHSEARCH_QUERY_LIMIT": "1"}
    result = CliRunner().invoke(cli, ["query", "ferry"], auto_envvar_prefix="DISPATCHSEARCH", env=env)
    assert result.exit_code == 0
    assert result.stdout.count("raw · ") == 1


@pytest.mark.parametrize("command", ["query", "index", "dates", "crawl"])
def test_help_leads_with_examples_each_on_its_line(command):
    help_ = CliRunner().invoke(cli, [command, "--help"]).stdout
    assert help_.index("Examples:\n") < 250
    assert f"\n    dispatchsearch {command} " in help_
    assert "\\b" not in help_


def test_sources_tell_what_was_learned_of_each_and_why_dispatches_are_its(run):
    for number, goods in enumerate(("coal", "timber", "salt", "wool", "grain", "copper", "tea", "glass"), 13):
        story = f"Ship of {goods.title()} In\n\nRIGA, Latvia - A ship of {goods} came in on 06/{number}/1993.\n"
        more = f"The {goods} was sold by noon to a merchant of the old town.\n"
        page = run.raw / "courier" / f"{goods}.txt"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"{story}\n{more}\nThe Quay Courier is printed at 12 Quay Street.\n")
    assert run("index", run.raw).exit_code == 0
    shown = run("sources", "courier").stdout
    assert "8  courier" in shown
    assert "why: the folder courier/" in shown
    assert 'furniture: 1 text is known; set aside "The Quay Courier is printed at 12 Quay Street." (on 8)' in shown
    assert "raw" not in shown
    (record,) = json.loads(run("sources", "--json", "Couri").stdout)
    assert record["furniture"]["examples"][0]["dispatches"] == record["looked_at"] == 8
    assert run("sources", "nobody").exit_code == 1
