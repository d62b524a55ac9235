"""
What each part of the ranking adds, and what it costs: nDCG@10 on the gold queries and time on the Reuters dispatches.

    python benchmarks/ranking.py [--shared DIR] [--set NAME ...]

Documents are written out as text files and indexed as a user would; each part is a searcher over that archive with its
own weights. Versions are not folded. peers.py has the other engines.
"""

import argparse
import datetime as dt
import gzip
import json
import math
import pathlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

import reuters_files
from dispatchsearch.archive import Archive
from dispatchsearch.search.page import SearchOptions
from dispatchsearch.search.ranking import Weights
from dispatchsearch.search.searcher import Searcher
from peers import PEERS
from scored import archived

SETS = ("time", "reuters", "cran", "med", "cacm", "cisi", "lisa", "npl")
DEPTH = 10
UNFOLDED = SearchOptions(all_versions=True)
SHUFFLES = 20_000
SHIPPED = Weights()
PARTS = {
    "words": replace(SHIPPED, surface=0.0, pair=0.0, best=0),
    "+ surface ahead of stem": replace(SHIPPED, pair=0.0, best=0),
    "+ pairs": replace(SHIPPED, best=0),
    "+ feedback: as shipped": SHIPPED,
}
NEAR = {
    "as shipped": SHIPPED,
    **{f"pair {value}": replace(SHIPPED, pair=value) for value in (0.15, 0.4)},
    **{f"surface {value}": replace(SHIPPED, surface=value) for value in (0.05, 0.3)},
    **{f"best {value}": replace(SHIPPED, best=value) for value in (3, 8, 10)},
    **{f"added {value}": replace(SHIPPED, added=value) for value in (25, 80)},
    **{f"original {value}": replace(SHIPPED, original=value) for value in (0.55, 0.75)},
    "best 8, original 0.75": replace(SHIPPED, best=8, original=0.75),
    "best 10, added 30, original 0.6": replace(SHIPPED, best=10, added=30, original=0.6),
}
"""Settings around the one shipped."""


def rows(path: pathlib.Path) -> list[dict[str, Any]]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def judged(folder: pathlib.Path) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each query that has a relevant document, with the grades."""
    grades: dict[str, dict[str, int]] = {}
    for line in rows(folder / "qrels.jsonl"):
        if line["rel"] > 0:
            grades.setdefault(str(line["qid"]), {})[str(line["docid"])] = line["rel"]
    for query in rows(folder / "queries.jsonl"):
        if str(query["id"]) in grades:
            yield query["text"], grades[str(query["id"])]


def ndcg(found: Iterable[str], grades: Mapping[str, int]) -> float:
    """Return nDCG@10, the gain of a document its grade."""

    def gain(values: Iterable[int]) -> float:
        return sum(value / math.log2(place + 2) for place, value in enumerate(values))

    return gain(grades.get(id_, 0) for id_ in list(found)[:DEPTH]) / gain(sorted(grades.values(), reverse=True)[:DEPTH])


def quality(data: pathlib.Path, sets: Sequence[str]) -> None:
    """Print nDCG@10 of the parts and of the peers by sets, and how sure the shipped ranking is ahead of each peer."""
    scores: dict[str, dict[str, list[float]]] = {}
    missing = set()
    for name in sets:
        docs = rows(data / "ranking" / name / "docs.jsonl.gz")
        queries = list(judged(data / "ranking" / name))
        with tempfile.TemporaryDirectory() as scratch:
            for label, search in searches(docs, pathlib.Path(scratch), missing):
                scores.setdefault(label, {})[name] = [ndcg(search(text, DEPTH), grades) for text, grades in queries]
    print("| nDCG@10 |", " | ".join(sets), "| mean | ahead of it, p |\n|---|" + "---|" * (len(sets) + 2))
    shipped = [one for name in sets for one in scores["+ feedback: as shipped"][name]]
    for label, by_set in scores.items():
        means = [statistics.mean(by_set[name]) for name in sets]
        theirs = [one for name in sets for one in by_set[name]]
        sure = f"{paired(shipped, theirs):.4f}" if label in PEERS else ""
        print(f"| {label} | " + " | ".join(f"{value:.3f}" for value in (*means, statistics.mean(means))), f"| {sure} |")
    for label in sorted(missing):
        print(f"\n{label} is not installed and was left out.")


def searches(
    docs: Sequence[Mapping[str, Any]], folder: pathlib.Path, missing: set[str]
) -> Iterator[tuple[str, Callable[[str, int], Iterable[str]]]]:
    """Yield each part of the ranking and each peer as a search over the documents."""
    archive, ids = archived(docs, folder / "ours")
    with archive:
        for part, weights in PARTS.items():
            yield part, ours(archive, ids, weights)
    for label, make in PEERS.items():
        place = folder / label
        place.mkdir()
        try:
            yield label, make(docs, place)
        except ImportError:
            missing.add(label)


def ours(archive: Archive, ids: Mapping[str, Sequence[str]], weights: Weights) -> Callable[[str, int], list[str]]:
    """Return a search of an archive with these weights, for the documents its dispatches were made of."""
    searcher = Searcher(archive.searcher.engine, archive.store, weights=weights)

    def search(text: str, k: int) -> list[str]:
        found = searcher.ids(text, SearchOptions(limit=k, all_versions=True))
        return [id_ for dispatch in found for id_ in ids[dispatch]]

    return search


def paired(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return how often chance alone would put us as far ahead: a one-sided randomization test over the queries."""
    differences = np.array(ours) - np.array(theirs)
    signs = np.random.default_rng(1993).choice((-1, 1), (SHUFFLES, len(differences)))
    return float(((signs * differences).mean(1) >= differences.mean()).mean())


def crossed(data: pathlib.Path, sets: Sequence[str]) -> None:
    """Print how well the setting does on each collection that is best on all others, of those near the one shipped."""
    scores: dict[str, dict[str, float]] = {label: {} for label in NEAR}
    for name in sets:
        docs = rows(data / "ranking" / name / "docs.jsonl.gz")
        queries = list(judged(data / "ranking" / name))
        with tempfile.TemporaryDirectory() as scratch:
            archive, ids = archived(docs, pathlib.Path(scratch))
            with archive:
                for label, weights in NEAR.items():
                    search = ours(archive, ids, weights)
                    scores[label][name] = statistics.mean(ndcg(search(text, DEPTH), grades) for text, grades in queries)
    for label, by_set in scores.items():
        print(f"{statistics.mean(by_set.values()):.4f} {label}")
    left = {}
    for name in sets:
        best = max(NEAR, key=lambda label: sum(scores[label][other] for other in sets if other != name))
        left[name] = scores[best][name]
        print(f"{name} left out: {best}, {left[name]:.3f} on it; as shipped {scores['as shipped'][name]:.3f}")
    print(f"mean of those left out: {statistics.mean(left.values()):.4f}")


def cost(data: pathlib.Path, folder: pathlib.Path | None) -> None:
    """Print what a page of results takes with the parts of the ranking, on an archive of the Reuters dispatches."""
    queries = [
        query.replace(" OR ", " ") for query in json.loads((data / "corpora" / "queries.json").read_text())["or"]
    ]
    with tempfile.TemporaryDirectory() as scratch:
        made = folder or pathlib.Path(scratch) / "index"
        if folder is None:
            reuters_files.write(data / "corpora" / "reuters21578.jsonl.gz", pathlib.Path(scratch) / "raw")
            with Archive(made, create=True) as archive:
                for _ in archive.index([pathlib.Path(scratch) / "raw"], now=dt.datetime.now(dt.UTC)):
                    pass
        print("\n| | ms of processor time a page, median | of the slowest tenth | times words alone |")
        print("|---|---|---|---|")
        with Archive.open(made) as archive:
            plain = 0.0
            for part, weights in PARTS.items():
                for options in (UNFOLDED, SearchOptions())[: 2 if weights is SHIPPED else 1]:
                    searcher = Searcher(archive.searcher.engine, archive.store, weights=weights)
                    times = sorted(page_times(searcher, queries, options))
                    median = statistics.median(times)
                    plain = plain or median
                    label = part + ("" if options is UNFOLDED else ", versions folded")
                    print(f"| {label} | {median:.1f} | {times[len(times) * 9 // 10]:.1f} | {median / plain:.1f} |")


def page_times(searcher: Searcher, queries: Sequence[str], options: SearchOptions) -> Iterator[float]:
    """Yield the milliseconds of processor time of each page of results; each query is asked three times."""
    for query in queries * 3:
        started = time.process_time()
        searcher.search(query, options)
        yield (time.process_time() - started) * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    parser.add_argument("--set", action="append", choices=SETS, dest="sets")
    parser.add_argument("--archive", type=pathlib.Path, help="an archive of the Reuters dispatches, made before")
    parser.add_argument("--cross", action="store_true", help="cross-validate the weights instead")
    parser.add_argument("--cost", action="store_true", help="measure the cost alone")
    arguments = parser.parse_args()
    data = arguments.shared / "quality" / "data"
    if not data.is_dir():
        print(f"skipped: the gold data is not at {data}")
        return
    if arguments.cross:
        crossed(data, arguments.sets or SETS)
        return
    if not arguments.cost:
        quality(data, arguments.sets or SETS)
    cost(data, arguments.archive)


if __name__ == "__main__":
    main()
