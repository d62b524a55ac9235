"""
Exports of news databases -> their records: LexisNexis and ProQuest (`Document 1 of 200`), Factiva (`HD`, `LP`, `TD`).

A record is given as its headers, under the names that headers.py knows, and the text below them.
"""

import re
from typing import Final

from dispatchsearch.ingest.text.headers import Header
from dispatchsearch.ingest.text.labels import datelike

Record = tuple[tuple[Header, ...], str]

MARKER: Final = re.compile(
    r"^[ \t]*(?:document )?\d{1,5} of \d{1,5}(?: documents?)?[ \t]*$", re.IGNORECASE | re.MULTILINE
)
KEY: Final = re.compile(r"([A-Z][A-Z-]{2,20}|[A-Z][a-z]+(?: [A-Za-z]+){0,3}):(?:[ \t]+(.*))?")
# The keys of LexisNexis and ProQuest, and what they are here; what is not listed is no key but text.
KEYS: Final = {
    "headline": "headline", "title": "headline", "byline": "byline", "author": "author", "source": "source",
    "dateline": "dateline",
    "section": "section", "length": "length", "load-date": "load-date", "body": "body", "full text": "body",
    "text": "body",
    "publication info": "publication-info", "publication date": "date", "publication title": "publication",
    "language": "language",
    "copyright": "copyright", "graphic": "graphic", "type": "type", "series": "series", "column": "column",
    "correction": "text",
    "correction-date": "updated", "publication-type": "type", "subject": "tag", "organization": "tag",
    "geographic": "tag",
    "country": "tag", "state": "tag", "city": "tag", "company": "tag", "person": "tag", "people": "tag",
    "location": "tag",
    "last updated": "updated", "document url": "url", "proquest document id": "id", "database": "type",
    "publisher": "publisher",
    "pub-type": "type", "document-type": "type", "source type": "type", "journal-code": "id", "acc-no": "id",
    "edition": "edition", "highlight": "abstract", "memo": "column", "distribution": "tag", "industry": "tag",
    "keywords": "tag", "ticker": "tag", "notes": "column",
    "abstract": "abstract", "links": "url", "issn": "id", "pages": "page", "first page": "page", "year": "year",
}  # fmt: skip
CODES: Final = {
    "HD": "headline", "BY": "byline", "PD": "date", "SN": "publication", "LA": "language", "CY": "copyright",
    "LP": "body",
    "TD": "body", "ED": "edition", "SE": "section", "CR": "source", "WC": "length", "PG": "page", "ET": "time",
    "SC": "id",
    "NS": "tag", "RE": "tag", "IN": "tag", "CO": "tag", "IPD": "tag", "IPC": "tag", "PUB": "publisher", "AN": "id",
    "CLM": "column",
    "CT": "id", "RF": "id", "VOL": "volume", "ART": "graphic",
}  # fmt: skip
CODE: Final = re.compile(
    r"(?:(HD|BY|PD|SN|LA|CY|LP|TD|ED|SE|CR|WC|PG|ET|SC|NS|RE|IN|CO|IPD|IPC|PUB|AN|CLM|CT|RF|VOL|ART))(?:[ \t]+(.*))?"
)
NOBODY: Final = re.compile(r"anonymous|unknown|n/?a", re.IGNORECASE)
FIRST_CODE: Final = re.compile(r"^(?=HD\s)", re.MULTILINE)
BODY_CODE: Final = re.compile(r"^(?:LP|TD)\s*$", re.MULTILINE)
LONGEST_LINE: Final = 80  # characters of the day of an issue, with its edition
RULE: Final = re.compile(r"^[ \t]*[_=-]{10,}[ \t]*$", re.MULTILINE)


def records(text: str) -> list[Record]:
    """Return the records of an export; none where the text is no export."""
    if MARKER.search(text, 0, 3000):
        return [
            record for part in MARKER.split(RULE.sub("", text))[1:] if (record := _keyed(part.split("\n")))[1].strip()
        ]
    if FIRST_CODE.search(text) and BODY_CODE.search(text):
        return [_coded(part.split("\n")) for part in FIRST_CODE.split(text)[1:]]
    return []


def _keyed(lines: list[str]) -> Record:
    """Read one record of LexisNexis or ProQuest."""
    found: list[Header] = []
    body: list[str] = []
    name = "above"
    for raw in lines:
        line = raw.strip()
        key = KEY.fullmatch(line)
        kind = KEYS.get(key[1].lower()) if key else None
        if key and kind:
            name = kind
            line = key[2] or ""
            if kind != "body":
                found = _named(found) if kind == "headline" else found
                found.append((kind, line))
                continue
        if name == "body" or (name == "above" and _reads(raw, found)):
            body.append(line if name == "body" and key and kind else raw)
        elif name == "above":
            found = _above(line, found)
        elif line:
            found[-1] = (name, f"{found[-1][1]} {line}".strip())
        elif found and found[-1][0] == "length":
            name = "body"  # older records have no mark before the text
        else:
            name = "above" if name != "body" else name
    return tuple(
        (kind, words)
        for kind, words in found
        if words and not (kind in ("byline", "author") and NOBODY.fullmatch(words))
    ), "\n".join(body)


def _reads(raw: str, found: list[Header]) -> bool:
    """Tell whether a line without a key is of the text: it is indented as a paragraph, below the headers."""
    return bool(found) and any(kind == "length" for kind, _ in found) and bool(raw.strip())


def _above(line: str, found: list[Header]) -> list[Header]:
    """Return what is known above the keys once a line is read: copyright, outlet, day of the issue, headline."""
    if not line:
        return found
    if line.lower().startswith(("copyright", "©", "(c)")):
        outlet = re.sub(r"^(?:copyright|©|\(c\)|\s|\d{4}|,)+", "", line, flags=re.IGNORECASE)
        return [*found, ("copyright", line), *([("publication", outlet)] if outlet else [])]
    names = [name for name, _ in found]
    if "date" not in names:
        if datelike(line) and len(line) < LONGEST_LINE:
            return [*found, ("date", line)]
        return found if "publication" in names else [*found, ("headline", line)]
    if "headline" in names[names.index("date") :]:
        return [*found[:-1], (found[-1][0], f"{found[-1][1]} {line}")]
    return [*_named(found), ("headline", line)]  # below the day of the issue stands the headline


def _named(found: list[Header]) -> list[Header]:
    """Take what was read for a headline for the outlet's name: another line turns out to be the headline."""
    return [("publication" if name == "headline" else name, words) for name, words in found]


def _coded(lines: list[str]) -> Record:
    """Read one record of Factiva."""
    found: list[Header] = []
    body: list[str] = []
    name = ""
    for raw in lines:
        code = CODE.fullmatch(raw.rstrip())
        if code:
            name = CODES[code[1]]
            if name == "body":
                body += ["", code[2] or ""]
            else:
                found.append((name, code[2] or ""))
        elif name == "body":
            body.append(raw)
        elif raw.strip() and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {raw.strip()}")
    return tuple((kind, words) for kind, words in found if words), "\n".join(body)
