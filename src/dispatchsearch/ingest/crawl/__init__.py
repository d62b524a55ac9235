"""
A website -> raw/<host>/*.warc.gz, politely; knows nothing of what comes after.

    crawler     the rounds: which host is next, when to stop
    site        one host: what becomes of each of its addresses
    frontier    what is still to be fetched, and what is known of the rest: a journal that survives a kill
    warc        responses as they came -> WARC files
    links       a page, feed or sitemap -> the addresses it leads to
    robots      what a site's robots.txt lets us fetch
    fetch       one address -> one answer, within limits of size and time
    network     names -> network addresses we may connect to
    pace        clocks, delays and Retry-After
    policy      what a person may set
    addresses   one spelling for each address
"""

from dispatchsearch.ingest.crawl.crawler import crawl
from dispatchsearch.ingest.crawl.network import Network
from dispatchsearch.ingest.crawl.pace import Clock
from dispatchsearch.ingest.crawl.policy import CrawlPolicy
from dispatchsearch.ingest.crawl.site import CrawlOutcome, What

__all__ = ["Clock", "CrawlOutcome", "CrawlPolicy", "Network", "What", "crawl"]
