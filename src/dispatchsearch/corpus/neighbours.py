"""Texts that share numbers of their fingerprints, found by sorting: an index of them would be larger than the texts."""

import functools
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

FEW = 32
"""So few texts are held against each of the others; for more the numbers at each place are sorted."""
LOOKED_AT = 200
"""Texts that are looked at for one number: of a form that fills thousands of pages there is no end."""


class Neighbours:
    """The fingerprints of all texts: ids in ascending order, and for each so many numbers of 32 bits in `packed`."""

    def __init__(self, ids: Sequence[int], packed: bytes) -> None:
        self._ids = ids
        self._rows = {id_: row for row, id_ in enumerate(ids)}
        self._prints: Any = np.frombuffer(packed, ">u4").reshape(len(ids), -1).astype(np.uint32)

    def sharing(self, texts: Collection[int], least: int, most: int) -> dict[int, list[int]]:
        """Return for each text at most so many others that share at least so many numbers with it, closest first.

        A number counts only at the same place of both. Texts that are not there are left out.
        """
        rows = {text: self._rows[text] for text in texts if text in self._rows}
        numbers = list(rows.values())
        counts = map(self._beside, numbers) if len(rows) <= FEW else self._sorted(numbers)
        found = {}
        for (text, row), shared in zip(rows.items(), counts, strict=True):
            shared.pop(row, None)
            close = sorted((other for other, times in shared.items() if times >= least), key=lambda o: (-shared[o], o))
            found[text] = [self._ids[other] for other in close[:most]]
        return found

    def _beside(self, row: int) -> Counter[int]:
        """Count the numbers that each text shares with one, looking at all."""
        times = (self._prints == self._prints[row]).sum(axis=1)
        return Counter({int(other): int(times[other]) for other in np.flatnonzero(times)})

    def _sorted(self, rows: Sequence[int]) -> list[Counter[int]]:
        """Count for each the numbers that texts share with it, looking where its numbers stand among the sorted."""
        found: list[Counter[int]] = [Counter() for _ in rows]
        for (order, numbers), wanted in zip(self._places, self._prints[rows].T, strict=True):
            firsts = np.searchsorted(numbers, wanted)
            lasts = np.minimum(np.searchsorted(numbers, wanted, "right"), firsts + LOOKED_AT)
            for at in np.flatnonzero(lasts - firsts > 1):
                found[at].update(order[firsts[at] : lasts[at]].tolist())
        return found

    @functools.cached_property
    def _places(self) -> list[tuple[Any, Any]]:
        """For each place of a fingerprint the order of the texts by their number there, and the numbers so sorted."""
        orders = [np.argsort(numbers, kind="stable").astype(np.int32) for numbers in self._prints.T]
        return [(order, numbers[order]) for order, numbers in zip(orders, self._prints.T, strict=True)]
