"""A damaged archive is begun anew: its store is set aside, its index removed, its folders are remembered."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dispatchsearch.archive.engines import engine_folder
from dispatchsearch.engines import ENGINES
from dispatchsearch.store import known, set_aside


@dataclass(frozen=True, slots=True)
class Remains:
    """What is known of an archive that is begun anew."""

    roots: tuple[Path, ...]
    authority: Path | None
    engine: str | None
    fields: Mapping[Path, Mapping[str, str]] = field(default_factory=dict)  # root -> field -> column of its tables


def remains(folder: Path) -> Remains:
    """Return what is still known of an archive; StoreError where there is none."""
    seal = known(folder)
    meta = dict(seal.meta)
    authority = meta.get("authority")
    fields = {Path(root): json.loads(told) for root, told in seal.fields}
    return Remains(tuple(map(Path, seal.roots)), Path(authority) if authority else None, meta.get("engine"), fields)


def begin_anew(folder: Path) -> Path:
    """Make room for a new archive and return where the store that was there now lies.

    The index is removed first: were this cut off, `verify` would name the command to make it again.
    """
    for engine in ENGINES:
        shutil.rmtree(engine_folder(folder, engine), ignore_errors=True)
    return set_aside(folder)
