"""What stands beside a name tells what it is: a particle inside one name, other places in a list."""

from collections.abc import Iterator, Sequence

from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.ingest.entities.features import NAMES_OF_PEOPLE
from dispatchsearch.ingest.entities.tagger import OPENERS, Span, Tagged
from dispatchsearch.names import fold

PATRONYMIC = frozenset("bin ibn bint".split())
PARTICLES = PATRONYMIC | frozenset("da das de del della di dos du van von der ter wa".split())
"""What stands small between the names of one person; patronymics nowhere else in English.

Neither "do" nor "den" is among them: "What did Clinton do Monday".
"""
BETWEEN = frozenset((",", "and", "or", "&"))
LEAST_LISTED = 3  # places that make a list one of places


def joined(tagged: Tagged, spans: Sequence[Span]) -> list[Span]:
    """Make one person of the names on either side of a particle: "Jose Eduardo" dos "Santos", Osama bin Laden."""
    words = tagged.words
    found, ends = {span.first: span for span in spans}, {span.last: span for span in spans}
    covered = {number for span in spans for number in range(span.first + 1, span.last + 1)}
    particles = [number for number, word in enumerate(words[:-1]) if word in PARTICLES]
    for number in particles:
        if not words[number + 1][0].isupper() or number + 1 in covered:
            continue
        before, behind = ends.get(number - 1), found.get(number + 1)
        if before and before.label == "PER":
            first = before.first
        elif words[number] in PATRONYMIC:
            has_given = number > 0 and words[number - 1][0].isupper() and words[number - 1] not in OPENERS
            first = number - has_given
        else:
            continue
        last = behind.last if behind else number + 1
        found = {start: span for start, span in found.items() if not first <= start <= last}
        found[first] = ends[last] = Span(tagged.tokens[first][0], tagged.tokens[last][1], "PER", first, last)
    return sorted(found.values(), key=lambda span: span.start)


def listed(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Make places of the names in a list that has a place in it, where the gazetteer has all of them in its countries.

    "Kelbajar, Kubatly, Zangelan and Fizuli": one that the tagger knows speaks for those it does not.
    """
    known = {span.first: span for span in spans}
    for items in lists_of(tagged, known):
        places = [span for span in items if span.label == "LOC"]
        countries = {place.country for span in places for place in gazetteer.named(written(tagged, span))}
        like = [span for span in items if span.label == "LOC" or is_of(tagged, span, countries, gazetteer)]
        if places and len(like) == len(items) >= LEAST_LISTED:
            known |= {span.first: span._replace(label="LOC") for span in like}
    return sorted(known.values(), key=lambda span: span.start)


def lists_of(tagged: Tagged, known: dict[int, Span]) -> Iterator[list[Span]]:
    """Yield the items of each list long enough: names, and words with a capital that no name covers."""
    words = tagged.words
    numbers: list[int] = []  # of the first words of the items
    free = 0
    for number in sorted({*tagged.large, *known}):
        if number < free:
            continue
        if numbers and not (words[number - 1] in BETWEEN and BETWEEN.issuperset(words[free:number])):
            if len(numbers) >= LEAST_LISTED:
                yield [item(tagged, known, first) for first in numbers]
            numbers = []
        numbers.append(number)
        free = known[number].last + 1 if number in known else number + 1
    if len(numbers) >= LEAST_LISTED:
        yield [item(tagged, known, first) for first in numbers]


def item(tagged: Tagged, known: dict[int, Span], number: int) -> Span:
    """Return the name that begins with a word, or the word alone."""
    return known.get(number) or Span(*tagged.tokens[number], "", number, number)


def is_of(tagged: Tagged, span: Span, countries: set[str | None], gazetteer: Gazetteer) -> bool:
    """Tell whether a single word is a place of one of these countries and nobody's name."""
    name = written(tagged, span)
    if span.first != span.last or fold(name) in NAMES_OF_PEOPLE or not gazetteer.standing(name):
        return False
    return any(place.country in countries for place in gazetteer.named(name))


def written(tagged: Tagged, span: Span) -> str:
    """Return the words of a name."""
    if span.first == span.last:
        return tagged.words[span.first]
    return " ".join(tagged.words[span.first : span.last + 1])


def by_word(spans: Sequence[Span]) -> dict[int, Span]:
    """Return the span that each word lies in."""
    return {number: span for span in spans for number in range(span.first, span.last + 1)}
