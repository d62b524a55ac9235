"""docs/api.md says what is so."""

import re
from pathlib import Path

import pytest

from dispatchsearch.export.table import COLUMNS
from dispatchsearch.web.asked import Asked

API = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture(scope="module")
def words() -> set[str]:
    return set(re.findall(r"[a-z_.]+", API.read_text(encoding="utf-8")))


def fields(record):
    for name, value in record.items():
        yield name
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict) and name not in ("years", "learned"):
                yield from fields(inner)


@pytest.mark.parametrize(
    "path",
    ["/search.json?q=ferry", "/dispatch/{ferry}.json", "/sources.json", "/rejected.json", "/suggest.json?q=baku"],
)
def test_every_field_is_documented(client, ids, words, path):
    answer = client.get(path.format(**ids)).json()
    for record in answer if isinstance(answer, list) else [answer]:
        assert set(fields(record)) <= words


def test_every_parameter_is_documented(words):
    assert {field.alias or name for name, field in Asked.model_fields.items()} <= words


def test_the_columns_of_the_table_are_documented_in_their_order():
    text = " ".join(API.read_text(encoding="utf-8").split())
    assert f"The columns: {', '.join(COLUMNS)}." in text


def test_every_address_for_programs_is_documented(client):
    text = API.read_text(encoding="utf-8")
    for path in client.get("/openapi.json").json()["paths"]:
        suffix = path.rpartition("}")[2] or path
        assert f"`{suffix}" in text or suffix in text, path
