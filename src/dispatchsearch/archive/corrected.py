"""A person's corrections brought to the archive: which stories they change, and which match nothing any more."""

import json
from collections.abc import Mapping
from pathlib import Path

from dispatchsearch.corrections import DATES_FILE, Corrections, DateCorrection, read_corrections
from dispatchsearch.store import Store


def current(store: Store, authority: Path) -> Corrections:
    """Read the corrections; those of ids that have moved follow. Raises CorrectionError with file and line."""
    found = read_corrections(authority)
    return Corrections(found.rules, {store.stories.successor(id_): said for id_, said in found.dates.items()})


def mark_corrected(store: Store, corrections: Corrections) -> None:
    """Have all stories concluded again whose corrections are other than those last applied."""
    meta = store.meta()
    patterns = repr([rule for rule in corrections.rules if rule.pattern])
    if patterns != meta.get("patterns", "[]"):
        store.stories.conclude_again()
    orders = {rule.name: corrections.order(rule.name) for rule in corrections.rules}
    dates = {id_: words(said) for id_, said in corrections.dates.items()}
    before = json.loads(meta.get("corrections", "[{}, {}]"))
    store.stories.conclude_again(differing(dates, before[0]), differing(orders, before[1]))
    store.set_meta(patterns=patterns, corrections=json.dumps([dates, orders]))


def unmatched(store: Store, corrections: Corrections) -> list[str]:
    """Return, for each correction that no longer matches anything, a line that says so."""
    known = set(store.stories.ids())
    return [
        f"{DATES_FILE}, line {said.line}: no dispatch has the id {said.id!r} (any more)"
        for id_, said in corrections.dates.items()
        if id_ not in known
    ]


def words(said: DateCorrection) -> list[str | None]:
    """Return what a date correction says, as JSON's types."""
    return [str(said.date) if said.date else None, said.because]


def differing(now: Mapping[str, object], before: Mapping[str, object]) -> list[str]:
    """Return the keys whose values are not the same in both."""
    return [key for key in now.keys() | before.keys() if now.get(key) != before.get(key)]
