"""The files in authority/: what a person decided. Read strictly, written safely, never ours to lose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dispatchsearch.corrections.dates import (
    DATES_FILE,
    SOURCES_FILE,
    DateCorrection,
    SourceRule,
    read_date_corrections,
    read_source_rules,
    set_date,
    set_order,
    strict_date,
    unset_date,
)
from dispatchsearch.corrections.names import Decision, decide, read_decisions, take_back
from dispatchsearch.corrections.versions import Apart, keep_apart, read_apart
from dispatchsearch.dates import Order

__all__ = [
    "DATES_FILE",
    "SOURCES_FILE",
    "Apart",
    "Corrections",
    "DateCorrection",
    "Decision",
    "SourceRule",
    "decide",
    "keep_apart",
    "read_corrections",
    "read_date_corrections",
    "read_decisions",
    "read_source_rules",
    "set_date",
    "set_order",
    "strict_date",
    "take_back",
    "unset_date",
]


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that a person decided."""

    rules: tuple[SourceRule, ...] = ()
    dates: Mapping[str, DateCorrection] = field(default_factory=dict)
    names: tuple[Decision, ...] = ()
    apart: Apart = frozenset()

    def order(self, source: str) -> Order | None:
        """Return the order of day and month that was said of a source; the last word counts."""
        return next((rule.order for rule in reversed(self.rules) if rule.name == source and rule.order), None)


def read_corrections(folder: Path) -> Corrections:
    """Read all files of authority/; CorrectionError with file and line."""
    dates, names = read_date_corrections(folder), read_decisions(folder)
    return Corrections(read_source_rules(folder), dates, names, read_apart(folder))
