"""What the tagger may take for a person or a place and is neither, by its own words and those right beside it."""

import re
from collections.abc import Sequence

from dispatchsearch.agencies import FORMS
from dispatchsearch.almanac import months_called
from dispatchsearch.gazetteer import CAPITAL, LARGER_THAN_TOWNS, Gazetteer, Place
from dispatchsearch.ingest.entities.beside import written
from dispatchsearch.ingest.entities.features import GIVEN_NAMES, NAMES_OF_PEOPLE, SURNAMES
from dispatchsearch.ingest.entities.firms import has_share
from dispatchsearch.ingest.entities.people import is_called, is_person
from dispatchsearch.ingest.entities.tagger import Span, Tagged
from dispatchsearch.names import PARTICLES, fold

SHIPS = frozenset(
    "uss hms ss mv mt hmas frigate destroyer submarine ship tanker ferry vessel carrier yacht liner freighter".split()
)
WEAPONS = frozenset(
    "missile missiles rocket rockets launcher launchers rifle rifles gun guns jet jets fighter helicopter".split()
)
HOUSES_AND_EVENTS = frozenset(
    """school schools hospital court courts jail prison apartments theatre theater inn hotel church college institute
    museum stadium clinic library restaurant
    war wars treaty accord accords agreement agreements act cup open games award awards prize festival championship
    championships league conference summit day revolution flu virus""".split()
)
UNITS = frozenset("fleet army navy division brigade battalion regiment squadron corps".split())
NO_PLACES = HOUSES_AND_EVENTS | UNITS
CALLED_AFTER_PLACES = frozenset(
    "hospital clinic school university academy hotel college institute brigade battalion regiment".split()
)
BODIES = UNITS | frozenset(
    """corp corporation co inc ltd plc spa ag sa nv group bank company industries holdings foundation fund university
    academy ministry committee council front bureau""".split()
)
OF_SEVERAL = frozenset("co company sons brothers associates partners".split())
BUILT_OR_NATURAL = frozenset(
    """street avenue prospekt boulevard square bridge tower towers market bazaar palace mosque cathedral monastery
    fortress castle station airport airfield harbor harbour canal dam lane road highway springs valley mountain
    mountains hills river lake island islands bay peninsula desert province region district county pass gorge""".split()
)
"""What ends the name of a place; where a given name stands before it, it is a surname: John Tower, Barbara Castle."""
HALLS = frozenset("center centre house hall mansion gardens arena".split())
NO_SURNAMES = BUILT_OR_NATURAL | HOUSES_AND_EVENTS | HALLS | BODIES
PICTURES = frozenset("photo photos photograph photographs picture pictures image images foto fotos".split())
ARTICLES = frozenset("der die das".split())
OFFICES = frozenset(
    """chamber chambers department departments ministry ministries secretary secretaries undersecretary minister
    ministers""".split()
)
"""What is of a field, not of a town."""
LARGE_TOWN = 50_000  # inhabitants
LONGEST_BODY = 4  # letters of a body's name that a town may have, too
LONGEST_CODE = 3  # letters
MEMBER = re.compile(r"[DRI]-[A-Z][A-Za-z]{1,4}")
MEMBER_OF = re.compile(r"[DRI]-[NSEW]")


def is_neither(tagged: Tagged, span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a people's, an agency's, a ship's or that of arms."""
    words, name = tagged.words[span.first : span.last + 1], written(tagged, span)
    before = tagged.words[span.first - 1].lower() if span.first else ""
    behind = tagged.words[span.last + 1].lower() if span.last + 1 < len(tagged.words) else ""
    if behind in WEAPONS or before in SHIPS or words[0].lower() in SHIPS:
        return True
    if gazetteer.is_demonym(name) or is_agency(span, name, gazetteer):
        return True
    if words[0].lower() in ("a", "an"):
        return gazetteer.is_demonym(" ".join(words[1:]))  # "An Azeri said"
    return (span.label == "LOC" or words[-1].endswith("s")) and gazetteer.is_demonym(words[-1])


def is_agency(span: Span, name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a news agency's: Turan is a town, too, but of a dispatch it is where the news is from."""
    if name.lower() not in FORMS:
        return False
    if span.label == "LOC":
        return gazetteer.standing(name) < LARGER_THAN_TOWNS
    return fold(name) not in NAMES_OF_PEOPLE


def is_no_place(tagged: Tagged, span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether what was taken for a place is a house, an event, a fleet, a firm, or a body's letters."""
    words = tagged.words[span.first : span.last + 1]
    odd = len(words) > 1 and words[-1].lower() in NO_PLACES
    if is_code(tagged, span) or (odd and not gazetteer.standing(" ".join(words))) or has_share(tagged, span):
        return True
    if is_called_after(tagged, span, gazetteer):
        return True
    return len(words) == 1 and (is_other_body(tagged, span, gazetteer) or is_word(tagged, span, gazetteer))


def is_called_after(tagged: Tagged, span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is an institution's: Al Quds Hospital, or the al-Quds hospital in Gaza.

    Written small it may be one of the place, unless it is said to be elsewhere.
    """
    kind, *behind = tagged.words[span.last + 1 : span.last + 4] or [""]
    if kind.lower() not in CALLED_AFTER_PLACES:
        return False
    if kind[0].isupper():
        return True
    if len(behind) < 2 or behind[0] != "in" or not behind[1][0].isupper():
        return False
    around = {place.id for place in gazetteer.named(behind[1])}
    return bool(around) and all(around.isdisjoint(place.within) for place in gazetteer.named(written(tagged, span)))


def is_other_body(tagged: Tagged, span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether a few capitals are a body's and no place's: FAO is not Fao.

    A country, a capital and a state's code are written so, and so is all in a text that is printed in capitals; so is
    a dateline, and the name of a headline that the text has in small letters.
    """
    word = tagged.words[span.first]
    if not (word.isupper() and word.isalpha() and 1 < len(word) <= LONGEST_BODY) or word.title() in tagged.words:
        return False
    behind = tagged.words[span.last + 1 : span.last + 3]
    if (behind[:1] == [","] and not behind[-1].islower()) or is_in_capitals(tagged):
        return False
    places = gazetteer.named(word)
    forms = [form for place in places for form in (place.name, *place.alternates)]
    as_printed = any(word == (form.upper() if form.endswith(".") else form).replace(".", "") for form in forms)
    known = any(is_known_so(place, word) for place in places)
    return bool(places) and not (as_printed or known or gazetteer.named(f"US-{word}"))


def is_known_so(place: Place, name: str) -> bool:
    """Tell whether a name is the own one of a country, a region, a capital or a large town."""
    is_large = place.kind in ("country", "region", "capital") or place.population >= LARGE_TOWN
    return is_large and fold(place.name) == fold(name)


def is_in_capitals(tagged: Tagged) -> bool:
    """Tell whether hardly a word of a text is in small letters."""
    words = [word for word in tagged.words if word.isalpha()]
    return 2 * sum(word.isupper() for word in words) > len(words)


def is_word(tagged: Tagged, span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a common word: a town called like what a chamber or ministry is of: of Commerce."""
    word, before = (
        tagged.words[span.first],
        [word.lower() for word in tagged.words[max(0, span.first - 2) : span.first]],
    )
    return before[1:] == ["of"] and before[0] in OFFICES and gazetteer.standing(word) < LARGER_THAN_TOWNS


def is_no_person(tagged: Tagged, span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether what was taken for a person is a firm, a club, a month or who took a picture."""
    words, last = tagged.words[span.first : span.last + 1], tagged.words[span.last]
    if is_month(tagged, span) or is_firm(tagged.words[span.last + 1 : span.last + 3]):
        return True
    if is_credited(tagged, span) or not any(map(is_written_large, words)):
        return True
    if not is_person(" ".join(words)) or last.lower() in BODIES:
        return True
    if len(words) == 1 or is_called(words):
        return False
    is_club = len(words) == 2 and gazetteer.standing(last) >= CAPITAL and fold(last) not in SURNAMES
    return is_club or words[0].lower() in ARTICLES


def is_written_large(word: str) -> bool:
    """Tell whether a word begins as names do: Torval, al-Torval; not stock, mid-March."""
    return word[0].isupper() or word.partition("-")[0] in PARTICLES


def ends_as_place(words: Sequence[str]) -> bool:
    """Tell whether several words end as the name of a place and do not begin as a person's: Maiden Tower."""
    return len(words) > 1 and words[-1].lower() in BUILT_OR_NATURAL and not is_called(words)


def is_full_name(words: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Tell whether words no gazetteer has as a place begin with a given name: Nelson Mandela."""
    if len(words) == 1 or fold(words[0]) not in GIVEN_NAMES or gazetteer.standing(" ".join(words)):
        return False
    if words[-1].lower() in NO_SURNAMES:
        return False
    return all(word[0].isupper() and word.isalpha() for word in words)


def ends_as_person(words: Sequence[str]) -> bool:
    """Tell whether the second of two words is a known surname."""
    return len(words) == 2 and fold(words[1]) in SURNAMES


def is_firm(behind: Sequence[str]) -> bool:
    """Tell whether the words behind a name make it a firm's: "Alan Torval and Co"."""
    return len(behind) == 2 and behind[0].lower() in ("and", "&") and behind[1].lower().rstrip(".") in OF_SEVERAL


def is_credited(tagged: Tagged, span: Span) -> bool:
    """Tell whether a name is that of who took a picture: "Photo by X", "AP Photo/X"."""
    before = [word.lower() for word in tagged.words[max(0, span.first - 2) : span.first]]
    return len(before) == 2 and before[0] in PICTURES and before[1] in ("by", ":", "/")


def is_month(tagged: Tagged, span: Span) -> bool:
    """Tell whether a word is the month of a day's number before it: "16. Mai"."""
    before = "".join(tagged.words[max(0, span.first - 2) : span.first]).removesuffix(".")
    return span.first == span.last and before[-1:].isdigit() and bool(months_called(tagged.words[span.first]))


def is_code(tagged: Tagged, span: Span) -> bool:
    """Tell whether a name is part of a code: PA in a share's <TORV.PA>, or a member's party and state (D-Ga.)."""
    words, first = tagged.words, span.first
    if MEMBER.fullmatch(words[first]) or (first > 1 and MEMBER_OF.fullmatch(words[first - 2])):
        return True
    if first == 0 or words[first - 1] != "." or not words[first].isupper() or len(words[first]) > LONGEST_CODE:
        return False
    return tagged.tokens[first - 1][1] == span.start
