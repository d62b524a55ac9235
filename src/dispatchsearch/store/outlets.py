"""Outlets in the store: which names the pages of a host, a mailbox or a folder claim, counted as pages come and go."""

from dispatchsearch.store.database import Database


class Outlets:
    """Claims of outlets, by place; how many stories make a claim is counted by the tables themselves."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def claim(self, story: int, place: str, name: str) -> None:
        """Note which outlet a story claims (empty for none) at which place."""
        with self._db.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO outlets (place, name) VALUES (?, ?)", (place, name))
            connection.execute(
                "UPDATE stories SET outlet = (SELECT id FROM outlets WHERE place = :place AND name = :name) "
                "WHERE number = :story "
                "AND outlet IS NOT (SELECT id FROM outlets WHERE place = :place AND name = :name)",
                {"place": place, "name": name, "story": story},
            )

    def withdraw(self, story: int) -> None:
        """Note that a story claims nothing: a person has said whose it is."""
        with self._db.transaction() as connection:
            connection.execute("UPDATE stories SET outlet = NULL WHERE number = ? AND outlet IS NOT NULL", (story,))

    def claims(self, place: str) -> dict[str, int]:
        """Return the names claimed at a place with the number of stories."""
        return dict(self._db.rows("SELECT name, pages FROM outlets WHERE place = ? AND pages > 0", (place,)))

    def elsewhere(self, place: str, name: str, source: str) -> list[int]:
        """Return the stories that make a claim and are not counted for `source`; they wait to be concluded again.

        Without a source: those that make no claim and are counted for one that other pages of the place claim.
        """
        sql = (
            "SELECT number FROM stories JOIN outlets ON outlet = outlets.id JOIN sources ON source = sources.id "
            "WHERE place = :place AND outlets.name = :name AND sources.name <> :source "
            "AND (:source <> '' OR sources.name IN (SELECT name FROM outlets WHERE place = :place))"
        )
        numbers = [number for (number,) in self._db.rows(sql, {"place": place, "name": name, "source": source})]
        with self._db.transaction() as connection:
            rows = [(number,) for number in numbers]
            connection.executemany("INSERT OR IGNORE INTO to_conclude VALUES (?)", rows)
        return numbers
