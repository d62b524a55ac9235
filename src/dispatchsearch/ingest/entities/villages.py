"""Villages and towns that no gazetteer needs to know: by the words beside them ("the village of X", "X residents")."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dispatchsearch.gazetteer import REGION, Gazetteer
from dispatchsearch.ingest.entities.beside import BETWEEN, by_word
from dispatchsearch.ingest.entities.consistency import Name, name_of
from dispatchsearch.ingest.entities.features import NAMES_OF_PEOPLE
from dispatchsearch.ingest.entities.mistaken import NO_SURNAMES
from dispatchsearch.ingest.entities.people import is_called, without_title
from dispatchsearch.ingest.entities.tagger import Span, Tagged
from dispatchsearch.names import fold

SEVERAL = frozenset("villages towns hamlets settlements".split())
SETTLEMENTS = SEVERAL | frozenset("village town hamlet outskirts".split())
"""What stands before "of" and the name of a place, and nothing else."""
DWELLERS = frozenset("residents inhabitants villagers townspeople townsfolk".split())
DIVISIONS = frozenset("settlement suburb suburbs municipality district districts province city".split())
OF_PLACE = SETTLEMENTS | DWELLERS | DIVISIONS
BEHIND_PLACE = DWELLERS | frozenset("village district settlement suburb".split())
SIGNS = OF_PLACE | {word.title() for word in OF_PLACE}
BEFORE_TOWN = frozenset("of in at near from to outside".split())
WITH_STATES = frozenset(("US", "CA", "AU"))
WHERE = frozenset("in near outside".split())
LONGEST = 3  # words of a name that the tagger overlooked


def villages(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Return the names that the words beside them make a place's, whatever the tagger took them for.

    A name that the dispatch gives to a person, too, in full or with a title, is none.
    """
    found = [*beside_words(tagged, spans), *within_others(tagged, spans), *homes(tagged, spans)]
    people = surnames(tagged, spans) if found else ()
    found = [span for span in found if name_of(tagged, span)[-1:] not in people]
    return list(dict.fromkeys([*found, *in_states(tagged, spans, gazetteer)]))


def surnames(tagged: Tagged, spans: Sequence[Span]) -> set[Name]:
    """Return the surnames of the people that a dispatch names in full or with a title."""
    words = tagged.words
    return {
        name_of(tagged, span)[-1:]
        for span in spans
        if span.label == "PER"
        and (
            is_called(words[span.first : span.last + 1])
            if span.first < span.last
            else without_title([*words[max(0, span.first - 1) : span.first], words[span.first]])
        )
    }


def beside_words(tagged: Tagged, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the names behind "the villages of" and before "residents"."""
    words = tagged.words
    if SIGNS.isdisjoint(words):
        return
    numbers = [number for number, word in enumerate(words) if word in SIGNS]
    known = {span.first: span for span in spans}
    covered = {number for span in spans for number in range(span.first, span.last + 1)}
    for number in numbers:
        if words[number].lower() in BEHIND_PLACE:
            yield from dwelt_in(tagged, number, spans)
        if words[number + 1 : number + 2] == ["of"]:
            yield from called(tagged, number, known, covered)


def dwelt_in(tagged: Tagged, number: int, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the name right before "residents", also where the tagger overlooked it there and not elsewhere."""
    at = number - 1
    span = next((one for one in spans if one.first <= at <= one.last), None)
    if span is None and at >= 0:
        labels = [one.label for one in spans if tagged.words[one.first : one.last + 1] == [tagged.words[at]]]
        span = Span(*tagged.tokens[at], labels[0], at, at) if labels else None
    if span and span.last == at and span.label == "PER" and may_be_place(tagged, span):
        yield span._replace(label="LOC")


def called(tagged: Tagged, number: int, known: dict[int, Span], covered: set[int]) -> Iterator[Span]:
    """Yield the name behind "village of", and all names behind "villages of"."""
    words, word = tagged.words, tagged.words[number].lower()
    is_sure = word in SETTLEMENTS
    at = number + 2
    while at < len(words) and words[at][0].isupper():
        span = known.get(at) or (unknown(tagged, at, covered) if is_sure else None)
        if span is None or (span.label == "ORG" and not is_sure) or not may_be_place(tagged, span):
            break
        yield span._replace(label="LOC")
        if word not in SEVERAL:
            break
        at = next((step for step in range(span.last + 1, len(words)) if words[step] not in BETWEEN), len(words))
        if at == span.last + 1:
            break


def within_others(tagged: Tagged, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield what lies in a place that the dispatch names: "in X in South Waziristan"."""
    for span, other in pairwise(spans):
        if span.label != "PER" or other.label != "LOC" or other.first != span.last + 2 or not span.first:
            continue
        before, between = tagged.words[span.first - 1], tagged.words[span.last + 1]
        if before in WHERE and between == "in" and may_be_place(tagged, span) and not is_known(tagged, span):
            yield span._replace(label="LOC")


def homes(tagged: Tagged, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield where people are said to be from: "Anna Torval, 45, of Mekhrani,", the name alone and not of a firm."""
    words = tagged.words
    known = {span.first: span for span in spans}
    for person in spans:
        if person.label != "PER":
            continue
        behind = words[person.last + 1 : person.last + 4]
        at = person.last + (5 if len(behind) > 2 and behind[0] == behind[2] == "," and behind[1].isdigit() else 3)
        if words[at - 2 : at] != [",", "of"] or at >= len(words) or not words[at][0].isupper():
            continue
        span = known.get(at) or Span(*tagged.tokens[at], "", at, at)
        goes_on = any(word[0].isupper() for word in words[at + 1 : at + 2])  # of Torval High School
        if span.label in ("PER", "") and span.first == span.last and not goes_on:
            yield span._replace(label="LOC")


def in_states(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield the names right before a state: "of Torvali, Wash.", "of Torvali Chapel, Florida,"."""
    words = tagged.words
    covered = by_word(spans)
    for number in tagged.large:
        if number < 3 or words[number - 1] != "," or not is_state(tagged, number, gazetteer):
            continue
        first = number - 2
        while first > 0 and number - first <= LONGEST and words[first - 1][0].isupper() and first not in tagged.starts:
            first -= 1
        over = {covered[at] for at in range(first, number - 1) if at in covered}
        if words[first - 1] not in BEFORE_TOWN or any(span.label == "LOC" or span.first < first for span in over):
            continue
        yield Span(tagged.tokens[first][0], tagged.tokens[number - 2][1], "LOC", first, number - 2)
        if number not in covered:
            yield Span(*tagged.tokens[number], "LOC", number, number)


def is_state(tagged: Tagged, number: int, gazetteer: Gazetteer) -> bool:
    """Tell whether a word is a state's: Fla., or Florida and no capital follows, as in Georgia Torval."""
    word, behind = tagged.words[number], tagged.words[number + 1 : number + 2]
    if gazetteer.standing(word) != REGION:
        return False
    if not word.endswith(".") and behind and behind[0][0].isupper() and number + 1 not in tagged.starts:
        return False
    return any(place.kind == "region" and place.country in WITH_STATES for place in gazetteer.named(word))


def unknown(tagged: Tagged, at: int, covered: set[int]) -> Span | None:
    """Return the words with capitals from one on that no span covers, if they are few."""
    end = at
    while end < len(tagged.words) and tagged.words[end][0].isupper() and end not in covered:
        end += 1
    is_name = at < end <= at + LONGEST
    return Span(tagged.tokens[at][0], tagged.tokens[end - 1][1], "LOC", at, end - 1) if is_name else None


def may_be_place(tagged: Tagged, span: Span) -> bool:
    """Tell whether a name does not begin as a person's full name does, and does not end as a house's or a body's."""
    words = tagged.words[span.first : span.last + 1]
    return len(words) == 1 or (words[-1].lower() not in NO_SURNAMES and not is_called(words))


def is_known(tagged: Tagged, span: Span) -> bool:
    """Tell whether people are called by the last word of a name."""
    return fold(tagged.words[span.last]) in NAMES_OF_PEOPLE
