"""From the evidence of all pages to conclusions: sources, furniture, dates, names, in this order.

Only what has changed is concluded: new stories, stories of a source whose habits have changed, names that share a
blocking key with a new form. A run that was cut off is completed by the next.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dispatchsearch.corpus import boilerplate, chronology
from dispatchsearch.corpus.naming import Step, conclude_names
from dispatchsearch.corpus.outline import key_of, normal, outline, pieces
from dispatchsearch.corpus.sources import conclude_source
from dispatchsearch.corrections import Corrections, DateCorrection, SourceRule
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateConclusion, DateEvidence, Evidence, Locator, MentionKind
from dispatchsearch.names import fold, key
from dispatchsearch.store import Conclusion, Form, Store
from dispatchsearch.store.stories import form_of, is_hidden

BATCH = 500
"""Stories concluded in one transaction."""
FEW = 256
"""Pages of a source from which is learned anew whenever their number changes."""
STEP = 1 / 16


@dataclass(frozen=True, slots=True)
class Learned:
    """What the pages of a source have in common."""

    source: int
    name: str
    habits: chronology.Habits
    furniture: frozenset[int]


@dataclass(slots=True)
class Tally:
    """What a run of conclusions has done."""

    changed: int = 0  # dispatches whose conclusion is another than before
    touched: set[tuple[MentionKind, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What conclusions rest on beside the evidence: a person's corrections, and the day it is."""

    corrections: Corrections = field(default_factory=Corrections)
    today: PartialDate | None = None


def conclude(store: Store, grounds: Grounds, tally: Tally) -> Iterator[Step]:
    """Conclude what is waiting, and yield how far it has come; `tally` is told what has changed."""
    anew = store.meta().get("counted") != boilerplate.RULE
    if anew:
        store.sources.forget()
    forget_departed(store)
    numbers = yield from assign_sources(store, grounds.corrections.rules, anew=anew)
    for source in sorted(numbers):
        learn(store, source)
    if anew:
        store.set_meta(counted=boilerplate.RULE)
    yield from conclude_stories(store, grounds, tally)
    yield from conclude_names(store, tally.touched)


def forget_departed(store: Store) -> None:
    """Take pages that have gone off the counts of their sources."""
    with store.database.transaction():
        for source, evidence in store.sources.departed():
            store.sources.count(source, evidence.dates, outline(evidence, store.sources.name(source)), -1)


def waiting(store: Store) -> Iterator[list[tuple[int, Evidence, int | None, tuple[Locator, ...]]]]:
    """Yield the stories to conclude in batches, each with where it stands."""
    after = 0
    while batch := store.stories.to_conclude(BATCH, after):
        after = batch[-1][0]
        locators = store.inputs.locators({evidence.document for _, evidence, _ in batch})
        yield [(number, evidence, source, locators.get(evidence.document, ())) for number, evidence, source in batch]


def assign_sources(store: Store, rules: Sequence[SourceRule], *, anew: bool = False) -> Generator[Step, None, set[int]]:
    """Count each waiting story for its source, `anew` when none is counted; return those whose counts have changed."""
    total, done = store.stories.waiting(), 0
    touched: set[int] = set()
    for batch in waiting(store):
        grown: set[int] = set()
        with store.database.transaction():
            for number, evidence, source, locators in batch:
                name, _ = conclude_source(evidence, locators, rules)
                found = store.sources.number(name)
                if found == source and not anew:
                    continue
                if source is not None and not anew:
                    was = outline(evidence, store.sources.name(source))
                    store.sources.count(source, evidence.dates, was, -1)
                    touched.add(source)
                store.sources.count(found, evidence.dates, outline(evidence, name), 1)
                store.stories.set_source(number, found)
                touched.add(found)
                grown.add(found)
            for source in grown:
                store.sources.thin_out(source)
        done += len(batch)
        yield Step("sources", done, total)
    return touched


def learn(store: Store, source: int) -> None:
    """Conclude what a source's pages have in common; where that has changed, all its stories wait again.

    Of a source with more than FEW pages that is done when their number has changed by a STEP since it was last done,
    so that a page that joins many has not all of them concluded again.
    """
    pages, known = store.sources.pages(source), store.sources.learned(source)
    if pages > FEW and known.get("rule") == boilerplate.RULE and abs(pages - known["pages"]) < STEP * known["pages"]:
        return
    habits = chronology.learn(store.sources.date_tallies(source), pages)
    furniture = sorted(boilerplate.learn(store.sources.outlines(source), store.sources.headlines(source)))
    learned = {"habits": habits.to_json(), "furniture": furniture, "pages": pages, "rule": boilerplate.RULE}
    if learned != known:
        store.sources.learn(source, learned)


def conclude_stories(store: Store, grounds: Grounds, tally: Tally) -> Iterator[Step]:
    """Conclude date, furniture and mentions of each waiting story."""
    total, done = store.stories.waiting(), 0
    known: dict[int, Learned] = {}
    for batch in waiting(store):
        with store.database.transaction():
            for number, evidence, source, locators in batch:
                assert source is not None, "assign_sources has counted every waiting story"
                if source not in known:
                    name = store.sources.name(source)
                    learned = from_learned(source, name, store.sources.learned(source))
                    stated = grounds.corrections.order(name)
                    known[source] = replace(learned, habits=replace(learned.habits, stated=stated))
                hidden = furniture_of(store, evidence, known[source])
                conclusion = conclude_story(evidence, locators, known[source], grounds, hidden)
                tally.changed += store.stories.put_conclusion(number, evidence.id, conclusion)
                tally.touched |= store.names.put_mentions(number, forms(evidence, conclusion))
        done += len(batch)
        yield Step("dates and names", done, total)


def from_learned(source: int, name: str, learned: Mapping[str, Any]) -> Learned:
    """Read what was learned of a source."""
    return Learned(source, name, chronology.Habits.from_json(learned["habits"]), frozenset(learned["furniture"]))


def furniture_of(store: Store, evidence: Evidence, learned: Learned) -> tuple[tuple[int, int], ...]:
    """Return what to hide of a story: what its source repeats, and headlines of other dispatches at its end."""
    found = list(pieces(evidence, learned.name))
    others = store.sources.headlines_among(learned.source, boilerplate.titles(found))
    return boilerplate.hide(found, learned.furniture, others - {key_of(normal(evidence.headline))})


def conclude_story(
    evidence: Evidence,
    locators: Sequence[Locator],
    learned: Learned,
    grounds: Grounds,
    hidden: tuple[tuple[int, int], ...],
) -> Conclusion:
    """Conclude one story from its evidence, what its source's pages have in common, and what a person said."""
    dates: list[DateEvidence] = [*evidence.dates, *(date for locator in locators for date in locator.dates)]
    said = grounds.corrections.dates.get(evidence.id)
    concluded = chronology.conclude_date(dates, learned.habits, language=evidence.language, today=grounds.today)
    return Conclusion(
        date=set_by_hand(concluded, said) if said else concluded,
        source_reason=conclude_source(evidence, locators, grounds.corrections.rules)[1],
        updated=chronology.update_date(dates, learned.habits),
        hidden=hidden,
    )


def set_by_hand(concluded: DateConclusion, said: DateCorrection) -> DateConclusion:
    """Return the date a person set; what the program would have concluded stays to be seen."""
    own = f"the program had concluded {concluded.date or 'no date'}: {concluded.reason}"
    reason = f"set by you: {said.because}" if said.because else "set by you"
    return DateConclusion(said.date, "high", reason, (own, *concluded.not_used), by_hand=True)


def forms(evidence: Evidence, conclusion: Conclusion) -> set[Form]:
    """Return the forms of names in the part of a story that is not hidden."""
    found = set()
    for mention in evidence.mentions:
        if not is_hidden(mention, evidence.blocks, conclusion.hidden):
            _, name, surface = form_of(mention)
            blocking = key(name) if mention.kind == "person" else name
            found.add(Form(mention.kind, name, surface, fold(surface), blocking))
    return found
