"""Write a JSON-lines corpus out as one text file a dispatch, in folders of a thousand.

    python benchmarks/reuters_files.py ../shared/quality/data/corpora/reuters21578.jsonl.gz /tmp/reuters

Each file has the title, the date line where there is one, the dateline and the body.
"""

import gzip
import json
import pathlib
import sys


def write(corpus: pathlib.Path, folder: pathlib.Path) -> int:
    """Write the files; return how many there are."""
    opener = gzip.open if corpus.suffix == ".gz" else open
    count = 0
    with opener(corpus, "rt", encoding="utf-8") as lines:
        for count, line in enumerate(lines, 1):
            dispatch = json.loads(line)
            path = folder / f"{count // 1000:04}" / f"{dispatch['id']}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            dateline = f"{dispatch['dateline'].strip()} " if dispatch.get("dateline") else ""
            date = f"{dispatch['date'][:10]}\n\n" if dispatch.get("date") else ""
            path.write_text(f"{dispatch['title']}\n\n{date}{dateline}{dispatch['body']}\n", "utf-8")
    return count


if __name__ == "__main__":
    print(write(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
