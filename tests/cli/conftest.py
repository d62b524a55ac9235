"""The program at the command line, run in this process on an archive of its own."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dispatchsearch.cli import cli


class Program:
    """Called with a command it runs it on the archive in `folder`, whose inputs lie in `raw`."""

    def __init__(self, home: Path) -> None:
        self.raw, self.folder, self.authority = home / "raw", home / "index", home / "authority"
        self.raw.mkdir()

    def __call__(self, *words: object, typed: str = "") -> Result:
        return CliRunner().invoke(cli, ["--index", str(self.folder), *map(str, words)], input=typed)

    def write(self, files: Mapping[str, str]) -> "Program":
        """Lay files, by their names below `raw`, there."""
        for name, text in files.items():
            path = self.raw / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return self

    def index(self, files: Mapping[str, str]) -> "Program":
        """Lay files there and index them."""
        assert self.write(files)("index", self.raw).exit_code == 0
        return self


@pytest.fixture
def program(tmp_path):
    return Program(tmp_path)
