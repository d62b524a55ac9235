"""Documents of other programs: PDF, Word, RTF and pages saved with their pictures."""

import pytest
from made import STORY, made_docx, made_mht, made_pdf, made_rtf, made_zip

from dispatchsearch.errors import ReadError

PAGE = (
    f"<html><head><title>Ferry Sails Again</title></head><body><h1>Ferry Sails Again</h1><p>{STORY}</p></body></html>"
)
LINES = [
    "FERRY SAILS AGAIN",
    "",
    "RIGA, Latvia - The ferry to Port Ellery sailed on Monday with",
    "forty passengers on board.",
]
SAVED = "2017-06-05T10:00:00+02:00"


def body(story) -> list[str]:
    return [block.text for block in story.blocks if block.kind == "body"]


def test_a_pdf_is_one_dispatch_with_its_paragraphs(story):
    found = story(
        "a.pdf",
        made_pdf([[*LINES, "", "The harbour was empty, port chief Ilze Berzina", "said, and the lamp was lit."]]),
    )
    assert found.headline == "FERRY SAILS AGAIN"
    assert found.dateline.place == "RIGA"
    assert body(found)[-1] == "The harbour was empty, port chief Ilze Berzina said, and the lamp was lit."


def test_writer_and_day_set_right_below_the_headline_of_a_pdf_are_not_of_it(story):
    head = ["Ferry Sails", "Again", "By Ilze Berzina", "The Quay Courier, 9 March 1997", ""]
    found = story("a.pdf", made_pdf([[*head, *LINES[2:]]]))
    assert (found.headline, found.byline) == ("Ferry Sails Again", "Ilze Berzina")
    assert "The Quay Courier, 9 March 1997" in [clue.text for clue in found.clues if clue.place == "line"]


def test_a_first_paragraph_of_a_pdf_that_tells_a_day_is_not_parted(story):
    found = story("a.pdf", made_pdf([["The ferry that had sunk was", "found on 9 March 1997 and", "towed to Riga."]]))
    assert body(found) == ["The ferry that had sunk was found on 9 March 1997 and towed to Riga."]


def test_columns_of_a_pdf_are_read_one_after_the_other(story):
    left = ["LEFT", "The ferry to Port Ellery sailed", "on Monday with forty passengers."]
    right = ["The keeper lit the lamp for it,", "and nobody had asked him to."]
    page = made_pdf([[*left, "", *left[1:], ">", *right, "", *right]])
    told = " ".join(body(story("a.pdf", page)))
    assert told.rindex("forty passengers") < told.index("keeper lit")


def test_a_paragraph_that_goes_on_over_the_page_is_one(story):
    lines = ["FERRY SAILS AGAIN", "", "The ferry to Port Ellery sailed on Monday with", "forty passengers, and the"]
    found = story("a.pdf", made_pdf([lines, ["keeper lit the lamp for it, which nobody had asked."]]))
    assert len(body(found)) == 1


def test_a_word_parted_at_the_end_of_a_line_of_a_pdf_is_whole(story):
    found = story("a.pdf", made_pdf([["The har-", "bour was empty when the ferry sailed on Monday."]]))
    assert "The harbour was empty" in body(found)[0]
    assert "har- bour" in found.blocks[0].printed


def test_what_each_page_of_a_pdf_repeats_is_set_aside(story):
    tale = [f"Chapter {number} of the tale of the ferry is told here." for number in range(1, 7)]
    pages = [[f"^The Quay Courier {number}", *LINES[2:], "", line] for number, line in enumerate(tale, 1)]
    found = story("a.pdf", made_pdf(pages))
    assert not any("Courier" in text for text in body(found))
    assert any("Courier" in block.text for block in found.blocks if block.kind == "furniture")


@pytest.mark.parametrize("pages", [[[]], [["12"]], [[], [], []]])
def test_a_scanned_pdf_is_refused_with_the_command_that_helps(records, stories, pages):
    with pytest.raises(ReadError, match="scanned, no text: run ocrmypdf and index again"):
        stories("a.pdf", made_pdf(pages))


def test_a_damaged_pdf_is_refused(stories):
    with pytest.raises(ReadError, match=r"damaged|scanned"):
        stories("a.pdf", made_pdf([LINES])[:300])


def test_a_word_document_is_read_with_its_tables(story):
    found = story("a.docx", made_docx("Ferry Sails Again", STORY, rows=[("Port", "Hour"), ("Ellery", "nine")]))
    assert found.headline == "Ferry Sails Again"
    assert STORY in body(found)
    assert any("Ellery nine" in text for text in body(found))


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a"])
def test_a_word_document_is_told_by_its_bytes(stories, name):
    assert stories(name, made_docx("Ferry Sails Again", STORY))


def test_an_office_document_of_another_kind_is_refused(records):
    for first in ("[Content_Types].xml", "mimetype"):
        with pytest.raises(ReadError, match=r"another kind than \.docx"):
            records("a.odt", made_zip({first: "x", "content.xml": "<x/>"}))


@pytest.mark.parametrize("cut", [400, -300])
def test_a_damaged_word_document_is_refused(stories, cut):
    with pytest.raises(ReadError, match="damaged"):
        stories("a.docx", made_docx("Ferry Sails Again", STORY)[:cut])


@pytest.mark.parametrize(
    ("text", "codepage"),
    [("The café in Sète was open.", 1252), ("Паром вышел в понедельник утром.", 1251), ("Łódź czeka na prom.", 1250)],
)
def test_an_rtf_document_is_read_in_its_code_page(story, text, codepage):
    found = story("a.rtf", made_rtf("Ferry Sails Again", text, STORY, codepage=codepage))
    assert found.headline == "Ferry Sails Again"
    assert text in body(found)
    assert not any("Nobody" in line or "Times" in line for line in body(found))


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a"])
@pytest.mark.parametrize(
    ("place", "url", "fetched"),
    [
        (
            {"snapshot": "http://wire.example/1995/6/5.html"},
            "http://wire.example/1995/6/5.html",
            "2017-06-05T10:00:00+02:00",
        ),
        ({"location": "http://wire.example/a.html"}, "http://wire.example/a.html", SAVED),
        ({"location": "file:///C:/a.html"}, None, SAVED),
        (
            {"snapshot": "https://web.archive.org/web/19990203040506/http://wire.example/a.html"},
            "http://wire.example/a.html",
            "1999-02-03T04:05:06Z",
        ),
    ],
)
def test_a_page_saved_with_its_pictures_bears_its_address_and_the_day_it_was_saved(records, name, place, url, fetched):
    (document,) = records(name, made_mht(PAGE, **place))
    assert (document.url, document.fetched, document.media_type) == (url, fetched, "text/html")
    assert document.data.decode().strip() == PAGE


def test_a_saved_page_is_read_in_the_encoding_its_part_declares(story):
    found = story("a.mht", made_mht(PAGE.replace("Ferry Sails", "Паром вышел снова"), charset="koi8-r"))
    assert "Паром вышел" in found.headline


def test_a_saved_page_without_text_is_refused(records):
    with pytest.raises(ReadError, match="holds no text"):
        records("a.mht", b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx")
