"""Cases for `check`, drawn at random: dates, people, places, versions and hits, each with its evidence."""

import datetime as dt
import random
import textwrap
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

from dispatchsearch.cli.judging import Case
from dispatchsearch.cli.layout import date_words, plain, title_words, width

AROUND = 90  # characters shown on each side of a name
LEAD = 300  # characters shown of a text
HITS = 5  # of each saved query
WRONG, GRADES = "n", {"y": "1", "n": "0"}
BECAUSE = "checked in a sample"
TOPICS, ASKED = "topics.csv", ("topic", "query")
JUDGEMENTS, JUDGED = "judgements.csv", ("topic", "dispatch", "grade")


def dates(archive: Any, draw: random.Random, most: int) -> Iterator[Case]:
    """Yield dispatches with their dates, counted by confidence."""
    for dispatch in _dispatches(archive, draw, most):
        evidence = archive.evidence(dispatch.id)
        shown = [*evidence.dates, *(date for locator in dispatch.locators for date in locator.dates)]
        lines = [
            click.style(title_words(dispatch), bold=True),
            f"date: {date_words(dispatch)} ({dispatch.date.reason})",
            *(f"shown: {plain(date.quote)!r} ({date.role}, {date.place})" for date in shown),
            *(f"file: {locator.root}/{locator.path}" for locator in dispatch.locators),
            *textwrap.wrap(plain(dispatch.body[:LEAD]), width()),
        ]

        yield Case(dispatch.id, dispatch.date.confidence, tuple(lines), partial(set_date, dispatch.id))


def set_date(id_: str, authority: Path, answer: str) -> str:
    """Ask for the right date where the one shown is wrong, and keep it."""
    from dispatchsearch import corrections
    from dispatchsearch.errors import CorrectionError

    if answer != WRONG:
        return ""
    said = click.prompt("the right date (1993-06-28, 1993-06, 1993, undated)", default="", show_default=False)
    if not said:
        return ""
    try:
        corrections.set_date(authority, id_, corrections.strict_date(said.strip()), BECAUSE)
    except CorrectionError as error:
        return f"not set: {error.__cause__}"
    return "kept in dates.csv"


def people(archive: Any, draw: random.Random, most: int) -> Iterator[Case]:
    """Yield people that are written in several ways: is it one person?"""
    ids = archive.store.names.several("person")
    for heading in archive.store.headings(draw.sample(ids, min(most, len(ids)))).values():
        forms = [form for form, _ in heading.variants]
        lines = [
            f"one person? {click.style(heading.heading, bold=True)}",
            *(f"  {count:5,}  {plain(form)}" for form, count in heading.variants),
            plain(heading.reason),
        ]

        yield Case(heading.id, "people", tuple(lines), partial(part, heading.heading, forms))


def part(name: str, forms: Collection[str], authority: Path, answer: str) -> str:
    """Ask which form is another person's where they are not one, and keep it."""
    from dispatchsearch.corrections import Decision, decide

    said = click.prompt("whose form is another's", default="", show_default=False) if answer == WRONG else ""
    if said not in forms or said == name:
        return ""
    decide(authority, Decision("person", name, "not same", said, BECAUSE), dt.datetime.now(dt.UTC))
    return f"kept in people.csv: {name} is not {said}"


def places(archive: Any, draw: random.Random, most: int) -> Iterator[Case]:
    """Yield places as one dispatch names them: is it this place?"""
    for dispatch in _dispatches(archive, draw, most * 3):
        marks = [mark for mark in dispatch.marks if mark.kind == "place"]
        if not marks or most <= 0:
            continue
        most -= 1
        mark = draw.choice(marks)
        heading = archive.heading(mark.id)
        where = f"{heading.latitude:.2f}, {heading.longitude:.2f}" if heading.latitude is not None else "not on the map"
        text = dispatch.body[max(0, mark.start - AROUND) : mark.end + AROUND]
        named = plain(dispatch.body[mark.start : mark.end])
        lines = (
            f"is {click.style(named, bold=True)} {plain(heading.heading)}, {heading.country or 'unknown'} ({where})?",
            *textwrap.wrap(f"... {plain(text)} ...", width()),
        )
        yield Case(f"{dispatch.id} {mark.id}", "places", lines)


def versions(archive: Any, draw: random.Random, most: int) -> Iterator[Case]:
    """Yield pairs of dispatches that were found to be versions of one story: are they?"""
    from dispatchsearch.search.difference import difference

    groups = archive.store.versions.several()
    for version in draw.sample(groups, min(most, len(groups))):
        left, right = archive.store.dispatches(draw.sample(archive.store.versions.members(version), 2)).values()
        changes = difference(left.body, right.body).first
        lines = [
            f"one story? {date_words(left)} {title_words(left)}",
            f"           {date_words(right)} {title_words(right)}",
        ]
        lines += [
            f"{change.kind}: {plain(change.left) or '(none)'} -> {plain(change.right) or '(none)'}"
            for change in changes
        ]
        for one in (left, right):
            lines += ["", *textwrap.wrap(plain(one.body[:LEAD]), width())]
        yield Case(f"{left.id} {right.id}", "versions", tuple(lines), partial(keep_apart, left.id, right.id))


def keep_apart(one: str, other: str, authority: Path, answer: str) -> str:
    """Keep two dispatches apart that are not one story."""
    from dispatchsearch import corrections

    if answer != WRONG:
        return ""
    corrections.keep_apart(authority, one, other, BECAUSE)
    return "kept in versions.csv"


def search(archive: Any, draw: random.Random, most: int) -> Iterator[Case]:
    """Yield the best hits of saved queries: do they answer the question?"""
    from dispatchsearch.corrections.queries import read_queries
    from dispatchsearch.search.page import SearchOptions

    queries = list(read_queries(archive.authority))
    if not queries:
        raise click.UsageError("save the questions first: dispatchsearch save NAME QUERY")
    draw.shuffle(queries)
    for query in queries[: -(-most // HITS)]:
        for hit in archive.search(query.query, SearchOptions(limit=HITS)).hits:
            lines = (
                f"asked: {plain(query.query)}",
                f"{date_words(hit.dispatch)}  {click.style(title_words(hit.dispatch), bold=True)}",
                *textwrap.wrap(plain(hit.snippet.text), width()),
            )
            yield Case(f"{query.name} {hit.dispatch.id}", "hits", lines, partial(keep, query, hit.dispatch.id))


def keep(query: Any, id_: str, authority: Path, answer: str) -> str:
    """Keep an answer on a hit as a judgement, and its query as a topic, for `evaluate`."""
    from dispatchsearch.corrections.files import raw_rows, write

    if answer in GRADES:
        topics = [row for row in raw_rows(authority / TOPICS, ASKED) if row["topic"] != query.name]
        write(authority / TOPICS, ASKED, [*topics, {"topic": query.name, "query": query.query}])
        row = {"topic": query.name, "dispatch": id_, "grade": GRADES[answer]}
        others = [
            other
            for other in raw_rows(authority / JUDGEMENTS, JUDGED)
            if (other["topic"], other["dispatch"]) != (query.name, id_)
        ]
        write(authority / JUDGEMENTS, JUDGED, [*others, row])
    return ""


def _dispatches(archive: Any, draw: random.Random, most: int) -> Iterator[Any]:
    """Yield dispatches drawn at random."""
    ids = archive.store.stories.ids()
    yield from archive.store.dispatches(draw.sample(ids, min(most, len(ids)))).values()
