"""
What is still to be fetched from one host, and what is known of the rest: a journal that survives a kill.

The journal is a file of JSON lines in the folder `.crawl` beside the WARC files, only ever appended to. A round begins
with `start`; `find` puts an address into it, `done` takes one out and says what became of it; `pause` ends a run at a
limit, `finish` the round. A line that a kill cut in two was never written. The next round begins a new journal with a
`page` line for each address known, which takes the old one's place in one step.
"""

import fcntl
import json
import os
from collections import deque
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, TextIO

from dispatchsearch.durable import replacing, settle
from dispatchsearch.errors import CrawlError
from dispatchsearch.ingest.crawl.addresses import shape
from dispatchsearch.ingest.crawl.warc import WORKSHOP, mend

JOURNAL = "frontier.jsonl"

End = Literal["pause", "finish"]


@dataclass(frozen=True, slots=True)
class Kept:
    """The copy of a page that was stored last; `file` and `end` say where its record ends."""

    digest: str  # of the body as sent
    file: str
    end: int
    words: str | None = None  # digest of canonical address and visible words
    etag: str | None = None
    modified: str | None = None  # the Last-Modified header as sent


@dataclass(frozen=True, slots=True)
class Task:
    """An address to fetch."""

    url: str
    depth: int = 0  # links from a seed
    hops: int = 0  # redirects, or lists of lists, in a row that led here
    sitemap: bool = False  # named as a list of addresses

    @property
    def seed(self) -> bool:
        """Whether a person gave the address, or one that was redirected to it."""
        return self.depth == 0 and not self.sitemap

    @property
    def asked_for(self) -> bool:
        """Whether it is wanted whatever the address looks like."""
        return self.depth == 0 or self.sitemap


class Frontier:
    """The journal of one host's folder, open for one crawl at a time."""

    def __init__(self, folder: Path, scope: str) -> None:
        """Open the journal, or begin one; raises CrawlError where another crawl holds it or it is damaged.

        A round that a kill or a limit broke off is gone on with if its scope is the same; else a new round begins.
        """
        self._folder = folder
        self._scope = scope
        self._tasks: dict[str, Task] = {}
        self._queue: deque[str] = deque()
        self._waiting: dict[str, None] = {}
        self._kept: dict[str, Kept] = {}
        self._copies: dict[str, Kept] = {}
        self._gists: set[str] = set()
        self._barren: dict[str, int] = {}
        self._old_scope = ""
        self._running = False
        self.leads: dict[str, None] = {}  # other hosts this one's pages lead to
        self.pages = 0  # stored since the last limit
        self.bytes = 0  # received since the last limit
        (folder / WORKSHOP).mkdir(parents=True, exist_ok=True)
        self._lock = _locked(folder)
        try:
            self._journal = self._opened()
        except BaseException:
            os.close(self._lock)
            raise

    def find(self, task: Task, *, first: bool = False) -> bool:
        """Put an address into the round, unless it is or was in it; tell whether it was new."""
        if task.url in self._tasks:
            return False
        self._write("find", **asdict(task))
        self._found(task, first=first)
        return True

    def lead(self, host: str) -> None:
        """Remember that pages of this host lead to another one that belongs to the crawl."""
        if host not in self.leads:
            self._write("lead", host=host)
            self.leads[host] = None

    def next(self) -> Task:
        """Return the address whose turn it is; it stays in the round until it is done. Raises IndexError for none."""
        return self._tasks[self._queue.popleft()]

    def again(self, task: Task, *, first: bool = False) -> None:
        """Let an address wait for another turn."""
        (self._queue.appendleft if first else self._queue.append)(task.url)

    def done(self, task: Task, what: str, size: int = 0, gist: str | None = None, kept: Kept | None = None) -> None:
        """Take an address out of the round; `size` is what was received, `kept` the copy that now stands for it."""
        facts = {"size": size, "gist": gist, "kept": asdict(kept) if kept else None}
        self._write("done", url=task.url, what=what, **{name: fact for name, fact in facts.items() if fact})
        settle(self._journal)
        self._took(task.url, what, size, gist, kept)

    def known(self, url: str) -> Kept | None:
        """Return the copy of an address that was stored last."""
        return self._kept.get(url)

    def copy_of(self, *marks: str | None) -> Kept | None:
        """Return a stored copy with one of these digests, of its body or of its words."""
        return next((self._copies[mark] for mark in marks if mark in self._copies), None)

    def barren(self, url: str) -> int:
        """Return how many pages with addresses of this shape have said nothing new, one after the other."""
        return self._barren.get(shape(url), 0)

    @property
    def pending(self) -> int:
        """How many addresses are still to be fetched."""
        return len(self._waiting)

    def close(self, end: End | None = None) -> None:
        """Let go of the journal; with `pause` the round is gone on with by a fresh allowance, with None by the same."""
        if end:
            self._write(end)
            settle(self._journal)
        self._journal.close()
        os.close(self._lock)

    def _opened(self) -> TextIO:
        path = self._folder / WORKSHOP / JOURNAL
        length = 0
        if path.exists():
            length = self._replay(path)
            mend(self._folder, self._ends())
            self._forget_lost()
        if self._running and self._scope == self._old_scope:
            with path.open("r+b") as file:
                file.truncate(length)
            self._queue = deque(self._waiting)
            return _appended(path)
        return self._begun(path)

    def _replay(self, path: Path) -> int:
        """Live through the journal again; return the length of its whole lines in bytes."""
        length = 0
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.endswith(b"\n"):
                    break
                try:
                    self._relive(**json.loads(line))
                except (ValueError, TypeError, KeyError) as error:
                    raise CrawlError(
                        f"{path}, line {number} is damaged; move the file away to crawl the site anew"
                    ) from error
                length += len(line)
        return length

    def _relive(self, do: str, **facts: Any) -> None:
        if do == "start":
            self._old_scope, self._running = facts["scope"], True
        elif do == "page":
            kept = facts.pop("kept", None)
            self._found(Task(**facts))
            if kept:
                self._keep(facts["url"], Kept(**kept))
        elif do == "find":
            self._found(Task(**facts))
        elif do == "lead":
            self.leads[facts["host"]] = None
        elif do == "done":
            kept = facts.get("kept")
            copy = Kept(**kept) if kept else None
            self._took(facts["url"], facts["what"], facts.get("size", 0), facts.get("gist"), copy)
        elif do in {"pause", "finish"}:
            self.pages = self.bytes = 0
            self._running = do == "pause"
        else:
            raise ValueError(do)

    def _begun(self, path: Path) -> TextIO:
        """Begin a round with all addresses known; what the server said of them holds only in the same scope."""
        same = self._scope == self._old_scope
        with replacing(path) as file:
            file.write(_line("start", scope=self._scope))
            for host in self.leads if same else ():
                file.write(_line("lead", host=host))
            for url, task in self._tasks.items():
                kept = self._kept.get(url)
                if kept and not same:
                    kept = self._kept[url] = replace(kept, etag=None, modified=None)
                facts = asdict(replace(task, hops=0)) | ({"kept": asdict(kept)} if kept else {})
                file.write(_line("page", **facts))
        if not same:
            self.leads.clear()
        self._waiting = dict.fromkeys(self._tasks)
        self._queue = deque(self._waiting)
        self._gists.clear()
        self._barren.clear()
        self.pages = self.bytes = 0
        return _appended(path)

    def _found(self, task: Task, *, first: bool = False) -> None:
        self._tasks[task.url] = task
        self._waiting[task.url] = None
        self.again(task, first=first)

    def _took(self, url: str, what: str, size: int, gist: str | None, kept: Kept | None) -> None:
        self._waiting.pop(url, None)
        self.pages += what == "kept"
        self.bytes += size
        if kept:
            self._keep(url, kept)
        if gist:
            self._barren[shape(url)] = self._barren.get(shape(url), 0) + 1 if gist in self._gists else 0
            self._gists.add(gist)

    def _keep(self, url: str, kept: Kept) -> None:
        self._kept[url] = kept
        self._copies.update((mark, kept) for mark in (kept.digest, kept.words) if mark)

    def _ends(self) -> dict[str, int]:
        ends: dict[str, int] = {}
        for kept in self._kept.values():
            ends[kept.file] = max(ends.get(kept.file, 0), kept.end)
        return ends

    def _forget_lost(self) -> None:
        """Forget copies whose file is gone or shorter than it was, so that they are fetched again."""
        sizes = {path.name: path.stat().st_size for path in self._folder.glob("*.warc.gz")}
        whole = {url: kept for url, kept in self._kept.items() if sizes.get(kept.file, 0) >= kept.end}
        self._kept.clear()
        self._copies.clear()
        for url, kept in whole.items():
            self._keep(url, kept)

    def _write(self, do: str, **facts: Any) -> None:
        self._journal.write(_line(do, **facts))


def _line(do: str, **facts: Any) -> str:
    return json.dumps({"do": do, **facts}, ensure_ascii=False) + "\n"


def _appended(path: Path) -> TextIO:
    """Open for appending, each line handed over at once: a kill of this process loses none."""
    return path.open("a", encoding="utf-8", buffering=1)


def _locked(folder: Path) -> int:
    """Hold the folder for this process; a kill lets go of it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise CrawlError(f"another crawl is at work in {folder}; wait for it or choose another folder") from error
    return handle
