"""Where an export comes from, in one sentence: the search, its limits and counts, the program and the archive."""

from dispatchsearch import __version__
from dispatchsearch.search.page import ResultPage


def provenance(page: ResultPage, indexed: str | None) -> str:
    """Return which search, with which limits and counts, led to an export; `indexed` is an ISO instant."""
    asked = f"query {page.text!r}, understood as {str(page.query)!r}" if page.text.strip() else "all dispatches"
    parts = [asked, *_limits(page), _counts(page)]
    when = f" of an archive indexed {indexed}" if indexed else ""
    return f"Exported by dispatchsearch {__version__}{when}: {'; '.join(parts)}."


def _limits(page: ResultPage) -> list[str]:
    options = page.options
    limits = [("place", options.places), ("person", options.people), ("source", options.sources)]
    words = [f"{kind} {value!r}" for kind, values in limits for value in values]
    words += [f"from {options.since}"] if options.since else []
    return words + ([f"to {options.until}"] if options.until else [])


def _counts(page: ResultPage) -> str:
    counts = f"{page.holding_all} dispatches hold all the words, {page.holding_some} some"
    if page.certain is None:
        return counts
    return f"{counts}; {page.certain} surely in the dates, {page.possible or 0} perhaps, {page.undated or 0} undated"
