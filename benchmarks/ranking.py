"""
What each part of the ranking adds, and what it costs: nDCG@10 on the gold queries and time on the Reuters dispatches.

    python benchmarks/ranking.py [--shared DIR] [--set NAME ...]

Documents go into the engine as dispatches without dates, names or sources, through the product's own analyzer, schema,
rewriting and searcher; only reading and cleaning are left out. Versions are not folded.
"""

import argparse
import gzip
import json
import math
import pathlib
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dispatchsearch.dispatch import DateConclusion, Dispatch, Heading
from dispatchsearch.engines import open_engine
from dispatchsearch.schema import FIELDS, row
from dispatchsearch.search.page import SearchOptions
from dispatchsearch.search.ranking import Weights
from dispatchsearch.search.searcher import Searcher

SETS = ("time", "reuters", "cran", "med", "cacm", "cisi", "lisa", "npl")
DEPTH = 10
SHIPPED = Weights()
PARTS = {
    "words": replace(SHIPPED, surface=0.0, pair=0.0, best=0),
    "+ surface ahead of stem": replace(SHIPPED, pair=0.0, best=0),
    "+ pairs": replace(SHIPPED, best=0),
    "+ feedback: as shipped": SHIPPED,
}


class Records:
    """The documents as a searcher wants them of a store; there are no names."""

    def __init__(self, dispatches: Mapping[str, Dispatch]) -> None:
        self.found = dispatches
        self.names = self

    def dispatches(self, ids: Iterable[str]) -> dict[str, Dispatch]:  # noqa: D102
        return {id_: self.found[id_] for id_ in ids}

    def headings_named(self, _kind: str, _text: str) -> tuple[Heading, ...]:  # noqa: D102
        return ()

    def headings(self, _ids: Iterable[str]) -> dict[str, Heading]:  # noqa: D102
        return {}

    def labels(self, _ids: Iterable[str]) -> dict[str, str]:  # noqa: D102
        return {}


def rows(path: pathlib.Path) -> list[dict[str, Any]]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def dispatch(doc: Mapping[str, Any]) -> Dispatch:
    undated = DateConclusion(None, "low", "no date")
    text = doc.get("text") or doc.get("body") or ""
    return Dispatch(str(doc["id"]), doc["title"], text, undated, "gold", "", (), language="en")


def records(docs: Iterable[Mapping[str, Any]], folder: pathlib.Path) -> tuple[Any, Records]:
    """Index documents; return the engine and the records."""
    found = {str(doc["id"]): dispatch(doc) for doc in docs}
    engine = open_engine("whoosh", folder, FIELDS)
    engine.write({id_: row(one) for id_, one in found.items()})
    return engine, Records(found)


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


def quality(data: pathlib.Path, sets: Iterable[str]) -> None:
    """Print the table of parts by sets."""
    print("| |", " | ".join(sets), "| mean |\n|---|" + "---|" * (len(list(sets)) + 1))
    means: dict[str, list[float]] = {part: [] for part in PARTS}
    for name in sets:
        with tempfile.TemporaryDirectory() as scratch:
            engine, store = records(rows(data / "ranking" / name / "docs.jsonl.gz"), pathlib.Path(scratch))
            queries = list(judged(data / "ranking" / name))
            for part, weights in PARTS.items():
                searcher = Searcher(engine, store, weights=weights)  # type: ignore[arg-type]
                scores = [ndcg(searcher.ids(text, SearchOptions(limit=DEPTH)), grades) for text, grades in queries]
                means[part].append(statistics.mean(scores))
            engine.close()
    for part, values in means.items():
        print(f"| {part} | " + " | ".join(f"{value:.3f}" for value in (*values, statistics.mean(values))) + " |")


def cost(data: pathlib.Path) -> None:
    """Print what a page of results takes with the parts of the ranking, on the Reuters dispatches."""
    docs = rows(data / "corpora" / "reuters21578.jsonl.gz")
    queries = [
        query.replace(" OR ", " ") for query in json.loads((data / "corpora" / "queries.json").read_text())["or"]
    ]
    with tempfile.TemporaryDirectory() as scratch:
        engine, store = records(docs, pathlib.Path(scratch))
        print("\n| | ms a page, median | of the slowest tenth |\n|---|---|---|")
        for part, weights in PARTS.items():
            searcher = Searcher(engine, store, weights=weights)  # type: ignore[arg-type]
            times = []
            for query in queries * 3:
                started = time.perf_counter()
                searcher.search(query)
                times.append((time.perf_counter() - started) * 1e3)
            times.sort()
            print(f"| {part} | {statistics.median(times):.1f} | {times[len(times) * 9 // 10]:.1f} |")
        engine.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    parser.add_argument("--set", action="append", choices=SETS, dest="sets")
    arguments = parser.parse_args()
    data = arguments.shared / "quality" / "data"
    if not data.is_dir():
        print(f"skipped: the gold data is not at {data}")
        return
    quality(data, arguments.sets or SETS)
    cost(data)


if __name__ == "__main__":
    main()
