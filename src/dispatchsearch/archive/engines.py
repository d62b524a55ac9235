"""Which engine an archive has, and in which folder each engine keeps its files."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from dispatchsearch.engines import ENGINES
from dispatchsearch.errors import EngineError


def engine_folder(folder: Path, name: str) -> Path:
    """Return where an engine's files lie; each has a folder of its own, so that one can be built beside another."""
    return folder / ("engine" if name.startswith(ENGINES[0]) else f"engine-{name}")


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder, 0 where it is not there."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def engine_of(meta: Mapping[str, str], wished: str | None) -> str:
    """Return the engine an archive has, for a new one the one wished for.

    Raises EngineError where an archive that has an engine is wished another.
    """
    has = meta.get("engine")
    if has and wished and has != wished:
        raise EngineError(
            f"This archive has the engine {has}. Run `dispatchsearch rebuild --engine {wished}` to change that "
            "(nothing is read again)."
        )
    return has or wished or ENGINES[0]


def remove_others(folder: Path, name: str) -> None:
    """Remove the files of all engines but one: what a change of engine, or one that was cut off, leaves behind."""
    kept = engine_folder(folder, name)
    for other in ENGINES:
        if engine_folder(folder, other) != kept:
            shutil.rmtree(engine_folder(folder, other), ignore_errors=True)
