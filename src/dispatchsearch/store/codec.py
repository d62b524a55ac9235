"""Records to bytes and back: compact JSON, compressed with a dictionary, every date as ISO text."""

import functools
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import Block, DateConclusion, DateEvidence, Dateline, EventMark, Evidence, Mention
from dispatchsearch.errors import StoreError


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the archive concludes of one story; with its evidence, locators and names it makes the Dispatch."""

    date: DateConclusion
    source_reason: str
    updated: PartialDate | None = None
    event_marks: tuple[EventMark, ...] = ()
    hidden: tuple[tuple[int, int], ...] = ()
    """What is furniture, as (block, number): so many characters from its start, or, where the number is below 0, so
    many from its end; -1 stands for all of the block. A block is named twice where both its ends are hidden."""


@functools.cache
def dictionary() -> bytes:
    """Return what records are likely to hold: a short text compresses by half as much again beside it."""
    return Path(__file__).with_name("dictionary.txt").read_bytes()


def plain_bytes(value: Any) -> bytes:
    """Return a value of JSON's types as bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


@functools.cache
def fresh_packer() -> Any:
    """Return a packer that has read the dictionary; copies of it need not."""
    return zlib.compressobj(zdict=dictionary())


def to_bytes(value: Any) -> bytes:
    """Pack a value of JSON's types."""
    packer = fresh_packer().copy()
    packed: bytes = packer.compress(plain_bytes(value)) + packer.flush()
    return packed


def from_bytes(packed: bytes) -> Any:
    """Unpack what `to_bytes` made, now or before there was a dictionary; StoreError for other bytes."""
    unpacker = zlib.decompressobj(zdict=dictionary())
    try:
        data = unpacker.decompress(packed)
        if not unpacker.eof:
            raise StoreError("a record of the archive is cut short: run `dispatchsearch verify`")
        return json.loads(data.decode("utf-8", "surrogatepass"))
    except (zlib.error, ValueError) as error:
        raise StoreError(f"a record of the archive is damaged ({error}): run `dispatchsearch verify`") from error


@functools.lru_cache(maxsize=16_384)
def _day(text: str) -> PartialDate:
    """Read a date; the same days come again and again."""
    return PartialDate.from_iso(text)


def dates_to_json(dates: Sequence[DateEvidence]) -> list[Any]:
    """Return date evidence as JSON's types."""
    return [
        [d.role, [str(reading) for reading in d.readings], d.place, d.name, d.quote, d.order, d.separator]
        for d in dates
    ]


def dates_from_json(rows: Sequence[Any]) -> tuple[DateEvidence, ...]:
    """Return date evidence from JSON's types."""
    return tuple(
        DateEvidence(role, tuple(map(_day, readings)), place, name, quote, order, separator)
        for role, readings, place, name, quote, order, separator in rows
    )


def pack_evidence(evidence: Evidence) -> bytes:
    """Pack a story's evidence; id, document and part stand in columns of their own."""
    line = evidence.dateline
    return to_bytes(
        [
            [evidence.headline, evidence.headline_printed] if evidence.headline_printed else evidence.headline,
            [[block.text, block.kind, block.printed] for block in evidence.blocks],
            dates_to_json(evidence.dates),
            [[m.kind, m.surface, m.block, m.start, m.end, m.key] for m in evidence.mentions],
            evidence.kicker,
            evidence.byline,
            [line.printed, line.place, line.region, line.date, line.agency] if line else None,
            evidence.dateline_place,
            evidence.agency,
            evidence.language,
            evidence.masthead,
            evidence.url,
        ]
    )


def unpack_evidence(
    id: str,  # noqa: A002 (an id is an id)
    document: str,
    part: int,
    packed: bytes,
    *,
    dated: bool = True,
) -> Evidence:
    """Unpack a story's evidence, or all of it but its dates."""
    # an earlier program kept a fingerprint behind all else
    headline, blocks, dates, mentions, kicker, byline, line, line_place, agency, language, masthead, url, *_ = (
        from_bytes(packed)
    )
    return Evidence(
        id=id,
        document=document,
        part=part,
        headline=headline if isinstance(headline, str) else headline[0],
        blocks=tuple(Block(*block) for block in blocks),
        dates=dates_from_json(dates) if dated else (),
        mentions=tuple(Mention(*mention) for mention in mentions),
        kicker=kicker,
        byline=byline,
        dateline=Dateline(*line) if line else None,
        dateline_place=line_place,
        agency=agency,
        language=language,
        masthead=masthead,
        url=url,
        headline_printed=None if isinstance(headline, str) else headline[1],
    )


def pack_conclusion(conclusion: Conclusion) -> bytes:
    """Pack what was concluded of a story."""
    date = conclusion.date
    return to_bytes(
        [
            [
                str(date.date) if date.date else None,
                date.confidence,
                date.reason,
                date.not_used,
                [str(day) for day in date.candidates],
                date.by_hand,
                date.disputed,
            ],
            conclusion.source_reason,
            str(conclusion.updated) if conclusion.updated else None,
            [[str(mark.date), mark.start, mark.end] for mark in conclusion.event_marks],
            conclusion.hidden,
        ]
    )


def unpack_conclusion(packed: bytes) -> Conclusion:
    """Unpack what was concluded of a story."""
    dated, source_reason, updated, events, hidden = from_bytes(packed)
    date, confidence, reason, not_used, candidates, by_hand, *later = dated
    return Conclusion(
        date=DateConclusion(
            date=_day(date) if date else None,
            confidence=confidence,
            reason=reason,
            not_used=tuple(not_used),
            candidates=tuple(map(_day, candidates)),
            by_hand=by_hand,
            disputed=tuple(later[0]) if later else (),
        ),
        source_reason=source_reason,
        updated=_day(updated) if updated else None,
        event_marks=tuple(map(_event_mark, events)),
        hidden=tuple((block, length) for block, length in hidden),
    )


def hidden_of(packed: bytes) -> tuple[tuple[int, int], ...]:
    """Return what a packed conclusion hides, without unpacking the rest."""
    *_, hidden = from_bytes(packed)
    return tuple((block, length) for block, length in hidden)


def _event_mark(packed: list[Any] | str) -> EventMark:
    """Read the mark of an event; an older archive has no more than its date."""
    date, start, end = (packed, 0, 0) if isinstance(packed, str) else packed
    return EventMark(_day(date), start, end)
