"""Tables: which column is what, said or guessed, and what becomes of rows that hold nothing."""

import json

import pytest
from made import STORY

from dispatchsearch.corpus.chronology import Habits, conclude_date
from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.clean import clean
from dispatchsearch.ingest.dating import date_evidence
from dispatchsearch.ingest.formats.table import fields_of
from dispatchsearch.ingest.read import RawDocument, RejectedRecord, read

ROW = {
    "headline": "Ferry Sails Again",
    "body": f"{STORY}\n\nThe harbour was empty.",
    "published": "28 June 1993",
    "link": "http://wire.example/1993/ferry.html",
    "paper": "The Quay Courier",
    "author": "Nora Field",
}
SAID = fields_of("title=headline, text=body,date=published,url=link,source=paper")


def table(kind: str, rows: list[dict[str, str]], delimiter: str = ",") -> bytes:
    if kind == "jsonl":
        return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    lines = [list(rows[0])] + [list(row.values()) for row in rows]
    return "\r\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines).encode()


@pytest.fixture
def rows(tmp_path):
    def reading(name: str, content: bytes, fields=None):
        (tmp_path / name).write_bytes(content)
        return list(read(tmp_path / name, name, fields))

    return reading


@pytest.mark.parametrize(
    ("name", "kind", "delimiter"),
    [("a.csv", "csv", ","), ("a.csv", "csv", ";"), ("a.tsv", "csv", "\t"), ("a.jsonl", "jsonl", "")],
)
def test_a_row_is_a_dispatch_with_its_fields(rows, name, kind, delimiter):
    (found,) = rows(name, table(kind, [ROW], delimiter), SAID)
    assert (found.record, found.url) == (0, "http://wire.example/1993/ferry.html")
    (story,) = clean(found)
    assert (story.headline, story.masthead, story.byline) == ("Ferry Sails Again", "The Quay Courier", "Nora Field")
    assert [block.text for block in story.blocks if block.kind == "body"] == [STORY, "The harbour was empty."]
    assert ("header", "date", "28 June 1993") in [(clue.place, clue.name, clue.text) for clue in story.clues]


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_columns_with_well_known_names_need_not_be_said(rows, kind):
    (found,) = rows(f"a.{kind}", table(kind, [{"Title": "Ferry Sails", "Full-Text": STORY}]))
    assert clean(found)[0].headline == "Ferry Sails"


@pytest.mark.parametrize(("printed", "date"), [("1993", "1993"), ("June 1993", "1993-06"), ("nearly 1993", None)])
def test_a_row_is_dated_as_far_as_its_column_says(rows, printed, date):
    (found,) = rows("a.csv", table("csv", [ROW | {"published": printed, "link": ""}]), SAID)
    concluded = conclude_date(date_evidence(clean(found)[0]), Habits())
    assert (str(concluded.date) if concluded.date else None) == date
    assert not date or concluded.reason.startswith(f"{concluded.date.precision} from")


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("title=t", "which column holds the text? Index with --fields text=COLUMN; there are: t, words"),
        ("text=wrods", "no column is called 'wrods'"),
    ],
)
def test_a_table_without_a_text_is_refused_with_its_columns(rows, kind, fields, said):
    with pytest.raises(ReadError) as caught:
        rows(f"a.{kind}", table(kind, [{"t": "Ferry", "words": STORY}]), fields_of(fields))
    assert said in str(caught.value)
    assert "there are: t, words" in str(caught.value)


def test_a_column_that_is_said_and_missing_is_named(rows):
    with pytest.raises(ReadError, match="no column is called 'heading'; there are: t, words"):
        rows("a.csv", table("csv", [{"t": "Ferry", "words": STORY}]), fields_of("text=words,title=heading"))


@pytest.mark.parametrize("said", ["text", "colour=a", "text=", "=a"])
def test_a_mapping_that_says_nothing_is_refused(said):
    with pytest.raises(ReadError, match="FIELD=COLUMN"):
        fields_of(said)


def test_an_object_within_a_row_is_looked_into(rows):
    line = {"article": {"body": ["One.", STORY]}, "meta": {"head": "Ferry"}}
    (found,) = rows("a.jsonl", json.dumps(line).encode(), fields_of("text=article.body,title=meta.head"))
    assert json.loads(found.data) == {"text": f"One.\n\n{STORY}", "title": "Ferry"}


def test_rows_that_cannot_be_read_cost_no_other(rows):
    lines = ['{"text": "The ferry sailed."}', "no json", "[1]", '{"text": " "}', '{"other": 1}', '{"text": "It sank."}']
    found = rows("a.jsonl", "\n".join(lines).encode())
    assert [one.record for one in found] == list(range(6))
    assert [type(one).__name__ for one in found] == ["RawDocument", *["RejectedRecord"] * 4, "RawDocument"]
    assert [one.reason.split(":")[0].split(" (")[0] for one in found if isinstance(one, RejectedRecord)] == [
        "the line is no JSON",
        "the line is no JSON object",
        "its text is empty",
        "which column holds the text? Index with --fields text=COLUMN; there are",
    ]


def test_an_id_depends_on_what_the_row_says_alone(rows):
    (one,) = rows("a.csv", table("csv", [{"title": "Ferry", "text": STORY, "id": "1"}]))
    (two,) = rows("b.jsonl", table("jsonl", [{"id": "9", "text": STORY, "title": "Ferry"}]))
    assert one.data == two.data


def test_a_row_whose_text_is_a_page_is_read_as_one(rows):
    (found,) = rows(
        "a.csv", table("csv", [{"title": "Ferry Sails", "html": f"<p>{STORY}</p><p>The harbour was empty.</p>"}])
    )
    (story,) = clean(found)
    assert story.headline == "Ferry Sails"
    assert STORY in [block.text for block in story.blocks]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_a_table_is_read_in_its_encoding(rows, encoding):
    text = "Паром вышел в понедельник утром, и весь город пришёл посмотреть на него."
    (found,) = rows("a.csv", f'title,text\n"Паром","{text}"\n'.encode(encoding))
    assert json.loads(found.data)["text"] == text


def test_a_line_without_end_is_refused(rows, monkeypatch):
    monkeypatch.setattr("dispatchsearch.ingest.raw.LARGEST", 5_000)
    found = rows("a.jsonl", b'{"text": "It sailed."}\n{"text": "' + b"x" * 20_000)
    assert [isinstance(one, RawDocument) for one in found] == [True, False]
    assert "longer than" in found[1].reason
