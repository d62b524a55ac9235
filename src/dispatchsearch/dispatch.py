"""
The records the wings meet in.

Evidence is what one document shows about one story; it never changes. A Dispatch is what the whole archive lets us
conclude of it; it may change when more pages come in, and names its reasons.
"""

from dataclasses import dataclass
from typing import Final, Literal

from dispatchsearch.dates import PartialDate

Role = Literal["published", "updated", "crawled", "reposted", "copyright", "event"]
Confidence = Literal["high", "medium", "low"]
BlockKind = Literal["body", "caption", "furniture"]
MentionKind = Literal["person", "place"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a page, repaired for reading; `printed` is its text as it stood where that differs."""

    text: str
    kind: BlockKind = "body"
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """`MARDAKERT, Azerbaijan, June 27 (Reuters) -`: as printed, and what its parts say."""

    printed: str  # "MARDAKERT, Azerbaijan": the words without agency and dash
    place: str  # "MARDAKERT"
    region: str | None = None  # "Azerbaijan": a country, state or province as printed
    date: str | None = None  # "June 27": as printed
    agency: str | None = None  # "Reuters"


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """One date a document shows, whatever it may mean.

    Several readings where a number is ambiguous (05/06/1993): then `order` is None for all of them; for a number
    that only one order fits (07/27/2016) `order` says which.
    """

    role: Role
    readings: tuple[PartialDate, ...]
    place: str  # where it stood: address, path, meta, json-ld, time, label, header, mail, title, byline, dateline, ...
    name: str  # what named it there: the meta's name, the label's words; may be empty
    quote: str  # the words as printed
    order: Literal["mdy", "dmy", "ymd"] | None = None
    separator: str = ""  # of a numeric date


IN_HEADER: Final = -2
"""The block of a place that stands in no block: a header alone states the dateline."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or place named in a block: `blocks[block].text[start:end] == surface`; the headline is block -1.

    `key` joins mentions of one thing within the dispatch: a person's fullest form here ("Kurban Kurbanov"), or a
    place's gazetteer id ("geonames:587084"), "name:Torval" where the gazetteer does not know it.
    """

    kind: MentionKind
    surface: str
    block: int
    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one document shows about one story; `id` is made of the document's bytes and the story's part."""

    id: str
    document: str
    part: int
    headline: str
    blocks: tuple[Block, ...]
    dates: tuple[DateEvidence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    kicker: str | None = None
    byline: str | None = None
    dateline: Dateline | None = None
    dateline_place: str | None = None  # gazetteer id or "name:..." of the dateline's place
    agency: str | None = None
    language: str | None = None
    masthead: str | None = None  # the outlet's name as the page states it
    url: str | None = None  # the address the page states of itself (canonical, og:url, saved-page comment)
    headline_printed: str | None = None  # as it stood, where it was repaired


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a document stands: a path below a root, the record's place in the file, and what only that place shows."""

    root: str
    path: str  # relative to the root, with /; of a member of an archive `backfile.zip/1993/a.html`
    record: int = 0
    url: str | None = None  # from a WARC target or a mirror's path
    fetched: str | None = None  # ISO instant of the crawl, where the record tells
    dates: tuple[DateEvidence, ...] = ()  # of the address, the path and the crawl


@dataclass(frozen=True, slots=True)
class DateConclusion:
    """The publication date and how we know; `date` is None for the undated."""

    date: PartialDate | None
    confidence: Confidence
    reason: str  # in words a person reads
    not_used: tuple[str, ...] = ()  # dates shown but not taken, each with its reason
    candidates: tuple[PartialDate, ...] = ()  # days a weekday narrows a month to: shown, never sorted or cited by
    disputed: tuple[str, ...] = ()  # strong evidence for another day, or for several, each with its words
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """An authority record as a dispatch carries it."""

    id: str
    heading: str
    within: tuple[str, ...] = ()  # ids of the places a place lies in, nearest first


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention in the concluded body: `body[start:end]` names the record `id`."""

    kind: MentionKind
    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EventMark:
    """A day, month or year the text speaks of: `body[start:end]` are the words that name it."""

    date: PartialDate
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repair:
    """A place of the concluded body that was put right: `body[start:end]` stands where the page has `printed`."""

    start: int
    end: int
    printed: str


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One story as the archive concludes it."""

    id: str
    title: str
    body: str  # paragraphs joined by an empty line, furniture left out
    date: DateConclusion
    source: str  # the outlet as cited
    source_reason: str
    locators: tuple[Locator, ...]
    updated: PartialDate | None = None
    event_marks: tuple[EventMark, ...] = ()  # what the text speaks of, in its order, none overlapping another
    kicker: str | None = None
    byline: str | None = None
    dateline: Dateline | None = None
    dateline_place: Name | None = None
    agency: str | None = None  # what the agency credited is called: "Reuters"
    credit: str | None = None  # as it is printed: "Reuter"
    language: str | None = None
    url: str | None = None
    people: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    marks: tuple[Marked, ...] = ()
    set_aside: tuple[str, ...] = ()  # blocks hidden as furniture
    repairs: tuple[Repair, ...] = ()  # in the order of the body; they do not overlap
    title_printed: str | None = None  # the title as it stood, where it was repaired
    previous: str | None = None  # id of the dispatch before it in the same document
    following: str | None = None  # id of the one behind it
    version: str | None = None  # what versions of one story have in common; None where the text is too short to tell

    @property
    def events(self) -> tuple[PartialDate, ...]:
        """The days, months and years the text speaks of, each once, in its order."""
        return tuple(dict.fromkeys(mark.date for mark in self.event_marks))

    @property
    def as_printed(self) -> str:
        """The body with every repair undone: what one quotes. Spaces are single and lines are joined as in `body`."""
        parts, at = [], 0
        for repair in self.repairs:
            parts += [self.body[at : repair.start], repair.printed]
            at = repair.end
        return "".join([*parts, self.body[at:]])


@dataclass(frozen=True, slots=True)
class Heading:
    """An authority record: one person or one place over the whole archive."""

    id: str
    kind: MentionKind
    heading: str
    variants: tuple[tuple[str, int], ...]  # written forms with their number of dispatches, most frequent first
    reason: str = ""  # why these forms are one
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None  # ISO 3166 code
    within: tuple[str, ...] = ()  # ids of the places it lies in, nearest first
