"""What stands between a headline and a plain text: who wrote, where and when it was sent, whose paper it was."""

import pytest

LEAD = "Divers leapt from the rebuilt bridge last night, eleven years after the old one had fallen into the river."
MORE = "The mayor said that the stones had come home from the river bed, and that he would not dive himself."


def told(story, *lines: str):
    return story("a.txt", "\n\n".join(("BRIDGE OPENS AT LAST", *lines, LEAD, MORE)))


def body(one) -> list[str]:
    return [block.text for block in one.blocks if block.kind == "body"]


def aside(one) -> list[str]:
    return [block.text for block in one.blocks if block.kind == "furniture"]


def test_who_wrote_and_a_place_with_its_day_stand_above_a_text(story):
    one = told(story, "By our Balkans correspondent, Hugh Pelling", "Mostar, 24 July 2004")
    assert (one.headline, one.byline, one.masthead) == ("BRIDGE OPENS AT LAST", "Hugh Pelling", None)
    assert one.dateline is not None
    assert (one.dateline.place, one.dateline.date) == ("Mostar", "24 July 2004")
    assert ("dateline", "Mostar, 24 July 2004") in [(clue.place, clue.text) for clue in one.clues]
    assert body(one) == [LEAD, MORE]
    assert aside(one) == ["By our Balkans correspondent, Hugh Pelling", "Mostar, 24 July 2004"]


@pytest.mark.parametrize("line", ["From Our Northern Ireland Correspondent", "By our Northern Ireland Correspondent"])
def test_an_office_alone_is_the_byline(story, line):
    one = told(story, line)
    assert one.byline is not None
    assert one.byline.lower() == "our northern ireland correspondent"
    assert (one.masthead, body(one)) == (None, [LEAD, MORE])


@pytest.mark.parametrize("line", ["From our own correspondent", "(From Our Special Correspondent.)"])
def test_a_line_that_names_nobody_is_set_aside(story, line):
    one = told(story, line)
    assert (one.byline, one.masthead, body(one), aside(one)) == (None, None, [LEAD, MORE], [line])


def test_somebody_who_writes_from_a_town_signs(story):
    assert told(story, "From Hugh Pelling in Mostar").byline == "Hugh Pelling"
    assert told(story, "From Old Harbour Road in Mostar").byline is None


def test_a_name_goes_before_an_office(story):
    assert told(story, "From Our Own Correspondent", "By Hugh Pelling").byline == "Hugh Pelling"
    assert told(story, "By Hugh Pelling", "From Our Own Correspondent").byline == "Hugh Pelling"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Barnsley Chronicle, 12 October 1979", "Barnsley Chronicle"),
        ("The Torval Express and Evening Star, 12 October 1979", "The Torval Express and Evening Star"),
    ],
)
def test_a_paper_with_its_day_is_the_outlet_and_its_words_are_kept(story, line, name):
    one = told(story, line)
    assert (one.headline, one.masthead, one.dateline) == ("BRIDGE OPENS AT LAST", name, None)
    assert (body(one), aside(one)) == ([LEAD, MORE], [line])


def test_a_line_of_a_date_is_set_aside_with_its_other_words(story):
    one = told(story, "Saturday Supplement, 12 October 1979")
    assert (one.masthead, aside(one)) == (None, ["Saturday Supplement, 12 October 1979"])


def test_the_day_above_the_headline_is_no_dateline(story):
    one = story("a.txt", f"Mostar, 24 July 2004\n\nBRIDGE OPENS AT LAST\n\n{LEAD}\n\n{MORE}")
    assert (one.headline, one.dateline) == ("BRIDGE OPENS AT LAST", None)


@pytest.mark.parametrize("town", ["Las Vegas, N.M.", "Albany, N.Y.", "Raleigh, N. C.", "Washington, D.C."])
def test_a_paragraph_is_never_parted_among_the_initials_of_its_state(story, town):
    lead = f"{town} - {LEAD}"
    one = story("a.txt", f"BRIDGE OPENS AT LAST\n\n{lead}\n\n{MORE}")
    assert one.dateline is not None
    assert one.dateline.printed == town
    assert body(one) == [lead, MORE]


def test_a_person_and_a_city_above_a_day_are_no_outlet(story):
    one = told(story, "Hugh Pelling, Belgrade", "24 July 2004")
    assert one.masthead is None
    assert "Hugh Pelling, Belgrade" in [block.text for block in one.blocks]
