"""Each waiting story is counted for its source; what the pages of its place claim together is told first.

What a story shows can be looked at in worker processes. What it counts for is decided here, in the order of the
stories, for one claim may lead others elsewhere.
"""

from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from dispatchsearch.corpus.outline import outline
from dispatchsearch.corpus.sources import Claim, Conclusions, claimed, conclude_place, conclude_source, ruled
from dispatchsearch.corpus.witnesses import listing, title_key
from dispatchsearch.corrections import SourceRule
from dispatchsearch.dispatch import Evidence, Locator
from dispatchsearch.events import Step
from dispatchsearch.store import Store
from dispatchsearch.store.apart import spread
from dispatchsearch.store.listings import Titled
from dispatchsearch.store.sources import Page, page_of
from dispatchsearch.workers import NONE, Workers

BATCH = 256
"""Stories handed to a worker, and concluded in one transaction."""

Placed = tuple[int, Evidence, int | None, tuple[Locator, ...]]
"""A story: its number, what it shows, the source it is counted for, where it stands."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a story says of its source, and what of it is counted if it is the source it seems to be."""

    number: int
    counted: int | None  # the source it is counted for
    rule: str | None  # the source a person's rule gives it
    claim: Claim
    seems: str
    title: Titled
    page: Page | None  # None where it is counted for that source already


class Attribution:
    """Whose dispatches are whose, by a person's rules and by what the pages of each place claim."""

    def __init__(self, store: Store, rules: Sequence[SourceRule]) -> None:
        self._store = store
        self._rules = rules
        self._places: dict[str, Conclusions] = {}

    def source(self, evidence: Evidence, locators: Sequence[Locator]) -> tuple[str, str]:
        """Return the source of a story and the reason in words."""
        return conclude_source(evidence, locators, self._rules, self._at(claimed(evidence, locators).place))

    def look(self, numbers: Collection[int], *, anew: bool) -> list[Look]:
        """Look at stories, to count them; with `anew` none counts as counted."""
        found = []
        for number, evidence, counted, locators in placed(self._store, numbers):
            rule, claim = ruled(evidence, locators, self._rules), claimed(evidence, locators)
            seems = rule[0] if rule else self._led(claim)
            known = counted is not None and not anew and self._store.sources.name(counted) == seems
            page = None if known else page_of(evidence.dates, outline(evidence, seems))
            title = Titled(title_key(evidence.headline), listing(evidence, locators))
            found.append(Look(number, counted, rule[0] if rule else None, claim, seems, title, page))
        return found

    def assign(self, workers: Workers = NONE, *, anew: bool) -> Generator[Step, None, set[int]]:
        """Count each waiting story for its source, `anew` when none is counted; return sources with other counts.

        A claim may lead its place elsewhere: then stories of the place that waited for nothing move too, and wait.
        Where all are counted anew they move when that is done.
        """
        total, done = self._store.stories.waiting(), 0
        touched: set[int] = set()
        led: set[str] = set()
        work = partial(look_at, self._rules, anew)
        for looks in spread(self._store, workers, work, waiting(self._store), total):
            with self._store.database.transaction():
                led |= self._hear(looks)
                touched |= self._count(looks, anew=anew)
                while led and not anew:
                    touched |= self._move(led.pop())
            done += len(looks)
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

    def _led(self, claim: Claim) -> str:
        """Return the source that a claim leads to."""
        return self._at(claim.place).get(claim.name, (claim.source, ""))[0]

    def _hear(self, looks: Iterable[Look]) -> set[str]:
        """Note what the stories of a batch claim; return the places that this leads elsewhere."""
        before: dict[str, Conclusions] = {}
        for look in looks:
            if look.rule is not None:
                self._store.outlets.withdraw(look.number)
                continue
            if look.claim.place not in before:
                before[look.claim.place] = self._at(look.claim.place)
            self._store.outlets.claim(look.number, look.claim.place, look.claim.name)
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
                touched |= self._count(self.look(numbers[start : start + BATCH], anew=False), anew=False)
        return touched

    def _count(self, looks: Iterable[Look], *, anew: bool) -> set[int]:
        """Count stories for their sources; return the sources whose counts have changed."""
        sources = self._store.sources
        joining: dict[int, list[Page]] = {}
        counted: dict[int, int] = {}
        titled: dict[int, Titled] = {}
        for look in looks:
            name = look.rule or self._led(look.claim)
            found = sources.number(name)
            if found == look.counted and not anew:
                continue
            if look.counted is not None and not anew:
                sources.count(look.counted, [self._page(look.number, sources.name(look.counted))], -1)
                joining.setdefault(look.counted, [])
            page = look.page if look.page and look.seems == name else self._page(look.number, name)
            joining.setdefault(found, []).append(page)
            counted[look.number] = found
            titled[look.number] = look.title
        for source, pages in joining.items():
            sources.count(source, pages, 1)
            sources.thin_out(source)
        self._store.stories.set_sources(counted)
        self._store.listings.put(titled)
        return set(joining)

    def _page(self, number: int, source: str) -> Page:
        """Return what is counted of a story as a page of a source."""
        ((_, evidence, _),) = self._store.stories.numbered([number])
        return page_of(evidence.dates, outline(evidence, source))


def look_at(rules: Sequence[SourceRule], anew: bool, store: Store, numbers: Collection[int]) -> list[Look]:  # noqa: FBT001
    """Look at stories: what a worker is handed."""
    return Attribution(store, rules).look(numbers, anew=anew)


def waiting(store: Store) -> Iterator[list[int]]:
    """Yield the numbers of the stories to conclude, in batches."""
    after = 0
    while batch := store.stories.waiting_after(after, BATCH):
        after = batch[-1]
        yield batch


def placed(store: Store, numbers: Iterable[int]) -> list[Placed]:
    """Return stories, each with where it stands."""
    batch = store.stories.numbered(numbers)
    locators = store.inputs.locators({evidence.document for _, evidence, _ in batch})
    return [(number, evidence, source, locators.get(evidence.document, ())) for number, evidence, source in batch]


def forget_departed(store: Store) -> None:
    """Take pages that have gone off the counts of their sources."""
    with store.database.transaction():
        for source, evidence in store.sources.departed():
            page = page_of(evidence.dates, outline(evidence, store.sources.name(source)))
            store.sources.count(source, [page], -1)
