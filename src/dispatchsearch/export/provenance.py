"""Where an export comes from, in one sentence: the search, its limits and counts, the program and the archive."""

from collections.abc import Mapping

from dispatchsearch import __version__
from dispatchsearch.search.page import ResultPage


def provenance(page: ResultPage, indexed: str | None) -> str:
    """Return which search, with which limits and counts, led to an export; `indexed` is an ISO instant."""
    asked = f"query {page.text!r}, understood as {str(page.query)!r}" if page.text.strip() else "all dispatches"
    parts = [asked, *_limits(page), _counts(page), *(f"not whole: {limit}" for limit in page.limits)]
    when = f" of an archive indexed {indexed}" if indexed else ""
    return f"Exported by dispatchsearch {__version__}{when}: {'; '.join(parts)}."


def _limits(page: ResultPage) -> list[str]:
    options = page.options
    limits = [("place", options.places), ("person", options.people), ("source", options.sources)]
    names = {line.value: line.label for lines in page.facets.values() for line in lines}
    words = [f"{kind} {_named(value, names)}" for kind, values in limits for value in values]
    words += [f"from {options.since}"] if options.since else []
    words += [f"to {options.until}"] if options.until else []
    return words + (["in these forms alone"] if options.exact else [])


def _named(value: str, names: Mapping[str, str]) -> str:
    """Return what was asked for: a name as typed, a record with its heading where the result knows it."""
    return f"{names[value]!r} ({value})" if names.get(value, value) != value else repr(value)


def _counts(page: ResultPage) -> str:
    counts = f"dispatches with all the words: {page.holding_all}, with some: {page.holding_some}"
    if page.certain is None:
        return counts
    return f"{counts}; {page.certain} surely in the dates, {page.possible or 0} perhaps, {page.undated or 0} undated"
