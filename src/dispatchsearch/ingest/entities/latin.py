"""What the tagger, which reads English, may be believed of in a text in another language in Latin letters.

To it a German noun is a name for its capital. So precision goes first, as in other scripts: a person needs a given
name that is known and a surname, or the surname of somebody named so; a place must be one that all the world knows, or
lie in a country that the text names.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from dispatchsearch.gazetteer import CAPITAL, Gazetteer, Place
from dispatchsearch.ingest.entities.beside import PARTICLES, written
from dispatchsearch.ingest.entities.consistency import cased, stands_alone
from dispatchsearch.ingest.entities.countries import called
from dispatchsearch.ingest.entities.features import GIVEN_NAMES, NAMES_OF_PEOPLE
from dispatchsearch.ingest.entities.known import ENGLISH
from dispatchsearch.ingest.entities.placenames import TOWNS, is_by_hand
from dispatchsearch.ingest.entities.tagger import Span, Tagged
from dispatchsearch.names import fold

LARGE = 6  # standing of a town of 100,000 inhabitants
TOWN = 2  # standing from which a name is a town's, for one of several words
LONGEST = 5  # words of a person's name
SMALL = 4  # standing of a town of 1,000 inhabitants
SHORTEST = 4  # letters of a small town's name
AT_HOME = {
    "de": frozenset("DE AT CH LI LU BE".split()),
    "fr": frozenset("FR BE CH CA LU MC".split()),
    "it": frozenset("IT CH SM".split()),
}
"""The countries where a language is spoken, and small towns are called like its words (Essen, Regen)."""
BEFORE_TOWN = {
    "de": frozenset("in bei nach aus nahe um von".split()),
    "fr": frozenset("à de vers dans près et".split()),
    "it": frozenset("a di da in presso e".split()),
}
APOSTROPHE = re.compile("['’]")
COUNTRY = 13  # standing of a country
LONGEST_COUNTRY = 3  # words of a country's name behind an article


def believed(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer, language: str) -> list[Span]:
    """Return the people and places among the spans that their own words make sure.

    A small town is one of a country that the text names and that speaks another language.
    """
    home = named_countries(tagged, spans, gazetteer)
    abroad = home - ENGLISH - AT_HOME[language] if language in AT_HOME else set()
    plain = {word for word in tagged.words if word.islower()}
    full = {span: named for span in spans if span.label == "PER" and (named := in_full(tagged, span))}
    surnames = {cased(tagged.words[span.last]) for span in full}
    found = []
    for span in spans:
        name = written(tagged, span)
        if span.label == "LOC" and (is_sure(name, plain, home, gazetteer) or is_town(name, plain, abroad, gazetteer)):
            found.append(span)
        elif span.label == "PER" and (span in full or cased(name) in surnames):
            found.append(full.get(span, span))
    return [*found, *towns(tagged, found, abroad, gazetteer, language)] if abroad else found


def towns(
    tagged: Tagged, spans: Sequence[Span], abroad: set[str | None], gazetteer: Gazetteer, language: str
) -> Iterator[Span]:
    """Yield the small towns of countries abroad that the tagger did not take for places: "bei Dilijan".

    A word that stands behind a word of place once is a town wherever it stands alone in the dispatch.
    """
    words, before = tagged.words, BEFORE_TOWN[language]
    plain = {word for word in words if word.islower()}
    behind = {words[number] for number in tagged.large if number and words[number - 1].lower() in before}
    names = {name for name in behind if is_town(name, plain, abroad, gazetteer)}
    covered = {number for span in spans for number in range(span.first, span.last + 1)}
    for number in tagged.large if names else ():
        if words[number] in names and number not in covered and stands_alone(tagged, number, number):
            yield Span(*tagged.tokens[number], "LOC", number, number)


def named_countries(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> set[str | None]:
    """Return the countries that the places among the spans surely are or lie in."""
    places = {written(tagged, span) for span in spans if span.label == "LOC"}
    behind = {name for word in tagged.words if (name := without_article(word))}
    return {country for name in places | behind for country in countries_of(name, gazetteer)}


def without_article(word: str) -> str | None:
    """Return what stands behind an article that has lost its vowel: Arménie of l'Arménie; None for other words."""
    found = APOSTROPHE.search(word)
    return word[found.end() :] if found and word[found.end() : found.end() + 1].isupper() else None


def elided(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Return the places behind an article that is one word with them: l'Arménie, dell'Armenia, l'Afrique du Sud."""
    covered = {number for span in spans for number in range(span.first, span.last + 1)}
    found = []
    for number, word in enumerate(tagged.words):
        name = without_article(word)
        size = size_of(tagged, number, name, gazetteer) if name and number not in covered else 0
        if name and size:
            last, start = number + size - 1, tagged.tokens[number][1] - len(name)
            found.append(Span(start, tagged.tokens[last][1], "LOC", number, last))
    return found


def size_of(tagged: Tagged, number: int, name: str, gazetteer: Gazetteer) -> int:
    """Return of how many words the surest place is that begins with what stands behind an article; 0 where none is.

    A town's name is no part of a longer one: l'Ottawa School.
    """
    words = tagged.words
    for size in range(LONGEST_COUNTRY, 0, -1):
        if called(" ".join((name, *words[number + 1 : number + size])), gazetteer):
            return size
    is_part = number + 1 not in tagged.starts and words[number + 1 : number + 2] and words[number + 1][0].isupper()
    if gazetteer.standing(name) < COUNTRY and is_part:
        return 0
    return int(is_sure(name, frozenset(), set(), gazetteer))


def countries_of(name: str, gazetteer: Gazetteer) -> set[str | None]:
    """Return the country a name surely means or lies in, if any: Schweiz, Berlin."""
    country = called(name, gazetteer)
    if country:
        return {country.country}
    return {gazetteer.named(name)[0].country} if gazetteer.standing(name) >= CAPITAL else set()


def is_sure(name: str, plain: Collection[str], home: set[str | None], gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a country's, a capital's or a large town's; waters and regions in these countries.

    `plain` are the words that the text writes small, too: in French bar is no town of Montenegro.
    """
    if called(name, gazetteer) or gazetteer.standing(name) >= CAPITAL:
        return True
    if name.lower() in plain or gazetteer.standing(name) < (TOWN if " " in name or "-" in name else LARGE):
        return False
    return any(is_likely(place, home) and is_named_so(place, name) for place in gazetteer.named(name))


def is_town(name: str, plain: Collection[str], abroad: set[str | None], gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a small town's own one, in one of these countries, and no word and nobody's.

    Other names than its own count of capitals alone: Hamas was a name of Hamm.
    """
    if len(name) < SHORTEST or gazetteer.standing(name) < SMALL or name.lower() in plain:
        return False
    if fold(name) in NAMES_OF_PEOPLE:
        return False
    towns = (place for place in gazetteer.named(name) if place.kind in TOWNS and place.country in abroad)
    is_capital = gazetteer.standing(name) >= CAPITAL
    return any(place.name.casefold() == name.casefold() or (is_capital and is_named_so(place, name)) for place in towns)


def is_likely(place: Place, home: set[str | None]) -> bool:
    """Tell whether a place is a town, of the hand-made list, or in one of these countries."""
    return place.kind in TOWNS or is_by_hand(place) or place.country in home


def is_named_so(place: Place, name: str) -> bool:
    """Tell whether a place has a name letter by letter: Küche is not Kuche."""
    return name.casefold() in {other.casefold() for other in (place.name, *place.alternates)}


def in_full(tagged: Tagged, span: Span) -> Span | None:
    """Return a name from its given name on, if it has one that is known and goes on with large words or particles."""
    words = tagged.words[span.first : span.last + 1]
    given = next((at for at, word in enumerate(words[:-1]) if is_given(word)), None)
    if given is None or len(words) - given > LONGEST:
        return None
    if not all(word[0].isupper() or word in PARTICLES for word in words[given:]):
        return None
    return span._replace(start=tagged.tokens[span.first + given][0], first=span.first + given)


def is_given(word: str) -> bool:
    """Tell whether a word is a known given name; Von is none."""
    return word[0].isupper() and word.lower() not in PARTICLES and fold(word) in GIVEN_NAMES
