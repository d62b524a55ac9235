"""
What a resolved tree asks of an engine: all words or some, dates possible or certain.

A list of words has two readings, those that hold all of them and those that hold some. A range of dates has three:
the dispatch's days overlap it (possible), lie inside it (certain), or are not known at all (undated).
"""

import itertools
from typing import Literal

from dispatchsearch.query import And, Boosted, Not, Or, Query, Range, Required, Term, Words

Sureness = Literal["possible", "certain", "undated"]


def reading(query: Query, *, some: bool = False, dates: Sureness = "possible") -> Query:
    """Return what an engine is asked of a resolved tree.

    With `some` a list of words asks for its required clauses and at least one of the others, else for all of them.
    Below Not a date is excluded where it is certain when possible ones are asked for, and the other way round.
    """
    match query:
        case Words(clauses) | And(clauses) | Or(clauses):
            inner = [reading(clause, some=some, dates=dates) for clause in clauses]
            if isinstance(query, Or):
                return Or(tuple(inner))
            if isinstance(query, Words) and some:
                free = [not isinstance(clause, Required | Not) for clause in clauses]
                optional = tuple(itertools.compress(inner, free))
                needed = [one for one, is_free in zip(inner, free, strict=True) if not is_free]
                inner = [*needed, Or(optional) if len(optional) > 1 else optional[0]] if optional else needed
            return And(tuple(inner)) if len(inner) > 1 else inner[0]
        case Not(clause):
            other: Sureness = "certain" if dates == "possible" else "possible"
            return Not(reading(clause, dates=other))
        case Required(clause):
            return reading(clause, some=some, dates=dates)
        case Boosted(clause, weight):
            return Boosted(reading(clause, some=some, dates=dates), weight)
        case Range("date", low, high):
            return _dated(low, high, dates)
        case Term("date", "undated"):
            return Term("precision", "undated")
        case _:
            return query


def lists_words(query: Query) -> bool:
    """Return whether a tree has a list of words, without which it has one reading only of all words and of some."""
    match query:
        case Words():
            return True
        case And(clauses) | Or(clauses):
            return any(map(lists_words, clauses))
        case Required(clause) | Boosted(clause):
            return lists_words(clause)
    return False


def asks_for_dates(query: Query) -> bool:
    """Tell whether a tree asks for dispatches of certain days (and does not only exclude some)."""
    match query:
        case Range("date"):
            return True
        case And(clauses) | Or(clauses) | Words(clauses):
            return any(map(asks_for_dates, clauses))
        case Required(clause) | Boosted(clause):
            return asks_for_dates(clause)
    return False


def _dated(low: int | None, high: int | None, dates: Sureness) -> Query:
    """Turn bounds into what the days of a dispatch must be."""
    if dates == "undated":
        return Term("precision", "undated")
    first, last = ("first_day", "last_day") if dates == "certain" else ("last_day", "first_day")
    sides: list[Query] = []
    if low is not None:
        sides.append(Range(first, low, None))
    if high is not None:
        sides.append(Range(last, None, high))
    return And(tuple(sides)) if len(sides) > 1 else sides[0]
