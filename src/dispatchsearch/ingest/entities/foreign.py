"""People and places in dispatches in Cyrillic letters, in Turkish or in Azerbaijani, which the tagger cannot read.

Precision goes first: a person needs a given name that is known or a surname of a known kind, a place an entry in the
gazetteer. Names are brought back to the form a dictionary has, so that they are found beside those of other languages.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from dispatchsearch.gazetteer import LARGER_THAN_TOWNS, Gazetteer
from dispatchsearch.ingest.entities import countries
from dispatchsearch.ingest.entities.features import GIVEN_NAMES
from dispatchsearch.ingest.entities.mistaken import is_agency
from dispatchsearch.ingest.entities.placenames import TOWNS, is_by_hand
from dispatchsearch.ingest.entities.tagger import Span, Tagged
from dispatchsearch.names import fold

LETTER = re.compile(r"[^\W\d_]")
CYRILLIC = re.compile(r"[а-яёіїєґўјљњћђџқғҳҷөүұһңәА-ЯЁІЇЄҐЎЈЉЊЋЂЏҚҒҲҶӨҮҰҺҢӘ]")
TURKIC = re.compile(r"[ğışəĞİŞƏ]")
TURKIC_SHARE = 0.02  # of all letters; an English text that names Turks has far fewer

TITLES = frozenset(
    """президент премьер министр генерал полковник подполковник майор капитан лейтенант адмирал маршал депутат спикер
    лидер посол глава губернатор комендант секретарь директор председатель командующий журналист писатель академик
    заместитель вице-премьер пресс-секретарь представитель начальник руководитель мэр король принц шейх аятолла судья
    адвокат доктор профессор господин госпожа сын дочь брат сестра жена вдова отец мать товарищ сторонники сторонник
    войска бойцы отряды визит встреча указ приезд отставка убийство смерть речь слова правительство партия команда
    cumhurbaşkanı başkan başbakan bakan albay general yarbay binbaşı yüzbaşı teğmen milletvekili vali lider
    sözcüsü büyükelçi müdür komutan prezident baş nazir polkovnik kapitan leytenant deputat sədr spiker səfir
    komandan""".split()
)
POSSESSED = re.compile(r"s?[ıiuü]$")  # what Turkish and Azerbaijani add to a title: Azərbaycan Prezidenti
SURNAME = re.compile(
    r"(?:[оеё]в|[иы]н)(?:а|у|ым|е|ой)?$|(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую)$|ян(?:а|у|ом|е)?$|(?:дзе|швили|енко)$"
    r"|(?:ич|ук|юк|бей|заде|оглы)(?:а|у|ем|ом|е)?$|(?:[oe]v|[oe]va|[oe]ğlu|oglu|bey|bəy|zad[eə]|yan)$",
    re.IGNORECASE,
)
PLACE_ENDINGS = {  # of a case in Russian -> of the dictionary
    "ого": ("ый", "ий", "ой"), "ому": ("ый", "ий", "ой"), "ом": ("", "о", "ый", "ой"), "ым": ("ый",),
    "ем": ("ь", "е", "й"), "ых": ("ые",), "ов": ("ы",),
    "ой": ("а", "ая"), "ей": ("а", "я", "ь"), "ою": ("а",), "ии": ("ия",), "ию": ("ия",), "ая": ("ая",), "ах": ("ы",),
    "е": ("", "а", "я"), "у": ("", "а"), "ы": ("а", ""), "и": ("ь", "а", "я", ""), "а": ("", "о"), "ю": ("я", "ь"),
    "я": ("ь", "й"),
}  # fmt: skip
OBLIQUE = (  # of a man's surname and of his given name -> of the dictionary
    (re.compile(r"(?<=[оеё]в|[иы]н|ян|ич|ук)(?:а|у|ым|ом|ем|е)$"), ""),
    (re.compile(r"(?<=[сц]к)(?:ого|ому|им|ом)$"), "ий"),
)
GIVEN = ((re.compile(r"(?:я|ю|ем)$"), "й"), (re.compile(r"(?<=[бвгджзклмнпрстфхцчш])(?:а|у|ом|е)$"), ""))
PATRONYMIC = re.compile(r"(?:ович|евич|ьич|[оеё]вн)(?:а|у|ем|ом|е|ой|ы)?$|(?:ovich|evich|ovna|evna)$", re.IGNORECASE)
WITHIN = re.compile(r"(?<=.{3})(?:[dt][aəe]n?)$")  # in, from: what Turkish and Azerbaijani set behind a place
TURKIC_CASE = re.compile(r"(?<=.{3})(?:n?[ıiuü]n|n?[ıiuü]|y?[aəe])$")  # of, to, and what is done to
ADDED = re.compile(r"['’]|(?<=[^\W\d_a-zəıöüçşğ]{2})-(?=[a-zəıöüçşğ])")
BODIES = re.compile(
    r"(?:milli|sovet|mecli|məcli|meclis|parti|respubli|cumhuriyet|ordu|cəbhə|cephe|hökum)", re.IGNORECASE
)
LEAST = 2  # standing in the gazetteer: a town
LEAST_BENT = 4  # letters of a word whose ending is changed
BEFORE_PLACE = frozenset("в во из на под у к от до близ около через над за по между города городе город".split())


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text and the form a dictionary would have of it."""

    span: Span
    form: str


def is_foreign(text: str) -> bool:
    """Tell whether a text is in Cyrillic letters, in Turkish or in Azerbaijani."""
    if text.isascii():
        return False
    cyrillic, turkic = len(CYRILLIC.findall(text)), len(TURKIC.findall(text))
    letters = len(LETTER.findall(text)) if cyrillic or turkic else 0
    return cyrillic * 2 > letters or turkic > TURKIC_SHARE * letters


def foreign_names(text: str, tagged: Tagged, gazetteer: Gazetteer) -> list[Named]:
    """Return the people and places of a text, in order."""
    runs = list(runs_of(text, tagged))
    people = [one for run in runs if (one := person(tagged, run, gazetteer))]
    taken = {number for one in people for number in range(one.span.first, one.span.last + 1)}
    surnames = {stem(one.form.split()[-1]): one.form for one in people}
    found = list(people)
    for run in runs:
        free = [number for number in run if number not in taken]
        found += list(places(tagged, free, gazetteer, surnames))
    found += opening(tagged, runs, found)
    return sorted(united(found), key=lambda one: one.span.start)


def runs_of(text: str, tagged: Tagged) -> Iterator[list[int]]:
    """Yield the numbers of words with capitals that stand side by side."""
    run: list[int] = []
    for number, word in enumerate(tagged.words):
        joined = run and text[tagged.tokens[number - 1][1] : tagged.tokens[number][0]] == " "
        if run and (not joined or number in tagged.starts or not word[0].isupper()):
            yield run
            run = []
        if word[0].isupper():
            run.append(number)
    if run:
        yield run


def opening(tagged: Tagged, runs: Sequence[Sequence[int]], found: Sequence[Named]) -> list[Named]:
    """Return the places at the beginning of sentences that are named elsewhere in the text."""
    known = {one.form for one in found if one.span.label == "LOC"}
    taken = {number for one in found for number in range(one.span.first, one.span.last + 1)}
    return [
        Named(Span(*tagged.tokens[run[0]], "LOC", run[0], run[0]), bare(tagged.words[run[0]]))
        for run in runs
        if run[0] not in taken and tagged.words[run[0]] in known
    ]


def person(tagged: Tagged, run: Sequence[int], gazetteer: Gazetteer) -> Named | None:
    """Return the person a run of words names: titles, a sentence's first word and a place before it left out."""
    numbers = list(run)
    while numbers and (is_title(tagged.words[numbers[0]]) or is_acronym(tagged, numbers)):
        numbers = numbers[1:]
    words = [bare(tagged.words[number]) for number in numbers]
    if ends := [at for at, word in enumerate(words) if at and SURNAME.search(word) and not PATRONYMIC.search(word)]:
        last = next(at for at in ends if at + 1 not in ends) + 1
        numbers, words = numbers[:last], words[:last]
    elif len(words) > 2 and place(tagged, numbers[-1:], gazetteer):
        numbers, words = numbers[:-1], words[:-1]
    while len(words) > 2 and (is_title(words[0]) or not is_given(words[0])):
        if not (is_title(words[0]) or opens_sentence(tagged, numbers[0]) or place(tagged, numbers[:1], gazetteer)):
            break
        numbers, words = numbers[1:], words[1:]
    if not 2 <= len(words) <= 4 or min(map(len, words)) < 2 or BODIES.match(words[-1]):
        return None
    if not SURNAME.search(words[-1]) and not is_given(words[0]):
        return None
    start, end = tagged.tokens[numbers[0]][0], tagged.tokens[numbers[-1]][0] + len(words[-1])
    return Named(Span(start, end, "PER", numbers[0], numbers[-1]), nominative(words))


def places(tagged: Tagged, numbers: Sequence[int], gazetteer: Gazetteer, surnames: dict[str, str]) -> Iterator[Named]:
    """Yield the places among words with capitals, two words before one, and surnames of people named in full."""
    at = 0
    while at < len(numbers):
        for size in (2, 1):
            part = numbers[at : at + size]
            if len(part) < size or part[-1] - part[0] != size - 1:
                continue
            named = place(tagged, part, gazetteer) or (surname(tagged, part[0], surnames) if size == 1 else None)
            if named:
                if not is_agency(named.span, named.form, gazetteer):
                    yield named
                at += size - 1
                break
        at += 1


def place(tagged: Tagged, numbers: Sequence[int], gazetteer: Gazetteer) -> Named | None:
    """Return the place that words name, their endings brought back; a sentence's first word alone is none."""
    words = [bare(tagged.words[number]) for number in numbers]
    first = numbers[0]
    within = len(words) == 1 and WITHIN.search(words[0]) is not None and not gazetteer.standing(words[0])
    placed = within or (first > 0 and tagged.words[first - 1].lower() in BEFORE_PLACE)
    opens = len(words) == 1 and opens_sentence(tagged, first) and words[0] == tagged.words[first]
    sure = within or (len(words[0]) >= countries.SURE and countries.english(words[0], gazetteer) is not None)
    if opens and not sure:
        return None
    start, end = tagged.tokens[first][0], tagged.tokens[numbers[-1]][0] + len(words[-1])
    ways = list(product(*map(dictionary_forms, words)))
    if country := next(filter(None, (countries.english(" ".join(bent), gazetteer) for bent in ways)), None):
        return Named(Span(start, end, "LOC", first, numbers[-1]), country)
    if BODIES.match(words[0]):
        return None
    is_somebody = len(words) == 1 and not placed and any(is_given(bent[0]) for bent in ways)  # Марией
    for bent in ways:
        known = gazetteer.standing(name := " ".join(bent)) or gazetteer.standing(name := fold(name).replace("yy", "y"))
        unchanged = list(bent) == words
        if is_somebody and known < LARGER_THAN_TOWNS:
            continue
        if known and known < LEAST:
            known = LEAST if any(map(is_by_hand, gazetteer.named(name))) else 0
        if known >= LEAST and (unchanged or placed or len(words) > 1 or known > LEAST):
            return Named(Span(start, end, "LOC", first, numbers[-1]), of_town(name, gazetteer))
    return None


def of_town(name: str, gazetteer: Gazetteer) -> str:
    """Return the name that tells a town from the region around it of the same name: for Bakı it is Baku."""
    places = gazetteer.named(name)
    regions = {place.id for place in places if place.kind == "region"}
    return next((place.name for place in places if place.kind in TOWNS and regions.intersection(place.within)), name)


def surname(tagged: Tagged, number: int, surnames: dict[str, str]) -> Named | None:
    """Return the person, named in full elsewhere, whose surname stands here alone."""
    word = bare(tagged.words[number])
    full = surnames.get(stem(word))
    if not full:
        return None
    start = tagged.tokens[number][0]
    return Named(Span(start, start + len(word), "PER", number, number), full)


def dictionary_forms(word: str) -> list[str]:
    """List a word as written, and what it may be in a dictionary if it is in a case of Russian or Azerbaijani."""
    found = [word]
    if not CYRILLIC.search(word):
        found += [case.sub("", word) for case in (WITHIN, TURKIC_CASE) if case.search(word)]
    if CYRILLIC.search(word) and len(word) > LEAST_BENT:
        for ending, others in PLACE_ENDINGS.items():
            if word.endswith(ending):
                found += [word.removesuffix(ending) + other for other in others]
    return list(dict.fromkeys(form for form in found if not form.endswith("ьь")))


def nominative(words: Sequence[str]) -> str:
    """Bring a person's name back from its case; a woman's stays as written, as nothing tells her name's case."""
    last = next((rule.sub(end, words[-1]) for rule, end in OBLIQUE if rule.search(words[-1])), None)
    if last is None:
        return " ".join(words)
    given = next((rule.sub(end, words[0]) for rule, end in GIVEN if rule.search(words[0])), None)
    woman = words[-1].endswith(("а", "е", "у")) and (given is None or is_given(words[0]) or not is_given(given))
    if given is None or woman:
        return " ".join(words)
    middle = (next((rule.sub(end, word) for rule, end in OBLIQUE if rule.search(word)), word) for word in words[1:-1])
    return " ".join((given, *middle, last))


def bare(word: str) -> str:
    """Leave off what Turkish adds to a name behind an apostrophe, and Azerbaijani to one in capitals behind a dash."""
    return ADDED.split(word, maxsplit=1)[0] or word


def opens_sentence(tagged: Tagged, number: int) -> bool:
    """Tell whether a word would have a capital anyway: at a sentence's head, or behind a dash or a quote's sign."""
    before = tagged.words[number - 1] if number else "."
    return number in tagged.starts or not (before[0].isalnum() or before in ",;()")


def is_acronym(tagged: Tagged, numbers: Sequence[int]) -> bool:
    """Tell whether the first of several words is in capitals and not all are: США."""
    capitals = [bare(tagged.words[number]).isupper() for number in numbers]
    return capitals[0] and not all(capitals) and len(tagged.words[numbers[0]]) > 1


def is_title(word: str) -> bool:
    """Tell whether a word is a title, also that of a country's or a body's: Prezidenti."""
    low = fold_case(word)
    return low in TITLES or POSSESSED.sub("", low) in TITLES


def is_given(word: str) -> bool:
    """Tell whether a word is a given name we know, however transliterated."""
    folded = fold(word)
    ways = (folded, folded.replace("iy", "y"), folded.replace("ey", "ei"), folded.replace("iy", "i"))
    return any(way in GIVEN_NAMES for way in ways)


def stem(word: str) -> str:
    """Return a word without the vowels and cases at its end."""
    return re.sub(r"(?:ым|ом|ем|ой|[аеиоуыьюя])$", "", word)


def united(found: Sequence[Named]) -> list[Named]:
    """Give a person in a case the form another mention in the dispatch has without."""
    forms = {tuple(map(stem, one.form.split())): one.form for one in reversed(found) if one.span.label == "PER"}
    shortest = {
        key: min((one.form for one in found if tuple(map(stem, one.form.split())) == key), key=len) for key in forms
    }
    return [
        Named(one.span, shortest[tuple(map(stem, one.form.split()))]) if one.span.label == "PER" else one
        for one in found
    ]


def fold_case(word: str) -> str:
    """Write a word small; a dotted capital I is an i."""
    return word.replace("İ", "i").lower()
