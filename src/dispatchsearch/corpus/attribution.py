"""Each waiting story is counted for its source; what the pages of its place claim together is told first."""

from collections.abc import Generator, Iterable, Iterator, Sequence

from dispatchsearch.corpus.naming import Step
from dispatchsearch.corpus.outline import outline
from dispatchsearch.corpus.sources import Conclusions, claimed, conclude_place, conclude_source, ruled
from dispatchsearch.corrections import SourceRule
from dispatchsearch.dispatch import Evidence, Locator
from dispatchsearch.store import Store

BATCH = 500
"""Stories concluded in one transaction."""

Waiting = tuple[int, Evidence, int | None, tuple[Locator, ...]]


class Attribution:
    """Whose dispatches are whose, by a person's rules and by what the pages of each place claim."""

    def __init__(self, store: Store, rules: Sequence[SourceRule]) -> None:
        self._store = store
        self._rules = rules
        self._places: dict[str, Conclusions] = {}

    def source(self, evidence: Evidence, locators: Sequence[Locator]) -> tuple[str, str]:
        """Return the source of a story and the reason in words."""
        return conclude_source(evidence, locators, self._rules, self._at(claimed(evidence, locators).place))

    def assign(self, *, anew: bool) -> Generator[Step, None, set[int]]:
        """Count each waiting story for its source, `anew` when none is counted; return sources with other counts.

        A claim may lead its place elsewhere: then stories of the place that waited for nothing move too, and wait.
        Where all are counted anew they move when that is done.
        """
        total, done = self._store.stories.waiting(), 0
        touched: set[int] = set()
        led: set[str] = set()
        for batch in waiting(self._store):
            with self._store.database.transaction():
                led |= self._hear(batch)
                touched |= self._count(batch, anew=anew)
                while led and not anew:
                    touched |= self._move(led.pop())
            done += len(batch)
            yield Step("sources", done, total)
        for place in sorted(led):
            with self._store.database.transaction():
                touched |= self._move(place)
        return touched

    def _at(self, place: str) -> Conclusions:
        """Return what the pages of a place lead to."""
        if place not in self._places:
            self._places[place] = conclude_place(place, self._store.outlets.claims(place))
        return self._places[place]

    def _hear(self, batch: Iterable[Waiting]) -> set[str]:
        """Note what the stories of a batch claim; return the places that this leads elsewhere."""
        before: dict[str, Conclusions] = {}
        for number, evidence, _, locators in batch:
            if ruled(evidence, locators, self._rules):
                self._store.outlets.withdraw(number)
                continue
            claim = claimed(evidence, locators)
            if claim.place not in before:
                before[claim.place] = self._at(claim.place)
            self._store.outlets.claim(number, claim.place, claim.name)
        for place in before:
            del self._places[place]
        return {place for place, conclusions in before.items() if self._at(place) != conclusions}

    def _move(self, place: str) -> set[int]:
        """Count the stories of a place for other sources where its claims now lead there."""
        touched: set[int] = set()
        for name in sorted(self._store.outlets.claims(place)):
            source, _ = self._at(place).get(name, (name, ""))
            numbers = self._store.outlets.elsewhere(place, name, source)
            for start in range(0, len(numbers), BATCH):
                touched |= self._count(placed(self._store, numbers[start : start + BATCH]), anew=False)
        return touched

    def _count(self, batch: Iterable[Waiting], *, anew: bool) -> set[int]:
        """Count stories for their sources; return the sources whose counts have changed."""
        sources = self._store.sources
        touched = set()
        for number, evidence, source, locators in batch:
            name, _ = self.source(evidence, locators)
            found = sources.number(name)
            if found == source and not anew:
                continue
            if source is not None and not anew:
                sources.count(source, evidence.dates, outline(evidence, sources.name(source)), -1)
                touched.add(source)
            sources.count(found, evidence.dates, outline(evidence, name), 1)
            self._store.stories.set_source(number, found)
            touched.add(found)
        for source in touched:
            sources.thin_out(source)
        return touched


def waiting(store: Store) -> Iterator[list[Waiting]]:
    """Yield the stories to conclude in batches, each with where it stands."""
    after = 0
    while batch := store.stories.to_conclude(BATCH, after):
        after = batch[-1][0]
        yield located(store, batch)


def placed(store: Store, numbers: Iterable[int]) -> list[Waiting]:
    """Return some of the stories to conclude, each with where it stands."""
    return located(store, store.stories.numbered(numbers))


def located(store: Store, batch: Sequence[tuple[int, Evidence, int | None]]) -> list[Waiting]:
    """Add to stories where they stand."""
    locators = store.inputs.locators({evidence.document for _, evidence, _ in batch})
    return [(number, evidence, source, locators.get(evidence.document, ())) for number, evidence, source in batch]


def forget_departed(store: Store) -> None:
    """Take pages that have gone off the counts of their sources."""
    with store.database.transaction():
        for source, evidence in store.sources.departed():
            store.sources.count(source, evidence.dates, outline(evidence, store.sources.name(source)), -1)
