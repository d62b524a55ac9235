"""The fields of a page in each shape known from archives: pages written before the code that reads them."""

import json
from pathlib import Path

import pytest

from dispatchsearch.ingest.clean import clean
from dispatchsearch.ingest.read import RawDocument, read

CASES = Path(__file__).parents[2] / "cases" / "fields"
SHAPES = sorted(path.parent.name for path in CASES.glob("*/expected.json"))
FIELDS = (
    "headline",
    "kicker",
    "byline",
    "caption",
    "place",
    "region",
    "printed",
    "date",
    "wire",
    "agency",
    "first",
    "not_body",
)

WHOLE = 41  # shapes of which every field is right today; may be raised, never lowered
FLOORS = dict.fromkeys(FIELDS, 41)


def words(text: object) -> str:
    return " ".join(str(text or "").replace("’", "'").split())


def wanted(shape: str) -> dict[str, object]:
    return json.loads((CASES / shape / "expected.json").read_text(encoding="utf-8"))


def wrong(shape: str) -> dict[str, object]:
    """Return the fields of a shape that are not as expected, with what was read instead."""
    want = wanted(shape)
    raw = next(iter(read(CASES / shape / str(want["file"]), f"{shape}/{want['file']}")))
    assert isinstance(raw, RawDocument)
    story = clean(raw)[0]
    body = words(" ".join(block.text for block in story.blocks if block.kind == "body"))
    line = story.dateline
    stated = want["dateline"] or {}
    got = {
        "headline": story.headline,
        "kicker": story.kicker,
        "byline": story.byline,
        "caption": next((block.text for block in story.blocks if block.kind == "caption"), None),
        "place": line.place if line else None,
        "region": line.region if line else None,
        "printed": line.printed if line else None,
        "date": line.date if line else None,
        "wire": line.agency if line else None,
        "agency": story.agency,
    }
    expected = {**want, **stated, "agency": want["agency"], "wire": stated.get("agency")}
    missed = {field: value for field, value in got.items() if words(value) != words(expected.get(field))}
    if words(want["first"]) not in body[:250]:
        missed["first"] = body[:60]
    if left := [part for part in want["not_body"] if words(part) in body]:
        missed["not_body"] = left
    return missed


@pytest.fixture(scope="module")
def missed_fields() -> dict[str, dict[str, object]]:
    return {shape: wrong(shape) for shape in SHAPES}


def test_pages_of_most_shapes_are_read_without_a_fault(missed_fields):
    faults = {shape: missed for shape, missed in missed_fields.items() if missed}
    right = len(SHAPES) - len(faults)
    assert right >= WHOLE, f"{right} of {len(SHAPES)} are right, the floor is {WHOLE}; wrong: {faults}"


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_read_in_most_shapes(missed_fields, field):
    faults = {shape: missed[field] for shape, missed in missed_fields.items() if field in missed}
    right = len(SHAPES) - len(faults)
    assert right >= FLOORS[field], (
        f"{field}: {right} of {len(SHAPES)} are right, the floor is {FLOORS[field]}; wrong: {faults}"
    )
