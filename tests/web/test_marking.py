"""Words of a dispatch in tags that cannot be escaped from."""

import re
from dataclasses import replace
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateConclusion, Dispatch, EventMark, Marked, Name, Repair
from dispatchsearch.web.marking import escaped, highlighted, paragraphs, tongue

SPANS = st.lists(st.tuples(st.integers(-2, 60), st.integers(-2, 60)), max_size=6)
TAG = re.compile(r"<[^>]*>")


@given(text=st.text(st.sampled_from("ab<>&'\" "), max_size=20))
def test_what_is_escaped_can_end_neither_a_text_nor_an_attribute_and_reads_as_before(text):
    assert not set(escaped(text)) & set("<>'\"")
    assert unescape(escaped(text)) == text
    assert escaped(Markup(escaped(text))) == escaped(text)


def test_the_language_of_a_text_is_an_attribute_where_it_is_known():
    assert tongue("de") == ' lang="de"'
    assert tongue('"><b>') == ' lang="&quot;&gt;&lt;b&gt;"'
    assert tongue(None) == ""


@given(text=st.text(max_size=50), spans=SPANS)
def test_highlighting_adds_tags_and_takes_nothing_away(text, spans):
    html = str(highlighted(text, spans))
    assert unescape(TAG.sub("", html)) == unescape(text) or TAG.sub("", html) == str(highlighted(text, []))
    assert set(TAG.findall(html)) <= {"<mark>", "</mark>"}


def test_highlighting_marks_what_is_found_and_escapes_it():
    assert highlighted("a <b> & c", [(2, 5)]) == "a <mark>&lt;b&gt;</mark> &amp; c"
    assert highlighted("ferry", [(0, 3), (1, 5)]) == "<mark>fer</mark><mark>ry</mark>"


def body(text, *marks):
    return Dispatch(
        id="x",
        title="t",
        body=text,
        date=DateConclusion(None, "low", "nothing"),
        source="s",
        source_reason="r",
        locators=(),
        people=(Name("p<1>", "Ida"),),
        marks=tuple(Marked(*mark) for mark in marks),
    )


def test_names_link_to_their_pages_in_the_right_paragraph():
    html = list(paragraphs(body("Ida sat.\n\nThen Ida <rose>.", ("person", "p<1>", 0, 3), ("person", "p<1>", 15, 18))))
    link = '<a class="name person" href="/person/p%3C1%3E">Ida</a>'
    assert html == [f"{link} sat.", f"Then {link} &lt;rose&gt;."]


def test_days_link_to_their_pages_and_repairs_keep_what_the_page_has():
    event, repair = EventMark(PartialDate(1993, 6, 4), 3, 9), Repair(18, 24, "20, 000")
    (html,) = paragraphs(replace(body("On June 4 it cost 20,000."), event_marks=(event,), repairs=(repair,)))
    assert html.startswith('On <a class="name date" href="/day/1993-06-04">June 4</a> it cost ')
    assert html.endswith('<span class="repair" data-printed="20, 000">20,000</span>.')


@given(text=st.text(st.sampled_from("ab<&\n "), max_size=40), spans=SPANS)
def test_paragraphs_hold_the_whole_body(text, spans):
    marks = [("place", "x", *span) for span in spans]
    html = "\n\n".join(map(str, paragraphs(body(text, *marks))))
    assert unescape(TAG.sub("", html)) == text
