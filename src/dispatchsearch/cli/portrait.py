"""Commands that show one person or place over the whole archive."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

import click

from dispatchsearch.cli.exits import EXIT_NOTHING
from dispatchsearch.cli.options import AS_JSON, PAGE, together

LABEL = 11  # characters before what is said

shown = together(
    click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Dispatches on a page."),
    PAGE,
    AS_JSON,
)


@click.command()
@click.argument("name")
@shown
@click.pass_context
def person(ctx: click.Context, name: str, limit: int, page: int, as_json: bool) -> None:
    """Show one person: written forms, years, people and places named beside, dispatches.

    NAME is any written form or an id; of a name that several people bear, all are listed.
    """
    show(ctx, "person", name, limit, page, as_json)


@click.command()
@click.argument("name")
@shown
@click.pass_context
def place(ctx: click.Context, name: str, limit: int, page: int, as_json: bool) -> None:
    """Show one place: written forms, what it lies in, years, people and places named beside, dispatches.

    NAME is any written form or an id; of a name that several places bear, all are listed.
    """
    show(ctx, "place", name, limit, page, as_json)


def show(ctx: click.Context, kind: Any, name: str, limit: int, page: int, as_json: bool) -> None:
    """Print the portrait of the record a name means, or the records it may mean."""
    from dispatchsearch.archive import Archive
    from dispatchsearch.cli.names import record_line
    from dispatchsearch.export.record import heading_record, portrait_record

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        found = archive.named(name, kind)
        if not found:
            click.echo(f"no {kind} of the archive is called {name!r}", err=True)
            ctx.exit(EXIT_NOTHING)
        if len(found) > 1:
            click.echo(f"{name} may be {len(found)} records: give the id of one", err=True)
            records = [heading_record(heading) for heading in found]
            lines = [json.dumps(records, ensure_ascii=False, indent=2)] if as_json else map(record_line, found)
            click.echo("\n".join(lines))
            return
        drawn = archive.portrait(found[0].id, limit=limit, page=page)
    if as_json:
        click.echo(json.dumps(portrait_record(drawn), ensure_ascii=False, indent=2))
        return
    for line in portrait_lines(drawn, ctx.obj["program"]):
        click.echo(line)


def portrait_lines(drawn: Any, program: str) -> Iterator[str]:
    """Yield what is known of a record, then its dispatches."""
    from dispatchsearch.cli.layout import dispatch_line, dispatches_words, plain

    heading = drawn.heading
    yield click.style(plain(heading.heading), bold=True)
    facts = {
        "written": counted(heading.variants),
        "why": heading.reason,
        "lies in": ", ".join(place.heading for place in drawn.within),
        "at": "" if heading.latitude is None else f"{heading.latitude:.4f}, {heading.longitude:.4f}",
        "years": counted((str(year), count) for year, count in sorted(drawn.years.items())),
        "people": counted((line.label, line.count) for line in drawn.people),
        "places": counted((line.label, line.count) for line in drawn.places),
        "sources": counted((line.label, line.count) for line in drawn.sources),
        "id": heading.id,
        "correct": f'{program} names merge|split|rename|hide "{heading.heading}" ...',
    }
    for name, value in facts.items():
        if value:
            yield from labelled(name, plain(value))
    yield ""
    yield dispatches_words(drawn.page.total)
    for hit in drawn.page.hits:
        yield dispatch_line(hit.dispatch)
    if drawn.page.pages > drawn.page.options.page:
        yield f"more: --page {drawn.page.options.page + 1}"


def counted(lines: Iterable[tuple[str, int]]) -> str:
    """Return names with their numbers of dispatches."""
    return ", ".join(f"{name} {count:,}" for name, count in lines)


def labelled(name: str, value: str) -> Iterator[str]:
    """Yield a fact in lines, its name before the first."""
    from dispatchsearch.cli.layout import width

    first, *rest = textwrap.wrap(value, width() - LABEL) or [""]
    yield f"{name:{LABEL - 1}} {first}"
    yield from (" " * LABEL + line for line in rest)
