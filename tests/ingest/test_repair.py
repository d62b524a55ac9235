"""Repairs keep what was printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.ingest.repair import repaired


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
    ],
)
def test_what_is_whole_stays_as_it_is(text):
    block = repaired(text)
    assert (block.text, block.printed) == (text, None)


@given(st.text(max_size=200))
def test_the_print_is_kept_whenever_a_letter_changed(text):
    block = repaired(text)
    assert (block.printed or block.text) == text
