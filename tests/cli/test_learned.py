from dispatchsearch.cli.learned import habit_words
from dispatchsearch.corpus.habits import Constant, Habits, Ordering


def test_habits_of_dating_are_told_in_words():
    habits = Habits(
        pages=69,
        constants=(Constant("label", "Last Updated", "2016-07-27", 68),),
        orders=(Ordering("byline", "/", "mdy", "06/28/1993", 5),),
        lag=1,
        lag_pages=12,
    )
    assert list(habit_words(habits)) == [
        "2016-07-27 (label Last Updated) is on 68 of 69 pages: the template's, dates none",
        "numbers with / (byline) are month first, as in '06/28/1993'; 5 pages show it",
        "published the day after the weekday that its leads name (12 pages show it)",
    ]
    assert list(habit_words(Habits())) == []
