"""
The user's tree -> the index's tree: words become terms in all their forms, names become records.

What each leaf means is asked of the archive once: which record is Gyandzha, which languages have stems, which source
is called so. What stays of the user's tree are Words, Required and ranges of `date`: the room of readings settles them.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from unicodedata import normalize

from dispatchsearch import agencies
from dispatchsearch.analysis import DEFAULT, analyze, fold
from dispatchsearch.dispatch import MentionKind
from dispatchsearch.query import (
    VALUE_FIELDS,
    And,
    Boosted,
    Everything,
    Fuzzy,
    Leaf,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Required,
    Synonyms,
    Term,
    Words,
)
from dispatchsearch.search import days
from dispatchsearch.search.records import Records, are_akin
from dispatchsearch.search.stopwords import STOP_WORDS

ALL = "all"
"""The field of plain words: title, title again, body."""
FIELDS = {"": ALL, "text": ALL}
"""The field of the index for a user's field, where it has another name."""

TYPED_NAME = 0.001
"""How much the name as typed adds: enough to break a tie, for the forms of one record weigh the same."""
MOST_FORMS = 40  # of one record
MOST_RECORDS = 200  # that one name may mean
MOST_NAMES = 24  # words and phrases of a query that are looked up as names
MOST_NEAR = 64  # ways to write the words of NEAR
NAMED = 5  # forms or records a note names

NOTHING = Not(Everything())

Meant = TypeVar("Meant")


@dataclass(slots=True)
class Resolver:
    """Knows what words, names and values mean in one archive; `notes` gathers what the user is told."""

    records: Records
    frequency: Callable[[str, Sequence[str]], Sequence[int]]
    values: Callable[[str], Sequence[str]]  # all values of a KEYWORD field
    languages: Sequence[str] = (DEFAULT,)
    exact: bool = False  # no other forms of any word or name
    surface: float = 0.15  # what the very form typed adds to the word in any form
    notes: list[str] = field(default_factory=list)
    looked_up: int = 0
    limits: list[str] = field(default_factory=list)  # what is left out of the tree, in words

    def resolve(self, query: Query) -> Query:
        """Return the tree with every leaf in terms of the index; Words, Required and ranges of `date` stay."""
        match query:
            case Words(clauses):
                return Words(tuple(self._clauses(clauses)))
            case And(clauses) | Or(clauses):
                return type(query)(tuple(map(self.resolve, clauses)))
            case Not(clause) | Required(clause):
                return type(query)(self.resolve(clause))
            case Boosted(clause, weight):
                return Boosted(self.resolve(clause), weight)
            case Synonyms():
                return query
            case _:
                return self._leaf(query)

    def _clauses(self, clauses: Sequence[Query]) -> list[Query]:
        """Resolve a list of words: stop words go, filters are required."""
        shouted = not any(isinstance(clause, Term) and clause.text.upper() != clause.text for clause in clauses)
        kept = [clause for clause in clauses if not _is_stop_word(clause, shouted=shouted)]
        if not any(map(_is_word, kept)):
            kept = list(clauses)
        resolved: list[Query] = []
        for clause in kept:
            meaning = self.resolve(clause)
            if isinstance(clause, Term) and isinstance(meaning, Words):
                resolved.extend(meaning.clauses)
            else:
                resolved.append(meaning if _is_word(clause) or isinstance(meaning, Not) else Required(meaning))
        return resolved

    def _leaf(self, leaf: Leaf) -> Query:
        match leaf:
            case Range("event", low, high):
                return days.cover("event", low, high)
            case Range() | Everything() | Term("date", "undated"):
                return leaf
            case Term(name, text) | Prefix(name, text) if name in VALUE_FIELDS:
                return self._value(name, text, prefix=isinstance(leaf, Prefix))
            case Term(name, text, exact):
                return self._term(FIELDS.get(name, name), text, exact=exact or self.exact, named=not name)
            case Phrase():
                return self._phrase(leaf)
            case Prefix(name, text) | Fuzzy(name, text):
                return self._partial(leaf, FIELDS.get(name, name), text)

    # Words

    def _term(self, name: str, text: str, *, exact: bool, named: bool) -> Query:
        surfaces = _surfaces(text)
        if not surfaces:
            return NOTHING
        if exact:
            return _sequence(name, surfaces)
        if named and (place := self._named(name, "place", text, surfaces)):
            return place
        if len(surfaces) > 1:
            words = [self.word(name, token) for token in _written(text)]
            return Words(tuple(words))
        if named and text[0].isupper():
            self._offer_people(text, surfaces[0])
        return self.word(name, text)

    def word(self, name: str, text: str) -> Query:
        """Return one word in any of its forms, the form typed a little ahead."""
        (surface,) = _surfaces(text)[:1]
        united = Synonyms(tuple(Term(name, form) for form in self.forms(text)))
        return Or((united, Boosted(Term(name, surface), self.surface)))

    def forms(self, text: str) -> tuple[str, ...]:
        """Return the index terms of a word in any form: its stem as a word and as the mark other forms bear."""
        (surface,) = _surfaces(text)[:1]
        found: dict[str, None] = {}
        for language in self.languages:
            (terms,) = [token.terms for token in analyze(text, language)][:1]
            root = terms[-1].partition(":")[2] if len(terms) > 1 else surface
            found |= dict.fromkeys((root, f"{language}:{root}"))
        return tuple(found)

    def _phrase(self, phrase: Phrase) -> Query:
        name = FIELDS.get(phrase.field, phrase.field)
        surfaces = tuple(surface for text in phrase.texts for surface in _surfaces(text))
        if not surfaces:
            return NOTHING
        exact = phrase.exact or self.exact
        if not phrase.ordered:
            return self._near(name, phrase, exact=exact)
        if not exact and not phrase.field:
            text = " ".join(phrase.texts)
            record = self._named(name, "person", text, surfaces) or self._named(name, "place", text, surfaces)
            if record:
                self._offer_alike(text)
                return record
        return _sequence(name, surfaces)

    def _near(self, name: str, phrase: Phrase, *, exact: bool) -> Query:
        words = [word for text in phrase.texts for word in _written(text)]
        if len(words) == 1:
            return self._term(name, words[0], exact=exact, named=False)
        ways = [tuple(_surfaces(word)) if exact else self._present(name, word) for word in words]
        chosen = list(itertools.islice(itertools.product(*ways), MOST_NEAR + 1))
        if len(chosen) > MOST_NEAR:
            self.limits.append(f"{' '.join(words)}: not all forms of these words were searched near each other")
        phrases = [Phrase(name, texts, phrase.slop, ordered=False) for texts in chosen[:MOST_NEAR]]
        return phrases[0] if len(phrases) == 1 else Synonyms(tuple(phrases))

    def _present(self, name: str, word: str) -> tuple[str, ...]:
        """Return the forms of a word the index holds, the word itself where it holds none."""
        forms = self.forms(word)
        counts = self.frequency(name, forms)
        return tuple(form for form, count in zip(forms, counts, strict=True) if count) or tuple(_surfaces(word))

    def _partial(self, leaf: Prefix | Fuzzy, name: str, text: str) -> Query:
        """Return a prefix or fuzzy word; of several words only the last is one."""
        *whole, last = _surfaces(text) or [""]
        if not last:
            return NOTHING
        end = Prefix(name, last) if isinstance(leaf, Prefix) else Fuzzy(name, last, leaf.distance)
        return And((*(Term(name, surface) for surface in whole), end)) if whole else end

    # Names

    def _named(self, name: str, kind: MentionKind, text: str, surfaces: Sequence[str]) -> Query | None:
        """Return all forms of the record that a name means, None where it means none or is its only form.

        A person is found wherever the archive knows that person to be named, also by a form that grammar has bent.
        """
        if (kind == "person" and len(surfaces) < 2) or surfaces[0] in STOP_WORDS or max(map(len, surfaces)) < 3:
            return None
        self.looked_up += 1
        if self.looked_up == MOST_NAMES + 1:
            self.limits.append(f"only the first {MOST_NAMES} words and phrases were looked up as names")
        found = self.records.named(kind, text) if self.looked_up <= MOST_NAMES else ()
        if not found:
            return None
        written = {tuple(surfaces): ""}
        alike = [one for one in found if one is found[0] or (kind == "place" and are_akin(found[0], one))]
        for heading in alike:
            if len(heading.variants) > MOST_FORMS:
                self.limits.append(f"{heading.heading}: only its {MOST_FORMS} most frequent forms were searched")
            for form, count in heading.variants[:MOST_FORMS]:
                key = tuple(_surfaces(form))
                if key and (kind == "place" or len(key) > 1):
                    written.setdefault(key, f"{form} ({count})")
        forms = [key for key in written if not any(_lies_in(other, key) for other in written if other != key)]
        if len(forms) > 1:
            others = _listed([written[key] for key in forms if written[key]])
            self.notes.append(f"{text}: also searched {others}; ={_quoted(text)} searches this form alone")
        elif kind == "place":
            return None
        united = Synonyms(tuple(_sequence(name, form) for form in forms))
        typed = Boosted(_sequence(name, surfaces), TYPED_NAME)
        known = (Term("person", found[0].id),) if kind == "person" else ()
        return Or((united, typed, *known))

    def _offer_alike(self, text: str) -> None:
        """Tell of people whose names are nearly this one: they are not searched unasked."""
        if alike := self.records.told(self.records.alike(text)):
            self.notes.append(f"{text}: perhaps also {_listed(alike)}, to be searched by that name")

    def _offer_people(self, text: str, surface: str) -> None:
        """Tell of the people whose surname, written otherwise, a word may be: they are not searched unasked."""
        found = self.records.named("person", text) if self.looked_up <= MOST_NAMES else ()
        forms = [(form, count) for heading in found for form, count in heading.variants]
        others = {form.split()[-1] for form, _ in forms} - {text}
        if any(surface not in _surfaces(other) for other in others):
            count = sum(count for form, count in forms if surface not in _surfaces(form))
            self.notes.append(
                f"{text}: searched as typed; person:{text} also finds {_listed(sorted(others))} ({count})"
            )

    # Values

    def _value(self, name: str, text: str, *, prefix: bool) -> Query:
        if name in ("place", "dateline_place", "person"):
            return self._records(name, text)
        if name in ("source", "agency"):
            return self._known(name, agencies.heading(text) if name == "agency" and not prefix else text, prefix=prefix)
        if name == "id":
            return Term("dispatch", text)
        text = normalize("NFC", text.strip("/")) if name == "path" else text
        return Prefix(name, text) if prefix else Term(name, text)

    def _records(self, name: str, text: str) -> Query:
        kind: MentionKind = "person" if name == "person" else "place"
        found = self._most(text, self.records.named(kind, text))
        if not found:
            self.notes.append(f"no {kind} of the archive is called {text}: searched as words of the text")
            return _sequence(ALL, _surfaces(text)) if _surfaces(text) else NOTHING
        if len(found) > 1 and len(told := self.records.told(found)) > 1:
            self.notes.append(f"{kind} {text}: {_listed(told)}")
        terms: list[Query] = [Term(name, one.id) for one in found]
        return terms[0] if len(terms) == 1 else Or(tuple(terms))

    def _most(self, text: str, found: Sequence[Meant]) -> Sequence[Meant]:
        """Return as many as one name may mean."""
        if len(found) > MOST_RECORDS:
            self.limits.append(f"{text}: only {MOST_RECORDS} of the {len(found):,} it may mean were searched")
        return found[:MOST_RECORDS]

    def _known(self, name: str, text: str, *, prefix: bool) -> Query:
        """Return the values of a field that are this one, or else hold it as words."""
        wanted = fold(text)
        known = {value: fold(value) for value in self.values(name)}
        found = [value for value, folded in known.items() if folded == wanted and not prefix]
        if not found:
            inner = f" {wanted}" if prefix else f" {wanted} "
            found = [value for value, folded in known.items() if inner in f" {folded} "]
            self.notes.append(f"{name} {text}: {_listed(found) if found else f'no {name} is called so'}")
        terms: list[Query] = [Term(name, value) for value in self._most(text, found)]
        return Or(tuple(terms)) if len(terms) > 1 else terms[0] if terms else NOTHING


def _is_word(clause: Query) -> bool:
    """Tell whether a clause of a list is one of its words: no filter, no sign."""
    match clause:
        case Required() | Not() | Range() | Everything():
            return False
        case Term(name) | Prefix(name):
            return name not in VALUE_FIELDS
        case And(clauses) | Or(clauses) | Words(clauses):
            return any(map(_is_word, clauses))
    return True


def _is_stop_word(clause: Query, *, shouted: bool) -> bool:
    """Tell whether a clause says too little to be asked for; WHO is a name, unless all of the query is in capitals."""
    if not isinstance(clause, Term) or clause.exact or clause.field in VALUE_FIELDS:
        return False
    if not shouted and len(clause.text) > 1 and clause.text.isupper():
        return False
    return all(surface in STOP_WORDS for surface in _surfaces(clause.text))


def _surfaces(text: str) -> list[str]:
    return [token.terms[0] for token in analyze(text)]


def _written(text: str) -> list[str]:
    return [text[token.start : token.end] for token in analyze(text)]


def _sequence(name: str, surfaces: Sequence[str]) -> Term | Phrase:
    return Term(name, surfaces[0]) if len(surfaces) == 1 else Phrase(name, tuple(surfaces))


def _lies_in(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
