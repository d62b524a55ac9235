"""A sample judged by a person, and a search measured by a person's own judgements."""

import csv

import pytest

FILES = {
    "ferry.txt": "Ferry Line Opens\n\nRIGA, Latvia - A ferry left Riga on Sunday, port chief Ilze Berzina said.\n",
    "bakers.txt": "Bakers Meet\n\nBy Ann Rowe, 05/06/1993\n\nGORI, Georgia -- Bakers met in Gori. No ferry came.\n",
    "copy.txt": "Ferry Opens\n\nRIGA, Latvia - A ferry left Riga on Sunday, the port chief Ilze Berzina said.\n",
}


@pytest.fixture
def run(program):
    return program.index(FILES)


def checked(run):
    with (run.authority / "checked.csv").open() as stream:
        return list(csv.DictReader(stream))


def test_a_sample_of_dates_is_judged_and_the_interval_told(run):
    told = run("check", "dates", "--sample", "3", typed="y\n?\ny\n")
    assert told.exit_code == 0
    assert "2 of 2 right (34-100 %, 95 % interval); 1 cannot be told" in told.stdout
    assert [row["answer"] for row in checked(run)] == ["right", "cannot tell", "right"]


def test_a_wrong_date_is_put_right_and_kept_as_a_correction(run):
    told = run("check", "dates", "--sample", "1", typed="n\n1993-06-04\n")
    assert "0 of 1 right" in told.stdout
    assert "1993-06-04" in (run.authority / "dates.csv").read_text()


def test_a_sample_can_be_ended_and_drawn_again(run):
    first = run("check", "dates", "--seed", "4", typed="q\n")
    assert first.exit_code == 1
    assert run("check", "dates", "--seed", "4", typed="q\n").stdout == first.stdout


def test_places_and_versions_are_shown_with_their_evidence(run):
    places = run("check", "places", "--sample", "2", typed="y\ny\n")
    assert "places: 2 of 2 right" in places.stdout
    versions = run("check", "versions", typed="y\n")
    assert "Ferry Line Opens" in versions.stdout
    assert "versions: 1 of 1 right" in versions.stdout


def test_what_is_not_one_story_is_kept_apart_until_that_is_taken_back(run):
    assert "story (" in run("query", "ferry", "Riga").stderr
    assert "kept in versions.csv" in run("check", "versions", typed="n\n").stdout
    run("index")
    assert "story (" not in run("query", "ferry", "Riga").stderr
    (run.authority / "versions.csv").unlink()
    run("index")
    assert "story (" in run("query", "ferry", "Riga").stderr
    (run.authority / "versions.csv").write_text("one,other,decision,because\na,b,same,\n")
    refused = run("index")
    assert refused.exit_code == 2
    assert "versions.csv, line 2" in refused.stderr


def test_judged_hits_of_saved_queries_measure_the_search(run):
    assert run("check", "search").exit_code == 2
    run("save", "ferries", "ferry")
    judged = run("check", "search", typed="y\nn\nq\n")
    assert "hits: 1 of 2 right" in judged.stdout
    topics, judgements = run.authority / "topics.csv", run.authority / "judgements.csv"
    told = run("evaluate", topics, judgements, "--against", "best=0,pair=0", "--each")
    assert told.exit_code == 0
    assert "nDCG@10" in told.stdout
    assert told.stdout.splitlines()[-1].startswith("recall")
    assert told.stdout.splitlines()[-1].split()[-1] == "1.0000"


def test_judgements_may_name_files_and_settings_are_checked(run, tmp_path):
    (tmp_path / "topics.csv").write_text("topic,query\nf,Riga ferry\ng,nothing\n")
    (tmp_path / "qrels").write_text("f 0 ferry 1\nf 0 copy.txt 1\n")
    told = run("evaluate", tmp_path / "topics.csv", tmp_path / "qrels")
    assert "1 topics have no judgements" in told.stderr
    assert "MAP                  1.000" in told.stdout
    assert run("evaluate", tmp_path / "topics.csv", tmp_path / "qrels", "--against", "magic=1").exit_code == 2
    (tmp_path / "bad").write_text("x")
    assert run("evaluate", tmp_path / "bad", tmp_path / "qrels").exit_code == 2
