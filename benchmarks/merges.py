"""Draw merges at random and show each with sentences of the text, for a person to judge blind.

    python benchmarks/merges.py INDEX [--count 200] [--seed 1] [--kind person|place] [--first 1] > merges.md

A merge is a further written form of a record beside the form that most dispatches write. Each is shown with a number
and with passages that hold either form: the question is whether both are one. Why the program thinks so is not told.
"""

import argparse
import pathlib
import random
import re
import sys
from collections.abc import Iterator
from itertools import count, islice, takewhile

from dispatchsearch.archive import Archive
from dispatchsearch.dispatch import Dispatch, Heading, MentionKind
from dispatchsearch.names import fold

AROUND = 220  # characters on either side of a name
PASSAGES = 3  # of each form
ASKED = """# Are these one?

{count} merges, drawn with seed {seed} from all {all} of {index}. For each number: are the two written forms, in the
passages shown, names of one and the same person or place (or firm, or thing, if it is neither)? Write a line for each:
the number, then `right` (one and the same), `wrong` (two) or `cannot tell`, then a few words why.
"""


def merges(archive: Archive, kind: MentionKind) -> list[tuple[Heading, str]]:
    """Return every further form of each record, with the record; of places none that differs in capitals alone."""
    found = archive.store.names.headings(archive.store.names.several(kind)).values()
    pairs = [
        (one, other)
        for one in found
        for other, count in one.variants[1:]
        if count and not (kind == "place" and fold(other) == fold(one.variants[0][0]))  # TAIPEI beside Taipei
    ]
    return sorted(pairs, key=lambda pair: (pair[0].variants[0][0], pair[1]))


def passages(archive: Archive, heading: Heading, form: str) -> Iterator[str]:
    """Yield passages that write a record in this form, the first of each of a few dispatches."""
    pages = (archive.portrait(heading.id, limit=1000, page=page).page.hits for page in count(1))
    dispatches = (hit.dispatch for hits in takewhile(bool, pages) for hit in hits)
    found = (passage_of(archive, dispatch, heading, form) for dispatch in dispatches)
    yield from islice(filter(None, found), PASSAGES)


def passage_of(archive: Archive, dispatch: Dispatch, heading: Heading, form: str) -> str | None:
    """Return title, date and a passage of a dispatch that names a record in this form, printed in full if it can be."""
    evidence = archive.evidence(dispatch.id)
    named = [
        mention
        for mention in evidence.mentions
        if mention.kind == heading.kind
        and (mention.key == form if mention.kind == "person" else (mention.key, mention.surface) == (heading.id, form))
    ]
    if not named:
        return None
    best = max(named, key=lambda mention: (len(mention.surface), mention.block >= 0))
    text = evidence.headline if best.block < 0 else evidence.blocks[best.block].text
    words = re.sub(r"\s+", " ", text[max(0, best.start - AROUND) : best.end + AROUND])
    return f"{dispatch.title} ({dispatch.date.date or 'undated'}): ... {words} ..."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=("person", "place"), help="of one kind alone; without it of both")
    parser.add_argument("--first", type=int, default=1, help="number of the first merge")
    asked = parser.parse_args()
    with Archive.open(asked.index) as archive:
        kinds: tuple[MentionKind, ...] = (asked.kind,) if asked.kind else ("person", "place")
        pairs = [pair for kind in kinds for pair in merges(archive, kind)]
        drawn = random.Random(asked.seed).sample(pairs, min(asked.count, len(pairs)))
        print(ASKED.format(count=len(drawn), seed=asked.seed, all=len(pairs), index=asked.index.name))
        for number, (heading, other) in enumerate(drawn, asked.first):
            forms = [heading.variants[0][0], other]
            random.Random(f"{asked.seed} {number}").shuffle(forms)
            print(f"## {number}. {heading.kind}: {forms[0]} | {forms[1]}\n")
            for form in forms:
                print(f"**{form}**\n")
                print("".join(f"- {passage}\n" for passage in passages(archive, heading, form)) or "- (no passage)\n")
    print(f"{len(drawn)} of {len(pairs)} merges", file=sys.stderr)


if __name__ == "__main__":
    main()
