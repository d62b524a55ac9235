"""From the evidence of all pages to conclusions: sources, furniture, dates, then names and versions.

Only what has changed is concluded: new stories, stories of a source whose habits have changed, names that share a
blocking key with one that came or went. A run that was cut off is completed by the next.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice

from dispatchsearch.corpus import boilerplate, chronology
from dispatchsearch.corpus.attribution import Attribution, forget_departed, placed, waiting
from dispatchsearch.corpus.comparing import conclude_versions
from dispatchsearch.corpus.decided import Decided
from dispatchsearch.corpus.naming import conclude_names, doubted_anew
from dispatchsearch.corpus.outline import key_of, normal, pieces
from dispatchsearch.corpus.witnesses import listed
from dispatchsearch.corrections import Corrections, DateCorrection, Decision
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateConclusion, DateEvidence, EventMark, Evidence, Locator
from dispatchsearch.events import Step
from dispatchsearch.expressions import find_expressions
from dispatchsearch.names import fold, key
from dispatchsearch.store import Conclusion, Form, Store
from dispatchsearch.store.apart import spread
from dispatchsearch.store.assembly import form_of, is_hidden, visible
from dispatchsearch.store.stories import Concluded, compared
from dispatchsearch.workers import NONE, Workers

FEW = 256
"""Pages of a source from which is learned anew whenever their number changes."""
STEP = 1 / 16
SAMPLED = 200
"""Pages of a source that tell what its addresses hold, and how many days after the weekday of its leads it appears."""


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


@dataclass(frozen=True, slots=True)
class Grounds:
    """What conclusions rest on beside the evidence: a person's corrections, and the day it is."""

    corrections: Corrections = field(default_factory=Corrections)
    today: PartialDate | None = None
    decided_since: tuple[Decision, ...] = ()  # decisions on names made or taken back since they were last applied


def conclude(store: Store, grounds: Grounds, tally: Tally, workers: Workers = NONE) -> Iterator[Step]:
    """Conclude what is waiting, and yield how far it has come; `tally` is told what has changed."""
    anew = store.meta().get("counted") != boilerplate.RULE
    if anew:
        store.sources.forget()
    forget_departed(store)
    attribution = Attribution(store, grounds.corrections.rules)
    numbers = yield from attribution.assign(workers, anew=anew)
    for source in sorted(numbers | store.sources.waiting()):
        learn(store, source)
    if anew:
        store.set_meta(counted=boilerplate.RULE)
    yield from conclude_stories(store, grounds, tally, workers)
    decided = Decided(store, grounds.corrections.names)
    touched = {blocking for decision in grounds.decided_since for blocking in decided.touched(decision)}
    names = conclude_names(store, touched, decided)
    versions = conclude_versions(store, grounds.corrections.apart, workers)
    yield from in_turn(versions, names)  # workers compare texts while names are concluded here


def in_turn(one: Iterator[Step], other: Iterator[Step]) -> Iterator[Step]:
    """Yield a step of each in turn; when one has ended the rest of the other follows."""
    for step in one:
        yield step
        yield from islice(other, 1)
    yield from other


def learn(store: Store, source: int) -> None:
    """Conclude what a source's pages have in common; where that has changed, all its stories wait again.

    Of a source with more than FEW pages that is done when their number has changed by a STEP since it was last done,
    so that a page that joins many has not all of them concluded again.
    """
    pages, known = store.sources.pages(source), store.sources.learned(source)
    if pages > FEW and known.get("rule") == boilerplate.RULE and abs(pages - known["pages"]) < STEP * pages:
        return
    sampled = store.stories.sample(source, SAMPLED)
    locators = store.inputs.locators({evidence.document for evidence in sampled})
    samples = [dates_of(evidence, locators.get(evidence.document, ())) for evidence in sampled]
    habits = chronology.learn(store.sources.date_tallies(source), pages, samples)
    furniture = sorted(boilerplate.learn(store.sources.outlines(source), store.sources.headlines(source)))
    learned = {"habits": habits.to_json(), "furniture": furniture, "pages": pages, "rule": boilerplate.RULE}
    if learned != known:
        store.sources.learn(source, learned)


def conclude_stories(store: Store, grounds: Grounds, tally: Tally, workers: Workers) -> Iterator[Step]:
    """Conclude date, furniture and mentions of each waiting story."""
    total, done = store.stories.waiting(), 0
    for found in spread(store, workers, partial(conclude_each, grounds), waiting(store), total):
        with store.database.transaction():
            tally.changed += store.stories.put_conclusions([concluded for concluded, _ in found])
            among = store.names.put_mentions({concluded.number: forms for concluded, forms in found})
            store.names.wait(doubted_anew(store, among))
        done += len(found)
        yield Step("dates and names", done, total)


def conclude_each(grounds: Grounds, store: Store, numbers: Collection[int]) -> list[tuple[Concluded, set[Form]]]:
    """Return what is concluded of stories, with the forms of names in each: what a worker is handed.

    One thing is concluded of all of them, then the next: what that needs stays in the processor's cache meanwhile.
    """
    stories = placed(store, numbers)
    learned = {source: learned_of(store, source, grounds) for source in {source for _, _, source, _ in stories}}
    attribution = Attribution(store, grounds.corrections.rules)
    reasons = [attribution.source(evidence, locators)[1] for _, evidence, _, locators in stories]
    updates = [
        chronology.update_date(dates_of(evidence, locators), learned[source].habits)
        for _, evidence, source, locators in stories
    ]
    shown = [
        [*dates_of(evidence, locators), *listed(store.listings.of(number))] for number, evidence, _, locators in stories
    ]
    dates = [
        date_of(evidence, of_story, locators, learned[source], grounds)
        for (_, evidence, source, locators), of_story in zip(stories, shown, strict=True)
    ]
    hidden = [furniture_of(store, evidence, learned[source]) for _, evidence, source, _ in stories]
    events = [
        events_of(evidence, parts, date.date)
        for (_, evidence, _, _), parts, date in zip(stories, hidden, dates, strict=True)
    ]
    conclusions = list(map(Conclusion, dates, reasons, updates, events, hidden))
    before = store.stories.concluded(numbers)
    return [
        (compared(number, evidence.id, conclusion, before.get(number)), forms(evidence, conclusion))
        for (number, evidence, _, _), conclusion in zip(stories, conclusions, strict=True)
    ]


def learned_of(store: Store, source: int | None, grounds: Grounds) -> Learned:
    """Return what was learned of a source, with what a person said of it."""
    assert source is not None, "every waiting story has been counted for a source"
    name, learned = store.sources.name(source), store.sources.learned(source)
    habits = replace(chronology.Habits.from_json(learned["habits"]), stated=grounds.corrections.order(name))
    return Learned(source, name, habits, frozenset(learned["furniture"]))


def furniture_of(store: Store, evidence: Evidence, learned: Learned) -> tuple[tuple[int, int], ...]:
    """Return what to hide of a story: what its source repeats, and headlines of other dispatches at its end."""
    found = list(pieces(evidence, learned.name))
    others = store.sources.headlines_among(learned.source, boilerplate.titles(found))
    return boilerplate.hide(found, learned.furniture, others - {key_of(normal(evidence.headline))})


def dates_of(evidence: Evidence, locators: Sequence[Locator]) -> list[DateEvidence]:
    """Return all dates a story shows, those of the places it stands at among them."""
    return [*evidence.dates, *(date for locator in locators for date in locator.dates)]


def date_of(
    evidence: Evidence,
    shown: Sequence[DateEvidence],
    locators: Sequence[Locator],
    learned: Learned,
    grounds: Grounds,
) -> DateConclusion:
    """Conclude the date of a story from all dates shown, from its source's habits, and from what a person said."""
    said = grounds.corrections.dates.get(evidence.id)
    concluded = chronology.conclude_date(
        shown,
        learned.habits,
        language=evidence.language,
        url=evidence.url or next((locator.url for locator in locators if locator.url), None),
        today=grounds.today,
    )
    return set_by_hand(concluded, said) if said else concluded


def events_of(
    evidence: Evidence, hidden: Sequence[tuple[int, int]], published: PartialDate | None
) -> tuple[EventMark, ...]:
    """Return the days, months and years a story speaks of, in the order it does; none where it is undated."""
    if published is None:
        return ()
    body, _, _ = visible(evidence.blocks, hidden)
    return tuple(EventMark(found.date, found.start, found.end) for found in find_expressions(body, published))


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
