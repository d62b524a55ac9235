"""
What cleaning costs: a web page beside trafilatura, a text and a mail by themselves.

    python benchmarks/cleaning.py [--shared DIR] [--rounds N] [--parts]

A page goes to both in turn, in this process, in another order each time: from its bytes to text, title, byline,
dateline, furniture and all evidence of dates here; to the text alone there, with trafilatura's default settings.
Counted is processor time, for neighbours lengthen every other; a page's time is the least of its rounds. With --parts
it also says where the time of a page goes, by the rooms it is spent in. One JSON line for each value.
"""

import argparse
import cProfile
import gzip
import json
import logging
import pathlib
import pstats
import statistics
import time
from collections.abc import Callable

import trafilatura

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.clean import clean
from dispatchsearch.ingest.dating import address_evidence, date_evidence
from dispatchsearch.ingest.raw import RawDocument

TABLE = "cost of cleaning"
SENTENCE = "The ferry to the island left at noon on Tuesday with forty passengers and a piano, its captain said. "
DISPATCH = f"Ferry Sails Again\n\nTORVAL, Belmark, June 27 (Northwire) - {SENTENCE * 4}\n\n" + f"{SENTENCE * 3}\n\n" * 2
MAIL = f"From: a@wire.example\nSubject: Ferry sails again\nDate: Mon, 5 Jun 1995 10:00:00 +0000\n\n{DISPATCH}"


def say(row: str, value: float, unit: str, asked: str = "") -> None:
    print(json.dumps({"table": TABLE, "row": row, "value": round(value, 4), "unit": unit, "asked": asked}), flush=True)


def ours(data: bytes, url: str | None, media: str = "text/html") -> None:
    """Clean a document and read its dates, as the pipeline does."""
    raw = RawDocument(data, media, "folder/page", url=url)
    try:
        for story in clean(raw):
            date_evidence(story)
    except ReadError:
        return
    address_evidence(url, "folder/page", None)


def theirs(data: bytes, url: str | None) -> None:
    trafilatura.extract(data, url=url)


def seconds(function: Callable[..., None], *arguments: object) -> float:
    started = time.process_time()
    function(*arguments)
    return time.process_time() - started


def pages(data: pathlib.Path) -> list[tuple[bytes, str | None]]:
    """Return every page of the gold data once, with its address."""
    found = {}
    for kind in ("text", "snippets", "dates"):
        for line in (data / f"{kind}.gold.jsonl").read_text("utf-8").splitlines():
            gold = json.loads(line)
            found[gold["page"]] = gold["url"]
    return [(gzip.decompress((data / "pages" / name).read_bytes()), url) for name, url in sorted(found.items())]


def beside(some: list[tuple[bytes, str | None]], rounds: int) -> None:
    """Measure pages in both, in turn."""
    least = {ours: [float("inf")] * len(some), theirs: [float("inf")] * len(some)}
    for round_ in range(rounds):
        for number, (data, url) in enumerate(some):
            for function in (ours, theirs) if (number + round_) % 2 else (theirs, ours):
                least[function][number] = min(least[function][number], seconds(function, data, url))
    mean = {function: statistics.mean(times) * 1e3 for function, times in least.items()}
    ratios = [mine / other for mine, other in zip(least[ours], least[theirs], strict=True)]
    say("pages", len(some), "pages")
    say("trafilatura, default settings, text alone", mean[theirs], "ms a page")
    say("ours: text, title, byline, dateline, furniture, date evidence", mean[ours], "ms a page")
    say("ours to trafilatura", mean[ours] / mean[theirs], "times", "at most 1.2")
    say("ours to trafilatura, median of pages", statistics.median(ratios), "times")


def alone(name: str, text: str, media: str) -> None:
    """Measure a document again and again, each time another."""
    times = []
    for number in range(300):
        data = text.replace("forty", str(number + 2)).encode()
        times.append(seconds(ours, data, None, media))
    least = sorted(times)[: len(times) // 2]
    say(
        f"{name} of {len(text):,} characters",
        statistics.mean(least) * 1e3,
        "ms",
        "at most about 1 for 1,000 characters",
    )


def parts(some: list[tuple[bytes, str | None]]) -> None:
    """Say in which rooms the time of a page is spent, in per cent."""
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    for data, url in some:
        ours(data, url)
    profile.disable()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--some", type=int, default=1, metavar="N", help="take every N-th page")
    parser.add_argument("--parts", action="store_true")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    data = asked.shared / "quality" / "data"
    some = pages(data)[:: asked.some] if data.is_dir() else []
    if asked.parts:
        parts(some)
    elif some:
        beside(some, asked.rounds)
    alone("a plain text", DISPATCH, "text/plain")
    alone("a mail", MAIL, "message/rfc822")


if __name__ == "__main__":
    main()
