"""
Learn the weights by which a page's story is told from its furniture: two passes of logistic regression.

    python benchmarks/train_maintext.py [--write]

Labels come from the scorer's gold data: where the whole text is known, each piece that shares most of its word
sequences with it; where only snippets are known, the pieces that hold one. Figures are cross-validated by host: a page
is judged by weights that saw no page of its host. Only with --write the weights of all pages go to data/maintext.json.
"""

import argparse
import hashlib
import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
QUALITY = ROOT.parent / "shared" / "quality"
sys.path[:0] = [str(ROOT / "src"), str(QUALITY)]

import score  # noqa: E402

from dispatchsearch.ingest.encoding import decode  # noqa: E402
from dispatchsearch.ingest.html.head import head  # noqa: E402
from dispatchsearch.ingest.html.maintext import weighed  # noqa: E402
from dispatchsearch.ingest.html.tree import body_of, parsed  # noqa: E402
from dispatchsearch.ingest.html.walk import pieces  # noqa: E402
from dispatchsearch.ingest.html.weighing import Numbers, Page, letters  # noqa: E402

FOLDS = 5
RIDGE = 0.3  # penalty on the weights
TEXTS_COUNT = 2.5  # weight of a page with its whole text known, against one snippet
KEPT_FROM = (0.45, 0.5, 0.55)
CHOSEN = 0.5
TARGET = ROOT / "src" / "dispatchsearch" / "data" / "maintext.json"


@dataclass
class Example:
    """A page with the answers for its candidates and how much each counts."""

    kind: str
    gold: dict[str, Any]
    page: Page
    answers: Numbers
    counts: Numbers
    rows: Numbers

    @property
    def fold(self) -> int:
        """Return the fold of the page's host."""
        host = ".".join((urlsplit(self.gold["url"] or "").hostname or "none").split(".")[-2:])
        return int(hashlib.md5(host.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def examples() -> Iterator[Example]:
    for kind in ("text", "snippets"):
        for gold, data in score.pages(QUALITY / "data", kind):
            text = decode(data, html=True)
            facts = head(text, gold["url"])
            tree = parsed(text)
            shown = pieces(body_of(tree))
            page = weighed(tree, text, shown, gold["url"], (facts.title, facts.headline))
            if page.candidates:
                answers, counts = labels(page, kind, gold)
                yield Example(kind, gold, page, answers, counts, page.first_pass())


def labels(page: Page, kind: str, gold: dict[str, Any]) -> tuple[Numbers, Numbers]:
    texts = [page.pieces[number].text for number in page.candidates]
    if kind == "snippets":
        folded = [score.folded(text) for text in texts]
        wanted = np.array([sum(score.folded(part) in text for part in gold["with"]) for text in folded], dtype=float)
        unwanted = np.array(
            [sum(score.folded(part) in text for part in gold["without"]) for text in folded], dtype=float
        )
        return (wanted > unwanted).astype(float), np.abs(wanted - unwanted)
    known, running = score.shingles(gold["text"]), f" {letters(gold['text'])} "
    words = np.array([len(text.split()) + 2 for text in texts], dtype=float)
    counts = np.minimum(words / max(50, len(gold["text"].split())), 1) * 12 * TEXTS_COUNT
    return np.array([float(belongs(text, known, running)) for text in texts]), counts


def belongs(text: str, known: Any, running: str) -> bool:
    sequences = score.shingles(text)
    if len(letters(text).split()) < 4:
        return f" {letters(text)} " in running
    return sum(sequence in known for sequence in sequences) > len(sequences) / 2


def fitted(some: list[Example], rows: list[Numbers]) -> Numbers:
    """Newton's method on the penalised likelihood."""
    answers, counts = np.concatenate([e.answers for e in some]), np.concatenate([e.counts for e in some])
    seen = counts > 0
    x, y, w = np.vstack(rows)[seen], answers[seen], counts[seen]
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (w * (y - chance)) - RIDGE * weights
        bend = (x * (w * chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-5:
            break
    return weights


def crossed(some: list[Example], rows: list[Numbers]) -> list[Numbers]:
    """Judge each page by weights learned from the other folds."""
    learned = {}
    for fold in range(FOLDS):
        others = [place for place, example in enumerate(some) if example.fold != fold]
        learned[fold] = fitted([some[place] for place in others], [rows[place] for place in others])
    return [1 / (1 + np.exp(-np.clip(row @ learned[e.fold], -30, 30))) for e, row in zip(some, rows, strict=True)]


def figures(some: list[Example], chances: list[Numbers], kept_from: float) -> str:
    hits = [(0, 0, 0)]
    parts: list[tuple[float, float]] = []
    for example, chance in zip(some, chances, strict=True):
        kept = [
            n
            for n, c in zip(example.page.candidates, chance, strict=True)
            if c >= kept_from and example.page.pieces[n].tag != "h1"
        ]
        text = "\n".join(example.page.pieces[number].text for number in kept)
        if example.kind == "text":
            want, got = score.shingles(example.gold["text"]), score.shingles(text)
            hit = sum((want & got).values())
            parts.append((hit / max(1, sum(got.values())), hit / max(1, sum(want.values()))))
        else:
            folded = score.folded(text)
            found = sum(score.folded(part) in folded for part in example.gold["with"])
            extra = sum(score.folded(part) in folded for part in example.gold["without"])
            hits.append((found, extra, len(example.gold["with"]) - found))
    precision, recall = (sum(column) / len(parts) for column in zip(*parts, strict=True))
    snippets = score.prf(*(sum(column) for column in zip(*hits, strict=True)))
    text_f1 = 2 * precision * recall / (precision + recall)
    return f"kept from {kept_from}: text P {precision:.4f} R {recall:.4f} F1 {text_f1:.4f}, snippets {snippets}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    logging.disable(logging.CRITICAL)
    some = list(examples())
    first_rows = [example.rows for example in some]
    chances = crossed(some, first_rows)
    print("first pass,", figures(some, chances, 0.5))
    second_rows = [e.page.second_pass(row, chance) for e, row, chance in zip(some, first_rows, chances, strict=True)]
    again = crossed(some, second_rows)
    for kept_from in KEPT_FROM:
        print("second pass,", figures(some, again, kept_from))
    if parser.parse_args().write:
        table = {"first": fitted(some, first_rows), "second": fitted(some, second_rows)}
        rounded = {name: [round(float(weight), 4) for weight in weights] for name, weights in table.items()}
        TARGET.write_text(json.dumps({"kept_from": CHOSEN, **rounded}) + "\n", "utf-8")


if __name__ == "__main__":
    main()
