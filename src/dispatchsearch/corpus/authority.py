"""Mentions of the whole archive into authority records: who is one person, what a place is called."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dispatchsearch.dispatch import Heading
from dispatchsearch.gazetteer import Gazetteer, Place
from dispatchsearch.names import fold, surnames
from dispatchsearch.variants import are_same, parts

COMMON = frozenset(
    """alan albert andrew anthony arthur barbara bill brian carl charles christopher daniel david dennis donald douglas
    edward eric frank fred gary george gerald gregory harold harry henry howard jack james jeffrey jerry jim joe john
    jose joseph juan keith kenneth kevin larry lawrence louis mark martin mary mike michael patrick paul peter philip
    ralph raymond richard robert roger ronald roy samuel scott stephen steven susan terry thomas tim timothy tom walter
    wayne william""".split()
)
"""Given names that so many bear that a middle name may tell two people apart."""
ROMANCE = frozenset("de di da do dos du".split())
"""Particles that a newspaper seldom leaves out, as it does with von and with an Arabic article."""
MANY = 3  # people of one surname: from here on a middle name tells people of common given names apart
SHORT = 4  # letters: up to here capitals may be how a name is written, as in USA
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Written forms of one person, the heading among them unless a user chose another, and why they are one."""

    heading: str
    forms: tuple[str, ...]  # most frequent first
    reason: str


@cache
def gazetteer() -> Gazetteer:
    """Open the gazetteer once for each process."""
    return Gazetteer()


def merge_people(
    forms: Mapping[str, int],
    *,
    same: Iterable[Pair] = (),
    not_same: Iterable[Pair] = (),
    strangers: Iterable[Pair] = (),
    headings: Mapping[str, str] | None = None,
) -> tuple[Group, ...]:
    """Group written forms into people.

    `forms` are the full forms under one blocking key, or under the keys a user brought together, with the number of
    dispatches of each. `same`, `not_same` and `headings` (form -> heading) are a user's own decisions and win.
    `strangers` are pairs `in_doubt` whose dispatches have too little in common; they are not joined.

    A form joins a group only if `are_same` holds between it and every form there, so a chain of weak links never
    joins two people; a form that would fit two groups ("A. Aliyev" beside Anar and Ali Aliyev) joins neither, unless
    but for accents and capitals it is a form of one; and a surname alone joins nobody. Where many bear a surname,
    people of common given names are not joined over a name that one form lacks. The grouping depends on the forms and
    on what is said of them alone, not on order or number.
    """
    not_same = tuple(not_same)
    apart = {frozenset(pair) for pair in not_same}
    bonds = [frozenset(pair) for pair in same if frozenset(pair) not in apart]
    kept_apart = apart | {frozenset(pair) for pair in strangers}
    bearers = bearers_of(forms)
    groups: list[set[str]] = []
    for form in sorted(forms, key=lambda form: (-len(parts(form)), -len(form), form)):
        fitting = [group for group in groups if all(agree(form, other, kept_apart, bearers) for other in group)]
        fitting = [group for group in fitting if fold(form) in map(fold, group)] or fitting
        if len(fitting) == 1:
            fitting[0].add(form)
        else:
            groups.append({form})
    groups = taken_out(bound(groups, bonds), not_same)
    chosen = headings or {}
    return tuple(
        sorted((made(group, forms, chosen, bonds) for group in groups), key=lambda group: (group.heading, group.forms))
    )


def agree(one: str, other: str, apart: set[frozenset[str]], bearers: Mapping[str, int]) -> bool:
    """Tell whether two forms are one person's, as far as nobody said otherwise."""
    return frozenset((one, other)) not in apart and are_same(one, other) and not are_common(one, other, bearers)


def bearers_of(forms: Iterable[str]) -> Counter[str]:
    """Count the given names that stand before each surname."""
    names = {(words[-1], words[0]) for words in map(parts, forms) if len(words) > 1 and len(words[0]) > 1}
    return Counter(surname for surname, _ in names)


def are_common(one: str, other: str, bearers: Mapping[str, int]) -> bool:
    """Tell whether two forms, one of which says a name or an initial more, are too common to be one person's."""
    ours, theirs = parts(one), parts(other)
    if ours[0] not in COMMON or theirs[0] not in COMMON or list(map(len, ours)) == list(map(len, theirs)):
        return False
    return max(bearers.get(ours[-1], 0), bearers.get(theirs[-1], 0)) >= MANY


def is_usual(form: str) -> bool:
    """Tell whether a form is a common given name and a surname of the lists: two people may well be called so."""
    words = parts(form)
    return len(words) > 1 and words[0] in COMMON and words[-1] in surnames()


def in_doubt(one: str, other: str) -> bool:
    """Tell whether two forms agree, but so that they may be two people's all the same.

    Either both are of usual names and one lacks a name or an initial, or one alone has a Romance particle: Manuel
    Oliveira, Manoel de Oliveira.
    """
    lacks_a_name = len(parts(one)) != len(parts(other)) and is_usual(one) and is_usual(other)
    return (lacks_a_name or has_particle(one) != has_particle(other)) and are_same(one, other)


def has_particle(form: str) -> bool:
    """Tell whether a name has a particle that belongs to the surname."""
    return not ROMANCE.isdisjoint(fold(form).split())


def are_strangers(one: Collection[tuple[str, str]], other: Collection[tuple[str, str]]) -> bool:
    """Tell whether the (kind, key) of all names beside two forms share neither a person nor two places."""
    shared = [kind for kind, _ in set(one) & set(other)]
    return "person" not in shared and len(shared) < 2


def bound(groups: list[set[str]], bonds: Iterable[frozenset[str]]) -> list[set[str]]:
    """Join the groups a user's decisions bring together."""
    for bond in bonds:
        touched = [group for group in groups if group & bond]
        if len(touched) > 1:
            groups = [group for group in groups if not group & bond] + [set().union(*touched)]
    return groups


def taken_out(groups: list[set[str]], not_same: Iterable[Pair]) -> list[set[str]]:
    """Make a group of its own of each form that a user's other decisions have brought back where it is not to be."""
    for stays, goes in not_same:
        for group in groups:
            if {stays, goes} <= group:
                group.remove(goes)
                groups = [*groups, {goes}]
    return groups


def made(
    group: set[str], forms: Mapping[str, int], headings: Mapping[str, str], bonds: Iterable[frozenset[str]]
) -> Group:
    """Choose the heading of a group: a user's own, else the most frequent form, of two as frequent the fuller."""
    ordered = sorted(group, key=lambda form: (-forms[form], -len(form), form))
    heading = next((headings[form] for form in ordered if form in headings), ordered[0])
    by_hand = any(bond <= group for bond in bonds)
    return Group(heading, tuple(ordered), "; ".join(reasons(ordered, by_hand=by_hand)))


def reasons(group: Iterable[str], *, by_hand: bool) -> list[str]:
    """Say of each form but the fullest how it differs from the nearest of the fuller ones, however often it is met."""
    said = ["joined by you"] if by_hand else []
    fullest, *others = sorted(group, key=lambda form: (-len(parts(form)), -len(form), form))
    fuller = [fullest]
    for form in others:
        said.append(f"{form}: {DIFFERENCES[min(difference(form, other) for other in fuller)]}")
        fuller.append(form)
    return said


DIFFERENCES = ("written otherwise", "another spelling", "an initial for a name", "a name more or less")


def difference(one: str, other: str) -> int:
    """Return the number of the kind of difference of two forms of one person, the least first."""
    ours, theirs = parts(one), parts(other)
    if ours == theirs:
        return 0
    if any(len(word) == 1 for word in ours) != any(len(word) == 1 for word in theirs):
        return 2
    return 1 if len(ours) == len(theirs) else 3


def place_heading(
    key: str, forms: Mapping[str, int], heading: str | None = None, place: Place | None = None
) -> Heading:
    """Return the record of a place: called as most dispatches call it, with what the gazetteer knows of it.

    `key` is the gazetteer's id, or "name:..." for a place it does not know; `forms` are the written forms with the
    number of dispatches of each; of those as frequent the gazetteer's own goes first. A user's own `heading` wins;
    `place` stands in for the gazetteer's (a user's own coordinates, or the country of a dateline that names an unknown
    place).
    """
    place = place or gazetteer().place(key)
    name, _, outer = key.removeprefix("name:").partition("@")
    known = place.name if place else name
    ordered = tuple(sorted(forms.items(), key=lambda item: (-item[1], item[0] != known, item[0])))
    called = heading or usual([form for form, _ in ordered], place) or known
    if not place:
        lies = gazetteer().place(outer) if outer else None
        if lies is None:
            return Heading(key, "place", called, ordered, "not in the gazetteer: known by this name alone")
        reason = f"not in the gazetteer: by a dateline or by its own name it lies in {lies.name}"
        within = (lies.id, *lies.within)
        return Heading(key, "place", called, ordered, reason, country=lies.country, within=within)
    reason = f"names of {place.name} in the gazetteer" if len({fold(form) for form in forms}) > 1 else ""
    return Heading(key, "place", called, ordered, reason, place.latitude, place.longitude, place.country, place.within)


def usual(forms: list[str], place: Place | None) -> str | None:
    """Return the first form that is no part of a fuller one ("Karabakh" of "Nagorno-Karabakh"), in small letters."""
    words = {form: set(fold(form).split()) for form in forms}
    whole = [form for form in forms if not any(words[form] < words[other] for other in forms)]
    if not whole:
        return None
    first = next((form for form in whole if not form.isupper()), whole[0])
    if len(whole[0]) <= SHORT and fold(whole[0]) != fold(first):
        first = whole[0]
    known = [place.name, *place.alternates] if place else []
    as_known = next((name for name in known if fold(name) == fold(first) and not name.isupper()), first.title())
    return as_known if first.isupper() and (len(first) > SHORT or as_known in known) else first
