"""Score the product on the gold data, print one table against the floors, and fail where one is not held.

    python benchmarks/quality.py [--shared DIR] [TASK ...]

The floors stand in floors.json: task/set -> measure -> least value (for `wrong` the most). A change may raise a floor.
"""

import argparse
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TASKS = ("text", "snippets", "dates", "entities", "toponyms", "names", "ranking", "cases")
AT_MOST = {"wrong"}


def score(shared: pathlib.Path, task: str) -> list[dict]:
    """Run one task of the scorer; return its lines."""
    function = {"snippets": "text"}.get(task, task)
    command = [sys.executable, str(shared / "quality" / "score.py"), task, f"scored:{function}"]
    ran = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    sys.stderr.write(ran.stderr)
    if ran.returncode:
        sys.exit(f"{task} could not be scored")
    return [json.loads(line) for line in ran.stdout.splitlines()]


def flat(line: dict) -> dict[str, float]:
    """Return the measures of a line, those of labels as LOC.F1."""
    found = {}
    for name, value in line.items():
        if isinstance(value, dict):
            found |= {f"{name}.{inner}": number for inner, number in value.items()}
        elif isinstance(value, int | float):
            found[name] = value
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=", ".join(TASKS))
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    arguments = parser.parse_args()
    if not (arguments.shared / "quality").is_dir():
        print(f"skipped: the gold data is not at {arguments.shared / 'quality'}")
        return
    floors = json.loads((HERE / "floors.json").read_text("utf-8"))
    failed = False
    for task in arguments.tasks or TASKS:
        for line in score(arguments.shared.resolve(), task):
            key = f"{task}/{line['set']}" if line["set"] != task else task
            measures = flat(line)
            print(f"{key:22} " + "  ".join(f"{name} {value}" for name, value in measures.items()), flush=True)
            for name, floor in floors.get(key, {}).items():
                held = measures[name] <= floor if name in AT_MOST else measures[name] >= floor
                failed |= not held
                if not held:
                    print(f"  BELOW THE FLOOR: {name} {measures[name]}, floor {floor}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
