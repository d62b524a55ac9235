"""The words of a query sought in what was set aside of pages, apart from all that a search finds otherwise."""

from dataclasses import replace

from dispatchsearch.query import And, Boosted, Fuzzy, Not, Or, Phrase, Prefix, Query, Required, Term, Words

ASIDE = "aside"
ANY_TEXT = ("", "text")
"""Fields that mean the text of a dispatch."""


def apart(query: Query) -> Query | None:
    """Return a user's tree with its words sought in what was set aside; None where it has no words."""
    moved = _moved(query)
    return None if moved == query else moved


def _moved(query: Query) -> Query:
    match query:
        case Words(clauses) | And(clauses) | Or(clauses):
            return replace(query, clauses=tuple(map(_moved, clauses)))
        case Required(clause) | Boosted(clause, _) | Not(clause):
            return replace(query, clause=_moved(clause))
        case Term(field, _) | Phrase(field, _) | Prefix(field, _) | Fuzzy(field, _) if field in ANY_TEXT:
            return replace(query, field=ASIDE)
    return query
