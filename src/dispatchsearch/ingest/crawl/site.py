"""One host: what becomes of each of its addresses."""

import base64
import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from dispatchsearch.ingest.crawl.addresses import leads_nowhere, normalise, origin_of
from dispatchsearch.ingest.crawl.fetch import Answer, Demand, fetch
from dispatchsearch.ingest.crawl.frontier import End, Frontier, Kept, Task
from dispatchsearch.ingest.crawl.links import leads_of
from dispatchsearch.ingest.crawl.network import Network, Unfetchable
from dispatchsearch.ingest.crawl.pace import Clock, Pace, retry_after
from dispatchsearch.ingest.crawl.policy import CrawlPolicy
from dispatchsearch.ingest.crawl.robots import GOOD_FOR, Rules, rules_of
from dispatchsearch.ingest.crawl.warc import WarcFolder

log = logging.getLogger(__name__)

FAULTS_IN_A_ROW = 8  # after which a host is left alone for this run

What = Literal[
    "kept",  # stored as a new copy
    "unchanged",  # the copy we have is still what the site shows
    "duplicate",  # the same page is stored under another address
    "listed",  # a sitemap or feed: its addresses were taken, itself is no page
    "redirected",
    "skipped",  # outside of the crawl, or no page
    "refused",  # by robots.txt, by the site, or by us
    "gone",  # the site has no such page
    "failed",
    "stopped",  # a limit or the site made us leave; the same crawl run again goes on
]

Offer = Callable[[Task], bool]
"""Takes an address that was found; tells whether it belongs to the crawl."""


@dataclass(frozen=True, slots=True)
class CrawlOutcome:
    """What became of one address."""

    what: What
    url: str
    reason: str = ""
    size: int = 0  # bytes received
    pending: int = 0  # addresses still to be fetched from this host


class _Overload(Unfetchable):
    """The host asks for a pause; `seconds` if it says how long."""

    def __init__(self, message: str, seconds: float | None) -> None:
        super().__init__(message, passing=True)
        self.seconds = seconds


class Site:
    """Everything we do with one host, one request at a time."""

    def __init__(self, folder: Path, policy: CrawlPolicy, clock: Clock, network: Network, offer: Offer) -> None:
        self.frontier = Frontier(folder, policy.scope)
        self.pace = Pace(clock, policy.delay)
        self.left = False  # for this run
        self._policy = policy
        self._clock = clock
        self._network = network
        self._offer = offer
        self._warcs = WarcFolder(folder, policy, clock.stamp())
        self._rules: dict[str, tuple[Rules, float]] = {}
        self._tries: dict[str, int] = {}

    def close(self, end: End | None = None) -> None:
        """Finish the files; `end` says whether the round is paused or through, None that it was broken off."""
        self._warcs.close()
        self.frontier.close(end)

    def visit(self, task: Task) -> CrawlOutcome | None:
        """Fetch an address, store what is to be stored, offer what it leads to; None if it waits for another turn."""
        try:
            objection = self._objection(task)
            if objection:
                return self._done(task, "skipped", objection)
            rules, until = self._rules.get(origin_of(task.url), (None, 0.0))
            if rules is None or self._clock.monotonic() > until:
                self._learn_rules(task.url)
                self.frontier.again(task, first=True)
                return None
            if rules.closed:
                return self._leave(task, rules.closed)
            if not rules.allow(task.url):
                return self._done(task, "refused", "robots.txt asks us not to")
            return self._judged(task, self._asked(task.url, self._demand(task)))
        except Unfetchable as fault:
            return self._faulted(task, fault)

    def _objection(self, task: Task) -> str | None:
        if not task.asked_for:
            objection = self._policy.objection(task.url, task.depth) or leads_nowhere(task.url)
            if objection:
                return objection
        if self.frontier.barren(task.url) >= self._policy.barren:
            return f"the last {self._policy.barren} pages with such an address said nothing new: an endless calendar?"
        return None

    def _learn_rules(self, url: str) -> None:
        """Fetch the robots.txt that speaks for an address, and take up the sitemaps it names."""
        rules = rules_of(origin_of(url), self._policy.agent, self._asked_again)
        self._rules[origin_of(url)] = rules, self._clock.monotonic() + GOOD_FOR
        self.pace.delay = max(self._policy.delay, min(rules.delay, self._policy.patience))
        for link in rules.sitemaps:
            address = normalise(link, url)
            if address:
                self._offer(Task(address, sitemap=True))

    def _demand(self, task: Task) -> Demand:
        kept = self.frontier.known(task.url)
        asked = (("If-None-Match", kept.etag), ("If-Modified-Since", kept.modified)) if kept else ()
        return Demand(headers=tuple((name, value) for name, value in asked if value))

    def _asked(self, address: str, demand: Demand) -> Answer:
        """Ask once, when the host may be asked; raises Unfetchable, also for answers that ask for a pause."""
        self.pace.wait()
        try:
            answer = fetch(address, self._policy, self._clock, self._network, demand)
        except Unfetchable as fault:
            if not fault.passing:
                self.pace.answered()
            raise
        status = f"answered {answer.status} {answer.reason}".strip()
        if answer.status in {429, 503}:
            raise _Overload(status, retry_after(answer.header("retry-after"), self._clock.now()))
        if answer.status >= 500:
            raise Unfetchable(status, passing=True)
        self.pace.answered()
        return answer

    def _asked_again(self, address: str, demand: Demand) -> Answer:
        """Ask for what nothing can go on without: again after faults that may pass."""
        for _ in range(self._policy.retries):
            try:
                return self._asked(address, demand)
            except Unfetchable as fault:
                if not fault.passing or not self._paused(fault):
                    raise
        return self._asked(address, demand)

    def _paused(self, fault: Unfetchable) -> bool:
        """Give the host the pause it needs; tell whether we have the patience."""
        asked = fault.seconds if isinstance(fault, _Overload) else None
        if asked is not None and asked > self._policy.patience:
            return False
        pause = self.pace.faltered(asked)
        log.debug("%s; a pause of %g seconds", fault, pause)
        return self.pace.faults <= FAULTS_IN_A_ROW

    def _faulted(self, task: Task, fault: Unfetchable) -> CrawlOutcome | None:
        if not fault.passing:
            return self._done(task, fault.what, str(fault))
        if not self._paused(fault):
            return self._leave(task, str(fault))
        tries = self._tries[task.url] = self._tries.get(task.url, 0) + 1
        if tries > self._policy.retries and not isinstance(fault, _Overload):
            return self._done(task, "failed", f"{fault}, {tries} times")
        self.frontier.again(task)
        return None

    def _judged(self, task: Task, answer: Answer) -> CrawlOutcome:
        """Decide by the status of the answer."""
        status = f"answered {answer.status} {answer.reason}".strip()
        match answer.status:
            case 200:
                return self._taken(task, answer)
            case 304 if self.frontier.known(task.url):
                return self._done(task, "unchanged")
            case 301 | 302 | 303 | 307 | 308:
                return self._redirected(task, answer.header("location") or "")
            case 404 | 410:
                return self._done(task, "gone", status)
            case 401 | 403 | 451:
                return self._done(task, "refused", status)
            case _:
                return self._done(task, "failed", status)

    def _redirected(self, task: Task, location: str) -> CrawlOutcome:
        target = normalise(location, task.url) if location else None
        if target is None:
            return self._done(task, "failed", f"leads on to {location or 'nowhere'}, which cannot be fetched")
        if task.hops >= self._policy.redirects:
            return self._done(task, "failed", f"more than {self._policy.redirects} redirects in a row")
        inside = self._offer(replace(task, url=target, hops=task.hops + 1))
        return self._done(task, "redirected", f"to {target}" + ("" if inside else ", which is outside of the crawl"))

    def _taken(self, task: Task, answer: Answer) -> CrawlOutcome:
        """Store a page unless we have it, and offer what it leads to."""
        leads = leads_of(answer, self._policy)
        size = len(answer.body)
        if leads.is_list:
            if task.hops < self._policy.redirects:
                self._offer_all(replace(task, url=link, hops=task.hops + 1, sitemap=True) for link in leads.sitemaps)
            self._offer_all(Task(link, task.depth + 1) for link in leads.links)
            return self._done(task, "listed", f"{len(leads.links) + len(leads.sitemaps)} addresses", size)
        digest = "sha256:" + base64.b32encode(hashlib.sha256(answer.body).digest()).decode()
        copy, known = self.frontier.copy_of(digest, leads.words), self.frontier.known(task.url)
        same = copy and known and (copy.file, copy.end) == (known.file, known.end)
        what: What = "unchanged" if same else "duplicate" if copy else "kept"
        if what != "duplicate":
            self._offer_all(Task(link, task.depth + 1) for link in leads.links)
        place = copy or self._warcs.keep(answer, digest)
        kept = Kept(digest, place.file, place.end, leads.words, answer.header("etag"), answer.header("last-modified"))
        self.frontier.done(task, what, size, leads.gist, kept)
        return self._outcome(task, what, size=size)

    def _offer_all(self, tasks: Iterable[Task]) -> None:
        for task in tasks:
            self._offer(task)

    def _leave(self, task: Task, reason: str) -> CrawlOutcome:
        """Leave the host for this run; what is pending stays so."""
        self.left = True
        self.frontier.again(task)
        return self._outcome(task, "stopped", reason)

    def _done(self, task: Task, what: What, reason: str = "", size: int = 0) -> CrawlOutcome:
        self.frontier.done(task, what, size)
        return self._outcome(task, what, reason, size)

    def _outcome(self, task: Task, what: What, reason: str = "", size: int = 0) -> CrawlOutcome:
        return CrawlOutcome(what, task.url, reason, size, self.frontier.pending)
