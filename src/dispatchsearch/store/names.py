"""The authority file in the store: forms of names, the records they belong to, and who mentions them."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dispatchsearch.dispatch import Heading, MentionKind, Name
from dispatchsearch.store.database import Database

PUT_HEADING = """
    INSERT INTO authority VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
    heading = CASE WHEN excluded.detail ->> 'first' IS NOT NULL OR detail ->> 'unnamed' THEN excluded.heading
              ELSE ifnull(detail ->> 'first', heading) END,
    detail = CASE WHEN excluded.detail ->> 'first' IS NULL OR detail ->> 'unnamed' THEN excluded.detail
             ELSE json_set(excluded.detail, '$.first', ifnull(detail ->> 'first', heading)) END
"""
"""What a record was first called stays its heading, and comes back when a user's own heading is taken back."""

UNNAMED = "json_set(detail, '$.unnamed', json('true'))"
"""Marks a record that no dispatch names (yet, or any more): a place that others lie in."""


@dataclass(frozen=True, slots=True)
class Form:
    """A name as dispatches hold it: a person's fullest form, or a place's gazetteer id with the form written."""

    kind: MentionKind
    key: str
    surface: str
    folded: str  # for looking a name up
    blocking: str  # forms that may be one share it


def detail_of(heading: Heading) -> dict[str, Any]:
    """Return what is stored of a record beside its words, as JSON's types; what is not known is left out."""
    detail = {
        "reason": heading.reason,
        "latitude": heading.latitude,
        "longitude": heading.longitude,
        "country": heading.country,
        "within": heading.within,
    }
    return {name: value for name, value in detail.items() if value not in (None, "", ())}


@lru_cache(maxsize=8_192)
def ids_of(packed: str) -> tuple[str, ...]:
    """Return a list of ids that was stored as JSON."""
    return tuple(json.loads(packed))


class Names:
    """Forms, mentions and authority records."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put_mentions(self, mentions: Mapping[int, Collection[Form]]) -> list[Form]:
        """Store which forms stories mention, in place of those before; return people now named among others.

        The blocking keys of forms without a record wait to be grouped, and by a trigger those of forms that went.
        """
        with self._db.transaction() as connection:
            numbers, touched = {}, set()
            for form in {form for forms in mentions.values() for form in forms}:
                numbers[form], record = self._known(form)
                if record is None:
                    touched.add((form.kind, form.blocking))
            self.wait(touched)
            now = {(story, numbers[form]) for story, forms in mentions.items() for form in forms}
            before = set(self._db.each("SELECT story, form FROM mentions WHERE story IN ({})", mentions))
            connection.executemany("DELETE FROM mentions WHERE story = ? AND form = ?", before - now)
            connection.executemany("INSERT INTO mentions VALUES (?, ?)", sorted(now - before))
            changed = {story for story, _ in now ^ before}
            sql = "SELECT kind, key, surface, folded, blocking FROM forms WHERE number IN ({}) AND kind = 'person'"
            among = self._db.each(sql, {form for story, form in now | before if story in changed})
            return [Form(*row) for row in among]

    def wait(self, blockings: Iterable[tuple[MentionKind, str]]) -> None:
        """Have the forms of these blocking keys grouped anew."""
        with self._db.transaction() as connection:
            connection.executemany("INSERT OR IGNORE INTO to_name VALUES (?, ?)", sorted(blockings))

    def waits(self, kind: MentionKind, blocking: str) -> bool:
        """Tell whether the forms of a blocking key are to be grouped anew."""
        return bool(self._db.rows("SELECT 1 FROM to_name WHERE kind = ? AND blocking = ?", (kind, blocking)))

    def waiting(self) -> set[tuple[MentionKind, str]]:
        """Return the blocking keys whose forms are to be grouped anew."""
        return {(kind, blocking) for kind, blocking in self._db.rows("SELECT kind, blocking FROM to_name")}

    def forget(self, kind: MentionKind, blocking: str) -> None:
        """Take out the forms under a key that no dispatch mentions, and people who are left with none."""
        with self._db.transaction() as connection:
            gone = connection.execute(
                "DELETE FROM forms WHERE kind = ? AND blocking = ? "
                "AND NOT EXISTS (SELECT 1 FROM mentions WHERE form = number) RETURNING record",
                (kind, blocking),
            ).fetchall()
            bare = "WHERE id = ? AND NOT EXISTS (SELECT 1 FROM forms WHERE record = id)"
            if kind == "person":
                connection.executemany(f"DELETE FROM authority {bare}", gone)  # noqa: S608 (constants)
            else:
                connection.executemany(f"UPDATE authority SET detail = {UNNAMED} {bare}", gone)  # noqa: S608

    def grouped(self, kind: MentionKind, blockings: Iterable[str]) -> None:
        """Take blocking keys off the list of those that wait."""
        with self._db.transaction() as connection:
            done = [(kind, blocking) for blocking in blockings]
            connection.executemany("DELETE FROM to_name WHERE kind = ? AND blocking = ?", done)

    def beside(self, form: Form) -> set[tuple[str, str]]:
        """Return (kind, key) of the names in the dispatches that a form is in, without those under its blocking key."""
        sql = (
            "SELECT DISTINCT others.kind, others.key FROM forms JOIN mentions ON mentions.form = forms.number "
            "JOIN mentions AS near USING (story) JOIN forms AS others ON others.number = near.form "
            "WHERE forms.kind = ? AND forms.key = ? AND NOT (others.kind = forms.kind AND others.blocking = ?)"
        )
        return set(self._db.rows(sql, (form.kind, form.key, form.blocking)))

    def _known(self, form: Form) -> tuple[int, str | None]:
        """Return the number of a form, remembering it, and its record."""
        connection = self._db.connection
        sql = "SELECT number, record FROM forms WHERE kind = ? AND key = ? AND surface = ?"
        found = connection.execute(sql, (form.kind, form.key, form.surface)).fetchone()
        if found is None:
            sql = "INSERT INTO forms (kind, key, surface, folded, blocking) VALUES (?, ?, ?, ?, ?) RETURNING number"
            values = (form.kind, form.key, form.surface, form.folded, form.blocking)
            found = (connection.execute(sql, values).fetchone()[0], None)
        return found[0], found[1]

    def forms(self, kind: MentionKind, blocking: str) -> list[tuple[Form, int, str | None]]:
        """Return the forms that share a blocking key, each with its number of dispatches and its record's id.

        The + keeps SQLite from walking a whole index for its order.
        """
        rows = self._db.rows(
            "SELECT key, surface, folded, (SELECT count(*) FROM mentions WHERE form = number), record FROM forms "
            "WHERE kind = ? AND blocking = ? ORDER BY +key, +surface",
            (kind, blocking),
        )
        return [
            (Form(kind, key, surface, folded, blocking), count, record) for key, surface, folded, count, record in rows
        ]

    def written(self, kind: MentionKind, folded: str) -> list[tuple[str, str]]:
        """Return the key and the blocking key of each form that is written so."""
        sql = "SELECT DISTINCT key, blocking FROM forms WHERE folded = ? AND kind = ? ORDER BY key"
        return list(self._db.rows(sql, (folded, kind)))

    def put_heading(self, heading: Heading, forms: Sequence[Form], own: str | None = None) -> None:
        """Store an authority record and the forms that belong to it; its stories are then to be indexed anew.

        The heading's words stay as first chosen, or are a user's `own`; `variants` are not stored but counted from the
        forms.
        """
        detail = detail_of(heading)
        with self._db.transaction() as connection:
            if own:
                detail["first"] = heading.heading
            connection.execute(
                PUT_HEADING, (heading.id, heading.kind, own or heading.heading, json.dumps(detail, ensure_ascii=False))
            )
            for form in forms:
                self._set_record(form, heading.id)

    def chosen(self, id_: str) -> str | None:
        """Return what a record was first called, whatever a user calls it; None where it has no name yet."""
        sql = "SELECT ifnull(detail ->> 'first', heading) FROM authority WHERE id = ? AND detail ->> 'unnamed' IS NULL"
        rows = self._db.rows(sql, (id_,))
        return rows[0][0] if rows else None

    def unname(self, id_: str) -> None:
        """Have the heading of a record chosen anew when it is next put."""
        with self._db.transaction() as connection:
            connection.execute(f"UPDATE authority SET detail = {UNNAMED} WHERE id = ?", (id_,))  # noqa: S608

    def put_outer(self, headings: Iterable[Heading]) -> None:
        """Store places that others lie in, unless they are known; until a dispatch names one it has no forms."""
        with self._db.transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO authority VALUES (?, ?, ?, ?)",
                [
                    (one.id, one.kind, one.heading, json.dumps({**detail_of(one), "unnamed": True}, ensure_ascii=False))
                    for one in headings
                ],
            )

    def hide(self, forms: Iterable[Form]) -> None:
        """Take forms out of their records: no dispatch names them then. Their stories are to be indexed anew."""
        with self._db.transaction():
            for form in forms:
                self._set_record(form, None)

    def _set_record(self, form: Form, record: str | None) -> None:
        changed = self._db.connection.execute(
            "UPDATE forms SET record = ? WHERE kind = ? AND key = ? AND surface = ? AND record IS NOT ? "
            "RETURNING number",
            (record, form.kind, form.key, form.surface, record),
        ).fetchone()
        if changed:
            self._db.connection.execute(
                "INSERT OR IGNORE INTO to_index SELECT id, 'revise' FROM mentions "
                "JOIN conclusions USING (story) JOIN stories ON story = stories.number WHERE form = ?",
                changed,
            )

    def lead_on(self, moved: Mapping[str, str], back: Iterable[str]) -> None:
        """Have old ids lead to new ones, and ids that are back stand for themselves again."""
        with self._db.transaction() as connection:
            connection.executemany("DELETE FROM successors WHERE old = ?", [(id_,) for id_ in back])
            connection.executemany("INSERT OR REPLACE INTO successors VALUES (?, ?)", moved.items())

    def headings(self, ids: Iterable[str]) -> dict[str, Heading]:
        """Return authority records by id; those that are not there are left out."""
        wanted = list(dict.fromkeys(ids))
        variants: dict[str, dict[str, int]] = {}
        sql = (
            "SELECT record, surface, count(DISTINCT story) FROM forms LEFT JOIN mentions ON form = number "
            "WHERE record IN ({}) GROUP BY record, surface ORDER BY 3 DESC, 2"
        )
        for record, surface, count in self._db.each(sql, wanted):
            variants.setdefault(record, {})[surface] = count
        found = {}
        for id_, kind, heading, packed in self._db.each(
            "SELECT id, kind, heading, detail FROM authority WHERE id IN ({})", wanted
        ):
            detail = json.loads(packed)
            detail["within"] = tuple(detail.get("within", ()))
            detail.pop("first", None)
            detail.pop("unnamed", None)
            found[id_] = Heading(id_, kind, heading, tuple(variants.get(id_, {}).items()), **detail)
        return found

    def mentioned(self, ids: Iterable[str]) -> dict[str, int]:
        """Return in how many dispatches each record is named, in whatever form; those nowhere named are left out."""
        sql = (
            "SELECT record, count(DISTINCT story) FROM forms JOIN mentions ON form = number "
            "WHERE record IN ({}) GROUP BY record"
        )
        return dict(self._db.each(sql, ids))

    def carried(self, ids: Iterable[str]) -> dict[str, Name]:
        """Return records as dispatches carry them, by id."""
        sql = "SELECT id, heading, ifnull(detail -> 'within', '[]') FROM authority WHERE id IN ({})"
        return {id_: Name(id_, heading, ids_of(within)) for id_, heading, within in self._db.each(sql, ids)}

    def unnamed(self, ids: Iterable[str]) -> set[str]:
        """Return those of some places that no dispatch names: others lie in them."""
        sql = "SELECT id FROM authority WHERE detail ->> 'unnamed' AND id IN ({})"
        return {id_ for (id_,) in self._db.each(sql, ids)}

    def positions(self, ids: Iterable[str]) -> dict[str, tuple[float, float]]:
        """Return latitude and longitude in degrees of the places whose position is known, by id."""
        sql = "SELECT id, detail ->> 'latitude', detail ->> 'longitude' FROM authority WHERE id IN ({})"
        found = {id_: (latitude, longitude) for id_, latitude, longitude in self._db.each(sql, ids)}
        return {id_: position for id_, position in found.items() if None not in position}

    def labels(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the headings' words alone, by id."""
        return dict(self._db.each("SELECT id, heading FROM authority WHERE id IN ({})", ids))

    def named(self, kind: MentionKind, text: str, folded: str) -> tuple[Heading, ...]:
        """Return the records that have the id `text` or a form that folds to `folded`, most mentioned first."""
        rows = self._db.rows(
            "SELECT record FROM forms WHERE folded = ? AND kind = ? AND record IS NOT NULL UNION "
            "SELECT id FROM authority WHERE id = ? AND kind = ?",
            (folded, kind, text, kind),
        )
        found = self.headings(id_ for (id_,) in rows).values()
        return tuple(sorted(found, key=lambda heading: (-sum(n for _, n in heading.variants), heading.id)))

    def headed(self, kind: MentionKind, heading: str) -> list[str]:
        """Return the ids of the records shown under these very words; every record is looked at."""
        sql = "SELECT id FROM authority WHERE kind = ? AND heading = ? ORDER BY id"
        return [id_ for (id_,) in self._db.rows(sql, (kind, heading))]

    def beginning(self, folded: str, limit: int) -> list[tuple[MentionKind, str, str]]:
        """Return (kind, id, heading) of records with a form of which a word begins so, most mentioned first.

        Only the first thousand such forms are weighed.
        """
        sql = (
            "SELECT forms.kind, record, heading FROM "
            "(SELECT number, kind, record FROM forms WHERE (folded GLOB ? || '*' OR folded GLOB '* ' || ? || '*') "
            "AND record IS NOT NULL LIMIT 1000) AS forms JOIN authority ON record = authority.id "
            "JOIN mentions ON form = forms.number GROUP BY record ORDER BY count(*) DESC, heading LIMIT ?"
        )
        return [(kind, record, heading) for kind, record, heading in self._db.rows(sql, (folded, folded, limit))]

    def of_stories(self, stories: Iterable[int]) -> dict[int, dict[tuple[str, str, str], Name]]:
        """Return the names stories carry: story -> {(kind, key, surface): record}."""
        found: dict[int, dict[tuple[str, str, str], Name]] = {}
        sql = (
            "SELECT story, forms.kind, key, surface, record, heading, ifnull(detail -> 'within', '[]') FROM mentions "
            "JOIN forms ON form = forms.number JOIN authority ON record = authority.id WHERE story IN ({})"
        )
        for story, kind, key, surface, record, heading, within in self._db.each(sql, stories):
            found.setdefault(story, {})[(kind, key, surface)] = Name(record, heading, ids_of(within))
        return found

    def several(self, kind: MentionKind) -> list[str]:
        """Return the records of a kind that dispatches write in more than one way, by id."""
        sql = (
            "SELECT record FROM forms WHERE kind = ? AND record IS NOT NULL "
            "GROUP BY record HAVING count(DISTINCT surface) > 1 ORDER BY record"
        )
        return [record for (record,) in self._db.rows(sql, (kind,))]

    def usage(self) -> Mapping[str, int]:
        """Return the number of authority records by kind, of those that a name belongs to."""
        sql = "SELECT kind, count(*) FROM authority WHERE EXISTS (SELECT 1 FROM forms WHERE record = id) GROUP BY kind"
        return dict(self._db.rows(sql))
