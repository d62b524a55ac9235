"""What the words right beside a name say of the place it means: what it lies in, its kind, that it is elsewhere."""

import re
from collections.abc import Mapping, Sequence

from dispatchsearch.ingest.entities.placenames import Candidate

BEFORE_STATE = re.compile(r"\s*,\s*")
INSIDE = re.compile(r"\s*,\s*|\s*\(\s*|\s*\[\s*|,?\s+in\s+")
BETWEEN = re.compile(r"\s*,\s*|\s*,?\s+and\s+")
KIND_BEHIND = re.compile(
    r"(?:['’]s)?\s+(?:state|province|region|oblast|governor|legislature|attorney\s+general)\b(?!-)", re.IGNORECASE
)
KIND_BEFORE = re.compile(r"\b(?:state|province|governor)\s+of\s+$", re.IGNORECASE)
NEAREST = 20  # characters before a name in which its kind is told


def containers(
    text: str, spans: Sequence[tuple[int, int]], names: Sequence[str], candidates: dict[str, tuple[Candidate, ...]]
) -> dict[int, Candidate]:
    """Find "Mardakert, Azerbaijan": spans whose follower is a place they lie in; return what both then mean."""
    told: dict[int, Candidate] = {}
    for number in range(len(spans) - 1):
        gap = text[spans[number][1] : spans[number + 1][0]]
        if len(gap) > 5 or not INSIDE.fullmatch(gap):
            continue
        pairs = [
            (inner, outer)
            for inner in candidates.get(names[number], ())
            for outer in candidates.get(names[number + 1], ())
            if outer.place.id in inner.place.within
        ]
        if pairs:
            inner, outer = max(pairs, key=lambda pair: (pair[0].prior + pair[1].prior, pair[0].place.id))
            told.setdefault(number, inner)
            told[number + 1] = outer
    return told


def regions(
    text: str, spans: Sequence[tuple[int, int]], names: Sequence[str], candidates: dict[str, tuple[Candidate, ...]]
) -> dict[int, Candidate]:
    """Find "New York state" and "Ohio, New York and Utah": spans that are regions though a city has their name.

    Return what each means.
    """
    own = [region_of(candidates.get(name, ())) for name in names]
    told: dict[int, Candidate] = {}
    for number, (start, end) in enumerate(spans):
        region = own[number]
        if region is None or candidates[names[number]][0].place.kind == "region":
            continue
        beside = [at for at in (number - 1, number + 1) if 0 <= at < len(spans)]
        gaps = [text[min(end, spans[at][1]) : max(start, spans[at][0])] for at in beside]
        is_listed = len(beside) == 2 and all(
            BETWEEN.fullmatch(gap) and is_plain_region(candidates.get(names[at], ()), region)
            for at, gap in zip(beside, gaps, strict=True)
        )
        if is_listed or KIND_BEHIND.match(text, end) or KIND_BEFORE.search(text[max(0, start - NEAREST) : start]):
            told[number] = region
    return told


def region_of(found: Sequence[Candidate]) -> Candidate | None:
    """Return the likeliest region of the country of the likeliest place of a name."""
    regions = (one for one in found if one.place.kind == "region" and one.place.country == found[0].place.country)
    return next(regions, None)


def is_plain_region(found: Sequence[Candidate], other: Candidate) -> bool:
    """Tell whether a name is first that of another region of a country."""
    return bool(found) and found[0].place.kind == "region" and found[0].place.country == other.place.country


def elsewhere(
    text: str,
    spans: Sequence[tuple[int, int]],
    names: Sequence[str],
    candidates: Mapping[str, Sequence[Candidate]],
) -> set[str]:
    """Return the names, their case folded, that stand before a state in short form in which no place of theirs lies.

    Bagdad, Ky., is not in Iraq, though the gazetteer has no other.
    """
    found = set()
    for number in range(len(spans) - 1):
        outer = names[number + 1]
        states = [one.place for one in candidates.get(outer, ()) if one.place.kind == "region"]
        gap = text[spans[number][1] : spans[number + 1][0]]
        if not outer.endswith(".") or not states or not BEFORE_STATE.fullmatch(gap):
            continue
        inner = candidates.get(names[number], ())
        if not any(state.id in one.place.within for state in states for one in inner):
            found.add(names[number].casefold())
    return found
