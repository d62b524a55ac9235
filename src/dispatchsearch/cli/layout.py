"""How results and dispatches look on a terminal."""

import re
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import click

from dispatchsearch.dispatch import Dispatch, Evidence
from dispatchsearch.search.folding import told
from dispatchsearch.search.page import ResultHit, ResultPage

INDENT = " " * 5
UNTITLED = "(untitled)"
HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls of the terminal and overrides of the writing direction: a dispatch may hold them, a terminal must not."""


def width() -> int:
    """Return how many characters a line may have."""
    return min(100, shutil.get_terminal_size((100, 24)).columns)


def plain(text: str) -> str:
    """Return a text with everything a terminal would obey taken out, on one line."""
    return " ".join(HARMFUL.sub("", text).split())


def page_lines(page: ResultPage) -> Iterator[str]:
    """Yield what a page of results says of itself."""
    for note in page.notes:
        yield plain(note)
    yield from count_lines(page)
    yield from partial_lines(page)
    if page.suggestion:
        yield f"did you mean: {plain(page.suggestion)}"
    if page.set_aside:
        pages = f"{page.set_aside:,} page{'' if page.set_aside == 1 else 's'}"
        yield f"your words also stand in text set aside on {pages}: search for {plain(str(page.aside))}"
    if not page.total:
        yield "nothing found; `dispatchsearch facets` shows what the archive holds"
    elif not page.hits:
        yield f"page {page.options.page} is past the end: the last is {page.pages}"


def partial_lines(page: ResultPage) -> Iterator[str]:
    """Yield why a result is not whole."""
    for limit in page.limits:
        yield f"the result is partial: {plain(limit)}"


def count_lines(page: ResultPage) -> Iterator[str]:
    """Yield how many dispatches hold the words, how many stories they tell, and how many surely lie in the dates."""
    if page.holding_some and page.holding_all:
        yield f"{page.holding_all:,} hold all your words, {page.holding_some:,} hold some"
    elif page.holding_some:
        yield f"no dispatch holds all your words, {page.holding_some:,} hold some"
    if page.stories < page.total:
        yield f"{page.stories:,} {'story' if page.stories == 1 else 'stories'} ({dispatches_words(page.total)})"
    elif page.total and not page.holding_some:
        yield dispatches_words(page.total)
    if page.certain is not None:
        undated = f"{page.undated:,} undated also hold{'s' if page.undated == 1 else ''} your words"
        yield f"{page.certain:,} certain, {page.possible:,} possible; {undated}"


def dispatches_words(count: int) -> str:
    """Return a number of dispatches in words."""
    return f"{count:,} dispatch{'' if count == 1 else 'es'}"


def way_on(page: ResultPage, program: str) -> str:
    """Return which hits these are, and how to see more of them and one in full."""
    first, last = page.hits[0].rank, page.hits[-1].rank
    said = f"{first:,}-{last:,}" if first != last else f"number {first:,}"
    more = f"; more: --page {page.options.page + 1}" if page.options.page < page.pages else ""
    return f"{said} of {page.listed:,}{more}; one in full: {program} show ID"


def rejection_words(rejected: Any) -> str:
    """Return which input is not in the archive and why, on one line."""
    record = "" if rejected.record is None else f", record {rejected.record + 1}"
    return plain(f"{rejected.path}{record}: {rejected.reason}")


def years_words(held: Any, before: str) -> str:
    """Return the years of an archive or a source with `before` ahead of them: 1988-2005, 1993; nothing if undated."""
    if not held.first_year:
        return ""
    return f"{before}{held.first_year}" + (f"-{held.last_year}" if held.last_year != held.first_year else "")


def hit_lines(hit: ResultHit, why: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of one hit: rank, date, title; source, dateline, id; versions; snippet; why it is there."""
    dispatch = hit.dispatch
    title = marked(dispatch.title, hit.title_marks, bold=True) if dispatch.title else UNTITLED
    possible = " (possible)" if hit.date_match == "possible" else ""
    yield f"{hit.rank:3}  {click.style(date_words(dispatch), fg='cyan')}{possible}  {title}"
    agency = dispatch.agency if dispatch.agency != dispatch.source else None
    parts = [dispatch.source, agency, dispatch.dateline.printed if dispatch.dateline else None, dispatch.id]
    yield INDENT + click.style(" · ".join(plain(part) for part in parts if part), dim=True)
    if hit.versions:
        said = textwrap.wrap(plain(told(hit.versions, dispatch)), width() - len(INDENT))
        yield from (INDENT + click.style(line, dim=True) for line in said)
    yield from wrapped(hit.snippet.text, hit.snippet.marks)
    for reason in why:
        yield from (INDENT + line for line in textwrap.wrap(plain(reason), width() - len(INDENT)))
    yield ""


def dispatch_line(dispatch: Dispatch) -> str:
    """Return a dispatch in one line: id, date, title, source."""
    date, source = click.style(date_words(dispatch), fg="cyan"), click.style(plain(dispatch.source), dim=True)
    return f"{dispatch.id}  {date}  {title_words(dispatch)}  {source}"


def title_words(dispatch: Dispatch) -> str:
    """Return the title, or that there is none."""
    return plain(dispatch.title) or UNTITLED


def date_words(dispatch: Dispatch) -> str:
    """Return a date as precisely as it is known, with a question mark where little supports it."""
    date = dispatch.date.date
    if date is None:
        return "undated"
    return str(date) + ("?" if dispatch.date.confidence == "low" else "")


def marked(text: str, marks: Sequence[tuple[int, int]], *, bold: bool = False) -> str:
    """Return a text with spans picked out; on no terminal click takes the colours out again."""
    parts, at = [], 0
    for start, end in marks:
        parts += [
            click.style(plain_span(text[at:start]), bold=bold or None),
            click.style(text[start:end], fg="yellow", bold=True),
        ]
        at = end
    return "".join([*parts, click.style(plain_span(text[at:]), bold=bold or None)])


def plain_span(text: str) -> str:
    """Return part of a text made harmless, its outer spaces kept."""
    return re.sub(r"\s+", " ", HARMFUL.sub("", text))


def wrapped(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield a snippet in lines, its hits between signs that survive wrapping, then picked out."""
    signed, at = [], 0
    for start, end in marks:
        signed += [plain_span(text[at:start]), "\x01", plain(text[start:end]).replace(" ", "\x03"), "\x02"]
        at = end
    signed.append(plain_span(text[at:]))
    for line in textwrap.wrap("".join(signed), width() - len(INDENT)):
        yield INDENT + re.sub(
            "\x01(.*?)\x02", lambda hit: click.style(hit[1].replace("\x03", " "), fg="yellow", bold=True), line
        )


def dispatch_lines(
    dispatch: Dispatch, evidence: Evidence | None, versions: Sequence[Dispatch] = (), *, as_printed: bool = False
) -> Iterator[str]:
    """Yield a dispatch in full, with the names of the versions of its story; `as_printed` undoes what was repaired."""
    shown = replace(dispatch, title=dispatch.title_printed or dispatch.title) if as_printed else dispatch
    yield click.style(title_words(shown), bold=True)
    facts = {
        "date": f"{dispatch.date.date or 'undated'} ({dispatch.date.confidence} confidence: {dispatch.date.reason})",
        "not used": "; ".join(dispatch.date.not_used),
        "updated": str(dispatch.updated or ""),
        "source": f"{dispatch.source} ({dispatch.source_reason})",
        "agency": dispatch.agency or "",
        "byline": dispatch.byline or "",
        "dateline": dispatch.dateline.printed if dispatch.dateline else "",
        "people": "; ".join(name.heading for name in dispatch.people),
        "places": "; ".join(name.heading for name in dispatch.places),
        "file": "; ".join(f"{locator.root}/{locator.path}" for locator in dispatch.locators),
        "address": dispatch.url or "",
        "id": dispatch.id,
        "previous": dispatch.previous or "",
        "following": dispatch.following or "",
        "repaired": repairs_words(len(dispatch.repairs) + (dispatch.title_printed is not None), as_printed=as_printed),
        "versions": told(versions, dispatch).partition(": ")[2] if len(versions) > 1 else "",
    }
    for name, value in facts.items():
        if value:
            first, *rest = textwrap.wrap(plain(value), width() - 10) or [""]
            yield f"{name:9} {first}"
            yield from (" " * 10 + line for line in rest)
    for paragraph in (dispatch.as_printed if as_printed else dispatch.body).split("\n\n"):
        yield ""
        yield from textwrap.wrap(plain(paragraph), width())
    if evidence:
        yield from evidence_lines(dispatch, evidence)


def repairs_words(count: int, *, as_printed: bool) -> str:
    """Return in how many places a text was repaired, and how to see it otherwise; nothing where it was not."""
    if not count:
        return ""
    where = f"text repaired in {count:,} place{'' if count == 1 else 's'}"
    return f"{where}; shown as printed" if as_printed else f"{where}; as printed: show ID --as-printed"


def evidence_lines(dispatch: Dispatch, evidence: Evidence) -> Iterator[str]:
    """Yield what the page shows of dates, what places were taken for and why, and what was set aside."""
    from dispatchsearch.ingest.entities import reasons

    yield ""
    for date in (*evidence.dates, *(date for locator in dispatch.locators for date in locator.dates)):
        readings = " or ".join(map(str, date.readings))
        yield f"shown: {date.role} {readings or 'day'}, {date.place} {plain(date.name)}: {plain(date.quote)!r}"
    for name, found in reasons(evidence):
        taken = f"{found.place.name} ({found.place.id})"
        yield f"place: {plain(name)} is {taken}, {found.confidence} confidence: {found.reason}"
    if dispatch.people or dispatch.places:
        yield 'to correct a name: dispatchsearch names merge|split|rename|hide "NAME" ...'
    for text in dispatch.set_aside:
        yield f"set aside: {plain(text)}"
