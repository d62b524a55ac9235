"""The templates and what they may call: values in, a page of HTML out."""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from dispatchsearch.web import commands, links, words
from dispatchsearch.web.asked import SHOWN, Asked
from dispatchsearch.web.marking import escaped, highlighted, tongue, unturned

STATIC = Path(__file__).parent / "static"


def sheet(name: str, **values: Any) -> str:
    """Return the template `name`.html filled in; everything is escaped unless it is Markup."""
    return _environment().get_template(f"{name}.html").render(values)


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """Return the address of a file in static/, changed whenever its bytes change, so that it may be kept for good."""
    mark = blake2b((STATIC / name).read_bytes(), digest_size=6).hexdigest()
    return f"/static/{name}?v={mark}"


def pages_around(page: int, pages: int) -> Iterator[int | None]:
    """Yield the numbers a pager shows, None for a gap: 1 … 4 5 6 … 20."""
    shown = sorted({1, pages, *range(max(1, page - 1), min(pages, page + 1) + 1)})
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before == 2:
            yield number - 1
        elif number - before > 2:
            yield None
        yield number


class _Environment(Environment):
    """Has what templates write escaped by our function.

    Jinja's own makes a Markup of each of a page's many values before it joins them, which takes long.
    """

    def _compile(self, source: str, filename: str) -> CodeType:
        return super()._compile(f"{source}\nfrom {escaped.__module__} import escaped as escape\n", filename)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = _Environment(
        loader=PackageLoader("dispatchsearch.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # or each page looks whether a template has changed
    )
    # what is written many times on a page is a filter: Jinja is slow to call a function or a method
    environment.filters.update(
        number=words.number,
        date=words.date,
        label=words.label,
        sentence=words.sentence,
        highlighted=highlighted,
        tongue=tongue,
        unturned=unturned,
        href=Asked.href,
        with_href=Asked.with_href,
        adding_href=Asked.adding_href,
        excluding_href=Asked.excluding_href,
        hit_href=Asked.hit_href,
    )
    environment.globals.update(
        t=words,
        links=links,
        commands=commands,
        asset=asset,
        pages_around=pages_around,
        asked=None,
        shown=SHOWN,
    )
    return environment
