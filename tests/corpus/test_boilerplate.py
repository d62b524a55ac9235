"""What is furniture and what is not, on a made archive whose blocks are labelled, and on pages made to mislead."""

import itertools

import pytest

from dispatchsearch.corpus import boilerplate
from dispatchsearch.corpus.outline import key_of, normal, outline, pieces
from dispatchsearch.dispatch import Block, Dateline, Evidence, Mention

SOURCE = "The Quay Courier"
numbers = itertools.count()


def page(*texts, headline=None, **more):
    number = next(numbers)
    blocks = tuple(Block(text) for text in texts)
    return Evidence(str(number), str(number), 1, headline or f"Headline {words(number)}", blocks, **more)


def words(number):
    """Words that no other number has."""
    return " ".join("abcdefghij"[int(digit)] * 3 + "alu" for digit in str(number))


def story(paragraphs=3):
    """Paragraphs that no other page has."""
    return [f"The {words(next(numbers))} of the harbour was {words(next(numbers))} that day, and the council was told."
            for _ in range(paragraphs)]  # fmt: skip


def hidden_of(pages, source=SOURCE):
    """Return what is hidden of each page, learned from all of them."""
    outlines = {found.page: found for found in (outline(one, source) for one in pages)}
    headlines = {found.headline for found in outlines.values()}
    furniture = boilerplate.learn([found.units for found in outlines.values()], headlines)
    result = []
    for one in pages:
        found = list(pieces(one, source))
        others = boilerplate.titles(found) & headlines - {key_of(normal(one.headline))}
        result.append(boilerplate.hide(found, furniture, others))
    return result


def carrying(text, carriers, pages, *, top=False):
    """Return pages of which some carry a text at their end, or at their top."""
    return [
        page(
            *([text] if top and number < carriers else []), *story(), *([text] if not top and number < carriers else [])
        )
        for number in range(pages)
    ]


@pytest.mark.parametrize("text, carriers, pages, furniture", [
    ("And still the river has not been asked.", 3, 1000, False),
    ("And still the river has not been asked.", 5, 100, False),
    ("This column is written at a kitchen table.", 9, 100, False),
    ('"We have taken note of it," the ministry said.', 20, 100, False),
    ("No one was hurt.", 12, 100, False),
    ("Printed on the old press of the harbour.", 20, 100, True),
    ("Home | News | Sport | Chess", 15, 100, True),
    ("Advertisement", 6, 1000, True),
    ("All rights reserved. No part may be copied.", 6, 1000, True),
    ("Advertisement", 4, 5, False),
    ("If you value this paper, send us a stamp.", 7, 100, True),
    ("If you value this paper, send us a stamp.", 7, 1000, False),
    ("Send me a stamp, I collect them for you.", 9, 100, False),
    ("Letters to the Courier must be signed.", 7, 100, True),
    ("We condemn the attack on our people and demand peace.", 6, 40, False),
    ("He could not be reached by telephone.", 6, 100, False),
    ("Telephone 555-0110.", 6, 1000, True),
    ("Home | News | Sport | Chess", 5, 8, True),
    ("Home | News | Sport | Chess", 4, 8, False),
])  # fmt: skip
def test_a_text_is_furniture_when_enough_stories_carry_it(text, carriers, pages, furniture):
    hidden = hidden_of(carrying(text, carriers, pages))
    assert hidden == [((3, -1),) if furniture and number < carriers else () for number in range(pages)]


def test_amid_a_story_only_what_stands_on_most_pages_is_furniture():
    for carriers, expected in ((20, ()), (60, ((1, -1),))):
        pages = [page(*story(1), *(["The story goes on below"] if n < carriers else []), *story(2)) for n in range(100)]
        assert hidden_of(pages)[0] == expected


def test_a_plea_amid_a_story_needs_more_pages_than_at_its_end():
    pages = [page(*story(1), *(["Subscribe to this paper."] if n < 6 else []), *story(2)) for n in range(200)]
    assert not any(hidden_of(pages))


def test_a_sentence_that_quotes_is_never_furniture_amid_a_story():
    assert not any(hidden_of([page(*story(1), "“All is well,” he said.", *story(1)) for _ in range(30)]))


def test_a_counter_is_furniture_whatever_its_number():
    assert hidden_of([page(*story(), f"Read {n} times") for n in range(20)])[7] == ((3, -1),)


def test_rows_of_numbers_are_the_dispatchs_own():
    pages = [page(*story(), f"Shr {n} cts vs {n + 3} cts", f"Net {n},000 vs {n},500") for n in range(40)]
    assert not any(hidden_of(pages))


def test_reprints_of_one_story_are_not_furniture():
    one = story(6)
    pages = [page(*one, headline=f"Version {number}") for number in range(9)] + [page(*story()) for _ in range(20)]
    assert not any(hidden_of(pages))


def test_versions_of_a_story_that_each_add_a_paragraph_are_not_furniture():
    one = story(6)
    pages = [page(*story(1), *one) for _ in range(9)] + [page(*story()) for _ in range(3)]
    assert not any(hidden_of(pages))


def test_copies_of_one_page_count_once():
    copied = page("Home | News | Sport", *story())
    assert not any(hidden_of([copied] * 8 + [page(*story()) for _ in range(8)]))


def test_the_furniture_of_reprints_is_furniture_still():
    one = story(6)
    pages = [page("Home | News | Sport", *one) for _ in range(6)]
    pages += [page("Home | News | Sport", *story()) for _ in range(20)]
    assert hidden_of(pages)[0] == ((0, -1),)
    assert hidden_of(pages)[-1] == ((0, -1),)


@pytest.mark.parametrize("prefix", [
    "QUAY NEWS SERVICE ",
    "The Quay Courier - Foreign pages - ",
    "From the wires | ",
    "Get the latest as we print it. ",
])  # fmt: skip
def test_words_before_the_first_sentence_are_hidden_to_their_last_space(prefix):
    pages = [
        page("Some short line", *(prefix + text if n == 0 else text for n, text in enumerate(story())))
        for _ in range(40)
    ]
    assert hidden_of(pages)[3] == ((0, -1), (1, len(prefix)))


def test_words_after_the_last_sentence_are_hidden_with_the_space_before():
    suffix = " Send your letters to the Courier."
    pages = [page(*story(2), *(text + suffix for text in story(1))) for _ in range(40)]
    assert hidden_of(pages)[3] == ((2, -len(suffix)),)


def test_a_dateline_is_the_dispatchs_own():
    text = "BAKU, Azerbaijan - "
    line = Dateline("BAKU, Azerbaijan", "BAKU", "Azerbaijan")
    assert not any(hidden_of([page(text + story()[0], *story(), dateline=line) for _ in range(40)]))


def test_a_place_before_a_dash_is_the_dispatchs_own_though_no_dateline_was_read():
    named = (Mention("place", "Old Harbour", 0, 0, 11, "name:Old Harbour"),)
    assert not any(hidden_of([page("Old Harbour - " + story()[0], *story(), mentions=named) for _ in range(40)]))


def test_opening_words_that_many_stories_share_are_their_own():
    pages = [page(f"The ministry said {text}", *story()) for text in story(40)]
    assert not any(hidden_of(pages))


def test_headlines_of_other_dispatches_at_the_end_are_hidden_and_the_page_own_is_not():
    heads = [f"Bridge of {words(n)} Reopens" for n in range(30)]
    pages = [page(*story(), heads[(n + 1) % 30], headline=head) for n, head in enumerate(heads)]
    assert hidden_of(pages)[0] == ((3, -1),)
    own = [page(*story(), head, headline=head) for head in heads]
    assert not any(hidden_of(own))


def test_a_list_of_headlines_is_its_own_text():
    heads = [f"Bridge of {words(n)} Reopens" for n in range(30)]
    pages = [page(*story(), headline=head) for head in heads]
    assert hidden_of([*pages, page("Saturday's paper", *heads[:10])])[-1] == ()


def test_a_page_never_loses_all_its_text():
    pages = [page("Advertisement", *story()) for _ in range(10)]
    assert hidden_of([*pages, page("Advertisement")])[-1] == ()


def test_nothing_depends_on_the_order_of_pages():
    pages = carrying("Home | News | Sport | Chess", 30, 40)
    assert hidden_of(pages) == hidden_of(pages[::-1])[::-1]


def test_texts_that_differ_in_case_signs_and_spaces_have_one_key():
    assert key_of(normal("- Advertisement  -")) == key_of(normal("ADVERTISEMENT"))
    assert normal("* * *") == b"* * *"
    assert normal("") == b""
