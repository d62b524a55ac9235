from dispatchsearch.corpus.boilerplate import block_key, countable, hide, threshold
from dispatchsearch.dispatch import Block


def test_blocks_that_differ_in_digits_case_and_spaces_are_one():
    assert block_key("Read 123  times") == block_key("read 7 times")
    assert block_key("Read 123 times") != block_key("Read no times")


def test_a_refrain_in_three_dispatches_of_a_thousand_is_no_furniture():
    assert threshold(1000) > 3


def test_four_pages_teach_nothing():
    assert threshold(4) > 4


def test_long_blocks_and_captions_are_not_counted():
    assert countable([Block("x" * 601), Block("A caption.", "caption")]) == set()


def test_repeated_blocks_are_hidden():
    blocks = (Block("Subscribe now"), Block("Troops moved on Sunday."))
    assert hide(blocks, {block_key("Subscribe now")}) == ((0, -1),)


def test_a_page_never_loses_all_its_text():
    blocks = (Block("Subscribe now"),)
    assert hide(blocks, {block_key("Subscribe now")}) == ()
