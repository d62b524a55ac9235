"""Pages of papers as archives keep them, each indexed alone: every fact that is stated must come out."""

import json
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases" / "papers"
PAGES = [json.loads(line) for line in (CASES / "expected.jsonl").read_text("utf-8").splitlines()]


def place(dispatch) -> str | None:
    return dispatch.dateline.printed.split(",")[0] if dispatch.dateline else None


def faults(found: list, want: dict) -> dict[str, object]:
    """Return what is not as stated, with what was found instead."""
    first = found[0]
    text = "\n".join(dispatch.body for dispatch in found)
    people = {person.heading for dispatch in found for person in dispatch.people}
    whole = {
        "title": first.title,
        "date": str(first.date.date) if first.date.date else None,
        "dateline": first.dateline.printed if first.dateline else None,
        "agency": first.credit,
        "byline": first.byline,
        "items": len(found),
        "item_datelines": [place(dispatch) for dispatch in found],
    }
    wrong = {key: whole[key] for key in want.keys() & whole.keys() if whole[key] != want[key]}
    if "agency" in want and want["agency"].casefold() in (first.credit or "").casefold():
        wrong.pop("agency", None)
    if missing := {*want.get("persons", ()), *want.get("writers", ())} - people:
        wrong["persons"] = (missing, people)
    if "number" in want and f"{want['number']:,}" not in text:
        wrong["number"] = text
    if left := [words for words in want.get("drop", ()) if words in text]:
        wrong["drop"] = left
    if any(str(dispatch.date.date) in want.get("not_dates", ()) for dispatch in found):
        wrong["not_dates"] = whole["date"]
    credits_ = [dispatch.credit for dispatch in found]
    if "item_credits" in want and any(
        (stated or "") not in (got or "") or (got and not stated)
        for got, stated in zip(credits_, want["item_credits"], strict=True)
    ):
        wrong["item_credits"] = credits_
    return wrong


@pytest.mark.parametrize("page", PAGES, ids=[page["file"] for page in PAGES])
def test_a_page_of_a_paper_gives_every_fact_that_is_stated(page, make_archive):
    path = page["url"].removeprefix("http://").removesuffix(".html") + ".txt"
    archive = make_archive({path: (CASES / page["file"]).read_bytes()})
    found = sorted(archive.dispatches(), key=lambda dispatch: dispatch.id)
    assert faults(found, page["expect"]) == {}
