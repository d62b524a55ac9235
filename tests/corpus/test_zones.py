"""Instants in universal time, and the day it was where the page was published."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.corpus.chronology import Habits, conclude_date
from dispatchsearch.corpus.zones import local
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateEvidence, Role
from dispatchsearch.found_dates import find_dates

NONE = Habits()


def shown(words: str, place: str = "meta", role: Role = "published", name: str = "published_time") -> DateEvidence:
    (date,) = find_dates(words, yearless=True)
    return DateEvidence(role, date.readings, place, name, words, date.order, date.separator)


def days(dates: list[DateEvidence], url: str | None = None) -> list[str]:
    return [str(date.readings[0]) for date in local(dates, url)]


@pytest.mark.parametrize(
    ("url", "instant", "day"),
    [
        ("https://news.example.ca/a", "2020-08-25T00:23:33.312Z", "2020-08-24"),
        ("https://news.example.it/a", "2020-12-05T23:15:00Z", "2020-12-06"),
        ("https://news.example.it/a", "2020-12-05T22:30:00Z", "2020-12-05"),  # the 6th in summer, the 5th in winter
        ("https://news.example.it/a", "2020-12-05T00:00:00Z", "2020-12-05"),  # a day without its hour
        ("https://news.example.jp/a", "2020-12-05T15:00:00+00:00", "2020-12-06"),
        ("https://news.example.com/a", "2020-08-25T00:23:33Z", "2020-08-25"),
        (None, "2020-08-25T00:23:33Z", "2020-08-25"),
        ("https://news.example.ca/a", "2020-08-25T00:23:33-04:00", "2020-08-25"),
    ],
)
def test_the_country_of_the_address_tells_the_day_where_all_its_clocks_agree(url, instant, day):
    assert days([shown(instant)], url) == [day]


@pytest.mark.parametrize(
    "clock", ["Monday, November 18, 2019, 08:19 PM", "Nov. 18, 2019 at 8:19 p.m.", "18.11.2019 20:19"]
)
def test_a_clock_on_the_page_that_shows_the_instant_tells_how_far_it_is_from_universal_time(clock):
    assert days([shown("2019-11-19T01:19:34.819Z"), shown(clock, "line")])[0] == "2019-11-18"


def test_a_clock_that_shows_another_minute_tells_nothing():
    assert days([shown("2019-11-19T01:19:34Z"), shown("November 18, 2019, 08:27 PM", "label", "updated")])[0] == (
        "2019-11-19"
    )


def test_the_offset_of_another_instant_of_the_page_tells_it():
    assert days([shown("2022-04-22T04:11:44+00:00"), shown("2022-04-21T22:31:00-06:00", "time", "updated")])[0] == (
        "2022-04-21"
    )


def test_the_offset_of_an_instant_in_another_season_may_be_an_hour_off():
    winter = shown("2019-01-09T12:33:48-06:00", "time", "updated")
    assert days([shown("2018-08-08T05:00:04+00:00"), winter])[0] == "2018-08-08"
    assert days([shown("2018-08-08T03:00:04+00:00"), winter])[0] == "2018-08-07"
    assert (
        days([shown("2018-08-08T05:00:04Z"), shown("2018-08-08T00:00:04-05:00", "time", "updated")])[0] == "2018-08-08"
    )


def test_a_day_printed_beside_the_headline_next_to_the_instants_is_the_day_there():
    assert days([shown("2019-11-19T01:19:34Z"), shown("November 18, 2019", "line", name="p")])[0] == "2019-11-18"
    both = [shown("2019-11-19T01:19:34Z"), shown("November 18, 2019", "line"), shown("November 19, 2019", "line")]
    assert days(both)[0] == "2019-11-19"


def test_the_reason_tells_that_the_day_is_another_than_that_of_the_instant():
    concluded = conclude_date([shown("2020-08-25T00:23:33Z")], NONE, url="https://news.example.ca/a")
    assert concluded.date == PartialDate(2020, 8, 24)
    assert "in universal time, and it was 2020-08-24 there" in concluded.reason


INSTANTS = st.datetimes(dt.datetime(1700, 1, 1), dt.datetime(2090, 1, 1))  # noqa: DTZ001


@given(INSTANTS, st.sampled_from(["Z", "+00:00", "+05:30", "-08:00"]), st.sampled_from(["ca", "it", "com", "nz"]))
def test_no_instant_moves_farther_than_to_the_next_day(instant, zone, country):
    (day,) = days([shown(f"{instant:%Y-%m-%dT%H:%M:%S}{zone}")], f"http://a.example.{country}/")
    assert abs((dt.date.fromisoformat(day) - instant.date()).days) <= 1
