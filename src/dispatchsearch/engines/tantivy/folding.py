"""
Matches folded by a value: only the best row of each value is a hit, and stands for the others.

Tantivy does not fold. Where no row has several values in the field, the best rows are asked for until enough of them
differ, and how many rows have each value is counted. Where rows have several, the first counts, and each match must be
looked at.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from tantivy import Occur
from tantivy import Query as Asked

from dispatchsearch.engines.budget import Budget
from dispatchsearch.engines.port import Hit, Kind
from dispatchsearch.engines.tantivy.documents import ID, kept_value, read_value
from dispatchsearch.engines.tantivy.page import VALUES, Prepared, hits
from dispatchsearch.engines.tantivy.view import View

FARTHER = 3
"""How many times more rows are asked for where too many of them fold."""
AT_ONCE = 1_000
"""Rows that are read before the clock is looked at again."""


def folded(prepared: Prepared, field: str, begin: int, end: int, budget: Budget) -> tuple[int, int, tuple[Hit, ...]]:
    """Return how many rows match, how many hits that makes on all pages, and those from `begin` below `end`."""
    view = prepared.view
    if view.kind(field) is not Kind.KEYWORD:
        total, found = hits(prepared, begin, end)
        return total, total, found
    budget.look()
    if not view.is_single(field):
        return _one_by_one(prepared, field, begin, end, budget)
    counts = _counted(view, prepared.matching, field)
    more = len(counts) - counts.total()
    if begin >= end:
        total = view.count(prepared.matching)
        return total, total + more, ()
    wanted = total = end + 1
    groups: dict[object, list[Hit]] = {}
    while len(groups) < end and wanted // FARTHER < total:
        budget.look()
        total, found = hits(prepared, 0, wanted)
        groups = _grouped(found, _values(view, field, (hit.id for hit in found)) if counts else {})
        wanted *= FARTHER
    page = [(value, group[0]) for value, group in groups.items()][begin:end]
    return total, total + more, tuple(Hit(hit.id, hit.score, counts.get(value, 1)) for value, hit in page)


def _one_by_one(
    prepared: Prepared, field: str, begin: int, end: int, budget: Budget
) -> tuple[int, int, tuple[Hit, ...]]:
    total, found = hits(prepared, 0, max(prepared.view.rows, 1))
    values: dict[str, object] = {}
    for first in range(0, len(found), AT_ONCE):
        budget.look()
        values |= _values(prepared.view, field, (hit.id for hit in found[first : first + AT_ONCE]))
    groups = _grouped(found, values)
    page = list(groups.values())[begin:end]
    return total, len(groups), tuple(Hit(group[0].id, group[0].score, len(group)) for group in page)


def _grouped(found: Iterable[Hit], values: Mapping[str, object]) -> dict[object, list[Hit]]:
    """Return hits by value, those without one each by itself (and by a key that is no value)."""
    groups: defaultdict[object, list[Hit]] = defaultdict(list)
    for hit in found:
        groups[values.get(hit.id, (hit.id,))].append(hit)
    return groups


def _values(view: View, field: str, ids: Iterable[str]) -> dict[str, object]:
    """Return the first value of each of the rows that has one."""
    kept = list(map(kept_value, ids))
    if not kept:
        return {}
    among = Asked.term_set_query(view.schema, ID, kept)
    asked = Asked.boolean_query([(Occur.Must, among), (Occur.Must, Asked.exists_query(field))])
    rows: dict[str, Any] = view.found(asked, len(kept))
    return {id_: min(row[field]) for id_, row in rows.items()}


def _counted(view: View, asked: Any, field: str) -> Counter[object]:
    """Return how many matches have each value."""
    most = {"field": field, "size": VALUES[-1], "segment_size": VALUES[-1]}
    told = view.searcher.aggregate(asked, {"values": {"terms": most}})["values"]
    return Counter({read_value(bucket["key"]): bucket["doc_count"] for bucket in told["buckets"]})
