"""
Text put right for reading and search; what was printed is kept beside it.

A repair is made only where the damage shows: nothing here guesses at a letter, and nothing is done for style.
"""

import re
from collections.abc import Callable
from typing import Final

from dispatchsearch.dispatch import Block, BlockKind

_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
SPLIT_NUMBER: Final = re.compile(
    rf"(?<![\d.,/-])(?<!\d, )({_MONTH} )?(\d{{1,3}}), (000|\d00|\d50)\b(?!,? (?:and |or )?\d)"
)
COMMA_DIGIT: Final = re.compile(r", ?\d")
LONG_NUMBER: Final = re.compile(r"(?<![\d.,/-])(\d{1,3}), ?(\d{3}), ?(000)\b")
BROKEN_WORD: Final = re.compile(
    r"(?<=[a-zß-öø-ÿа-я]{2})- (?!and\b|or\b|und\b|oder\b|to\b|bis\b|et\b|y\b|e\b|og\b|och\b)(?=[a-zß-öø-ÿа-я]{2})"
)
DOUBLED_QUOTE: Final = re.compile(r'""(?=\w)|(?<=[\w.,!?;:])""(?!\w)')
LONE_DASH: Final = re.compile(r"(?<=[a-z\"”)] )[f?\x96\x97](?= [a-z\"“A-Z])")
TIGHT_STOP: Final = re.compile(r"[.!?](?<=[a-z]{3}.)[\"”]?(?=[A-Z][a-z]+ )|,(?<=[a-z]{4},)(?=[a-z]{3} )")
TIGHT_DOT: Final = re.compile(r"\.\d")
TIGHT_DAY: Final = re.compile(r"\b((?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)(?=\d{1,2}\b)")
LOST_LETTER: Final = re.compile(r"[a-z]\?[a-z]| f (?=[a-z])")
TIGHT_NAME: Final = re.compile(
    r"\b(?!Mc|Mac|Fitz|Van|De|Di|Le|La|Du|Da|You|Pay|Face|Linked|Micro|Java|Buzz|Master|Power|Word|Snap|Whats|Git|Tik|Wiki)([A-Z][a-z]{2,})(?=[A-Z][a-z]{2,}\b)"
)
UNSEEN: Final = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
QUOTED_PRINTABLE: Final = re.compile(r"=(?:[A-F0-9]{2})+")
QP_MARK: Final = re.compile(r"=(?:[89A-F][0-9A-F]|3D)(?![0-9A-F])|(?<=[a-z]{3})=20(?= |$)|(?<=[.,;:!?\"])=20(?= |$)")
TAGS: Final = re.compile(r"</?(?:i|b|em|strong|u|p|br|font|span|sup|sub|a|center)(?: [^<>]{0,200})?/?>", re.IGNORECASE)
LATIN_IN_CYRILLIC: Final = re.compile(
    r"(?<=[а-яё])[aceopxyABCEHKMOPTX](?=[а-яё]|\b)|\b[aceopxyABCEHKMOPTX](?=[а-яё]{2})"
)
LOOKALIKES: Final = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")


def repaired(text: str, kind: BlockKind = "body") -> Block:
    """Return a paragraph as a block, put right; `printed` is set only where something was changed."""
    better = text
    for repair in REPAIRS:
        better = repair(better)
    return Block(better, kind, text if better != text else None)


def _invisible(text: str) -> str:
    return text if text.isascii() else UNSEEN.sub("", text)


def _tags(text: str) -> str:
    """Take out tags that a page shows as words: `<i>Marietta</i>`."""
    return TAGS.sub("", text) if "<" in text else text


def _hyphens(text: str) -> str:
    """Join a word that was broken at the end of a line: `noth- ing`."""
    return BROKEN_WORD.sub("", text) if "- " in text else text


def _numbers(text: str) -> str:
    """`20, 000` -> `20,000`; but `June 27, 300 men` and lists stay."""
    if not COMMA_DIGIT.search(text):
        return text
    text = LONG_NUMBER.sub(r"\1,\2,\3", text)
    return SPLIT_NUMBER.sub(lambda found: found[0] if found[1] else f"{found[2]},{found[3]}", text)


def _quotes(text: str) -> str:
    return DOUBLED_QUOTE.sub('"', text) if '""' in text else text


def _dashes(text: str) -> str:
    """Put a dash where a lone `f` or `?` stands for one."""
    return LONE_DASH.sub("—", text) if " f " in text or " ? " in text or "\x96" in text or "\x97" in text else text


def _tight(text: str) -> str:
    """Sentences, days and names that lost the space between them; names only where the text is damaged elsewhere."""
    text = TIGHT_STOP.sub(r"\g<0> ", text)
    if TIGHT_DOT.search(text):
        text = TIGHT_DAY.sub(r"\1 ", text)
    return TIGHT_NAME.sub(r"\1 ", text) if LOST_LETTER.search(text) else text


def _quoted_printable(text: str) -> str:
    """Decode what a mail's encoding left behind: `=A9 2000`."""
    if "=" not in text or not QP_MARK.search(text):
        return text
    return QUOTED_PRINTABLE.sub(lambda found: _bytes(bytes.fromhex(found[0].replace("=", ""))), text)


def _bytes(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _cyrillic(text: str) -> str:
    """Latin letters inside Cyrillic words."""
    return text if text.isascii() else LATIN_IN_CYRILLIC.sub(lambda found: found[0].translate(LOOKALIKES), text)


REPAIRS: Final[tuple[Callable[[str], str], ...]] = (
    _invisible,
    _tags,
    _quoted_printable,
    _hyphens,
    _numbers,
    _quotes,
    _tight,
    _dashes,
    _cyrillic,
)
