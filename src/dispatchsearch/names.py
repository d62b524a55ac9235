"""How names are written: folding to plain Latin letters, keys that survive transliteration, lists of common names."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

# Letters that Unicode does not take apart, and other scripts in the spelling English newsrooms print.
LATIN = {"ə": "a", "ı": "i", "đ": "dj", "ð": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
CYRILLIC = zip(
    "абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґўјљњћђџқғҳҷөүұһңә",
    "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya i yi ye g u j lj nj c dj dz k g h j"
    " o u u h n a".split(),
    strict=True,
)
ARMENIAN = zip(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    "a b g d e z e e t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev".split(),
    strict=True,
)
GEORGIAN = zip(
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "a b g d e v z t i k l m n o p zh r s t u p k gh k sh ch ts dz ts ch kh j h".split(),
    strict=True,
)
SILENT = dict.fromkeys("ъь'’‘ʼʻ`´ʹʺ.·", "")
LETTERS = str.maketrans({**LATIN, **dict(CYRILLIC), **dict(ARMENIAN), **dict(GEORGIAN), **SILENT})
WORDS = re.compile(r"\w+")

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "junior", "senior"))
PARTICLES = frozenset(
    ("al", "el", "ul", "as", "ad", "ash", "ibn", "bin", "ben", "von", "van", "de", "der", "den", "di", "la")
)

# A name's consonants, written alike whoever transliterated them; tried in this order. Capitals are sounds already done.
CONSONANTS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"(.)\1+", r"\1"),
        (r"^(?:y|j(?=[ei]))", ""),  # Yeltsin, Eltsin, Jelzin
        (r"^(?:g|h|kh|x)(?=[aeiouy])", "H"),  # Guseinov, Huseynov; Khasbulatov, Hasbulatov
        (r"dzh|dj|dz|zh", "J"),
        (r"tsch|tch|ch|cz|c(?=[eiy]|$)", "C"),
        (r"shch|sch|sh|sz|ts|tz|s|z", "S"),
        (r"gh|ck|c(?=[aouklrt])|[gqk](?!h)", "K"),  # Sargsyan, Sarkisian
        (r"kh|gh|h", "H"),
        (r"ph|f|v|w", "V"),
        (r"x", "KS"),
        (r"(?<=[aeiouy])j(?![aeiouy])", ""),
        (r"(?<=.)[aeiouy]+", ""),
        (r"^[aeiouy]", "A"),
    )
)
# Chinese names: what Wade-Giles and Pinyin write differently, brought together.
WADE_GILES = str.maketrans("jdbr", "ctpc")
HYPHENATED = re.compile(r"\b[A-Z][a-z']+-[a-z']+\b")  # Tse-tung, En-lai
CHINESE = frozenset(
    """mao zhou chou deng teng jiang chiang hu zhao chao zhu chu wang zhang chang liu chen yang huang wu xu hsu hua qiao
    chiao sun gao kao lin guo kuo luo liang song sung zheng cheng xie hsieh cao tsao feng dong tung xiao hsiao peng ye
    yeh wen""".split()
)


@cache
def surnames() -> frozenset[str]:
    """Return the common English surnames, folded; read when first asked for, for few searches are."""
    return frozenset((Path(__file__).parent / "data" / "surnames.txt").read_text("utf-8").split())


@cache
def given_names() -> frozenset[str]:
    """Return the common given names, folded; read when first asked for."""
    return frozenset((Path(__file__).parent / "data" / "given_names.txt").read_text("utf-8").split())


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Write a name in plain lower-case Latin words: no diacritics, apostrophes, hyphens; other scripts transliterated.

    Scripts without a table here keep their letters.
    """
    lowered = text.casefold()
    if lowered.isascii():  # nearly every name
        if lowered.isalnum():
            return lowered
        words = lowered.split()
        if "".join(words).isalnum():
            return " ".join(words)
    else:
        lowered = unicodedata.normalize("NFKD", lowered).replace("ու", "u")
        lowered = "".join(mark for mark in lowered if not unicodedata.combining(mark)).casefold()
    return " ".join(WORDS.findall(lowered.translate(LETTERS)))


@lru_cache(maxsize=65_536)
def key(form: str) -> str:
    """Return the blocking key of a person's name: its surname's consonants, whoever transliterated it.

    Forms of one person share a key; forms that share a key need not be one person.
    """
    words = [word for word in fold(form.partition(",")[0]).split() if word not in SUFFIXES]
    if not words:
        return ""
    if words[0] in CHINESE and (len(words) == 2 or HYPHENATED.search(form)):
        return f"chinese:{pinyin(words[0])}"
    return skeleton(words[-1])


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """Reduce one folded word to consonants in one spelling; "aliyev" and "alief" both give "alv"."""
    for pattern, plain in CONSONANTS:
        word = pattern.sub(plain, word)
    return word.lower()


def pinyin(word: str) -> str:
    """Reduce a folded Chinese word to what Wade-Giles and Pinyin have in common."""
    return skeleton(re.sub(r"^j", "zh", re.sub(r"^(?:hs|x)", "s", word))).translate(WADE_GILES)


def chinese(form: str) -> list[str] | None:
    """Return the words of a name that may be Chinese, brought together; None where it looks otherwise."""
    words = fold(form.replace("-", "")).split()
    if len(words) < 2 or not (words[0] in CHINESE or HYPHENATED.search(form)):
        return None
    return list(map(pinyin, words))
