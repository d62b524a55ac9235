"""docs/query-language.md, held against the code."""

import re
from pathlib import Path

import pytest

from dispatchsearch.cli.serve import DEADLINE
from dispatchsearch.engines import budget
from dispatchsearch.query import TEXT_FIELDS, VALUE_FIELDS
from dispatchsearch.search import items, rewrite, searcher
from dispatchsearch.search import parse as language

DOCUMENT = (Path(__file__).parents[2] / "docs" / "query-language.md").read_text("utf-8")
ROWS = re.findall(r"^\| `(.+?)` \| `(.+?)` \| .+ \|$", DOCUMENT, re.MULTILINE)


@pytest.mark.parametrize(("typed", "read"), ROWS)
def test_each_row_is_read_as_it_says(typed, read):
    assert str(language.parse(typed).query) == read
    assert language.parse(read).query == language.parse(typed).query


def test_every_line_of_a_table_is_such_a_row():
    lines = [line for line in DOCUMENT.splitlines() if line.startswith("| `")]
    assert len(lines) == len(ROWS)


@pytest.mark.parametrize("field", [*TEXT_FIELDS, *VALUE_FIELDS, "before", "after"])
def test_every_field_has_an_example(field):
    assert any(f"{field}:" in typed for typed, _ in ROWS)


@pytest.mark.parametrize("limit", [
    f"{language.LONGEST:,} characters",
    f"{items.MOST_CLAUSES} words",
    f"{items.DEEPEST} deep",
    f"over {items.WIDEST} words",
    f"{searcher.LARGEST_PAGE:,} hits",
    f"hit {searcher.DEEPEST:,}",
    f"a prefix {budget.MOST_TERMS:,} words",
    f"a fuzzy word {budget.MOST_FUZZY:,}",
    f"{rewrite.MOST_NAMES} words and phrases looked up",
    f"{rewrite.MOST_FORMS} forms of a name",
    f"{rewrite.MOST_RECORDS} records of a name",
    f"{rewrite.MOST_NEAR} ways to write",
    f"{DEADLINE:.0f} seconds for each search",
])  # fmt: skip
def test_the_limits_are_those_of_the_code(limit):
    assert limit in " ".join(DOCUMENT.split())
