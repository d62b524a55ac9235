"""Measure what the search for other spellings of names does to precision and recall.

    python benchmarks/spellings.py raw [QUERIES]
    python benchmarks/spellings.py reuters INDEX CORPUS

raw: the queries of tests/cases/name_queries.jsonl over raw/, as typed and with other spellings switched off.
reuters: the people and places that the editors of CORPUS (JSON lines, gzipped) marked, over the archive in INDEX.
Prints JSON lines: a line a query with --each, then sums. Precision is over the dispatches that hold all of the query.
"""

import argparse
import datetime as dt
import gzip
import json
import pathlib
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from dispatchsearch.archive import Archive
from dispatchsearch.dispatch import Dispatch
from dispatchsearch.search.page import SearchOptions

ROOT = pathlib.Path(__file__).resolve().parent.parent
FEWEST = 5  # dispatches marked with a person or place
PAGE = 1000


def found(archive: Archive, query: str, *, exact: bool = False) -> list[Dispatch]:
    """Return all dispatches that hold all of a query."""
    dispatches: list[Dispatch] = []
    for page in range(1, 100):
        options = SearchOptions(limit=PAGE, page=page, exact=exact, all_versions=True)
        hits = archive.search(query, options).hits
        dispatches += [hit.dispatch for hit in hits if hit.holds_all]
        if len(hits) < PAGE:
            break
    return dispatches


def is_named(dispatch: Dispatch, wanted: str) -> bool:
    """Tell whether a dispatch is the one that "path" or "path > title" names; a letter is named by its writer."""
    path, _, title = wanted.partition(" > ")
    if not any(locator.path == path for locator in dispatch.locators):
        return False
    shown = f"{dispatch.title}\n{dispatch.byline}\n{dispatch.body}".casefold()
    return not title or title.casefold() in shown


def scores(hit: int, shown: int, wanted: int) -> dict[str, float]:
    """Return precision and recall."""
    return {"precision": round(hit / max(1, shown), 4), "recall": round(hit / max(1, wanted), 4)}


def over_raw(queries: pathlib.Path) -> Iterator[dict]:
    """Yield what each query finds of what it must, and what it must not."""
    with tempfile.TemporaryDirectory() as folder, Archive(pathlib.Path(folder) / "index", create=True) as archive:
        for _ in archive.index([ROOT / "raw"], now=dt.datetime.now(dt.UTC)):
            pass
        for line in queries.read_text("utf-8").splitlines():
            case = json.loads(line)
            for mode in ("any spelling", "as typed"):
                got = found(archive, case["query"], exact=mode == "as typed")
                right = [one for one in got if any(is_named(one, wanted) for wanted in case["must_find"])]
                wrong = [one for one in got if any(is_named(one, other) for other in case["must_not_find"])]
                missed = [one for one in case["must_find"] if not any(is_named(dispatch, one) for dispatch in right)]
                others = [one.locators[0].path for one in got if one not in right]
                yield {"set": "raw", "mode": mode, "query": case["query"], "hit": len(case["must_find"]) - len(missed),
                       "shown": len(case["must_find"]) - len(missed) + len(others), "wanted": len(case["must_find"]),
                       "forbidden": len(wrong), "missed": missed, "others": others}  # fmt: skip


def over_reuters(index: pathlib.Path, corpus: pathlib.Path) -> Iterator[dict]:
    """Yield what the records of marked people and places find, and what their names as typed find."""
    marked: dict[tuple[str, str], set[str]] = {}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            for kind, name in (("person", "people"), ("place", "places")):
                for code in gold[name]:
                    marked.setdefault((kind, code), set()).add(str(gold["id"]))
    with Archive.open(index) as archive:
        for (kind, code), wanted in sorted(marked.items()):
            name = " ".join(word if word in ("de", "von", "du") else word.title() for word in code.split("-"))
            name = {"Usa": "United States", "Uk": "Britain", "Ussr": "Soviet Union", "Uae": "UAE"}.get(name, name)
            if len(wanted) < FEWEST:
                continue
            queries = {"any spelling": f'{kind}:"{name}"', "as typed": f'="{name}"'}
            for mode, query in queries.items():
                got = {pathlib.PurePath(one.path).stem for hit in found(archive, query) for one in hit.locators}
                yield {"set": f"reuters {kind}", "mode": mode, "query": query, "hit": len(got & wanted),
                       "shown": len(got), "wanted": len(wanted), "forbidden": 0}  # fmt: skip


def summed(lines: Iterable[dict], *, each: bool) -> None:
    """Print sums over all queries and means of theirs; with `each` also every query."""
    sums: dict[tuple[str, str], Counter[str]] = {}
    means: dict[tuple[str, str], list[dict[str, float]]] = {}
    for line in lines:
        one = scores(line["hit"], line["shown"], line["wanted"])
        if each:
            print(json.dumps({**line, **one}, ensure_ascii=False))
        key = (line["set"], line["mode"])
        sums.setdefault(key, Counter()).update({name: line[name] for name in ("hit", "shown", "wanted", "forbidden")})
        means.setdefault(key, []).append(one)
    for (name, mode), total in sums.items():
        every: Collection[dict[str, float]] = means[name, mode]
        mean = {f"mean_{what}": round(sum(one[what] for one in every) / len(every), 4) for what in every[0]}
        whole = scores(total["hit"], total["shown"], total["wanted"])
        print(json.dumps({"set": name, "mode": mode, "queries": len(every), **whole, **mean,
                          "forbidden": total["forbidden"]}))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("raw", "reuters"))
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--each", action="store_true")
    arguments = parser.parse_args()
    if arguments.what == "raw":
        queries = [*arguments.files, ROOT / "tests" / "cases" / "name_queries.jsonl"][0]
        summed(over_raw(queries), each=arguments.each)
    else:
        summed(over_reuters(*arguments.files), each=arguments.each)


if __name__ == "__main__":
    main()
