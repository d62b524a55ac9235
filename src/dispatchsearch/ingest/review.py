"""Second thoughts on what the tagger found: titles, ships, demonyms, and what the gazetteer knows better."""

from collections.abc import Sequence

from dispatchsearch.agencies import FORMS
from dispatchsearch.gazetteer import Gazetteer, Place
from dispatchsearch.ingest.consistency import cased
from dispatchsearch.ingest.features import GIVEN_NAMES, SURNAMES
from dispatchsearch.ingest.people import is_person, without_title
from dispatchsearch.ingest.tagger import Span, Tagged
from dispatchsearch.names import fold

TOWN = 2  # standing from which a name is a town's
AREA = 10  # standing from which a name is a place's also where an agency has it: Anatolia
SPEAKS = 12  # standing from which a name alone is no person: capitals and countries
WHERE = frozenset("in near outside around across throughout inside".split())
PARTS = frozenset(
    "city town village villages port province region district state republic capital suburb island county municipality"
    " community settlement enclave governor mayor people".split()
)
SHIPS = frozenset(
    "uss hms ss mv mt hmas frigate destroyer submarine ship tanker ferry vessel carrier yacht liner freighter".split()
)
LONGEST_CODE = 3  # letters
LEAST_TOWN = 1_000  # inhabitants
LARGE_TOWN = 50_000  # inhabitants
ENGLISH = frozenset(("US", "GB", "CA", "AU", "NZ", "IE", "ZA", "JM", None))
REPORTING = frozenset(
    "said says told added announced asked warned denied insisted claimed explained replied argued confirmed declared"
    " recalled noted has had is was would will did".split()
)
HOUSES_AND_EVENTS = frozenset(
    """school schools hospital court courts jail prison apartments theatre theater inn hotel church college institute
    museum stadium clinic library restaurant
    war wars treaty accord accords agreement agreements act cup open games award awards prize festival championship
    championships league conference summit day revolution flu virus""".split()
)
WEAPONS = frozenset(
    "missile missiles rocket rockets launcher launchers rifle rifles gun guns jet jets fighter helicopter".split()
)
FIRMS = frozenset("corp corporation co inc ltd plc spa ag sa nv group bank company industries holdings".split())
OF_SEVERAL = frozenset("co company sons brothers associates partners".split())
COUNTING = frozenset("one two three four five some many most several another other no all both".split())
NO_PLACES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday congress parliament senate christmas easter english internet i the".split()
)


def reviewed(tagged: Tagged, gazetteer: Gazetteer) -> list[Span]:
    """Return the tagger's spans cleaned."""
    return [placed(tagged, span, gazetteer) for found in tagged.spans if (span := trimmed(tagged, found))]


def trimmed(tagged: Tagged, span: Span) -> Span | None:
    """Leave titles before a person and numbers around any name out of it ("One Azeri"); None where nothing is left."""
    first, last = span.first, span.last
    while first <= last and (not tagged.words[first][0].isalpha() or tagged.words[first].lower() in COUNTING):
        first += 1
    while first <= last and not (tagged.words[last][0].isalpha() or tagged.words[last] == "."):
        last -= 1
    if first > last:
        return None
    if span.label == "PER":
        first += without_title(tagged.words[first : last + 1])
    return Span(tagged.tokens[first][0], tagged.tokens[last][1], span.label, first, last)


def placed(tagged: Tagged, span: Span, gazetteer: Gazetteer) -> Span:
    """Make a place of what the gazetteer knows behind a word of place: "in Oxford", "the villages of Foua"."""
    if span.label == "LOC" or not behind_place_word(tagged, span.first):
        return span
    name = " ".join(tagged.words[span.first : span.last + 1])
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
    """Return the people and places among the spans: no demonyms, ships, arms; "Washington said" is no person."""
    full = {cased(tagged.words[span.last]) for span in spans if span.label == "PER" and is_full(tagged, span)}
    home = countries_of(tagged, spans, gazetteer)
    return [seen for span in spans if (seen := seen_again(tagged, span, full, home, gazetteer))]


def countries_of(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> set[str | None]:
    """Return the countries that the places of a dispatch surely lie in."""
    names = {" ".join(tagged.words[span.first : span.last + 1]) for span in spans if span.label == "LOC"}
    found = [{place.country for place in gazetteer.named(name)} for name in names]
    return {country for countries in found if len(countries) == 1 for country in countries}


def is_full(tagged: Tagged, span: Span) -> bool:
    """Tell whether a person is named by more than a surname, or with a title."""
    before = tagged.words[span.first - 1 : span.first]
    return span.first < span.last or without_title([*before, tagged.words[span.first]]) > 0


def seen_again(tagged: Tagged, span: Span, full: set[str], home: set[str | None], gazetteer: Gazetteer) -> Span | None:
    """Turn away what is no name of a person or place."""
    words = tagged.words[span.first : span.last + 1]
    name = " ".join(words)
    before = tagged.words[span.first - 1].lower() if span.first else ""
    behind = tagged.words[span.last + 1].lower() if span.last + 1 < len(tagged.words) else ""
    if words[0].lower() in ("a", "an") and gazetteer.is_demonym(" ".join(words[1:])):
        return None  # "An Azeri said"
    if span.label == "ORG" or gazetteer.is_demonym(name) or behind in WEAPONS:
        return None
    if before in SHIPS or words[0].lower() in SHIPS or is_agency(span, name, gazetteer):
        return None
    if (span.label == "LOC" or words[-1].endswith("s")) and gazetteer.is_demonym(words[-1]):
        return None
    if span.label == "LOC":
        if is_code(tagged, span):
            return None
        odd = len(words) > 1 and words[-1].lower() in HOUSES_AND_EVENTS
        return None if odd and not gazetteer.standing(name) else span
    if not is_person(name) or words[-1].lower() in FIRMS or is_firm(tagged.words[span.last + 1 : span.last + 3]):
        return None
    if len(words) == 1 and cased(name) not in full and is_surely_place(tagged, span, name, home, gazetteer):
        return Span(span.start, span.end, "LOC", span.first, span.last)
    return span


def is_agency(span: Span, name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a news agency's: Turan is a town, too, but of a dispatch it is where the news is from."""
    if name.lower() not in FORMS:
        return False
    if span.label == "LOC":
        return gazetteer.standing(name) < AREA
    return fold(name) not in GIVEN_NAMES | SURNAMES


def is_firm(behind: Sequence[str]) -> bool:
    """Tell whether the words behind a name make it a firm's: "Alan Torval and Co"."""
    return len(behind) == 2 and behind[0].lower() in ("and", "&") and behind[1].lower().rstrip(".") in OF_SEVERAL


def is_code(tagged: Tagged, span: Span) -> bool:
    """Tell whether a name is the end of a word with a full stop in it, as of a share's code: PA in <TORV.PA>."""
    word, before = tagged.words[span.first], slice(max(0, span.first - 1), span.first)
    if not word.isupper() or len(word) > LONGEST_CODE or tagged.words[before] != ["."]:
        return False
    return tagged.tokens[before][0][1] == span.start


def is_surely_place(tagged: Tagged, span: Span, name: str, home: set[str | None], gazetteer: Gazetteer) -> bool:
    """Tell whether a name alone is a place's though the tagger took it for a person.

    So it is for capitals and countries; and for names that only the places of one country have, a country that does not
    speak English: where the place is well known and nobody is called so ("Stepanakert said"), or where the dispatch is
    about that country and nobody of that name speaks.
    """
    if gazetteer.standing(name) >= SPEAKS:
        return True
    places = gazetteer.named(name) if gazetteer.standing(name) else ()
    countries = {place.country for place in places}
    if len(countries) != 1 or countries <= ENGLISH or not any(sure(place) for place in places):
        return False
    if fold(name) not in GIVEN_NAMES | SURNAMES and any(well_known(place) for place in places):
        return True
    after = tagged.words[span.last + 1 : span.last + 2]
    return countries <= home and not (after and after[0].lower() in REPORTING)


def well_known(place: Place) -> bool:
    """Tell whether a place is of the hand-made list or a large town."""
    return place.id.startswith("place:") or place.population >= LARGE_TOWN


def sure(place: Place) -> bool:
    """Tell whether a place is of the hand-made list or more than a village."""
    return place.id.startswith("place:") or place.population >= LEAST_TOWN
