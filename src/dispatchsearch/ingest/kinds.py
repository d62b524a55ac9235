"""What a file is: by its name where the name is honest, else by its first bytes."""

import re
from typing import Final, Literal

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.encoding import wide

Kind = Literal["html", "text", "mail", "mbox", "warc", "mht", "pdf", "docx", "rtf", "csv", "jsonl", "zip", "tar"]
READ = "html, txt, eml, mbox, warc, mht, pdf, docx, rtf, csv, tsv, jsonl, zip and tar"

NAMED: Final[dict[str, Kind]] = {
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "shtml": "html",
    "txt": "text",
    "text": "text",
    "eml": "mail",
    "mbox": "mbox",
    "warc": "warc",
    "mht": "mht",
    "mhtml": "mht",
    "pdf": "pdf",
    "docx": "docx",
    "rtf": "rtf",
    "csv": "csv",
    "tsv": "csv",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "zip": "zip",
    "tar": "tar",
}
TABLED: Final = (".csv", ".tsv", ".jsonl", ".ndjson", ".zip", ".tar", ".tgz", ".gz")  # what may hold a table
# Names that promise nothing: a server's programs, or no ending at all.
VAGUE: Final = frozenset(
    {"", "asp", "aspx", "cfm", "cgi", "dll", "exe", "jsp", "php", "php3", "phtml", "pl", "stm", "xml"}
)
MAGIC: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
# What the first file of a ZIP archive is called in the documents of other programs.
OFFICE: Final = re.compile(
    rb"^.{30}(?:mimetype|\[Content_Types\]\.xml|_rels/|xl/|ppt/|word/|docProps/|META-INF/)", re.DOTALL
)
FOREIGN: Final = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document: save it as text"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\0", "an image"),
    (b"MM\0*", "an image"),
    (b"RIFF", "a sound or a film"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or a film"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"BZh", "packed with bzip2: unpack it first"),
    (b"\xfd7zXZ", "packed with xz: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd: unpack it first"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
# Kinds that are told by their first bytes, whatever the name says.
MARKED: Final = frozenset(("warc", "pdf", "docx", "rtf", "zip", "tar"))
MARKUP: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|table|h[1-6]|"
    rb"p|div|center|font)\b",
    re.IGNORECASE | re.DOTALL,
)
TAGS: Final = re.compile(rb"<(?:html|head|body|title|p|br|div|table|a\s+href)\b[^>]*>", re.IGNORECASE)
MBOX: Final = re.compile(rb"From \S+ +(?:\w{3} ){2}[ \d]\d \d\d:\d\d|From [^\r\n]*\d{4}\r?\n[\w-]+:")
MAIL: Final = re.compile(
    rb"(?:(?:Return-Path|Received|Delivered-To|Message-ID|X-[\w-]+|MIME-Version|List-Id):[^\n]*\n)", re.IGNORECASE
)
SNAPSHOT: Final = re.compile(
    rb"^(?:From: <?Saved by |Snapshot-Content-Location: |Content-Type: multipart/related;\s*type=\"?text/html)",
    re.IGNORECASE | re.MULTILINE,
)
CONTROLS: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
ENDING: Final = re.compile(r"\.([A-Za-z0-9]{1,5})(?:[?@#].*)?$")


def ending(name: str) -> str:
    """Return what stands behind a name's last dot, in lower case; empty where that is no ending (`article.218022`)."""
    found = ENDING.search(name)
    return found[1].lower() if found and not found[1].isdigit() else ""


def recognise(name: str, head: bytes) -> Kind:
    """Tell what a file is from its name (without .gz) and its first bytes; ReadError with the reason if it is no
    dispatch.
    """
    for magic, what in FOREIGN:
        if head.startswith(magic):
            raise ReadError(f"this is {what}")
    named = NAMED.get(ending(name))
    packed = _packed(named, head)
    if packed:
        return packed
    if named is None and ending(name) not in VAGUE and not MARKUP.match(head):
        raise ReadError(f"files ending in .{ending(name)} are not read; {READ} are")
    if named in MARKED:
        raise ReadError(f"this is named .{ending(name)} but does not begin like one")
    if named in ("csv", "jsonl", "mht"):
        return named
    plain = head.replace(b"\0", b"")  # UTF-16 reads like ASCII without its NUL bytes
    if named == "html" and b"<" not in plain:
        named = "text"
    sniffed = _sniffed(plain)
    return named if named == "mail" and sniffed == "html" else sniffed or named or "text"


def _packed(named: Kind | None, head: bytes) -> Kind | None:
    """Tell the kinds that begin with a mark of their own."""
    if head.startswith(b"WARC/"):
        return "warc"
    if head[257:262] == b"ustar" or (named == "tar" and head[:1].isascii() and head[100:107].strip(b"0 \0").isdigit()):
        return "tar"
    found = next((kind for magic, kind in MAGIC if magic in head[: 1024 if kind == "pdf" else len(magic)]), None)
    if found != "zip" or named == "zip":
        return found
    if named == "docx" or b"word/" in head:
        return "docx"
    if OFFICE.match(head):
        raise ReadError(
            "this is an office document or a book of another kind than .docx: save it as text, .docx or PDF"
        )
    return "zip"


def unpacked_name(name: str) -> str:
    """Return what a gzipped file is called once it is unpacked."""
    stem, dot, last = name.rpartition(".")
    if dot and last.lower() == "tgz":
        return f"{stem}.tar"
    return stem if dot and last.lower() == "gz" else name


def binary(data: bytes) -> bool:
    """Tell bytes that no encoding of text would make: NUL bytes without the pattern of UTF-16, or many controls."""
    sample = data[:4096]
    suspect = sample.count(0) > len(sample) // 100 or len(CONTROLS.findall(sample)) > len(sample) // 10
    return suspect and wide(sample) is None


def _sniffed(head: bytes) -> Kind | None:
    """Tell a kind by bytes that leave no doubt; None where they do."""
    if MBOX.match(head):
        return "mbox"
    if MAIL.match(head) or SNAPSHOT.search(head[:2000]):
        return "mht" if SNAPSHOT.search(head[:2000]) else "mail"
    if MARKUP.match(head) or len(TAGS.findall(head)) > 3:
        return "html"
    return None
