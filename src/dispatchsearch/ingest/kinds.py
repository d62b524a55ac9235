"""What a file is: by its name where the name is honest, else by its first bytes."""

import re
from typing import Final, Literal

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.encoding import wide

Kind = Literal["html", "text", "mail", "mbox", "warc"]

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
}
# Names that promise nothing: a server's programs, or no ending at all.
VAGUE: Final = frozenset(
    {"", "asp", "aspx", "cfm", "cgi", "dll", "exe", "jsp", "php", "php3", "phtml", "pl", "stm", "xml"}
)
FOREIGN: Final = (
    (b"%PDF-", "a PDF: turn it into text first (pdftotext)"),
    (b"PK\x03\x04", "a ZIP archive or an office document: unpack it, or save it as text"),
    (b"{\\rtf", "an RTF document: save it as text"),
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
MARKUP: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|table|h[1-6]|p|div|center|font)\b",
    re.IGNORECASE | re.DOTALL,
)
TAGS: Final = re.compile(rb"<(?:html|head|body|title|p|br|div|table|a\s+href)\b[^>]*>", re.IGNORECASE)
MBOX: Final = re.compile(rb"From \S+ +(?:\w{3} ){2}[ \d]\d \d\d:\d\d|From [^\r\n]*\d{4}\r?\n[\w-]+:")
MAIL: Final = re.compile(
    rb"(?:(?:Return-Path|Received|Delivered-To|Message-ID|X-[\w-]+|MIME-Version|List-Id):[^\n]*\n)", re.IGNORECASE
)
CONTROLS: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
ENDING: Final = re.compile(r"\.([A-Za-z0-9]{1,5})(?:[?@#].*)?$")


def ending(name: str) -> str:
    """Return what stands behind a name's last dot, in lower case; empty where that is no ending (`article.218022`)."""
    found = ENDING.search(name)
    return found[1].lower() if found and not found[1].isdigit() else ""


def recognise(name: str, head: bytes) -> Kind:
    """Tell what a file is from its name (without .gz) and its first bytes; ReadError with the reason if it is no dispatch."""
    for magic, what in FOREIGN:
        if head.startswith(magic):
            raise ReadError(f"this is {what}")
    named = NAMED.get(ending(name))
    if named is None and ending(name) not in VAGUE and not MARKUP.match(head):
        raise ReadError(f"files ending in .{ending(name)} are not read; html, txt, eml, mbox and warc are")
    if named == "warc" and not head.startswith(b"WARC/"):
        raise ReadError("this is named .warc but does not begin like one")
    plain = head.replace(b"\0", b"")  # UTF-16 reads like ASCII without its NUL bytes
    if named == "html" and b"<" not in plain:
        named = "text"
    sniffed = _sniffed(plain)
    return named if named == "mail" and sniffed == "html" else sniffed or named or "text"


def binary(data: bytes) -> bool:
    """Tell bytes that no encoding of text would make: NUL bytes without the pattern of UTF-16, or many controls."""
    sample = data[:4096]
    suspect = sample.count(0) > len(sample) // 100 or len(CONTROLS.findall(sample)) > len(sample) // 10
    return suspect and wide(sample) is None


def _sniffed(head: bytes) -> Kind | None:
    """Tell a kind by bytes that leave no doubt; None where they do."""
    if head.startswith(b"WARC/"):
        return "warc"
    if MBOX.match(head):
        return "mbox"
    if MAIL.match(head):
        return "mail"
    if MARKUP.match(head) or len(TAGS.findall(head)) > 3:
        return "html"
    return None
