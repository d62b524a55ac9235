"""Dates and numbers as the reader's English writes them."""

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.dates import PartialDate
from dispatchsearch.web.locales import KNOWN, choose, decimal, language, long_date


@pytest.mark.parametrize(
    ("accepted", "locale", "day"),
    [
        ("", "en_GB", "27 June 1993"),
        ("en-US,en;q=0.9", "en_US", "June 27, 1993"),
        ("de-DE,de;q=0.9,en-CA;q=0.7", "en_CA", "June 27, 1993"),
        ("en-US;q=0.3, en-GB;q=0.8", "en_GB", "27 June 1993"),
        ("fr", "en_GB", "27 June 1993"),
        ("en-US;q=0", "en_GB", "27 June 1993"),
    ],
)
def test_the_browser_tells_how_its_reader_writes_dates(accepted, locale, day):
    assert choose(accepted) == locale
    assert long_date(PartialDate(1993, 6, 27)) == day


def test_a_date_is_written_as_far_as_it_is_known():
    choose("en-US")
    assert (long_date(PartialDate(1993, 6)), long_date(PartialDate(1993))) == ("June 1993", "1993")


def test_numbers_have_their_thousands_apart_as_the_reader_has_them():
    choose("en-IN")
    assert decimal(1234567) == "12,34,567"
    choose("en-US")
    assert decimal(1234567) == "1,234,567"


@given(st.sampled_from(KNOWN), st.integers(-(10**12), 10**12))
def test_every_number_is_written_as_unicode_has_it_for_the_locale(locale, number):
    choose(locale.replace("_", "-"))
    assert decimal(number) == format_decimal(number, locale=locale)


def test_languages_have_names():
    assert (language("tr"), language("xx")) == ("Turkish", "xx")


@given(st.text(max_size=300))
def test_whatever_a_browser_sends_some_english_is_chosen(accepted):
    assert choose(accepted) in KNOWN


def test_pages_differ_by_locale_and_say_so(client):
    american = client.get("/search", params={"q": "bread"}, headers={"accept-language": "en-US"})
    british = client.get("/search", params={"q": "bread"}, headers={"accept-language": "en-GB"})
    assert ">June 29, 1993<" in american.text
    assert ">29 June 1993<" in british.text
    assert american.headers["etag"] != british.headers["etag"]
    assert "accept-language" in american.headers["vary"].lower()
