"""The record store: one SQLite file, the only source of truth. Everything in it can be made again from the inputs."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dispatchsearch.dispatch import Dispatch, Evidence, Heading, MentionKind
from dispatchsearch.names import fold
from dispatchsearch.store.codec import Conclusion
from dispatchsearch.store.database import FILE, Database, sole_writer
from dispatchsearch.store.inputs import Inputs, ReadFile, ReadRecord, Rejection, Stamp
from dispatchsearch.store.listings import Listings
from dispatchsearch.store.names import Form, Names
from dispatchsearch.store.outlets import Outlets
from dispatchsearch.store.salvage import known, set_aside
from dispatchsearch.store.seal import is_broken
from dispatchsearch.store.sources import Sources, SourceSummary
from dispatchsearch.store.stories import Stories
from dispatchsearch.store.versions import Versions

__all__ = [
    "Conclusion",
    "Form",
    "ReadFile",
    "ReadRecord",
    "Rejection",
    "SourceSummary",
    "Stamp",
    "Store",
    "known",
    "set_aside",
    "sole_writer",
]


class Store:
    """The store in `folder`; StoreError when it is missing (unless `create`), locked, damaged or newer than we are."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        self.database = Database(folder / FILE, create=create)
        self.inputs = Inputs(self.database)
        self.sources = Sources(self.database)
        self.outlets = Outlets(self.database)
        self.names = Names(self.database)
        self.stories = Stories(self.database, self.inputs, self.names)
        self.versions = Versions(self.database)
        self.listings = Listings(self.database)

    def dispatches(self, ids: Iterable[str]) -> dict[str, Dispatch]:
        """Return dispatches by id, in the order asked for; those that are not there are left out."""
        return self.stories.dispatches(ids)

    def evidence(self, id: str) -> Evidence:  # noqa: A002 (an id is an id)
        """Return what a document shows of one story; UnknownDispatch where there is none."""
        return self.stories.evidence(id)

    def headings(self, ids: Iterable[str]) -> dict[str, Heading]:
        """Return authority records by id; those that are not there are left out."""
        return self.names.headings(ids)

    def headings_named(self, kind: MentionKind, text: str) -> tuple[Heading, ...]:
        """Return the records with the id `text` or a variant that folds to the same, most mentioned first."""
        return self.names.named(kind, self.stories.successor(text), fold(text))

    def meta(self) -> Mapping[str, str]:
        """Return what the archive remembers of itself."""
        return dict(self.database.rows("SELECT key, value FROM meta"))

    def set_meta(self, **values: str) -> None:
        """Remember things about the archive."""
        with self.database.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def generation(self) -> int:
        """Return how often work was taken off the engine's list: what the index holds changes only with this."""
        rows = self.database.rows("SELECT value FROM meta WHERE key = 'generation'")
        return int(rows[0][0]) if rows else 0

    def log(self, event: str, detail: str, at: dt.datetime) -> None:
        """Write a line into the journal."""
        with self.database.transaction() as connection:
            connection.execute(
                "INSERT INTO journal VALUES (?, ?, ?)", (at.isoformat(timespec="seconds"), event, detail)
            )

    def last(self, event: str) -> tuple[str, str] | None:
        """Return when an event was last written into the journal, and its detail."""
        sql = "SELECT at, detail FROM journal WHERE event = ? ORDER BY rowid DESC LIMIT 1"
        rows = self.database.rows(sql, (event,))
        return (rows[0][0], rows[0][1]) if rows else None

    def to_index(self, limit: int, after: str = "") -> list[tuple[str, str]]:
        """Return ids the engine has still to be told of, by id, with the work: write, revise or delete."""
        return list(
            self.database.rows("SELECT id, work FROM to_index WHERE id > ? ORDER BY id LIMIT ?", (after, limit))
        )

    def departing(self, limit: int) -> list[str]:
        """Return ids of dispatches that have left, of which the engine has still to be told."""
        return [id_ for (id_,) in self.database.rows("SELECT id FROM to_index WHERE work = 'delete' LIMIT ?", (limit,))]

    def unindexed(self) -> int:
        """Return how many ids the engine has still to be told of."""
        return int(self.database.rows("SELECT count(*) FROM to_index")[0][0])

    def indexed(self, done: Iterable[tuple[str, str]], generation: int) -> None:
        """Take work that the engine has committed off the list, unless it has changed meanwhile."""
        with self.database.transaction() as connection:
            connection.executemany("DELETE FROM to_index WHERE id = ? AND work = ?", list(done))
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('generation', ?)", (str(generation),))

    def index_all(self) -> None:
        """Have every dispatch written to the engine anew."""
        with self.database.transaction() as connection:
            connection.execute("DELETE FROM to_index")
            connection.execute(
                "INSERT INTO to_index SELECT id, 'write' FROM stories JOIN conclusions ON story = number"
            )

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with the file itself: its seal, SQLite's own checks, and documents without stories."""
        if is_broken(self.database.path):
            yield "the record store is not as the last run left it"
            return
        for (line,) in self.database.rows("PRAGMA integrity_check"):
            if line != "ok":
                yield f"the record store is damaged: {line}"
        if self.database.rows("PRAGMA foreign_key_check"):
            yield "the record store refers to rows it does not hold"
        sql = (
            "SELECT count(*) FROM records WHERE document IS NOT NULL AND document NOT IN (SELECT document FROM stories)"
        )
        (lost,) = self.database.rows(sql)[0]
        if lost:
            yield f"{lost} records have no dispatch"

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()
