"""Places on a map: which part of the world is shown, where each circle stands in it and how large; a template draws."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

from dispatchsearch.search.page import FacetCount
from dispatchsearch.web.asked import Asked

Position = tuple[float, float]
"""Latitude and longitude in degrees."""

WIDTH, HEIGHT = 8, 5
"""The picture's proportions."""
SPANS = (5, 10, 20, 40, 80, 180)
"""Degrees from south to north that a map may show; few, so that the same picture of towns serves many results."""
COVERED = 0.65
"""Share of the mentions that the map must show: a place far off is listed, and does not shrink all others."""
LARGEST = 24.0
"""Pixels of the largest radius; areas are in proportion to counts."""
SMALLEST = 3.5
LABELS = 14
LETTER, LINE = 0.95, 3.3
"""Room that a letter takes of the width, and a line of the height, in per cent of a wide screen's map."""
WIDE, HIGH = 7.7, 4.8
"""Pixels of a per cent of its width and of its height."""
LARGE = 10.0
"""Pixels of a radius from which on a circle is not written over where there is room elsewhere."""
EDGE = 84.0
"""Per cent of the width from where on labels go left, for a narrow screen's are longer than we know."""

Room = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the world in whole degrees."""

    west: int
    south: int
    east: int
    north: int

    @classmethod
    def around(cls, places: Sequence[tuple[float, float, int]], zoom: int = 0) -> Self:
        """Return the box that shows most mentions of (latitude, longitude, count), or one some steps nearer."""
        middle = _middle(places, 0), _middle(places, 1)
        near = sorted(places, key=lambda place: max(abs(place[0] - middle[0]), abs(place[1] - middle[1]) / 2))
        kept, seen, wanted = [], 0, COVERED * sum(count for *_, count in places)
        for place in near:
            kept.append(place)
            seen += place[2]
            if seen >= wanted:
                break
        return cls._fitting([latitude for latitude, *_ in kept], [longitude for _, longitude, _ in kept], zoom)

    @classmethod
    def _fitting(cls, latitudes: Sequence[float], longitudes: Sequence[float], zoom: int) -> Self:
        north, south = max(latitudes), min(latitudes)
        squeeze = max(0.2, math.cos(math.radians((north + south) / 2)))
        high, wide = north - south, (max(longitudes) - min(longitudes)) * squeeze * HEIGHT / WIDTH
        fitting = next((step for step, span in enumerate(SPANS) if span * 0.84 >= max(high, wide)), len(SPANS) - 1)
        span = SPANS[_within(fitting - zoom, 0, len(SPANS) - 1)]
        if span == SPANS[-1]:
            return cls(-180, -60, 180, 85)
        across = min(360, round(span * WIDTH / HEIGHT / squeeze / 2) * 2)
        west = _within(round((max(longitudes) + min(longitudes)) / 2) - across // 2, -180, 180 - across)
        bottom = _within(round((north + south) / 2) - span // 2, -90, 90 - span)
        return cls(west, bottom, west + across, bottom + span)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read west,south,east,north; ValueError where that is no part of the world."""
        west, south, east, north = (int(part) for part in text.split(","))
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            raise ValueError(f"{text} is no part of the world: it wants west,south,east,north in degrees")
        return cls(west, south, east, north)

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a point stands, in per cent from the left and from the top."""
        across = 100 * (longitude - self.west) / (self.east - self.west)
        down = 100 * (self.north - latitude) / (self.north - self.south)
        return round(across, 2), round(down, 2)

    def __str__(self) -> str:
        return f"{self.west},{self.south},{self.east},{self.north}"


@dataclass(frozen=True, slots=True)
class Circle:
    """A place: `x` and `y` in per cent, `radius` in pixels; a region holds others and is drawn as a ring."""

    line: FacetCount
    href: str
    x: float
    y: float
    radius: float
    region: bool
    labelled: bool
    leftward: bool  # the label stands left of the circle, for want of room


@dataclass(frozen=True, slots=True)
class Atlas:
    """A map of one result; circles are ordered so that small ones are drawn last, on top."""

    box: Box
    circles: tuple[Circle, ...]
    nearer: str | None  # addresses of the same map, a step nearer or farther
    farther: str | None
    outside: int  # places of the result that lie beyond its edges
    unknown: int  # places of the result whose position is not known


def atlas(
    lines: Iterable[FacetCount], positions: Mapping[str, Position], regions: AbstractSet[str], asked: Asked
) -> Atlas | None:
    """Return the map of the places counted, of which `regions` are areas; None where no position is known."""
    lines = list(lines)
    known = [(line, positions[line.value]) for line in lines if line.value in positions]
    if not known:
        return None
    points = [pair for pair in known if pair[0].value not in regions] or known
    box = Box.around([(*position, line.count) for line, position in points], asked.zoom)
    circles = tuple(_circles(known, box, regions, asked))
    span = box.north - box.south
    return Atlas(
        box=box,
        circles=circles,
        nearer=asked.with_href(zoom=asked.zoom + 1) if span > SPANS[0] and asked.zoom < 5 else None,
        farther=asked.with_href(zoom=asked.zoom - 1) if box.east - box.west < 360 and asked.zoom > -5 else None,
        outside=len(known) - len(circles),
        unknown=len(lines) - len(known),
    )


def _circles(
    known: Sequence[tuple[FacetCount, Position]], box: Box, regions: AbstractSet[str], asked: Asked
) -> Iterator[Circle]:
    most = max(line.count for line, _ in known)
    spots: list[tuple[FacetCount, float, float, float]] = []
    for line, position in sorted(known, key=lambda pair: (pair[0].value in regions, -pair[0].count)):
        x, y = box.place(*position)
        if 0 <= x <= 100 and 0 <= y <= 100:
            spots.append((line, x, y, round(max(SMALLEST, LARGEST * math.sqrt(line.count / most)), 1)))
    taken = [_spot(x, y, radius) for line, x, y, radius in spots if radius >= LARGE and line.value not in regions]
    left = LABELS
    for line, x, y, radius in spots:
        leftward = _side(taken, line.label, x, y, radius) if left and 2 < y < 97 else None
        left -= leftward is not None
        href = asked.adding_href("place", line.value)
        yield Circle(line, href, x, y, radius, line.value in regions, leftward is not None, bool(leftward))


def town_dots(box: Box, towns: Iterable[tuple[float, float]]) -> str:
    """Return an SVG picture of a box with a dot for each town, at (latitude, longitude), to lie below the circles."""
    dots = "".join(f"M{x * 16:.0f} {y * 10:.0f}h0" for x, y in (box.place(*town) for town in towns))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 1000" preserveAspectRatio="none">'
        f'<path d="{dots}" fill="none" stroke="#8f8672" stroke-width="3.2" stroke-linecap="round"/></svg>'
    )


def _middle(places: Sequence[tuple[float, float, int]], axis: int) -> float:
    """Return the median of a coordinate, each place weighing as often as it is mentioned."""
    ordered = sorted((place[axis], place[2]) for place in places)
    half, seen = sum(count for _, count in ordered) / 2, 0
    for value, count in ordered:
        seen += count
        if seen >= half:
            return value
    return ordered[-1][0]


def _side(taken: list[Room], label: str, x: float, y: float, radius: float) -> bool | None:
    """Take room for a label beside a circle: return True on its left, False on its right, None where there is none."""
    edge, width = radius / WIDE + 0.5, len(label) * LETTER
    for leftward in (True, False) if x > EDGE else (False, True):
        start = x - edge - width if leftward else x + edge
        room = start, y - LINE / 2, start + width, y + LINE / 2
        if start >= 0 and start + width <= 100 and _is_free(taken, room):
            taken.append(room)
            return leftward
    return None


def _spot(x: float, y: float, radius: float) -> Room:
    """Return the room of a circle."""
    return x - radius / WIDE, y - radius / HIGH, x + radius / WIDE, y + radius / HIGH


def _is_free(taken: Sequence[Room], room: Room) -> bool:
    left, top, right, bottom = room
    return not any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken)


def _within(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))
