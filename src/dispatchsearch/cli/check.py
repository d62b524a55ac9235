"""The command that draws a sample for a person to judge: check. Answers are kept, as corrections where they can be."""

import click

from dispatchsearch.cli.exits import EXIT_NOTHING


@click.command()
@click.argument("kind", type=click.Choice(["dates", "people", "places", "versions", "search"]))
@click.option("--sample", type=click.IntRange(1, 10_000), default=50, show_default=True, help="Cases to judge.")
@click.option("--seed", type=int, help="Draw the same sample as before.")
@click.pass_context
def check(ctx: click.Context, kind: str, sample: int, seed: int | None) -> None:
    r"""Judge a random sample of what the archive concludes, and learn how often it is right.

    \b
    Examples:
      dispatchsearch check dates --sample 50
      dispatchsearch check search          the best hits of your saved queries

    Each case is shown with its evidence. Answer y (right), n (wrong), ? (cannot tell) or q (end). At the end stands how
    many were right, with the interval of 95 % (Wilson's) that a methods note wants. Answers are kept in
    authority/checked.csv, judgements of hits in authority/judgements.csv (for `evaluate`), and what you correct in the
    files of corrections: `dispatchsearch index` applies them.
    """
    import random

    from dispatchsearch.archive import Archive
    from dispatchsearch.cli import cases
    from dispatchsearch.cli.judging import judge, summary

    draw = random.Random(seed)  # noqa: S311  # no secret hangs on it
    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        told = judge(getattr(cases, kind)(archive, draw, sample), kind, archive.authority, sample)
    for line in summary(told):
        click.echo(line)
    if not told:
        click.echo("nothing was judged", err=True)
        ctx.exit(EXIT_NOTHING)
