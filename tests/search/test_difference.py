"""Two versions side by side: nothing is lost, and changed numbers and names come first."""

from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.search.difference import Change, difference

LEFT = (
    "LINDVIK - Thirty men were taken off the ferry on Sunday. She had 12 cars aboard, Suret Guseinov said. "
    "The harbour is closed.\n\nThe owners live in Torval."
)
RIGHT = (
    "LINDVIK - Thirty men were taken off the ferry on Monday. She had 14 cars aboard, Suret Huseynov said. "
    "The harbour is shut. More follows.\n\nThe owners live in Torval."
)
TEXTS = st.lists(st.sampled_from("a Ferry sank. 12 14 \n\n at Lindvik , “ ".split(" ")), max_size=30).map(" ".join)


def test_changed_numbers_come_first_then_names():
    assert difference(LEFT, RIGHT).first == (
        Change("number", "12", "14"),
        Change("name", "Sunday", "Monday"),
        Change("name", "Guseinov", "Huseynov"),
    )


def test_rows_end_where_sentences_end_in_both_and_tell_whether_they_differ():
    rows = difference(LEFT, RIGHT).rows
    told = [("".join(piece.text for piece in row.left).strip(), row.differs) for row in rows]
    assert ("The harbour is closed.", True) in [(text, differs) for text, differs in told if text]
    assert ("The owners live in Torval.", False) in told


def test_a_name_that_only_stands_elsewhere_is_no_changed_name():
    found = difference("At noon Torval was quiet and Lindvik burned.", "At noon Lindvik burned and Torval was quiet.")
    assert found.first == ()
    assert any(row.differs for row in found.rows)


def test_equal_texts_have_no_difference():
    found = difference(LEFT, LEFT)
    assert found.first == ()
    assert not any(row.differs for row in found.rows)


@given(left=TEXTS, right=TEXTS)
def test_the_pieces_make_both_texts(left, right):
    rows = difference(left, right).rows
    assert "".join(piece.text for row in rows for piece in row.left) == left
    assert "".join(piece.text for row in rows for piece in row.right) == right
