"""A line that begins like a byline is one where it names somebody."""

import pytest

from dispatchsearch.ingest.text.byline import author
from dispatchsearch.ingest.text.labels import role


@pytest.mark.parametrize(
    "line",
    [
        "By Ellen Marsh",
        "by ellen marsh",
        "BY ELLEN MARSH, STAFF WRITER",
        "By our own correspondent",
        "By a staff reporter of the morning desk",
        "By Jan van der Meer and Maria del Carmen de la Torre",
        "Von Klaus Richter",
        "Автор: Анна Иванова",
    ],
)
def test_who_wrote_is_a_byline(line):
    assert role(line) == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "By nightfall the market was empty, and the last of the stalls had been carried off to the harbor.",
        "By Monday the river had gone down.",
        "By the time the ferry came there was nobody left on the quay.",
        "Von dort aus war die ganze Stadt zu sehen.",
    ],
)
def test_a_sentence_that_begins_like_a_byline_is_none(line):
    assert role(line) is None


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("By our Balkans correspondent, Hugh Pelling", "Hugh Pelling"),
        ("By our Balkans correspondent Hugh Pelling", "Hugh Pelling"),
        ("By Our Diplomatic Correspondent, HUGH PELLING, in Mostar", "HUGH PELLING"),
        ("From our Balkans correspondent, Hugh Pelling", "Hugh Pelling"),
        ("From Hugh Pelling in Mostar", "Hugh Pelling"),
        ("By our special correspondents, Hugh Pelling and Ann de Roe", "Hugh Pelling and Ann de Roe"),
        ("By a staff reporter, J. R. Pelling", "J. R. Pelling"),
        ("By Staff Writer Ann Roe", "Ann Roe"),
        ("By Sports Editor Ann O'Roe", "Ann O'Roe"),
        ("By our own correspondent", "our own correspondent"),
        ("By our own correspondent, New York", "our own correspondent"),
        ("By our own correspondent in Mostar", "our own correspondent"),
        ("By our own correspondent, Monday Night", "our own correspondent"),
        ("From Our Northern Ireland Correspondent", "Our Northern Ireland Correspondent"),
        ("(From our own correspondent.)", "our own correspondent"),
        ("By a staff reporter of the morning desk", "a staff reporter"),
        ("By Ellen Marsh, Staff Writer, Torval Herald", "Ellen Marsh"),
        ("By Ellen Marsh of the Torval Herald", "Ellen Marsh"),
    ],
)
def test_the_name_is_taken_before_or_behind_the_office_and_an_office_alone_stays(line, who):
    assert author(line) == who
