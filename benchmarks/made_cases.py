"""
How often cleaning errs on what was made to test it: furniture of an invented archive, files of several stories, fields.

    python benchmarks/made_cases.py [--seeds FIRST LAST]

Furniture is learned from 500 made pages for each seed (101 to 110 were not looked at while the rule was made), once as
written and once with all letters exchanged, so that no word is known. Of the files that may be parted precision is the
share of the stories made that are expected, recall the share of those expected that are made: a story is told by its
first words. One JSON line for each value.
"""

import argparse
import importlib.util
import json
import pathlib
import sys
from collections import Counter
from types import ModuleType

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.clean import clean
from dispatchsearch.ingest.raw import RawDocument
from dispatchsearch.ingest.read import read

TESTS = pathlib.Path(__file__).resolve().parent.parent / "tests"


def say(table: str, row: str, value: float, unit: str, column: str = "") -> None:
    line = {"table": table, "row": row} | ({"column": column} if column else {})
    print(json.dumps({**line, "value": round(value, 4), "unit": unit}), flush=True)


def module(path: pathlib.Path) -> ModuleType:
    """Return a module of the tests by its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = found
    spec.loader.exec_module(found)
    return found


def furniture(first: int, last: int) -> None:
    """Measure the rule on made archives."""
    make, measured = module(TESTS / "cases" / "furniture" / "make.py"), module(TESTS / "corpus" / "test_furniture.py")
    for column, change in (("as written", measured.same), ("unknown language", measured.other_letters)):
        seen, hidden, prefixes, wrong = Counter(), Counter(), Counter(), 0
        for seed in range(first, last + 1):
            found = measured.measure(make.pages(seed), change)
            seen, hidden, prefixes = seen + found[0], hidden + found[1], prefixes + found[3]
            wrong += len(found[2])
        for kind, count in seen.items():
            say("furniture", kind, hidden[kind] / count, f"hidden of {count:,}", column)
        say("furniture", "prefixes cut to the character", prefixes["right"] / prefixes["seen"], "share", column)
        say(
            "furniture", "all blocks of furniture", hidden.total() / seen.total(), f"hidden of {seen.total():,}", column
        )
        say("furniture", "blocks of stories hidden or cut", wrong, "blocks", column)


def cut(path: pathlib.Path, name: str) -> list[str]:
    """Return the text of each story of a file, spaces single."""
    found = []
    for raw in read(path, name):
        try:
            stories = clean(raw) if isinstance(raw, RawDocument) else ()
        except ReadError:
            stories = ()
        found += [" ".join(block.text for block in story.blocks if block.kind == "body") for story in stories]
    return [" ".join(text.replace("’", "'").split()) for text in found]


def split() -> None:
    """Measure into which stories files are parted."""
    folder = TESTS / "cases" / "split"
    right = made = wanted = files = counted = 0
    for line in (folder / "expected.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        found = cut(folder / case["file"], case["file"])
        firsts = [" ".join(story["first"].replace("’", "'").split()) for story in case["stories"]]
        hits = sum(any(first in text[:200] for text in found) for first in firsts)
        right, made, wanted = right + min(hits, len(found)), made + len(found), wanted + len(firsts)
        files, counted = files + 1, counted + (len(found) == case["dispatches"])
    say("files of several stories", "files with the right number of stories", counted / files, f"of {files}")
    say("files of several stories", "precision", right / made, f"of {made} stories made")
    say("files of several stories", "recall", right / wanted, f"of {wanted} stories expected")


def fields() -> None:
    """Measure how many shapes of pages are read without a fault."""
    measured = module(TESTS / "ingest" / "doors" / "test_fields.py")
    faults = {shape: measured.wrong(shape) for shape in measured.SHAPES}
    right = sum(not missed for missed in faults.values())
    say("fields", "shapes read without a fault", right / len(faults), f"of {len(faults)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs=2, default=(101, 110), metavar=("FIRST", "LAST"))
    first, last = parser.parse_args().seeds
    split()
    fields()
    furniture(first, last)


if __name__ == "__main__":
    main()
