"""Dispatches that were put together lately: pages go on showing the same ones, as long as the file is as it was."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from dispatchsearch.dispatch import Dispatch

MOST = 4000
"""Dispatches that are kept."""
LONGEST = 20_000
"""Characters of a body: a longer one is not kept, so that all take some tens of megabytes at most."""
AT_ONCE = 200
"""More than a page shows are asked for by who goes through the whole archive: they would only push out the others."""


class Shelf:
    """Dispatches of one state of the store, by id; those not asked for longest go first. Threads may share it."""

    def __init__(self) -> None:
        self._state = -1
        self._kept: OrderedDict[str, Dispatch] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, state: int | None, ids: Iterable[str]) -> dict[str, Dispatch]:
        """Return those that are kept of a state; none where it is None."""
        with self._lock:
            if state != self._state:
                return {}
            found = {id_: self._kept[id_] for id_ in ids if id_ in self._kept}
            for id_ in found:
                self._kept.move_to_end(id_)
            return found

    def put(self, state: int | None, dispatches: Mapping[str, Dispatch]) -> None:
        """Keep dispatches of a state, unless a later one is known; of earlier ones nothing is kept then."""
        if state is None or len(dispatches) > AT_ONCE:
            return
        with self._lock:
            if state > self._state:
                self._kept.clear()
                self._state = state
            if state == self._state:
                self._kept.update((id_, one) for id_, one in dispatches.items() if len(one.body) <= LONGEST)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
