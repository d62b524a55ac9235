"""Commands that find and show: query, show, facets, sources."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from dispatchsearch.cli.exits import EXIT_NOTHING, EXIT_QUERY
from dispatchsearch.cli.options import AS_JSON, PAGE


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.option("--phrase", is_flag=True, help="Take the words as one phrase.")
@click.option("--exact", is_flag=True, help="Only these forms of words and names.")
@click.option("--any", "some", is_flag=True, help="Count dispatches that hold some of the words, not all.")
@click.option("--all-versions", is_flag=True, help="List each version of a story, as --csv and --nl do.")
@click.option("--not", "without", multiple=True, metavar="WORD", help="Leave out dispatches with this word.")
@click.option("--place", multiple=True, help="Only dispatches that name this place, in any spelling.")
@click.option("--person", multiple=True, help="Only dispatches that name this person, in any spelling.")
@click.option("--source", multiple=True, help="Only dispatches of this source.")
@click.option("--from", "since", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD; that day or later.")
@click.option("--to", "until", metavar="DATE", help="The same; its last day or earlier.")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", show_default=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Hits on a page.")
@PAGE
@click.option(
    "--deadline",
    type=click.FloatRange(0),
    metavar="SECONDS",
    help="End then with what was found, and say so.",
)
@click.option("--explain", is_flag=True, help="Say of each hit why it is where it is.")
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Ask each line of FILE.",
)
@click.option("--json", "form", flag_value="json", help="Print the page as one JSON object.")
@click.option("--nl", "form", flag_value="nl", help="Print one JSON object a line for each dispatch.")
@click.option("--csv", "form", flag_value="csv", help="Print comma-separated values.")
@click.pass_context
def query(
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    form: str | None,
    without: tuple[str, ...],
    batch: Path | None,
    **asked: Any,
) -> None:
    r"""Find dispatches and print them, best first.

    \b
    Examples:
      dispatchsearch query Mardakert
      dispatchsearch query shelling Karabakh -Baku
      dispatchsearch query --phrase Red Cross
      dispatchsearch query '"Heydar Aliyev" AND (Baku OR Ganja)' --from 1993-06 --sort oldest
      dispatchsearch query --place Agdam --from 1993
      dispatchsearch query date:undated --csv

    Dispatches with all the words come first, then those with some. The whole language: docs/query-language.md.
    With --batch each line of a file is asked, with --csv all hits are one table. Status 1 when nothing is found.
    """
    from dispatchsearch.archive import Archive

    asked["all_versions"] |= form in ("csv", "nl")  # a table is counted: no dispatch is folded away
    if batch:
        ask_batch(ctx, batch, asked, form)
        return
    narrowed = any(asked[name] for name in ("place", "person", "source", "since", "until"))
    if not words and not without and not narrowed:
        raise click.UsageError("what shall be found? For example: dispatchsearch query Mardakert")
    for word in words:
        if word.startswith("--"):
            click.echo(no_option(ctx, word), err=True)
    text = " ".join([*words, *(f"-{quoted(word)}" for word in without)])
    options = options_of(asked)
    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"], deadline=asked["deadline"]) as archive:
        page = archive.search(text, options)
        why = [archive.explain(text, options, hit.dispatch) for hit in page.hits] if asked["explain"] else []
        indexed = archive.indexed
    if any(" " in word and '"' not in word for word in words) and is_list(page.query):
        said = "the shell took the quotes: searched for single words; for a phrase use --phrase or '\"two words\"'"
        click.echo(said, err=True)
    if form:
        print_as(form, page, indexed, why)
    else:
        print_page(page, ctx.obj["program"], why)
    if not page.hits:
        ctx.exit(EXIT_NOTHING)


def is_list(query: Any) -> bool:
    """Tell whether a query is nothing but words."""
    from dispatchsearch.query import Term, Words

    return isinstance(query, Words) and all(isinstance(one, Term) and not one.field for one in query.clauses)


def ask_batch(ctx: click.Context, path: Path, asked: dict[str, Any], form: str | None) -> None:
    """Ask each query of a file; status 2 where one cannot be understood."""
    from dispatchsearch.archive import Archive
    from dispatchsearch.cli import batch

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"], deadline=asked["deadline"]) as archive:
        if not batch.run(archive, path, options_of(asked), form):
            ctx.exit(EXIT_QUERY)


def no_option(ctx: click.Context, word: str) -> str:
    """Say that a word which looks like an option was searched for, and which option may have been meant."""
    import difflib

    known = [name for param in ctx.command.params for name in param.opts if name.startswith("--")]
    near = difflib.get_close_matches(word.partition("=")[0], known, 1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    return f"{word} is no option{meant}: took it for a word to leave out"


def quoted(word: str) -> str:
    """Return a word so that the query language takes it whole."""
    return f'"{word}"' if " " in word else word


def options_of(asked: dict[str, Any]) -> Any:
    """Return the options of a search from those of the command line."""
    from dispatchsearch.engines.port import Sort
    from dispatchsearch.search.page import SearchOptions

    return SearchOptions(
        places=asked["place"],
        people=asked["person"],
        sources=asked["source"],
        since=asked["since"],
        until=asked["until"],
        sort=Sort(asked["sort"]),
        limit=asked["limit"],
        page=asked["page"],
        phrase=asked["phrase"],
        exact=asked["exact"],
        any=asked["some"],
        all_versions=asked["all_versions"],
    )


def explained(printed: dict[str, Any], why: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return a page as JSON values, each hit with its reasons where they are asked for."""
    for hit, reasons in zip(printed["hits"], why, strict=False):
        hit["why"] = list(reasons)
    return printed


def print_page(page: Any, program: str, why: Sequence[Sequence[str]]) -> None:
    """Print a page of results to be read; `why` are the reasons for each hit, where they are asked for."""
    from dispatchsearch.cli.layout import hit_lines, page_lines, way_on

    for line in page_lines(page):
        click.echo(line, err=True)
    for at, hit in enumerate(page.hits):
        for line in hit_lines(hit, why[at] if why else ()):
            click.echo(line)
    if page.hits:
        click.echo(way_on(page, program), err=True)


def print_as(form: str, page: Any, indexed: str | None, why: Sequence[Sequence[str]]) -> None:
    """Print a page of results for programs, which says what it was found by; `indexed` is when folders were read."""
    from dispatchsearch.cli.layout import partial_lines
    from dispatchsearch.export import record, table
    from dispatchsearch.export.provenance import provenance

    found_by = provenance(page, indexed)
    search = {table.SEARCH: found_by}
    for line in partial_lines(page):
        click.echo(line, err=True)
    if form == "json":
        click.echo(json.dumps(explained(record.page_record(page) | search, why), ensure_ascii=False, indent=2))
    elif form == "nl":
        for hit in page.hits:
            click.echo(json.dumps(record.hit_record(hit) | search, ensure_ascii=False))
    else:
        for line in table.csv_lines(((hit.dispatch, hit.date_match) for hit in page.hits), found_by):
            click.echo(line, nl=False)


@click.command()
@click.argument("id")
@AS_JSON
@click.option("--evidence", is_flag=True, help="Also what the page shows of dates, and what was set aside.")
@click.option("--as-printed", is_flag=True, help="The text as the page has it, with all that was repaired in it.")
@click.pass_context
def show(ctx: click.Context, id: str, as_json: bool, evidence: bool, as_printed: bool) -> None:  # noqa: A002 (an id is an id)
    """Show one dispatch in full.

    Its text, its date with the reason, people, places, and the file it stands in. IDs stand in the lists of `query`.
    """
    from dispatchsearch.archive import Archive
    from dispatchsearch.export.record import dispatch_record, taken_record

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        dispatch = archive.dispatch(id.lower())
        shown = archive.evidence(dispatch.id) if evidence or as_json else None
        versions = archive.searcher.versions(dispatch)
    if as_json and shown:
        from dispatchsearch.ingest.entities import reasons

        taken = ((form, why.place.id, why.confidence, why.reason) for form, why in reasons(shown))
        click.echo(json.dumps(dispatch_record(dispatch) | taken_record(taken), ensure_ascii=False, indent=2))
        return
    from dispatchsearch.cli.layout import dispatch_lines

    for line in dispatch_lines(dispatch, shown, versions, as_printed=as_printed):
        click.echo(line)


@click.command()
@click.argument("id")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True)
@click.pass_context
def like(ctx: click.Context, id: str, limit: int) -> None:  # noqa: A002 (an id is an id)
    """List the dispatches most like one: those that share the words it has and few others."""
    from dispatchsearch.archive import Archive
    from dispatchsearch.cli.layout import hit_lines

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        hits = archive.like(archive.dispatch(id.lower()), limit)
    for hit in hits:
        for line in hit_lines(hit):
            click.echo(line)
    if not hits:
        ctx.exit(EXIT_NOTHING)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.option("--any", "some", is_flag=True, help="Count dispatches that hold some of the words, not all.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Values of each facet.")
@AS_JSON
@click.pass_context
def facets(ctx: click.Context, words: tuple[str, ...], some: bool, limit: int, as_json: bool) -> None:
    """Count places, people, sources and years.

    Counted are the dispatches that hold all the WORDS, or where none does, some of them; without WORDS all.
    """
    from dispatchsearch.archive import Archive
    from dispatchsearch.cli.layout import page_lines, plain
    from dispatchsearch.export.record import page_record
    from dispatchsearch.search.page import SearchOptions

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        page = archive.search(" ".join(words), SearchOptions(limit=1, facet_limit=limit, any=some))
    if as_json:
        found = page_record(page)
        click.echo(
            json.dumps({name: found[name] for name in ("total", "facets", "years")}, ensure_ascii=False, indent=2)
        )
        return
    for line in page_lines(page):
        click.echo(line, err=True)
    for name, counts in page.facets.items():
        click.secho(name.replace("_", " "), bold=True)
        for counted in counts:
            click.echo(f"  {counted.count:7,}  {'  ' * counted.level}{plain(counted.label)}")
    click.secho("year", bold=True)
    for year, count in page.years.items():
        click.echo(f"  {count:7,}  {year}")


@click.command()
@click.argument("names", nargs=-1)
@AS_JSON
@click.pass_context
def sources(ctx: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """List the sources, and what was learned of each.

    How many dispatches, from when, and why they are its; with NAMES only sources called so, in full or part. Learned
    are the furniture that a source repeats around its stories (set aside, not deleted) and its habits of dating. To
    say yourself whose dispatches some are, put lines such as `oldtimes.example/*,The Old Times` under the heading
    `pattern,name` into authority/sources.csv and run `dispatchsearch index`. Status 1 when none has the name.
    """
    from dispatchsearch.archive import Archive
    from dispatchsearch.cli.learned import source_lines, source_record

    wanted = [name.casefold() for name in names]
    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        found = [
            source
            for source in archive.sources()
            if not wanted or any(part in source.name.casefold() for part in wanted)
        ]
        profiles = [archive.store.sources.profile(source.name) for source in found]
    if as_json:
        records = [source_record(source, profile) for source, profile in zip(found, profiles, strict=True)]
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
    else:
        for source, profile in zip(found, profiles, strict=True):
            for line in source_lines(source, profile):
                click.echo(line)
    if names and not found:
        click.echo(f"no source is called {', '.join(names)}; `dispatchsearch sources` lists them all", err=True)
        ctx.exit(EXIT_NOTHING)
