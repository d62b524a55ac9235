"""How many dispatches a file holds, and which: files written before the code that splits them."""

import json
from pathlib import Path

import pytest

CASES = Path(__file__).parents[2] / "cases" / "split"
FILES = [json.loads(line) for line in (CASES / "expected.jsonl").read_text(encoding="utf-8").splitlines()]

# What is right today. These may be raised, never lowered.
COUNTED = 46
FLOORS = {"headline": 82, "first": 82, "dateline": 82, "agency": 81}


def words(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def shown(story) -> dict[str, str | None]:
    """Return what the expectations speak of."""
    return {
        "headline": story.headline,
        "first": words(" ".join(block.text for block in story.blocks if block.kind == "body")),
        "dateline": story.dateline.place if story.dateline else None,
        "agency": story.agency,
    }


def agrees(field: str, got: str | None, want: str | None) -> bool:
    if field == "first":  # a dateline may stand before it
        return words(want or "") in (got or "")[:200]
    return words(got or "").casefold() == words(want or "").casefold()


@pytest.fixture
def cut(stories):
    """Return each file with its stories."""
    return [(case, stories(case["file"], (CASES / case["file"]).read_bytes())) for case in FILES]


def test_files_part_into_as_many_dispatches_as_they_hold(cut):
    wrong = [
        f"{case['file']}: {len(got)} for {case['dispatches']}" for case, got in cut if len(got) != case["dispatches"]
    ]
    right = len(FILES) - len(wrong)
    assert right >= COUNTED, f"{right} of {len(FILES)} are right; wrong: {wrong}"


@pytest.mark.parametrize("field", FLOORS)
def test_each_story_parted_has_its_own_fields(cut, field):
    wrong = []
    right = 0
    for case, got in cut:
        if len(got) != len(case["stories"]):
            continue
        for story, want in zip(got, case["stories"], strict=True):
            if agrees(field, shown(story)[field], want[field]):
                right += 1
            else:
                wrong.append((case["file"], shown(story)[field] and shown(story)[field][:60], want[field]))
    assert right >= FLOORS[field], f"{field}: {right} are right, the floor is {FLOORS[field]}; wrong: {wrong}"


EVENING = """NORTH EVENING WIRE
14 September 1994

FERRY SAILS AGAIN

Riga, September 14 (Northwire). The ferry sailed again, said port chief Ilze Berzina.

* * * * *

TRAM STANDS STILL

Tallinn, September 14 (Northwire). The tram stood still all day for want of power.
"""


def test_the_name_and_day_above_a_bulletin_hold_for_each_of_its_stories(stories):
    found = stories("wire.txt", EVENING)
    assert [story.headline for story in found] == ["FERRY SAILS AGAIN", "TRAM STANDS STILL"]
    assert {story.kicker for story in found} == {"NORTH EVENING WIRE"}
    assert all("14 September 1994" in [clue.text for clue in story.clues if clue.place == "line"] for story in found)


def test_a_story_without_a_headline_begins_with_its_dateline_behind_a_mark_of_an_end(stories):
    text = (
        "RIGA (Northwire) - The ferry sailed again, said port chief Ilze Berzina.\n\nNobody was on board.\n\n-0-\n\n"
        "TALLINN (Northwire) - The tram stood still all day for want of power.\n\n-0-\n"
    )
    assert [story.dateline.place for story in stories("wire.txt", text)] == ["RIGA", "TALLINN"]


def test_a_day_between_headline_and_text_takes_no_headline_for_a_masthead(stories):
    text = EVENING.replace("NORTH EVENING WIRE\n14 September 1994", "SHIP COMES HOME\n\n14 September 1994").replace(
        "FERRY SAILS AGAIN\n\n", ""
    )
    assert stories("wire.txt", text)[0].headline == "SHIP COMES HOME"


ITEMS = [
    ("FERRY SAILS AGAIN", "The ferry sailed again on 5 May, said port chief Ilze Berzina in the evening."),
    ("TRAM STANDS STILL", "The tram stood still all day for want of power, and nobody could say why."),
    ("BAKERS MEET IN GORI", "Bakers met in Gori on 5 May and set a price that nobody has paid since."),
]


@pytest.mark.parametrize(("title", "count"), [("Harbour Newsline - May 6, 1997", 3), ("How the harbour fared", 1)])
def test_a_dated_issue_of_a_bulletin_is_parted_at_its_heads_in_capitals(stories, title, count):
    text = "".join(f"<p><b>{head}</b></p><p>{body}</p>" for head, body in ITEMS)
    found = stories("a.html", f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>")
    assert len(found) == count
    if count > 1:
        assert [story.headline for story in found] == [head for head, _ in ITEMS]
        assert {story.kicker for story in found} == {title}
