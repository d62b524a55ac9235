"""
`dispatchsearch serve` under load: mixed pages at a constant rate, and what a page costs.

    python benchmarks/serving.py [--shared DIR] [--size N ...] [--work DIR] [--rate 50] [--seconds 60]

The archive is filled as filled.py does. Every page is asked for once before the clock starts. Latency counts from the
moment a request was meant to leave (load.py); what the server spends is read from the system, as processor time.
"""

import argparse
import asyncio
import contextlib
import gzip
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode, urljoin

from dispatchsearch.archive import Archive
from dispatchsearch.engines.port import Engine, SearchRequest, SearchResult
from dispatchsearch.search.living import Living
from dispatchsearch.search.searcher import Searcher
from dispatchsearch.web.asked import Asked
from dispatchsearch.web.pages import Pages
from documents import REUTERS, Corpus
from load import Client
from our_pages import Whole
from pages import ENDS, OURS_WHOLE, built
from questions import Question, few, questions
from report import median, percentile, private, say, tell

MIX = {"home": 5, "results": 45, "results, narrowed": 20, "dispatch": 20, "map": 10}
"""Pages of a kind in every hundred."""
WORKERS = 2
TICK = os.sysconf("SC_CLK_TCK")
ASSET = re.compile(rb'(?:href|src)="(/static/[^"]+)"')


@contextlib.contextmanager
def serving(folder: pathlib.Path) -> Iterator[tuple[str, int]]:
    """Serve an archive; yield the address and the process."""
    program = [sys.executable, "-m", "dispatchsearch"]
    offered = subprocess.run([*program, "serve", "--help"], capture_output=True, text=True, check=True).stdout
    workers = ["--workers", str(WORKERS)] if "--workers" in offered else []
    command = [*program, "--index", str(folder), "--authority", str(folder / "authority"), "serve", "--port", "0"]
    server = subprocess.Popen([*command, *workers], stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        address = next(found[0] for line in server.stderr if (found := re.search(r"http://[\d.:]+", line)))
        yield address, server.pid
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        server.stderr.close()


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    parents = {}
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text("utf-8").rpartition(")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def spent(pids: Sequence[int]) -> float:
    """Return the seconds of processor time that processes have spent."""
    fields = [pathlib.Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split() for pid in pids]
    return sum(int(one[11]) + int(one[12]) for one in fields) / TICK


async def mixed(client: Client, asked: Sequence[Question]) -> dict[str, list[str]]:
    """Return the addresses of each kind of page, those of places and dispatches as the results name them."""
    paths: dict[str, list[str]] = {kind: [] for kind in MIX}
    paths["home"] = ["/"]
    for number, one in enumerate(asked):
        words = urlencode(parameters(one))
        found = json.loads(unpacked((await client.get(f"/search.json?{words}"))[1]))
        paths["results"].append(f"/search?{words}")
        paths["map"].append(f"/map?{words}")
        facet = ("place", "source", "person")[number % 3]
        if values := found["facets"].get(facet):
            paths["results, narrowed"].append(f"/search?{words}&{urlencode({facet: value_of(values[0])})}")
        if hits := found["hits"]:
            rank = number % len(hits)
            paths["dispatch"].append(f"/dispatch/{quote(hits[rank]['id'])}?{words}&rank={rank + 1}")
    return paths


def parameters(asked: Question) -> dict[str, str]:
    """Return a question as the parameters of an address."""
    named = {"q": asked.text}
    if asked.since:
        named |= {name: f"{day // 10_000}-{day // 100 % 100:02}" for name, day in (("from", asked.since), ("to", asked.until))}  # fmt: skip  # noqa: E501
    return named


def value_of(line: Mapping[str, Any]) -> str:
    """Return what a facet's line is narrowed by."""
    return str(line.get("id") or line.get("value") or line.get("label"))


def unpacked(body: bytes) -> bytes:
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def schedule(paths: Mapping[str, Sequence[str]], requests: int) -> list[tuple[str, str]]:
    """Return so many requests in the shares of the mix."""
    lines = []
    for kind, share in MIX.items():
        lines += [(kind, paths[kind][number % len(paths[kind])]) for number in range(round(requests * share / 100))]
    return lines


def under_load(address: str, paths: Mapping[str, Sequence[str]], rate: float, seconds: float) -> dict[str, list[float]]:
    """Send the mix at a rate from a process of its own; return latencies in ms by kind of page."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
        file.writelines(f"{kind}\t{path}\n" for kind, path in schedule(paths, round(rate * seconds)))
        file.flush()
        program = str(pathlib.Path(__file__).with_name("load.py"))
        command = [sys.executable, program, address, file.name, "--rate", str(rate), "--seconds", str(seconds)]
        found: dict[str, list[float]] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        return found


async def weight(client: Client, path: str) -> tuple[float, float, float]:
    """Return the KB of a page: with its style and script plain, the same as they travel, and alone as it travels."""
    page = (await client.get(path))[1]
    assets = {urljoin("/", found.decode().replace("&amp;", "&")) for found in ASSET.findall(unpacked(page))}
    files = [page, *[(await client.get(asset))[1] for asset in sorted(assets)]]
    return sum(len(unpacked(file)) for file in files) / 1e3, sum(map(len, files)) / 1e3, len(page) / 1e3


class Counting:
    """An engine that counts the processor time it is asked for."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.seconds = 0.0

    def search(self, request: SearchRequest) -> SearchResult:
        """Find rows."""
        started = time.process_time()
        try:
            return self.engine.search(request)
        finally:
            self.seconds += time.process_time() - started

    def frequency(self, field: str, terms: Sequence[str]) -> Sequence[int]:
        """Return how many rows hold each term."""
        started = time.process_time()
        try:
            return self.engine.frequency(field, terms)
        finally:
            self.seconds += time.process_time() - started

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)


def search_cost(folder: pathlib.Path, asked: Sequence[Question]) -> tuple[float, float]:
    """Return the ms of processor time that a page of results spends in the engine, and in the search around it."""
    addresses = [Asked.model_validate(parameters(one)) for one in asked]
    with Archive.open(folder, authority=folder / "authority") as archive:
        counting = Counting(archive.engine)
        archive.searcher = Searcher(Living(counting, archive.store), archive.store)  # type: ignore[arg-type]
        pages = Pages(archive)
        for one in addresses:  # once to warm it
            pages.search(one)
        counting.seconds = 0.0
        for one in addresses:
            pages.search(one)
        engine, counting.seconds, started = counting.seconds, 0.0, time.process_time()
        for one in addresses:
            one.answer(archive)
        around = time.process_time() - started - counting.seconds
        return engine / len(asked) * 1e3, around / len(asked) * 1e3


async def each(client: Client, paths: Sequence[str]) -> None:
    for path in paths:
        await client.get(path)


async def measure(folder: pathlib.Path, size: int, asked: Sequence[Question], rate: float, seconds: float) -> None:
    """Measure one archive."""
    table = f"serving {size}"
    with serving(folder) as (address, pid):
        client = Client(address)
        paths = await mixed(client, asked)
        await each(client, [path for kind in MIX for path in paths[kind]])
        tell(f"{size}: warm")
        for kind in MIX:
            before, count = spent(family(pid)), 0
            while count < len(asked):
                await each(client, paths[kind])
                count += len(paths[kind])
            cost = (spent(family(pid)) - before) / count * 1e3
            say(table, f"{kind}: processor time a page", cost, "ms")
            if kind == "results":
                whole = cost
        engine, search = search_cost(folder, asked)
        say(table, "results: of this in the engine", engine, "ms")
        say(table, "results: of this in the search around the engine", search, "ms")
        say(table, "results: of this to draw and to send it", whole - engine - search, "ms")
        say(table, "results: beyond the engine", whole - engine, "ms", asked="at most 6")
        for kind in ("home", "results", "dispatch"):
            plain_with, loaded, alone = max([await weight(client, path) for path in paths[kind]])
            asks = {"asked": "at most 60"} if kind == "results" else {}
            say(table, f"{kind}: weight of the heaviest with style and script, plain", plain_with, "KB", **asks)
            say(table, f"{kind}: weight of the heaviest with style and script, as it travels", loaded, "KB")
            say(table, f"{kind}: weight of the heaviest alone, as it travels", alone, "KB")
        before, started = spent(family(pid)), time.perf_counter()
        found = under_load(address, paths, rate, seconds)
        busy = (spent(family(pid)) - before) / (time.perf_counter() - started)
        say(table, "requests that failed", len(found.pop("failed", [])), "")
        for kind, latencies in sorted(found.items()):
            say(table, f"{kind}: p95 at {rate:g} pages a second", percentile(latencies, 0.95), "ms")
        latencies = [one for some in found.values() for one in some]
        say(table, f"all pages: median at {rate:g} pages a second", median(latencies), "ms")
        say(table, f"all pages: p95 at {rate:g} pages a second", percentile(latencies, 0.95), "ms", asked="at most 60")
        say(table, "cores busy with serving meanwhile", busy, "cores")
        kept = sum(map(private, family(pid)))
        say(table, f"private memory of {len(family(pid))} process(es) after it", kept, "MB", asked="at most 500")
        client.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    parser.add_argument("--size", type=int, action="append", dest="sizes", help="documents; both sizes by default")
    parser.add_argument("--work", type=pathlib.Path, help="keep what is built in this folder, and use what is there")
    parser.add_argument("--rate", type=float, default=50, help="pages a second")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--queries", type=int, default=30, help="of each kind")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="serving-") as scratch:
        for size in arguments.sizes or [REUTERS, 200_000]:
            work = arguments.work or pathlib.Path(scratch)
            corpus = Corpus(arguments.shared, size, work)
            folder = built(Whole(OURS_WHOLE, "whoosh"), corpus, work)
            kinds = few(questions(arguments.shared, *ENDS[corpus.is_original]), arguments.queries)
            asked = [one for some in kinds.values() for one in some]
            asyncio.run(measure(folder, size, asked, arguments.rate, arguments.seconds))


if __name__ == "__main__":
    main()
