"""A line that begins like a byline is one where it names somebody."""

import pytest

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
