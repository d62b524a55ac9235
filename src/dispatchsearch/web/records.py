"""A page for each person, place, source and day: what is known of it, and the dispatches, oldest first."""

import datetime as dt

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, Response

from dispatchsearch.archive import Archive
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import MentionKind
from dispatchsearch.engines.port import Sort
from dispatchsearch.web import words
from dispatchsearch.web.asked import Asked
from dispatchsearch.web.data import heading_of
from dispatchsearch.web.sheets import sheet
from dispatchsearch.web.timeline import timeline


class Records:
    """The routes over one archive that lead through it by its records."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def router(self) -> APIRouter:
        """Return every route."""
        router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
        router.add_api_route("/person/{record_id:path}", self.person)
        router.add_api_route("/place/{record_id:path}", self.place)
        router.add_api_route("/source/{name:path}", self.source)
        router.add_api_route("/day/{day}", self.day)
        return router

    def person(self, record_id: str) -> Response:
        """Show one person and the dispatches that name them."""
        return self._heading("person", record_id, Asked(person=[record_id], sort=Sort.OLDEST))

    def place(self, record_id: str) -> Response:
        """Show one place and the dispatches that name it."""
        return self._heading("place", record_id, Asked(place=[record_id], sort=Sort.OLDEST))

    def source(self, name: str) -> Response:
        """Show one outlet and its dispatches."""
        source = next((source for source in self.archive.sources() if source.name == name), None)
        if source is None:
            raise HTTPException(404, words.NOT_FOUND)
        every = Asked(source=[name], sort=Sort.OLDEST)
        page = every.answer(self.archive)
        return HTMLResponse(
            sheet("source", source=source, page=page, every=every, timeline=timeline(page.years, every))
        )

    def day(self, day: str) -> Response:
        """Show the dispatches of a day, and those that speak of it; a month or a year has a page as well."""
        try:
            found = PartialDate.from_iso(day)
        except ValueError as error:
            raise HTTPException(404, str(error)) from error
        every = Asked(sort=Sort.OLDEST).within(day, day)
        every_event = Asked(q=f"event:{day}", sort=Sort.OLDEST)
        of_events = every_event.answer(self.archive) if found.day else None
        values = {
            "before": _shifted(found, -1),
            "after": _shifted(found, 1),
            "of_events": of_events if of_events and of_events.hits else None,
            "every_event": every_event,
        }
        return HTMLResponse(sheet("day", day=found, page=every.answer(self.archive), every=every, **values))

    def _heading(self, kind: MentionKind, record_id: str, every: Asked) -> Response:
        heading = heading_of(self.archive, kind, record_id)
        page = every.answer(self.archive)
        known = self.archive.store.headings(heading.within)
        values = {
            "within": [known[place] for place in heading.within if place in known],
            "timeline": timeline(page.years, every),
            "every": every,
        }
        return HTMLResponse(sheet("record", heading=heading, page=page, **values))


def _shifted(date: PartialDate, step: int) -> PartialDate:
    """Return the day, month or year before or after; at the calendar's ends the date itself."""
    try:
        if date.month is None:
            return PartialDate(date.year + step)
        if date.day is None:
            months = date.year * 12 + date.month - 1 + step
            return PartialDate(months // 12, months % 12 + 1)
        day = dt.date(date.year, date.month, date.day) + dt.timedelta(days=step)
        return PartialDate(day.year, day.month, day.day)
    except (ValueError, OverflowError):
        return date
