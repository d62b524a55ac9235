"""Lines of a name and a day: a dateline of its own, or the paper that printed the story."""

import pytest

from dispatchsearch.ingest.text.dayline import outlet, sent


@pytest.mark.parametrize(
    ("line", "place", "region", "date"),
    [
        ("Mostar, 24 July 2004", "Mostar", None, "24 July 2004"),
        ("Mostar, Saturday, 24 July 2004", "Mostar", None, "Saturday, 24 July 2004"),
        ("Mostar, Saturday 24 July 2004.", "Mostar", None, "Saturday 24 July 2004"),
        ("MOSTAR, July 24, 2004", "MOSTAR", None, "July 24, 2004"),
        ("Mostar, Bosnia, 24 July 2004", "Mostar", "Bosnia", "24 July 2004"),
        ("Albany, N.Y., June 3, 1976", "Albany", "N.Y.", "June 3, 1976"),
        ("Paris, le 3 mai 1995", "Paris", None, "le 3 mai 1995"),
        ("Berlin, den 3. Mai 1995", "Berlin", None, "den 3. Mai 1995"),
        ("Newport News, May 3, 1995", "Newport News", None, "May 3, 1995"),
        ("Мостар, 24 июля 2004 г.", "Мостар", None, "24 июля 2004 г."),
    ],
)
def test_a_place_and_a_day_are_a_dateline(line, place, region, date):
    found = sent(line)
    assert found is not None
    assert (found.place, found.region, found.date, found.agency) == (place, region, date, None)
    assert found.printed == (f"{place}, {region}" if region else place)
    assert outlet(line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Barnsley Chronicle, 12 October 1979", "Barnsley Chronicle"),
        ("The Torval Herald, Friday, August 14, 1987", "The Torval Herald"),
        ("Torval Evening Post, Wednesday, March 3, 1976", "Torval Evening Post"),
        ("Torval Express and Star, 12 October 1979, page 3", "Torval Express and Star"),
        ("From the Torval Gazette, 12 October 1979", "Torval Gazette"),
        ("(Torval Daily Record, Oct. 11, 1994)", "Torval Daily Record"),
        ("Torval Mercury - 12 October 1979", "Torval Mercury"),
        ("THE TIMES, MAY 3, 1976", "THE TIMES"),
        ("Daily News, May 3, 1976", "Daily News"),
        ("Le Journal de Torval, 3 mai 1995", "Le Journal de Torval"),
        ("Torvaler Zeitung, 3. Mai 1995", "Torvaler Zeitung"),
        ("Gazeta Torvalska, 3 maja 1995", "Gazeta Torvalska"),
    ],
)
def test_a_paper_and_a_day_are_an_outlet(line, name):
    assert outlet(line) == name
    assert sent(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Hugh Pelling, 12 October 1979",
        "By Hugh Pelling, 12 October 1979",
        "Council minutes, 12 October 1979",
        "Latest News, 12 October 1979",
        "World Press Review, 12 October 1979",
        "News, 12 October 1979",
        "Date, 12 October 1979",
        "Friday, 12 October 1979",
        "12 October 1979",
        "Updated: 12 October 1979",
        "He read the Torval Gazette on 12 October 1979",
        "Mostar, 24 July 2004, was a day of rain",
        "Иванов, 3 января 1995 г.",
        "Mostar, yesterday",
        "",
    ],
)
def test_other_lines_with_a_day_are_neither(line):
    assert sent(line) is None
    assert outlet(line) is None
