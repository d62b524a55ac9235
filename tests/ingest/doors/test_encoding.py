"""Invented prose in many encodings, written as a file and read back."""

import json
from pathlib import Path

import pytest

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.encoding import decode

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "cases" / "charsets.jsonl").read_text(encoding="utf-8").splitlines()
]
NAMES = [f"{case['encoding']} {number % 2 + 1}" for number, case in enumerate(CASES)]


def shown(text: str) -> str:
    """Bring a text to what repairs may not touch: letters and digits."""
    return "".join(sign for sign in text if sign.isalnum())


def as_read(stories, content: bytes) -> str:
    try:
        found = stories("a.txt", content)
    except ReadError:
        return ""
    return shown(
        " ".join(line for one in found for line in [b.printed or b.text for b in one.blocks] or [one.headline])
    )


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_an_encoding_is_told_by_its_bytes_alone(stories, case):
    assert as_read(stories, case["text"].encode(case["encoding"])) == shown(case["text"])


def test_short_strings_are_told_but_for_one():
    """Found while the weights were set, so these hold what was reached; the cases above tell what it is worth."""
    lines = (Path(__file__).parents[2] / "cases" / "charsets_more.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    wrong = [case for case in cases if decode(case["text"].encode(case["encoding"])) != case["text"]]
    assert [(case["encoding"], len(case["text"])) for case in wrong] in ([], [("mac-cyrillic", 32)])


TELLING = [(name, case) for name, case in zip(NAMES, CASES, strict=True) if not case["encoding"].startswith("utf-16")]


@pytest.mark.parametrize("case", [case for _, case in TELLING], ids=[name for name, _ in TELLING])
def test_a_page_that_declares_its_encoding_is_read_in_it(stories, case):
    page = (
        f"<html><head><meta charset={case['encoding']}></head><body><p>{case['text']} {case['text']}</p></body></html>"
    )
    found = stories("a.html", page.encode(case["encoding"]))
    assert shown(case["text"]) in shown(" ".join(b.printed or b.text for one in found for b in one.blocks))


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
)
def test_the_width_of_letters_shows_with_a_mark_and_without(stories, encoding):
    text = (
        "LIGHTHOUSE LIT AGAIN\n\nThe keeper of Port Ellery lit the lamp on Monday, and the whole town came to see it.\n"
    )
    found = stories("a.txt", text.encode(encoding))
    assert [one.headline for one in found] == ["LIGHTHOUSE LIT AGAIN"]
    assert found[0].blocks[0].text.startswith("The keeper of Port Ellery")


@pytest.mark.parametrize(
    "damaged",
    [
        "The café’s owner said “no” to the mayor, and the mayor left.".encode().decode("cp1252", "replace"),
        "The café's owner said no to the señor, and the señor left.".encode().decode("latin-1"),
    ],
)
def test_clear_mojibake_is_put_right(stories, damaged):
    found = stories("a.txt", damaged.encode())
    assert "café" in found[0].blocks[0].text


def test_a_declaration_the_bytes_contradict_is_not_believed(stories):
    text = "В Шуше открыли школу, и дети закричали ура. Доска пока одна на три класса, окна вставят весной."
    page = f"<meta charset=iso-8859-1><p>{text}</p>"
    assert stories("a.html", page.encode("cp1251"))[0].blocks[0].text == text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1251", "koi8-r"), ("koi8-r", "cp1251"), ("iso-8859-1", "koi8-r"), ("shift_jis", "cp1251")],
)
def test_bytes_that_make_nonsense_as_declared_are_read_as_what_they_are(stories, declared, encoding):
    text = "Паром из Порт-Эллери вышел в понедельник утром, и весь город пришёл посмотреть на него."
    page = f"<meta charset={declared}><p>{text}</p>"
    assert stories("a.html", page.encode(encoding))[0].blocks[0].text == text


@pytest.mark.parametrize("label", ["utf-8", "no-such-encoding", "", "x-user-defined"])
def test_a_declaration_that_names_nothing_usable_costs_nothing(stories, label):
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    page = f"{declared}<p>The owner of the café in Sète said no to the señor.</p>"
    assert "café" in stories("a.html", page.encode("cp1252"))[0].blocks[0].text
