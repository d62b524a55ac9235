"""Authority records kept up to date: forms that share a blocking key are grouped anew when one of them comes or goes.

Which forms are one depends on what the archive holds now, not on what it held before. A record keeps its address, and
its heading as long as a dispatch prints it.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from typing import TypeVar

from dispatchsearch.corpus.authority import are_strangers, gazetteer, in_doubt, merge_people, place_heading
from dispatchsearch.corpus.decided import Decided, is_unknown
from dispatchsearch.corrections import Decision
from dispatchsearch.dispatch import Heading, MentionKind
from dispatchsearch.events import Step
from dispatchsearch.gazetteer import Place
from dispatchsearch.names import fold
from dispatchsearch.store import Form, Store

BATCH = 500
"""Blocking keys concluded in one transaction."""

Said = TypeVar("Said")
Member = tuple[Form, int, str | None]
"""A form, the number of its dispatches, the record it belonged to."""


def conclude_names(store: Store, touched: Collection[tuple[MentionKind, str]], decided: Decided) -> Iterator[Step]:
    """Bring the records of the blocking keys that wait or are touched up to date, and yield how far it has come.

    A form that no dispatch mentions any more is no ground for anything: it goes first.
    """
    together = {(kind, decided.together(kind, blocking)) for kind, blocking in store.names.waiting() | set(touched)}
    groups = sorted((kind, sorted(blockings)) for kind, blockings in together)
    for start in range(0, len(groups), BATCH):
        with store.database.transaction():
            for kind, blockings in groups[start : start + BATCH]:
                for blocking in blockings:
                    store.names.forget(kind, blocking)
                members = [member for blocking in blockings for member in store.names.forms(kind, blocking)]
                if kind == "person":
                    conclude_people(store, members, decided)
                else:
                    conclude_places(store, members, decided)
                store.names.grouped(kind, blockings)
        yield Step("names", min(start + BATCH, len(groups)), len(groups))


def conclude_people(store: Store, members: Sequence[Member], decided: Decided) -> None:
    """Group forms into persons.

    A person keeps the record that most dispatches know, but a record goes with the form it was first made for: what is
    joined and parted again is as before.
    """
    forms = {form.key: (form, count, record) for form, count, record in members}
    said = decided.people
    first = {person_id(form): form for form in forms}
    claimed: set[str] = set()
    after: dict[Form, str] = {}
    groups = merge_people(
        {form: max(count, 1) for form, (_, count, _) in forms.items()},
        same=said.same(),
        not_same=said.apart(),
        strangers=strangers(store, [form for form, _, _ in forms.values()]),
    )
    for group in sorted(groups, key=lambda group: (-sum(forms[form][1] for form in group.forms), group.forms)):
        ours = [forms[form] for form in group.forms]
        if said.hidden & set(group.forms):
            store.names.hide([form for form, _, _ in ours])
            continue
        best = min(ours, key=lambda member: (-member[1], member[0].key))[0].key
        id_ = kept_id(ours, {record for record in first if first[record] not in group.forms} | claimed)
        id_ = id_ or former_id(store, ours, claimed) or new_id(best, claimed)
        claimed.add(id_)
        if store.names.chosen(id_) not in group.forms:
            store.names.unname(id_)
        heading = Heading(id_, "person", best, (), reason=group.reason)
        store.names.put_heading(heading, [form for form, _, _ in ours], own=last_said(said.headings, group.forms))
        after |= dict.fromkeys((form for form, _, _ in ours), id_)
    lead_on(store, members, after)


def strangers(store: Store, forms: Sequence[Form]) -> list[tuple[str, str]]:
    """Return the pairs of forms that only what stands around them could show to be one person, and does not."""
    doubted = [pair for pair in combinations(forms, 2) if in_doubt(pair[0].key, pair[1].key)]
    wanted = {fold(form.key) for pair in doubted for form in pair}
    beside: dict[str, set[tuple[str, str]]] = {}
    for form in forms:
        if fold(form.key) in wanted:
            beside.setdefault(fold(form.key), set()).update(store.names.beside(form))
    return [
        (one.key, other.key) for one, other in doubted if are_strangers(beside[fold(one.key)], beside[fold(other.key)])
    ]


def doubted_anew(store: Store, forms: Collection[Form]) -> set[tuple[MentionKind, str]]:
    """Return the blocking keys under which other names around these forms may join or part them."""
    return {
        (form.kind, form.blocking)
        for form in forms
        if not store.names.waits(form.kind, form.blocking)
        and any(in_doubt(form.key, other.key) for other, _, _ in store.names.forms("person", form.blocking))
    }


def former_id(store: Store, members: Sequence[Member], claimed: Collection[str]) -> str | None:
    """Return the id of a record that was once made for one of these forms and has gone since."""
    if not any(record for _, _, record in members):
        return None
    ids = [person_id(form.key) for form, _, _ in members]
    known = store.names.labels(ids)
    return next((id_ for id_ in ids if id_ in known and id_ not in claimed), None)


def kept_id(members: Sequence[Member], others: Collection[str]) -> str | None:
    """Return the record that most dispatches know the forms by; None where they have only those of others."""
    votes: Counter[str] = Counter()
    for _, count, record in members:
        if record and record not in others:
            votes[record] += count + 1
    return max(votes, key=lambda record: (votes[record], record)) if votes else None


def new_id(form: str, claimed: Collection[str]) -> str:
    """Return an id for a person first met in this form, another one where the first is taken."""
    id_ = person_id(form)
    while id_ in claimed:
        id_ = person_id(f"{form} {id_}")
    return id_


def conclude_places(store: Store, members: Sequence[Member], decided: Decided) -> None:
    """Keep the records of places; a heading is the form most dispatches write when the place is first met."""
    said = decided.places
    groups: dict[str, list[Member]] = {}
    after: dict[Form, str] = {}
    for member in members:
        groups.setdefault(said.root(said.own_key(member[0].key, member[0].surface)), []).append(member)
    for key, ours in groups.items():
        forms = [form for form, _, _ in ours]
        keys = {key, *(said.own_key(form.key, form.surface) for form in forms)}
        if said.hidden & keys:
            store.names.hide(forms)
            continue
        counts: Counter[str] = Counter()
        for form, count, _ in ours:
            counts[form.surface] += max(count, 1)
        placed = last_said(said.located, keys)
        heading = place_heading(key, counts, place=located(placed, key) if placed else None)
        if len(keys) > 1:
            heading = replace(heading, reason="; ".join(filter(None, ("joined by you", heading.reason))))
        if fold(store.names.chosen(key) or "") not in map(fold, (*counts, heading.heading)):
            store.names.unname(key)
        store.names.put_heading(heading, forms, own=last_said(said.headings, keys))
        store.names.put_outer(outer(heading.within))
        after |= dict.fromkeys(forms, key)
    lead_on(store, members, after)


def last_said(said: dict[str, Said], names: Collection[str]) -> Said | None:
    """Return what was said last of any of some names, None where nothing was."""
    return next((said[name] for name in reversed(said) if name in names), None)


@lru_cache(maxsize=1_024)
def outer(ids: tuple[str, ...]) -> tuple[Heading, ...]:
    """Return the records of places that others lie in, called as the gazetteer calls them."""
    places = filter(None, map(gazetteer().place, ids))
    return tuple(place_heading(place.id, {}) for place in places)


def located(decision: Decision, key: str) -> Place:
    """Return a place as a person has put it on the map; what is not said stays as the gazetteer has it."""
    assert decision.latitude is not None
    assert decision.longitude is not None
    known = None if is_unknown(key) else gazetteer().place(key)
    country = gazetteer().country(decision.country) if decision.country else None
    within = (country.id,) if country and not (known and country.id in known.within) else known.within if known else ()
    code = decision.country or (known.country if known else None)
    if known:
        return known._replace(latitude=decision.latitude, longitude=decision.longitude, country=code, within=within)
    name = key.removeprefix("name:").partition("@")[0]
    return Place(key, name, "town", code, decision.latitude, decision.longitude, within=within)


def lead_on(store: Store, members: Sequence[Member], after: Mapping[Form, str]) -> None:
    """Have the id of a record that has lost all its forms lead to the one that has most of them now."""
    standing = set(after.values())
    moved: dict[str, Counter[str]] = {}
    for form, count, record in members:
        if record and form in after and record not in standing:
            moved.setdefault(record, Counter())[after[form]] += count + 1
    back = standing - {record for _, _, record in members if record}
    store.names.lead_on({old: min(new, key=lambda id_: (-new[id_], id_)) for old, new in moved.items()}, back)


def person_id(form: str) -> str:
    """Return the id of a person first met in this form: p and 10 characters of base32 of its BLAKE2b hash."""
    digest = hashlib.blake2b(fold(form).encode("utf-8"), digest_size=7).digest()
    return "p" + base64.b32encode(digest).decode("ascii").lower()[:10]
