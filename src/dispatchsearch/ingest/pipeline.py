"""The belt: files to workers, evidence to the store, in batches; one outcome for each record.

What reads is imported where something is to be read: it takes a third of a second.
"""

import functools
from collections.abc import Iterator, Mapping, Sequence

from dispatchsearch.events import Outcome
from dispatchsearch.ingest.limits import bound_memory
from dispatchsearch.ingest.listing import Files, Listing
from dispatchsearch.store import ReadFile, Stamp, Store
from dispatchsearch.store.inputs import pack_file
from dispatchsearch.workers import NONE, Workers

VERSION = 8
"""Raised when a step reads more or better than before: `index --reread` then reads again what an older one read."""

ALONE = 24
"""With fewer files than this, starting workers costs more than it saves."""

HEAVY = 30_000_000
"""With more bytes than this workers are started for few files too: they read in bounded memory."""

CHUNK = 16
BATCH = 256
"""Files a worker is handed at once, and files written in one transaction."""


def read_files(root: str, fields: Mapping[str, str], work: Files) -> list[ReadFile]:
    """Read several files and pack what they hold: what a worker is handed."""
    from dispatchsearch.ingest.gather import read_together  # noqa: PLC0415

    bound_memory()
    return [pack_file(file) for file in read_together(root, work, fields)]


def read_all(root: str, work: Files, workers: Workers, fields: Mapping[str, str]) -> Iterator[ReadFile]:
    """Read files in worker processes; yield each when it is read, in their order.

    Few files, and all where workers cannot be started, are read in this process. A file that brings its worker down
    is found out and rejected.
    """
    much = len(work) >= ALONE or sum(stamp.size for _, stamp in work) > HEAVY
    chunks = (work[start : start + CHUNK] for start in range(0, len(work), CHUNK))
    if not workers.worth(much=much):
        from dispatchsearch.ingest.gather import read_together  # noqa: PLC0415

        for chunk in chunks:
            yield from read_together(root, chunk, fields)
        return
    given = (root, fields)
    for files in workers.each(functools.partial(read_files, *given), chunks, functools.partial(read_apart, *given)):
        yield from files


def read_apart(root: str, fields: Mapping[str, str], work: Files) -> list[ReadFile]:
    """Read files in a process of their own, halved until the one that brings it down stands alone."""
    with Workers(1) as worker:
        given = (root, fields)
        (files,) = worker.each(functools.partial(read_files, *given), [work], functools.partial(read_halves, *given))
    return files


def read_halves(root: str, fields: Mapping[str, str], work: Files) -> list[ReadFile]:
    """Read files that have brought their process down; one alone is rejected."""
    if len(work) == 1:
        ((path, stamp),) = work
        return [ReadFile(path, stamp, reason="reading it brought the reader down: damaged or hostile")]
    half = len(work) // 2
    return read_apart(root, fields, work[:half]) + read_apart(root, fields, work[half:])


def changed(listing: Listing, known: Mapping[str, tuple[Stamp, int]], *, check: bool, reread: bool) -> list[str]:
    """Return the files to be read: new ones, changed ones, all with `check`, with `reread` those of older programs."""
    work = []
    for path, stamp in listing.files.items():
        was, version = known.get(path, (None, 0))
        if was is None or check or not was.same_file(stamp) or (reread and version != VERSION):
            work.append(path)
    return work


def ingest(
    store: Store, listing: Listing, workers: Workers = NONE, *, check: bool = False, reread: bool = False
) -> Iterator[Outcome]:
    """Bring the files of a listing into the store and yield an outcome for each record.

    Files are told by size, time and inode, with `check` by their bytes. Each batch is one transaction, so a run that
    is cut off keeps what it yielded before the batch in hand.
    """
    root = store.inputs.root(str(listing.root))
    known = store.inputs.stamps(root, listing.name)
    for path, reason in listing.rejected.items():
        if path not in known:
            store.inputs.put(root, ReadFile(path, Stamp(0, 0, 0), reason=reason), VERSION)
        yield Outcome("rejected", path, reason=reason)
    work = changed(listing, known, check=check, reread=reread)
    del known
    refused = refusals(store, str(listing.root))
    to_read = set(work)
    for path in listing.files:
        if path not in to_read:
            yield from refused.get(path) or (Outcome("unchanged", path),)
    batch: list[ReadFile] = []
    files = [(path, listing.files[path]) for path in work]
    for file in read_all(str(listing.root), files, workers, store.inputs.fields(root)):
        batch.append(file)
        if len(batch) >= BATCH:
            yield from put_batch(store, root, batch, refused)
            batch = []
    yield from put_batch(store, root, batch, refused)


def refusals(store: Store, root: str) -> dict[str, list[Outcome]]:
    """Return what was rejected of a root's files before, as outcomes: untouched files are still rejected."""
    found: dict[str, list[Outcome]] = {}
    for rejection in store.inputs.rejections():
        if rejection.root == root:
            outcome = Outcome("rejected", rejection.path, rejection.record, rejection.reason)
            found.setdefault(rejection.file, []).append(outcome)
    return found


def put_batch(
    store: Store, root: int, batch: Sequence[ReadFile], refused: Mapping[str, list[Outcome]]
) -> Iterator[Outcome]:
    """Write a batch of files in one transaction, then yield their outcomes."""
    outcomes: list[Outcome] = []
    with store.database.transaction():
        for file in batch:
            before = store.inputs.read_before(root, file.path)
            if file.stamp.digest and before == (file.stamp.digest, VERSION):
                store.inputs.touch(root, file.path, file.stamp)
                outcomes += refused.get(file.path, [Outcome("unchanged", file.path)])
            else:
                fresh = store.inputs.put(root, file, VERSION, is_new=before is None)
                outcomes += outcomes_of(file, fresh, anew=before is not None)
    yield from outcomes


def outcomes_of(file: ReadFile, fresh: set[str], *, anew: bool) -> Iterator[Outcome]:
    """Yield what became of each record of a file that was read."""
    if file.reason:
        yield Outcome("rejected", file.path, reason=file.reason)
    for record in file.records:
        if record.reason:
            yield Outcome("rejected", record.locator.path, record.record, record.reason)
        elif anew:
            yield Outcome("updated", record.locator.path, record.record)
        elif any(story.id in fresh for story in record.stories):
            yield Outcome("added", record.locator.path, record.record)
        else:
            yield Outcome("moved", record.locator.path, record.record, "the same document stands or stood elsewhere")
