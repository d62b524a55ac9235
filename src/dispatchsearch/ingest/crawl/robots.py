"""What the robots.txt of a site lets us fetch (RFC 9309)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from dispatchsearch.ingest.crawl.addresses import normalise
from dispatchsearch.ingest.crawl.fetch import Answer, Demand
from dispatchsearch.ingest.crawl.network import Unfetchable

log = logging.getLogger(__name__)

LARGEST = 500 * 1024  # bytes that are read; RFC 9309, section 2.5
GOOD_FOR = 24 * 3600.0  # seconds; section 2.4
REDIRECTS = 5  # in a row; section 2.3.1.2
DEMAND = Demand(media_types=None, cut_at=LARGEST)


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be fetched from one origin; `closed` says why nothing may."""

    parser: Protego
    agent: str
    closed: str | None = None

    def allow(self, address: str) -> bool:
        """Tell whether the address may be fetched: the longest rule decides, among equals the one that allows."""
        return self.closed is None and self.parser.can_fetch(address, self.agent)

    @property
    def delay(self) -> float:
        """The pause between two requests the site asks for, in seconds."""
        return self.parser.crawl_delay(self.agent) or 0.0

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps the site names."""
        return tuple(self.parser.sitemaps)


def rules_of(origin: str, agent: str, ask: Callable[[str, Demand], Answer]) -> Rules:
    """Fetch the robots.txt of an origin (scheme, host, port) through `ask` and return what it says.

    `ask` raises Unfetchable for no answer and for one that blames the server: this closes the site. An answer that
    blames the request opens all of it. Raises Unfetchable only where we refuse to ask.
    """
    address = f"{origin}/robots.txt"
    for _ in range(REDIRECTS + 1):
        try:
            answer = ask(address, DEMAND)
        except Unfetchable as error:
            if error.what == "refused":
                raise
            return _closed(agent, str(error))
        if answer.status == 200:
            return Rules(Protego.parse(answer.content.decode("utf-8-sig", "replace")), agent)
        target = normalise(answer.header("location") or "", address) if 300 <= answer.status < 400 else None
        if target is None:
            break
        log.debug("%s leads on to %s", address, target)
        address = target
    return Rules(Protego.parse(""), agent)


def _closed(agent: str, why: str) -> Rules:
    return Rules(Protego.parse(""), agent, f"without its robots.txt nothing may be fetched: {why}")
