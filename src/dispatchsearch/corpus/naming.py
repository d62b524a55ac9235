"""Authority records kept up to date: forms that share a blocking key are grouped anew when one of them is new."""

import base64
import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dispatchsearch.corpus.authority import merge_people, place_heading
from dispatchsearch.dispatch import Heading, MentionKind
from dispatchsearch.names import fold
from dispatchsearch.store import Form, Store

BATCH = 500
"""Blocking keys concluded in one transaction."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far one stage of the work has come."""

    stage: str
    done: int
    total: int


def conclude_names(store: Store, touched: Collection[tuple[MentionKind, str]]) -> Iterator[Step]:
    """Bring the records of the touched blocking keys up to date, and yield how far it has come."""
    keys = sorted(touched)
    for start in range(0, len(keys), BATCH):
        with store.database.transaction():
            for kind, blocking in keys[start : start + BATCH]:
                if kind == "person":
                    conclude_people(store, blocking)
                else:
                    conclude_place(store, blocking)
        yield Step("names", min(start + BATCH, len(keys)), len(keys))


def conclude_people(store: Store, blocking: str) -> None:
    """Group the forms under one key into persons. A person keeps the record that most dispatches know."""
    forms: dict[str, tuple[Form, int, str | None]] = {}
    for form, count, record in store.names.forms("person", blocking):
        forms[form.key] = (form, count, record)
    claimed: set[str] = set()
    groups = merge_people({key: max(count, 1) for key, (_, count, _) in forms.items()})
    for group in sorted(groups, key=lambda group: (-sum(forms[key][1] for key in group.forms), group.forms)):
        members = [forms[key] for key in group.forms]
        votes: Counter[str] = Counter()
        for _, count, record in members:
            if record and record not in claimed:
                votes[record] += count + 1
        best = min(members, key=lambda member: (-member[1], member[0].key))[0].key
        id_ = max(votes, key=lambda record: (votes[record], record)) if votes else person_id(best)
        claimed.add(id_)
        heading = Heading(id_, "person", best, (), reason=group.reason)
        store.names.put_heading(heading, [form for form, _, _ in members])


def conclude_place(store: Store, key: str) -> None:
    """Keep the record of a place; its heading is the form most dispatches write when it is first met."""
    members = store.names.forms("place", key)
    heading = place_heading(key, {form.surface: max(count, 1) for form, count, _ in members})
    store.names.put_heading(heading, [form for form, _, _ in members])


def person_id(form: str) -> str:
    """Return the id of a person first met in this form: p and 10 characters of base32 of its BLAKE2b hash."""
    digest = hashlib.blake2b(fold(form).encode("utf-8"), digest_size=7).digest()
    return "p" + base64.b32encode(digest).decode("ascii").lower()[:10]
