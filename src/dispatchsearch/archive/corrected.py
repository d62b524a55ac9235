"""A person's corrections as they stand, and what of them is other than what was last applied."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from dispatchsearch.corrections import Corrections, DateCorrection, Decision, read_corrections
from dispatchsearch.store import Store


def current(store: Store, authority: Path) -> Corrections:
    """Read the corrections; those of ids that have moved follow. Raises CorrectionError with file and line."""
    found = read_corrections(authority)
    dates = {store.stories.successor(id_): said for id_, said in found.dates.items()}
    apart = frozenset(frozenset(map(store.stories.successor, pair)) for pair in found.apart)
    return Corrections(found.rules, dates, found.names, apart)


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


def decided_since(store: Store, corrections: Corrections) -> tuple[Decision, ...]:
    """Return the decisions on names that were made or taken back since they were last applied."""
    before = {as_text(Decision(**said)): Decision(**said) for said in json.loads(store.meta().get("decisions", "[]"))}
    now = {as_text(decision): decision for decision in corrections.names}
    order_changed = [text for text in before if text in now] != [text for text in now if text in before]
    changed = before.keys() | now.keys() if order_changed else before.keys() ^ now.keys()
    return tuple((now.get(text) or before[text]) for text in sorted(changed))


def remember_decisions(store: Store, corrections: Corrections, now: dt.datetime) -> None:
    """Remember which decisions on names are applied, and write into the journal what has changed."""
    since = decided_since(store, corrections)
    if not since:
        return
    standing = set(map(as_text, corrections.names))
    with store.database.transaction():
        for decision in since:
            text = as_text(decision)
            store.log("decided" if text in standing else "taken back", text, now)
        store.set_meta(decisions=json.dumps([asdict(decision) for decision in corrections.names]))


def as_text(decision: Decision) -> str:
    """Return all a decision says, in one line; where it stands in its file is no part of that."""
    where = (decision.latitude, decision.longitude, decision.country) if decision.verb == "coordinates" else ()
    return " | ".join(map(str, filter(None, (decision.kind, decision.name, decision.verb, decision.other, *where))))


def words(said: DateCorrection) -> list[str | None]:
    """Return what a date correction says, as JSON's types."""
    return [str(said.date) if said.date else None, said.because]


def differing(now: Mapping[str, object], before: Mapping[str, object]) -> list[str]:
    """Return the keys whose values are not the same in both."""
    return [key for key in now.keys() | before.keys() if now.get(key) != before.get(key)]
