"""
Bytes -> text, whatever they were written in.

The order of belief: a byte-order mark; the NUL bytes of UTF-16 and UTF-32; bytes that can only be UTF-8; what was
declared, where the bytes can be that; the detector. A wrong letter is better than a lost page, so nothing fails here.
"""

import codecs
import re
from collections import Counter
from typing import Final

import ftfy
from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED: Final = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:+-]{2,40})""", re.IGNORECASE
)
UNMARKED: Final = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")  # the bytes themselves would show these
CHARSETS: Final = re.compile(
    r"utf-(?:8|16|32)|ascii|iso|cp\d|koi8|mac|euc|gb|big5|shift|ptcp|kz1048|tis|hz|johab|hp-roman"
)  # no idna, no base64
SAMPLE: Final = 65_536  # bytes the detector is shown

WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
LETTERED: Final = 0.9  # share of letters that two alphabets make up in honest text
# Encodings that share most of their bytes; utf-8 is what the detector says when it knows nothing.
RELATIVES: Final = {
    "koi8-r": ("koi8-u",),
    "cp1252": ("iso8859-15",),
    "utf-8": ("euc_kr", "gb18030", "big5", "shift_jis", "mac-cyrillic", "cp1251", "cp866", "iso8859-5", "cp1252"),
}
ODD: Final = re.compile(
    r"[\x80-\x9f\ufffd\ue000-\uf8ff]|\w[¤¦¨´¸¼½¾─-▟]|[¤¦´¸¼½¾─-▟]\w|(?<![\w.])[¤]|[a-zа-яё][A-ZА-ЯЁ]|[a-z][а-яё]|[а-яё][a-z]"
)

# What is left of UTF-8 read as windows-1252 or windows-1251; each pair is rare in honest text.
SIGNS: Final = ("â€", "Ã", "Â", "Ð", "вЂ", "Р", "ï¿½")
DAMAGE: Final = re.compile(r"â€|Ã[\x80-\xbf©¨¶¼¤ª«]|Â[\xa0-\xbf]|Ð[°-¿\x80-\xbf]|вЂ|Р[°-¿]Р|ï¿½|Ã¢â")


def decode(data: bytes, declared: str | None = None, *, html: bool = False) -> str:
    """Return the text of bytes in any encoding; `declared` is what stands outside them (a header of HTTP or mail).

    In HTML what a <meta> declares is believed too. Clear mojibake is put right.
    """
    text = _decoded(data, declared, html=html)
    return mended(text) if any(sign in text for sign in SIGNS) and DAMAGE.search(text) else text


def mended(text: str) -> str:
    """Put clear mojibake right, paragraph by paragraph; nothing else changes."""
    return "\n".join(ftfy.fix_encoding(line) if DAMAGE.search(line) else line for line in text.split("\n"))


def _decoded(data: bytes, declared: str | None, *, html: bool) -> str:
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    if data.isascii() and b"\0" not in data and b"\x1b" not in data:
        return data.decode("ascii")
    return data.decode(_encoding(data, declared, html=html), errors="replace")


def _encoding(data: bytes, declared: str | None, *, html: bool) -> str:
    """Name the codec of bytes that bear no mark and are not plain ASCII."""
    name = wide(data[:SAMPLE])
    if name:
        return name
    if _is(data, "utf-8") and not data.isascii():
        return "utf-8"
    inner = DECLARED.search(data[:4096]) if html else None
    detected = _better(data, _known(detect_encoding(data, SAMPLE)) or "cp1252")
    for label in (declared, inner[1].decode("ascii") if inner else None):
        name = _known(label)
        if name and name not in UNMARKED and _is(data, name) and not _lies(name, data, detected):
            return name
    return detected


def _lies(declared: str, data: bytes, detected: str) -> bool:
    """Tell whether bytes declared Western are another script: most of their letters are beyond ASCII."""
    if declared != "cp1252" or detected in ("cp1252", "utf-8"):
        return False
    high = sum(byte >= 0xC0 for byte in data[:SAMPLE])
    letters = sum(byte | 32 in range(97, 123) for byte in re.sub(rb"<[^>]*>", b"", data[:SAMPLE]))
    return high > letters


def _known(label: str | None) -> str | None:
    """Give the codec a label of the web means (iso-8859-1 means windows-1252), None where there is none."""
    if not label:
        return None
    name = label.strip().lower()
    try:
        mapped = map_encoding_to_html5(name, fallback_utf8=False) or name
        codec = codecs.lookup(mapped).name
    except (LookupError, ValueError):
        return None
    return codec if CHARSETS.match(codec) else None


def _is(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def wide(sample: bytes) -> str | None:
    """Name the UTF-16 or UTF-32 of bytes without a mark: read in it they are letters of few alphabets."""
    if len(sample) < 4 or b"\0" not in sample:
        return None
    weights = {name: _lettered(sample[: len(sample) // 4 * 4].decode(name, errors="replace")) for name in WIDE}
    best = max(WIDE, key=weights.__getitem__)
    return best if weights[best] > LETTERED else None


def _lettered(text: str) -> float:
    """Return the share of a text that is printed in its two commonest alphabets (blocks of 256 characters)."""
    blocks = Counter(ord(char) >> 8 for char in text if char.isprintable() or char in "\r\n\t")
    common = sum(count for _, count in blocks.most_common(2))
    return common / len(text) if "\ufffd" not in text and "\0" not in text else 0.0


def _better(data: bytes, detected: str) -> str:
    """Return the relative of a detected encoding in which the bytes make fewest signs that stand in no word."""
    names = RELATIVES.get(detected, ())
    if not names:
        return detected
    sample = data[:SAMPLE]
    readable = [name for name in ((detected,) if detected != "utf-8" else ()) + names if _is(sample, name)]
    return min(readable, key=lambda name: len(ODD.findall(sample.decode(name))), default=detected)
