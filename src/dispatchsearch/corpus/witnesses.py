"""
What other dispatches tell of the date of one: the day's index that lists its headline, another version of its story.

An index dates what it lists. A version lends no date: it is cited, and decides nothing.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateEvidence

WORDS = re.compile(r"\w+")
FEWEST_WORDS: Final = 3
"""A headline of fewer words ("Business in Brief") stands in many issues."""


def headline_key(headline: str) -> str:
    """Return what two printings of one headline have in common: its words, without case and signs."""
    return " ".join(WORDS.findall(headline.casefold()))


def listed(indexes: Iterable[tuple[PartialDate, str, Sequence[str]]]) -> dict[str, DateEvidence]:
    """Return the evidence that day indexes give, by the key of the headlines they list.

    Each index is its day, its address as quoted to a person, and its lines. A headline listed on two days dates
    nothing, nor does a line too short to be one story's.
    """
    found: dict[str, DateEvidence | None] = {}
    for day, address, lines in indexes:
        evidence = DateEvidence("published", (day,), "index", address, address)
        for key in {headline_key(line) for line in lines}:
            if key.count(" ") >= FEWEST_WORDS - 1:
                found[key] = evidence if found.get(key, evidence) == evidence else None
    return {key: evidence for key, evidence in found.items() if evidence}


def version(outlet: str, date: PartialDate) -> DateEvidence:
    """Return the evidence that another version of the story gives; it is cited in the reason, and never taken."""
    return DateEvidence("event", (date,), "version", outlet, f"{outlet}, {date}")
