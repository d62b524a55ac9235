"""
Bytes -> text, whatever they were written in.

The order of belief: a byte-order mark; the NUL bytes of UTF-16 and UTF-32; bytes that can only be UTF-8; what was
declared, unless the bytes make nonsense in it and sense in what the detector names; the detector. A wrong letter is
better than a lost page, so nothing fails here.
"""

import codecs
import re
from collections import Counter
from typing import Final

import chardet
import ftfy
from resiliparse.parse.encoding import map_encoding_to_html5

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
SAMPLE: Final = 65_536  # bytes by which an encoding is told
SHOWN: Final = 16_384  # bytes the detector is shown of them
TAG: Final = re.compile(rb"<[^>]{0,400}>")

WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
LETTERED: Final = 0.9  # share of letters that two alphabets make up in honest text
EASTERN: Final = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef\uac00-\ud7a3\n\r\t\x20-\x7e\u2010-\u2026]")
# Signs that a sentence of Chinese or Japanese is hardly without; bytes of another encoding seldom make them.
COMMON: Final = re.compile(
    "[，。、「」的一是不了在人有我他这這个個上来來到时時大地为為子中你说說のはにをたがでてとしれさいるなかっ]"
)
# What news was written in; of two encodings that fit alike the one that is not among them gives way.
USUAL: Final = frozenset(
    """utf-8 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 koi8-r koi8-u
    iso8859-2 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-15 cp866 cp932 shift_jis euc_jp iso2022_jp
    gb18030 gbk big5 cp949 euc_kr""".split()
)
UNUSUAL: Final = 0.85  # what likeness counts in any other
DECLARED_MORE: Final = 1.5  # how much more likeness counts in the encoding that was declared
ODD_LESS: Final = 0.85  # what is left of a likeness for each odd sign
MOST_ODD: Final = 12
CONTROLS: Final = re.compile(r"[\x80-\x9f]")
CONTROLS_MORE: Final = 4
LIKELY: Final = 0.4  # share of the best likeness below which an encoding is not looked at
ODD: Final = re.compile(
    r"[\ufffd\ue000-\uf8ff]|\w[¤¦¨´¸¼½¾†‡‰ƒ˜ˆ─-▟]|[¤¦´¸¼½¾†‡‰─-▟]\w|(?<![\w.])[¤]|[a-zß-öø-ÿа-яё][A-ZÀ-ÖØ-ÞŠŽŸŒА-ЯЁ]"
    r"|[a-z][\u0370-\u06ff]|[\u0370-\u06ff][a-z]"
)

DAMAGE: Final = {
    signs[0]: re.compile(signs)
    for signs in ("â€", r"Ã(?:[\x80-\xbf©¨¶¼¤ª«]|¢â)", r"Â[\xa0-\xbf]", r"Ð[°-¿\x80-\xbf]", "вЂ", "Р[°-¿]Р", "ï¿½")
}
"""What is left of UTF-8 read as windows-1252 or windows-1251, by its first letter; each is rare in honest text."""


def decode(data: bytes, declared: str | None = None, *, html: bool = False) -> str:
    """Return the text of bytes in any encoding; `declared` is what stands outside them (a header of HTTP or mail).

    In HTML what a <meta> declares is believed too. Clear mojibake is put right.
    """
    name = encoding_of(data, declared, html=html)
    text = data.decode(name, errors="replace").removeprefix("\ufeff")
    return mended(text) if _damaged(text) else text


def mended(text: str) -> str:
    """Put clear mojibake right, paragraph by paragraph; nothing else changes."""
    return "\n".join(ftfy.fix_encoding(line) if _damaged(line) else line for line in text.split("\n"))


def _damaged(text: str) -> bool:
    """Tell whether a text shows mojibake; a letter is looked for many times as fast as a pattern."""
    return any(letter in text and signs.search(text) for letter, signs in DAMAGE.items())


def encoding_of(data: bytes, declared: str | None = None, *, html: bool = False) -> str:
    """Name the codec of bytes; arguments as for `decode`. The mark of bytes that bear one stays in the text."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    if data.isascii() and b"\0" not in data and b"\x1b" not in data:
        return "ascii"
    utf_8 = not data.isascii() and _is(data, "utf-8")
    if utf_8 and b"\0" not in data:
        return "utf-8"
    if unmarked := wide(data[:SAMPLE]):
        return unmarked
    if utf_8:
        return "utf-8"
    inner = DECLARED.search(data[:4096]) if html else None
    labels = (declared, inner[1].decode("ascii") if inner else None)
    stated = [known for label in labels if (known := _known(label)) and known not in UNMARKED and _is(data, known)]
    return _likeliest(data[:SAMPLE], stated[0] if stated else None, html=html)


def _likeliest(sample: bytes, stated: str | None, *, html: bool) -> str:
    """Name the codec in which bytes are most like a language and make fewest odd signs; what is stated counts more."""
    words = _telling(TAG.sub(b" ", sample) if html else sample)
    likeness: dict[str, float] = {}
    for found in chardet.detect_all(words, ignore_threshold=True, compat_names=False):
        name = _known(found["encoding"])
        if name:
            likeness[name] = max(found["confidence"] * (1 if name in USUAL else UNUSUAL), likeness.get(name, 0))
    best = max(likeness.values(), default=0)
    if stated and best <= 0:
        return stated
    weights = {}
    for name, like in likeness.items():
        if like >= LIKELY * best or name == stated:
            odd = _odd(words.decode(name, errors="replace"))
            weights[name] = like * ODD_LESS ** min(MOST_ODD, odd) * (DECLARED_MORE if name == stated else 1)
    return max(weights, key=weights.__getitem__, default="cp1252")


def _telling(sample: bytes) -> bytes:
    """Return the lines of a text that tell of its encoding, as many as are needed."""
    lines = [sample] if b"\x1b" in sample else [line for line in sample.split(b"\n") if not line.isascii()]
    return b"\n".join(lines)[:SHOWN]


def _odd(text: str) -> int:
    """Count the signs that stand where no text has them: within words, or capitals behind small; controls most."""
    return len(ODD.findall(text)) + CONTROLS_MORE * len(CONTROLS.findall(text))


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
    if len(sample) < 4 or (sample.isascii() and b"\0" not in sample):
        return None
    if b"\0" in sample:
        weights = {name: _lettered(_whole(sample, name)) for name in WIDE}
        best = max(WIDE, key=weights.__getitem__)
        if weights[best] > LETTERED:
            return best
    return next((name for name in WIDE[:2] if _eastern(_whole(sample, name))), None)


def _whole(sample: bytes, name: str) -> str:
    """Decode the whole letters of a sample."""
    size = 4 if "32" in name else 2
    return sample[: len(sample) // size * size].decode(name, errors="replace")


def _lettered(text: str) -> float:
    """Return the share of a text that is printed in its two commonest alphabets (blocks of 256 characters)."""
    blocks = Counter(ord(char) >> 8 for char in text if char.isprintable() or char in "\r\n\t")
    common = sum(count for _, count in blocks.most_common(2))
    return common / len(text) if "\ufffd" not in text and "\0" not in text else 0.0


def _eastern(text: str) -> bool:
    """Tell a text of Chinese or Japanese, whose signs are of no few alphabets, by the signs every sentence has."""
    if len(EASTERN.findall(text)) < 0.97 * len(text):
        return False
    return len(COMMON.findall(text)) > max(2, len(text) // 12)
