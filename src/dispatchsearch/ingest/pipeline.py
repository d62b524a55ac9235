"""The belt: files to workers, evidence to the store, in batches; one outcome for each record."""

import base64
import functools
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dispatchsearch.dispatch import IN_HEADER, DateEvidence, Dateline, Evidence, Locator, Mention
from dispatchsearch.errors import ReadError
from dispatchsearch.events import Outcome
from dispatchsearch.ingest.address_dates import dates_in_address
from dispatchsearch.ingest.clean import CleanDocument, clean
from dispatchsearch.ingest.dating import address_evidence, date_evidence
from dispatchsearch.ingest.entities import Found, find_mentions
from dispatchsearch.ingest.language import language_of
from dispatchsearch.ingest.limits import bound_memory, each_within, within
from dispatchsearch.ingest.listing import Listing, on_disk
from dispatchsearch.ingest.periods import years_of
from dispatchsearch.ingest.read import RawDocument, RejectedRecord, read
from dispatchsearch.store import ReadFile, ReadRecord, Stamp, Store
from dispatchsearch.store.inputs import pack_file
from dispatchsearch.workers import NONE, Workers

VERSION = 5
"""Raised when a step reads more or better than before: `index --reread` then reads again what an older one read."""

ALONE = 24
"""With fewer files than this, starting workers costs more than it saves."""

HEAVY = 30_000_000
"""With more bytes than this workers are started for few files too: they read in bounded memory."""

CHUNK = 16
BATCH = 256
"""Files a worker is handed at once, and files written in one transaction."""

AT_ONCE = 1 << 16
"""Bytes of a file that are read at once for its digest."""

Files = Sequence[tuple[str, Stamp]]
NO_FIELDS: Mapping[str, str] = {}


def read_file(root: str, path: str, stamp: Stamp, fields: Mapping[str, str] | None = None) -> ReadFile:
    """Read one file into evidence. Whatever is wrong with it becomes a reason; nothing is raised.

    `fields` tells which column of a table holds which field of a dispatch.
    """
    file = on_disk(root, path)
    records: list[ReadRecord] = []
    try:
        stamp = stamp._replace(digest=digest_of(file))
        for found in each_within(read(file, path, fields)):
            records.append(read_record(root, found))  # noqa: PERF401 (what came before an error counts)
    except Exception as error:  # noqa: BLE001 (one file must not end a run)
        reason = reason_of(error)
        if not records:
            return ReadFile(path, stamp, reason=reason)
        number = records[-1].record + 1
        records.append(ReadRecord(number, None, Locator(root, path, number), reason=reason))
    return ReadFile(path, stamp, tuple(records), None if records else "holds no document")


def digest_of(file: Path) -> str:
    """Return the digest of a file's bytes, 32 hexadecimal digits of BLAKE2b."""
    digest = hashlib.blake2b(digest_size=16)
    with file.open("rb", buffering=0) as stream:
        while part := stream.read(AT_ONCE):
            digest.update(part)
    return digest.hexdigest()


def reason_of(error: Exception) -> str:
    """Say why something could not be read."""
    if isinstance(error, RecursionError):
        return "nested too deeply to be read"
    if isinstance(error, MemoryError):
        return "too large to be read in the memory there is"
    if not isinstance(error, ReadError | OSError):
        return f"a fault of this program, please report it with the file: {type(error).__name__}: {error}"
    return str(error) or type(error).__name__


def read_record(root: str, found: RawDocument | RejectedRecord) -> ReadRecord:
    """Turn one record of a file into evidence."""
    if isinstance(found, RejectedRecord):
        return ReadRecord(found.record, None, Locator(root, found.path, found.record), reason=found.reason)
    dates = address_evidence(found.url, found.path, found.fetched)
    locator = Locator(root, found.path, found.record, found.url, found.fetched, dates)
    document = document_id(found.data)
    try:
        with within():
            stories = clean(found)
            parts = tuple(
                gather(document, part, len(stories), story, told=dates) for part, story in enumerate(stories, 1)
            )
    except Exception as error:  # noqa: BLE001 (nor one record)
        return ReadRecord(found.record, None, locator, reason=reason_of(error))
    if not parts:
        return ReadRecord(found.record, None, locator, reason="holds no text")
    return ReadRecord(found.record, document, locator, parts)


def document_id(data: bytes) -> str:
    """Return the id of a document: 16 characters of base32 of its BLAKE2b hash, 80 bits."""
    return base64.b32encode(hashlib.blake2b(data, digest_size=10).digest()).decode("ascii").lower()


def gather(
    document: str, part: int, parts: int, story: CleanDocument, *, told: Sequence[DateEvidence] = ()
) -> Evidence:
    """Put together what one story shows; `told` are the dates that its place tells already."""
    dates = (*date_evidence(story), *stated_in_address(story.url, told))
    body = "\n\n".join(block.text for block in story.blocks if block.kind == "body")
    language = language_of(f"{story.headline}\n{body}", story.language)
    found = find_mentions(story.headline, story.blocks, story.dateline, years_of(dates), language)
    return Evidence(
        id=document if parts == 1 else f"{document}-{part}",
        document=document,
        part=part,
        headline=story.headline,
        blocks=story.blocks,
        dates=dates,
        mentions=(*found.mentions, *of_header(story.dateline, found)),
        kicker=story.kicker,
        byline=story.byline,
        dateline=story.dateline,
        dateline_place=found.dateline_place,
        agency=story.agency,
        language=language,
        masthead=story.masthead,
        url=story.url,
        headline_printed=story.headline_printed,
    )


def of_header(dateline: Dateline | None, found: Found) -> tuple[Mention, ...]:
    """Return the mention of the dateline's place where a header alone states it and the text does not name it."""
    key = found.dateline_place
    if key is None or dateline is None or any(one.key == key and one.kind == "place" for one in found.mentions):
        return ()
    return (Mention("place", dateline.place, IN_HEADER, 0, len(dateline.place), key),)


def stated_in_address(url: str | None, told: Sequence[DateEvidence]) -> Iterator[DateEvidence]:
    """Yield the dates of the address that the page states of itself, those left out that its place tells already."""
    known = {(date.role, date.readings) for date in told if date.place == "address"}
    return (date for date in dates_in_address(url or "", "address") if (date.role, date.readings) not in known)


def read_files(root: str, fields: Mapping[str, str], work: Files) -> list[ReadFile]:
    """Read several files and pack what they hold: what a worker is handed."""
    bound_memory()
    return [pack_file(read_file(root, path, stamp, fields)) for path, stamp in work]


def read_all(root: str, work: Files, workers: Workers, fields: Mapping[str, str] = NO_FIELDS) -> Iterator[ReadFile]:
    """Read files in worker processes; yield each when it is read, in their order.

    Few files, and all where workers cannot be started, are read in this process. A file that brings its worker down
    is found out and rejected.
    """
    much = len(work) >= ALONE or sum(stamp.size for _, stamp in work) > HEAVY
    if not workers.worth(much=much):
        for path, stamp in work:
            yield read_file(root, path, stamp, fields)
        return
    chunks = (work[start : start + CHUNK] for start in range(0, len(work), CHUNK))
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
                fresh = store.inputs.put(root, file, VERSION)
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
