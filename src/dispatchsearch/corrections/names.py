"""What a person decided of names: people.csv and places.csv, and the journal that lets the last word be taken back.

people.csv: name,decision,other,because. places.csv: the same, and latitude,longitude,country.
A decision is `same` or `not same` (of name and other), `heading` (other is what the record is to be called), `hide`,
and for places `coordinates`. A name is any form the dispatches write, or a place's id. The last word counts.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from dispatchsearch.corrections.files import raw_rows, rows, write
from dispatchsearch.dispatch import MentionKind
from dispatchsearch.errors import CorrectionError

Verb = Literal["same", "not same", "heading", "hide", "coordinates"]
VERBS: tuple[Verb, ...] = get_args(Verb)
OF_TWO = ("same", "not same", "heading")
COLUMNS: dict[MentionKind, tuple[str, ...]] = {
    "person": ("name", "decision", "other", "because"),
    "place": ("name", "decision", "other", "latitude", "longitude", "country", "because"),
}
FILES: dict[MentionKind, str] = {"person": "people.csv", "place": "places.csv"}
JOURNAL, JOURNAL_COLUMNS = "journal.csv", ("at", "did", "file", "name", "decision", "other")
DECIDED, TAKEN_BACK = "decided", "taken back"


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of people.csv or places.csv."""

    kind: MentionKind
    name: str
    verb: Verb
    other: str = ""
    because: str = ""
    latitude: float | None = None  # degrees, of `coordinates`
    longitude: float | None = None
    country: str | None = None  # ISO 3166 code
    line: int = 0

    @property
    def where(self) -> str:
        """Return the file and the line in it."""
        return f"{FILES[self.kind]}, line {self.line}"


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """Read people.csv and places.csv, in the order of their lines; CorrectionError with file and line."""
    return tuple(decision for kind in FILES for decision in decisions_of(folder, kind))


def decisions_of(folder: Path, kind: MentionKind) -> list[Decision]:
    """Read the decisions on people or on places; none where the file is absent."""
    file = FILES[kind]
    return [strict_decision(kind, row, file, line) for line, row in rows(folder / file, COLUMNS[kind])]


def strict_decision(kind: MentionKind, row: dict[str, str], file: str, line: int) -> Decision:
    """Read one line; CorrectionError for anything that is not exactly a decision."""
    verb = row["decision"]
    allowed = VERBS if kind == "place" else VERBS[:-1]
    if verb not in allowed:
        raise CorrectionError(f"a decision is {', '.join(allowed[:-1])} or {allowed[-1]}, not {verb!r}", file, line)
    if not row["name"] or (verb in OF_TWO) != bool(row["other"]):
        wanted = "a name and another" if verb in OF_TWO else "a name, and no other"
        raise CorrectionError(f"`{verb}` needs {wanted}", file, line)
    latitude = degrees(row.get("latitude", ""), 90, file, line)
    longitude = degrees(row.get("longitude", ""), 180, file, line)
    country = row.get("country", "")
    if (verb == "coordinates") != (latitude is not None and longitude is not None):
        raise CorrectionError("latitude and longitude belong to `coordinates`, both of them", file, line)
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise CorrectionError(f"a country is two capital letters, such as AZ, not {country!r}", file, line)
    return Decision(kind, row["name"], verb, row["other"], row["because"], latitude, longitude, country or None, line)


def degrees(text: str, most: int, file: str, line: int) -> float | None:
    """Read degrees as a decimal number, None where nothing stands; CorrectionError for anything else."""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise CorrectionError(f"{text!r} are no decimal degrees: write 40.21 or -3.5", file, line) from error
    if not -most <= value <= most:
        raise CorrectionError(f"{text} is not between -{most} and {most} degrees", file, line)
    return value


def decide(folder: Path, decision: Decision, at: dt.datetime) -> None:
    """Add a decision as the last line of its file, and note it in the journal; CorrectionError where it is none."""
    columns, path = COLUMNS[decision.kind], folder / FILES[decision.kind]
    row = as_row(decision)
    kept = raw_rows(path, columns)
    strict_decision(decision.kind, row, path.name, len(kept) + 2)
    write(path, columns, [*kept, row])
    note(folder, DECIDED, path.name, row, at)


def take_back(folder: Path, at: dt.datetime) -> str | None:
    """Take the decision made last out of its file; return it in words, None where none is left to take back.

    Only what `decide` has written and still stands there is taken back, the last first.
    """
    standing: list[dict[str, str]] = []
    for row in raw_rows(folder / JOURNAL, JOURNAL_COLUMNS):
        if row["did"] == DECIDED:
            standing.append(row)
        elif standing:
            standing.pop()
    while standing:
        last = standing.pop()
        columns = next(COLUMNS[kind] for kind, file in FILES.items() if file == last["file"])
        lines = raw_rows(folder / last["file"], columns)
        same = [n for n, row in enumerate(lines) if all(row[c] == last[c] for c in ("name", "decision", "other"))]
        note(folder, TAKEN_BACK, last["file"], last, at)
        if same:
            write(folder / last["file"], columns, lines[: same[-1]] + lines[same[-1] + 1 :])
            return " ".join(filter(None, (last["name"], last["decision"], last["other"])))
    return None


def as_row(decision: Decision) -> dict[str, str]:
    """Return a decision as a line of its file."""
    row = {
        "name": decision.name,
        "decision": decision.verb,
        "other": decision.other,
        "latitude": "" if decision.latitude is None else str(decision.latitude),
        "longitude": "" if decision.longitude is None else str(decision.longitude),
        "country": decision.country or "",
        "because": decision.because,
    }
    return {column: row[column] for column in COLUMNS[decision.kind]}


def note(folder: Path, did: str, file: str, row: dict[str, str], at: dt.datetime) -> None:
    """Add a line to the journal."""
    said = {"at": at.isoformat(timespec="seconds"), "did": did, "file": file}
    said |= {column: row[column] for column in ("name", "decision", "other")}
    write(folder / JOURNAL, JOURNAL_COLUMNS, [*raw_rows(folder / JOURNAL, JOURNAL_COLUMNS), said])
