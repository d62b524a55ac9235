"""
A page of results by our engines and by others, side by side in one process.

    python benchmarks/pages.py [--shared DIR] [--size N ...] [--work DIR] [--rounds N] [--slow N]

A page is the ten best with titles and snippets, and the counts of place, person, source and year over all matches.
Each contestant holds the same documents and is asked the same queries, at least thirty of a kind, in rounds: one query
goes to all contestants in turn, in another order each round. Measured are processor time and wall-clock time; processor
time judges, for neighbours on the machine lengthen the other. A query's time is the median of its rounds, a kind's the
median of its queries; the first round is shown apart, so that what a contestant remembers can be seen.
"""

import argparse
import gc
import pathlib
import random
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dispatchsearch.archive import Archive
from dispatchsearch.dates import PartialDate
from dispatchsearch.errors import EngineError
from documents import REUTERS, Corpus
from our_pages import Port, Whole, options
from peer_pages import Ask, Fts5, Tantivy, Whoosh, Xapian
from questions import KINDS, LABELS, PLAIN, Kind, Question, few, questions
from report import median, percentile, say, tell
from shares import parts

OURS, OURS_WHOLE = "our default engine, port", "our default engine, archive"
OUR_TANTIVY, OUR_TANTIVY_WHOLE = "our Tantivy engine, port", "our Tantivy engine, archive"
ENDS = {
    True: (PartialDate(1987, 2, 26), PartialDate(1987, 10, 20)),
    False: (PartialDate(1987, 1, 1), PartialDate(2006, 12, 26)),
}
"""First and last day of the original and of the made dispatches."""
LARGE = 200_000
"""Documents of the archive that is judged."""
FEW = 10
"""Queries of a kind that stock Whoosh is asked in a made archive: they take minutes."""
MARKS = {False: "ids and counts", True: "whole page"}


class Contestant(Protocol):
    """One that is measured."""

    name: str

    def build(self, documents: Corpus, folder: pathlib.Path) -> None:
        """Write what is to be searched into an empty folder."""

    def open(self, folder: pathlib.Path) -> Ask:
        """Return what answers."""


@dataclass
class Timed:
    """What was measured of one contestant: by kind and query, the seconds of each round."""

    processor: dict[Kind, list[list[float]]] = field(default_factory=dict)
    clock: dict[Kind, list[list[float]]] = field(default_factory=dict)
    totals: dict[Kind, list[int]] = field(default_factory=dict)

    def add(self, kind: Kind, number: int, processor: float, clock: float) -> None:
        """Add what one asking of the query with this number took, in seconds."""
        for times, value in ((self.processor, processor), (self.clock, clock)):
            queries = times.setdefault(kind, [])
            while len(queries) <= number:
                queries.append([])
            queries[number].append(value * 1e3)

    def of(self, kind: Kind, times: Mapping[Kind, list[list[float]]] | None = None) -> list[float]:
        """Return the milliseconds of each query of a kind, the median of its rounds."""
        return [median(rounds) for rounds in (times or self.processor).get(kind, []) if rounds]


Results = dict[tuple[str, bool], Timed]


def contestants() -> list[tuple[Contestant, bool]]:
    """Return who takes part, and whether it is slow: asked once, and in a large archive fewer queries."""
    return [
        (Port(OURS, "whoosh"), False),
        (Whole(OURS_WHOLE, "whoosh"), False),
        (Port(OUR_TANTIVY, "tantivy"), False),
        (Whole(OUR_TANTIVY_WHOLE, "tantivy"), False),
        (Tantivy(), False),
        (Fts5(), False),
        (Xapian(), False),
        (Whoosh(), True),
    ]


def place_of(name: str, size: int, work: pathlib.Path) -> pathlib.Path:
    """Return the folder in which a contestant builds."""
    return work / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}-{size}"


def built(contestant: Contestant, corpus: Corpus, work: pathlib.Path) -> pathlib.Path:
    """Return the folder a contestant has built over documents; what is there from an earlier run is taken."""
    folder = place_of(contestant.name, len(corpus), work)
    if not (folder / "built").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        started = time.process_time()
        contestant.build(corpus, folder)
        (folder / "built").touch()
        tell(f"{contestant.name}: built in {time.process_time() - started:.1f} s of processor time")
    return folder


def opened(corpus: Corpus, work: pathlib.Path, without: Sequence[str]) -> Iterator[tuple[str, bool, Ask]]:
    """Yield whoever is installed, whether it is slow, and what asks it; `without` are parts of names to leave out."""
    table = f"missing {len(corpus)}"
    for contestant, slow in contestants():
        if any(part in contestant.name for part in without):
            say(table, contestant.name, None, "left out of this run")
            continue
        try:
            yield contestant.name, slow, contestant.open(built(contestant, corpus, work))
        except (ImportError, EngineError) as error:
            tell(f"{contestant.name}: {error}")
            say(table, contestant.name, None, "not installed")
        except Exception as error:  # noqa: BLE001  (the others are measured all the same)
            tell(f"{contestant.name}: {error!r}")
            say(table, contestant.name, None, f"failed: {type(error).__name__}")


def measure(
    asks: Sequence[tuple[str, bool, Ask]], asked: Mapping[Kind, Sequence[Question]], rounds: int, fewer: int
) -> Results:
    """Ask everybody everything, a round at a time, with and without titles and snippets in one shuffled row."""
    results: Results = {(name, shown): Timed() for name, _, _ in asks for shown in (False, True)}
    rng = random.Random(21578)
    slow_ones = {one for some in few(asked, fewer).values() for one in some}
    queries = [
        (shown, place, one) for shown in (False, True) for some in asked.values() for place, one in enumerate(some)
    ]
    for number in range(rounds):
        rng.shuffle(queries)
        for shown, place, one in queries:
            for name, slow, ask in rng.sample(asks, len(asks)):
                if not slow or (not number and one in slow_ones):
                    once(results[name, shown], ask, place, one, shown=shown)
        tell(f"round {number + 1} of {rounds} is done")
    return results


def once(timed: Timed, ask: Ask, place: int, one: Question, *, shown: bool) -> None:
    """Ask one query, the one at this place of its kind, and note what it took."""
    clock, processor = time.perf_counter(), time.process_time()
    page = ask(one, shown)
    processor, clock = time.process_time() - processor, time.perf_counter() - clock
    if page is not None:
        timed.add(one.kind, place, processor, clock)
        timed.totals.setdefault(one.kind, []).append(page.total)


def tables(size: int, results: Results) -> None:
    """Say the tables: milliseconds of each contestant and kind, and how many matches there were."""
    for (name, shown), timed in results.items():
        for kind in KINDS:
            row = f"{name}: {MARKS[shown]}"
            if times := timed.of(kind):
                label = LABELS[kind]
                first = [rounds[0] for rounds in timed.processor[kind] if rounds]
                clock = timed.of(kind, timed.clock)
                say(f"pages {size}", row, median(times), "ms", column=label)
                say(f"pages {size}, slowest twentieth", row, percentile(times, 0.95), "ms", column=label)
                say(f"pages {size}, first time asked", row, median(first), "ms", column=label)
                say(f"pages {size}, wall clock", row, median(clock), "ms", column=label)
                say(f"pages {size}, wall clock, slowest twentieth", row, percentile(clock, 0.95), "ms", column=label)
                if shown or name in (OURS, OUR_TANTIVY):
                    say(f"matches {size}", name, median(timed.totals[kind]), "", column=label)


def ratios(one: Timed, other: Timed) -> dict[Kind, float]:
    """Return how many times longer one takes than another, by kind, over the queries that both were asked."""
    found = {}
    for kind in KINDS:
        pairs = [
            (median(mine), median(theirs))
            for mine, theirs in zip(one.processor.get(kind, []), other.processor.get(kind, []), strict=False)
            if mine and theirs
        ]
        if pairs:
            found[kind] = median([mine for mine, _ in pairs]) / median([theirs for _, theirs in pairs])
    return found


def judged(size: int, results: Results) -> None:
    """Say how ours stand against the others, and harder kinds against the plain word; the large archive is judged."""
    for shown, ours, tantivy in ((True, OURS_WHOLE, OUR_TANTIVY_WHOLE), (False, OURS, OUR_TANTIVY)):
        rivals = (
            (ours, Whoosh.name, "at least 50"),
            (ours, Fts5.name, "at most 1"),
            (ours, Tantivy.name, "at most 2"),
            (tantivy, Tantivy.name, "at most 1.3"),
        )
        for mine, theirs, bound in rivals:
            asked = bound if size >= LARGE else ""
            row = f"{mine}, against {theirs}: {MARKS[shown]}"
            times = ratios(results.get((mine, shown), Timed()), results.get((theirs, shown), Timed()))
            faster = bound.startswith("at least")
            values = {kind: 1 / value if faster else value for kind, value in times.items()}
            unit = "times faster" if faster else "of its time"
            for kind, value in values.items():
                say(f"against {size}", f"{row}, {unit}", value, "", column=LABELS[kind])
            if not values:
                say(f"reach {size}", row, None, "not measured", asked=asked)
            elif faster:
                say(
                    f"reach {size}",
                    f"{row}, median of kinds",
                    median(list(values.values())),
                    "times faster",
                    asked=asked,
                )
            else:
                say(f"reach {size}", f"{row}, median of kinds", median(list(values.values())), "of its time")
                say(f"reach {size}", f"{row}, worst kind", max(values.values()), "of its time", asked=asked)
        plain(size, results.get((ours, shown), Timed()), f"{ours}: {MARKS[shown]}")


def plain(size: int, timed: Timed, row: str) -> None:
    """Say what harder kinds take against a plain word: the thirty rare and the thirty common ones taken together."""
    words = [time for kind in PLAIN for time in timed.of(kind)]
    for kind in ("phrase", "prefix", "fuzzy", "range"):
        if words and (times := timed.of(kind)):
            value = median(times) / median(words)
            say(f"reach {size}", f"{LABELS[kind]} against a plain word, {row}", value, "times", asked="at most 3")


def profile(size: int, folder: pathlib.Path, asked: Mapping[Kind, Sequence[Question]]) -> None:
    """Say where the time of our page goes, the first time that the queries are asked and when they are asked again."""
    queries = {kind: [(one.text, options(one)) for one in some] for kind, some in asked.items()}
    with Archive.open(folder, authority=folder / "authority") as archive:
        for when in ("first time asked", "asked again"):
            spent = parts(archive, [one for some in queries.values() for one in some])
            for part, spell in spent.items():
                say(f"parts of our whole page {size}", part, 100 * spell / sum(spent.values()), "%", column=when)
        for kind, some in queries.items():
            for part, spell in parts(archive, some).items():
                say(f"parts of our whole page {size}, asked again", part, spell, "ms", column=LABELS[kind])


def run(corpus: Corpus, work: pathlib.Path, arguments: argparse.Namespace) -> None:
    """Measure one size."""
    size = len(corpus)
    asked = questions(corpus.shared, *ENDS[corpus.is_original])
    slow = arguments.slow or (max(map(len, asked.values())) if corpus.is_original else FEW)
    asks = list(opened(corpus, work, arguments.without))
    gc.collect()
    gc.freeze()  # what was built is nobody's garbage to look through
    results = measure(asks, asked, arguments.rounds, slow)
    tables(size, results)
    judged(size, results)
    profile(size, place_of(OURS_WHOLE, size, work), asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    parser.add_argument("--size", type=int, action="append", dest="sizes", help="documents; both sizes by default")
    parser.add_argument("--work", type=pathlib.Path, help="keep what is built in this folder, and use what is there")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--slow", type=int, help="queries of a kind that stock Whoosh is asked")
    parser.add_argument("--without", action="append", default=[], help="part of the name of a contestant to leave out")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pages-") as scratch:
        for size in arguments.sizes or [REUTERS, 200_000]:
            work = arguments.work or pathlib.Path(scratch)
            run(Corpus(arguments.shared, size, work), work, arguments)


if __name__ == "__main__":
    main()
