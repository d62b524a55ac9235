"""Mentions of the whole archive into authority records: who is one person, what a place is called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from dispatchsearch.dispatch import Heading
from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.names import fold, may_be_same, parts


@dataclass(frozen=True, slots=True)
class Group:
    """Written forms of one person, the heading among them, and why they are one."""

    heading: str
    forms: tuple[str, ...]  # most frequent first
    reason: str


@cache
def gazetteer() -> Gazetteer:
    """Open the gazetteer once for each process."""
    return Gazetteer()


def merge_people(
    forms: Mapping[str, int],
    same: Iterable[tuple[str, str]] = (),
    not_same: Iterable[tuple[str, str]] = (),
    headings: Mapping[str, str] | None = None,
) -> tuple[Group, ...]:
    """Group the written forms under one blocking key into people.

    `forms` are full forms with the number of dispatches; `same`, `not_same` and `headings` (form -> heading) are a
    user's own decisions and win. A form joins a group only if it may be the same as every form in it, so a chain of
    weak links never joins two people; a surname alone joins nobody. The result does not depend on the order of forms.
    """
    apart = {frozenset(pair) for pair in not_same}
    together = {frozenset(pair) for pair in same}
    groups: list[list[str]] = []
    for form in sorted(forms, key=lambda form: (-len(parts(form)), -forms[form], form)):
        fitting = [
            group
            for group in groups
            if not any(frozenset((form, other)) in apart for other in group)
            and (
                any(frozenset((form, other)) in together for other in group)
                or all(one_person(form, other) for other in group)
            )
        ]
        if len(fitting) == 1 or any(frozenset((form, other)) in together for group in fitting for other in group):
            fitting[0].append(form)
        else:
            groups.append([form])
    return tuple(sorted((group_of(group, forms, headings or {}) for group in groups), key=lambda group: group.heading))


def one_person(one: str, other: str) -> bool:
    """Tell whether two full forms name one person; a single word is only ever itself."""
    ours, theirs = parts(one), parts(other)
    if min(len(ours), len(theirs)) < 2:
        return ours == theirs
    return may_be_same(one, other)


def group_of(group: list[str], forms: Mapping[str, int], headings: Mapping[str, str]) -> Group:
    """Choose the heading: a user's own, else the most frequent form."""
    ordered = sorted(group, key=lambda form: (-forms[form], -len(form), form))
    heading = next((headings[form] for form in ordered if form in headings), ordered[0])
    reason = "one written form" if len(ordered) == 1 else "all parts of the names agree: " + ", ".join(ordered)
    return Group(heading, tuple(ordered), reason)


def place_heading(key: str, forms: Mapping[str, int]) -> Heading:
    """Return the record of a place: the form most dispatches print, with what the gazetteer knows of it.

    `key` is the gazetteer's id, or "name:..." for a place it does not know; `forms` are written forms with the number
    of dispatches.
    """
    place = gazetteer().place(key)
    ordered = tuple(sorted(forms.items(), key=lambda item: (-item[1], item[0])))
    heading = best_form([form for form, _ in ordered]) or (place.name if place else key.removeprefix("name:"))
    if not place:
        return Heading(key, "place", heading, ordered, "not in the gazetteer")
    reason = f"names of {place.name} in the gazetteer" if len(ordered) > 1 else ""
    return Heading(
        key, "place", heading, ordered, reason, place.latitude, place.longitude, place.country, place.within
    )  # fmt: skip


def best_form(forms: list[str]) -> str | None:
    """Return the most frequent form that is no part of a fuller one ("Karabakh") and not all capitals."""
    words = {form: set(fold(form).split()) for form in forms}
    whole = [form for form in forms if not any(words[form] < words[other] for other in forms)]
    cased = [form for form in whole if not (form.isupper() and len(form) > 4)]
    if cased:
        return cased[0]
    return whole[0].title() if whole else None


def person_id(heading: str) -> str:
    """Return a stable id for a person first known by this form."""
    return f"person:{blake2b(fold(heading).encode(), digest_size=8).hexdigest()}"
