"""Second thoughts on what the tagger found: titles, ships, demonyms, and what the gazetteer knows better."""

from collections.abc import Sequence

from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.ingest.entities.beside import PARTICLES, written
from dispatchsearch.ingest.entities.consistency import cased
from dispatchsearch.ingest.entities.features import SAYING
from dispatchsearch.ingest.entities.firms import agencies, short_names
from dispatchsearch.ingest.entities.known import NO_PLACES, countries_of, is_surely_place
from dispatchsearch.ingest.entities.mistaken import (
    ends_as_person,
    ends_as_place,
    is_full_name,
    is_neither,
    is_no_person,
    is_no_place,
)
from dispatchsearch.ingest.entities.papers import without_papers
from dispatchsearch.ingest.entities.people import RANKS, without_title
from dispatchsearch.ingest.entities.tagger import Span, Tagged

TOWN = 2  # standing from which a name is a town's
WHERE = frozenset("in near outside around across throughout inside".split())
PARTS = frozenset(
    "city town village villages port province region district state republic capital suburb island county municipality"
    " community settlement enclave governor mayor people".split()
)
ACTING = SAYING | frozenset("who met meets visited spoke".split())
OFFICES = RANKS | frozenset("high representative commissioner".split())
SEVERAL = frozenset("villages towns cities suburbs settlements".split())
COUNTING = frozenset("one two three four five some many most several another other no all both".split())
ROADS = frozenset("interstate highway route road street avenue district parkway autobahn".split())
LINKS = PARTICLES | frozenset("do den des la le les y e zu al el ul".split())
LINKS_OF_PLACES = LINKS | frozenset("of the and in on upon under am an auf sur th".split())
"""What stands small within a name."""


def reviewed(tagged: Tagged, gazetteer: Gazetteer) -> list[Span]:
    """Return the tagger's spans cleaned."""
    return [placed(tagged, span, gazetteer) for found in tagged.spans if (span := trimmed(tagged, found))]


def trimmed(tagged: Tagged, span: Span) -> Span | None:
    """Leave titles before a person and numbers around any name out of it ("One Azeri"); None where nothing is left.

    A name ends before a plain word: "Khojaly reach Agdam" is Khojaly.
    """
    first, last = span.first, span.last
    while first <= last and (not tagged.words[first][0].isalpha() or tagged.words[first].lower() in COUNTING):
        first += 1
    while first <= last and not (tagged.words[last][0].isalpha() or tagged.words[last] == "."):
        if span.label == "LOC" and tagged.words[last - 1].lower() in ROADS:
            break  # Highway 19
        last -= 1
    if first > last:
        return None
    if first + 1 < last and tagged.words[first].lower() in SEVERAL and tagged.words[first + 1] == "of":
        span, first = span._replace(label="LOC"), first + 2  # "Villages of Samashki"
    last = first + length(tagged.words[first : last + 1], span.label) - 1
    if span.label == "PER":
        first += without_title(tagged.words[first : last + 1])
    return Span(tagged.tokens[first][0], tagged.tokens[last][1], span.label, first, last)


def length(words: Sequence[str], label: str) -> int:
    """Return how many words a name has before a plain one; William of Rennes and Billy the Kid have three."""
    if len(words) < 3:
        return len(words)
    links = LINKS_OF_PLACES if label == "LOC" or words[1:2] in (["of"], ["the"]) else LINKS
    plain = (at for at, word in enumerate(words[1:-1], 1) if word.isalpha() and word.islower() and word not in links)
    return next(plain, len(words))


def placed(tagged: Tagged, span: Span, gazetteer: Gazetteer) -> Span:
    """Make a place of what the gazetteer knows behind a word of place: "in Oxford", "the villages of Foua"."""
    if span.label == "LOC" or not behind_place_word(tagged, span.first):
        return span
    name = written(tagged, span)
    if gazetteer.standing(name) < TOWN or name.lower() in NO_PLACES:
        return span
    return Span(span.start, span.end, "LOC", span.first, span.last)


def behind_place_word(tagged: Tagged, number: int) -> bool:
    """Tell whether "in", "near" or "the city of" stands right before a word."""
    words = tagged.words
    if number == 0:
        return False
    before = words[number - 1].lower()
    return before in WHERE or (before == "of" and number > 1 and words[number - 2].lower() in PARTS)


def kept(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Return the people and places among the spans: no demonyms, ships, arms, firms; "Washington said" is no person."""
    spans = without_papers(tagged, spans, gazetteer)
    full = {cased(tagged.words[span.last]) for span in spans if span.label == "PER" and is_full(tagged, span)}
    home = countries_of(tagged, spans, gazetteer)
    firms = short_names(tagged, spans, gazetteer) | agencies(tagged, gazetteer)
    spans = [span for span in spans if span.label != "LOC" or cased(written(tagged, span)) not in firms]
    return [seen for span in spans if (seen := seen_again(tagged, span, full, home, gazetteer))]


def is_full(tagged: Tagged, span: Span) -> bool:
    """Tell whether a person is named by more than a surname, or with a title."""
    before = tagged.words[span.first - 1 : span.first]
    return span.first < span.last or without_title([*before, tagged.words[span.first]]) > 0


def seen_again(tagged: Tagged, span: Span, full: set[str], home: set[str | None], gazetteer: Gazetteer) -> Span | None:
    """Turn away what is no name of a person or place, and make one of the other where the words say so."""
    if span.label == "ORG":
        return None
    words, name = tagged.words[span.first : span.last + 1], written(tagged, span)
    if is_title_alone(span, words) and cased(name) not in full:
        return None
    if span.label == "PER" and ends_as_place(words):
        return span._replace(label="LOC")
    if span.label == "LOC" and is_full_name(words, gazetteer) and (ends_as_person(words) or acts(tagged, span)):
        return span._replace(label="PER")
    if is_neither(tagged, span, gazetteer):
        return None
    if span.label == "LOC":
        return None if is_no_place(tagged, span, gazetteer) else span
    if is_no_person(tagged, span, gazetteer):
        return None
    if len(words) == 1 and cased(name) not in full and is_surely_place(tagged, span, name, home, gazetteer):
        return span._replace(label="LOC")
    return span


def is_title_alone(span: Span, words: Sequence[str]) -> bool:
    """Tell whether words are but an office, "the High Representative", or a title cut short: "the Rev.", "Col."."""
    if words[0].lower().rstrip(".") not in OFFICES:
        return False
    is_office = span.label == "PER" and all(word.lower() in OFFICES for word in words)
    return is_office or (len(words) == 1 and words[0].endswith("."))


def acts(tagged: Tagged, span: Span) -> bool:
    """Tell whether what a name does is done by people: it says, or meets somebody."""
    behind = tagged.words[span.last + 1 : span.last + 2]
    return not ACTING.isdisjoint(behind) and tagged.words[span.first - 1 : span.first] != ["the"]
