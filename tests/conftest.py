"""What all tests share: where the gold data lies, and a wall towards the network."""

import datetime as dt
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dispatchsearch.archive import Archive

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that makes the tests of reliability long."""
    parser.addoption("--crashes", type=int, default=2, help="how many times a run is cut short in each way")


@pytest.fixture
def shared() -> Path:
    """Return the folder of shared test input; skip where there is none, fail in CI."""
    if not SHARED.is_dir():
        reason = f"the shared test input is not at {SHARED}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return SHARED


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections that leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost")):
            pytest.fail(f"a test reached out to {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def make_archive(tmp_path: Path) -> Iterator[Callable[..., Archive]]:
    """Return a function that writes files ({path: text or bytes}) below raw/ and indexes them into an archive.

    Called again it adds to the same archive. All are closed when the test ends.
    """
    opened: list[Archive] = []

    def make(files: Mapping[str, str | bytes], **options: bool) -> Archive:
        root = tmp_path / "raw"
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        if not opened:
            opened.append(Archive(tmp_path / "index", create=True))
        for _ in opened[0].index([root], now=NOW, **options):
            pass
        return opened[0]

    yield make
    for archive in opened:
        archive.close()
