"""Curves as SVG, on logarithmic axes, in a few lines of our own."""

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, PANEL_WIDTH, PANEL_HEIGHT = 900, 640, 340, 200
LEFT, TOP = 70, 50
COLOURS = ("#8a3324", "#2c5d7c", "#55702f", "#7a5a97")
STYLE = "font:13px sans-serif;fill:#333"


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: its name, and points (x, y), all above 0."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Panel:
    """One diagram."""

    title: str
    curves: Sequence[Curve]


def draw(panels: Sequence[Panel]) -> str:
    """Return the panels as one picture, two to a row."""
    drawn = [_panel(panel, number % 2, number // 2) for number, panel in enumerate(panels)]
    legend = panels[0].curves if panels else ()
    names = [
        f'<circle cx="{LEFT + 8 + 110 * number}" cy="16" r="5" fill="{COLOURS[number]}"/>'
        f'<text x="{LEFT + 20 + 110 * number}" y="21" style="{STYLE}">{html.escape(curve.name)}</text>'
        for number, curve in enumerate(legend)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n' + "\n".join([*names, *drawn]) + "\n</svg>\n"
    )


def _panel(panel: Panel, column: int, row: int) -> str:
    x0, y0 = LEFT + column * (PANEL_WIDTH + 90), TOP + row * (PANEL_HEIGHT + 100)
    xs = [x for curve in panel.curves for x, _ in curve.points]
    ys = [y for curve in panel.curves for _, y in curve.points]
    if not xs:
        return ""
    left, right = math.log10(min(xs)) - 0.1, math.log10(max(xs)) + 0.1
    bottom, top = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)) + 0.01)

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - left) / (right - left)
        up = (math.log10(y) - bottom) / (top - bottom)
        return round(x0 + across * PANEL_WIDTH, 1), round(y0 + 20 + (1 - up) * PANEL_HEIGHT, 1)

    lines = [f'<text x="{x0}" y="{y0 + 4}" style="{STYLE};font-weight:bold">{html.escape(panel.title)}</text>']
    for power in range(bottom, top + 1):
        _, y = place(min(xs), 10**power)
        lines.append(f'<path d="M{x0} {y}h{PANEL_WIDTH}" stroke="#ddd"/>')
        lines.append(f'<text x="{x0 - 8}" y="{y + 4}" text-anchor="end" style="{STYLE}">{10**power:,g}</text>')
    for x in sorted(set(xs)):
        across, _ = place(x, ys[0])
        shown = f"{x:,.0f}"
        below = f'x="{across}" y="{y0 + PANEL_HEIGHT + 40}" text-anchor="middle"'
        lines.append(f'<text {below} style="{STYLE}">{shown}</text>')
    for curve, colour in zip(panel.curves, COLOURS, strict=False):
        places = [place(*point) for point in curve.points]
        path = "L".join(f"{x} {y}" for x, y in places)
        lines.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for (x, y), (_, value) in zip(places, curve.points, strict=True):
            lines.append(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"><title>{value:,.3g}</title></circle>')
    return "\n".join(lines)
