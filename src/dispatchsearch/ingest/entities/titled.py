"""People whom the tagger overlooked or cut: by a title before their names, a nickname within, a number behind."""

from collections.abc import Iterator, Sequence

from dispatchsearch.gazetteer import LARGER_THAN_TOWNS, Gazetteer
from dispatchsearch.ingest.entities.beside import by_word
from dispatchsearch.ingest.entities.features import GIVEN_NAMES, SAYING
from dispatchsearch.ingest.entities.mistaken import NO_SURNAMES
from dispatchsearch.ingest.entities.people import NUMBERS, RANKS, is_called
from dispatchsearch.ingest.entities.tagger import OPENERS, Span, Tagged
from dispatchsearch.names import fold

SURE_TITLES = frozenset(
    """Mr Mrs Ms Miss Dr Sir Lord Madame Herr Frau Sgt Sergeant Cpl Corporal Pte Capt Captain Lt Lieutenant Col
    Colonel Brig Brigadier Adm Admiral Marshal Gen Sen Senator Rep Gov Rev Reverend Rabbi Sheikh Ayatollah Monsignor PC
    WPC Constable Inspector Superintendent Trooper Jockey Trainer""".split()
)
"""Titles that stand before a person's name and hardly ever in another one; without their stops."""
BEFORE_PEOPLE = SURE_TITLES | {f"{title}." for title in SURE_TITLES}
CONTESTS = frozenset("Universe World Teen Earth".split())
QUOTES = {'"': '"', "“": "”", "'": "'", "‘": "’"}
LONGEST = 4  # words of a name behind a title


def titled(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Return the spans with the people that titles and nicknames tell, and those called as people are."""
    spans = nicknamed(tagged, spans)
    covered = by_word(spans)
    found: list[Span] = []
    parts: set[Span] = set()
    for name in (*behind_titles(tagged, gazetteer), *called(tagged, covered, gazetteer)):
        inside = {covered[number] for number in range(name.first, name.last + 1) if number in covered}
        if any(span.label == "PER" or span.last > name.last for span in inside):
            continue
        found.append(name)
        parts |= inside
        covered |= dict.fromkeys(range(name.first, name.last + 1), name)
    return sorted([*(span for span in spans if span not in parts), *found])


def behind_titles(tagged: Tagged, gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield the names behind titles: "Miss Anna Torval", "Brigadier Torval"; no contest (Miss World), no street."""
    words = tagged.words
    for number in [number for number in tagged.large if words[number] in BEFORE_PEOPLE]:
        last = end_of_name(tagged, number + 1)
        if last == number or words[last].lower() in NO_SURNAMES:
            continue
        first = words[number + 1]
        if first in OPENERS or first.lower().rstrip(".") in RANKS:
            continue
        if words[number] == "Miss" and (first in CONTESTS or gazetteer.standing(first) >= LARGER_THAN_TOWNS):
            continue
        yield person(tagged, number + 1, last)


def called(tagged: Tagged, covered: dict[int, Span], gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield the names that no span covers and that begin as people's do, where what is behind is said of people.

    It is an age, or that they say something: Anna Torval, 70, of Agdam.
    """
    words = tagged.words
    for number in tagged.large:
        if number in covered or words[number] in OPENERS or fold(words[number]) not in GIVEN_NAMES:
            continue
        last = end_of_name(tagged, number)
        behind = words[last + 1 : last + 4]
        if last == number or not (is_age(behind) or not SAYING.isdisjoint(behind[:1])):
            continue
        if words[last].lower() not in NO_SURNAMES and not gazetteer.standing(" ".join(words[number : last + 1])):
            yield person(tagged, number, last)


def is_age(behind: Sequence[str]) -> bool:
    """Tell whether an age stands behind a name: ", 70,"."""
    return len(behind) == 3 and behind[0] == behind[2] == "," and behind[1].isdigit() and len(behind[1]) == 2


def end_of_name(tagged: Tagged, first: int) -> int:
    """Return the last of the words with capitals, initials among them, that stand side by side from a word on."""
    words, end = tagged.words, first
    most = min(first + LONGEST, len(words))
    while end < most and words[end][0].isupper() and (end == first or end not in tagged.starts):
        end += 1
    return end - 1


def person(tagged: Tagged, first: int, last: int) -> Span:
    """Return the words as a person."""
    return Span(tagged.tokens[first][0], tagged.tokens[last][1], "PER", first, last)


def numbered(tagged: Tagged, spans: Sequence[Span]) -> list[Span]:
    """Return the spans with the numbers of people's names in them: John Paul II."""
    words = tagged.words
    return [
        person(tagged, span.first, span.last + 1)
        if span.label == "PER" and not NUMBERS.isdisjoint(words[span.last + 1 : span.last + 2])
        else span
        for span in spans
    ]


def nicknamed(tagged: Tagged, spans: Sequence[Span]) -> list[Span]:
    """Make one person of the names on either side of a nickname in quotation marks: Harold "Hap" Torval."""
    words = tagged.words
    opening = [number + 1 for number in tagged.large[:-1] if words[number + 1] in QUOTES]
    covered = by_word(spans) if opening else {}
    found: list[Span] = []
    parts: set[Span] = set()
    for number in opening:
        quoted = words[number + 1 : number + 4]
        if len(quoted) < 3 or quoted[1] != QUOTES[words[number]] or (found and number <= found[-1].last):
            continue
        if not (quoted[0][0].isupper() and quoted[2][0].isupper()):
            continue
        beside = {covered[at] for at in range(number - 1, number + 4) if at in covered}
        if any(span.label == "PER" for span in beside) and is_called([words[number - 1]]):
            first, last = min(span.first for span in beside), max(span.last for span in beside)
            found.append(person(tagged, min(first, number - 1), max(last, number + 3)))
            parts |= beside
    return sorted([*(span for span in spans if span not in parts), *found])
