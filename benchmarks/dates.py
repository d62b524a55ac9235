"""Date the pages whose day is known: how many rightly, how sure, in parts by host, and how long it takes.

    python benchmarks/dates.py [--shared DIR] [--peer]

Times are of this process, a page, once it is cleaned. With --peer, htmldate is timed in the same run, its parsing of
the page included, and scored on the same pages.
"""

import argparse
import collections
import gzip
import json
import pathlib
import statistics
import time
import urllib.parse
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from dispatchsearch.corpus import chronology
from dispatchsearch.dispatch import DateConclusion
from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.clean import clean
from dispatchsearch.ingest.dating import address_evidence, date_evidence
from scored import HABITS, raw

PARTS = 4
Counts = collections.Counter[tuple[str, str]]


def pages(data: pathlib.Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield each page whose day is known, with what is known of it."""
    for line in (data / "dates.gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        if gold.get("date"):
            with gzip.open(data / "pages" / gold["page"]) as page:
                yield gold, page.read()


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    """Return what a call returns, and its milliseconds of this process."""
    start = time.process_time()
    return call(), (time.process_time() - start) * 1e3


def concluded(html: bytes, url: str | None) -> tuple[DateConclusion, float]:
    """Clean a page, then conclude its date, and time the latter."""
    try:
        story = next(iter(clean(raw(html, url))), None)
    except ReadError:
        story = None

    def conclude() -> DateConclusion:
        found = [*(date_evidence(story) if story else ()), *address_evidence(url, "page.html", None)]
        return chronology.conclude_date(found, HABITS, language=story.language if story else None, url=url)

    return timed(conclude)


def verdict(date: str | None, gold: str) -> str:
    """Say how a date stands to the right one."""
    return "none" if date is None else "right" if date == gold else "coarse" if gold.startswith(date) else "wrong"


def part(url: str | None) -> int:
    """Return the part of a page: pages of one host are in one."""
    host = urllib.parse.urlsplit(url or "").netloc
    return zlib.crc32(".".join(host.split(".")[-2:]).encode()) % PARTS


def shares(counts: Counts) -> str:
    """Return the shares of the verdicts in words."""
    total = counts.total()
    verdicts = collections.Counter(dict.fromkeys(("right", "wrong", "none", "coarse"), 0))
    for (_, found), count in counts.items():
        verdicts[found] += count
    return "  ".join(f"{name} {count / total:.3f}" for name, count in verdicts.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    parser.add_argument("--peer", action="store_true")
    arguments = parser.parse_args()
    found: dict[int, Counts] = collections.defaultdict(collections.Counter)
    peers: dict[str, Counts] = collections.defaultdict(collections.Counter)
    times: dict[str, list[float]] = collections.defaultdict(list)
    for gold, html in pages(arguments.shared / "quality" / "data"):
        conclusion, spent = concluded(html, gold["url"])
        times["dispatchsearch"].append(spent)
        date = str(conclusion.date) if conclusion.date else None
        found[part(gold["url"])][conclusion.confidence if date else "none", verdict(date, gold["date"])] += 1
        for name, extensive in (("htmldate fast", False), ("htmldate extensive", True)) if arguments.peer else ():
            date, spent = peer(html, gold["url"], extensive=extensive)
            peers[name][name, verdict(date, gold["date"])] += 1
            times[name].append(spent)
    whole: Counts = sum(found.values(), collections.Counter())
    print(f"{whole.total()} pages: {shares(whole)}")
    for number, counts in sorted(found.items()):
        print(f"  part {number}, {counts.total()} pages: {shares(counts)}  {sure(counts)}")
    for confidence in ("high", "medium", "low"):
        of_it = collections.Counter({key: count for key, count in whole.items() if key[0] == confidence})
        print(f"{confidence}: {of_it.total() / whole.total():.3f} of the pages, {shares(of_it)}")
    for name, counts in peers.items():
        print(f"{name}: {shares(counts)}")
    for name, spent_on in times.items():
        print(f"{name}: mean {statistics.mean(spent_on):.2f} ms, median {statistics.median(spent_on):.2f} ms a page")


def sure(counts: Counts) -> str:
    """Return how many are called high, and how many of these are right."""
    high = sum(count for (confidence, _), count in counts.items() if confidence == "high")
    return f"high {high / counts.total():.3f}, of these right {counts['high', 'right'] / max(high, 1):.3f}"


def peer(html: bytes, url: str | None, *, extensive: bool) -> tuple[str | None, float]:
    """Date a page with htmldate."""
    from htmldate import find_date  # noqa: PLC0415 (only with --peer)

    def find() -> str | None:
        return find_date(html, url=url, extensive_search=extensive, original_date=True, min_date="1970-01-01")

    return timed(find)


if __name__ == "__main__":
    main()
