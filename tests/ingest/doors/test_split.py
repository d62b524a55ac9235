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
