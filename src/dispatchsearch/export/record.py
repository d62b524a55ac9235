"""Dispatches and results as plain JSON values, under the field names of docs/api.md."""

from collections.abc import Iterable
from typing import Any

from dispatchsearch.corrections import DateCorrection, Decision, SourceRule
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import Dispatch, Heading, Locator, Name
from dispatchsearch.search.difference import Difference
from dispatchsearch.search.page import FacetCount, ResultHit, ResultPage
from dispatchsearch.search.portraits import Portrait
from dispatchsearch.store import Rejection, SourceSummary

Record = dict[str, Any]
"""A JSON object."""


def day(number: int) -> str:
    """Return the integer yyyymmdd as YYYY-MM-DD."""
    return f"{number // 10_000:04}-{number // 100 % 100:02}-{number % 100:02}"


def dispatch_record(dispatch: Dispatch) -> Record:
    """Return a dispatch with its text and the reasons for its date and source."""
    return {
        **_citable(dispatch),
        "not_used": list(dispatch.date.not_used),
        "candidates": _isos(dispatch.date.candidates),
        "date_disputed": list(dispatch.date.disputed),
        "date_by_hand": dispatch.date.by_hand,
        "updated": str(dispatch.updated) if dispatch.updated else None,
        "events": _isos(dispatch.events),
        "event_marks": [{"date": str(m.date), "start": m.start, "end": m.end} for m in dispatch.event_marks],
        "source_reason": dispatch.source_reason,
        "text": dispatch.body,
        "marks": [{"kind": m.kind, "id": m.id, "start": m.start, "end": m.end} for m in dispatch.marks],
        "set_aside": list(dispatch.set_aside),
        "repairs": [{"start": r.start, "end": r.end, "printed": r.printed} for r in dispatch.repairs],
        "previous": dispatch.previous,
        "following": dispatch.following,
        "locators": [_locator(locator) for locator in dispatch.locators],
    }


def taken_record(taken: Iterable[tuple[str, str, str, str]]) -> Record:
    """Return what places were taken for: of each its printed form, its id, the confidence and the reason."""
    return {"places_taken": [dict(zip(("form", "id", "confidence", "reason"), one, strict=True)) for one in taken]}


def page_record(page: ResultPage) -> Record:
    """Return a page of results with its counts, facets and notes."""
    return {
        "query": page.text,
        "understood": str(page.query),
        "notes": list(page.notes),
        "suggestion": page.suggestion,
        "set_aside": page.set_aside,
        "aside": str(page.aside) if page.aside else None,
        "total": page.total,
        "stories": page.stories,
        "holding_all": page.holding_all,
        "holding_some": page.holding_some,
        "certain": page.certain,
        "possible": page.possible,
        "undated": page.undated,
        "partial": page.partial,
        "limits": list(page.limits),
        "page": page.options.page,
        "pages": page.pages,
        "limit": page.options.limit,
        "sort": page.options.sort.value,
        "hits": [hit_record(hit) for hit in page.hits],
        "facets": {name: [_count(line) for line in lines] for name, lines in page.facets.items()},
        "years": {str(year): count for year, count in page.years.items()},
        "seconds": round(page.seconds, 4),
    }


def hit_record(hit: ResultHit) -> Record:
    """Return one hit: what cites the dispatch, and the passage that was found."""
    return {
        "rank": hit.rank,
        **_citable(hit.dispatch),
        "snippet": hit.snippet.text,
        "snippet_marks": [list(span) for span in hit.snippet.marks],
        "title_marks": [list(span) for span in hit.title_marks],
        "score": round(hit.score, 4),
        "holds_all": hit.holds_all,
        "date_match": hit.date_match,
        "versions": [version_record(one) for one in hit.versions],
    }


def version_record(dispatch: Dispatch) -> Record:
    """Return what tells one version of a story from another."""
    named = ("id", "title", "date", "precision", "source", "agency")
    known = _citable(dispatch)
    return {name: known[name] for name in named}


def heading_record(heading: Heading) -> Record:
    """Return a person or place of the whole archive."""
    return {
        "id": heading.id,
        "kind": heading.kind,
        "heading": heading.heading,
        "variants": [{"form": form, "dispatches": count} for form, count in heading.variants],
        "reason": heading.reason,
        "latitude": heading.latitude,
        "longitude": heading.longitude,
        "country": heading.country,
        "within": list(heading.within),
    }


def portrait_record(drawn: Portrait) -> Record:
    """Return a person or place with its surroundings and a page of its dispatches."""
    return {
        **heading_record(drawn.heading),
        "lies_in": [{"id": place.id, "heading": place.heading} for place in drawn.within],
        "dispatches": drawn.page.total,
        "years": {str(year): count for year, count in drawn.years.items()},
        "people": [_count(line) for line in drawn.people],
        "places": [_count(line) for line in drawn.places],
        "sources": [_count(line) for line in drawn.sources],
        "page": drawn.page.options.page,
        "pages": drawn.page.pages,
        "hits": [hit_record(hit) for hit in drawn.page.hits],
    }


def difference_record(left: str, right: str, found: Difference) -> Record:
    """Return two dispatches side by side: the changed numbers and names, and the rows with their pieces."""
    sides = ("left", "right")
    rows = [{side: [piece._asdict() for piece in getattr(row, side)] for side in sides} for row in found.rows]
    return {"left": left, "right": right, "first": [change._asdict() for change in found.first], "rows": rows}


def date_correction_record(said: DateCorrection) -> Record:
    """Return a date that was set by hand."""
    return {"id": said.id, "date": str(said.date) if said.date else None, "because": said.because}


def decision_record(said: Decision) -> Record:
    """Return what was decided of a name."""
    told = {"kind": said.kind, "name": said.name, "decision": said.verb, "other": said.other or None}
    place = {"latitude": said.latitude, "longitude": said.longitude, "country": said.country}
    return {**told, **place, "because": said.because}


def rule_record(rule: SourceRule) -> Record:
    """Return what was said of a source."""
    return {"pattern": rule.pattern or None, "name": rule.name, "language": rule.language, "order": rule.order}


def source_record(source: SourceSummary) -> Record:
    """Return a source with its years."""
    return {
        "name": source.name,
        "dispatches": source.dispatches,
        "first_year": source.first_year,
        "last_year": source.last_year,
        "undated": source.undated,
        "learned": dict(source.learned),
    }


def rejection_record(rejection: Rejection) -> Record:
    """Return an input that is not in the archive, and why."""
    return {
        "root": rejection.root,
        "path": rejection.path,
        "record": rejection.record,
        "reason": rejection.reason,
    }


def _citable(dispatch: Dispatch) -> Record:
    known = dispatch.date.date
    return {
        "id": dispatch.id,
        "title": dispatch.title,
        "date": str(known) if known else None,
        "date_from": day(known.first_day) if known else None,
        "date_to": day(known.last_day) if known else None,
        "precision": known.precision if known else "undated",
        "confidence": dispatch.date.confidence,
        "reason": dispatch.date.reason,
        "source": dispatch.source,
        "agency": dispatch.agency,
        "credit": dispatch.credit,
        "kicker": dispatch.kicker,
        "byline": dispatch.byline,
        "dateline": dispatch.dateline.printed if dispatch.dateline else None,
        "dateline_place": _name(dispatch.dateline_place) if dispatch.dateline_place else None,
        "people": [_name(person) for person in dispatch.people],
        "places": [_name(place) for place in dispatch.places],
        "language": dispatch.language,
        "url": dispatch.url,
        "path": dispatch.locators[0].path if dispatch.locators else None,
    }


def _name(name: Name) -> Record:
    return {"id": name.id, "heading": name.heading}


def _isos(dates: Iterable[PartialDate]) -> list[str]:
    return [str(date) for date in dates]


def _count(line: FacetCount) -> Record:
    return {
        "value": line.value,
        "label": line.label,
        "count": line.count,
        "parent": line.parent,
        "level": line.level,
    }


def _locator(locator: Locator) -> Record:
    return {
        "root": locator.root,
        "path": locator.path,
        "record": locator.record,
        "url": locator.url,
        "fetched": locator.fetched,
    }
