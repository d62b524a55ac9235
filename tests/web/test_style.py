"""The stylesheet's promises that need no browser."""

import itertools
import re

import pytest

from dispatchsearch.web.sheets import STATIC

CSS = (STATIC / "style.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\n\s*\}", CSS, re.DOTALL)[:2]
)
INKS = ["ink", "soft", "accent"]
GROUNDS = ["paper", "sheet"]
TINTS = ["hit", "person", "place", "date"]
PAIRS = [*itertools.product(INKS, GROUNDS), *itertools.product(["ink"], TINTS), ("on-accent", "accent")]


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb (WCAG 2.2, definition)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_text_can_be_read_on_every_ground(colours, ink, ground):
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["focus", "edge"])
def test_what_marks_a_control_stands_out(colours, mark):
    assert all(contrast(colours[mark], colours[ground]) >= 3 for ground in GROUNDS)


def test_nothing_is_fetched_from_elsewhere():
    for file in STATIC.iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE).replace("https:", "http:"), file.name
        assert "@import" not in text


def test_a_result_with_its_assets_weighs_little(client):
    page = client.get("/search?limit=10").content
    names = [name.decode() for name in re.findall(rb'"/static/([\w.]+)\?', page)]
    assert sorted(names) == ["icon.svg", "script.js", "style.css"]
    assert len(page) + sum(len((STATIC / name).read_bytes()) for name in names) < 60_000
    sent = [client.stream("GET", path) for path in ("/search?limit=10", "/static/style.css", "/static/script.js")]
    weight = 0
    for one in sent:
        with one as answer:
            weight += sum(map(len, answer.iter_raw()))
    assert weight < 30_000
