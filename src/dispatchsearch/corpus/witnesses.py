"""
What another page tells of the date of a dispatch: the index of a day, which dates the headlines that it lists.

Another version of its story lends no date: papers print one story on several days.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dispatchsearch.corpus.outline import key_of, normal
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateEvidence, Evidence, Locator
from dispatchsearch.store.listings import Listed, Listing

DAY: Final = re.compile(
    r"/(?P<day>(?:1[6-9]|20)\d\d(?P<sep>[/-]?)\d{1,2}(?P=sep)\d{1,2})(?:/|/(?:index|default)\.\w+|\.\w{3,5})?$"
)
"""The address of a day's index: the day ends it. What goes on to a name is an article's."""

FEWEST_WORDS: Final = 3
"""A headline of fewer words ("Business in Brief") stands in many issues."""

LONGEST: Final = 120  # characters of a line that may be a headline
SENTENCE: Final = re.compile(r"[.!…][\"'”’»)\]]*$")


def title_key(headline: str) -> int | None:
    """Return what two printings of one headline have in common; None for one too short to be one story's."""
    words = normal(headline)
    return key_of(words) if words.count(b" ") >= FEWEST_WORDS - 1 else None


def listing(evidence: Evidence, locators: Sequence[Locator]) -> Listing | None:
    """Return the day of an index and the headlines it lists; None for any other page."""
    for address in _addresses(evidence, locators):
        found = DAY.search(address.partition("?")[0])
        days = {
            date.readings[0]
            for date in (*evidence.dates, *(date for locator in locators for date in locator.dates))
            if found and date.place in ("address", "path") and date.readings[0].day
        }
        if found and len(days) == 1:
            lines = [evidence.headline, *(block.text for block in evidence.blocks if _may_be_headline(block.text))]
            keys = {key for line in lines if (key := title_key(line)) is not None}
            return Listing(str(days.pop()), found[0], tuple(sorted(keys))) if keys else None
    return None


def listed(indexes: Sequence[Listed]) -> list[DateEvidence]:
    """Return the evidence of the indexes that list a headline; none where it stands in those of several days."""
    if len({index.day for index in indexes}) != 1:
        return []
    day = PartialDate.from_iso(indexes[0].day)
    return [DateEvidence("published", (day,), "index", index.address, index.address) for index in indexes[:1]]


def _addresses(evidence: Evidence, locators: Sequence[Locator]) -> Iterator[str]:
    if evidence.url:
        yield evidence.url
    for locator in locators:
        yield locator.url or f"/{locator.path}"


def _may_be_headline(line: str) -> bool:
    return len(line) <= LONGEST and not SENTENCE.search(line)
