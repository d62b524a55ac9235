"""The folders an archive knows: what lies in them, what has changed, what has gone."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from dispatchsearch.errors import StoreError
from dispatchsearch.events import Outcome
from dispatchsearch.ingest.listing import Listing, list_files
from dispatchsearch.store import Store

GONE_SHARE = 0.1
"""When more than this share of a root's files has gone, nothing is dropped without being told to."""


def listings(store: Store, paths: Sequence[Path], own: Sequence[Path]) -> Iterator[Listing]:
    """List the files below paths, or below the known roots, each under the root that holds it.

    Raises StoreError where a path is not there: a disk may not be mounted.
    """
    known = [Path(root) for root in store.inputs.roots()]
    for path in [path.resolve() for path in paths] or known:
        yield list_files(_root_of(path, known), path, own)


def roots_of(store: Store, paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the roots that hold paths, or all that are known; StoreError as above."""
    known = [Path(root) for root in store.inputs.roots()]
    for path in [path.resolve() for path in paths] or known:
        yield _root_of(path, known)


def _root_of(path: Path, known: Sequence[Path]) -> Path:
    if not path.exists():
        raise StoreError(f"{path} does not exist: nothing was changed (is a disk not mounted?)")
    return next((root for root in known if path.is_relative_to(root)), path if path.is_dir() else path.parent)


def gone(store: Store, listing: Listing) -> list[str]:
    """Return the known files below the listed folder that are there no more; none of an incomplete listing."""
    root = store.inputs.roots().get(str(listing.root))
    if root is None or not listing.complete:
        return []
    return [path for path in store.inputs.paths(root, listing.name) if path not in listing]


def changes(store: Store, listing: Listing) -> int:
    """Return how many files of a listing are new, changed or gone."""
    root = store.inputs.roots().get(str(listing.root))
    known = store.inputs.stamps(root, listing.name) if root is not None else {}
    fresh = sum(path not in known or not known[path][0].same_file(stamp) for path, stamp in listing.files.items())
    return fresh + len(gone(store, listing))


def remove_gone(store: Store, listing: Listing, *, prune: bool) -> Iterator[Outcome]:
    """Drop the files that have gone; where they are too many and `prune` is not set, keep them and say so."""
    paths = gone(store, listing)
    if not paths:
        return
    root = store.inputs.roots()[str(listing.root)]
    if not prune and len(paths) > GONE_SHARE * len(store.inputs.paths(root)):
        reason = f"{len(paths)} files of {listing.root} have gone: kept, for want of --prune"
        yield from (Outcome("unchanged", path, reason=reason) for path in paths)
        return
    store.inputs.drop(root, paths)
    yield from (Outcome("removed", path) for path in paths)
