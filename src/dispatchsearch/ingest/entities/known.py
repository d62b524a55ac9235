"""What the gazetteer knows better than the tagger: places it overlooked, and those it took for people."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from dispatchsearch.gazetteer import CAPITAL, LARGER_THAN_TOWNS, Gazetteer, Place
from dispatchsearch.ingest.entities.beside import by_word, written
from dispatchsearch.ingest.entities.consistency import stands_alone
from dispatchsearch.ingest.entities.countries import called
from dispatchsearch.ingest.entities.features import NAMES_OF_PEOPLE, SAYING
from dispatchsearch.ingest.entities.placenames import COUNTIES, is_by_hand
from dispatchsearch.ingest.entities.tagger import Span, Tagged
from dispatchsearch.names import fold

LEAST_TOWN = 1_000  # inhabitants
LARGE_TOWN = 50_000  # inhabitants
LEAST_OVERLOOKED = 4  # letters of a place that is found by its name alone
ENGLISH = frozenset(("US", "GB", "CA", "AU", "NZ", "IE", "ZA", "JM", None))
LINKS = frozenset(("of", "and"))
BEFORE_LINK = 3  # words before it in the name of a place
NO_PLACES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday time congress parliament senate christmas easter english internet i the".split()
)
SPEAKING = SAYING | frozenset("has had is was would will did".split())


def countries_of(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> set[str | None]:
    """Return the countries that the places of a dispatch surely lie in."""
    names = {written(tagged, span) for span in spans if span.label == "LOC"}
    return {country for name in names for country in home_of(name, gazetteer)}


@lru_cache(maxsize=16_384)
def home_of(name: str, gazetteer: Gazetteer) -> tuple[str | None, ...]:
    """Return the country that a place of this name surely lies in, if there is one."""
    countries = [place.country for place in gazetteer.named(name)]
    is_sure = countries and (len(set(countries)) == 1 or gazetteer.standing(name) >= LARGER_THAN_TOWNS)
    return (countries[0],) if is_sure else ()


def overlooked(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Return the places the tagger took for nothing or for an organisation: single words of one country's gazetteer.

    The place is of the hand-made list, or the dispatch names its country or another place there. The countries that
    speak English are left out, whose towns are called like everything else.
    """
    names = [span for span in spans if span.label != "ORG" or span.first < span.last]
    covered = {number for span in names for number in range(span.first, span.last + 1)}
    home = countries_of(tagged, spans, gazetteer) - ENGLISH
    found = []
    for number in tagged.large:
        word = tagged.words[number]
        if number in covered or number in tagged.starts or len(word) < LEAST_OVERLOOKED:
            continue
        if is_known(word, home, gazetteer) and stands_alone(tagged, number, number):
            found.append(Span(*tagged.tokens[number], "LOC", number, number))
    return found + counties(tagged, covered, gazetteer)


def counties(tagged: Tagged, covered: Collection[int], gazetteer: Gazetteer) -> list[Span]:
    """Return the counties that the tagger overlooked: "a Torval County jury"."""
    words = tagged.words
    found = []
    for number in [number for number in tagged.large if number and words[number] in COUNTIES]:
        name = " ".join(words[number - 1 : number + 1])
        is_free = number not in covered and number - 1 not in covered
        if is_free and words[number - 1][0].isupper() and gazetteer.standing(name):
            found.append(Span(tagged.tokens[number - 1][0], tagged.tokens[number][1], "LOC", number - 1, number))
    return found


def whole(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Return the spans with names of countries, seas and regions in one that the tagger parted: the Gulf of Torval.

    Such a name has a small word within; no span that goes beyond it is touched.
    """
    words = tagged.words
    covered = by_word(spans)
    found: list[Span] = []
    parts: set[Span] = set()
    for number in [number + 1 for number in tagged.large[:-1] if words[number + 1] in LINKS]:
        free = found[-1].last + 1 if found else 0
        first = number - 1
        while first > max(free, number - BEFORE_LINK) and words[first - 1][0].isupper():
            first -= 1
        behind = number + 1 + (words[number + 1] == "the")
        for begin in range(max(first, free), number):
            last = next((at for at in (behind + 1, behind) if is_large(words, begin, at, gazetteer)), 0)
            inside = {covered[at] for at in range(begin, last + 1) if at in covered} if last else set()
            if last and is_one(words, begin) and all(begin <= span.first and span.last <= last for span in inside):
                found.append(Span(tagged.tokens[begin][0], tagged.tokens[last][1], "LOC", begin, last))
                parts |= inside
                break
    return sorted([*(span for span in spans if span not in parts), *found])


def is_one(words: Sequence[str], first: int) -> bool:
    """Tell whether "and" in a name joins it: between Serbia and Montenegro are two."""
    return first == 0 or words[first - 1] not in ("between", "both")


def is_large(words: Sequence[str], first: int, last: int, gazetteer: Gazetteer) -> bool:
    """Tell whether words are the name of a country, a sea, a region."""
    if last >= len(words) or not words[last][0].isupper():
        return False
    return gazetteer.standing(" ".join(words[first : last + 1])) >= LARGER_THAN_TOWNS


def is_known(word: str, home: set[str | None], gazetteer: Gazetteer) -> bool:
    """Tell whether a word is a place's name and nothing else: a country's, of the hand-made list, in one of these."""
    if called(word, gazetteer):
        return True
    if not gazetteer.standing(word) or word.isupper() or word.lower() in NO_PLACES:
        return False
    if fold(word) in NAMES_OF_PEOPLE or gazetteer.is_demonym(word):
        return False
    places, countries = in_one_country(word, gazetteer)
    by_hand = any(is_by_hand(place) or place.former for place in places)
    return by_hand or (countries <= home and any(place.population >= LEAST_TOWN for place in places))


def is_surely_place(tagged: Tagged, span: Span, name: str, home: set[str | None], gazetteer: Gazetteer) -> bool:
    """Tell whether a name alone is a place's though the tagger took it for a person.

    So it is for capitals and countries; and for names that only the places of one country have, a country that does not
    speak English: where the place is well known and nobody is called so ("Stepanakert said"), or where the dispatch is
    about that country and nobody of that name speaks.
    """
    if gazetteer.standing(name) >= CAPITAL or called(name, gazetteer):
        return True
    places, countries = in_one_country(name, gazetteer)
    if not any(sure(place) for place in places):
        return False
    is_nobodys = fold(name) not in NAMES_OF_PEOPLE
    if is_nobodys and any(well_known(place) for place in places):
        return True
    after = {word.lower() for word in tagged.words[span.last + 1 : span.last + 2]}
    return countries <= home and after.isdisjoint(SAYING if is_nobodys else SPEAKING)


def in_one_country(name: str, gazetteer: Gazetteer) -> tuple[Sequence[Place], set[str | None]]:
    """Return the places of a name and their country, none where they lie in several or in one that speaks English."""
    places = gazetteer.named(name) if gazetteer.standing(name) else ()
    countries = {place.country for place in places}
    return (places, countries) if len(countries) == 1 and not countries <= ENGLISH else ((), set())


def well_known(place: Place) -> bool:
    """Tell whether a place is of the hand-made list or a large town."""
    return is_by_hand(place) or place.population >= LARGE_TOWN


def sure(place: Place) -> bool:
    """Tell whether a place is of the hand-made list or more than a village."""
    return is_by_hand(place) or place.population >= LEAST_TOWN
