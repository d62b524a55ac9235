"""
Make given_names.txt and surnames.txt in src/dispatchsearch/data/, which tell the tagger what people are called.

    python tools/make_name_lists.py DOWNLOADS

Both come from the 1990 census of the United States (public domain), as the package `names` carries it; given names
of other countries are added by hand. DOWNLOADS is a folder where pip has put the package (see the Makefile).
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src" / "dispatchsearch" / "data"
SURNAMES = 20_000  # the most frequent
NO_GIVEN_NAMES = frozenset("mao deng dong liu jiang wang zhang zhou chen sheikh sultan".split())


def first_words(file: Path) -> list[str]:
    """Return the names of a census file, the most frequent first."""
    return [line.split()[0].lower() for line in file.read_text("ascii").splitlines()]


def main(downloads: Path) -> None:
    """Write both lists."""
    census = next(downloads.glob("**/dist.all.last")).parent
    given = {name for sex in ("male", "female") for name in first_words(census / f"dist.{sex}.first")}
    given |= set((HERE / "given_names_by_hand.txt").read_text("utf-8").split())
    lists = {
        "given_names.txt": given - NO_GIVEN_NAMES,
        "surnames.txt": set(first_words(census / "dist.all.last")[:SURNAMES]),
    }
    for file, names in lists.items():
        (DATA / file).write_text("\n".join(sorted(names)) + "\n", "utf-8")
        print(f"{file}: {len(names)} names")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
