"""Counts over time as bars."""

from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.web.asked import Asked
from dispatchsearch.web.timeline import ABOVE, HEIGHT, MOST_BARS, timeline

YEARS = st.dictionaries(st.integers(1, 2100), st.integers(1, 10_000), min_size=2, max_size=300)


def test_years_without_dispatches_stand_between_the_others():
    chart = timeline({1993: 4, 1996: 1}, Asked(q="ferry"))
    assert [(str(bar.span), bar.count) for bar in chart.bars] == [("1993", 4), ("1994", 0), ("1995", 0), ("1996", 1)]


def test_the_highest_bar_is_as_high_as_the_picture_and_each_is_a_link_that_narrows():
    chart = timeline({1993: 4, 1994: 2}, Asked(q="ferry", page=2))
    assert [bar.height for bar in chart.bars] == [HEIGHT, HEIGHT / 2]
    assert chart.bars[0].href == "/search?q=ferry&from=1993&to=1993"
    assert chart.bars[0].title == "1993: 4 dispatches"


def test_the_bar_of_the_year_chosen_leads_back_to_all_years():
    chart = timeline({1993: 4, 1994: 2}, Asked(since="1993", until="1993"))
    assert chart.bars[0].chosen
    assert chart.bars[0].href == "/search"


def test_months_and_days_follow_the_calendar():
    months = timeline({199311: 1, 199402: 1}, Asked())
    assert [str(bar.span) for bar in months.bars] == ["1993-11", "1993-12", "1994-01", "1994-02"]
    days = timeline({19930629: 1, 19930701: 1}, Asked())
    assert [str(bar.span) for bar in days.bars] == ["1993-06-29", "1993-06-30", "1993-07-01"]


def test_what_is_dated_less_exactly_lies_lighter_behind_the_bars_of_its_time():
    chart = timeline({19930604: 2, 19930620: 4}, Asked(), dated=9)
    assert (chart.possible, chart.possible_height) == (3, HEIGHT * 3 / 4)
    assert timeline({1993: 4, 1994: 2}, Asked(), dated=6).possible == 0


def test_one_year_alone_is_no_picture():
    assert timeline({1993: 4}, Asked()) is None
    assert timeline({}, Asked()) is None


@given(YEARS)
def test_every_dispatch_is_in_a_bar_and_every_bar_in_the_picture(counts):
    chart = timeline(counts, Asked())
    assert sum(bar.count for bar in chart.bars) == sum(counts.values())
    assert len(chart.bars) <= MOST_BARS
    assert all(bar.left >= 0 and bar.left + chart.width <= 101 and bar.top >= ABOVE for bar in chart.bars)
    assert all(bar.top + bar.height <= ABOVE + HEIGHT + 0.1 for bar in chart.bars)


def test_a_time_of_more_years_than_bars_is_counted_by_tens_of_years():
    chart = timeline(dict.fromkeys(range(1850, 2000), 2), Asked(q="ferry"))
    assert [(bar.name, bar.count) for bar in chart.bars][:2] == [("1850–1859", 20), ("1860–1869", 20)]
    assert chart.bars[0].href == "/search?q=ferry&from=1850&to=1859"
    assert timeline({1000: 1, **dict.fromkeys(range(1950, 2000), 2)}, Asked()).bars[1].name == "1950"
