import pytest

from dispatchsearch.corrections import SourceRule, read_source_rules
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
    ("pattern,name\n,The Moscow Paper\n", 2, "needs a pattern and a name"),
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
