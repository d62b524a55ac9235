"""Invented dispatches to export."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateConclusion, Dateline, Dispatch, Locator, Name


@pytest.fixture
def dispatch() -> Callable[..., Dispatch]:
    """Return a maker of dispatches that differ in what the test is about; `date` is ISO text, None for the undated."""
    plain = Dispatch(
        id="abcdefghijklmnop0",
        title="Ferry Service Resumes on the Lower River",
        body="PORT ANNA, Torval - The ferry ran again on Monday.\n\nNobody was surprised.",
        date=DateConclusion(PartialDate(1993, 6, 28), "high", "printed below the headline"),
        source="The Torval Herald",
        source_reason="the masthead says so",
        locators=(Locator("/home/ann/raw", "herald/1993/ferry.html"),),
        dateline=Dateline("PORT ANNA, Torval", "PORT ANNA", "Torval"),
        people=(Name("person:1", "Ida Marn"), Name("person:2", "Oto Belk")),
        places=(Name("name:Port Anna", "Port Anna"),),
        language="en",
    )

    def make(*, date: str | None = "1993-06-28", **changes: Any) -> Dispatch:
        known = PartialDate.from_iso(date) if date else None
        return replace(plain, date=replace(plain.date, date=known), **changes)

    return make
