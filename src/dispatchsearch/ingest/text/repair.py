"""
Text put right for reading and search; what was printed is kept beside it.

A repair is made only where the damage shows: nothing here guesses at a letter, and nothing is done for style. What
looks like damage in one place and like honest print in another (a name without its space, a quote mark before the
comma) is put right only on pages that are damaged beyond doubt elsewhere.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from dispatchsearch.dispatch import Block, BlockKind

_MONTH: Final = r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_COUNTED: Final = (  # words before a number that make it a number of something
    r"(?:[$£€] ?|\b(?:about|some|nearly|almost|over|than|least|most|around|only|exactly|another|roughly|approximately|"
    r"estimated|total of|up to|as many as|more|paid|cost|costs|worth|sold|killed|lost) )"
)
_LISTED: Final = (  # words before a number that make it a number in a list
    r"\b(?:rooms?|pages?|chapters?|nos?\.?|numbers?|articles?|sections?|aged?|routes?|gates?|flights?|channels?|"
    r"schools?|trams?|bus(?:es)?|lines?|apartments?|verses?|psalms?|points?|items?) "
    r"\d{1,3}(?:,? (?:and |or )?\d{1,3}\b)*"
)
_DATED: Final = rf"{_MONTH} \d{{1,2}}(?:(?:,? and|,| to|-) \d{{1,2}})*,? \d{{3}}"
SPLIT_NUMBER: Final = re.compile(
    rf"(?:{_DATED}|{_LISTED})"  # these stay
    rf"|(?P<sure>{_COUNTED})?(?<![\d.,/-])(?<!\d, )"
    r"(?P<head>\d{1,3}), (?P<tail>000\b|\d{3}\b(?!,? (?:and |or )?\d))",
    re.IGNORECASE,
)
ROUND: Final = re.compile(r"000|\d[05]0|\d00")
COUNTS: Final = re.compile(r" [a-zа-я]{3,}")
APART: Final = re.compile(r"\d, ?\d{3}")
GAP: Final = re.compile(r"\d, \d{3}")  # what a split number has; most with a comma have none, and are seen at once
LONG_NUMBER: Final = re.compile(r"(?<![\d.,/-])(\d{1,3}), ?(\d{3}), ?(000)\b")
BROKEN_WORD: Final = re.compile(
    r"- (?<=[a-zß-öø-ÿа-я]{2}- )"  # the sign is looked for first: that is quick
    r"(?!and\b|or\b|und\b|oder\b|to\b|bis\b|et\b|y\b|e\b|og\b|och\b|и\b|или\b)(?=[a-zß-öø-ÿа-я]{2})"
)
DOUBLED_QUOTE: Final = re.compile(r'""(?=\w)|(?<=[\w.,!?;:])""(?!\w)')
QUOTE_FIRST: Final = re.compile(r'(?<=\w)",(?= \w)')
LONE_DASH: Final = re.compile(r"(?<=[a-z?\"”)] )(?:f(?= [a-z\"“A-Z])|[\x96\x97](?= )|\?(?= [a-z]))")
TIGHT_STOP: Final = re.compile(r"[.!?](?<=[a-z]{3}.)[\"”]?(?=[A-Z][a-z]+ )|,(?<=[a-z]{4},)(?=[a-z]{3} )")
TIGHT_DAY: Final = re.compile(r"\b((?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)(?=\d{1,2}\b)")
LOST_LETTER: Final = re.compile(r"\?(?<=[a-z]\?)(?=[a-z]| [a-z])| f (?<=[a-z] f )(?=[a-z])")
TIGHT_NAME: Final = re.compile(
    r"\b(?!Mc|Mac|Fitz|Van|De|Di|Le|La|Du|Da|You|Pay|Face|Linked|Micro|Java|Buzz|Master|Power|Word|Snap|Whats|Git|Tik|"
    r"Wiki)([A-Z][a-z]{2,})(?=[A-Z][a-z]{2,}\b)"
)
UNSEEN: Final = re.compile("[\u00ad\u200b\u2060\ufeff]|(?<=[\0-\u058f])[\u200c\u200d]")  # Persian needs its non-joiner
QUOTED_PRINTABLE: Final = re.compile(r"=(?:[A-F0-9]{2})+")
QP_MARK: Final = re.compile(r"=(?:[89A-F][0-9A-F]|3D)(?![0-9A-F])|(?<=[a-z]{3})=20(?= |$)|(?<=[.,;:!?\"])=20(?= |$)")
QP_BREAK: Final = re.compile(r"(?<=\S)= (?=\S)")
TAGS: Final = re.compile(r"</?(?:i|b|em|strong|u|p|br|font|span|sup|sub|a|center)(?: [^<>]{0,200})?/?>", re.IGNORECASE)
LATIN_IN_CYRILLIC: Final = re.compile(
    r"(?<=[а-яё])[aceopxyABCEHKMOPTX](?=[а-яё]|\b)|\b[aceopxyABCEHKMOPTX](?=[а-яё]{2})"
)
LOOKALIKES: Final = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")


@dataclass(frozen=True, slots=True)
class Damage:
    """What of a page is damaged: `repairs` are those that find something on it.

    The flags are damage beyond doubt, so that other faults of the kind may be mended on the page.
    """

    letters: bool = False  # `prot?g?`, a lone f for a dash
    signs: bool = False  # `20, 000`, doubled quote marks
    coded: bool = False  # a mail's encoding left in: `=A9`
    repairs: tuple[Callable[[str], str], ...] = ()


def damage(texts: Iterable[str]) -> Damage:
    """Tell what of a page is damaged; `texts` are its headline and paragraphs."""
    lines = tuple(texts)
    whole = "\n".join(lines)
    apart = [text for text in lines if APART.search(text)] if APART.search(whole) else []
    split = [found for text in apart if GAP.search(text) for found in SPLIT_NUMBER.finditer(text) if found["head"]]
    letters = ("?" in whole or " f " in whole) and LOST_LETTER.search(whole) is not None
    signs = '""' in whole or any(_splits(found, sure=False) for found in split)
    coded = "=" in whole and QP_MARK.search(whole) is not None
    found = [repair for shows, repair in REPAIRS if shows.search(whole)]
    found += [_quoted_printable] * coded + [_names] * letters + [_quote_order] * signs
    found += [_numbers_anywhere if signs else _numbers] if split or any(map(LONG_NUMBER.search, apart)) else []
    return Damage(letters, signs, coded, tuple(found))


def repaired(text: str, kind: BlockKind = "body", page: Damage | None = None) -> Block:
    """Return a paragraph as a block, put right; `printed` is set only where something was changed.

    `page` is the damage of the whole page; without it the paragraph speaks for itself.
    """
    better = text
    for repair in (page or damage((text,))).repairs:
        better = repair(better)
    return Block(better, kind, text if better != text else None)


def _invisible(text: str) -> str:
    return UNSEEN.sub("", text)


def _tags(text: str) -> str:
    """Take out tags that a page shows as words: `<i>Marietta</i>`."""
    return TAGS.sub("", text)


def _hyphens(text: str) -> str:
    """Join a word that was broken at the end of a line: `noth- ing`."""
    return BROKEN_WORD.sub("", text)


def _numbers(text: str, *, sure: bool = False) -> str:
    """`20, 000` -> `20,000`; but `June 27, 300 men` and lists stay."""
    if not APART.search(text):
        return text
    text = LONG_NUMBER.sub(r"\1,\2,\3", text)
    return SPLIT_NUMBER.sub(lambda found: _joined(found) if _splits(found, sure=sure) else found[0], text)


def _numbers_anywhere(text: str) -> str:
    """`2, 346 tickets` too, where other numbers of the page are split beyond doubt."""
    return _numbers(text, sure=True)


def _splits(found: re.Match[str], *, sure: bool) -> bool:
    """Tell whether two numbers are one that was split: a round one, or one of things that are counted."""
    if found["head"] is None:
        return False
    if ROUND.fullmatch(found["tail"]) or found["sure"]:
        return True
    return sure and COUNTS.match(found.string, found.end()) is not None


def _joined(found: re.Match[str]) -> str:
    return f"{found['sure'] or ''}{found['head']},{found['tail']}"


def _quotes(text: str) -> str:
    return DOUBLED_QUOTE.sub('"', text)


def _quote_order(text: str) -> str:
    return QUOTE_FIRST.sub(',"', text)


def _dashes(text: str) -> str:
    """Put a dash where a lone `f` or `?` stands for one."""
    return LONE_DASH.sub("—", text)


def _tight(text: str) -> str:
    """Sentences that lost the space between them."""
    return TIGHT_STOP.sub(r"\g<0> ", text)


def _days(text: str) -> str:
    return TIGHT_DAY.sub(r"\1 ", text)


def _names(text: str) -> str:
    return TIGHT_NAME.sub(r"\1 ", text)


def _quoted_printable(text: str) -> str:
    """Decode what a mail's encoding left behind: `=A9 2000`, and join what it broke."""
    if "=" not in text:
        return text
    text = QP_BREAK.sub("", text)
    if not QP_MARK.search(text):
        return text
    return QUOTED_PRINTABLE.sub(lambda found: _bytes(bytes.fromhex(found[0].replace("=", ""))), text)


def _bytes(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _cyrillic(text: str) -> str:
    """Latin letters inside Cyrillic words."""
    return LATIN_IN_CYRILLIC.sub(lambda found: found[0].translate(LOOKALIKES), text)


# What shows that a repair may be needed, searched in the whole page at once; and the repair.
REPAIRS: Final[tuple[tuple[re.Pattern[str], Callable[[str], str]], ...]] = (
    (re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]"), _invisible),
    (re.compile("<"), _tags),
    (re.compile("- "), _hyphens),
    (re.compile('""'), _quotes),
    (TIGHT_STOP, _tight),
    (re.compile(r"\.\d(?<=[a-z]\.\d)"), _days),
    (re.compile(" [f?\x96\x97] "), _dashes),
    (re.compile("[а-яё]"), _cyrillic),
)
