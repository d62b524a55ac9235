import json

import pytest

FERRY = "Ferry Line Opens\n\nRIGA, Latvia - A ferry left Riga on Sunday, port chief Ilze Berzina said.\n"
BAKERS = (
    "Bakers Meet\n\nBy Ann Rowe, 05/06/1993\n\nGORI, Georgia -- Bakers met Tuesday in Gori. A ferry was not there.\n"
)
FILES = {"port/ferry.txt": FERRY, "gazette/bakers.txt": BAKERS}


@pytest.fixture
def run(program):
    return program.index(FILES)


def the(run, word):
    (hit,) = json.loads(run("query", word, "--json").stdout)["hits"]
    return hit


def test_the_undated_are_listed(run):
    listed = run("dates", "--undated", "--source", "port")
    assert listed.exit_code == 0
    assert "Ferry Line Opens" in listed.stdout
    assert "Bakers" not in listed.stdout
    assert run("dates", "--source", "nobody").exit_code == 1


QUARREL = """<html><head><title>Dam Opens</title><meta name="date" content="2016-07-27"></head><body>
<h1>Dam Opens After Nine Years</h1><div class="byline">By Ann Rowe</div><span class="date">28 June 1993</span>
<p>The dam above the town was opened by the minister who had closed it nine years ago, and nobody fell in at all.</p>
<p>Engineer Arno Velt said the water had waited long enough, and so had the fishermen.</p></body></html>"""


def test_conflicts_are_told_with_both_quotes(run):
    (run.raw / "port" / "dam.html").write_text(QUARREL)
    run("index")
    told = run("dates", "--conflicts").stdout
    assert "day from the page, '28 June 1993'" in told
    assert "but the page's meta data (date: 2016-07-27) says 2016-07-27" in told
    assert "Bakers Meet" in told
    assert "'By Ann Rowe, 05/06/1993' can be read as 1993-05-06 or 1993-06-05" in told
    assert "Ferry" not in told
    run("dates", "source", "gazette", "--order", "mdy")
    assert "Bakers" not in run("dates", "--conflicts").stdout


def test_a_date_set_by_hand_counts_and_can_be_taken_back(run):
    id_ = the(run, "Riga")["id"]
    assert "applied to 1 dispatch" in run("dates", "set", id_, "1993-06-28", "--because", "the printed issue").stderr
    assert run("query", "Riga", "--from", "1993-06", "--to", "1993-06").exit_code == 0
    assert "set by you: the printed issue" in run("show", id_).stdout
    assert (run.authority / "dates.csv").exists()
    assert run("dates", "unset", id_).exit_code == 0
    assert run("query", "Riga", "--from", "1993-06", "--to", "1993-06").exit_code == 1
    assert run("dates", "unset", id_).exit_code == 1


def test_what_is_no_date_is_refused_and_changes_nothing(run):
    id_ = the(run, "Riga")["id"]
    result = run("dates", "set", id_, "28.06.1993")
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.stderr
    assert "dates.csv" not in result.stderr
    assert not (run.authority / "dates.csv").exists()


def test_an_ambiguous_date_is_settled_by_the_order_of_its_source(run):
    assert the(run, "Gori")["date"] != "1993-05-06"
    assert run("dates", "source", "gazette", "--order", "mdy").exit_code == 0
    assert the(run, "Gori")["date"] == "1993-05-06"
    assert run("dates", "source", "Gazette", "--order", "dmy").exit_code == 0
    assert the(run, "Gori")["date"] == "1993-06-05"
    assert run("dates", "source", "nobody", "--order", "mdy").exit_code == 2


def test_a_correction_of_a_dispatch_that_is_not_there_is_named_with_file_and_line(run):
    run.authority.mkdir()
    (run.authority / "dates.csv").write_text("id,date,because\nnosuchid,1993,\n")
    assert "dates.csv, line 2" in run("index").stderr


def test_a_sibling_that_shows_the_order_dates_the_others_and_their_number_is_told(run):
    assert the(run, "Gori")["date"] == "1993"
    sibling = (
        BAKERS.replace("05/06/1993", "07/27/1993")
        .replace("Gori", "Telavi")
        .replace("GORI", "TELAVI")
        .replace("Bakers", "Millers")
    )
    (run.raw / "gazette" / "millers.txt").write_text(sibling)
    assert "dated or cleaned otherwise than before" in run("index").stderr
    found = the(run, "Gori")
    assert found["date"] == "1993-05-06"
    assert "month before day, as in 'By Ann Rowe, 07/27/1993' on a page of this source" in found["reason"]


DAY = "TORVAL, Belmark -- Carts number {0} left the market of Torval on {1}, said the guild of bakers, in good order.\n"
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def test_the_days_a_weekday_leaves_of_a_month_are_shown_and_neither_sorted_nor_cited_by(run):
    """The paper is dated the day after the weekday of its leads; 5 July 1993 was a Monday."""
    for day in range(5, 13):
        path = run.raw / "news.example" / "1993" / "07" / f"{day:02}" / f"carts-{day}.txt"
        path.parent.mkdir(parents=True)
        path.write_text(f"Carts Leave Torval Again {day}\n\n" + DAY.format(day, WEEK[(day - 6) % 7]))
    path = run.raw / "news.example" / "1993" / "6" / "carts.txt"
    path.parent.mkdir(parents=True)
    path.write_text("Zither Found in Torval\n\n" + DAY.format("one", "Sunday"))
    run("index")
    id_ = the(run, "zither")["id"]
    shown = json.loads(run("show", id_, "--json").stdout)
    assert (shown["date"], shown["precision"]) == ("1993-06", "month")
    assert shown["candidates"] == ["1993-06-07", "1993-06-14", "1993-06-21", "1993-06-28"]
    assert "perhaps the 7th, 14th, 21st or 28th" in shown["reason"]
    (hit,) = json.loads(run("query", "zither", "--from", "1993-06-07", "--to", "1993-06-07", "--json").stdout)["hits"]
    assert hit["date_match"] == "possible"
    for style in ("ris", "bibtex"):
        cited = run("query", "zither", "--format", style).stdout
        assert "06/07" not in cited.replace("-", "/")
