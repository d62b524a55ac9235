"""
What one story of a document is once it is cleaned: the values that the cleaning rooms fill and the later steps read.

Clues are words that may state a date. They come in the order of the page: what the head says (title, meta, json-ld),
then what is seen. A `headline` clue and a `lead` clue are always there when the story has a headline and a text, date
or no date, so that a reader of clues sees what stands before, between and after them.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dispatchsearch.dispatch import Block, Dateline

REGIONS: Final = ("nav", "aside", "footer", "related", "comments")


@dataclass(frozen=True, slots=True)
class Clue:
    """Words on the page that may state a date, before anyone reads them.

    `text` is the words as printed (spaces made single). `place` is where they stand and `name` what names them there:

    =============  ====================================================  =============================================
    place          text                                                  name (lower case, except in json-ld)
    =============  ====================================================  =============================================
    title          the page's <title>                                    empty
    meta           the content of a meta tag                             its name, property or itemprop
    json-ld        a value                                               type and key: `NewsArticle.datePublished`
    script         a value in the data of a script                       its key: `publishedAt`
    comment        a comment left by the program that saved the page     `saved` or `archived`
    http           a header of HTTP                                      the header: `last-modified`, `date`
    header         a header of a mail or of a header block               the header: `date`, `load-date`, `dateline`
    headline       the headline                                          empty
    byline         the byline, or the line that holds it                 empty
    dateline       the dateline with its agency, as printed              empty
    label          label and value: `Last Updated: 07/27/2016`           the label's words, then the element's
    time           `datetime` of a <time>; its words, where they differ  `datetime` or `words`, then the element's
    element        words of an element whose class or id speaks of time  the words of the element
    source-line    `BBC Monitoring, 1600 gmt 22 May 01`                  the words of the element, if any
    line           any other short line that seems to hold a date        the words of the element, if any
    lead           the first paragraph                                   empty
    text           a later paragraph that seems to hold a written date   empty
    trailer        the last line: `130909 MET jun 92`                    empty
    copyright      a line of copyright                                   empty
    =============  ====================================================  =============================================

    The words of an element are its tag, itemprop, class and id and those of the two elements around it, nearest first,
    cut at anything but letters and digits: `span entry date div post meta`. A clue that stands apart from the story
    names its region before a colon: `aside: time datetime time div`; see `region` and `words`.
    """

    place: str
    name: str
    text: str

    @property
    def region(self) -> str:
        """One of REGIONS where the clue stands apart from the story, else the empty string."""
        return apart(self.name)[0]

    @property
    def words(self) -> str:
        """The name without its region."""
        return apart(self.name)[1]


@lru_cache(maxsize=4096)
def apart(name: str) -> tuple[str, str]:
    """Return the region before the colon of a clue's name, empty where none is, and the name without it."""
    before, _, words = name.partition(": ")
    return (before, words) if before in REGIONS and before != name else ("", name)


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
    headline_printed: str | None = None  # as it stood, where it was repaired
