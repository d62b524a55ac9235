"""Stories in the store: their evidence, what was concluded of them, and the dispatches they make."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dispatchsearch.dispatch import Dispatch, Evidence
from dispatchsearch.errors import UnknownDispatch
from dispatchsearch.store.assembly import Standing, assemble
from dispatchsearch.store.codec import Conclusion, pack_conclusion, unpack_conclusion, unpack_evidence
from dispatchsearch.store.database import Database
from dispatchsearch.store.inputs import Inputs
from dispatchsearch.store.names import Names
from dispatchsearch.store.shelf import Shelf
from dispatchsearch.store.versions import Versions

Beside = tuple[str | None, str | None]
"""The ids of the stories before and behind one in its document."""
ALONE: Beside = (None, None)


def unknown(id_: str) -> str:
    """Say that no dispatch has an id, and where ids are found."""
    return f"no dispatch has the id {id_!r}: `dispatchsearch query WORDS` shows the ids of the dispatches it finds"


class Concluded(NamedTuple):
    """What was concluded of a story, packed, and how that compares with the conclusion before."""

    number: int
    id: str
    year: int | None
    packed: bytes
    text_stands: bool  # the engine's text of it need not be written again
    changed: bool  # there was one before, and it was another


def compared(number: int, id_: str, conclusion: Conclusion, before: bytes | None) -> Concluded:
    """Pack what was concluded of a story and compare it with the packed conclusion before."""
    packed = pack_conclusion(conclusion)
    text_stands = before is not None and (packed == before or unpack_conclusion(before).hidden == conclusion.hidden)
    year = conclusion.date.date.year if conclusion.date.date else None
    return Concluded(number, id_, year, packed, text_stands, before is not None and packed != before)


class Stories:
    """Evidence, conclusions and dispatches."""

    def __init__(self, database: Database, inputs: Inputs, names: Names) -> None:
        self._db = database
        self._inputs = inputs
        self._names = names
        self._versions = Versions(database)
        self._shelf = Shelf()

    def evidence(self, id: str) -> Evidence:  # noqa: A002 (an id is an id)
        """Return what a document shows of one story; UnknownDispatch where there is none."""
        rows = self._db.rows(
            "SELECT document, part, packed FROM stories JOIN evidence ON story = number WHERE id = ?", (id,)
        )
        if not rows:
            raise UnknownDispatch(unknown(id))
        document, part, packed = rows[0]
        return unpack_evidence(id, document, part, packed)

    def successor(self, id: str) -> str:  # noqa: A002
        """Return the id that an old id leads to, or the id itself."""
        seen = {id}
        while rows := self._db.rows("SELECT new FROM successors WHERE old = ?", (id,)):
            (id,) = rows[0]  # noqa: A001
            if id in seen:
                break
            seen.add(id)
        return id

    def numbered(self, numbers: Iterable[int]) -> list[tuple[int, Evidence, int | None]]:
        """Return stories by their numbers: number, evidence, source counted for."""
        sql = (
            "SELECT number, id, document, part, packed, source FROM stories JOIN evidence ON story = number "
            "WHERE number IN ({}) ORDER BY number"
        )
        return [
            (number, unpack_evidence(id_, document, part, packed), source)
            for number, id_, document, part, packed, source in self._db.each(sql, numbers)
        ]

    def sample(self, source: int, most: int) -> list[Evidence]:
        """Return the evidence of at most so many stories of a source, the same whatever order they came in."""
        rows = self._db.rows(
            "SELECT id, document, part, packed FROM "
            "(SELECT * FROM stories WHERE source = ? ORDER BY id LIMIT ?) JOIN evidence ON story = number",
            (source, most),
        )
        return [unpack_evidence(*row) for row in rows]

    def waiting(self) -> int:
        """Return how many stories are still to be concluded."""
        return int(self._db.rows("SELECT count(*) FROM to_conclude")[0][0])

    def conclude_again(self, ids: Iterable[str] | None = None, sources: Iterable[str] = ()) -> None:
        """Have stories concluded again: those with these ids and of these sources, or all."""
        into = "INSERT OR IGNORE INTO to_conclude SELECT number FROM stories"
        with self._db.transaction() as connection:
            if ids is None:
                connection.execute(into)
                return
            connection.executemany(into + " WHERE id = ?", [(id_,) for id_ in ids])
            by_source = " WHERE source = (SELECT id FROM sources WHERE name = ?)"
            connection.executemany(into + by_source, [(name,) for name in sources])

    def set_sources(self, sources: Mapping[int, int]) -> None:
        """Remember which source each story is counted for."""
        with self._db.transaction() as connection:
            rows = [(source, number) for number, source in sources.items()]
            connection.executemany("UPDATE stories SET source = ? WHERE number = ?", rows)

    def waiting_after(self, number: int, limit: int) -> list[int]:
        """Return the numbers of so many stories still to be concluded, in order, that come after one."""
        sql = "SELECT story FROM to_conclude WHERE story > ? ORDER BY story LIMIT ?"
        return [story for (story,) in self._db.rows(sql, (number, limit))]

    def concluded(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Return what was concluded of stories, packed; those without a conclusion are left out."""
        return dict(self._db.each("SELECT story, packed FROM conclusions WHERE story IN ({})", numbers))

    def put_conclusions(self, concluded: Sequence[Concluded]) -> int:
        """Store what was concluded of stories, to be indexed; return how many had another conclusion before."""
        with self._db.transaction() as connection:
            rows = [(one.number, one.year, one.packed) for one in concluded]
            connection.executemany("INSERT OR REPLACE INTO conclusions VALUES (?, ?, ?)", rows)
            connection.executemany("DELETE FROM to_conclude WHERE story = ?", [(one.number,) for one in concluded])
            connection.executemany(
                "INSERT INTO to_index VALUES (?, ?) ON CONFLICT DO UPDATE SET work = excluded.work "
                "WHERE work <> 'write'",
                [(one.id, "revise" if one.text_stands else "write") for one in concluded],
            )
            connection.executemany(
                "INSERT OR IGNORE INTO to_compare VALUES (?)",
                [(one.number,) for one in concluded if not one.text_stands],
            )
        return sum(one.changed for one in concluded)

    def dispatches(self, ids: Iterable[str]) -> dict[str, Dispatch]:
        """Return dispatches by id, in the order asked for; those that are not there are left out."""
        wanted = list(ids)
        with self._db.snapshot():
            state = self._db.state()
            found = self._shelf.take(state, wanted)
            fresh = self._assembled([id_ for id_ in wanted if id_ not in found])
            self._shelf.put(state, fresh)
        found |= fresh
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def _assembled(self, ids: Sequence[str]) -> dict[str, Dispatch]:
        """Put dispatches together from all that the store has of them."""
        sql = (
            "SELECT number, stories.id, document, part, evidence.packed, conclusions.packed, name FROM stories "
            "JOIN sources ON source = sources.id JOIN evidence ON evidence.story = number "
            "JOIN conclusions ON conclusions.story = number WHERE stories.id IN ({})"
        )
        rows = list(self._db.each(sql, ids))
        numbers, documents = [row[0] for row in rows], {row[2] for row in rows}
        locators = self._inputs.locators(documents)
        names = self._names.of_stories(numbers)
        versions = self._versions.of_stories(numbers)
        beside = self._beside(documents)
        return {
            id_: assemble(
                unpack_evidence(id_, document, part, packed, dated=False),
                unpack_conclusion(conclusion),
                Standing(
                    source,
                    locators.get(document, ()),
                    names.get(number, {}),
                    versions.get(number),
                    *beside.get(id_, ALONE),
                ),
            )
            for number, id_, document, part, packed, conclusion, source in rows
        }

    def _beside(self, documents: Iterable[str]) -> dict[str, Beside]:
        """Return for each story of documents that hold several the stories before and behind it."""
        sql = "SELECT document, id FROM stories WHERE document IN ({}) ORDER BY document, part"
        parts: dict[str, list[str | None]] = {}
        for document, id_ in self._db.each(sql, documents):
            parts.setdefault(document, [None]).append(id_)
        return {
            str(id_): (before, behind)
            for ids in parts.values()
            for before, id_, behind in zip(ids, ids[1:], [*ids[2:], None], strict=False)
        }

    def ids(self, source: str | None = None) -> list[str]:
        """Return the ids of all dispatches, or of those of one source."""
        sql = "SELECT id FROM stories JOIN conclusions ON story = number"
        if source is None:
            return [id_ for (id_,) in self._db.rows(f"{sql} ORDER BY id")]
        sql += " WHERE source = (SELECT id FROM sources WHERE name = ?) ORDER BY id"
        return [id_ for (id_,) in self._db.rows(sql, (source,))]

    def among(self, ids: Iterable[str]) -> set[str]:
        """Return those ids that are of a dispatch."""
        sql = "SELECT id FROM stories JOIN conclusions ON story = number WHERE id IN ({})"
        return {id_ for (id_,) in self._db.each(sql, ids)}

    def count(self) -> int:
        """Return how many dispatches there are."""
        return int(self._db.rows("SELECT count(*) FROM conclusions")[0][0])

    def years(self) -> tuple[int | None, int | None, int]:
        """Return the first and the last year that dispatches are dated, None where none is; and how many are undated.

        Each is a query of its own, for SQLite takes one end of an index at a time.
        """
        sql = (
            "SELECT (SELECT min(year) FROM conclusions), (SELECT max(year) FROM conclusions), "
            "(SELECT count(*) FROM conclusions WHERE year IS NULL)"
        )
        first, last, undated = self._db.rows(sql)[0]
        return first, last, undated
