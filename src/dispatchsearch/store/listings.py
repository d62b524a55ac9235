"""Day indexes in the store: which headlines each lists, so that a story finds the day it was listed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dispatchsearch.store.database import Database


@dataclass(frozen=True, slots=True)
class Listing:
    """What a day's index says: its day (ISO 8601), its address as quoted to a person, the keys of its headlines."""

    day: str
    address: str
    headlines: tuple[int, ...]


class Titled(NamedTuple):
    """The key of a story's headline, None for one too short to tell, and what it lists if it is an index."""

    headline: int | None
    listing: Listing | None


class Listed(NamedTuple):
    """An index that lists a headline."""

    day: str
    address: str


class Listings:
    """The headlines of stories, and of those that indexes list.

    Triggers have the stories of a headline wait to be concluded when an index that lists it comes or goes.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, stories: Mapping[int, Titled]) -> None:
        """Remember headlines and listings of stories, in place of what was known of them."""
        with self._db.transaction() as connection:
            for table in ("listed", "indexes", "titles"):
                connection.executemany(f"DELETE FROM {table} WHERE story = ?", [(story,) for story in stories])  # noqa: S608
            connection.executemany(
                "INSERT INTO titles VALUES (?, ?)",
                [(story, title.headline) for story, title in stories.items() if title.headline is not None],
            )
            found = [(story, title.listing) for story, title in stories.items() if title.listing]
            rows = [(story, listing.day, listing.address) for story, listing in found]
            connection.executemany("INSERT INTO indexes VALUES (?, ?, ?)", rows)
            lines = [(headline, story) for story, listing in found for headline in listing.headlines]
            connection.executemany("INSERT INTO listed VALUES (?, ?)", lines)

    def of(self, story: int) -> list[Listed]:
        """Return the indexes of a story's source that list its headline, each day with one address; not itself."""
        rows = self._db.rows(
            "SELECT day, min(address) FROM titles JOIN listed USING (headline) "
            "JOIN indexes ON indexes.story = listed.story WHERE titles.story = ? "
            "AND listed.story <> titles.story AND "
            "(SELECT source FROM stories WHERE number = listed.story) = "
            "(SELECT source FROM stories WHERE number = titles.story) GROUP BY day ORDER BY day",
            (story,),
        )
        return [Listed(day, address) for day, address in rows]
