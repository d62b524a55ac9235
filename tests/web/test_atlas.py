"""Places on a map."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.search.page import FacetCount
from dispatchsearch.web.asked import AskedForMap
from dispatchsearch.web.atlas import LARGEST, Box, atlas, town_dots

PLACES = {
    "a": ("Baku", 40.4, 49.9, 30),
    "b": ("Ganja", 40.7, 46.4, 20),
    "c": ("Yerevan", 40.2, 44.5, 10),
    "d": ("Lima", -12.0, -77.0, 1),
    "e": ("Azerbaijan", 40.1, 47.6, 50),
}
POSITIONS = {id_: (lat, lon) for id_, (_, lat, lon, _) in PLACES.items()}
LINES = [FacetCount(id_, name, count) for id_, (name, _, _, count) in PLACES.items()]
POINTS = st.lists(st.tuples(st.floats(-89, 89), st.floats(-179, 179), st.integers(1, 99)), min_size=1, max_size=12)


def test_the_map_fits_the_places_most_written_of_and_counts_those_beyond_its_edge():
    shown = atlas(LINES, POSITIONS, {"e"}, AskedForMap())
    assert [circle.line.label for circle in shown.circles] == ["Baku", "Ganja", "Yerevan", "Azerbaijan"]
    assert (shown.outside, shown.unknown) == (1, 0)
    assert shown.box.north - shown.box.south <= 10


def test_circles_grow_with_the_number_of_dispatches_by_their_area():
    by_name = {circle.line.label: circle for circle in atlas(LINES, POSITIONS, {"e"}, AskedForMap()).circles}
    assert by_name["Azerbaijan"].radius == LARGEST
    assert by_name["Azerbaijan"].region
    assert by_name["Yerevan"].radius == pytest.approx(LARGEST * (10 / 50) ** 0.5, abs=0.1)


def test_each_circle_narrows_and_stays_on_the_map():
    shown = atlas(LINES, POSITIONS, set(), AskedForMap(q="siege"))
    assert shown.circles[0].href.startswith("/map?q=siege&place=")


def test_nearer_and_farther_change_what_is_shown_until_the_whole_world_is():
    spans, asked = [], AskedForMap(zoom=2)
    for zoom in range(2, -6, -1):
        shown = atlas(LINES, POSITIONS, {"e"}, asked.with_(zoom=zoom))
        spans.append(shown.box.east - shown.box.west)
    assert spans == sorted(spans)
    assert spans[-1] == 360
    assert shown.farther is None
    assert shown.outside == 0


def test_places_without_a_position_are_counted_and_not_drawn():
    lines = [*LINES, FacetCount("name:Torval", "Torval", 5)]
    assert atlas(lines, POSITIONS, set(), AskedForMap()).unknown == 1
    assert atlas(lines[-1:], POSITIONS, set(), AskedForMap()) is None


def test_labels_do_not_cover_each_other():
    lines = [FacetCount(str(n), "A long name of a town", 9) for n in range(30)]
    positions = {str(n): (40 + n / 20, 45.0) for n in range(30)}
    labelled = [circle for circle in atlas(lines, positions, set(), AskedForMap()).circles if circle.labelled]
    for side in (True, False):
        beside = [circle for circle in labelled if circle.leftward == side]
        assert beside
        assert all(abs(one.y - other.y) >= 3 for one in beside for other in beside if one is not other)


def test_a_label_goes_left_where_a_large_circle_stands_right_of_it():
    lines = [FacetCount("a", "Agdam", 40), FacetCount("k", "Kelbadzhar", 1), FacetCount("y", "Yerevan", 1)]
    positions = {"a": (40.0, 46.9), "k": (40.0, 46.4), "y": (40.2, 44.5)}
    found = {circle.line.label: circle for circle in atlas(lines, positions, set(), AskedForMap()).circles}
    assert found["Kelbadzhar"].leftward
    assert not found["Yerevan"].leftward


@given(POINTS, st.integers(-5, 5))
def test_a_box_is_always_a_part_of_the_world_and_reads_back(places, zoom):
    box = Box.around(places, zoom)
    assert -180 <= box.west < box.east <= 180
    assert -90 <= box.south < box.north <= 90
    assert Box.read(str(box)) == box


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "10,0,5,5", "0,0,361,5", "0,-91,1,1", "1e9,0,1,1"])
def test_what_is_no_part_of_the_world_is_refused(text):
    with pytest.raises(ValueError):
        Box.read(text)


def test_towns_are_dots_where_they_lie():
    assert "M800 500h0" in town_dots(Box(40, 36, 56, 46), [(41.0, 48.0)])


def test_the_map_page_and_its_towns_are_served(client):
    page = client.get("/map?q=Baku").text
    assert 'aria-label="Baku: ' in page
    towns = page.split('<image href="')[1].split('"')[0]
    picture = client.get(towns)
    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.text.count("h0") > 100
    assert client.get("/towns/0,0,0,0.svg").status_code == 404
