"""Where each thing has its page: the permanent addresses."""

from urllib.parse import quote

from dispatchsearch.dates import PartialDate


def dispatch_href(dispatch_id: str, form: str = "") -> str:
    """Return the permanent address of a dispatch, or of another form of it."""
    return f"/dispatch/{dispatch_id}.{form}" if form else f"/dispatch/{dispatch_id}"


def source_href(source: str) -> str:
    """Return the address of a source's page."""
    return f"/source/{quote(source, safe='')}"


def day_href(day: PartialDate) -> str:
    """Return the address of the page of a day."""
    return f"/day/{day}"


def difference_href(one: str, other: str) -> str:
    """Return the address of two versions side by side."""
    return f"/difference/{one}/{other}"


def record_href(kind: str, identifier: str) -> str:
    """Return the address of a person's or place's page."""
    return f"/{kind}/{quote(identifier, safe=':')}"
