"""Invented pages that trap a reader of dates: cleaned, dated and concluded as an archive does, one page at a time."""

import json
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

import pytest

from dispatchsearch.corpus.chronology import Habits, conclude_date
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateConclusion
from dispatchsearch.ingest.clean import clean
from dispatchsearch.ingest.dating import address_evidence, date_evidence
from dispatchsearch.ingest.read import RawDocument

TODAY = PartialDate(2026, 11, 22)


def concluded(data: bytes, path: str, media_type: str, url: str | None) -> DateConclusion:
    story = clean(RawDocument(data, media_type, path, url=url))[0]
    dates = [*date_evidence(story), *address_evidence(url, path, None)]
    return conclude_date(dates, Habits(), language=story.language, url=url, today=TODAY)


def traps(shared: Path) -> Iterator[dict[str, str]]:
    for line in (shared / "cases" / "date_traps.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


OWN = Path(__file__).resolve().parents[1] / "cases" / "dates" / "traps.jsonl"
NAMES = {"message/rfc822": "a.eml", "text/plain": "a.txt", "text/html": "a.html"}


@pytest.mark.parametrize(
    "trap", [json.loads(line) for line in OWN.read_text("utf-8").splitlines()], ids=itemgetter("name")
)
def test_a_trap_of_our_own_is_passed(trap):
    found = concluded(trap["data"].encode(), NAMES[trap["type"]], trap["type"], trap["url"])
    assert (str(found.date) if found.date else None) == trap["want"], found.reason


def test_every_trap_is_passed(shared):
    wrong = {}
    for trap in traps(shared):
        found = concluded(trap["html"].encode(), "a.html", "text/html", trap["url"])
        if str(found.date) != str(trap["want"]):
            wrong[trap["name"]] = (trap["want"], str(found.date), found.reason)
    assert wrong == {}


def test_the_owners_sample_alone_is_undated_and_under_its_address_dated_to_its_month(shared):
    (sample,) = (shared / "seed").glob("*.txt")
    alone = concluded(sample.read_bytes(), "sample.txt", "text/plain", None)
    assert alone.date is None
    assert alone.not_used == ("'Last Updated: 07/27/2016': when the page was updated, not when it was published",)
    path = "oldtmt.vedomosti.ru/sitemap/free/1993/6/article/azeri-rebels-vow-to-return-to-karabakh-war/218022.txt"
    filed = concluded(sample.read_bytes(), path, "text/plain", f"http://{path}")
    assert str(filed.date) == "1993-06"
    assert filed.reason == "month from the address /1993/6/"


TEXT = "The guild said the ovens went cold when the flour did not come.\n\nForty carts left in the dusk."
DIGEST = f"""From: digest@lists.example
To: readers@lists.example
Subject: Leskov Digest 12
Date: Fri, 3 Dec 2004 10:00:00 +0100

[01] BAKERS LEAVE LESKOV

Leskov, 29 November 2004 (Northwire) - {TEXT}

[02] MILLERS STAY

TORVAL, November 30 (Northwire) - {TEXT.replace("guild", "millers")}

[03] FERRY SINKS

{TEXT.replace("ovens", "boilers")}
"""


def test_the_parts_of_a_digest_are_dated_by_their_own_datelines_and_else_by_the_mail():
    stories = clean(RawDocument(DIGEST.encode(), "message/rfc822", "digest.eml"))
    days = {story.headline: str(conclude_date(date_evidence(story), Habits()).date) for story in stories}
    assert days == {
        "BAKERS LEAVE LESKOV": "2004-11-29",
        "MILLERS STAY": "2004-11-30",
        "FERRY SINKS": "2004-12-03",
    }
