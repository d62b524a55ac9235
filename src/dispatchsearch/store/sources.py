"""Sources in the store: what their pages have in common, counted page by page."""

import json
import re
import sqlite3
import struct
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dispatchsearch.dispatch import DateEvidence, Evidence
from dispatchsearch.store.codec import dates_from_json, dates_to_json, unpack_conclusion, unpack_evidence
from dispatchsearch.store.database import Database

ADDRESS = re.compile(r"\bhttps?://\S+")
PAGE_NUMBERS = 1 << 62
"""Numbers of pages lie below this."""
MOST_OUTLINES = 4096
"""Of a source; a share of half a percent is still 10 pages when they have just been halved."""
LOOKED_AT = 100
"""Dispatches of a source from which its profile is drawn."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the first dispatches of a source show: why they belong to it, and which texts are hidden as its furniture.

    Each reason and text comes with the number of dispatches, the most frequent first.
    """

    looked_at: int
    reasons: tuple[tuple[str, int], ...]
    hidden: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """What is kept of a page to compare it with its source's others; pages with the same content have the same."""

    page: int  # made of the content: 0 or more, below PAGE_NUMBERS
    headline: int  # its key
    units: tuple[int, ...]  # its texts, each a number of 63 bits


class Shown(NamedTuple):
    """A date as it is counted: what two pages must agree in, the order it proves, an example of its words."""

    key: str
    order: str
    quote: str


class Page(NamedTuple):
    """What is counted of a page: its dates, and its outline with the units packed."""

    dates: tuple[Shown, ...]
    page: int
    headline: int
    units: bytes


def page_of(dates: Iterable[DateEvidence], outline: Outline) -> Page:
    """Return what is counted of a page; a date shown twice counts once."""
    shown = {tally_key(date): date for date in dates}
    units = struct.pack(f"<{len(outline.units)}Q", *outline.units)
    dated = (Shown(key, order_key(date), date.quote) for key, date in shown.items())
    return Page(tuple(dated), outline.page, outline.headline, units)


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source with the number of its dispatches, the first and last year they are dated, and how many are undated."""

    name: str
    dispatches: int
    first_year: int | None
    last_year: int | None
    undated: int
    learned: Mapping[str, Any]


class Sources:
    """Sources and their counts."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def number(self, name: str) -> int:
        """Return the number of a source, remembering it."""
        with self._db.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO sources (name) VALUES (?)", (name,))
            (number,) = connection.execute("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()
        return int(number)

    def name(self, number: int) -> str:
        """Return the name of a source."""
        return str(self._db.rows("SELECT name FROM sources WHERE id = ?", (number,))[0][0])

    def count(self, source: int, pages: Sequence[Page], step: int) -> None:
        """Add pages to a source's counts, or with `step` -1 take them off."""
        dates = Counter(date for page in pages for date in page.dates)
        with self._db.transaction() as connection:
            connection.execute("UPDATE sources SET pages = pages + ? WHERE id = ?", (step * len(pages), source))
            connection.executemany(
                "INSERT INTO date_tallies VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET pages = pages + excluded.pages",
                [(source, date.key, date.order, step * shown, date.quote) for date, shown in dates.items()],
            )
            (most,) = connection.execute(
                "SELECT ? >> halved FROM sources WHERE id = ?", (PAGE_NUMBERS, source)
            ).fetchone()
            connection.executemany(
                "INSERT INTO outlines VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET pages = pages + excluded.pages",
                [(source, page.page, step, page.units) for page in pages if page.page < most],
            )
            connection.executemany(
                "INSERT INTO headlines VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET pages = pages + excluded.pages",
                [(source, page.headline, step) for page in pages],
            )
            if step < 0:
                self._sweep(connection, source, pages)

    @staticmethod
    def _sweep(connection: sqlite3.Connection, source: int, pages: Sequence[Page]) -> None:
        """Forget what no page shows any more, of what some pages showed."""
        sql = "DELETE FROM date_tallies WHERE source = ? AND evidence = ? AND pages <= 0"
        connection.executemany(sql, {(source, date.key) for page in pages for date in page.dates})
        sql = "DELETE FROM outlines WHERE source = ? AND page = ? AND pages <= 0"
        connection.executemany(sql, [(source, page.page) for page in pages])
        sql = "DELETE FROM headlines WHERE source = ? AND headline = ? AND pages <= 0"
        connection.executemany(sql, [(source, page.headline) for page in pages])

    def thin_out(self, source: int) -> None:
        """Keep the outlines of at most MOST_OUTLINES pages: halve them, by their number, as often as need be.

        Which pages are kept depends on their content alone, not on the order in which they came.
        """
        sql = "SELECT count(*), halved FROM sources LEFT JOIN outlines ON source = id WHERE id = ?"
        while (found := self._db.rows(sql, (source,))[0])[0] > MOST_OUTLINES:
            with self._db.transaction() as connection:
                connection.execute("UPDATE sources SET halved = halved + 1 WHERE id = ?", (source,))
                least = PAGE_NUMBERS >> found[1] + 1
                connection.execute("DELETE FROM outlines WHERE source = ? AND page >= ?", (source, least))

    def outlines(self, source: int) -> list[tuple[int, ...]]:
        """Return the units of the outlines kept of a source."""
        rows = self._db.rows("SELECT units FROM outlines WHERE source = ?", (source,))
        return [struct.unpack(f"<{len(units) // 8}Q", units) for (units,) in rows]

    def headlines(self, source: int) -> set[int]:
        """Return the keys of a source's headlines."""
        return {key for (key,) in self._db.rows("SELECT headline FROM headlines WHERE source = ?", (source,))}

    def headlines_among(self, source: int, keys: Iterable[int]) -> set[int]:
        """Return those keys that are of a headline of a source."""
        sql = "SELECT 1 FROM headlines WHERE source = ? AND headline = ?"
        return {key for key in keys if self._db.rows(sql, (source, key))}

    def forget(self) -> None:
        """Forget all counts, and have all stories counted and concluded again."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM date_tallies")
            connection.execute("DELETE FROM outlines")
            connection.execute("DELETE FROM headlines")
            connection.execute("DELETE FROM departed")
            connection.execute("UPDATE sources SET pages = 0, halved = 0")
            connection.execute("INSERT OR IGNORE INTO to_conclude SELECT number FROM stories")

    def departed(self) -> list[tuple[int, Evidence]]:
        """Hand over the evidence of pages that have gone, with their sources; they are then forgotten."""
        with self._db.transaction() as connection:
            rows = connection.execute("SELECT source, part, evidence FROM departed").fetchall()
            connection.execute("DELETE FROM departed")
        return [(source, unpack_evidence("", "", part, packed)) for source, part, packed in rows]

    def waiting(self) -> set[int]:
        """Return the sources whose stories wait to be concluded."""
        rows = self._db.rows("SELECT DISTINCT source FROM to_conclude CROSS JOIN stories ON number = story")
        return {source for (source,) in rows if source is not None}

    def pages(self, source: int) -> int:
        """Return how many pages are counted for a source."""
        return int(self._db.rows("SELECT pages FROM sources WHERE id = ?", (source,))[0][0])

    def date_tallies(self, source: int) -> list[tuple[DateEvidence, int]]:
        """Return what a source's pages show of dates, with the number of pages.

        Evidence of one page alone is left out, but for one example of each unambiguous order of day and month, which
        then carries the number of all pages that prove it.
        """
        rows = self._db.rows(
            "SELECT evidence, quote, pages FROM date_tallies WHERE source = ? AND pages > 1 UNION ALL "
            "SELECT max(evidence), max(quote), count(*) FROM date_tallies "
            "WHERE source = ? AND pages = 1 AND kind <> '' GROUP BY kind",
            (source, source),
        )
        return [(from_tally(key, quote), pages) for key, quote, pages in rows]

    def learned(self, source: int) -> dict[str, Any]:
        """Return what was concluded of a source."""
        found: dict[str, Any] = json.loads(self._db.rows("SELECT learned FROM sources WHERE id = ?", (source,))[0][0])
        return found

    def learn(self, source: int, learned: Mapping[str, Any]) -> None:
        """Keep what was concluded of a source, and have all its stories concluded again."""
        with self._db.transaction() as connection:
            connection.execute("UPDATE sources SET learned = ? WHERE id = ?", (json.dumps(learned), source))
            connection.execute(
                "INSERT OR IGNORE INTO to_conclude SELECT number FROM stories WHERE source = ?", (source,)
            )

    def profile(self, name: str) -> Profile:
        """Return what the first dispatches of a source show; of one without dispatches nothing."""
        sql = (
            "SELECT part, evidence.packed, conclusions.packed FROM sources JOIN stories ON source = sources.id "
            "JOIN evidence ON evidence.story = number JOIN conclusions ON conclusions.story = number "
            "WHERE name = ? ORDER BY number LIMIT ?"
        )
        reasons: Counter[str] = Counter()
        hidden: Counter[str] = Counter()
        rows = self._db.rows(sql, (name, LOOKED_AT))
        for part, packed, conclusion in rows:
            concluded = unpack_conclusion(conclusion)
            reasons[ADDRESS.sub("its address", concluded.source_reason)] += 1
            if concluded.hidden:
                blocks = unpack_evidence("", "", part, packed).blocks
                hidden.update({cut_out(blocks[block].text, cut) for block, cut in concluded.hidden})
        return Profile(len(rows), tuple(reasons.most_common()), tuple(hidden.most_common()))

    def used(self) -> int:
        """Return how many sources have dispatches."""
        sql = (
            "SELECT count(*) FROM sources WHERE EXISTS "
            "(SELECT 1 FROM stories JOIN conclusions ON story = number WHERE source = sources.id)"
        )
        return int(self._db.rows(sql)[0][0])

    def summaries(self) -> tuple[SourceSummary, ...]:
        """Return all sources that have dispatches, those with most first."""
        rows = self._db.rows(
            "SELECT name, count(*), min(year), max(year), count(*) - count(year), learned FROM stories "
            "JOIN conclusions ON story = number JOIN sources ON source = sources.id GROUP BY source ORDER BY 2 DESC, 1"
        )
        return tuple(
            SourceSummary(name, dispatches, first, last, undated, json.loads(learned))
            for name, dispatches, first, last, undated, learned in rows
        )


def cut_out(text: str, cut: int) -> str:
    """Return the part of a block's text that is hidden, as Conclusion.hidden has it."""
    return (text if cut == -1 else text[:cut] if cut > 0 else text[cut:]).strip()


def tally_key(date: DateEvidence) -> str:
    """Return what two pages must agree in to show the same: all but the words quoted."""
    (row,) = dates_to_json([date])
    return json.dumps([*row[:4], *row[5:]], ensure_ascii=False)


def from_tally(key: str, quote: str) -> DateEvidence:
    """Return the evidence a tally counts, with an example of its words."""
    *first, order, separator = json.loads(key)
    return dates_from_json([[*first, quote, order, separator]])[0]


def order_key(date: DateEvidence) -> str:
    """Return what a day/month order is learned for, with the order; empty where the date proves none."""
    if date.order not in ("mdy", "dmy") or not date.separator:
        return ""
    return json.dumps([date.place, date.name, date.separator, date.order], ensure_ascii=False)
