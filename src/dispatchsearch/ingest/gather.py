"""Files into evidence, some records at a time: a step of reading is taken for all of them before the next.

What a step needs of program and tables then stays in the processor's cache.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dispatchsearch.dispatch import IN_HEADER, DateEvidence, Dateline, Evidence, Locator, Mention
from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.address_dates import dates_in_address
from dispatchsearch.ingest.clean import CleanDocument, clean
from dispatchsearch.ingest.dating import address_evidence, date_evidence
from dispatchsearch.ingest.entities import Found, find_mentions
from dispatchsearch.ingest.entities.periods import years_of
from dispatchsearch.ingest.language import language_of
from dispatchsearch.ingest.limits import alarmed, each_within, within
from dispatchsearch.ingest.listing import Files, on_disk
from dispatchsearch.ingest.read import RawDocument, RejectedRecord, read
from dispatchsearch.store import ReadFile, ReadRecord, Stamp

TOGETHER = 16
MOST = 8_000_000
"""Records that take a step one after the other, and their bytes, but for one that is larger alone."""

AT_ONCE = 1 << 16
"""Bytes of a file that are read at once for its digest."""

NO_FIELDS: Mapping[str, str] = {}


@dataclass(slots=True)
class Reading:
    """A file of which records are being read."""

    path: str
    stamp: Stamp
    reason: str | None = None  # why nothing of it could be read
    records: list[ReadRecord] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A record on its way to evidence: what each step has added, or the reason why it went no further."""

    file: Reading
    raw: RawDocument
    locator: Locator
    reason: str | None = None
    document: str = ""
    stories: Sequence[CleanDocument] = ()
    dates: Sequence[tuple[DateEvidence, ...]] = ()
    languages: Sequence[str | None] = ()
    found: Sequence[Found] = ()


def read_together(root: str, files: Files, fields: Mapping[str, str] = NO_FIELDS) -> list[ReadFile]:
    """Read files into evidence. Whatever is wrong with one becomes a reason; nothing is raised.

    `fields` tells which column of a table holds which field of a dispatch.
    """
    readings = [Reading(path, stamp) for path, stamp in files]
    with alarmed():
        for drafts in together(draft for file in readings for draft in drafts_of(root, file, fields)):
            for step in STEPS:
                for draft in drafts:
                    take(step, draft)
            for draft in drafts:
                draft.file.records.append(finished(draft))
    return [
        ReadFile(file.path, file.stamp, tuple(file.records), file.reason if not file.records else None)
        for file in readings
    ]


def drafts_of(root: str, file: Reading, fields: Mapping[str, str]) -> Iterator[Draft]:
    """Yield the records of a file before any step; what came before an error counts."""
    number = 0
    try:
        path = on_disk(root, file.path)
        file.stamp = file.stamp._replace(digest=digest_of(path))
        file.reason = "holds no document"
        for found in each_within(read(path, file.path, fields)):
            yield draft_of(root, file, found)
            number = found.record + 1
    except Exception as error:  # noqa: BLE001 (one file must not end a run)
        file.reason = reason_of(error)
        if number:
            yield draft_of(root, file, RejectedRecord(file.path, number, file.reason))


def draft_of(root: str, file: Reading, found: RawDocument | RejectedRecord) -> Draft:
    """Begin with a record as its file holds it."""
    if isinstance(found, RejectedRecord):
        nothing = RawDocument(b"", "", found.path, found.record)
        return Draft(file, nothing, Locator(root, found.path, found.record), found.reason)
    dates = address_evidence(found.url, found.path, found.fetched)
    return Draft(file, found, Locator(root, found.path, found.record, found.url, found.fetched, dates))


def together(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """Yield as many records as take a step one after the other."""
    some: list[Draft] = []
    size = 0
    for draft in drafts:
        some.append(draft)
        size += len(draft.raw.data)
        if len(some) >= TOGETHER or size > MOST:
            yield some
            some, size = [], 0
    if some:
        yield some


def take(step: Callable[[Draft], None], draft: Draft) -> None:
    """Let a record take a step, within its time; whatever is wrong with it becomes its reason."""
    if draft.reason is not None:
        return
    try:
        with within():
            step(draft)
    except Exception as error:  # noqa: BLE001 (nor one record)
        draft.reason = reason_of(error)


def cleaned(draft: Draft) -> None:
    """Part a document into its stories."""
    draft.document = document_id(draft.raw.data)
    draft.stories = clean(draft.raw)


def dated(draft: Draft) -> None:
    """Find the dates each story shows; those of its address that its place tells already are left out."""
    told = draft.locator.dates
    draft.dates = [(*date_evidence(story), *stated_in_address(story.url, told)) for story in draft.stories]


def read_for_language(draft: Draft) -> None:
    """Tell the language of each story, by its headline last: a foreign title may stand over a text, and again in it."""
    draft.languages = [language_of(f"{body_of(story)}\n{story.headline}", story.language) for story in draft.stories]


def named(draft: Draft) -> None:
    """Find the people and places each story names."""
    draft.found = [
        find_mentions(story.headline, story.blocks, story.dateline, years_of(dates), language)
        for story, dates, language in zip(draft.stories, draft.dates, draft.languages, strict=True)
    ]


STEPS: Sequence[Callable[[Draft], None]] = (cleaned, dated, read_for_language, named)


def finished(draft: Draft) -> ReadRecord:
    """Return a record with what its steps have found, or why it was rejected."""
    if draft.reason is not None:
        return ReadRecord(draft.raw.record, None, draft.locator, reason=draft.reason)
    stories = tuple(evidence(draft, number) for number in range(len(draft.stories)))
    return ReadRecord(draft.raw.record, draft.document, draft.locator, stories)


def evidence(draft: Draft, number: int) -> Evidence:
    """Put together what one story of a record shows."""
    story, found = draft.stories[number], draft.found[number]
    return Evidence(
        id=draft.document if len(draft.stories) == 1 else f"{draft.document}-{number + 1}",
        document=draft.document,
        part=number + 1,
        headline=story.headline,
        blocks=story.blocks,
        dates=draft.dates[number],
        mentions=(*found.mentions, *of_header(story.dateline, found)),
        kicker=story.kicker,
        byline=story.byline,
        dateline=story.dateline,
        dateline_place=found.dateline_place,
        agency=story.agency,
        language=draft.languages[number],
        masthead=story.masthead,
        url=story.url,
        headline_printed=story.headline_printed,
    )


def body_of(story: CleanDocument) -> str:
    """Return the paragraphs of a story's body."""
    return "\n\n".join(block.text for block in story.blocks if block.kind == "body")


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


def document_id(data: bytes) -> str:
    """Return the id of a document: 16 characters of base32 of its BLAKE2b hash, 80 bits."""
    return base64.b32encode(hashlib.blake2b(data, digest_size=10).digest()).decode("ascii").lower()


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
