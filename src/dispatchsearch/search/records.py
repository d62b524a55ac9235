"""Which people and places of the archive a written name means, whoever transliterated it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from dispatchsearch.dispatch import Heading, MentionKind
from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.names import key
from dispatchsearch.search.standing import Standing
from dispatchsearch.store import Store
from dispatchsearch.variants import may_be_same, parts, word_is_same

MOST_PLACES = 4  # of one name that are looked at, the most populous first
MOST_ALTERNATES = 20  # names of a place that are tried
REMEMBERED = 1000  # names
NEAR = 0.5  # degrees: a town and the district called after it


class Records:
    """The authority records of an archive, found by any spelling of a name.

    A name the archive has seen is looked up as written. A place is also found by the other names the gazetteer has for
    it, and a person is compared with those whose surname sounds alike.
    """

    def __init__(self, store: Store, gazetteer: Gazetteer | None = None) -> None:
        self._store = store
        self._gazetteer = gazetteer
        self._told: Standing[dict[tuple[str, ...], tuple[str, ...]]] = Standing(store, dict)
        self._found: Standing[dict[tuple[MentionKind, str], tuple[Heading, ...]]] = Standing(store, dict)

    def named(self, kind: MentionKind, text: str) -> tuple[Heading, ...]:
        """Return the records a name may mean, most mentioned first; of a surname alone all who bear it.

        They are kept while the store stands: to count how often each form is written takes longest of a page.
        """
        known = self._found()
        if len(known) >= REMEMBERED:
            self._found.forget()
        if (kind, text) not in known:
            known[kind, text] = self._find(kind, text)
        return known[kind, text]

    def _find(self, kind: MentionKind, text: str) -> tuple[Heading, ...]:
        found = self._store.headings_named(kind, text)
        if len(found) == 1 and is_id(text):
            return found
        if kind == "place":
            others = [other for other in self._places(text) if other not in found]
            return (*found, *(other for other in others if not found or are_akin(found[0], other)))
        return found if found and len(parts(text)) > 1 else self._united(found, self._people(text))

    def alike(self, text: str) -> tuple[Heading, ...]:
        """Return the people whom a name may mean but for a slip of the pen, other than those written so."""
        known = {heading.id for heading in self._store.headings_named("person", text)}
        return tuple(heading for heading in self._people(text) if heading.id not in known) if known else ()

    def told(self, found: Sequence[Heading]) -> tuple[str, ...]:
        """Return the records a name may mean as a reader is told of them, with how many dispatches name each.

        Of namesakes it is said in what each lies; what nobody names is left out.
        """
        known, ids = self._told(), tuple(one.id for one in found)
        if len(known) >= REMEMBERED:
            self._told.forget()
        if ids not in known:
            known[ids] = tuple(self._tell(found))
        return known[ids]

    def _tell(self, found: Sequence[Heading]) -> Iterator[str]:
        counts = self._store.names.mentioned(one.id for one in found)
        outer = self._store.headings({id_ for one in found for id_ in one.within})
        named = [one for one in found if one.id in counts]
        headings = Counter(one.heading for one in named)
        for one in named:
            lies = [outer[id_].heading for id_ in one.within if id_ in outer and outer[id_].heading != one.heading]
            where = f", {', '.join(lies)}" if lies and headings[one.heading] > 1 else ""
            yield f"{one.heading}{where} ({counts[one.id]})"

    def _places(self, text: str) -> tuple[Heading, ...]:
        """Return the records of what the gazetteer calls so, by their ids or by another of their names close by."""
        places = (self._gazetteer or _shipped()).named(text)[:MOST_PLACES]
        found = self._store.headings(place.id for place in places)
        for place in places:
            for other in (place.name, *place.alternates[:MOST_ALTERNATES]):
                named = self._store.headings_named("place", other)
                found |= {
                    heading.id: heading for heading in named if _is_near(heading, place.latitude, place.longitude)
                }
        return _by_mentions(found.values())

    def _people(self, text: str) -> tuple[Heading, ...]:
        forms = [form for sound in sounds_of(text) for form in self._store.names.forms("person", sound)]
        ids = {record for form, _, record in forms if record and _may_mean(text, form.surface)}
        return _by_mentions(self._store.headings(sorted(ids)).values())

    @staticmethod
    def _united(one: tuple[Heading, ...], other: tuple[Heading, ...]) -> tuple[Heading, ...]:
        return _by_mentions({heading.id: heading for heading in (*one, *other)}.values())


def sounds_of(text: str) -> tuple[str, ...]:
    """Return the keys under which a typed name may be stored: its own, and what it would be if ch stood for sh."""
    words = parts(text)
    french = [f"s{words[-1][1:]}"] if words and words[-1].startswith("ch") else []
    return tuple(dict.fromkeys((key(text), *map(key, french))))


def is_id(text: str) -> bool:
    """Tell whether a text is a record's id and no name."""
    return re.fullmatch(r"[a-z]+:\S+|p[a-z2-7]{10}", text) is not None


def mentions(heading: Heading) -> int:
    """Return how often a record is named: the dispatches of each of its forms, added up."""
    return sum(count for _, count in heading.variants)


def _by_mentions(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    return tuple(sorted(headings, key=lambda heading: (-mentions(heading), heading.id)))


def are_akin(one: Heading, other: Heading) -> bool:
    """Tell whether two places of one name are much the same to a reader: a town and the district called after it."""
    if one.id in other.within or other.id in one.within:
        return True
    return one.latitude is not None and one.longitude is not None and _is_near(other, one.latitude, one.longitude)


def _is_near(heading: Heading, latitude: float, longitude: float) -> bool:
    if heading.latitude is None or heading.longitude is None:
        return False
    return abs(heading.latitude - latitude) < NEAR and abs(heading.longitude - longitude) < NEAR


def _may_mean(text: str, form: str) -> bool:
    """Tell whether a name as typed may mean a person written so; a surname means all who bear it, in any spelling."""
    asked, written = parts(text), parts(form)
    if not asked or not written:
        return False
    return word_is_same(asked[-1], written[-1]) if len(asked) == 1 else may_be_same(text, form)


@cache
def _shipped() -> Gazetteer:
    """Open the gazetteer that comes with the program, once for each process."""
    return Gazetteer()
