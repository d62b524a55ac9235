"""People told by a title, a nickname, a number, an age. The texts are invented."""

import pytest

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest.entities import find_mentions


def people(text):
    found = find_mentions("", [Block(text)], None).mentions
    return [(mention.surface, mention.key) for mention in found if mention.kind == "person"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lawyers for the defence Miss Ruth Torval said the case was weak.", "Ruth Torval"),
        ("PC Brian Torval was first on the scene.", "Brian Torval"),
        ("The colonel said Brigadier Palitha Torvali said little.", "Palitha Torvali"),
        ("He fled after Marshal Torval Sese Mekh fled.", "Torval Sese Mekh"),
        ("Mr. and Mrs. Alcide Torval of the old mill were there.", "Alcide Torval"),
        ("Trainer Woody Torval said the horse was fit.", "Woody Torval"),
        ("The delegation followed Mr. Li throughout his trip.", "Li"),
        ("The new High Representative, Lord Ashdown, was angry.", "Ashdown"),
    ],
)
def test_a_name_behind_a_title_is_a_persons(text, name):
    assert (name, name) in people(text)


@pytest.mark.parametrize(
    "text",
    [
        "She was Miss World in those days.",
        "They walked down Lord Street to the river.",
        "It was written by the Rev. and Mrs. somebody.",
        "He became a Rev. The dog died.",
    ],
)
def test_a_contest_a_street_and_an_office_behind_a_title_are_nobody(text):
    assert people(text) == []


def test_an_age_makes_a_name_a_persons():
    assert ("Lloyd Torvald", "Lloyd Torvald") in people("The storm brought two deaths: Lloyd Torvald, 70, of the farm.")


@pytest.mark.parametrize("quotes", ['""', "“”", "''", "‘’"])
def test_a_nickname_in_quotation_marks_stands_within_one_name(quotes):
    name = f"Harold {quotes[0]}Hap{quotes[1]} Zimmerman"
    assert people(f"{name} died on Monday. Mr. Zimmerman was 70.") == [(name, name), ("Zimmerman", name)]


def test_a_number_belongs_to_a_name_and_is_no_surname():
    text = "President Benigno Torval III said so. Later Torval spoke to John Paul II in Rome."
    full = "Benigno Torval III"
    assert people(text) == [(full, full), ("Torval", full), ("John Paul II", "John Paul II")]


def test_father_and_son_of_one_dispatch_stay_two():
    text = "Mr. Henry Torval and Mr. Henry Torval Jr. were there."
    assert len({key for _, key in people(text)}) == 2
