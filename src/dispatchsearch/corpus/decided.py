"""What a person's decisions on names mean for the forms that one archive holds."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from dispatchsearch.corrections import Decision
from dispatchsearch.dispatch import MentionKind
from dispatchsearch.names import fold, key
from dispatchsearch.store import Store

Pair = tuple[str, str]


@dataclass(slots=True)
class People:
    """Decisions on people, in the forms of the archive."""

    pairs: dict[Pair, bool] = field(default_factory=dict)  # two forms, sorted: whether they are one person's
    parted: dict[Pair, None] = field(default_factory=dict)  # a form of a record, the form that is taken out of it
    headings: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    together: dict[str, set[str]] = field(default_factory=dict)  # blocking key -> those it is to be concluded with

    def same(self) -> list[Pair]:
        """Return the forms that are one person's."""
        return [pair for pair, are_same in self.pairs.items() if are_same]

    def apart(self) -> list[Pair]:
        """Return the forms that are not one person's, the one to be taken out second."""
        return [pair for pair in self.parted if not self.pairs[ordered(*pair)]]


@dataclass(slots=True)
class Places:
    """Decisions on places. Forms have the key of their place; one that is taken out of it gets a key of its own."""

    parted: dict[Pair, str] = field(default_factory=dict)  # key and folded form -> the form's own key
    joined: dict[str, str] = field(default_factory=dict)  # key -> the key whose record it belongs to
    headings: dict[str, str] = field(default_factory=dict)
    located: dict[str, Decision] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    together: dict[str, set[str]] = field(default_factory=dict)

    def own_key(self, key: str, surface: str) -> str:
        """Return the key that a form counts for."""
        return self.parted.get((key, fold(surface)), key)

    def root(self, key: str) -> str:
        """Return the key whose record a key belongs to."""
        while key in self.joined:
            key = self.joined[key]
        return key


class Decided:
    """All decisions, matched with the archive; `unmatched` says which lines match nothing in it, and why."""

    def __init__(self, store: Store, decisions: Iterable[Decision] = ()) -> None:
        self._store = store
        self.people = People()
        self.places = Places()
        self.unmatched: list[str] = []
        for decision in decisions:
            if decision.kind == "person":
                self._of_person(decision)
            else:
                self._of_place(decision)

    def together(self, kind: MentionKind, blocking: str) -> frozenset[str]:
        """Return the blocking keys that are to be concluded with one, itself among them."""
        bonds = self.people.together if kind == "person" else self.places.together
        found, waiting = {blocking}, deque([blocking])
        while waiting:
            new = bonds.get(waiting.popleft(), set()) - found
            found |= new
            waiting.extend(sorted(new))
        return frozenset(found)

    def touched(self, decision: Decision) -> set[tuple[MentionKind, str]]:
        """Return the blocking keys of the names a decision speaks of."""
        names = [decision.name, decision.other] if decision.verb in ("same", "not same") else [decision.name]
        return {(decision.kind, blocking) for name in names for blocking in self._blockings(decision.kind, name)}

    def _blockings(self, kind: MentionKind, name: str) -> set[str]:
        found = {blocking for _, blocking in self._store.names.written(kind, fold(name))}
        return found | ({key(name)} if kind == "person" else {name})

    def _of_person(self, decision: Decision) -> None:
        people = self.people
        ours = self._store.names.written("person", fold(decision.name))
        theirs = self._store.names.written("person", fold(decision.other))
        if not ours:
            self._miss(decision, f"no dispatch names a person {decision.name!r} (any more)")
        elif decision.verb == "heading":
            for form, _ in ours:
                people.headings.pop(form, None)  # the last word stands last
                people.headings[form] = decision.other
        elif decision.verb == "hide":
            people.hidden |= {form for form, _ in ours}
        elif not theirs:
            self._miss(decision, f"no dispatch names a person {decision.other!r} (any more)")
        else:
            for form, blocking in ours:
                for other, its_blocking in theirs:
                    bind(people.together, blocking, its_blocking)
                    people.pairs[ordered(form, other)] = decision.verb == "same"
                    if decision.verb == "not same":
                        people.parted[form, other] = None

    def _of_place(self, decision: Decision) -> None:
        places = self.places
        name = self._place(decision, decision.name)
        if name is None:
            return
        match decision.verb:
            case "heading":
                places.headings.pop(name, None)  # the last word stands last
                places.headings[name] = decision.other
            case "hide":
                places.hidden.add(name)
            case "coordinates":
                places.located.pop(name, None)
                places.located[name] = decision
            case "same":
                other = self._place(decision, decision.other, beside=name)
                if other is not None and other != name:
                    keep, drop = (other, name) if is_unknown(name) and not is_unknown(other) else (name, other)
                    places.joined[drop] = keep
                    bind(places.together, keep, drop)
            case "not same":
                self._part(decision, name)

    def _part(self, decision: Decision, name: str) -> None:
        """Take a form out of a place's record; it is a place of its own then."""
        places, folded, own = self.places, fold(decision.other), f"name:{decision.other}"
        found = [
            place
            for place, _ in self._store.names.written("place", folded)
            if places.root(places.own_key(place, folded)) == name
        ]
        if own == name:
            self._miss(decision, f"{decision.name!r} is known by this form alone: take the others out of it")
        elif not found:
            self._miss(decision, f"{decision.other!r} is no form of {decision.name!r} (any more)")
        else:
            places.joined.pop(own, None)
            for place in found:
                places.parted[place, folded] = own
                bind(places.together, place, own)

    def _place(self, decision: Decision, name: str, beside: str = "") -> str | None:
        """Return the key of the one place a name means, of two the one that is not `beside`; None after a complaint."""
        places = self.places
        if self._store.names.forms("place", name) or name in places.parted.values():
            return places.root(name)
        folded = fold(name)
        found = {places.root(places.own_key(place, folded)) for place, _ in self._store.names.written("place", folded)}
        found = found - {beside} or found
        if len(found) == 1:
            return found.pop()
        if found:
            ids = " or ".join(sorted(found))
            self._miss(decision, f"{name!r} may be several places: write the id of the one that is meant, {ids}")
        else:
            self._miss(decision, f"no dispatch names a place {name!r} (any more)")
        return None

    def _miss(self, decision: Decision, why: str) -> None:
        self.unmatched.append(f"{decision.where}: {why}")


def ordered(one: str, other: str) -> Pair:
    """Return two forms in the order of the alphabet."""
    return (one, other) if one <= other else (other, one)


def bind(bonds: dict[str, set[str]], one: str, other: str) -> None:
    """Have two blocking keys concluded together."""
    bonds.setdefault(one, set()).add(other)
    bonds.setdefault(other, set()).add(one)


def is_unknown(key: str) -> bool:
    """Tell whether a place's key is its name alone."""
    return key.startswith("name:")
