"""
A query's matches as a page: the best rows in order, ties by id, values and days counted over all matches.

Tantivy leaves ties as they come and cuts lists of values short in each segment; so a little more is asked for than the
page needs, and again where that does not settle it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tantivy import FieldType, Occur, Order
from tantivy import Query as Asked

from dispatchsearch.engines.budget import Budget
from dispatchsearch.engines.port import DATED, Count, Facet, Histogram, Hit, Kind, Sort
from dispatchsearch.engines.tantivy.documents import ID, PLAIN, kept_value, read_value
from dispatchsearch.engines.tantivy.queries import META, REST
from dispatchsearch.engines.tantivy.view import View

SPARE = 10
"""Hits, and values of a facet, asked for beside those that are wanted, so that a tie at the end is seen."""
FARTHER = 8
"""How many times more hits are asked for where the last of them may not be the last that is as good."""
VALUES = (2_000, 60_000)
"""Values of a facet that each segment may name: what mostly does, and about the most that Tantivy takes."""

Found = list[tuple[Any, Any]]
"""Scores or days, and addresses of documents."""


class Prepared(NamedTuple):
    """A query in Tantivy's terms, and how its matches are ordered."""

    view: View
    asked: Any
    matching: Any  # the same without scores
    sort: Sort
    even: float | None  # the score of all matches where it is the same for each


def hits(prepared: Prepared, begin: int, end: int) -> tuple[int, tuple[Hit, ...]]:
    """Return how many rows match, and those from `begin` below `end` in order."""
    view, asked, matching, sort, even = prepared
    if begin >= end:
        return view.count(matching), ()
    if sort is not Sort.RELEVANCE:
        total, ids = _by_day(view, matching, end, sort)
        scores = _scores(view, asked, ids[begin:])
        return total, tuple(Hit(id_, scores[id_]) for id_ in ids[begin:])
    if even is not None:
        total, ids = _by_id(view, matching, end)
        return total, tuple(Hit(id_, even) for id_ in ids[begin:])
    return _by_score(view, asked, begin, end)


def counts(
    view: View, asked: Any, facets: Sequence[Facet], histograms: Sequence[Histogram], budget: Budget
) -> tuple[dict[str, tuple[Count, ...]], dict[str, Mapping[int, int]]]:
    """Return how many matches have each value, and how many fall on each year, month or day."""
    keywords = [facet for facet in facets if view.kind(facet.field) is Kind.KEYWORD]
    days = [histogram for histogram in histograms if view.kind(histogram.field) is Kind.DAY]
    wanted = {f"facet {facet.field}": _values_of(facet, VALUES[0]) for facet in keywords}
    wanted |= {
        f"days {one.field}": {"histogram": {"field": one.field, "interval": one.divisor, "min_doc_count": 1}}
        for one in days
    }
    found = view.searcher.aggregate(asked, wanted) if wanted else {}
    tallied = {}
    for facet in keywords:
        told = found[f"facet {facet.field}"]
        if not _is_settled(told, facet):
            budget.look()
            told = view.searcher.aggregate(asked, {"again": _values_of(facet, VALUES[1])})["again"]
        tallied[facet.field] = _tallied(told, facet)
    spread = {one.field: _spread(found[f"days {one.field}"], one.divisor) for one in days}
    none: dict[str, tuple[Count, ...]] = {facet.field: () for facet in facets}
    never: dict[str, Mapping[int, int]] = {one.field: {} for one in histograms}
    return none | tallied, never | spread


def _search(view: View, asked: Any, limit: int, **order: Any) -> tuple[int, Found]:
    """Return how many rows match, and the first of them in an order."""
    found = view.searcher.search(asked, limit, **order)
    return int(found.count), found.hits


def _by_score(view: View, asked: Any, offset: int, want: int) -> tuple[int, tuple[Hit, ...]]:
    """Return the hits from `offset` below `want`; of those that score the same, the first by id."""
    limit = want + SPARE
    total, found = _search(view, asked, limit)
    while len(found) == limit and found[-1][0] == found[want - 1][0]:
        limit *= FARTHER
        found = _search(view, asked, limit)[1]
    if len(found) <= offset:
        return total, ()
    begin, end = offset, min(want, len(found))
    while begin and found[begin - 1][0] == found[offset][0]:
        begin -= 1
    while end < len(found) and found[end][0] == found[want - 1][0]:
        end += 1
    ids = view.ids([address for _, address in found[begin:end]])
    ranked = sorted([(-score, id_) for (score, _), id_ in zip(found[begin:end], ids, strict=True)])
    return total, tuple([Hit(id_, -score) for score, id_ in ranked[offset - begin : want - begin]])


def _by_id(view: View, asked: Any, want: int) -> tuple[int, list[str]]:
    total, found = _search(view, asked, want, order_by_field=ID, order=Order.Asc)
    return total, [read_value(kept) for kept, _ in found]


def _by_day(view: View, asked: Any, want: int, sort: Sort) -> tuple[int, list[str]]:
    """Return ids in the order of days, the undated last; those of one day by id."""
    view.kind(DATED)
    order = Order.Desc if sort is Sort.NEWEST else Order.Asc
    total, found = _search(view, asked, want + 1, order_by_field=DATED, order=order)
    if len(found) <= want or found[-1][0] != found[want - 1][0]:
        return total, _sorted_in_days(view, found[:want])
    day = found[-1][0]  # more rows may be of this day: the first of them by id are wanted
    head = [(one, address) for one, address in found if one != day]
    if day is None:
        dated = (Occur.MustNot, Asked.exists_query(DATED))
    else:
        dated = (Occur.Must, Asked.range_query(view.schema, DATED, FieldType.Integer, day, day))
    tail = _by_id(view, Asked.boolean_query([(Occur.Must, asked), dated]), want - len(head))[1]
    return total, _sorted_in_days(view, head) + tail


def _sorted_in_days(view: View, found: Found) -> list[str]:
    groups: dict[object, list[str]] = {}
    for (day, _), id_ in zip(found, view.ids(address for _, address in found), strict=True):
        groups.setdefault(day, []).append(id_)
    return [id_ for group in groups.values() for id_ in sorted(group)]


def _scores(view: View, asked: Any, ids: Sequence[str]) -> dict[str, float]:
    if not ids:
        return {}
    among = Asked.const_score_query(Asked.term_set_query(view.schema, ID, list(map(kept_value, ids))), 0.0)
    _, found = _search(view, Asked.boolean_query([(Occur.Must, asked), (Occur.Must, among)]), len(ids))
    return dict(zip(view.ids(address for _, address in found), (score for score, _ in found), strict=True))


def _spread(told: Mapping[str, Any], divisor: int) -> dict[int, int]:
    return {int(bucket["key"]) // divisor: bucket["doc_count"] for bucket in told["buckets"]}


def _values_of(facet: Facet, most: int) -> dict[str, Any]:
    size = most if most == VALUES[-1] else min(max(facet.limit, 0) + SPARE, most)
    asked: dict[str, Any] = {"field": facet.field, "size": size, "segment_size": most}
    if facet.prefix:
        asked["include"] = kept_value(facet.prefix).translate(META) + REST
    return {"terms": asked}


def _is_settled(told: Mapping[str, Any], facet: Facet) -> bool:
    """Whether no value that was cut off can belong to the facet, and no count is too small."""
    buckets = told["buckets"]
    if told.get("doc_count_error_upper_bound"):
        return False
    if not told["sum_other_doc_count"] or facet.limit <= 0:
        return True
    return len(buckets) > facet.limit and buckets[facet.limit - 1]["doc_count"] > buckets[-1]["doc_count"]


def _tallied(told: Mapping[str, Any], facet: Facet) -> tuple[Count, ...]:
    found = sorted([(-bucket["doc_count"], bucket["key"]) for bucket in told["buckets"]])
    if found and min([key for _, key in found]) <= PLAIN:
        found = sorted([(count, read_value(key)) for count, key in found])
    return tuple([Count(value, -count) for count, value in found[: max(facet.limit, 0)]])
