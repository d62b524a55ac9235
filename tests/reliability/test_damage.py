"""A file of the archive that is changed or cut short is found out, and the command that is named mends it."""

import random
import shlex

import pytest

from dispatchsearch.errors import DispatchSearchError

PARTS = ("archive.db", "archive.seal", "engine/*.arrays", "engine/*.toc", "engine/generation")


def flip(data: bytearray, chance: random.Random) -> None:
    """Change one bit."""
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def truncate(data: bytearray, chance: random.Random) -> None:
    """Cut the end off."""
    del data[chance.randrange(len(data)) :]


def blank(data: bytearray, chance: random.Random) -> None:
    """Overwrite up to a block with zeros, as a bad disk does."""
    start = chance.randrange(len(data))
    data[start : start + 4096] = bytes(len(data[start : start + 4096]))


def answered(place):
    """Return what a reader sees of a damaged archive, or the error that is told."""
    try:
        return place.contents()
    except DispatchSearchError as error:
        return str(error)


@pytest.mark.parametrize("change", [flip, truncate, blank])
@pytest.mark.parametrize("part", PARTS)
def test_damage_is_found_and_mended_by_the_command_that_is_named(run, done, part, change, crash):
    file = next(done.index.glob(part))
    data = bytearray(file.read_bytes())
    change(data, random.Random(crash))
    file.write_bytes(data)
    answer = answered(done)
    words = ""
    for _ in range(3):
        said = done.run("verify")
        assert said.exception is None or isinstance(said.exception, SystemExit)
        if said.exit_code == 0:
            break
        words = said.output.split("`")[1]
        mended = done.run(*shlex.split(words)[1:])
        assert mended.exit_code == 0, (words, mended.stderr)
    assert said.exit_code == 0, said.stdout
    assert done.contents() == run.contents
    if isinstance(answer, str):
        assert "dispatchsearch" in answer
    elif answer != run.contents:
        assert words


def test_a_store_beyond_recognition_is_set_aside_and_its_folders_are_read_again(run, done):
    (done.index / "archive.db").write_bytes(b"no store at all" * 300)
    assert "--anew" in done.run("query", "ferry").stderr
    again = done.run("index", "--anew")
    assert again.exit_code == 0
    assert "archive.damaged-1.db" in again.stderr
    assert done.faults() == []
    assert done.contents() == run.contents


def test_corrections_that_are_damaged_are_named_with_file_and_line(done):
    file = done.folder / "authority" / "dates.csv"
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("1993-06-28", "1993-\x00-28"), "utf-8")
    again = done.run("index")
    assert again.exit_code == 2
    assert "dates.csv, line 2" in again.stderr
    file.write_text(whole, "utf-8")
    assert done.run("index").exit_code == 0
