"""The inputs of an archive: roots, files, records, and why some were rejected."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from dispatchsearch.dispatch import Evidence, Locator
from dispatchsearch.store.codec import dates_from_json, dates_to_json, pack_evidence
from dispatchsearch.store.database import Database


class Stamp(NamedTuple):
    """What tells whether a file has changed: size in bytes, time of change, inode; and the digest of its bytes.

    A named tuple, for a folder may hold a million files.
    """

    size: int
    mtime_ns: int
    inode: int
    digest: str = ""

    def same_file(self, other: "Stamp") -> bool:
        """Tell whether the file looks untouched, without its bytes."""
        return self[:3] == other[:3]


class PackedStory(NamedTuple):
    """A story as the store keeps it: packed where it was read, in a worker."""

    id: str
    document: str
    part: int
    packed: bytes


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """One record of a file as read: its document with the stories it holds, or the reason why it was rejected."""

    record: int
    document: str | None
    locator: Locator
    stories: tuple[Evidence | PackedStory, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as read: its records, or the reason why it was rejected as a whole."""

    path: str
    stamp: Stamp
    records: tuple[ReadRecord, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that is not in the archive, and why."""

    root: str
    path: str  # relative to the root; of a member of an archive: the archive's path, a /, the member's name
    record: int | None
    reason: str
    file: str  # the path without the member


class Inputs:
    """Files and records in the store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def root(self, path: str) -> int:
        """Return the number of a root, remembering it."""
        with self._db.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO roots (path) VALUES (?)", (path,))
            (number,) = connection.execute("SELECT id FROM roots WHERE path = ?", (path,)).fetchone()
        return int(number)

    def roots(self) -> dict[str, int]:
        """Return the known roots: path -> number."""
        return dict(self._db.rows("SELECT path, id FROM roots ORDER BY path"))

    def fields(self, root: int) -> dict[str, str]:
        """Return which column of a root's tables holds which field, as a person has said."""
        ((fields,),) = self._db.rows("SELECT fields FROM roots WHERE id = ?", (root,))
        found: dict[str, str] = json.loads(fields)
        return found

    def set_fields(self, root: int, fields: Mapping[str, str], kinds: Sequence[str]) -> None:
        """Remember which column holds which field; files whose names end in one of `kinds` are then read anew."""
        if fields == self.fields(root):
            return
        with self._db.transaction() as connection:
            connection.execute("UPDATE roots SET fields = ? WHERE id = ?", (json.dumps(fields), root))
            for kind in kinds:
                connection.execute(
                    "UPDATE files SET size = -1, digest = '' WHERE root = ? AND lower(path) LIKE ?", (root, f"%{kind}")
                )

    def stamps(self, root: int, below: str = ".") -> dict[str, tuple[Stamp, int]]:
        """Return what is known of files: path -> (stamp without the digest, version of the reading).

        Those of a root, or of one file or folder `below` it.
        """
        rows = self._files("path, size, mtime_ns, inode, version", root, below)
        return {path: (Stamp(size, time, inode), version) for path, size, time, inode, version in rows}

    def paths(self, root: int, below: str = ".") -> list[str]:
        """Return the paths of the known files of a root, or of one file or folder below it."""
        return [path for (path,) in self._files("path", root, below)]

    def size(self) -> int:
        """Return how many bytes the known files have together."""
        return int(self._db.rows("SELECT ifnull(sum(size), 0) FROM files")[0][0])

    def read_before(self, root: int, path: str) -> tuple[str, int] | None:
        """Return the digest of a file when it was last read, and the version of that reading."""
        rows = self._db.rows("SELECT digest, version FROM files WHERE root = ? AND path = ?", (root, path))
        return rows[0] if rows else None

    def _files(self, columns: str, root: int, below: str) -> list[Any]:
        if below == ".":
            return self._db.rows(f"SELECT {columns} FROM files WHERE root = ?", (root,))  # noqa: S608 (columns)
        sql = f"SELECT {columns} FROM files WHERE root = ? AND "  # noqa: S608 (columns)
        within = self._db.rows(sql + "path > ? AND path < ?", (root, f"{below}/", f"{below}0"))  # 0 comes after /
        return [*self._db.rows(sql + "path = ?", (root, below)), *within]

    def put(self, root: int, file: ReadFile, version: int, *, is_new: bool = False) -> set[str]:
        """Store what a file holds, in place of what it held; return the ids of stories that are new or read anew.

        A file that `is_new` held nothing.
        """
        with self._db.transaction() as connection:
            before = set() if is_new else self._drop(connection, root, file.path)
            stamp = file.stamp
            (number,) = connection.execute(
                "INSERT INTO files (root, path, size, mtime_ns, inode, digest, version, reason) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (root, file.path, stamp.size, stamp.mtime_ns, stamp.inode, stamp.digest, version, file.reason),
            ).fetchone()
            touched: set[str] = set()
            for record in file.records:
                self._put_record(connection, number, record, file.path)
                touched |= put_stories(connection, record.stories, version)
            self.sweep(connection, before - {record.document for record in file.records if record.document})
        return touched

    def touch(self, root: int, path: str, stamp: Stamp) -> None:
        """Remember the stamp of a file whose bytes are as they were."""
        with self._db.transaction() as connection:
            connection.execute(
                "UPDATE files SET size = ?, mtime_ns = ?, inode = ? WHERE root = ? AND path = ?",
                (stamp.size, stamp.mtime_ns, stamp.inode, root, path),
            )

    def drop(self, root: int, paths: Iterable[str]) -> None:
        """Forget files, and the documents that then stand nowhere."""
        with self._db.transaction() as connection:
            orphans: set[str] = set()
            for path in paths:
                orphans |= self._drop(connection, root, path)
            self.sweep(connection, orphans)

    def _drop(self, connection: sqlite3.Connection, root: int, path: str) -> set[str]:
        """Forget one file; return the documents it held."""
        rows = connection.execute(
            "SELECT document FROM records JOIN files ON file = files.id "
            "WHERE root = ? AND path = ? AND document IS NOT NULL",
            (root, path),
        ).fetchall()
        connection.execute("DELETE FROM files WHERE root = ? AND path = ?", (root, path))
        return {document for (document,) in rows}

    @staticmethod
    def _put_record(connection: sqlite3.Connection, file: int, record: ReadRecord, path: str) -> None:
        locator = record.locator
        member = locator.path.removeprefix(f"{path}/") if locator.path.startswith(f"{path}/") else None
        dates = json.dumps(dates_to_json(locator.dates), ensure_ascii=False)
        connection.execute(
            "INSERT INTO records (file, record, document, reason, url, fetched, dates, member) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (file, record.record, record.document, record.reason, locator.url, locator.fetched, dates, member),
        )
        if record.document:  # a second place may say more of an old document's date
            connection.execute(
                "INSERT OR IGNORE INTO to_conclude SELECT number FROM stories WHERE document = ?", (record.document,)
            )

    @staticmethod
    def sweep(connection: sqlite3.Connection, documents: Iterable[str]) -> None:
        """Remove the stories of documents that stand nowhere any more; conclude those again that stand elsewhere."""
        for document in documents:
            found = connection.execute("SELECT 1 FROM records WHERE document = ? LIMIT 1", (document,)).fetchone()
            stories = connection.execute("SELECT number, id FROM stories WHERE document = ?", (document,)).fetchall()
            for number, id_ in stories:
                if found:
                    connection.execute("INSERT OR IGNORE INTO to_conclude VALUES (?)", (number,))
                else:
                    remove_story(connection, number, id_)

    def locators(self, documents: Iterable[str]) -> dict[str, tuple[Locator, ...]]:
        """Return where documents stand: document -> locators, ordered by root and path."""
        found: dict[str, list[Locator]] = {}
        sql = (
            "SELECT document, roots.path, files.path || coalesce('/' || member, ''), record, url, fetched, dates "
            "FROM records JOIN files ON file = files.id JOIN roots ON root = roots.id "
            "WHERE document IN ({}) ORDER BY roots.path, files.path, record"
        )
        for document, root, path, record, url, fetched, dates in self._db.each(sql, documents):
            dated = dates_from_json(json.loads(dates)) if dates != "[]" else ()
            found.setdefault(document, []).append(Locator(root, path, record, url, fetched, dated))
        return {document: tuple(places) for document, places in found.items()}

    def rejected(self) -> int:
        """Return how many inputs are not in the archive."""
        sql = (
            "SELECT (SELECT count(*) FROM files WHERE reason IS NOT NULL) + "
            "(SELECT count(*) FROM records WHERE reason IS NOT NULL)"
        )
        return int(self._db.rows(sql)[0][0])

    def rejections(self) -> tuple[Rejection, ...]:
        """Return every input that is not in the archive, by root and path."""
        rows = self._db.rows(
            "SELECT roots.path, files.path, NULL, reason, files.path FROM files JOIN roots ON root = roots.id "
            "WHERE reason IS NOT NULL UNION ALL "
            "SELECT roots.path, files.path || coalesce('/' || member, ''), record, records.reason, files.path "
            "FROM records JOIN files ON file = files.id "
            "JOIN roots ON root = roots.id WHERE records.reason IS NOT NULL ORDER BY 1, 5, 3"
        )
        return tuple(Rejection(*row) for row in rows)


def pack_story(story: Evidence | PackedStory) -> PackedStory:
    """Pack a story's evidence, unless that is done."""
    if isinstance(story, PackedStory):
        return story
    return PackedStory(story.id, story.document, story.part, pack_evidence(story))


def pack_file(file: ReadFile) -> ReadFile:
    """Pack the stories of a file: what a worker hands back."""
    records = (replace(record, stories=tuple(map(pack_story, record.stories))) for record in file.records)
    return replace(file, records=tuple(records))


def put_stories(connection: sqlite3.Connection, stories: Sequence[Evidence | PackedStory], version: int) -> set[str]:
    """Store the stories of one document; return the ids of those that are new or were read by an older program."""
    if not stories:
        return set()
    document = stories[0].document
    known = {
        id_: (number, was)
        for number, id_, was in connection.execute(
            "SELECT number, id, version FROM stories WHERE document = ?", (document,)
        )
    }
    fresh = {story.id for story in stories if known.get(story.id, (0, -1))[1] != version}
    for story in stories:
        if story.id in fresh:
            if story.id in known:
                depart(connection, story.id)
                connection.execute("INSERT OR REPLACE INTO to_index VALUES (?, 'write')", (story.id,))
            (number,) = connection.execute(
                "INSERT INTO stories (id, document, part, version) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET version = excluded.version, source = NULL RETURNING number",
                (story.id, document, story.part, version),
            ).fetchone()
            packed = pack_story(story).packed
            connection.execute("INSERT OR REPLACE INTO evidence VALUES (?, ?)", (number, packed))
            connection.execute("INSERT OR IGNORE INTO to_conclude VALUES (?)", (number,))
            connection.execute("INSERT OR IGNORE INTO to_compare VALUES (?)", (number,))
    for gone in known.keys() - {story.id for story in stories}:  # splitting has improved: lead on to the first story
        remove_story(connection, known[gone][0], gone)
        connection.execute("INSERT OR REPLACE INTO successors VALUES (?, ?)", (gone, stories[0].id))
    return fresh


def remove_story(connection: sqlite3.Connection, number: int, id_: str) -> None:
    """Take one story out of the store, and have the engine told."""
    depart(connection, id_)
    connection.execute("DELETE FROM stories WHERE number = ?", (number,))
    connection.execute("DELETE FROM to_conclude WHERE story = ?", (number,))
    connection.execute("INSERT OR REPLACE INTO to_index VALUES (?, 'delete')", (id_,))


def depart(connection: sqlite3.Connection, id_: str) -> None:
    """Keep the evidence of a story that is about to go or to be read anew until its source has forgotten it."""
    connection.execute(
        "INSERT INTO departed SELECT source, part, packed FROM stories JOIN evidence ON story = number "
        "WHERE id = ? AND source IS NOT NULL",
        (id_,),
    )
