"""The tour in README.md is taken, word for word, and must show what README.md shows.

In the shown output a line `...` stands for any lines, and `...` within a line for any words. A command with nothing
shown below it must only succeed. Where the program has learned to answer otherwise, read the failure, and if the new
answer is the better one let the test write it down: `REWRITE_README=1 pytest tests/test_readme.py`.
"""

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from dispatchsearch.cli import cli

ROOT = Path(__file__).parent.parent
README_FILE = ROOT / "README.md"
README = README_FILE.read_text(encoding="utf-8")
NOT_RUN = (". .venv/bin/activate", "dispatchsearch serve")  # the one is no program, the other does not end


def steps(text):
    """Return the commands of the tour, each with the lines shown below it."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line.removeprefix("$ "), []))
            else:
                found[-1][1].append(line)
    return found


def pattern(lines):
    """Return a regular expression of the lines shown."""
    whole = "".join("(?:.*\n)*" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + "\n" for line in lines)
    return re.compile(whole)


def rewritten(lines, printed):
    """Return the lines to show now; those with `...` in them are a person's to rewrite."""
    now = printed.splitlines()
    return [line if "..." in line or at >= len(now) else now[at] for at, line in enumerate(lines)]


def run(command):
    """Run a command of the tour as a shell would; return all that it prints."""
    typed, _, into = command.partition(" > ")
    program, *words = [str(Path(word).expanduser()) if word.startswith("~") else word for word in shlex.split(typed)]
    assert program == "dispatchsearch"
    result = CliRunner().invoke(cli, words, auto_envvar_prefix="DISPATCHSEARCH")
    assert result.exit_code == 0, f"$ {command}\n{result.output}{result.exception!r}"
    if into:
        Path(into).write_text(result.stdout, encoding="utf-8")
    return "" if into else result.output


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder as `make run` leaves it, with a home of its own."""
    folder = tmp_path_factory.mktemp("newcomer")
    shutil.copytree(ROOT / "raw", folder / "raw")
    shutil.copytree(ROOT / "raw" / "clippings", folder / "home" / "clippings")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(cli, ["index", "raw"]).exit_code == 0
    return folder


@pytest.fixture
def toured(made, monkeypatch):
    monkeypatch.chdir(made)
    monkeypatch.setenv("HOME", str(made / "home"))
    monkeypatch.setenv("COLUMNS", "100")


def test_the_tour_shows_what_the_program_prints(toured):
    wrong = []
    for command, shown in steps(README):
        if command in NOT_RUN:
            continue
        printed = run(command)
        if shown and not pattern(shown).fullmatch(printed):
            if os.environ.get("REWRITE_README"):
                before = "\n".join([f"$ {command}", *shown])
                after = "\n".join([f"$ {command}", *rewritten(shown, printed)])
                README_FILE.write_text(README_FILE.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
            wrong.append(f"$ {command}\nREADME.md shows:\n{chr(10).join(shown)}\nprinted was:\n{printed}")
    assert not wrong, "\n".join(wrong)
    assert Path("karabakh.csv").read_text(encoding="utf-8").startswith("id,date,")


def test_the_examples_of_help_find_something_in_the_archive_that_a_newcomer_has(toured):
    help_ = CliRunner().invoke(cli, ["query", "--help"]).stdout
    examples = re.findall(r"^ +(dispatchsearch query .*)$", help_, re.MULTILINE)
    assert len(examples) >= 5
    for example in examples:
        assert "no dispatch holds all" not in run(example)


def test_every_link_leads_to_a_file():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_a_shown_output_that_differs_is_seen():
    assert pattern(["1 hit", "...", "last ... one"]).fullmatch("1 hit\na\nb\nlast or first one\n")
    assert not pattern(["1 hit"]).fullmatch("2 hits\n")
    assert not pattern(["1 hit"]).fullmatch("1 hit\nand more\n")
