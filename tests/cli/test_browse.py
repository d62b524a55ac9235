"""What query and its neighbours print: reasons, versions, likenesses, differences."""

import csv
import io
import json

import pytest

from dispatchsearch import __version__

STORY = (
    "RIGA, Latvia - The ferry that left Riga on Sunday had 12 cars and a band aboard, port chief Ilze Berzina said. "
    "She was to come back by noon, but the fog held her at the island until the evening bells had been rung.\n\n"
    "Nobody was hurt, and the band played on the quay for those who had waited.\n"
)
FILES = {
    "wire/ferry.txt": f"Ferry Held by Fog\n\n{STORY}",
    "post/ferry.txt": f"Fog Holds the Ferry\n\n{STORY.replace('12 cars', '14 cars')}",
    "post/bakers.txt": "Bakers Meet\n\nGORI, Georgia - Bakers met on Tuesday in Gori. A ferry was not there.\n",
}


@pytest.fixture
def run(program):
    return program.index(FILES)


def test_versions_are_folded_named_and_counted(run):
    told = run("query", "ferry")
    assert "2 stories (3 dispatches)" in told.stderr
    assert "2 versions: " in told.stdout
    assert "(this one)" in told.stdout
    assert "1-3 of 3" in run("query", "ferry", "--all-versions").stderr


def test_a_table_holds_every_version(run):
    assert len(run("query", "ferry", "--csv").stdout.splitlines()) == 1 + 3
    assert len(run("query", "ferry", "--nl").stdout.splitlines()) == 3


def test_every_export_says_by_which_search_of_which_archive_it_was_found(run, tmp_path):
    (tmp_path / "questions.txt").write_text("ferry NOT xylophone\nnothing like this\n")
    asked = ("query", "ferry NOT xylophone", "--place", "Riga")
    batch = ("query", "--batch", tmp_path / "questions.txt", "--place", "Riga")
    table, many = (list(csv.DictReader(io.StringIO(run(*one, "--csv").stdout))) for one in (asked, batch))
    lines = [json.loads(line) for one in (asked, batch) for line in run(*one, "--nl").stdout.splitlines()]
    exported = [*table, *many, *lines, json.loads(run(*asked, "--json").stdout)]
    assert len(exported) > 6
    parts = ("understood as '", "place 'Riga'", "with all the words: ", "with some: ")
    assert "in these forms alone" in json.loads(run(*asked, "--exact", "--json").stdout)["search"]
    for one in exported:
        assert one["search"].startswith(f"Exported by dispatchsearch {__version__} of an archive indexed 2")
        assert [part for part in parts if part not in one["search"]] == []


def test_show_names_the_versions_of_a_story(run):
    (hit,) = json.loads(run("query", "fog", "--json").stdout)["hits"]
    assert len(hit["versions"]) == 2
    assert "versions" in run("show", hit["id"]).stdout


def test_each_hit_can_be_explained(run):
    told = run("query", "ferry", "fog", "--explain").stdout
    assert "It holds all your words." in told
    assert "dispatches hold it" in told
    (first, *_) = json.loads(run("query", "ferry", "fog", "--explain", "--json").stdout)["hits"]
    assert any("ferry" in reason for reason in first["why"])


def test_two_versions_are_laid_side_by_side_numbers_first(run):
    (hit,) = json.loads(run("query", "fog", "--json").stdout)["hits"]
    told = run("diff", hit["id"])
    assert told.exit_code == 0
    assert {"12", "14"} < set(told.stdout.replace("[", " ").replace("]", " ").split())
    assert any(line.startswith("number") for line in told.stdout.splitlines())
    ids = [version["id"] for version in hit["versions"]]
    found = json.loads(run("diff", *ids, "--json").stdout)
    assert (found["left"], found["right"]) == tuple(ids)
    assert found["first"][0]["kind"] == "number"


def test_a_dispatch_without_other_versions_says_so(run):
    (hit,) = json.loads(run("query", "bakers", "--json").stdout)["hits"]
    assert run("diff", hit["id"]).exit_code == 2


def test_the_dispatches_most_like_one_are_listed(run):
    (hit,) = json.loads(run("query", "fog", "--json").stdout)["hits"]
    told = run("like", hit["id"])
    assert told.exit_code == 0
    assert "Fog" in told.stdout


@pytest.mark.parametrize(("words", "column"), [("date:1993-13", 1), ("ferry date:1993-13", 7), ("(" * 31 + "fog", 31)])
def test_an_impossible_query_is_refused_with_its_column(run, words, column):
    told = run("query", words)
    assert told.exit_code == 2
    assert told.stderr.strip().endswith(f"(column {column})")


def test_an_impossible_option_has_no_column(run):
    told = run("query", "ferry", "--limit", "1000", "--page", "101")
    assert (told.exit_code, told.stderr.strip().endswith("pages end at hit 100,000")) == (2, True)


def test_a_search_that_runs_out_of_time_says_so(run):
    for form in ([], ["--csv"], ["--nl"], ["--json"]):
        assert "the time for one query was up" in run("query", "ferry", "--deadline", "0", *form).stderr
    assert json.loads(run("query", "ferry", "--deadline", "0", "--json").stdout)["partial"]
    assert not json.loads(run("query", "ferry", "--deadline", "60", "--json").stdout)["partial"]


def test_who_typed_one_argument_of_several_words_is_told_how_to_ask_for_a_phrase(run):
    assert "--phrase" in run("query", "held by fog").stderr
    for plain in (["held", "by", "fog"], ["--phrase", "held by fog"], ["fog OR quay"], ["title:fog ferry"]):
        assert "--phrase" not in run("query", *plain).stderr


def test_facets_count_those_with_all_the_words_or_any(run):
    counts = [json.loads(run("facets", "fog", "bakers", *some, "--json").stdout)["total"] for some in ([], ["--any"])]
    assert counts == [3, 3]
    counts = [json.loads(run("facets", "ferry", "fog", *some, "--json").stdout)["total"] for some in ([], ["--any"])]
    assert counts == [2, 3]
