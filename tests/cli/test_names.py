import json

import pytest

PAGES = {
    "a.txt": "Talks\n\nBAKU, Azerbaijan - President Heydar Aliyev met Suret Huseinov in Baku, he said on Monday.\n",
    "b.txt": "More Talks\n\nBAKU, Azerbaijan - President Heydar Aliyev met reporters in Baku again, he said.\n",
    "c.txt": "Harvest\n\nGANJA, Azerbaijan - Suret Huseinov sold his flock north of Ganja, he said on Monday.\n",
    "d.txt": "Bread\n\nGYANDZHA, Azerbaijan - Colonel Surik Huseinov bought bread in Gyandzha, he said.\n",
}


@pytest.fixture
def run(program):
    return program.index(PAGES)


def test_two_people_are_merged_and_the_merge_is_taken_back(run):
    assert run("names").exit_code == 1
    done = run("names", "merge", "Suret Huseinov", "Surik Huseinov", "--because", "the same colonel")
    assert done.exit_code == 0
    assert "Suret Huseinov 2, Surik Huseinov 1" in done.stdout
    assert "the same colonel" in run("names").stdout
    assert "people.csv, line 2" in run("names").stdout
    assert "one record already" in run("names", "merge", "Suret Huseinov", "Surik Huseinov").stderr
    assert run("names", "split", "Suret Huseinov", "Surik Huseinov").exit_code == 0
    assert "taken back: Suret Huseinov not same Surik Huseinov" in run("names", "undo").stderr
    assert run("names", "undo").exit_code == 0
    assert run("names", "undo").exit_code == 1
    assert "Surik" not in run("person", "Suret Huseinov").stdout


def test_a_place_is_renamed_and_found_as_before(run):
    assert run("names", "rename", "Gyandzha", "Ganja (Kirovabad)").exit_code == 0
    assert "Ganja (Kirovabad)" in run("facets").stdout
    assert json.loads(run("query", "place:Ganja", "--json").stdout)["total"] == 2
    assert json.loads(run("query", "place:Gyandzha", "--json").stdout)["total"] == 2


def test_what_is_hidden_is_in_no_list(run):
    assert run("names", "hide", "Surik Huseinov").exit_code == 0
    assert run("person", "Surik Huseinov").exit_code == 1 or "Surik" not in run("facets").stdout


@pytest.mark.parametrize(("arguments", "word"), [
    (("merge", "Anar Nobody", "Suret Huseinov"), "'Anar Nobody' is no name of the archive"),
    (("merge", "Suret Huseinov", "Anar Nobody"), "'Anar Nobody' is no name of the archive"),
    (("merge", "Suret Huseinov", "Gyandzha"), "'Suret Huseinov' is a person's name, 'Gyandzha' a place's"),
    (("hide", "Huseinov"), "did you mean"),
    (("split", "Suret Huseinov", "Surik Huseinov"), "its forms are Suret Huseinov"),
])  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_writes_nothing(run, arguments, word):
    refused = run("names", *arguments)
    assert refused.exit_code == 2
    assert word in refused.stderr
    assert not run.authority.exists()


def test_a_bad_line_ends_with_file_and_line(run):
    run.authority.mkdir()
    (run.authority / "people.csv").write_text("name,decision,other\nSuret Huseinov,merge,Surik Huseinov\n")
    result = run("names")
    assert result.exit_code == 2
    assert "people.csv, line 2: a decision is same, not same, heading or hide" in result.stderr


def test_a_person_is_shown_with_forms_company_and_dispatches(run):
    shown = run("person", "Heydar Aliyev").stdout
    assert "Heydar Aliyev 2" in shown
    assert "Suret Huseinov 1" in shown
    assert "Baku 2" in shown
    assert "2 dispatches" in shown
    found = json.loads(run("person", "Heydar Aliyev", "--json").stdout)
    assert (found["heading"], found["dispatches"], len(found["hits"])) == ("Heydar Aliyev", 2, 2)
    assert "Huseinov" in {line["label"].split()[-1] for line in found["people"]}


def test_a_name_that_many_bear_lists_them(run):
    many = run("person", "Huseinov")
    assert "may be 2 records" in many.stderr
    assert "Surik Huseinov 1" in many.stdout
    assert {found["heading"] for found in json.loads(run("person", "Huseinov", "--json").stdout)} == {
        "Suret Huseinov",
        "Surik Huseinov",
    }


def test_a_place_is_shown_with_what_it_lies_in(run):
    shown = run("place", "Kirovabad").stdout
    assert "Ganja 1" in shown
    assert "Gyandzha 1" in shown
    assert "40.68" in shown


def test_the_evidence_of_a_dispatch_says_what_its_places_were_taken_for_and_how_to_correct_names(run):
    (hit,) = json.loads(run("query", "bread", "--json").stdout)["hits"]
    shown = run("show", hit["id"], "--evidence").stdout
    assert "place: Gyandzha is Ganja (geonames:586523), high confidence:" in " ".join(shown.split())
    assert "names merge|split|rename|hide" in shown


def test_a_record_may_be_named_by_its_id_or_its_new_heading(run):
    (found,) = [json.loads(run("person", "Surik Huseinov", "--json").stdout)]
    assert run("names", "rename", found["id"], "S. Huseinov").exit_code == 0
    assert (run.authority / "people.csv").read_text().splitlines()[1].startswith("Surik Huseinov,heading,S. Huseinov")
    assert run("names", "merge", "Suret Huseinov", "S. Huseinov").exit_code == 0
    assert len(json.loads(run("person", "Surik Huseinov", "--json").stdout)["variants"]) == 2
    assert run("names").stderr == ""
