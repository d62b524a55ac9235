"""Texts in the store: which stories tell each, which texts are alike, and which are versions of one story."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dispatchsearch.dispatch import Evidence
from dispatchsearch.store.codec import hidden_of, unpack_evidence
from dispatchsearch.store.database import Database

STORIES = (
    "SELECT number, id, document, part, evidence.packed, conclusions.packed FROM stories "
    "JOIN evidence ON evidence.story = number JOIN conclusions ON conclusions.story = number WHERE number {}"
)
FAMILY = (
    "WITH RECURSIVE family (text) AS (VALUES (:text) UNION SELECT other FROM alike JOIN family ON one = family.text) {}"
)


class Printed(NamedTuple):
    """Which text a story tells (None: it has too few words to be compared), its words and its fingerprint."""

    story: int
    text: int | None
    words: int
    prints: tuple[int, ...]


Told = tuple[int, Evidence, tuple[tuple[int, int], ...]]
"""A story by its number, with what it shows, its dates left out, and what of that is hidden."""


@dataclass(frozen=True, slots=True)
class Family:
    """Texts that hang together by being alike."""

    words: Mapping[int, int]  # text -> number of words
    alike: Sequence[tuple[int, int]]
    versions: Mapping[int, int | None]  # text -> the version it is, as far as was known


class Versions:
    """What is known of the texts of stories; a text goes by a number of 64 bits, a version by its first text's."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def waiting(self) -> int:
        """Return how many stories are still to be compared."""
        return int(self._db.rows("SELECT count(*) FROM to_compare")[0][0])

    def to_compare(self, after: int, limit: int) -> list[int]:
        """Return the numbers of so many stories whose text is new, in order, that come after one."""
        sql = "SELECT story FROM to_compare WHERE story > ? ORDER BY story LIMIT ?"
        return [story for (story,) in self._db.rows(sql, (after, limit))]

    def told(self, stories: Iterable[int]) -> list[Told]:
        """Return stories by their numbers, in order."""
        return [_told(row) for row in self._db.each(STORIES.format("IN ({}) ORDER BY number"), stories)]

    def put(self, printed: Sequence[Printed]) -> None:
        """Remember which texts stories tell, with their fingerprints; new ones are then to be compared and grouped."""
        with self._db.transaction() as connection:
            texts = {one.text: (one.text, one.words, _packed(one.prints)) for one in printed if one.text is not None}
            sql = "INSERT OR IGNORE INTO texts (id, words, prints) VALUES (?, ?, ?) RETURNING id"
            fresh = [found for row in texts.values() for found in connection.execute(sql, row)]
            connection.executemany("INSERT OR IGNORE INTO to_group VALUES (?)", fresh)
            connection.executemany(
                "INSERT INTO told VALUES (?, ?) ON CONFLICT (story) DO UPDATE SET text = excluded.text "
                "WHERE text <> excluded.text",
                [(one.story, one.text) for one in printed if one.text is not None],
            )
            connection.executemany("DELETE FROM told WHERE story = ?", [(p.story,) for p in printed if p.text is None])
            connection.executemany("DELETE FROM to_compare WHERE story = ?", [(one.story,) for one in printed])

    def prints(self) -> tuple[list[int], bytes]:
        """Return the ids of all texts in ascending order, and their fingerprints one behind the other."""
        rows = self._db.rows("SELECT id, prints FROM texts ORDER BY id")
        return [text for text, _ in rows], b"".join(packed for _, packed in rows)

    def sample(self, text: int) -> Told | None:
        """Return one story that tells a text, None where none does any more."""
        rows = self._db.rows(STORIES.format("= (SELECT min(story) FROM told WHERE text = ?)"), (text,))
        return _told(rows[0]) if rows else None

    def link(self, links: Mapping[int, Iterable[int]]) -> None:
        """Remember which texts each is like."""
        with self._db.transaction() as connection:
            pairs = {pair for one, others in links.items() for other in others for pair in ((one, other), (other, one))}
            connection.executemany("INSERT OR IGNORE INTO alike VALUES (?, ?)", sorted(pairs))

    def to_group(self) -> list[int]:
        """Return the texts to be grouped anew, likely kin together; those that no story tells are taken out first."""
        with self._db.transaction() as connection:
            sql = "SELECT text FROM to_group JOIN texts ON id = text WHERE text NOT IN (SELECT text FROM told)"
            for (text,) in connection.execute(sql).fetchall():
                _remove(connection, text)
            sql = "SELECT text FROM to_group LEFT JOIN texts ON id = text ORDER BY prints, text"
            return [text for (text,) in connection.execute(sql)]

    def alone(self) -> dict[int, int | None]:
        """Return those of the texts to be grouped that are like no other, with the version each is, as far as known."""
        sql = (
            "SELECT text, version FROM to_group JOIN texts ON id = text "
            "WHERE NOT EXISTS (SELECT 1 FROM alike WHERE one = text)"
        )
        return dict(self._db.rows(sql))

    def family(self, text: int) -> Family:
        """Return the texts that hang together with one."""
        sql = FAMILY.format("SELECT id, words, version FROM family JOIN texts ON id = family.text")
        rows = self._db.rows(sql, {"text": text})
        sql = FAMILY.format("SELECT one, other FROM family JOIN alike ON one = family.text WHERE one < other")
        pairs = self._db.rows(sql, {"text": text})
        return Family({id_: words for id_, words, _ in rows}, pairs, {id_: version for id_, _, version in rows})

    def set_versions(self, versions: Mapping[int, int]) -> None:
        """Remember of which version texts are; their stories are then to be indexed anew."""
        with self._db.transaction() as connection:
            sql = "UPDATE texts SET version = ? WHERE id = ?"
            connection.executemany(sql, [(version, text) for text, version in versions.items()])
            sql = (
                "INSERT OR IGNORE INTO to_index SELECT id, 'revise' FROM told "
                "JOIN stories ON number = told.story JOIN conclusions USING (story) WHERE text = ?"
            )
            connection.executemany(sql, [(text,) for text in versions])

    def grouped(self) -> None:
        """Take all texts off the list of those to group."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM to_group")

    def of_stories(self, stories: Iterable[int]) -> dict[int, str]:
        """Return the version that stories are of; those that were not compared are left out."""
        sql = "SELECT story, version FROM told JOIN texts ON id = text WHERE version IS NOT NULL AND story IN ({})"
        return {story: _id(version) for story, version in self._db.each(sql, stories)}

    def texts_of(self, ids: Iterable[str]) -> dict[str, int]:
        """Return which text each dispatch tells; those that were not compared are left out."""
        return dict(self._db.each("SELECT id, text FROM stories JOIN told ON story = number WHERE id IN ({})", ids))

    def group_anew(self, texts: Iterable[int]) -> None:
        """Have texts grouped anew, with all that hang together with them."""
        with self._db.transaction() as connection:
            connection.executemany("INSERT OR IGNORE INTO to_group VALUES (?)", [(text,) for text in texts])

    def members(self, version: str) -> list[str]:
        """Return the ids of the dispatches of a version, in order."""
        sql = "SELECT stories.id FROM texts JOIN told ON text = texts.id JOIN stories ON number = story "
        return [id_ for (id_,) in self._db.rows(sql + "WHERE texts.version = ? ORDER BY 1", (_number(version),))]

    def several(self) -> list[str]:
        """Return the versions that more than one dispatch is of, in order."""
        sql = (
            "SELECT version FROM told JOIN texts ON id = text WHERE version IS NOT NULL "
            "GROUP BY version HAVING count(*) > 1 ORDER BY version"
        )
        return [_id(version) for (version,) in self._db.rows(sql)]


def _id(version: int) -> str:
    """Return the id by which dispatches know a version."""
    return f"{version % 2**64:016x}"


def _number(version: str) -> int:
    """Return the number by which the tables know a version: SQLite's are signed."""
    return int.from_bytes(int(version, 16).to_bytes(8), signed=True)


def _told(row: tuple[int, str, str, int, bytes, bytes]) -> Told:
    number, id_, document, part, evidence, conclusion = row
    return number, unpack_evidence(id_, document, part, evidence, dated=False), hidden_of(conclusion)


def _packed(prints: Sequence[int]) -> bytes:
    return b"".join(number.to_bytes(4) for number in prints)


def _remove(connection: sqlite3.Connection, text: int) -> None:
    """Take a text out; those that were like it are to be grouped anew."""
    connection.execute("INSERT OR IGNORE INTO to_group SELECT other FROM alike WHERE one = ?", (text,))
    others = [(other, text) for (other,) in connection.execute("SELECT other FROM alike WHERE one = ?", (text,))]
    connection.executemany("DELETE FROM alike WHERE one = ? AND other = ?", others)
    connection.execute("DELETE FROM alike WHERE one = ?", (text,))
    connection.execute("DELETE FROM texts WHERE id = ?", (text,))
    connection.execute("DELETE FROM to_group WHERE text = ?", (text,))
