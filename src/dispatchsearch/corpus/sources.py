"""Whose dispatch it is: the outlet one cites, with the reason."""

import fnmatch
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from dispatchsearch.corrections import SourceRule
from dispatchsearch.dispatch import Evidence, Locator


def conclude_source(
    evidence: Evidence, locators: Sequence[Locator], rules: Sequence[SourceRule] = ()
) -> tuple[str, str]:
    """Return the source of a story and the reason in words.

    A rule of authority/sources.csv decides first, then the outlet's name on the page (which for mail is the list's),
    then the host of its address, then the first folder below the root, then the root's own name.
    """
    for rule in rules:
        for locator in locators:
            if rule_fits(rule, locator, evidence.url):
                return rule.name, f"set by you: {rule.pattern} in sources.csv"
    if evidence.masthead:
        return evidence.masthead, "the page names its outlet"
    for url in (*(locator.url for locator in locators), evidence.url):
        if url and (host := host_of(url)):
            return host, f"the host of {url}"
    for locator in locators:
        folder = PurePosixPath(locator.path).parts[:-1]
        if folder:
            return folder[0], f"the folder {folder[0]}/: no page of this dispatch names an outlet"
    root = PurePosixPath(locators[0].root).name if locators else ""
    return root or "unknown", "the name of the indexed folder: nothing names an outlet"


def rule_fits(rule: SourceRule, locator: Locator, url: str | None) -> bool:
    """Tell whether a rule fits a path (`mt/*`), a host (`news.example`) or an address (`news.example/a/*`)."""
    candidates = [locator.path]
    for address in (locator.url, url):
        if address and (host := host_of(address)):
            candidates += [host, host + urlsplit(address).path]
    return any(fnmatch.fnmatchcase(text, rule.pattern) for text in candidates) or locator.path.startswith(
        rule.pattern.rstrip("/") + "/"
    )


def host_of(url: str) -> str | None:
    """Return the host of an address without a leading www."""
    try:
        host = urlsplit(url).hostname
    except ValueError:  # a broken address names nobody
        return None
    return host.removeprefix("www.") if host else None
