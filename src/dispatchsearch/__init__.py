"""A search engine over an archive of news dispatches.

    from pathlib import Path
    from dispatchsearch import Archive

    with Archive.open(Path("index")) as archive:
        for hit in archive.search("Mardakert").hits:
            print(hit.dispatch.date.date, hit.dispatch.title)

What is named here is imported when it is first asked for, so that the command line answers at once.
"""

import importlib
from typing import Any

__version__ = "0.1.0"

_ROOMS = {
    "Archive": "dispatchsearch.archive",
    "Dispatch": "dispatchsearch.dispatch",
    "DispatchSearchError": "dispatchsearch.errors",
    "PartialDate": "dispatchsearch.dates",
    "ResultPage": "dispatchsearch.search.page",
    "SearchOptions": "dispatchsearch.search.page",
}

__all__ = [*_ROOMS, "__version__"]  # noqa: PLE0604 (names, each of them a string)


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return getattr(importlib.import_module(_ROOMS[name]), name)
    raise AttributeError(f"dispatchsearch has no {name}")
