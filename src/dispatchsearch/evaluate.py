"""
How well a search finds what a person judged: measures over topics and judgements, and a test between two settings.

Topics are questions, judgements tell which dispatches answer them and how well. Both may be CSV files or TREC's.
"""

import csv
import io
import random
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2, sqrt
from pathlib import Path

from dispatchsearch.errors import ReadError

DEPTH = 10  # hits that nDCG looks at
DEEP = 1000  # hits that average precision and recall look at
SHUFFLES = 10_000
Z = 1.959964  # of the normal distribution, for an interval of 95 %

TOP = re.compile(r"<num>\s*(?:Number:)?\s*(\S+).*?<title>\s*(?:Topic:)?\s*([^<]+)", re.DOTALL | re.IGNORECASE)
Judged = Mapping[str, int]
"""Document -> grade: 0 does not answer, 1 answers, more answers better."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The measures of one topic."""

    ndcg: float
    average_precision: float
    recall: float


def read_topics(path: Path) -> dict[str, str]:
    """Read topics: CSV with the columns topic and query, or TREC's with <num> and <title>; ReadError for others."""
    text = _text(path)
    if "<num>" in text.lower():
        found = {number: " ".join(title.split()) for number, title in TOP.findall(text)}
    else:
        found = {row["topic"]: row["query"] for _, row in _table(path, text, ("topic", "query"))}
    if not found:
        raise ReadError(f"{path} holds no topics: write a CSV file with the columns topic and query")
    return found


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """Read judgements: CSV with the columns topic, dispatch, grade, or TREC's four columns; ReadError for others."""
    text = _text(path)
    found: dict[str, dict[str, int]] = {}
    if "," in text.partition("\n")[0]:
        rows = [
            (n, [row["topic"], row["dispatch"], row["grade"]])
            for n, row in _table(path, text, ("topic", "dispatch", "grade"))
        ]
    else:
        rows = [
            (n, [part for at, part in enumerate(line.split()) if at != 1])
            for n, line in enumerate(text.splitlines(), 1)
        ]
    for number, row in rows:
        if not any(row):
            continue
        try:
            topic, document, grade = row
            found.setdefault(topic, {})[document] = int(grade)
        except ValueError as error:
            raise ReadError(f"{path}, line {number}: topic, dispatch and a whole number as grade are wanted") from error
    return found


def scores(ranked: Sequence[str], judged: Judged) -> Scores:
    """Score the documents found for a topic, best first, against its judgements."""
    return Scores(ndcg(ranked[:DEPTH], judged), average_precision(ranked[:DEEP], judged), recall(ranked[:DEEP], judged))


def ndcg(ranked: Sequence[str], judged: Judged) -> float:
    """Return the normalized discounted cumulative gain at DEPTH (Järvelin and Kekäläinen, 2002), gains as graded."""
    best = sorted((grade for grade in judged.values() if grade > 0), reverse=True)[:DEPTH]
    ideal = _discounted(best)
    return _discounted([max(judged.get(document, 0), 0) for document in ranked]) / ideal if ideal else 0.0


def average_precision(ranked: Sequence[str], judged: Judged) -> float:
    """Return the mean of the precisions at each document that answers, 0 for those not found; averaged it is MAP."""
    hits = [rank for rank, document in enumerate(ranked, 1) if judged.get(document, 0) > 0]
    wanted = sum(grade > 0 for grade in judged.values())
    return sum(found / rank for found, rank in enumerate(hits, 1)) / wanted if wanted else 0.0


def recall(ranked: Sequence[str], judged: Judged) -> float:
    """Return the share of the documents that answer which were found."""
    wanted = {document for document, grade in judged.items() if grade > 0}
    return len(wanted & set(ranked)) / len(wanted) if wanted else 0.0


def chance(ones: Sequence[float], others: Sequence[float], seed: int = 1993) -> float:
    """Tell how often chance alone would set two settings so far apart on the same topics: a paired randomization test.

    Two-sided, as described by Smucker, Allan and Carterette (2007): each topic's two scores change sides at random.
    """
    differences = [one - other for one, other in zip(ones, others, strict=True)]
    seen = abs(sum(differences)) - 1e-12
    toss = random.Random(seed)  # noqa: S311  # no secret hangs on it
    far = sum(abs(sum(d if toss.random() < 0.5 else -d for d in differences)) >= seen for _ in range(SHUFFLES))
    return (far + 1) / (SHUFFLES + 1)


def wilson(right: int, answered: int) -> tuple[float, float]:
    """Return the interval in which a share lies with 95 % confidence, by a sample of so many answers (Wilson, 1927)."""
    if not answered:
        return 0.0, 1.0
    share, spread = right / answered, Z * Z / answered
    middle = share + spread / 2
    reach = Z * sqrt(share * (1 - share) / answered + spread / (4 * answered))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


def means(scored: Sequence[Scores]) -> Scores:
    """Return the means of the measures over topics."""
    return Scores(
        statistics.fmean(one.ndcg for one in scored),
        statistics.fmean(one.average_precision for one in scored),
        statistics.fmean(one.recall for one in scored),
    )


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path} cannot be read as UTF-8 text ({error})") from error


def _table(path: Path, text: str, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a CSV file with their lines; ReadError where columns are missing."""
    reader = csv.DictReader(io.StringIO(text))
    if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
        raise ReadError(f"{path}: the first line must name the columns {', '.join(columns)}; there is no {missing[0]}")
    return [(reader.line_num, {name: (row[name] or "").strip() for name in columns}) for row in reader]
