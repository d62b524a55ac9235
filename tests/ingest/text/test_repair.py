"""Repairs keep what was printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.ingest.text.repair import damage, repaired


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("some 20, 000 people", "some 20,000 people"),
        ("some 1, 250, 000 people", "some 1,250,000 people"),
        ('""Next week,"" said Oleg.', '"Next week," said Oleg.'),
        ("The coach f a patient man f said", "The coach — a patient man — said"),
        ("set for Dec.11 at noon", "set for Dec. 11 at noon"),
        ("the war ended.The mayor wept", "the war ended. The mayor wept"),
        ("The min\u00adistry", "The ministry"),
        ("zero\u200bwidth", "zerowidth"),
        ("The ministry has noth- ing to add", "The ministry has nothing to add"),
        ("=A9 2000 The Paper", "© 2000 The Paper"),
        ("caf=E9 =3D coffee", "café = coffee"),
        ("The <i>Marietta</i> went down", "The Marietta went down"),
        ("поcёлок у рeки", "посёлок у реки"),
        ("exactly 3, 418 hives", "exactly 3,418 hives"),
        ("a seat cost $1, 275 then", "a seat cost $1,275 then"),
        ('"We have 20, 000 men", he said.', '"We have 20,000 men," he said.'),
        ("sold 20, 000 and 2, 346 tickets", "sold 20,000 and 2,346 tickets"),
        ("The painter ? a former miner ? said", "The painter — a former miner — said"),
        ("The caf? owner IvanLarin said", "The caf? owner Ivan Larin said"),
        ("=93Paid=94 by the ho= tel", "“Paid” by the hotel"),
        ("da\u200css Wort", "dass Wort"),
    ],
)
def test_damage_is_put_right_and_the_print_kept(printed, text):
    block = repaired(printed)
    assert (block.text, block.printed) == (text, printed)


@pytest.mark.parametrize(
    "text",
    [
        "On June 27, 300 men left.",
        "rooms 12, 200 and 250",
        "in 1993, 200 people",
        "two- and three-year terms",
        "pre- and post-war",
        "He ran from A to B, f being the path.",
        "McDonald and MacArthur on YouTube",
        "www.paper.com and U.S.Army",
        "5 < 6 and 7 > 3",
        "x=20 and y=30",
        "On June 27 and 28, 300 men left.",
        "Rooms 12, 14, 200 and 250 were full, page 3, 500 words.",
        "Pourquoi ? Parce que le prix = 3 ? Non.",
        '"We waited a year", he said.',
        "On Sept. 14, 300 of them swarmed.",
        "in 1993, 200 people left room 12, 300 stayed",
        "می\u200cخواهم",
    ],
)
def test_what_is_whole_stays_as_it_is(text):
    block = repaired(text)
    assert (block.text, block.printed) == (text, None)


@given(st.text(max_size=200))
def test_the_print_is_kept_whenever_a_letter_changed(text):
    block = repaired(text)
    assert (block.printed or block.text) == text


def test_a_fault_that_may_be_honest_print_is_mended_on_a_damaged_page_alone():
    page = damage(["A Prot?g? Speaks", 'He saw 20, 000 people. ""No,"" he said.'])
    assert (page.letters, page.signs, page.coded) == (True, True, False)
    assert repaired('"Yes", said AndreiLarin.', page=page).text == '"Yes," said Andrei Larin.'
    assert repaired('"Yes", said AndreiLarin.').text == '"Yes", said AndreiLarin.'
    whole = damage(["Who knows? Nobody. On June 27, 300 men left."])
    assert not whole.letters
    assert not whole.signs
