"""Versions of one story kept up to date: new texts are compared with those like them, and grouped with them anew.

First every new text is put beside the others, then each is compared with those that share numbers of its fingerprint.
So what is found does not hang on the order of the texts, and worker processes can compare.
"""

import functools
import itertools
import json
from collections.abc import Collection, Iterator

from dispatchsearch.corpus.duplicates import Text, are_versions, groups, known_by, text_of
from dispatchsearch.corpus.fingerprint import fingerprint
from dispatchsearch.corpus.neighbours import Neighbours
from dispatchsearch.corrections import Apart
from dispatchsearch.events import Step
from dispatchsearch.store import Store
from dispatchsearch.store.apart import spread
from dispatchsearch.store.assembly import visible
from dispatchsearch.store.versions import Printed, Told
from dispatchsearch.workers import NONE, Workers

BATCH = 256
"""Stories read, and texts compared, in one transaction."""
LEAST = 2  # numbers of a fingerprint, out of 16, that two texts must share to be compared
MOST = 24  # texts that one is compared with
KEPT = 1000  # texts that are kept while they are compared: one is compared with several
RUNS = itertools.count()


def conclude_versions(store: Store, apart: Apart = frozenset(), workers: Workers = NONE) -> Iterator[Step]:
    """Bring the versions of stories up to date, and yield how far it has come; `apart` are a person's own decisions."""
    total, done = store.versions.waiting(), 0
    for printed in spread(store, workers, printed_of, waiting(store), total):
        store.versions.put(printed)
        done += len(printed)
        yield Step("texts", done, total)
    parted = texts_apart(store, apart)
    texts, done = store.versions.to_group(), 0
    parts = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
    for links in spread(store, workers, functools.partial(alike_of, next(RUNS)), parts, len(texts)):
        store.versions.link(links)
        done += len(links)
        yield Step("versions", done, len(texts))
    with store.database.transaction():
        group(store, parted)


def waiting(store: Store) -> Iterator[list[int]]:
    """Yield the numbers of the stories to compare, in batches."""
    after = 0
    while batch := store.versions.to_compare(after, BATCH):
        after = batch[-1]
        yield batch


def printed_of(store: Store, numbers: Collection[int]) -> list[Printed]:
    """Return which text each story tells: what a worker is handed."""
    found = []
    for told in store.versions.told(numbers):
        number, evidence, hidden = told
        body, _, _ = visible(evidence.blocks, hidden)
        text, prints = known_by(evidence.headline, body), fingerprint(body)
        known = (*text, prints) if text and prints else (None, 0, ())
        found.append(Printed(number, *known))
    return found


def alike_of(run: int, store: Store, texts: Collection[int]) -> dict[int, list[int]]:
    """Return the texts that each is a version of: what a worker is handed."""
    found = {}
    for id_, others in neighbours(store, run).sharing(texts, LEAST, MOST).items():
        one = known_text(store, run, id_) if others else None
        found[id_] = [
            other for other in others if one and (two := known_text(store, run, other)) and are_versions(one, two)
        ]
    return found


@functools.lru_cache(maxsize=KEPT)
def known_text(store: Store, run: int, id_: int) -> Text | None:  # noqa: ARG001 (it may be another in the next run)
    """Return what is compared of a text, None where no story tells it any more."""
    told = store.versions.sample(id_)
    return shown(told) if told else None


@functools.lru_cache(maxsize=1)
def neighbours(store: Store, run: int) -> Neighbours:  # noqa: ARG001 (in each run they are read once)
    """Return the fingerprints of all texts of a store."""
    return Neighbours(*store.versions.prints())


def shown(told: Told) -> Text | None:
    """Return what is compared of a story: its text without the source's furniture."""
    _, evidence, hidden = told
    return text_of(evidence.headline, visible(evidence.blocks, hidden)[0])


def texts_apart(store: Store, apart: Apart) -> frozenset[frozenset[int]]:
    """Return the texts that a person keeps apart; those decided on since they were last grouped are grouped anew."""
    said = sorted(sorted(pair) for pair in apart)
    before = json.loads(store.meta().get("apart", "[]"))
    text_of_id = store.versions.texts_of({id_ for pair in (*said, *before) for id_ in pair})
    if said != before:
        changed = {id_ for pair in (*said, *before) if (pair in said) != (pair in before) for id_ in pair}
        with store.database.transaction():
            store.versions.group_anew(text_of_id[id_] for id_ in changed & text_of_id.keys())
            store.set_meta(apart=json.dumps(said))
    return frozenset(frozenset(text_of_id[id_] for id_ in pair if id_ in text_of_id) for pair in said)


def group(store: Store, apart: frozenset[frozenset[int]] = frozenset()) -> None:
    """Group the texts that have come, gone or been found alike, each with all that hang together with it.

    Most texts are like no other: each of them is a version of its own.
    """
    texts = store.versions.to_group()
    alone = store.versions.alone()
    store.versions.set_versions({text: text for text, version in alone.items() if version != text})
    grouped = set(alone)
    for text in texts:
        if text in grouped:
            continue
        family = store.versions.family(text)
        grouped.update(family.words)
        versions = {member: min(group) for group in groups(family.words, family.alike, apart) for member in group}
        changed = {member: version for member, version in versions.items() if family.versions[member] != version}
        store.versions.set_versions(changed)
    store.versions.grouped()
