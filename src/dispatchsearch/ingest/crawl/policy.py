"""What a person may set for a crawl: how far it goes, how much it takes, how it behaves."""

import hashlib
import json
import re
from dataclasses import dataclass

from dispatchsearch.errors import CrawlError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class CrawlPolicy:
    """How far a crawl goes, how much it takes, how it behaves; raises CrawlError where a value cannot be.

    A pattern of `include` and `exclude` is found anywhere in an address; `*` in it stands for anything.
    """

    contact: str | None = None  # a mail or web address at which a site's owner finds you
    agent: str = "dispatchsearch"  # the name that robots.txt may speak to
    delay: float = 1.0  # seconds between one answer of a host and the next question to it
    max_pages: int = 10_000  # stored in one round
    max_bytes: int = 2048 * MEBIBYTE  # received in one round
    depth: int = 50  # links from a seed
    include: tuple[str, ...] = ()  # where there are any, only addresses that hold one of them; seeds are exempt
    exclude: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()  # beside those of the seeds; *.example.org means all below it
    allow_private: bool = False  # this machine and the local network too
    page_bytes: int = 16 * MEBIBYTE  # of one answer, as sent and as decompressed
    ratio: int = 100  # by how much an answer beyond one mebibyte may swell when decompressed
    deadline: float = 60.0  # seconds for one answer, from name look-up to last byte
    redirects: int = 10  # in a row
    retries: int = 2  # after a fault that may pass
    patience: float = 3600.0  # seconds we wait at most when a host asks us to
    barren: int = 100  # pages of one shape in a row that say nothing new before the shape counts as endless
    warc_bytes: int = 256 * MEBIBYTE  # after which a WARC file is closed and the next one begun

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z_-]+", self.agent):
            raise CrawlError(f"a crawler's name is made of letters, _ and -, which {self.agent!r} is not")
        if not (self.contact or "-").isprintable() or not (self.contact or "-").isascii():
            raise CrawlError(f"the contact {self.contact!r} cannot be sent: plain ASCII letters only")
        for name in ("delay", "max_pages", "max_bytes", "depth", "redirects", "retries", "patience"):
            if getattr(self, name) < 0:
                raise CrawlError(f"{name} cannot be less than nothing")
        for name in ("page_bytes", "ratio", "deadline", "barren", "warc_bytes"):
            if getattr(self, name) <= 0:
                raise CrawlError(f"{name} must be more than nothing")

    @property
    def user_agent(self) -> str:
        """How we name ourselves to a site."""
        return f"{self.agent} (+{self.contact})" if self.contact else self.agent

    @property
    def scope(self) -> str:
        """A mark that changes whenever other addresses belong to the crawl."""
        told = json.dumps([self.include, self.exclude, self.hosts, self.depth])
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()

    def objection(self, address: str, depth: int) -> str | None:
        """Return why an address that a page leads to is outside of the crawl; None for one inside."""
        if depth > self.depth:
            return f"more than {self.depth} links from a seed"
        for pattern in self.exclude:
            if _holds(address, pattern):
                return f"excluded by {pattern}"
        if self.include and not any(_holds(address, pattern) for pattern in self.include):
            return "not among what is to be included"
        return None

    def names_host(self, host: str) -> bool:
        """Tell whether a host is among those allowed beside the seeds'."""
        return any(
            host == name or (name.startswith("*.") and (host == name[2:] or host.endswith(name[1:])))
            for name in self.hosts
        )


def _holds(address: str, pattern: str) -> bool:
    """Find the parts of a pattern between its stars, one behind the other."""
    position = 0
    for part in pattern.split("*"):
        found = address.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return True
