"""What was repaired, set aside or parted, from the file to the page of results: nothing is lost that was printed."""

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.cli import cli
from dispatchsearch.dispatch import Block
from dispatchsearch.store.repairs import differences, repairs

PRINTED = """Prot?g? Wins

TORVAL, Belmark - About 20, 000 people saw AndreiLarin win.

""It is heavy,"" he said of the prize, which the min- istry had paid for. Nobody else spoke.
"""
NOTICE = "Subscribe to the Quay Courier: write to 4 Quay Street."


def story(number: int) -> str:
    return (
        f"Ferry {number} Sails\n\nTORVAL - Ferry {number} left the harbour on Monday with {number} cows.\n\n"
        f"Its captain, the {number}th of his line, waved.\n\n{NOTICE}\n"
    )


@pytest.fixture
def damaged(make_archive):
    return make_archive({"quay/a.txt": PRINTED})


def test_each_repair_names_its_place_and_what_was_printed_there(damaged):
    (dispatch,) = damaged.dispatches()
    found = {dispatch.body[one.start : one.end]: one.printed for one in dispatch.repairs}
    assert found["20,000"] == "20, 000"
    assert found["Andrei Larin"] == "AndreiLarin"
    assert found["ministry"] == "min- istry"
    assert found['"It'] == '""It'
    assert "About 20, 000 people saw AndreiLarin win." in dispatch.as_printed
    assert '""It is heavy,"" he said' in dispatch.as_printed


@pytest.mark.parametrize(
    "query", ["ministry", "istry", '"20,000 people"', '"20, 000"', "AndreiLarin", '"Andrei Larin"']
)
def test_a_repaired_text_is_found_as_it_reads_and_as_it_was_printed(damaged, query):
    assert damaged.search(query).holding_all == 1


def test_show_tells_of_repairs_and_shows_the_print(damaged):
    (dispatch,) = damaged.dispatches()
    shown = CliRunner().invoke(cli, ["--index", str(damaged.folder), "show", dispatch.id])
    assert f"text repaired in {len(dispatch.repairs)} places" in shown.output
    assert "20,000 people" in shown.output
    printed = CliRunner().invoke(cli, ["--index", str(damaged.folder), "show", dispatch.id, "--as-printed"])
    assert "20, 000 people saw AndreiLarin" in printed.output


def test_a_repaired_headline_is_kept_found_and_shown_as_it_was_printed(make_archive):
    archive = make_archive(
        {"quay/a.txt": "Min-\u00adistry Pays 20, 000 Larks\n\nTORVAL - The min- istry paid it on Monday.\n"}
    )
    (dispatch,) = archive.dispatches()
    assert (dispatch.title, dispatch.title_printed) == (
        "Min-istry Pays 20,000 Larks",
        "Min-\u00adistry Pays 20, 000 Larks",
    )
    assert archive.search('"20, 000"').holding_all == archive.search("20,000").holding_all == 1
    printed = CliRunner().invoke(cli, ["--index", str(archive.folder), "show", dispatch.id, "--as-printed"])
    assert "Pays 20, 000 Larks" in printed.output


def test_mojibake_and_what_cannot_be_seen_are_put_right_and_shown_as_they_stood(make_archive):
    text = (
        "Ferry Sails\n\nBRNO - The caf\u00c3\u00a9 of the harbour opened. "
        "The min\u00adistry\u200b sent a \u00c3\u00a9clair.\n"
    )
    (dispatch,) = make_archive({"a.txt": text}).dispatches()
    assert "The caf\u00e9 of" in dispatch.body
    assert "The ministry sent a \u00e9clair." in dispatch.body
    assert "The caf\u00c3\u00a9 of" in dispatch.as_printed
    assert "The min\u00adistry\u200b sent a \u00c3\u00a9clair." in dispatch.as_printed


def test_words_set_aside_are_found_apart_and_only_there(make_archive):
    archive = make_archive({f"quay/{number}.txt": story(number) for number in range(1, 8)})
    page = archive.search("subscribe")
    assert page.holding_all == 0
    assert page.set_aside == 7
    assert archive.search(str(page.aside)).holding_all == 7
    assert archive.search("harbour").set_aside == 0
    told = CliRunner().invoke(cli, ["--index", str(archive.folder), "query", "subscribe"])
    assert "your words also stand in text set aside on 7 pages" in told.output


def test_stories_of_one_file_lead_to_their_neighbours(make_archive):
    text = "WORLD IN BRIEF\n\n" + "\n\n".join(
        f"{place} (AP) - A bridge of {place.title()} fell into the river on Tuesday, and nobody stood on it."
        for place in ("OSLO", "ROME", "LIMA")
    )
    archive = make_archive({"a.txt": text, "b.txt": story(1)})
    found = sorted((one for one in archive.dispatches() if one.dateline.place != "TORVAL"), key=lambda one: one.id)
    by_place = {one.dateline.place: one for one in found}
    assert (by_place["OSLO"].previous, by_place["OSLO"].following) == (None, by_place["ROME"].id)
    assert (by_place["ROME"].previous, by_place["ROME"].following) == (by_place["OSLO"].id, by_place["LIMA"].id)
    assert by_place["LIMA"].following is None
    (alone,) = (one for one in archive.dispatches() if one.dateline.place == "TORVAL")
    assert (alone.previous, alone.following) == (None, None)


WORDS = st.lists(st.sampled_from(["a", "b", "20,", "000", "20,000", "x-y"]), min_size=1, max_size=8).map(" ".join)


@given(text=WORDS, printed=WORDS)
def test_a_text_with_its_differences_undone_is_the_print(text, printed):
    parts, at = [], 0
    for start, end, words in differences(text, printed):
        assert at <= start < end
        parts += [text[at:start], words]
        at = end
    assert "".join([*parts, text[at:]]) == printed


def test_a_repair_in_a_hidden_part_is_left_out():
    blocks = (Block("Gone 20,000", printed="Gone 20, 000"), Block("Here 30,000 men", printed="Here 30, 000 men"))
    assert [one.printed for one in repairs(blocks, [None, 0], "Here 30,000 men")] == ["30, 000"]
