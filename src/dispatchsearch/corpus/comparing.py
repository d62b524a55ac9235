"""Versions of one story kept up to date: new texts are compared with those like them, and grouped with them anew."""

from collections.abc import Iterator

from dispatchsearch.corpus.duplicates import Text, are_versions, groups, text_of
from dispatchsearch.corpus.naming import Step
from dispatchsearch.store import Store
from dispatchsearch.store.stories import visible
from dispatchsearch.store.versions import Told

BATCH = 256
"""Stories compared in one transaction."""
LEAST = 2  # numbers of a fingerprint, out of 16, that two texts must share to be compared
MOST = 24  # texts that one is compared with


def conclude_versions(store: Store) -> Iterator[Step]:
    """Bring the versions of stories up to date, and yield how far it has come."""
    total, done = store.versions.waiting(), 0
    while batch := store.versions.to_compare(BATCH):
        with store.database.transaction():
            compare(store, batch)
            store.versions.compared(number for number, _, _ in batch)
        done += len(batch)
        yield Step("versions", done, total)
    with store.database.transaction():
        group(store)


def compare(store: Store, batch: list[Told]) -> None:
    """Find the texts that the new ones among a batch are versions of."""
    fresh: dict[int, tuple[Text, tuple[int, ...]]] = {}
    for told in batch:
        number, evidence, _ = told
        text = shown(told)
        if text is None or not evidence.signature:
            store.versions.forget(number)
        elif store.versions.put_text(number, text.id, len(text.words), evidence.signature):
            fresh[text.id] = text, evidence.signature
    known: dict[int, Text | None] = {id_: text for id_, (text, _) in fresh.items()}
    for id_, (text, prints) in fresh.items():
        alike = []
        for other in store.versions.sharing(id_, prints, LEAST, MOST):
            if other not in known:
                told_by = store.versions.sample(other)
                known[other] = shown(told_by) if told_by else None
            found = known[other]
            if found and are_versions(text, found):
                alike.append(other)
        if alike:
            store.versions.link(id_, alike)


def shown(told: Told) -> Text | None:
    """Return what is compared of a story: its text without the source's furniture."""
    _, evidence, conclusion = told
    return text_of(evidence.headline, visible(evidence.blocks, conclusion.hidden)[0])


def group(store: Store) -> None:
    """Group the texts that have come, gone or been found alike, each with all that hang together with it."""
    grouped: set[int] = set()
    for text in store.versions.to_group():
        if text in grouped:
            continue
        family = store.versions.family(text)
        grouped |= family.words.keys()
        versions = {member: min(group) for group in groups(family.words, family.alike) for member in group}
        changed = {member: version for member, version in versions.items() if family.versions[member] != version}
        store.versions.set_versions(changed)
    store.versions.grouped()
