"""Firms and agencies that are called like places: by the code of a share, or by what the dispatch elsewhere says."""

from collections.abc import Collection, Sequence

from dispatchsearch.gazetteer import CAPITAL, LARGER_THAN_TOWNS, Gazetteer
from dispatchsearch.ingest.entities.consistency import cased
from dispatchsearch.ingest.entities.features import SAYING
from dispatchsearch.ingest.entities.tagger import Span, Tagged
from dispatchsearch.names import fold

FIRMS = frozenset("corp co inc ltd plc int int'l intl international industries holdings financial bancorp".split())
BANKS = frozenset("federal savings bank banks bancshares trust".split())
IN_FIRMS = FIRMS | BANKS
LEGAL = frozenset("corp corporation co inc ltd plc ag sa nv".split())
LONGEST = 4  # words between the first of a firm's name and its share's code
BEFORE_PLACE = frozenset(
    """in near at outside inside around across throughout north south east west northern southern eastern western
    central northeast northwest southeast southwest ( /""".split()
)
BETWEEN_PLACES = frozenset("from to into for and or -".split())
"""What stands before the name of a place more often than before a firm's."""
OF_FIRM = SAYING | frozenset("will has had would can also is was plans shares stock common preferred".split())
"""What stands behind the name of a firm more often than behind a place's."""
LARGE = 100_000  # inhabitants


def has_share(tagged: Tagged, span: Span) -> bool:
    """Tell whether a share's code stands behind a name or behind the words that make it a firm's: TORVAL INT'L <TV>."""
    behind = tagged.words[span.last + 1 : span.last + 2 + LONGEST]
    if "<" not in behind or tagged.words[max(0, span.first - 1) : span.first] == ["of"]:  # the Bank of Torval <BTVL>
        return False
    at = behind.index("<")
    code = tagged.words[span.last + 2 + at : span.last + 3 + at]
    return bool(code and code[0].isupper()) and (at == 0 or behind[0].lower() in FIRMS)


def is_within(tagged: Tagged, span: Span) -> bool:
    """Tell whether a place's name in a headline is a word of a firm's: FIRST WISCONSIN, VERMONT FINANCIAL SERVICES."""
    before = [word.lower() for word in tagged.words[max(0, span.first - 2) : span.first]]
    behind = tagged.words[span.last + 1 : span.last + 2]
    if before[-1:] == ["first"] or before in (["first", "of"], ["1", "st"]):
        return True
    return has_share(tagged, span) or any(word.lower() in IN_FIRMS for word in behind)


def short_names(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> set[str]:
    """Return the words by which a dispatch calls firms that it names in full, too: Sonora, where Sonora Gold Corp is.

    A word is none that stands as a place's name does anywhere in the dispatch, or is a country's or a capital's.
    """
    everything = {*tagged.spans, *spans}
    firms = {
        cased(tagged.words[span.first])
        for span in everything
        if (span.label == "ORG" and is_in_full(tagged.words[span.first : span.last + 1]))
        or (span.label != "PER" and has_share(tagged, span))
    }
    places: dict[str, list[Span]] = {}
    for span in everything if firms else ():
        name = cased(tagged.words[span.first])
        if span.label == "LOC" and span.first == span.last and name in firms:
            places.setdefault(name, []).append(span)
    return {name for name, found in places.items() if are_firms(tagged, name, found, gazetteer)}


def agencies(tagged: Tagged, gazetteer: Gazetteer) -> set[str]:
    """Return the words that a dispatch calls an agency's name: "the news agency Aran", "Aran news agency".

    One that is more than a town's name is where the agency is from.
    """
    words = tagged.words
    found = set()
    for number in [number for number, word in enumerate(words) if word == "agency"]:
        behind = words[number + 1 : number + 2]
        before = words[max(0, number - 2) : number]
        if behind and behind[0][0].isupper():
            found.add(cased(behind[0]))
        elif len(before) == 2 and before[0][0].isupper() and before[1] == "news":
            found.add(cased(before[0]))
    return {name for name in found if gazetteer.standing(name) < LARGER_THAN_TOWNS}


def is_in_full(words: Sequence[str]) -> bool:
    """Tell whether words are a firm's name with what it is by law, whatever the tagger took with them."""
    return any(word.lower().rstrip(".") in LEGAL for word in words[1:])


def are_firms(tagged: Tagged, name: str, found: Collection[Span], gazetteer: Gazetteer) -> bool:
    """Tell whether no mention of a name is plainly a place's, and those that look like a firm's are not fewer.

    Of a name that all the world knows as a place's they are more.
    """
    words = tagged.words
    before = [words[span.first - 1].lower() if span.first else "" for span in found]
    behind = [words[span.last + 1 : span.last + 3] for span in found]
    beside = [words[max(0, span.first - 2) : span.first][::-1] for span in found] + behind
    if gazetteer.standing(name) >= CAPITAL or not BEFORE_PLACE.isdisjoint(before):
        return False
    if any(two[:1] == [","] and two[-1][0].isupper() and gazetteer.standing(two[-1]) for two in beside):
        return False  # Torval, Texas
    said = [
        not OF_FIRM.isdisjoint(after[:1]) or has_share(tagged, span) for span, after in zip(found, behind, strict=True)
    ]
    doubtful = [word in BETWEEN_PLACES and not of_firm for word, of_firm in zip(before, said, strict=True)]
    return sum(said) > sum(doubtful) if is_well_known(name, gazetteer) else sum(said) >= sum(doubtful)


def is_well_known(name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a region's, an area's or the own one of a large town."""
    if gazetteer.standing(name) >= LARGER_THAN_TOWNS:
        return True
    return any(place.population >= LARGE and fold(place.name) == fold(name) for place in gazetteer.named(name))
