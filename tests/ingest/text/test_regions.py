"""Datelines that name a state or a country behind the town; no text is cut within initials or compounds."""

import pytest

from dispatchsearch.ingest.text.dateline import inside, parse


@pytest.mark.parametrize(
    ("text", "place", "region"),
    [
        ("Las Vegas, N.M. - The council met.", "Las Vegas", "N.M."),
        ("Albany, N.Y. - The senate met.", "Albany", "N.Y."),
        ("Santa Fe, N.M. -- The council met.", "Santa Fe", "N.M."),
        ("Raleigh, N.C. _ The council met.", "Raleigh", "N.C."),
        ("Columbia, S. C. - The council met.", "Columbia", "S. C."),
        ("Washington, D.C. — “The council met,” he said.", "Washington", "D.C."),
        ("Fargo, N.D. - Émile Roux met the council.", "Fargo", "N.D."),
        ("Mesa, Ariz. - The council met.", "Mesa", "Ariz."),
        ("Wheeling, W.Va. - The council met.", "Wheeling", "W.Va."),
        ("Hamilton, N.Z. - The council met.", "Hamilton", "N.Z."),
        ("Wagga Wagga, N.S.W. - The council met.", "Wagga Wagga", "N.S.W."),
        ("Las Vegas, New Mexico - The council met.", "Las Vegas", "New Mexico"),
        ("Mostar, Bosnia - The bridge is open.", "Mostar", "Bosnia"),
        ("HAMILTON, N.Z. - The council met.", "HAMILTON", "N.Z."),
        ("LISMORE, N.S.W.: The river rose.", "LISMORE", "N.S.W."),
        ("PRINCE RUPERT, B.C.: The river rose.", "PRINCE RUPERT", "B.C."),
        ("SYDNEY, N.S.: The river rose.", "SYDNEY", "N.S."),
        ("MONCTON, N.B.: The river rose.", "MONCTON", "N.B."),
        ("SUMMERSIDE, P.E.I.: The river rose.", "SUMMERSIDE", "P.E.I."),
        ("INUVIK, N.W.T.: The river rose.", "INUVIK", "N.W.T."),
        ("KALGOORLIE, W.A.: The river rose.", "KALGOORLIE", "W.A."),
        ("GAWLER, S.A.: The river rose.", "GAWLER", "S.A."),
        ("CANBERRA, A.C.T.: The river rose.", "CANBERRA", "A.C.T."),
        ("MACON, Ga.: The river rose.", "MACON", "Ga."),
        ("CHAMONIX, France: The snow came late.", "CHAMONIX", "France"),
        ("TRIPOLI, Lebanon: “The snow came late,” he said.", "TRIPOLI", "Lebanon"),
    ],
)
def test_a_state_or_country_behind_the_town_makes_a_dateline(text, place, region):
    found = parse(text)
    assert found is not None
    assert (found.dateline.place, found.dateline.region, found.dateline.date) == (place, region, None)
    assert text.startswith(found.dateline.printed)


@pytest.mark.parametrize(
    "text",
    [
        "Albany, N.Y. - the capital - was quiet.",
        "Las Vegas, N.M., is no city of lights.",
        "Hugh Pelling, M.P. - The council met.",
        "Hugh Pelling, Ph.D. - The council met.",
        "Hugh Pelling, Georgia - The council met.",
        "Mostar, Bosnia - The Bridge Is Open",
        "PELLING, Georgia: The Stone Garden and other tales.",
        "PELLING, Hugh: The Stone Garden and other tales.",
        "PARIS, France: a city of doors",
        "POLITICS, Sport: The week ahead.",
        "M. - The council met.",
        "U.N. - The council met.",
        "U.S.-made trams are bought by the council.",
        "SPD-Vorsitzende tagen heute in Torval.",
        "TORVAL-based trams are bought by the council.",
    ],
)
def test_what_is_no_state_behind_a_town_makes_none(text):
    assert parse(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Las Vegas, N.M. - The council met.",
        "The council bought U.S.-made trams on Monday.",
        "It was the first of the U.S.-Belmark talks.",
        'A reader ("IP-Adressen") asked what it was.',
        "He drove from Taos, N.M. - The council met on Monday.",
        "She spoke for the P.T.A. - The school was closed.",
        "A letter by J. SMITH - The school was closed.",
        "A letter by J. R. SMITH - The school was closed.",
        "The ship of the U.S. NAVY - The first of its class - sank.",
    ],
)
def test_no_text_is_cut_within_initials_or_a_compound(text):
    assert inside(text) == 0


def test_a_dateline_behind_a_caption_that_ends_in_a_state_is_found():
    text = "Drivers wait at the pass near Taos, N.M. KAZBEGI, Georgia -- Snow closed the pass."
    assert text[inside(text) :].startswith("KAZBEGI")
