import datetime as dt

import pytest

from dispatchsearch.corrections import (
    DateCorrection,
    Decision,
    SourceRule,
    decide,
    read_date_corrections,
    read_decisions,
    read_source_rules,
    set_date,
    set_order,
    take_back,
    unset_date,
)
from dispatchsearch.dates import PartialDate
from dispatchsearch.errors import CorrectionError


def test_without_a_file_there_are_no_rules(tmp_path):
    assert read_source_rules(tmp_path) == ()


@pytest.mark.parametrize("text", [
    "pattern,name,language,order\nmt/*,The Moscow Paper,en,mdy\n",
    "pattern;name;language;order\nmt/*;The Moscow Paper;en;mdy\n",
    "\ufeffpattern,name,language,order\r\nmt/*,The Moscow Paper,en,mdy\r\n",
])  # fmt: skip
def test_rules_are_read_with_commas_or_semicolons_and_a_byte_order_mark(tmp_path, text):
    (tmp_path / "sources.csv").write_text(text, "utf-8", newline="")
    assert read_source_rules(tmp_path) == (SourceRule("mt/*", "The Moscow Paper", "en", "mdy"),)


@pytest.mark.parametrize(("text", "line", "word"), [
    ("pattern,name\n,The Moscow Paper\n", 2, "needs a name, and a pattern"),
    ("pattern,name,order\nmt/*,The Moscow Paper,month first\n", 2, "mdy, dmy or ymd"),
    ("muster,name\nmt/*,The Moscow Paper\n", 1, "first line must name"),
])  # fmt: skip
def test_a_bad_line_is_refused_with_file_and_line(tmp_path, text, line, word):
    (tmp_path / "sources.csv").write_text(text, "utf-8")
    with pytest.raises(CorrectionError, match=word) as caught:
        read_source_rules(tmp_path)
    assert (caught.value.file, caught.value.line) == ("sources.csv", line)


def test_a_file_that_is_no_utf8_is_refused(tmp_path):
    (tmp_path / "sources.csv").write_bytes("pattern,name\nmt/*,Газета\n".encode("cp1251"))
    with pytest.raises(CorrectionError, match="UTF-8"):
        read_source_rules(tmp_path)


def test_dates_set_and_taken_back_stand_in_a_plain_file(tmp_path):
    set_date(tmp_path, "aaa", PartialDate(1993, 6, 28), 'seen in print, "page 3"')
    set_date(tmp_path, "bbb", None, "no issue has it")
    set_date(tmp_path, "aaa", PartialDate(1993, 6), "only the month is sure")
    assert read_date_corrections(tmp_path) == {
        "bbb": DateCorrection("bbb", None, "no issue has it", 2),
        "aaa": DateCorrection("aaa", PartialDate(1993, 6), "only the month is sure", 3),
    }
    assert unset_date(tmp_path, "aaa")
    assert not unset_date(tmp_path, "aaa")
    assert list(read_date_corrections(tmp_path)) == ["bbb"]


@pytest.mark.parametrize("written", ["6/28/1993", "28.06.1993", "34148", "Jun-93"])
def test_what_a_spreadsheet_made_of_a_date_is_refused_and_named(tmp_path, written):
    (tmp_path / "dates.csv").write_text(f"id,date,because\naaa,{written},\n")
    with pytest.raises(CorrectionError, match=r"dates\.csv, line 2: .*spreadsheet"):
        read_date_corrections(tmp_path)


@pytest.mark.parametrize("written", ["June 1993", "1993-6", "1993-13", "1993-02-30", ""])
def test_anything_but_a_plain_date_is_refused(tmp_path, written):
    (tmp_path / "dates.csv").write_text(f"id,date,because\naaa,{written},\n")
    with pytest.raises(CorrectionError, match="line 2"):
        read_date_corrections(tmp_path)


def test_a_day_that_no_calendar_has_is_refused_in_its_own_words(tmp_path):
    (tmp_path / "dates.csv").write_text("id,date,because\naaa,1993-02-30,\n")
    with pytest.raises(CorrectionError, match="1993-02 has no day 30"):
        read_date_corrections(tmp_path)


def test_a_date_without_an_id_is_refused(tmp_path):
    (tmp_path / "dates.csv").write_text("id,date,because\n,1993,\n")
    with pytest.raises(CorrectionError, match="id of its dispatch"):
        read_date_corrections(tmp_path)


def test_an_order_is_kept_for_a_source_by_name_beside_its_patterns(tmp_path):
    (tmp_path / "sources.csv").write_text("pattern,name\nmt/*,The Moscow Paper\n")
    set_order(tmp_path, "The Moscow Paper", "dmy")
    set_order(tmp_path, "The Moscow Paper", "mdy")
    assert read_source_rules(tmp_path) == (
        SourceRule("mt/*", "The Moscow Paper"),
        SourceRule("", "The Moscow Paper", order="mdy"),
    )


def test_a_file_that_cannot_be_written_says_so_and_leaves_the_old_one(tmp_path):
    (tmp_path / "dates.csv").mkdir()
    with pytest.raises(CorrectionError, match="cannot be written"):
        set_date(tmp_path, "aaa", None, "")
    assert [path.name for path in tmp_path.iterdir()] == ["dates.csv"]


def test_decisions_on_names_are_read_in_the_order_of_their_lines(tmp_path):
    (tmp_path / "people.csv").write_text("name,decision,other\nA. Torval,same,Anar Torval\nB. Torval,hide,\n")
    (tmp_path / "places.csv").write_text(
        "name;decision;other;latitude;longitude;country\nTorval;coordinates;;-40.5;46;AZ\n"
    )
    assert read_decisions(tmp_path) == (
        Decision("person", "A. Torval", "same", "Anar Torval", line=2),
        Decision("person", "B. Torval", "hide", line=3),
        Decision("place", "Torval", "coordinates", latitude=-40.5, longitude=46.0, country="AZ", line=2),
    )


@pytest.mark.parametrize(("file", "line", "word"), [
    ("people.csv", "A. Torval,merge,Anar Torval", "a decision is same, not same, heading or hide, not 'merge'"),
    ("people.csv", "A. Torval,same,", "needs a name and another"),
    ("people.csv", ",hide,", "needs a name, and no other"),
    ("people.csv", "A. Torval,coordinates,", "a decision is"),
    ("places.csv", "Torval,coordinates,,40.5,,AZ", "both of them"),
    ("places.csv", "Torval,coordinates,,40.5,460,AZ", "between -180 and 180"),
    ("places.csv", 'Torval,coordinates,,"40,5",46,AZ', "no decimal degrees"),
    ("places.csv", "Torval,coordinates,,40.5,46,Azerbaijan", "two capital letters"),
    ("places.csv", "Torval,hide,,40.5,46,AZ", "belong to `coordinates`"),
])  # fmt: skip
def test_a_bad_decision_is_refused_with_file_and_line(tmp_path, file, line, word):
    heading = "name,decision,other" + (",latitude,longitude,country" if file == "places.csv" else "")
    (tmp_path / file).write_text(f"{heading}\n{line}\n")
    with pytest.raises(CorrectionError, match=rf"{file}, line 2: .*{word}"):
        read_decisions(tmp_path)


def test_the_last_decision_is_taken_back_first_and_lines_of_a_persons_own_stay(tmp_path):
    now = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
    (tmp_path / "people.csv").write_text("name,decision,other\nA. Torval,same,Anar Torval\n")
    decide(tmp_path, Decision("person", "B. Torval", "hide"), now)
    decide(tmp_path, Decision("place", "Torval", "heading", "Torval-on-Kura"), now)
    assert take_back(tmp_path, now) == "Torval heading Torval-on-Kura"
    assert take_back(tmp_path, now) == "B. Torval hide"
    assert take_back(tmp_path, now) is None
    assert [one.name for one in read_decisions(tmp_path)] == ["A. Torval"]
