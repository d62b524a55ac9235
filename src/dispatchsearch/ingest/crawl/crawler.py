"""The rounds of a crawl: which host is next, what belongs to the crawl, when to stop."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from dispatchsearch.errors import CrawlError
from dispatchsearch.ingest.crawl.addresses import folder_name, host_of, normalise
from dispatchsearch.ingest.crawl.frontier import End, Task
from dispatchsearch.ingest.crawl.network import Network
from dispatchsearch.ingest.crawl.pace import Clock
from dispatchsearch.ingest.crawl.policy import CrawlPolicy
from dispatchsearch.ingest.crawl.site import CrawlOutcome, Site


def crawl(
    seeds: Sequence[str], folder: Path, policy: CrawlPolicy, clock: Clock, network: Network | None = None
) -> Iterator[CrawlOutcome]:
    """Bring the pages that seeds lead to into `<folder>/<host>/*.warc.gz`; yield what became of each address.

    A seed is the address of a page, a sitemap or a feed. Broken off in any way and run again, a crawl goes on where
    it was; run again when it is through, it asks for each page it knows and stores what has changed. Raises
    CrawlError for a seed that is no http or https address, for a folder that another crawl works in, and for a
    damaged journal.
    """
    addresses = []
    for seed in seeds:
        address = normalise(seed if "://" in seed else f"https://{seed}")
        if address is None:
            raise CrawlError(f"{seed} is no address to crawl; give one that begins with http:// or https://")
        addresses.append(address)
    return _Crawler(folder, policy, clock, network or Network()).run(addresses)


class _Crawler:
    """The sites of one crawl, visited in turn as each one's pace allows."""

    def __init__(self, folder: Path, policy: CrawlPolicy, clock: Clock, network: Network) -> None:
        self._folder = folder
        self._policy = policy
        self._clock = clock
        self._network = network
        self._sites: dict[str, Site] = {}

    def run(self, seeds: Sequence[str]) -> Iterator[CrawlOutcome]:
        """Visit until nothing is pending or a limit is reached; what is open is closed however the run ends."""
        end: End | None = None
        try:
            for seed in seeds:
                self._site(host_of(seed)).frontier.find(Task(seed))
            while site := self._due():
                limit = self._limit()
                if limit:
                    end = "pause"
                    yield CrawlOutcome("stopped", seeds[0], limit, pending=site.frontier.pending)
                    return
                outcome = site.visit(site.frontier.next())
                if outcome:
                    yield outcome
            end = "pause" if any(site.left for site in self._sites.values()) else "finish"
        finally:
            for site in self._sites.values():
                site.close(end)

    def _due(self) -> Site | None:
        """Return the site with something to fetch that may be asked soonest."""
        ready = [site for site in self._sites.values() if site.frontier.pending and not site.left]
        return min(ready, key=lambda site: site.pace.due, default=None)

    def _limit(self) -> str | None:
        pages = sum(site.frontier.pages for site in self._sites.values())
        if pages >= self._policy.max_pages:
            return f"{pages} pages are stored, as many as were allowed"
        size = sum(site.frontier.bytes for site in self._sites.values())
        if size >= self._policy.max_bytes:
            return f"{size} bytes were received, as many as were allowed"
        return None

    def _site(self, host: str) -> Site:
        """Return the site of a host that belongs to the crawl, and open those that its pages once led to."""
        if host not in self._sites:
            folder = self._folder / folder_name(host)
            site = Site(folder, self._policy, self._clock, self._network, partial(self._offered, host))
            self._sites[host] = site
            for other in list(site.frontier.leads):
                self._site(other)
        return self._sites[host]

    def _offered(self, source: str, task: Task) -> bool:
        """Take an address that a page of `source` leads to, if it belongs to the crawl; tell whether it does."""
        host = host_of(task.url)
        if host not in self._sites and not task.seed and not self._policy.names_host(host):
            return False
        if not task.asked_for and self._policy.objection(task.url, task.depth):
            return False
        if host != source:
            self._sites[source].frontier.lead(host)
        self._site(host).frontier.find(task, first=task.hops > 0)
        return True
