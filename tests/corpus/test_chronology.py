"""From the dates a dispatch shows to the one it was published on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.corpus.chronology import Habits, conclude_date, learn, update_date
from dispatchsearch.corpus.witnesses import listed, listing, title_key
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import Block, DateEvidence, Evidence, Locator, Role
from dispatchsearch.found_dates import find_dates
from dispatchsearch.ingest.dating import address_evidence
from dispatchsearch.store.listings import Listed

NONE = Habits()


def shown(words: str, place: str = "line", role: Role = "published", name: str = "") -> DateEvidence:
    """Return the evidence of a date as printed."""
    (date,) = find_dates(words, yearless=True, dateline=place == "dateline")
    return DateEvidence(role, date.readings, place, name, words, date.order, date.separator)


def address(iso: str, name: str = "year/month") -> DateEvidence:
    return DateEvidence("published", (PartialDate.from_iso(iso),), "address", name, "/" + iso.replace("-", "/") + "/")


def weekday(word: str) -> DateEvidence:
    return DateEvidence("event", (), "weekday", word, word)


UPDATED = shown("Last Updated: 07/27/2016", "label", "updated", "last updated")


def test_an_update_is_no_publication_and_the_reason_says_so():
    concluded = conclude_date([UPDATED], NONE)
    assert concluded.date is None
    assert concluded.not_used == ("'Last Updated: 07/27/2016': when the page was updated, not when it was published",)
    assert update_date([UPDATED], NONE) == PartialDate(2016, 7, 27)


def test_the_month_of_the_address_is_all_there_is_and_no_day_is_made_of_it():
    concluded = conclude_date([address("1993-06"), UPDATED], NONE)
    assert concluded.date == PartialDate(1993, 6)
    assert concluded.reason == "month from the address /1993/06/"


def test_a_line_of_copyright_and_the_crawl_date_nothing():
    copyrighted = DateEvidence("copyright", (PartialDate(1998),), "copyright", "", "Copyright 1998")
    crawled = shown("2024-03-28", "crawl", "crawled")
    concluded = conclude_date([copyrighted, crawled], NONE)
    assert concluded.date is None
    assert len(concluded.not_used) == 2


def test_dates_that_the_text_speaks_of_neither_date_it_nor_are_told_as_unused():
    concluded = conclude_date([shown("on May 24, 1992", "text", "event")], NONE)
    assert (concluded.date, concluded.not_used) == (None, ())


def test_an_undated_page_says_so():
    assert conclude_date([], NONE).reason == "nothing here says when it was published"


def test_sides_that_agree_make_a_date_sure():
    dates = [address("1993-06-29", "year/month/day"), shown("June 29, 1993", "time", name="words time")]
    concluded = conclude_date(dates, NONE)
    assert (concluded.date, concluded.confidence) == (PartialDate(1993, 6, 29), "high")
    assert concluded.reason == "day from the address /1993/06/29/; so says the page, 'June 29, 1993'"


def test_a_day_on_the_page_within_the_month_of_the_address_is_taken_before_one_outside():
    inside, outside = shown("June 29, 1993"), shown("July 27, 2016")
    assert conclude_date([address("1993-06"), outside, inside], NONE).date == PartialDate(1993, 6, 29)


def test_a_date_without_its_year_takes_the_year_of_the_address_where_the_month_agrees():
    line = shown("June 28", "dateline")
    assert conclude_date([address("1993-06"), line], NONE).date == PartialDate(1993, 6, 28)
    assert conclude_date([address("1993-07"), line], NONE).date == PartialDate(1993, 7)
    assert conclude_date([line], NONE).date is None


def test_a_dateline_takes_its_year_from_the_mail_that_carries_it_and_the_mail_is_a_repost():
    mail = shown("Sun, 2 Jan 1994 08:02:10 GMT", "header", name="date")
    concluded = conclude_date([mail, shown("BAKU, Dec. 30 (Example)", "dateline")], NONE)
    assert concluded.date == PartialDate(1993, 12, 30)
    assert concluded.not_used == ("'Sun, 2 Jan 1994 08:02:10 GMT': when it was posted again",)


@pytest.mark.parametrize(
    ("printed", "name", "date"),
    [
        ("29 June 1993", "", "1993-06-29"),
        ("29 June 1993", "above: ", "1993-06-29"),
        ("29 June 1993", "aside: ", "1993-06-28"),  # beside the story stand other stories' days
        ("28 June 1993", "", "1993-06-28"),
        ("9 July 1993", "", "1993-06-28"),  # a page made later
    ],
)
def test_a_paper_prints_on_one_of_the_next_days_what_a_dateline_without_a_year_sent(printed, name, date):
    concluded = conclude_date([shown(printed, name=name), shown("MOSCOW, June 28", "dateline")], NONE)
    assert str(concluded.date) == date


def test_the_day_of_a_mail_is_no_papers():
    concluded = conclude_date([shown("29 June 1993", "header"), shown("MOSCOW, June 28", "dateline")], NONE)
    assert str(concluded.date) == "1993-06-28"


def test_a_source_line_outranks_the_later_day_of_an_address():
    dates = [address("2004-12-06", "year/month/day"), shown("Source: Araz, 3 Dec 2004", "source-line")]
    concluded = conclude_date(dates, NONE)
    assert (concluded.date, concluded.confidence) == (PartialDate(2004, 12, 3), "high")


def test_a_year_printed_with_two_digits_is_never_sure_alone_and_the_reason_tells():
    concluded = conclude_date([shown("3 Dec 04", "source-line")], NONE)
    assert (concluded.date, concluded.confidence) == (PartialDate(2004, 12, 3), "medium")
    assert "two digits and read as 2004" in concluded.reason


# Numbers that can be read in two orders

OPEN = shown("05/06/1993", "label", name="posted")


def test_numbers_that_nothing_decides_stay_open_and_only_what_both_readings_share_is_taken():
    concluded = conclude_date([OPEN], NONE)
    assert (concluded.date, concluded.confidence) == (PartialDate(1993), "low")
    assert "two orders" in concluded.reason


def test_one_unambiguous_sibling_at_the_same_place_decides():
    american = learn([(shown("07/27/1993", "label", name="posted"), 1)], pages=2)
    british = learn([(shown("27/07/1993", "label", name="posted"), 1)], pages=2)
    assert conclude_date([OPEN], american).date == PartialDate(1993, 5, 6)
    concluded = conclude_date([OPEN], british)
    assert concluded.date == PartialDate(1993, 6, 5)
    assert "day before month, as in '27/07/1993' on a page of this source" in concluded.reason


def test_siblings_that_contradict_each_other_decide_nothing():
    torn = learn([(shown("07/27/1993", "label"), 5), (shown("27/07/1993", "label"), 5)], pages=10)
    assert conclude_date([OPEN], torn).date == PartialDate(1993)


def test_another_separator_is_another_habit():
    dotted = learn([(shown("27.07.1993", "label"), 9)], pages=10)
    assert conclude_date([OPEN], dotted).date == PartialDate(1993)


def test_what_a_person_said_of_the_source_outranks_what_was_learned():
    habits = Habits(stated="mdy", orders=learn([(shown("27/07/1993", "label"), 9)], pages=10).orders)
    assert conclude_date([OPEN], habits).date == PartialDate(1993, 5, 6)


def test_the_month_of_the_address_decides():
    assert conclude_date([OPEN, address("1993-06")], NONE).date == PartialDate(1993, 6, 5)


def test_another_date_of_the_page_decides():
    assert conclude_date([OPEN, shown("5 June 1993", "label", "updated")], NONE).date == PartialDate(1993, 6, 5)


def test_numbers_on_the_same_page_decide():
    assert conclude_date([OPEN, shown("27/05/1993", "label", "updated")], NONE).date == PartialDate(1993, 6, 5)


def test_a_day_in_the_future_is_left_out():
    today = PartialDate(1993, 5, 20)
    assert conclude_date([OPEN], NONE, today=today).date == PartialDate(1993, 5, 6)
    assert conclude_date([OPEN, shown("1993-05-20", "crawl", "crawled")], NONE).date == PartialDate(1993, 5, 6)


def test_the_custom_of_a_country_decides_but_is_told_and_never_sure():
    concluded = conclude_date([OPEN], NONE, language="en-GB")
    assert concluded.date == PartialDate(1993, 6, 5)
    assert concluded.confidence != "high"
    assert "custom" in concluded.reason
    assert conclude_date([OPEN], NONE, url="http://www.example.gov/a").date == PartialDate(1993, 5, 6)
    assert conclude_date([OPEN], NONE, url="http://example.com/en-gb/a").date == PartialDate(1993, 6, 5)
    assert conclude_date([OPEN], NONE, language="de").date == PartialDate(1993, 6, 5)
    assert conclude_date([OPEN], NONE, language="en").date == PartialDate(1993)


def test_an_update_that_stays_open_is_no_update_date():
    assert update_date([shown("05/06/1993", "label", "updated")], NONE) is None


# What the pages of a source show together


def sixty_pages() -> Habits:
    months = [(address(f"{year}-{month:02}"), 5) for year in (1993, 1994) for month in range(1, 7)]
    return learn([(UPDATED, 59), *months], pages=60)


def test_the_same_date_on_nearly_all_pages_is_the_templates():
    concluded = conclude_date([address("1993-06"), UPDATED], sixty_pages())
    told = "'Last Updated: 07/27/2016' is on 59 of 60 pages of this source: the template's"
    assert concluded.reason == f"month from the address /1993/06/; {told}"
    assert concluded.not_used == ("'Last Updated: 07/27/2016': is on 59 of 60 pages of this source: the template's",)


def test_a_template_date_is_not_taken_even_where_it_looks_like_a_publication():
    today = shown("Thursday, 28 March 2024", "line", name="div")
    months = [(address(f"{year}-06"), 5) for year in range(1990, 2000)]
    habits = learn([(today, 50), *months], pages=50)
    assert conclude_date([today], NONE).date == PartialDate(2024, 3, 28)
    assert conclude_date([today], habits).date is None


def test_six_digits_in_an_address_are_an_articles_number_unless_most_pages_have_a_date_there():
    numbers = [address(f"1993-06-{day:02}", "yymmdd") for day in range(1, 10)]
    assert conclude_date([numbers[0]], learn([(numbers[0], 1)], pages=30)).date is None
    assert conclude_date([numbers[0]], NONE).date is None
    assert conclude_date([numbers[0]], learn([(n, 1) for n in numbers], pages=9)).date == PartialDate(1993, 6, 1)
    assert conclude_date([numbers[0], shown("June 1", "dateline")], NONE).date == PartialDate(1993, 6, 1)


def test_the_one_issue_of_a_paper_is_no_template():
    issue = shown("June 29, 1993", "time", name="words time")
    assert conclude_date([issue], learn([(issue, 40)], pages=40)).date == PartialDate(1993, 6, 29)


def test_few_pages_teach_no_template():
    assert learn([(UPDATED, 3), (address("1993-06"), 1), (address("1993-07"), 2)], pages=3).constants == ()


def test_the_weekday_of_the_lead_narrows_a_month_by_the_habit_of_the_outlet():
    dated = [[address(f"1996-08-{day:02}", "year/month/day"), weekday("Thursday")] for day in (2, 9, 16, 23, 30)]
    habits = learn([], 5, dated)
    concluded = conclude_date([address("1993-06"), weekday("Sunday")], habits)
    assert [str(day) for day in concluded.candidates] == ["1993-06-07", "1993-06-14", "1993-06-21", "1993-06-28"]
    assert concluded.date == PartialDate(1993, 6)
    told = "perhaps the 7th, 14th, 21st or 28th: the lead says Sunday and this source prints the next day"
    assert concluded.reason.endswith(told)


def test_without_a_learned_habit_a_weekday_narrows_nothing():
    dated = [[address("1996-08-23", "year/month/day"), weekday("Thursday")]]
    assert conclude_date([address("1993-06"), weekday("Sunday")], learn([], 1, dated)).candidates == ()


def test_habits_go_through_json():
    habits = sixty_pages()
    assert Habits.from_json(habits.to_json()) == habits


# Other dispatches as witnesses


def test_an_index_dates_the_headline_it_lists_and_none_that_stands_in_two_days():
    friday, saturday = Listed("1996-08-23", "/1996/8/23.html"), Listed("1996-08-24", "/1996/8/24.html")
    assert listed([friday, saturday]) == listed([]) == []
    concluded = conclude_date([address("1996-08"), *listed([friday])], NONE)
    assert concluded.date == PartialDate(1996, 8, 23)
    assert concluded.reason.startswith("day from the day's index")


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("sitemap/free/1996/8/30.html", "1996-08-30"),
        ("1996/08/30/", "1996-08-30"),
        ("archive/19960830/index.html", "1996-08-30"),
        ("1996/08/30/bridge.html", None),
        ("1996/8.html", None),
    ],
)
def test_a_page_whose_address_ends_with_a_day_is_that_days_index(path, day):
    url = f"http://news.example/{path}"
    locator = Locator("raw", "a.html", url=url, dates=address_evidence(url, "a.html", None))
    lines = ("The vote was put off on Thursday, said the mayor.", "Bakers Meet in Gori", "In Brief")
    blocks = tuple(map(Block, lines))
    found = listing(Evidence("a", "a", 0, "Bridge Vote Put Off", blocks), [locator])
    assert (found.day if found else None) == day
    if found:
        assert set(found.headlines) == {title_key("BRIDGE VOTE PUT OFF"), title_key("Bakers meet in Gori")}


@pytest.mark.parametrize("line", ["3.5.Warszawa (PAP)", "Berlin, 3.5. (dpa)", "ROMA, 3 mag. (ANSA)"])
def test_a_day_and_the_number_of_its_month_take_their_year_from_an_address_of_that_month_alone(line):
    assert conclude_date([shown(line, "dateline"), address("1994-05")], NONE).date == PartialDate(1994, 5, 3)
    assert conclude_date([shown(line, "dateline"), address("1994-03")], NONE).date == PartialDate(1994, 3)
    assert conclude_date([shown(line, "dateline")], NONE).date is None


def test_a_dateline_says_whose_year_it_takes():
    concluded = conclude_date([shown("3 December 2004", "header"), shown("TORVAL, November 30 -", "dateline")], NONE)
    assert concluded.date == PartialDate(2004, 11, 30)
    assert concluded.reason.endswith("the year 2004 is that of another date here")


def test_nothing_was_published_after_it_was_saved_but_a_reference_may_have_been_looked_up_before():
    saved = shown("2016-07-27", "crawl", "crawled")
    late = shown("1 June 2093", "element", name="span date")
    concluded = conclude_date([late, saved], NONE)
    assert concluded.date is None
    assert "'1 June 2093': it lies ahead of the day the page was read or saved" in concluded.not_used
    assert conclude_date([late], NONE, today=PartialDate(2026, 11, 22)).date is None
    referred = shown("Retrieved 12 March 2009", "label", "crawled", "below: retrieved li")
    assert conclude_date([shown("June 1, 2015", "element", name="span date"), referred], NONE).date == (
        PartialDate(2015, 6, 1)
    )


# Laws

PIECES = st.lists(
    st.builds(
        shown,
        st.sampled_from(["05/06/1993", "27/06/1993", "June 5, 1993", "1993-06-05", "June 1993", "June 5", "3.4.93"]),
        st.sampled_from(["meta", "label", "time", "line", "title", "text", "header", "dateline"]),
        st.sampled_from(["published", "updated", "crawled", "event"]),
    ),
    max_size=6,
)


@given(PIECES)
def test_no_date_is_concluded_that_no_evidence_shows(dates):
    concluded = conclude_date(dates, NONE).date
    published = [
        date for date in dates if date.role == "published" or (date.role == "updated" and date.place == "label")
    ]  # an update printed shortly before the first day claimed for publication shows that the page was there
    printed = {str(reading) for date in published for reading in date.readings}
    completed = any(not date.readings and str(concluded).endswith("-06-05") for date in published)
    assert concluded is None or completed or any(reading.startswith(str(concluded)) for reading in printed)


@given(PIECES, st.randoms())
def test_habits_do_not_depend_on_the_order_of_pages(dates, shuffle):
    tallies = [(date, number) for number, date in enumerate(dict.fromkeys(dates), 1)]
    mixed = tallies.copy()
    shuffle.shuffle(mixed)
    assert learn(tallies, 10) == learn(mixed, 10)


def test_a_printed_update_shortly_before_the_claimed_publication_shows_that_the_page_was_there():
    stand = shown("Stand: 28.04.2020 18:00 Uhr", "label", "updated", "stand p")
    later = shown("2020-04-29T11:52:23", "meta", name="date")
    concluded = conclude_date([later, stand], NONE)
    assert concluded.date == PartialDate(2020, 4, 28)
    years_later = shown("2021-04-29T11:52:23", "meta", name="date")
    assert conclude_date([years_later, stand], NONE).date == PartialDate(2021, 4, 29)


def test_a_printed_day_that_the_page_calls_the_day_of_a_change_gives_way_to_the_stated_publication():
    stated = shown("2018-10-07T09:00:35-08:00", "meta", name="article:published_time")
    printed = shown("November 12, 2018", "element", name="span posted on")
    change = shown("November 12, 2018", "time", "updated", "words time updated")
    assert conclude_date([stated, printed, change], NONE).date == PartialDate(2018, 10, 7)
    assert conclude_date([stated, printed], NONE).date == PartialDate(2018, 11, 12)


def test_a_place_and_a_day_above_the_headline_are_no_masthead():
    placed = shown("Managua, Nicaragua 26, Abril, 2022 7:43 p.m.", "element", name="above: div meta")
    assert conclude_date([placed], NONE).date == PartialDate(2022, 4, 26)
    visit = shown("Thursday, 28 March 2024", "line", name="above: div")
    assert conclude_date([visit], NONE).date is None
