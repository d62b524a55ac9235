"""The command that measures how well the archive's search answers a person's own questions: evaluate."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

MEASURES = {"ndcg": "nDCG@10", "average_precision": "MAP", "recall": "recall"}
SWITCHES = ("exact", "phrase")


@click.command()
@click.argument("topics", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("judgements", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--against", metavar="SETTING", help="Compare with: exact, phrase, or weights such as best=0,pair=0.")
@click.option("--each", is_flag=True, help="Also each topic.")
@click.pass_context
def evaluate(ctx: click.Context, topics: Path, judgements: Path, against: str | None, each: bool) -> None:
    r"""Measure the search by your own topics and judgements.

    \b
    TOPICS      CSV with the columns topic and query, or a TREC file
    JUDGEMENTS  CSV with the columns topic, dispatch and grade, or a TREC file;
                a dispatch goes by its id, its path, or its file's name without the ending
    \b
    Examples:
      dispatchsearch evaluate topics.csv judgements.csv
      dispatchsearch evaluate topics.csv judgements.csv --against best=0
      dispatchsearch evaluate authority/topics.csv authority/judgements.csv --against exact

    The weights are told in docs/ranking.md. The last column is how often chance alone would set the two so far apart.
    """
    from dispatchsearch.archive import Archive
    from dispatchsearch.evaluate import read_judgements, read_topics

    asked, judged = read_topics(topics), read_judgements(judgements)
    if lacking := [topic for topic in asked if topic not in judged]:
        click.echo(f"{len(lacking)} topics have no judgements and are left out: {', '.join(lacking[:5])}", err=True)
    asked = {topic: query for topic, query in asked.items() if topic in judged}
    if not asked:
        raise click.UsageError(f"no topic of {topics} is judged in {judgements}: do the names of the topics agree?")
    with Archive.open(ctx.obj["folder"], authority=ctx.obj["authority"]) as archive:
        settings = {"as shipped": ""} | ({against: against} if against else {})
        found = {name: scored(search_of(archive, said), asked, judged) for name, said in settings.items()}
    if each:
        for line in each_lines(found, asked):
            click.echo(line)
    for line in mean_lines(found):
        click.echo(line)


def search_of(archive: Any, setting: str) -> Callable[[str], Sequence[Sequence[str]]]:
    """Return a search with a setting: for each hit the names it may be judged by."""
    from dispatchsearch.evaluate import DEEP
    from dispatchsearch.search.page import SearchOptions
    from dispatchsearch.search.ranking import Weights
    from dispatchsearch.search.searcher import Searcher

    known: dict[str, Any] = {name: type(value) for name, value in dataclasses.asdict(Weights()).items()}
    switches: dict[str, Any] = {}
    weights: dict[str, Any] = {}
    for part in filter(None, (part.strip() for part in setting.split(","))):
        name, _, value = part.partition("=")
        try:
            if name in SWITCHES:
                switches[name] = True
            else:
                weights[name] = known[name](value)
        except (KeyError, ValueError) as error:
            said = f"{part!r} is no setting: use {', '.join(SWITCHES)} or a weight ({', '.join(known)}) with =NUMBER"
            raise click.UsageError(said) from error
    searcher = Searcher(archive.engine, archive.store, weights=Weights(**weights))
    options = SearchOptions(limit=DEEP, all_versions=True, **switches)

    def search(query: str) -> Sequence[Sequence[str]]:
        found = archive.store.dispatches(searcher.ids(query, options))
        return [names_of(dispatch) for dispatch in found.values()]

    return search


def names_of(dispatch: Any) -> list[str]:
    """Return what a dispatch may be called in judgements: id, paths, names of files."""
    paths = [locator.path for locator in dispatch.locators]
    return [dispatch.id, *paths, *(Path(path).stem for path in paths)]


def scored(
    search: Callable[[str], Sequence[Sequence[str]]], asked: Mapping[str, str], judged: Mapping[str, Mapping[str, int]]
) -> list[Any]:
    """Return the scores of each topic."""
    from dispatchsearch.evaluate import scores

    found = []
    for topic, query in asked.items():
        grades = judged[topic]
        ranked = [next((name for name in names if name in grades), names[0]) for names in search(query)]
        found.append(scores(list(dict.fromkeys(ranked)), grades))
    return found


def each_lines(found: Mapping[str, Sequence[Any]], asked: Mapping[str, str]) -> Iterator[str]:
    """Yield the scores of each topic, in its settings."""
    for place, (topic, query) in enumerate(asked.items()):
        told = "   ".join(" ".join(f"{getattr(one[place], name):.3f}" for name in MEASURES) for one in found.values())
        yield f"{topic:12} {told}  {query}"


def mean_lines(found: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """Yield the means of each measure, of two settings with the chance that nothing parts them."""
    from dispatchsearch.evaluate import chance, means

    yield (
        f"{len(next(iter(found.values())))} topics  "
        + "".join(f"{name:>16}" for name in found)
        + ("       p" if len(found) > 1 else "")
    )
    for name, label in MEASURES.items():
        line = f"{label:10}" + "".join(f"{getattr(means(one), name):16.3f}" for one in found.values())
        if len(found) > 1:
            ones, others = ([getattr(score, name) for score in one] for one in found.values())
            line += f"  {chance(ones, others):6.4f}"
        yield line
