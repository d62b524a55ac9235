"""Draw merges of people at random and show each with sentences of the text, for a person to judge blind.

    python benchmarks/merges.py INDEX [COUNT] [SEED] > merges.jsonl

A line holds two written forms of one record and up to two passages of each: the question is whether they are one.
"""

import json
import pathlib
import random
import re
import sys

from dispatchsearch.archive import Archive

AROUND = 150  # characters on either side of a name
PASSAGES = 2


def merges(archive: Archive) -> list[tuple[str, str]]:
    """Return every further form of each person beside the form that most dispatches write."""
    ids = {person.id for dispatch in archive.dispatches() for person in dispatch.people}
    found = archive.store.headings(sorted(ids)).values()
    return sorted((one.variants[0][0], other) for one in found for other, _ in one.variants[1:])


def passages(archive: Archive, form: str) -> list[str]:
    """Return passages that name a person in this form."""
    found = []
    for heading in archive.store.headings_named("person", form):
        for hit in archive.portrait(heading.id, limit=1000).page.hits:
            dispatch = hit.dispatch
            evidence = archive.evidence(dispatch.id)
            for mention in evidence.mentions:
                if mention.kind == "person" and mention.key == form and len(found) < PASSAGES:
                    text = evidence.headline if mention.block < 0 else evidence.blocks[mention.block].text
                    start = max(0, mention.start - AROUND)
                    found.append(re.sub(r"\s+", " ", text[start : mention.end + AROUND]))
                    break
    return found


def main() -> None:
    index, count, seed = pathlib.Path(sys.argv[1]), *map(int, (*sys.argv[2:4], *(200, 1)[len(sys.argv[2:4]) :]))
    with Archive.open(index) as archive:
        pairs = merges(archive)
        print(f"{len(pairs)} merges", file=sys.stderr)
        for one, other in random.Random(seed).sample(pairs, min(count, len(pairs))):
            forms = {"one": one, "other": other}
            shown = {f"{name}_text": passages(archive, form) for name, form in forms.items()}
            print(json.dumps(forms | shown, ensure_ascii=False))


if __name__ == "__main__":
    main()
