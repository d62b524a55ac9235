"""Which people and places of the archive a written name means, whoever transliterated it."""

from collections.abc import Iterable
from functools import cache

from dispatchsearch.dispatch import Heading, MentionKind
from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.names import key, may_be_same, parts, word_may_be_same
from dispatchsearch.store import Store


class Records:
    """The authority records of an archive, found by any spelling of a name.

    A name the archive has seen is looked up as written. Else a place is looked up among the names of the gazetteer,
    and a person is compared with those whose surname sounds alike.
    """

    def __init__(self, store: Store, gazetteer: Gazetteer | None = None) -> None:
        self._store = store
        self._gazetteer = gazetteer

    def named(self, kind: MentionKind, text: str) -> tuple[Heading, ...]:
        """Return the records a name may mean, most mentioned first; of a surname alone all who bear it."""
        found = self._store.headings_named(kind, text)
        if kind == "place":
            return found or self._places(text)
        return found if found and len(parts(text)) > 1 else self._united(found, self._people(text))

    def _places(self, text: str) -> tuple[Heading, ...]:
        named = (self._gazetteer or _shipped()).named(text)
        return _by_mentions(self._store.headings(place.id for place in named).values())

    def _people(self, text: str) -> tuple[Heading, ...]:
        forms = self._store.names.forms("person", key(text))
        ids = {record for form, _, record in forms if record and _may_mean(text, form.surface)}
        return _by_mentions(self._store.headings(sorted(ids)).values())

    @staticmethod
    def _united(one: tuple[Heading, ...], other: tuple[Heading, ...]) -> tuple[Heading, ...]:
        return _by_mentions({heading.id: heading for heading in (*one, *other)}.values())


def mentions(heading: Heading) -> int:
    """Return in how many dispatches a record's forms stand."""
    return sum(count for _, count in heading.variants)


def _by_mentions(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    return tuple(sorted(headings, key=lambda heading: (-mentions(heading), heading.id)))


def _may_mean(text: str, form: str) -> bool:
    """Tell whether a name as typed may mean a person written so; a surname means all who bear it."""
    asked, written = parts(text), parts(form)
    if not asked or not written:
        return False
    return word_may_be_same(asked[-1], written[-1]) if len(asked) == 1 else may_be_same(text, form)


@cache
def _shipped() -> Gazetteer:
    """Open the gazetteer that comes with the program, once for each process."""
    return Gazetteer()
