"""Where the time of a page goes: what each part of `Archive.search` takes, by wrapping it in a clock."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from dispatchsearch.archive import Archive
from dispatchsearch.engines.whoosh import engine
from dispatchsearch.engines.whoosh.evaluate import Evaluator
from dispatchsearch.search import present
from dispatchsearch.search.marks import Marker
from dispatchsearch.search.page import SearchOptions
from dispatchsearch.search.present import Presenter
from dispatchsearch.search.searcher import Searcher
from dispatchsearch.store import Store

PARTS: tuple[tuple[str, Any, str], ...] = (
    ("understanding the query", Searcher, "_understand"),
    ("the engine: which rows match", Evaluator, "matches"),
    ("the engine: scores and the ten best", engine, "hits"),
    ("the engine: counts of values", engine, "tally"),
    ("the engine: counts of years", engine, "spread"),
    ("dispatches from the store", Store, "dispatches"),
    ("finding the hits in ten texts", Marker, "marks_in"),
    ("choosing and cutting passages", present, "snippet"),
    ("names of the counted places and people", Presenter, "facets"),
)
"""Parts of a page that do not call each other, and what does each."""
REST = "all else"


def parts(archive: Archive, asked: Sequence[tuple[str, SearchOptions]]) -> Mapping[str, float]:
    """Return what each part of the pages asked for takes: milliseconds of processor time, in the mean."""
    with clocked(PARTS) as spent:
        for text, options in asked:
            archive.search(text, options)
    whole = spent.pop("")
    found = {part: spent[part] for part, _, _ in PARTS} | {REST: whole - sum(spent.values())}
    return {part: seconds * 1e3 / len(asked) for part, seconds in found.items()}


@contextmanager
def clocked(wrapped: Iterable[tuple[str, Any, str]]) -> Iterator[defaultdict[str, float]]:
    """Yield the seconds that parts take of what is done inside, and under "" all of it, known when it is done."""
    spent: defaultdict[str, float] = defaultdict(float)
    with ExitStack() as stack:
        for part, owner, name in wrapped:
            stack.enter_context(patch.object(owner, name, timed(getattr(owner, name), part, spent)))
        stack.enter_context(clock("", spent))
        yield spent


def timed(work: Callable[..., Any], part: str, spent: defaultdict[str, float]) -> Callable[..., Any]:
    """Return what does the same and adds its time to a part's."""

    def done(*arguments: Any, **options: Any) -> Any:
        with clock(part, spent):
            return work(*arguments, **options)

    return done


@contextmanager
def clock(part: str, spent: defaultdict[str, float]) -> Iterator[None]:
    """Add the processor time of what is done inside to a part's."""
    started = time.process_time()
    yield
    spent[part] += time.process_time() - started
