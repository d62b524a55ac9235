"""A document -> its stories: headline, byline, dateline, agency, body; page furniture apart; clues to dates."""

from dataclasses import dataclass

from dispatchsearch.dispatch import Block, Dateline


@dataclass(frozen=True, slots=True)
class Clue:
    """Words on the page that may state a date, before anyone reads them.

    `place` is where they stand: meta, json-ld, time, label ("Last Updated: 07/27/2016"), header (a mail's or a header
    block's), title (of the page), headline, byline, dateline, source-line, lead, text, trailer, copyright, http.
    `name` is what names them there: the meta's name, the label's words, the header's name.
    """

    place: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """One story of a document."""

    headline: str
    blocks: tuple[Block, ...]  # headline, byline and labels are not among them; a dateline stays in its paragraph
    clues: tuple[Clue, ...] = ()
    kicker: str | None = None
    byline: str | None = None
    dateline: Dateline | None = None
    agency: str | None = None
    language: str | None = None  # as declared: "en"
    masthead: str | None = None
    url: str | None = None
