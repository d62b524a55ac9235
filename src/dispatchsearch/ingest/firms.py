"""Firms that are called like places: by the code of their share, or by their full name elsewhere in the dispatch."""

from collections.abc import Collection, Sequence

from dispatchsearch.gazetteer import CAPITAL, LARGER_THAN_TOWNS, Gazetteer
from dispatchsearch.ingest.tagger import Span, Tagged

FIRMS = frozenset("corp co inc ltd plc int int'l intl international industries holdings financial bancorp".split())
LEGAL = frozenset("corp corporation co inc ltd plc ag sa nv".split())
LONGEST = 4  # words between the first of a firm's name and its share's code
BEFORE_PLACE = frozenset(
    """in near from at of to into outside inside around across throughout for north south east west northern southern
    eastern western central northeast northwest southeast southwest , ( / - and or""".split()
)
OF_FIRM = frozenset("will has had would can also said says is was plans shares stock common preferred".split())
"""What stands behind a firm's name; a state that is followed by none of these is a state."""


def has_share(tagged: Tagged, span: Span) -> bool:
    """Tell whether a share's code stands behind a name or behind the words that make it a firm's: TORVAL INT'L <TV>."""
    behind = [word.lower() for word in tagged.words[span.last + 1 : span.last + 2 + LONGEST]]
    if "<" not in behind or tagged.words[max(0, span.first - 1) : span.first] == ["of"]:  # the Bank of Torval <BTVL>
        return False
    at = behind.index("<")
    code = tagged.words[span.last + 2 + at : span.last + 3 + at]
    return bool(code and code[0].isupper()) and (at == 0 or behind[0] in FIRMS)


def short_names(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> set[str]:
    """Return the words by which a dispatch calls firms that it names in full, too: Sonora, where Sonora Gold Corp is.

    A word is none that stands as a place's name does anywhere in the dispatch, or is a country's or a capital's.
    """
    firms = {
        tagged.words[span.first]
        for span in spans
        if span.label == "ORG" and span.first < span.last and tagged.words[span.last].lower().rstrip(".") in LEGAL
    }
    places: dict[str, list[Span]] = {}
    for span in spans:
        if span.label == "LOC" and span.first == span.last and tagged.words[span.first] in firms:
            places.setdefault(tagged.words[span.first], []).append(span)
    return {name for name, found in places.items() if are_firms(tagged, found, gazetteer.standing(name))}


def are_firms(tagged: Tagged, found: Collection[Span], standing: int) -> bool:
    """Tell whether no mention of a name is plainly a place's; of a region's name one must be plainly a firm's."""
    words = tagged.words
    if standing >= CAPITAL or any(words[span.first - 1].lower() in BEFORE_PLACE for span in found if span.first):
        return False
    behind = [words[span.last + 1 : span.last + 3] for span in found]
    if any(after[:1] == [","] and after[-1][0].isupper() for after in behind):  # Torval, Texas
        return False
    return standing < LARGER_THAN_TOWNS or any(not OF_FIRM.isdisjoint(after[:1]) for after in behind)
