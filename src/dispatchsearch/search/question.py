"""A question as understood: what was typed, what it means in this archive, and what a dispatch must hold."""

from dataclasses import dataclass

from dispatchsearch.dispatch import Dispatch
from dispatchsearch.errors import QueryError
from dispatchsearch.query import And, Not, Or, Query, Range, Required, Term, Words
from dispatchsearch.search import days
from dispatchsearch.search.page import DateMatch, SearchOptions
from dispatchsearch.search.parse import Parsed
from dispatchsearch.search.readings import Sureness, asks_for_dates, lists_words, reading


@dataclass(frozen=True, slots=True)
class Question:
    """The user's tree, its words as terms of the index, and what the options narrow them to."""

    parsed: Parsed
    words: Query
    narrow: Query | None = None
    limits: tuple[str, ...] = ()  # what is left out of them

    def match(self, *, some: bool = False, dates: Sureness = "possible") -> Query:
        """Return what a dispatch must hold to be found."""
        found = reading(self.words, some=some, dates=dates)
        return found if self.narrow is None else And((found, reading(self.narrow, dates=dates)))

    def beyond(self, ranked: Query) -> Query | None:
        """Return what a dispatch must hold to be found, without its words where the tree that ranks is these words."""
        if reading(self.words) != ranked:
            return self.match()
        return None if self.narrow is None else reading(self.narrow)

    def remainder(self) -> Query:
        """Return what a dispatch must hold to be found by some of the words, but not by all."""
        return And((self.match(some=True), Not(self.match())))

    @property
    def has_parts(self) -> bool:
        """Whether some of the words may be held without all."""
        return lists_words(self.words) and reading(self.words) != reading(self.words, some=True)

    @property
    def dated(self) -> bool:
        """Whether certain dates are asked for."""
        return any(map(asks_for_dates, self._trees()))

    def date_match(self, dispatch: Dispatch) -> DateMatch | None:
        """Tell how sure it is that a dispatch lies in the dates asked for; None where none are."""
        if not self.dated:
            return None
        date = dispatch.date.date
        if date is None:
            return "undated"
        asked = [tree for tree in self._trees() if asks_for_dates(tree)]
        return "certain" if all(_surely(tree, date.first_day, date.last_day) for tree in asked) else "possible"

    def _trees(self) -> tuple[Query, ...]:
        return (self.words,) if self.narrow is None else (self.words, self.narrow)


def narrowing(options: SearchOptions) -> Query | None:
    """Return what the options beside the words ask for; QueryError for an impossible date."""
    clauses: list[Query] = [
        Term(name, text)
        for name, texts in (("place", options.places), ("person", options.people), ("source", options.sources))
        for text in texts
    ]
    if options.since or options.until:
        try:
            clauses.append(Range("date", *days.bounds(f"{options.since or ''}..{options.until or ''}")))
        except ValueError as error:
            raise QueryError(f"the dates asked for: {error}") from error
    return And(tuple(clauses)) if clauses else None


def _surely(query: Query, first: int, last: int) -> bool:
    """Tell whether days from `first` to `last` lie inside the dates a tree asks for."""
    match query:
        case Range("date", low, high):
            return (low is None or low <= first) and (high is None or last <= high)
        case Or(clauses):
            return any(_surely(clause, first, last) for clause in clauses if asks_for_dates(clause))
        case And(clauses) | Words(clauses):
            return all(_surely(clause, first, last) for clause in clauses if asks_for_dates(clause))
        case Required(clause):
            return _surely(clause, first, last)
    return True
