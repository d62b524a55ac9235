"""Search engines behind one port."""

from collections.abc import Sequence
from pathlib import Path

from dispatchsearch.engines.port import Engine, Field
from dispatchsearch.errors import EngineError, EngineMissing

ENGINES = ("whoosh", "tantivy")
"""The engines an archive can have, the default first."""


def open_engine(name: str, folder: Path, schema: Sequence[Field]) -> Engine:
    """Return the engine of this name over a folder, which need not exist before the first write.

    Raises EngineError where no engine has this name, EngineMissing where its library is not installed.
    """
    if name in {"whoosh", "whoosh-plain"}:
        from dispatchsearch.engines.whoosh.engine import WhooshEngine  # noqa: PLC0415  # only the engine asked for

        return WhooshEngine(folder, schema, plain=name == "whoosh-plain")
    if name == "tantivy":
        try:
            from dispatchsearch.engines.tantivy.engine import TantivyEngine  # noqa: PLC0415  # same
        except ModuleNotFoundError as error:
            raise EngineMissing(
                "The engine tantivy needs a library that is not installed: run `pip install 'dispatchsearch[tantivy]'`."
            ) from error
        return TantivyEngine(folder, schema)
    raise EngineError(
        f"There is no engine {name!r}; there are: {', '.join(ENGINES)}, and whoosh-plain, a slow measure."
    )
