"""A document cleaned: its stories, their fields, the clues to dates, furniture apart, repairs beside the print."""

import contextlib
import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.clean import clean
from dispatchsearch.ingest.html import tree
from dispatchsearch.ingest.read import RawDocument

LEAD = "The ferry to Port Ellery sailed again on Monday, with forty passengers and a brass band on its upper deck."
MORE = (
    "Its captain said that the fog had kept him in the harbour for three weeks, and that he had read every book aboard."
)
LAST = "The mayor promised a second ferry for the spring, although nobody on the quay seemed to believe him."
BODY = f"<p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p>"


def body(story) -> list[str]:
    return [block.text for block in story.blocks if block.kind == "body"]


def aside(story) -> str:
    return " ".join(block.text for block in story.blocks if block.kind == "furniture")


def clues(story, place: str) -> list[tuple[str, str]]:
    return [(clue.name, clue.text) for clue in story.clues if clue.place == place]


def mail(text: str, **headers: str) -> str:
    lines = {"From": "Lou Danziger <lou@wire.example>", "Subject": "Ferry sails again", **headers}
    return "\n".join([*(f"{name.replace('_', '-')}: {value}" for name, value in lines.items()), "", text])


# Mail


def test_headers_of_a_mail_become_headline_and_clues(story):
    one = story(
        "a.eml",
        mail(f"{LEAD}\n\n{MORE}\n", Date="Mon, 5 Jun 1995 10:00:00 +0000", Subject="[ferries] Ferry sails again"),
    )
    assert one.headline == "Ferry sails again"
    assert ("date", "Mon, 5 Jun 1995 10:00:00 +0000") in clues(one, "header")
    assert body(one) == [LEAD, MORE]


def test_a_coded_subject_is_decoded_and_a_broken_one_kept(story):
    assert story("a.eml", mail(LEAD, Subject="=?koi8-r?B?8MHSz80=?= sails")).headline == "Паром sails"
    assert story("a.eml", mail(LEAD, Subject="=?no-such-set?Q?=41?= sails")).headline == "=?no-such-set?Q?=41?= sails"


def test_quoted_printable_is_decoded_and_what_another_program_left_is_repaired(story):
    coded = mail(
        "The caf=E9 of S=E8te opened its doors to the s=\nailors on Monday, at last.",
        Content_Type="text/plain; charset=iso-8859-1",
        Content_Transfer_Encoding="quoted-printable",
    )
    assert body(story("a.eml", coded)) == ["The café of Sète opened its doors to the sailors on Monday, at last."]
    left = story("a.txt", f"FERRY SAILS AGAIN\n\nThe mayor said=20that the ferry=92s captain sleeps. {LEAD}\n")
    assert "said that the ferry’s captain" in left.blocks[0].text
    assert "said=20that" in left.blocks[0].printed


def test_of_a_mail_in_parts_the_plain_text_is_read_and_what_is_attached_is_none_of_it(stories):
    parts = mail(
        f"--x\nContent-Type: text/html\n\n<p>In markup.</p>\n--x\nContent-Type: text/plain\n\n{LEAD}\n"
        "--x\nContent-Type: text/plain\nContent-Disposition: attachment\n\nNot this.\n--x--\n",
        Content_Type="multipart/mixed; boundary=x",
    )
    one, other = stories("a.eml", parts)
    assert (body(one), other.headline) == ([LEAD], "Not this.")


def test_a_page_sent_by_mail_keeps_what_its_headers_state(story):
    one = story(
        "a.eml",
        mail(
            f"<html><body>{BODY}</body></html>",
            Content_Type="text/html; charset=utf-8",
            Date="Mon, 5 Jun 1995 10:00:00 +0000",
        ),
    )
    assert one.headline == "Ferry sails again"
    assert clues(one, "header")
    assert body(one) == [LEAD, MORE, LAST]


def test_what_a_mail_quotes_is_set_aside(story):
    one = story("a.eml", mail(f"{LEAD}\n\nAnn Osgood wrote:\n> Does the ferry sail?\n> I hear it does not.\n"))
    assert body(one) == [LEAD]
    assert "Does the ferry sail?" in aside(one)


def test_a_mail_of_attachments_alone_is_refused(stories):
    with pytest.raises(ReadError, match="only attachments"):
        stories("a.eml", mail("eA==", Content_Type="image/png", Content_Transfer_Encoding="base64"))


def test_a_mail_of_endless_parts_is_read_to_an_end(story):
    parts = "".join(f"--x\nContent-Type: text/plain\n\nPart {number}\n" for number in range(300))
    assert story("a.eml", mail(f"{parts}--x--\n", Content_Type="multipart/mixed; boundary=x"))


# Blocks of headers and exports


def test_a_header_block_of_a_radio_states_date_title_and_byline(story):
    text = (
        "DATE=09/28/95\nTYPE=CORRESPONDENT REPORT\nNUMBER=2-123\nTITLE=FERRY / HARBOUR (L-ONLY)\n"
        f"BYLINE=LOU DANZIGER\nDATELINE=PORT ELLERY\nCONTENT=\nVOICED AT:\n\nINTRO: {LEAD}\n\n"
        f"TEXT: {MORE}\n"
    )
    one = story("a.txt", text)
    assert (one.headline, one.byline.casefold(), one.dateline.place) == (
        "FERRY / HARBOUR",
        "lou danziger",
        "PORT ELLERY",
    )
    assert ("date", "09/28/95") in clues(one, "header")
    assert body(one) == [LEAD, MORE]
    assert one.blocks[-1].printed in (None, f"TEXT: {MORE}")


@pytest.mark.parametrize(
    ("stated", "place", "region"),
    [("Ellery by the Sea, Orland", "Ellery by the Sea", "Orland"), ("PORT ELLERY", "PORT ELLERY", None)],
)
def test_a_dateline_that_a_header_states_needs_no_dash(story, stated, place, region):
    line = story("a.txt", f"HEADLINE: Ferry sails\nDATELINE: {stated}\n\n{LEAD}\n").dateline
    assert (line.printed, line.place, line.region) == (stated, place, region)


def test_headers_side_by_side_and_headers_running_on_are_read(story):
    text = (
        "Harbour Gazette\nCopyright 1995 Harbour Press\n"
        "DATE: June 5, 1995   SECTION: Ships   PAGE: 4\nHEADLINE: Ferry sails again\n"
        f"   after three weeks of fog\nAUTHOR: Danziger, Lou\n\n{LEAD}\n\n{MORE}\n"
    )
    one = story("a.txt", text)
    assert one.headline == "Ferry sails again after three weeks of fog"
    assert (one.masthead, one.byline) == ("Harbour Gazette", "Lou Danziger")
    assert clues(one, "copyright") == [("", "Copyright 1995 Harbour Press")]


@pytest.mark.parametrize(
    "text",
    [
        f"FERRY SAILS AGAIN\n\nTitle: none\n\n{LEAD}\n",
        f"FERRY SAILS AGAIN\n\n{LEAD}\n\nSource: the mayor\n",
        f"{LEAD}\nFrom: there\nTo: here\n\n{MORE}\n",
    ],
)
def test_a_few_words_and_a_colon_are_no_header_block(story, text):
    assert LEAD in " ".join(body(story("a.txt", text)))


def test_an_export_of_a_database_gives_each_record_with_its_headers(stories):
    text = f"""
                    1 of 2 DOCUMENTS

                 Copyright 1995 Harbour Press
                      Harbour Gazette

                    June 5, 1995, Monday

SECTION: SHIPS; Pg. 4

LENGTH: 60 words

HEADLINE: Ferry sails again

BYLINE: By Lou Danziger

DATELINE: PORT ELLERY, Orland

BODY:
   {LEAD}

   {MORE}

LOAD-DATE: June 6, 1995

                    2 of 2 DOCUMENTS

                 Copyright 1995 Harbour Press
                      Harbour Gazette

                    June 7, 1995, Wednesday

HEADLINE: Ferry stays in harbour

BYLINE: Anonymous

BODY:
   {LAST}
"""
    first, second = stories("export.txt", text)
    assert (first.headline, first.byline, first.dateline.place) == ("Ferry sails again", "Lou Danziger", "PORT ELLERY")
    assert first.dateline.region == "Orland"
    assert first.masthead == "Harbour Press"
    assert body(first) == [LEAD, MORE]
    assert ("date", "June 5, 1995, Monday") in clues(first, "header")
    assert ("load-date", "June 6, 1995") in clues(first, "header")
    assert (second.headline, second.byline) == ("Ferry stays in harbour", None)
    assert body(second) == [LAST]


def test_the_headline_a_record_states_is_believed_before_the_line_above_it(story):
    text = f"1 of 1 DOCUMENTS\n\nHarbour Gazette\n\nJune 7, 1995\n\nHEADLINE: Ferry stays in harbour\n\nBODY:\n{LAST}\n"
    assert story("export.txt", text).headline == "Ferry stays in harbour"


def test_an_export_by_codes_gives_each_record(stories):
    text = f"""HD   Ferry sails again
     after three weeks
BY   By Lou Danziger
PD   5 June 1995
SN   Harbour Gazette
LA   English
LP
{LEAD}
TD
{MORE}
CO
ferry
HD   Ferry stays
PD   7 June 1995
LP
{LAST}
"""
    first, second = stories("export.txt", text)
    assert (first.headline, first.byline, first.masthead) == (
        "Ferry sails again after three weeks",
        "Lou Danziger",
        "Harbour Gazette",
    )
    assert body(first) == [LEAD, MORE]
    assert ("date", "5 June 1995") in clues(first, "header")
    assert (second.headline, body(second)) == ("Ferry stays", [LAST])


# Bulletins, letters, captions


def test_a_numbered_bulletin_gives_each_item_under_its_date(stories):
    text = (
        "HARBOUR BULLETIN\n5 June 1995\n\n[01] FERRY SAILS AGAIN\n\n[02] MAYOR PROMISES MORE\n\n"
        f"[01] FERRY SAILS AGAIN\n\n{LEAD}\n\n[02] MAYOR PROMISES MORE\n\n{LAST}\n"
    )
    found = stories("bulletin.txt", text)
    assert [one.headline for one in found] == ["FERRY SAILS AGAIN", "MAYOR PROMISES MORE"]
    assert [body(one) for one in found] == [[LEAD], [LAST]]
    assert all(any("5 June 1995" in clue.text for clue in one.clues) for one in found)
    assert {one.kicker for one in found} == {"HARBOUR BULLETIN"}


def test_numbered_heads_without_text_below_part_nothing(story):
    assert story("a.txt", f"FERRY SAILS AGAIN\n\n{LEAD}\n\n1. THE FIRST DEMAND\n\n2. THE SECOND DEMAND\n")


LETTERS = f"""

In response to "Ferry Sails Again", June 5, 1995

Dear Editor,

{LEAD}

Ann Osgood
Port Ellery

Editor,

{LAST}

Lou Danziger
Harbourmaster
"""


def parts_of_letters(stories, heading: str) -> None:
    first, second = stories("letters.txt", heading + LETTERS)
    assert (body(first)[0], body(second)[0]) == (LEAD, LAST)
    assert any("June 5, 1995" in clue.text for clue in first.clues)


def test_letters_part_at_their_signatures(stories):
    parts_of_letters(stories, "MAILBOX")


def test_letters_part_under_their_full_heading(stories):
    parts_of_letters(stories, "LETTERS TO THE EDITOR")


def test_captions_stand_apart(story):
    page = (
        f"<html><body><h1>Ferry Sails Again</h1><p>{LEAD}</p><figure><img src=a><figcaption>"
        f"The ferry in fog.</figcaption></figure><p>{MORE}</p><p>{LAST}</p></body></html>"
    )
    one = story("a.html", page)
    assert [block.text for block in one.blocks if block.kind == "caption"] == ["The ferry in fog."]
    assert body(one) == [LEAD, MORE, LAST]


def test_a_caption_before_a_dateline_is_told_by_its_credit(story):
    one = story(
        "a.txt",
        (
            "FERRY SAILS AGAIN\n\nThe ferry as it lay in the harbour of the town, in fog. "
            f"(AP photo/Lou Danziger)\n\nPORT ELLERY, Orland (AP) -- {LEAD}\n"
        ),
    )
    assert [block.kind for block in one.blocks] == ["caption", "body"]
    assert (one.dateline.place, one.dateline.region, one.agency) == ("PORT ELLERY", "Orland", "AP")


# The head of a page, and clues


def test_metadata_of_a_page_become_clues_with_their_names(story):
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": ["NewsArticle"],
                "headline": "Ferry Sails Again",
                "datePublished": "1995-06-05",
                "author": [{"name": "Lou Danziger"}, "Ann Osgood", "http://wire.example/lou"],
                "publisher": {"name": "Harbour Gazette"},
                "isPartOf": {"@type": "WebPage", "dateModified": "1996-01-02"},
            }
        ],
    }
    page = f"""<!DOCTYPE html>
<!-- saved from url=(0030)http://gazette.example/ships/ferry.html -->
<html lang="en-GB"><head><title>Ferry Sails Again | 5 June 1995</title>
<meta name="pubdate" content="19950605"><meta property="article:modified_time" content="1996-01-02T03:04:05Z">
<meta name="description" content="Ferry news of 1995">
<meta itemprop="datePublished" content="1995-06-05"><meta name="empty" content="">
<script type="application/ld+json"><!-- {json.dumps(data)} --></script>
<script type="application/ld+json">{{broken</script>
</head><body><h1>Ferry Sails Again</h1><div>Last Updated: 07/27/2016</div>
<time datetime="1995-06-05T10:00">5 June 1995</time>{BODY}</body></html>"""
    one = story("a.html", page)
    assert (one.headline, one.byline, one.masthead) == (
        "Ferry Sails Again",
        "Lou Danziger, Ann Osgood",
        "Harbour Gazette",
    )
    assert (one.language, one.url) == ("en", "http://gazette.example/ships/ferry.html")
    assert ("pubdate", "19950605") in clues(one, "meta")
    assert ("article:modified_time", "1996-01-02T03:04:05Z") in clues(one, "meta")
    assert ("NewsArticle.datePublished", "1995-06-05") in clues(one, "json-ld")
    assert ("WebPage.dateModified", "1996-01-02") in clues(one, "json-ld")
    assert clues(one, "title") == [("", "Ferry Sails Again | 5 June 1995")]
    assert [text for name, text in clues(one, "time") if name.startswith("datetime")] == ["1995-06-05T10:00"]
    assert [text for name, text in clues(one, "label") if name.startswith("last updated")] == [
        "Last Updated: 07/27/2016"
    ]
    assert clues(one, "lead") == [("", LEAD)]


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="http://gazette.example/ferry.html">', "http://gazette.example/ferry.html"),
        ('<link rel="canonical" href="/ferry.html">', "http://wire.example/ferry.html"),
        ('<meta property="og:url" content="https://gazette.example/ferry">', "https://gazette.example/ferry"),
        ('<link rel="canonical" href="http://gazette.example/">', None),
        ('<link rel="canonical" href="http://[broken/ferry">', None),
        (
            (
                "<!-- Mirrored from gazette.example/f.html by HTTrack Website Copier/3.x [XR&CO'2014], "
                "Mon, 05 Jun 1995 10:00:00 GMT -->"
            ),
            "http://gazette.example/f.html",
        ),
        (
            (
                "<!-- Page saved with SingleFile\n url: https://gazette.example/ferry\n"
                " saved date: Mon Jun 05 1995 10:00:00 GMT -->"
            ),
            "https://gazette.example/ferry",
        ),
        (
            '<link rel="canonical" href="http://web.archive.org/web/19990203040506/http://gazette.example/f.html">',
            "http://gazette.example/f.html",
        ),
        ("", None),
    ],
)
def test_a_page_states_its_own_address(story, head, url):
    one = story(
        "wire.example/a.html", f"<html><head>{head}<title>Ferry Sails Again</title></head><body>{BODY}</body></html>"
    )
    assert one.url == url
    assert bool(clues(one, "comment")) == ("1995" in head)


def test_a_comment_of_the_internet_archive_is_a_clue(story):
    page = (
        f"<html><body>{BODY}</body></html>\n<!--\n"
        "     FILE ARCHIVED ON 04:05:06 Feb 03, 1999 AND RETRIEVED FROM THE ARCHIVE\n-->"
    )
    assert [name for name, _ in clues(story("a.html", page), "comment")] == ["archived"]


@pytest.mark.parametrize(
    ("data", "byline"),
    [
        ({"@type": "Article", "author": {"name": "Lou Danziger"}}, "Lou Danziger"),
        ({"@type": "Article", "author": {"name": " "}}, None),
        ([{"@type": "Article", "author": None}, {"@type": "Report", "author": "Ann Osgood"}], "Ann Osgood"),
        ({"@type": "Organization", "author": "Ann Osgood"}, None),
        ({"a": {"a": {"a": {"a": {"a": {"a": {"a": {"@type": "Article", "author": "Ann Osgood"}}}}}}}}, None),
    ],
)
def test_the_author_of_structured_data_is_taken_from_stories_only(story, data, byline):
    page = (
        f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head><body>'
        f"<h1>Ferry Sails Again</h1>{BODY}</body></html>"
    )
    assert story("a.html", page).byline == byline


@pytest.mark.parametrize(
    ("title", "shown", "headline", "masthead"),
    [
        ("Ferry Sails Again - Harbour Gazette", "<h1>Ferry Sails Again</h1>", "Ferry Sails Again", "Harbour Gazette"),
        ("Harbour Gazette: Ferry Sails Again", "<h2>Ferry Sails Again</h2>", "Ferry Sails Again", "Harbour Gazette"),
        ("Ferry Sails Again | Harbour Gazette", "", "Ferry Sails Again", "Harbour Gazette"),
        ("Untitled", "<h2>Ferry Sails Again</h2>", "Ferry Sails Again", None),
        ("", "<h1>Ferry Sails Again</h1>", "Ferry Sails Again", None),
        ("Ferry Sails Again", "<p><b>Ferry Sails Again</b><br>A Band Aboard</p>", "Ferry Sails Again", None),
    ],
)
def test_a_headline_is_told_from_the_name_of_the_outlet(story, title, shown, headline, masthead):
    one = story("a.html", f"<html><head><title>{title}</title></head><body>{shown}{BODY}</body></html>")
    assert (one.headline, one.masthead) == (headline, masthead)


def test_a_headline_that_is_in_the_metadata_alone_is_taken_from_there(story):
    head = '<title>Gazette</title><meta property="og:title" content="Ferry Sails Again">'
    assert story("a.html", f"<html><head>{head}</head><body>{BODY}</body></html>").headline == "Ferry Sails Again"


def test_a_reporter_of_one_word_and_a_report_in_the_lead_credit_an_agency(story):
    assert story("a.txt", f"FERRY SAILS AGAIN\n\nBy Northwire\n\n{LEAD}\n\n{MORE}\n").agency == "Northwire"
    lead = f"{LEAD[:-1]}, the news agency Turan reported."
    assert story("a.txt", f"FERRY SAILS AGAIN\n\n{lead}\n\n{MORE}\n").agency == "Turan"


def test_the_name_of_the_outlet_in_metadata_is_taken_off_the_title(story):
    head = '<title>Harbour Gazette - Ferry Sails Again</title><meta property="og:site_name" content="Harbour Gazette">'
    one = story("a.html", f"<html><head>{head}</head><body>{BODY}</body></html>")
    assert (one.headline, one.masthead) == ("Ferry Sails Again", "Harbour Gazette")


def test_headers_of_http_are_clues(stories):
    raw = RawDocument(
        f"<html><body>{BODY}</body></html>".encode(),
        "text/html",
        "a.html",
        headers=(("date", "Mon, 05 Jun 1995"), ("server", "x")),
    )
    assert [(clue.place, clue.name) for clue in clean(raw)[0].clues if clue.place == "http"] == [("http", "date")]


# Furniture, repairs, laws


def test_furniture_stands_apart_from_the_text(story):
    text = (
        "Be the first to know: news alerts straight to your screen\n\nFERRY SAILS AGAIN\n\n"
        f"By Lou Danziger\n\n{LEAD}\n\nAdvertisement\n\n{MORE}\n\n{LAST}\n\nRelated stories\n\n"
        "Fog Lifts at Last\n\nBand Hires a Drummer\n"
    )
    one = story("a.txt", text)
    assert (one.headline, one.byline, body(one)) == ("FERRY SAILS AGAIN", "Lou Danziger", [LEAD, MORE, LAST])
    for line in ("Be the first to know", "Advertisement", "Related stories", "Band Hires a Drummer"):
        assert line in aside(one)


def test_menus_and_hidden_words_of_a_page_are_not_in_its_text(story):
    page = (
        "<html><body><nav><a href=a>Ships</a> <a href=b>Fog</a></nav><h1>Ferry Sails Again</h1>"
        f"{BODY}<p style='display:none'>Hidden words of no use to anybody who reads.</p><footer>"
        "Copyright 1995 Harbour Press</footer></body></html>"
    )
    one = story("a.html", page)
    assert body(one) == [LEAD, MORE, LAST]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (
            "The mayor sent 20, 000 people home on the day the ferry sank.",
            "The mayor sent 20,000 people home on the day the ferry sank.",
        ),
        (
            "There was noth- ing to be done about the ferry, he told us.",
            "There was nothing to be done about the ferry, he told us.",
        ),
        (
            "The band of the <i>Marietta</i> played on until the morning came.",
            "The band of the Marietta played on until the morning came.",
        ),
        (
            'He said ""no"" to the mayor and went back to the ferry at once.',
            'He said "no" to the mayor and went back to the ferry at once.',
        ),
        (
            "The ferry\u200b sailed on a Monday, and the fog\u00ad came down after it.",
            "The ferry sailed on a Monday, and the fog came down after it.",
        ),
    ],
)
def test_a_repair_keeps_what_was_printed(story, printed, text):
    blocks = [
        block for block in story("a.txt", f"FERRY SAILS AGAIN\n\n{LEAD}\n\n{printed}\n").blocks if block.kind == "body"
    ]
    assert blocks[0].printed is None
    assert blocks[1].text == text
    assert blocks[1].printed is not None
    assert blocks[1].printed != text


@pytest.mark.parametrize(
    ("lead", "agency"),
    [
        (f"PORT ELLERY (AP) -- {LEAD}", "AP"),
        (f"(Reuters) - {LEAD}", "Reuters"),
        (f"PORT ELLERY, June 5 -- {LEAD}", None),
    ],
)
def test_an_agency_is_taken_from_where_it_is_credited(story, lead, agency):
    assert story("a.txt", f"FERRY SAILS AGAIN\n\n{lead}\n\n{MORE}\n").agency == agency


@pytest.mark.parametrize(
    ("below", "agency"), [(" (Reuters)", "Reuters"), ("\n\nAFP", "AFP"), (" (Northwire)", "Northwire")]
)
def test_an_agency_is_credited_below_a_text(story, below, agency):
    assert story("a.txt", f"FERRY SAILS AGAIN\n\n{LEAD}\n\n{MORE}{below}\n").agency == agency


def test_a_story_without_a_headline_is_called_by_its_first_words(story):
    assert LEAD.startswith(story("a.txt", f"{LEAD} {MORE}\n\n{LAST}\n").headline.removesuffix(" ...")[:40])
    assert story("a.txt", f"PORT ELLERY, Orland (AP) -- {LEAD}\n\n{MORE}\n").headline.startswith("The ferry")


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><head><title></title></head><body><script>x</script></body></html>",
        "<frameset></frameset>",
    ],
)
def test_a_page_that_shows_nothing_is_refused(stories, page):
    with pytest.raises(ReadError):
        stories("a.html", page)


def test_a_page_too_large_or_too_deep_is_refused_or_read(stories, monkeypatch):
    with contextlib.suppress(ReadError):
        assert stories("a.html", "<html><body>" + "<div>" * 30_000 + LEAD)
    monkeypatch.setattr(tree, "LARGEST", 1000)
    with pytest.raises(ReadError, match="million characters"):
        stories("a.html", f"<html><body>{BODY * 9}</body></html>")


WORDS = st.lists(
    st.sampled_from("the ferry sailed harbour captain fog mayor band quay spring".split()), min_size=14, max_size=40
)


@settings(max_examples=40)
@given(paragraphs=st.lists(WORDS, min_size=1, max_size=5))
def test_cleaning_what_was_cleaned_changes_nothing(paragraphs):
    text = "FERRY SAILS AGAIN\n\n" + "\n\n".join(f"{' '.join(words).capitalize()}." for words in paragraphs)
    first = clean(RawDocument(text.encode(), "text/plain", "a.txt"))[0]
    again = clean(RawDocument("\n\n".join([first.headline, *body(first)]).encode(), "text/plain", "a.txt"))[0]
    assert (again.headline, body(again)) == (first.headline, body(first))
    assert all(block.printed is None for block in again.blocks)
    assert dataclasses.replace(again, clues=()) == dataclasses.replace(first, clues=())


def test_an_export_without_marks_names_its_outlet_above_the_day_and_its_headline_below(story):
    text = (
        "               1 of 1 DOCUMENTS\n\n               Harbour Gazette\n\n          June 5, 1995, Monday\n\n"
        "Ferry sails again\nafter three weeks of fog\n\nBYLINE: LOU DANZIGER\n\nSECTION: SHIPS; Pg. 12\n\n"
        f"LENGTH: 40 words\n\n{LEAD}\n\n{MORE}\n\nLOAD-DATE: June 6, 1995\n\nPUB-TYPE: Paper\n"
    )
    one = story("a.txt", text)
    assert (one.headline, one.masthead) == ("Ferry sails again after three weeks of fog", "Harbour Gazette")
    assert ("date", "June 5, 1995, Monday") in clues(one, "header")
    assert body(one) == [LEAD, MORE]


def test_the_outlet_of_an_export_loses_edition_city_and_issue_and_its_authors_stand_upright(story):
    text = (
        "Document 1 of 1\n\nFerry sails again\nAuthor: Danziger, Lou; Roe, Ann.\n"
        f"Publication info: Harbour Gazette, Late Edition [Ellery] 05 Jun 1995: A1.\nFull text: {LEAD}\n\n{MORE}\n"
    )
    one = story("a.txt", text)
    assert (one.headline, one.masthead, one.byline) == (
        "Ferry sails again",
        "Harbour Gazette",
        "Lou Danziger and Ann Roe",
    )


@pytest.mark.parametrize("parting", ["---------- Forwarded message ----------", "-----Original Message-----"])
def test_the_line_above_a_mail_sent_on_names_no_outlet(story, parting):
    text = f"{parting}\nFrom: Radio Desk\nDate: Sun, 27 Jun 1993\nSubject: Ferry sails\n\n{LEAD}\n\n{MORE}\n"
    one = story("a.eml", mail(text, List_Id="Harbour List <harbour.list.example>"))
    assert one.masthead == "Harbour List"


def test_a_subject_alone_above_a_text_is_its_headline(story):
    one = story("a.txt", f"Subject: Ferry sails again\n\n{LEAD}\n\n{MORE}\n")
    assert (one.headline, body(one)) == ("Ferry sails again", [LEAD, MORE])


def test_the_marks_of_a_monitoring_service_below_its_source_line_are_no_text(story):
    source = "Source: Turan news agency, Baku, in Russian 1600 gmt 22 May 01"
    one = story("a.txt", f"Ferry sails again\n\n{LEAD}\n\n{MORE}\n\n{source}\n\nBBC Mon TCU 220501 sa/ap\n")
    assert body(one) == [LEAD, MORE]
    assert clues(one, "source-line") == [("", source)]


@pytest.mark.parametrize(
    "line",
    [
        "On May 4, 1992, it had sunk.",
        "Dec. 11, 1994: Troops enter Torval.",
        "Many marched, sold and moved on 3 May 1993.",
    ],
)
def test_a_short_sentence_with_a_day_is_of_the_text(story, line):
    assert body(story("a.txt", f"Ferry sails again\n\n{LEAD}\n\n{line}\n"))[-1] == line


@pytest.mark.parametrize(
    "line",
    [
        "Montag, 3. Mai 1993",
        "Mo 3.5.1993",
        "28 июня 1993 года.",
        "Thurs., Dec. 3, 1992",
        "The Quay Courier, 9 March 1997",
        "Northern Harbours Daily Monitor, Volume 3, Issue 114, June 13, 2006",
    ],
)
def test_a_line_of_a_day_and_little_else_above_the_text_is_no_text(story, line):
    one = story("a.txt", f"Ferry sails again\n\n{line}\n\n{LEAD}\n\n{MORE}\n")
    assert (one.headline, body(one)) == ("Ferry sails again", [LEAD, MORE])
    assert line in [text for _, text in clues(one, "line")]


def test_the_reports_a_story_was_combined_of_are_no_text(story):
    assert body(story("a.txt", f"Ferry sails again\n\nCombined Reports\n\n{LEAD}\n\n{MORE}\n")) == [LEAD, MORE]
