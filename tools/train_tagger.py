"""
Train the tagger of people and places on freely licensed text and print its scores on the development set.

    python tools/train_tagger.py TEXTS [--megabytes N]

TEXTS is a folder with gold/ and silver/ of JSON lines: text, spans (start, end, label).
"""

import argparse
import bisect
import gzip
import json
import random
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite

from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.ingest.tagger import MODEL, Tagger, spans_of
from dispatchsearch.ingest.tokens import sentences, tokenize

GOLD = ("redocred_devtest", "uner_ewt_devtest", "gum_public", "uner_pud", "wikigold_public")
SILVER = ("voa_news", "state_dept_milestones", "wikipedia_current_events")
DEVELOPMENT = 12  # every twelfth text of gold is set aside


def texts(path: Path) -> Iterator[dict]:
    """Yield the records of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def labels(tokens: list[tuple[int, int]], spans: list[dict]) -> list[str]:
    """Return the BIO label of each token."""
    starts = [start for start, _ in tokens]
    found = ["O"] * len(tokens)
    for span in spans:
        if span["label"] not in ("PER", "LOC", "ORG"):
            continue
        number = bisect.bisect_right(starts, span["start"]) - 1
        prefix = "B"
        while number < len(tokens) and tokens[number][0] < span["end"]:
            if tokens[number][1] > span["start"]:
                found[number] = f"{prefix}-{span['label']}"
                prefix = "I"
            number += 1
    return found


def examples(record: dict, tagger: Tagger) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield features and labels of the sentences of one record; those with unsure tokens are left out."""
    text = record["text"]
    tokens = tokenize(text)
    marks = labels(tokens, record["spans"])
    unsure = sorted(mark if isinstance(mark, int) else mark[0] for mark in record.get("unsure", ()))
    for first, end in sentences(text, tokens):
        left, right = tokens[first][0], tokens[end - 1][1]
        at = bisect.bisect_left(unsure, left)
        if at < len(unsure) and unsure[at] < right:
            continue
        yield tagger.features([text[a:b] for a, b in tokens[first:end]]), marks[first:end]


def set_aside(record: dict) -> bool:
    return zlib.crc32(record["text"][:200].encode()) % DEVELOPMENT == 0


def main() -> None:
    """Train, write the weights, print scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--iterations", type=int, default=70)
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    tagger = Tagger(Gazetteer(), None)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    development = []
    for name in GOLD:
        for record in texts(options.texts / "gold" / f"{name}.jsonl.gz"):
            if set_aside(record):
                development.append(record)
                continue
            for example in examples(record, tagger):
                trainer.append(*example)
    budget = options.megabytes * 1e6
    for name in SILVER:
        for record in texts(options.texts / "silver" / f"{name}.jsonl.gz"):
            if budget < 0:
                break
            budget -= len(record["text"])
            for example in examples(record, tagger):
                trainer.append(*example)
    trainer.set_params({"c1": 0.3, "c2": 0.01, "max_iterations": options.iterations, "feature.minfreq": 4})
    trainer.train(str(options.model))
    tagger = Tagger(Gazetteer(), options.model)
    counts = {"PER": [0, 0, 0], "LOC": [0, 0, 0]}
    for record in development:
        got = {(span.start, span.end, span.label) for span in tagger.spans(record["text"])}
        want = {(span["start"], span["end"], span["label"]) for span in record["spans"] if span["label"] in counts}
        for label, count in counts.items():
            ours, theirs = ({span for span in spans if span[2] == label} for spans in (got, want))
            count[0] += len(ours & theirs)
            count[1] += len(ours)
            count[2] += len(theirs)
    for label, (hit, ours, theirs) in counts.items():
        print(label, f"F1 {200 * hit / (ours + theirs):.1f}", f"of {theirs}")
    print(f"{options.model.name}: {options.model.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
