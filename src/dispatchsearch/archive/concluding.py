"""All that waits or was corrected is concluded: what only a run of writing needs."""

import datetime as dt
from collections.abc import Generator
from pathlib import Path

from dispatchsearch.archive.corrected import current, decided_since, mark_corrected, remember_decisions
from dispatchsearch.corpus.conclude import Grounds, Tally, conclude
from dispatchsearch.corpus.decided import Decided
from dispatchsearch.corrections import DATES_FILE, SOURCES_FILE, Corrections
from dispatchsearch.dates import PartialDate
from dispatchsearch.events import Step
from dispatchsearch.store import Store
from dispatchsearch.workers import Workers


def conclude_all(store: Store, authority: Path, now: dt.datetime, workers: Workers) -> Generator[Step, None, int]:
    """Conclude what waits or is corrected, and yield how far it has come; return how many conclusions have changed."""
    corrections = current(store, authority)
    mark_corrected(store, corrections)
    tally = Tally()
    today = PartialDate(now.year, now.month, now.day)
    yield from conclude(store, Grounds(corrections, today, decided_since(store, corrections)), tally, workers)
    remember_decisions(store, corrections, now)
    return tally.changed


def unmatched(store: Store, corrections: Corrections) -> list[str]:
    """Return, for each correction that no longer matches anything, a line that says so."""
    known = store.stories.among(corrections.dates)
    names = Decided(store, corrections.names).unmatched
    sources = {source.name for source in store.sources.summaries()} if corrections.rules else set()
    return [
        *names,
        *(
            f"{DATES_FILE}, line {said.line}: no dispatch has the id {said.id!r} (any more)"
            for id_, said in corrections.dates.items()
            if id_ not in known
        ),
        *(
            f"{SOURCES_FILE}, line {rule.line}: no dispatch is of {rule.name!r}"
            + (f"; {rule.pattern!r} must fit a path below an indexed folder, a host or an address" * bool(rule.pattern))
            for rule in corrections.rules
            if rule.name not in sources
        ),
    ]
