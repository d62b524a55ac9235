"""Dates as texts print them."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from dateutil import parser
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.dates import PartialDate
from dispatchsearch.found_dates import FoundDate, find_dates, in_order


def readings(text: str) -> list[list[str]]:
    return [[str(reading) for reading in found.readings] for found in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("June 27, 1993", "1993-06-27"),
        ("JUNE 27, 1993", "1993-06-27"),
        ("June 27,1993", "1993-06-27"),
        ("27 - 06 - 1993", "1993-06-27"),
        ("June/July 1993", "1993"),
        ("May - June 1993", "1993"),
        ("June 27th, 1993", "1993-06-27"),
        ("27 June 1993", "1993-06-27"),
        ("27th of June, 1993", "1993-06-27"),
        ("Sept. 5, 1994", "1994-09-05"),
        ("27-June-09", "2009-06-27"),
        ("3 Dec 04", "2004-12-03"),
        ("Jun-27-93", "1993-06-27"),
        ("Jan 5, '93", "1993-01-05"),
        ("1993 June 27", "1993-06-27"),
        ("June 1993", "1993-06"),
        ("june '93", "1993-06"),
        ("1993-06-27", "1993-06-27"),
        ("1993-06-27T10:00:00+04:00", "1993-06-27"),
        ("1993/6/27", "1993-06-27"),
        ("19930627", "1993-06-27"),
        ("19930627T101500", "1993-06-27"),
        ("1993-06", "1993-06"),
        ("07/27/1993", "1993-07-27"),
        ("27.07.1993", "1993-07-27"),
        ("27. 7. 1993", "1993-07-27"),
        ("96-04-18", "1996-04-18"),
        ("130909 MET jun 92", "1992-06-13"),
        ("271530Z JUN 1993", "1993-06-27"),
        ("Tue, 29 Jun 1993 10:00:00 GMT", "1993-06-29"),
        ("13. lipnja 1993", "1993-06-13"),
        ("13 июня 1993 г.", "1993-06-13"),
        ("13. Juni 1993", "1993-06-13"),
        ("1er août 1993", "1993-08-01"),
        ("1 aout 1993", "1993-08-01"),
        ("13 de junio de 1993", "1993-06-13"),
        ("13 Haziran 1993", "1993-06-13"),
        ("13 listopada 2020 ", "2020-10-13 2020-11-13"),
        ("13 чэрвеня 1993", "1993-06-13"),
        ("13 ביוני 1993", "1993-06-13"),
        ("13 ژوئن 1993", "1993-06-13"),
        ("13. júní 1993", "1993-06-13"),
        ("13 de juny de 1993", "1993-06-13"),
        ("1993年6月13日", "1993-06-13"),
        ("Vol. 3, No. 12, June 1993", "1993-06"),
        ("June 28 - July 4, 1993", "1993"),
        ("June 20 - June 24, 1993", "1993-06"),
        ("Fri Dec  4 10:11:12 CET 1998", "1998-12-04"),
        ("1993년 6월", "1993-06"),
        ("l'altro anno 3 maggio 1993", "1993-05-03"),
        ("12.VI.1993", "1993-06-12"),
        ("12. VI. 1993", "1993-06-12"),
        ("12/VI/93", "1993-06-12"),
        ("12-XI-1993", "1993-11-12"),
        ("12-VI-03", "2003-06-12"),
        ("3 VI 1993", "1993-06-03"),
        ("3. XII 1993", "1993-12-03"),
        ("Warszawa, 3 V 1993 r.", "1993-05-03"),
        ("czwartek 3 VI 1993", "1993-06-03"),
        ("nr 12 (345), 3.VI.1993", "1993-06-03"),
        ("Uchwalono 31.XII.1993, ogłoszono.", "1993-12-31"),
        ("3.v.1994", "1994-05-03"),
        ("12/xi/1994", "1994-11-12"),
        ("12-xi-94", "1994-11-12"),
        ("Torval, 3. v. 1994 (PAP) - Most", "1994-05-03"),
        ("Friday 13.v.1994", "1994-05-13"),
        ("dnia 3.x.1994 r.", "1994-10-03"),
        ("12.ХІ.1994", "1994-11-12"),
        ("12.ХII.1994", "1994-12-12"),
        ("3.ІV.94", "1994-04-03"),
        ("Торвал, 3.ІХ.94 г.", "1994-09-03"),
        ("12.хі.1994", "1994-11-12"),
        ("3 ІV 1994 г.", "1994-04-03"),
        ("3.1У.94", "1994-04-03"),
        ("3.УП.1994 г.", "1994-07-03"),
        ("3.УШ.44", "1944-08-03"),
        ("3.ХП.44 г.", "1944-12-03"),
        ("1994. V. 13.", "1994-05-13"),
        ("Budapest, 1994.v.13.", "1994-05-13"),
        ("13/V-94", "1994-05-13"),
        ("Москва, 13/У-1944 г.", "1944-05-13"),
        ("13/5-94", "1994-05-13"),
        ("Friday 13/5-1994", "1994-05-13"),
        ("1994 m. gegužės 13 d.", "1994-05-13"),
        ("1994. gada 13. maijs", "1994-05-13"),
        ("1994-cü il 13 may", "1994-05-13"),
        ("13-go maja 1994 r.", "1994-05-13"),
        ("13-го мая 1994 г.", "1994-05-13"),
        ("1ro de mayo de 1994", "1994-05-01"),
        ("May the 13th, 1994", "1994-05-13"),
        ("May 13 , 1994", "1994-05-13"),
        ("13.5.'94", "1994-05-13"),
        ("13/May/1994:12:30:00", "1994-05-13"),
        ("13MAY94", "1994-05-13"),
        ("13MAY1994", "1994-05-13"),
        ("14./15.5.1994", "1994-05"),
        ("9. - 13. 5. 1994", "1994-05"),
        ("9–13.5.1994", "1994-05"),
        ("2.-5.6.1994", "1994-06"),
        ("28.4.-4.5.1994", "1994"),
        ("28. 4. – 4. 5. 1994", "1994"),
        ("2.5.-4.5.1994", "1994-05"),
        ("9 May 1994 - 15 May 1994", "1994-05"),
        ("9.5.1994 - 15.5.1994", "1994-05"),
        ("28 April 1994 – 4 May 1994", "1994"),
        ("平成6年(1994年)5月13日", "1994-05-13"),
        ("ngày 13 tháng 5 năm 1994", "1994-05-13"),
        ("Nr 12 - 13.5.1994", "1994-05-13"),
        ("Nr 12. 13.5.1994", "1994-05-13"),
        ("12.30 - 13.5.1994", "1994-05-13"),
        ("05/06/1993", "1993-05-06 1993-06-05"),
        ("05/06/93", "1993-05-06 1993-06-05"),
        ("05/05/1993", "1993-05-05"),
        ("Monday 05/07/1993", "1993-07-05"),
        ("03-04-05", "2005-03-04 2005-04-03 2003-04-05"),
    ],
)
def test_a_date_as_printed_has_all_its_readings_and_no_other(text, wanted):
    assert readings(text) == [wanted.split()]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no date at all",
        "June 27",
        "Sunday",
        "version 1.2.3.2004",
        "10.11.12.13",
        "1998-2021",
        "the season 2011-12",
        "31/02/1993",
        "June 31, 1993",
        "29 February 1993",
        "a population of 20, 000",
        "call 555-12-1993",
        "they may 2020 times",
        "Wal-Mart 2005",
        "on 22 May 20 people died",
        "in 1993",
        "218022",
        "June 27, 10:30",
        "31.II.1993",
        "12.IIII.1993",
        "12.XIII.1993",
        "12.XV.1993",
        "Louis XIV 1643",
        "chapter 3 IV 1993",
        "Book 3.IV.12",
        "Act 12/VI/93",
        "Uchwała nr 12/VI/93",
        "a battery of 12 V 2001",
        "12 V 2000 mAh",
        "Vol. 3 IV 1993",
        "§ 3.IV.1993",
        "3.IV.1993.5",
        "Article 12-V-1993-bis",
        "VI.1993",
    ],
)
def test_what_is_no_full_date_is_not_made_one(text):
    assert readings(text) == []


NUMBERS = [  # of versions, laws, chapters, acts, verses, sizes and results
    "art. 3.iv.2",
    "art. 3.iv.94",
    "art. 3.iv.1994",
    "Art. 3.v.1994 of the treaty",
    "par. 12.x.1993",
    "sec. 12/xi/1994",
    "see ch. 3.iv.94, and the next",
    "cf. p. 12.vi.1993",
    "pkt. 3.v.1994",
    "ust. 3.v.1994",
    "ст. 3.iv.1994",
    "гл. 3.ІV.94",
    "п. 12.ХІ.94",
    "кв. 12.ХІ.94, дом",
    "§ 3.iv.1994",
    "Windows 3.x.2001",
    "version 3.x.2001",
    "v. 3.x.2001",
    "ver. 2.x.2004",
    "v3.v.2001",
    "release 3-x-2001",
    "1.3.v.2001",
    "chapter 3.iv.1994",
    "Act 3.iv.94",
    "Book 12.xi.1993",
    "Psalm 3.v.12",
    "footnote 3.iv.93",
    "pages 3-v-1994",
    "Regulation 12/xi/1994",
    "Uchwała 12/xi/94",
    "nr 12/xi/1994",
    "приказ № 12.ХІ.94",
    "приказ 12/ХІ/94",
    "3 v 2001",
    "3 x 2001",
    "12 x 1993 mm",
    "3 i 1994",
    "1992 i 1993",
    "12 і 1993",
    "3 у 1994",
    "Torval 3 v 2001 Leskov",
    "12 Х 1994 болтов",
    "3.iv.1994.2",
    "3.iv.1994-bis",
    "3.iiii.1994",
    "3.iix.1994",
    "31.ii.1994",
    "3.ХV.94",
    "3.Iv.1994",
    "3.vI.1994",
    "3.п.94",
    "3.у.1994",
    "3.ш.94",
    "3.Б.1994",
    "3.Ж.94",
    "12.xl.1994",
    "192.168.x.1994",
    "x.v.1994",
    "3/4-94",
    "No. 3/5-94",
    "Torval Review 3/5-94",
    "Uchwała 12/6-94",
    "Act 13/V-94",
    "§ 13/5-94",
    "13/5-94-2",
    "13/14-94",
    "31/2-94",
    "1/2 1994",
    "1994.IV.2.5",
    "see 1994.V.13",
    "1994. XIII. 3.",
    "part 12DEB45",
    "A13MAY94",
    "13MAY94B",
    "13may94",
    "1994 m. 13 d.",
    "1994 m. maratonas 13 km",
    "May the 4th be with you",
    "3.5.'1994",
]


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_with_small_or_cyrillic_numerals_in_them_are_no_dates(text):
    assert readings(text) == []


def test_dates_are_found_where_they_stand_in_a_longer_text():
    text = "The treaty of 3 March 1918 was void by November 13, 1918, and so was the other."
    assert [text[found.start : found.end] for found in find_dates(text)] == ["3 March 1918", "November 13, 1918"]


def test_a_date_without_its_year_is_found_only_when_asked_for_and_takes_the_callers_year():
    assert find_dates("BAKU, June 28 (Reuters)") == ()
    (found,) = find_dates("BAKU, June 28 (Reuters)", yearless=True)
    assert (found.readings, found.days) == ((), ((6, 28),))
    assert found.in_year(1993) == (PartialDate(1993, 6, 28),)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3.5.Warszawa (PAP)", ((5, 3),)),
        ("Berlin, 3. 5. (dpa)", ((5, 3),)),
        ("ROMA, 3 mag. (ANSA)", ((5, 3),)),
        ("MADRID, 3 mar (EFE)", ((3, 3),)),
    ],
)
def test_a_day_and_the_number_of_its_month_are_a_date_in_a_dateline_alone(text, days):
    assert [found.days for found in find_dates(text, yearless=True, dateline=True)] == [days]
    assert find_dates(text, yearless=True) == find_dates(text, dateline=True) == ()


@pytest.mark.parametrize("text", ["Torval, 31.14. (PAP)", "Torval, 3.5.2 (PAP)", "Torval 1.3.5. (PAP)", "3.5 (PAP)"])
def test_other_numbers_of_a_dateline_are_no_days(text):
    assert find_dates(text, yearless=True, dateline=True) == ()


@pytest.mark.parametrize("text", ["May the 3 parties agree", "they may the 3rd time"])
def test_a_wish_is_no_month(text):
    assert find_dates(text, yearless=True) == ()


def test_the_29th_of_february_is_completed_by_leap_years_only():
    (found,) = find_dates("Feb. 29", yearless=True)
    assert (found.in_year(1992), found.in_year(1993)) == ((PartialDate(1992, 2, 29),), ())


def test_two_days_of_a_month_are_no_one_day():
    assert readings("July 3-4, 1993") == readings("3-4 July 1993") == [["1993-07"]]


def test_two_days_of_different_years_are_told_both():
    assert readings("(3 May 1920 - 4 June 1994)") == [["1920-05-03"], ["1994-06-04"]]


def test_the_order_is_told_where_only_one_fits():
    assert [find_dates(text)[0].order for text in ("07/27/2016", "27/07/2016", "05/06/2016", "2016-07-27")] == [
        "mdy",
        "dmy",
        None,
        "ymd",
    ]


def test_a_reading_can_be_taken_by_its_order():
    quote = "Posted 05/06/1993, seen 07/08/1994"
    (first, second) = find_dates(quote)
    assert in_order(quote, first.readings, "dmy") == PartialDate(1993, 6, 5)
    assert in_order(quote, second.readings, "mdy") == PartialDate(1994, 7, 8)
    assert in_order(quote, second.readings, "ymd") is None


def test_years_of_two_digits_lie_from_1930_to_2029():
    years = [find_dates(f"1 June {short}")[0].readings[0].year for short in ("30", "93", "99", "00", "09", "29")]
    assert years == [1930, 1993, 1999, 2000, 2009, 2029]


def test_dateutil_alone_invents_what_was_not_printed_and_we_do_not():
    default = dt.datetime(2026, 11, 22)  # noqa: DTZ001 - dateutil compares it with one that has no zone
    assert parser.parse("June 1993", default=default).day == 22
    assert readings("June 1993") == [["1993-06"]]
    assert parser.parse("Sunday", default=default).year == 2026
    assert find_dates("Sunday", yearless=True) == ()


@given(st.dates(dt.date(1931, 1, 1), dt.date(2029, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y"]))
def test_a_day_written_out_is_read_back(day, form):
    assert readings(day.strftime(form)) == [[day.isoformat()]]


@given(st.dates(dt.date(1600, 1, 1), dt.date(2100, 12, 31)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y"]))
def test_the_day_meant_is_always_among_the_readings_of_numbers(day, form):
    assert day.isoformat() in readings(day.strftime(form))[0]


PIECES = st.sampled_from(
    [
        "June",
        "jun",
        "may",
        "27",
        "5",
        "93",
        "1993",
        "2016",
        "/",
        "-",
        ".",
        ",",
        " ",
        "of",
        "Sunday",
        "th",
        "'",
        ":",
        "x",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=60))
def test_no_reading_holds_a_part_that_is_not_printed(text):
    for found in find_dates(text, yearless=True):
        words = text[found.start : found.end]
        numbers = {int(number) for number in re.findall(r"\d{1,4}", words)} | {
            int(part) for number in re.findall(r"\d{6,}", words) for part in re.findall(r"\d\d", number)
        }
        for reading in found.readings:
            assert reading.day is None or reading.day in numbers or found.order == "ymd"
            assert reading.year in numbers or reading.year % 100 in numbers or found.order == "ymd"
        for _, day in found.days:
            assert day in numbers


@given(st.text(max_size=200))
def test_any_text_can_be_searched_and_spans_lie_in_it_in_order(text):
    found: tuple[FoundDate, ...] = find_dates(text, yearless=True)
    assert all(date.start < date.end <= len(text) for date in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
