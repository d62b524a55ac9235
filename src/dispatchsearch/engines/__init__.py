"""Search engines behind one port."""

from collections.abc import Sequence
from pathlib import Path

from dispatchsearch.engines.port import Engine, Field
from dispatchsearch.errors import EngineError


def open_engine(name: str, folder: Path, schema: Sequence[Field]) -> Engine:
    """Return the engine of this name over a folder, which need not exist before the first write.

    Raises EngineError where no engine has this name.
    """
    if name in {"whoosh", "whoosh-plain"}:
        from dispatchsearch.engines.whoosh.engine import WhooshEngine  # noqa: PLC0415  # only the engine asked for

        return WhooshEngine(folder, schema, plain=name == "whoosh-plain")
    raise EngineError(f"There is no engine {name!r}; there are: whoosh, and whoosh-plain, its slow measure.")
