"""What the tagger, which reads English, may be believed of in a text in another language in Latin letters.

To it a German noun is a name for its capital. So precision goes first, as in other scripts: a person needs a given
name that is known and a surname, or the surname of somebody named so; a place must be one that all the world knows, or
lie in a country that the text names.
"""

from collections.abc import Sequence

from dispatchsearch.gazetteer import CAPITAL, Gazetteer, Place
from dispatchsearch.ingest.entities.beside import PARTICLES, written
from dispatchsearch.ingest.entities.consistency import cased
from dispatchsearch.ingest.entities.countries import called
from dispatchsearch.ingest.entities.features import GIVEN_NAMES
from dispatchsearch.ingest.entities.placenames import TOWNS, is_by_hand
from dispatchsearch.ingest.entities.tagger import Span, Tagged
from dispatchsearch.names import fold

LARGE = 6  # standing of a town of 100,000 inhabitants
TOWN = 2  # standing from which a name is a town's, for one of several words
LONGEST = 5  # words of a person's name


def believed(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Return the people and places among the spans that their own words make sure."""
    places = {written(tagged, span) for span in spans if span.label == "LOC"}
    home = {country for name in places for country in countries_of(name, gazetteer)}
    plain = {word for word in tagged.words if word.islower()}
    full = {span: named for span in spans if span.label == "PER" and (named := in_full(tagged, span))}
    surnames = {cased(tagged.words[span.last]) for span in full}
    found = []
    for span in spans:
        name = written(tagged, span)
        if span.label == "LOC" and is_sure(name, plain, home, gazetteer):
            found.append(span)
        elif span.label == "PER" and (span in full or cased(name) in surnames):
            found.append(full.get(span, span))
    return found


def countries_of(name: str, gazetteer: Gazetteer) -> set[str | None]:
    """Return the country a name surely means or lies in, if any: Schweiz, Berlin."""
    country = called(name, gazetteer)
    if country:
        return {country.country}
    return {gazetteer.named(name)[0].country} if gazetteer.standing(name) >= CAPITAL else set()


def is_sure(name: str, plain: set[str], home: set[str | None], gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a country's, a capital's or a large town's; waters and regions in these countries.

    `plain` are the words that the text writes small, too: in French bar is no town of Montenegro.
    """
    if called(name, gazetteer) or gazetteer.standing(name) >= CAPITAL:
        return True
    if name.lower() in plain or gazetteer.standing(name) < (TOWN if " " in name or "-" in name else LARGE):
        return False
    return any(is_likely(place, home) and is_named_so(place, name) for place in gazetteer.named(name))


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
