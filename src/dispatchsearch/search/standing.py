"""What is worked out of the store once, and kept as long as the store stands as it is."""

from collections.abc import Callable
from typing import Generic, TypeVar

from dispatchsearch.store import Store

T = TypeVar("T")


class Standing(Generic[T]):
    """Keeps what `make` returns until the store changes; for several threads at once."""

    def __init__(self, store: Store, make: Callable[[], T]) -> None:
        self._store = store
        self._make = make
        self._kept: tuple[int | None, T] | None = None

    def __call__(self) -> T:
        """Return what was made of the state of the store that is read; while this thread changes it nothing is kept."""
        state, kept = self._store.database.state(), self._kept
        if kept is None or state is None or kept[0] != state:
            self._kept = kept = (state, self._make())
        return kept[1]

    def forget(self) -> None:
        """Have it made anew."""
        self._kept = None
