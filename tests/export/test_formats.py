"""RIS, BibTeX, CSL-JSON and Atom, each read back by its own rules."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.export.atom import atom_lines
from dispatchsearch.export.bibtex import bibtex_lines
from dispatchsearch.export.citation import cite
from dispatchsearch.export.csl import csl_item, csl_lines
from dispatchsearch.export.ris import ris_lines

ATOM = "{http://www.w3.org/2005/Atom}"


def ris(dispatch, found_by=""):
    lines = "".join(ris_lines([cite(dispatch)], found_by)).split("\r\n")
    return [tuple(re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups()) for line in lines if line]


@pytest.mark.parametrize(
    ("date", "expected"), [("1993-06-28", "1993/06/28/"), ("1993-06", "1993/06//"), ("1993", "1993///")]
)
def test_ris_leaves_unknown_parts_of_a_date_empty(dispatch, date, expected):
    tags = dict(ris(dispatch(date=date)))
    assert (tags["PY"], tags["DA"]) == ("1993", expected)


def test_ris_has_no_date_for_the_undated_but_says_why(dispatch):
    tags = dict(ris(dispatch(date=None)))
    assert "PY" not in tags
    assert "DA" not in tags
    assert tags["N1"].startswith("Undated:")


def test_ris_names_author_newspaper_and_search(dispatch):
    tags = ris(dispatch(byline="By Nora Field"), "Exported from a search for ferry.")
    assert tags[0] == ("TY", "NEWS")
    assert tags[-1] == ("ER", "")
    assert ("AU", "Field, Nora") in tags
    assert ("T2", "The Torval Herald") in tags
    assert ("N1", "Exported from a search for ferry.") in tags


@given(title=st.text(), source=st.text())
def test_no_title_breaks_out_of_its_ris_line(dispatch, title, source):
    assert [tag for tag, _ in ris(dispatch(title=title, source=source))].count("TI") == 1


def test_bibtex_gives_the_month_as_a_macro_and_only_what_is_known(dispatch):
    entry = "".join(bibtex_lines([cite(dispatch(date="1993-06", byline="By Nora Field"))]))
    assert entry.startswith("@article{abcdefghijklmnop0,\n")
    assert "  month = jun,\n" in entry
    assert "  author = {Nora Field},\n" in entry
    assert "day =" not in entry


def test_bibtex_protects_capitals_and_special_signs(dispatch):
    entry = "".join(bibtex_lines([cite(dispatch(title="5% & $3_000 {Ganja} #1"))]))
    assert r"  title = {{5\% \& \$3\_000 \{Ganja\} \#1}}," in entry


@given(title=st.text(), source=st.text())
def test_bibtex_braces_always_balance(dispatch, title, source):
    entry = "".join(bibtex_lines([cite(dispatch(title=title, source=source))]))
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")


def test_csl_gives_the_month_only_where_that_is_known(dispatch):
    assert csl_item(cite(dispatch(date="1993-06")))["issued"] == {"date-parts": [[1993, 6]]}
    assert "issued" not in csl_item(cite(dispatch(date=None)))


def test_csl_is_one_array_however_many_items(dispatch):
    for count in range(3):
        items = json.loads("".join(csl_lines([cite(dispatch())] * count, "Exported.")))
        assert len(items) == count
        assert all(item["type"] == "article-newspaper" and "Exported." in item["note"] for item in items)


@given(title=st.text())
def test_atom_is_well_formed_whatever_a_title_holds(dispatch, title):
    feed = ET.fromstring("".join(atom(dispatch(title=title))))
    assert len(feed.findall(f"{ATOM}entry")) == 1


def atom(*dispatches):
    return atom_lines(
        dispatches,
        title="ferry",
        found_by="Exported from a search for ferry.",
        address="http://127.0.0.1:8000/search.atom?q=ferry",
        updated="2026-01-01T00:00:00Z",
    )


def test_no_sign_in_a_feed_turns_the_direction_of_reading(dispatch):
    feed = "".join(atom(dispatch(title="Ferry \u202egnp.exe \u2066sails")))
    assert not {"\u202e", "\u2066"} & set(feed)


def test_atom_names_the_search(dispatch):
    feed = ET.fromstring("".join(atom(dispatch())))
    assert feed.findtext(f"{ATOM}subtitle") == "Exported from a search for ferry."


def test_atom_publishes_only_dates_known_to_their_day(dispatch):
    feed = ET.fromstring("".join(atom(dispatch(), dispatch(date="1993-06"))))
    published = [entry.findtext(f"{ATOM}published") for entry in feed.findall(f"{ATOM}entry")]
    assert published == ["1993-06-28T00:00:00Z", None]
