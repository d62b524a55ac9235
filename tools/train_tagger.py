"""
Train the tagger of people and places on freely licensed text and print its scores on the development set.

    python tools/train_tagger.py TEXTS [--megabytes N] [--iterations N] [--model FILE]

TEXTS is a folder with gold/ and silver/, gzipped JSON lines: text, spans (start, end, label), unsure (start, end).
"""

import argparse
import bisect
import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycrfsuite
from wire_forms import Town, Wire

from dispatchsearch.gazetteer import Gazetteer, Place
from dispatchsearch.ingest.entities.features import Features, in_text, large_words
from dispatchsearch.ingest.entities.tagger import MODEL, Tagger
from dispatchsearch.ingest.entities.tokens import sentences, tokenize

Record = dict[str, Any]
GOLD = ("redocred_devtest", "uner_ewt_devtest", "gum_public", "uner_pud", "wikigold_public")
GOLD_TIMES = 4  # what people labelled counts as often as this
GOLD_ONCE = ("crossner",)
SILVER = ("voa_news", "state_dept_milestones", "wikipedia_current_events")
GOLD_ASIDE, SILVER_ASIDE = 12, 40  # every n-th text is kept for development
HEADED = 0.35  # share of texts that get headline and dateline
PAGES_OF_RESULTS = 40  # for each megabyte of text
LABELS = ("PER", "LOC", "ORG")
PARAMETERS = {"c1": 0.8, "c2": 0.01, "feature.minfreq": 6}


def texts(folder: Path) -> Iterator[tuple[Record, bool]]:
    """Yield each text and whether it is set aside for development."""
    sets = ("gold", GOLD, GOLD_ASIDE), ("gold", GOLD_ONCE, GOLD_ASIDE), ("silver", SILVER, SILVER_ASIDE)
    for kind, names, aside in sets:
        for name in names:
            with gzip.open(folder / kind / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                for line in lines:
                    record = json.loads(line)
                    times = GOLD_TIMES if name in GOLD else 1
                    yield (
                        {**record, "kind": kind, "times": times},
                        zlib.crc32(record["text"][:200].encode()) % aside == 0,
                    )


def towns(gazetteer: Gazetteer, file: Path) -> tuple[list[Town], list[str]]:
    """Return towns that datelines may name, capitals and the largest first, and countries."""
    lines = [line.split(",", 3) for line in (file / "countries.csv").read_text("utf-8").splitlines()[1:]]
    countries = [line[3].split(";")[0] for line in lines]
    lands = {place.id: place for name in countries for place in gazetteer.named(name) if place.kind == "country"}
    large = gazetteer.largest(2_500)

    def described(place: Place) -> Town:
        state = gazetteer.place(place.within[0]) if place.country in ("US", "CA", "AU") and place.within else None
        land = lands.get(place.within[-1]) if place.within and place.country != "US" else None
        return place.name, state.name if state else None, land.name if land else None

    ordered = sorted(large, key=lambda place: (place.kind != "capital", -place.population))
    peopled = sorted(lands.values(), key=lambda place: -place.population)
    return [described(place) for place in ordered], [place.name for place in peopled if place.population > 200_000]


def bio(tokens: list[tuple[int, int]], spans: list[Record]) -> list[str]:
    """Return the BIO label of each token."""
    starts = [start for start, _ in tokens]
    found = ["O"] * len(tokens)
    for span in spans:
        if span["label"] not in LABELS:
            continue
        number = max(0, bisect.bisect_right(starts, span["start"]) - 1)
        prefix = "B"
        while number < len(tokens) and tokens[number][0] < span["end"]:
            if tokens[number][1] > span["start"]:
                found[number] = f"{prefix}-{span['label']}"
                prefix = "I"
            number += 1
    return found


def teach(trainer: pycrfsuite.Trainer, features: Features, record: Record) -> None:
    """Give the trainer the sentences of one text; those with a word the labels are not sure of are left out."""
    text = record["text"]
    tokens = tokenize(text)
    words = [text[start:end] for start, end in tokens]
    ranges = sentences(text, tokens)
    marks = bio(tokens, record["spans"])
    unsure = sorted(start for start, _ in record.get("unsure", ()))
    told = in_text(words, large_words(words), ranges)
    for first, end in ranges:
        at = bisect.bisect_left(unsure, tokens[first][0])
        if at == len(unsure) or unsure[at] >= tokens[end - 1][1]:
            sentence = words[first:end]
            trainer.append(features.of(sentence, large_words(sentence), told), marks[first:end])


def scores(tagger: Tagger, records: list[Record]) -> str:
    """Return exact F1 of people and places, of the tagger alone."""
    said = []
    for label in ("PER", "LOC"):
        hit = ours = theirs = 0
        for record in records:
            got = {(span.start, span.end) for span in tagger.tag(record["text"]).spans if span.label == label}
            want = {(span["start"], span["end"]) for span in record["spans"] if span["label"] == label}
            hit, ours, theirs = hit + len(got & want), ours + len(got), theirs + len(want)
        said.append(f"{label} {200 * hit / max(1, ours + theirs):.1f} (of {theirs})")
    return ", ".join(said)


def main() -> None:
    """Train, write the weights, print scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--megabytes", type=float, default=30)
    parser.add_argument("--iterations", type=int, default=80)
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    gazetteer = Gazetteer()
    features = Features(gazetteer)
    learned: list[Record] = []
    aside: dict[str, list[Record]] = {"gold": [], "silver": []}
    budget = options.megabytes * 1e6
    for record, kept in texts(options.texts):
        if kept:
            if record["times"] > 1 or record["kind"] == "silver":
                aside[record["kind"]].append(record)
        elif budget > 0:
            budget -= len(record["text"])
            learned.append(record)
    wire = Wire(learned, *towns(gazetteer, MODEL.parent))
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for record in learned:
        for _ in range(record["times"]):
            teach(trainer, features, wire.headed(record) if wire.happens(HEADED) else record)
    for _ in range(int(PAGES_OF_RESULTS * sum(len(record["text"]) for record in learned) / 1e6)):
        teach(trainer, features, wire.results())
    trainer.set_params({**PARAMETERS, "max_iterations": options.iterations})
    trainer.train(str(options.model))
    tagger = Tagger(gazetteer, options.model)
    for kind, records in aside.items():
        print(f"development, {kind}: {scores(tagger, records)}")
    print(f"{options.model.name}: {options.model.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
