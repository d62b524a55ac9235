"""What a person has decided is listed, with what it was decided of."""

import pytest

STORY = "Ferry Stops\n\nBAKU, Azerbaijan - The ferry has stopped, Colonel Kurban Kurbanov told reporters in Baku.\n"


@pytest.fixture
def corrected(make_archive, tmp_path):
    """Return the archive of a dispatch with a date, a name and a source decided by hand."""
    archive = make_archive({"mp/a.txt": STORY})
    id_ = archive.search("ferry").hits[0].dispatch.id
    authority = tmp_path / "authority"
    authority.mkdir(exist_ok=True)
    (authority / "dates.csv").write_text(f"id,date,because\n{id_},1993-06-27,the bound volume\n", "utf-8")
    (authority / "people.csv").write_text("name,decision,other,because\nKurban Kurbanov,hide,,a pen name\n", "utf-8")
    (authority / "sources.csv").write_text("pattern,name,language,order\nmp/*,The Moscow Paper,,dmy\n", "utf-8")
    return make_archive({})


def test_dates_names_and_sources_decided_by_hand_are_listed(corrected, visit):
    page = visit(corrected, "/corrected").text
    assert "Ferry Stops</a></td><td>27 June 1993</td><td>the bound volume</td>" in page
    assert "<td>Kurban Kurbanov</td><td>is no name" in page
    assert "The Moscow Paper" in page
    assert "writes the day before the month" in page
    told = visit(corrected, "/corrected.json").json()
    assert [one["date"] for one in told["dates"]] == ["1993-06-27"]
    assert [one["decision"] for one in told["names"]] == ["hide"]


def test_an_archive_nobody_has_corrected_says_so(make_archive, visit):
    page = visit(make_archive({"a.txt": STORY}), "/corrected").text
    assert "Nothing has been corrected." in page
