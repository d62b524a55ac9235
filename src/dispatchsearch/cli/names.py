"""Commands about names: a person's own word on who is one person, and which place is which."""

from typing import Any

import click

from dispatchsearch.cli.correcting import apply, tell_unmatched
from dispatchsearch.cli.exits import EXIT_NOTHING
from dispatchsearch.cli.options import together

deciding = together(
    click.option("--person", "kind", flag_value="person", help="The name is a person's."),
    click.option("--place", "kind", flag_value="place", help="The name is a place's."),
    click.option("--because", default="", help="Why: kept beside the decision."),
)


@click.group(invoke_without_command=True)
@click.pass_context
def names(ctx: click.Context) -> None:
    r"""Correct who is one person and which place is which; without a command, list what you have decided.

    \b
    Examples:
      dispatchsearch names merge "Heydar Aliyev" "Gejdar Alijew"
      dispatchsearch names split "Heydar Aliyev" "Gaidar Aliyev"
      dispatchsearch names rename "Gyandzha" "Ganja"
      dispatchsearch names hide "Karabakh Committee"
      dispatchsearch names undo

    What you decide is kept in authority/people.csv and authority/places.csv, and holds for dispatches to come. A place
    is put on the map by a line in places.csv, such as `Torval,coordinates,,40.21,46.8,AZ` under the heading
    `name,decision,other,latitude,longitude,country`, and `dispatchsearch index`.
    """
    if ctx.invoked_subcommand:
        return
    from dispatchsearch.archive import Archive

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        decisions = archive.corrections().names
        for decision in decisions:
            because = f"  ({decision.because})" if decision.because else ""
            said = " ".join(filter(None, (decision.name, click.style(decision.verb, fg="cyan"), decision.other)))
            click.echo(f"{said}{because}  {click.style(decision.where, dim=True)}")
        tell_unmatched(archive)
    if not decisions:
        click.echo("nothing has been decided: `dispatchsearch names --help` shows how", err=True)
        ctx.exit(EXIT_NOTHING)


@names.command()
@click.argument("name")
@click.argument("other")
@deciding
@click.pass_context
def merge(ctx: click.Context, name: str, other: str, kind: Any, because: str) -> None:
    """Make one record of two: NAME and OTHER are one person, or one place."""
    decide(ctx, kind, name, "same", other, because)


@names.command()
@click.argument("heading")
@click.argument("form")
@deciding
@click.pass_context
def split(ctx: click.Context, heading: str, form: str, kind: Any, because: str) -> None:
    """Take a written FORM out of the record HEADING: it is another person, or another place."""
    decide(ctx, kind, heading, "not same", form, because)


@names.command()
@click.argument("heading")
@click.argument("new")
@deciding
@click.pass_context
def rename(ctx: click.Context, heading: str, new: str, kind: Any, because: str) -> None:
    """Show the record HEADING under a NEW name; it is found by all names as before."""
    decide(ctx, kind, heading, "heading", new, because)


@names.command()
@click.argument("name")
@deciding
@click.pass_context
def hide(ctx: click.Context, name: str, kind: Any, because: str) -> None:
    """Take NAME, which is neither person nor place, out of all lists; the text stays as it is."""
    decide(ctx, kind, name, "hide", "", because)


@names.command()
@click.pass_context
def undo(ctx: click.Context) -> None:
    """Take back the decision made last; called again, the one before it."""
    import datetime as dt

    from dispatchsearch.archive import Archive
    from dispatchsearch.corrections import take_back

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        said = take_back(archive.authority, dt.datetime.now(dt.UTC))
        if said is None:
            click.echo("there is nothing to take back", err=True)
            ctx.exit(EXIT_NOTHING)
        click.echo(f"taken back: {said}", err=True)
        apply(archive)


def decide(ctx: click.Context, kind: Any, name: str, verb: Any, other: str, because: str) -> None:
    """Write a decision down and apply it; a usage error where a name means no record, or more than one."""
    import datetime as dt

    from dispatchsearch.archive import Archive
    from dispatchsearch.corrections import Decision
    from dispatchsearch.corrections import decide as write_down

    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        kind = kind or kind_of(archive, name, other if verb in ("same", "not same") else name)
        heading = the_one(archive, kind, name)
        name = in_file(heading, name)
        if verb == "same":
            joined = the_one(archive, kind, other)
            if joined.id == heading.id:
                raise click.UsageError(f"{name} and {other} are one record already")
            other = in_file(joined, other)
        if verb == "not same" and not has_form(heading, other):
            forms = ", ".join(form for form, _ in heading.variants)
            raise click.UsageError(f"{other!r} is no form of {heading.heading}: its forms are {forms}")
        write_down(archive.authority, Decision(kind, name, verb, other, because), dt.datetime.now(dt.UTC))
        apply(archive)
        for shown in sorted({archive.heading(heading.id).id, *(one.id for one in archive.named(other or name, kind))}):
            click.echo(record_line(archive.heading(shown)))


def kind_of(archive: Any, name: str, other: str) -> Any:
    """Return whether two names are people's or places'; a usage error where they may be both or neither."""
    known = {one: {kind for kind in ("person", "place") if archive.named(one, kind)} for one in (name, other)}
    both = known[name] & known[other]
    if len(both) == 1:
        return both.pop()
    if both:
        raise click.UsageError(f"{name!r} may be a person's or a place's: say --person or --place")
    unknown = next((one for one, kinds in known.items() if not kinds), None)
    if unknown is not None:
        raise click.UsageError(f"{unknown!r} is no name of the archive: `dispatchsearch facets` lists those there are")
    raise click.UsageError(f"{name!r} is a {known[name].pop()}'s name, {other!r} a {known[other].pop()}'s")


def the_one(archive: Any, kind: Any, name: str) -> Any:
    """Return the one record that has such a form or id; a usage error where there is none, or more than one."""
    found = archive.named(name, kind)
    exact = [one for one in found if name in (one.id, one.heading) or has_form(one, name)]
    if len(exact) == 1:
        return exact[0]
    lines = "\n".join(f"  {record_line(heading)}" for heading in exact or found[:10])
    if exact:
        raise click.UsageError(f"{name!r} is a form of more than one {kind}: give the id instead\n{lines}")
    raise click.UsageError(f"no {kind} is written {name!r}" + (f"; did you mean\n{lines}" if lines else ""))


def in_file(heading: Any, name: str) -> str:
    """Return the name by which a decision speaks of a record: as typed if it is one of its forms, or a place's id."""
    stays = has_form(heading, name) or (heading.kind == "place" and name == heading.id)
    return name if stays else str(heading.variants[0][0])


def has_form(heading: Any, name: str) -> bool:
    """Tell whether a name is one of a record's forms, whatever its case and accents."""
    from dispatchsearch.names import fold

    return fold(name) in {fold(form) for form, _ in heading.variants}


def record_line(heading: Any) -> str:
    """Return a record in one line: heading, id, forms with the number of their dispatches."""
    forms = ", ".join(f"{form} {count:,}" for form, count in heading.variants[:8])
    return f"{click.style(heading.heading, bold=True)} ({heading.id}): {forms or 'no forms'}"
