"""How one name may be written: folding to plain Latin letters, keys that survive transliteration, comparison."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

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
PARTICLES = frozenset(("al", "el", "ul", "as", "ad", "ash", "ibn", "bin", "ben", "von", "van", "de", "der", "den"))

# A name's consonants, written alike whoever transliterated them; tried in this order.
CONSONANTS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"(.)\1+", r"\1"),
        (r"^(y|j(?=[ei]))", ""),  # Yeltsin, Eltsin, Jelzin
        (r"^(g|h|kh|x)(?=[aeiouy])", "h"),  # Guseinov, Huseynov; Khasbulatov, Hasbulatov
        (r"dzh|dj|dz|zh", "j"),
        (r"tsch|tch|ch|cz|c(?=[eiy]|$)", "c"),
        (r"shch|sch|sh|sz|ts|tz|s|z", "s"),
        (r"gh|g", "g"),
        (r"kh|h", "h"),
        (r"ph|f|v|w", "v"),
        (r"ck|q|k|c(?=[aouklrt])", "k"),
        (r"x", "ks"),
        (r"(?<=[aeiouy])j(?![aeiouy])", ""),
        (r"(?<=.)[aeiouy]+", ""),
        (r"^[aeiouy]", "a"),
    )
)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Write a name in plain lower-case Latin words: no diacritics, apostrophes or hyphens, other scripts transliterated.

    Scripts without a table here keep their letters.
    """
    lowered = unicodedata.normalize("NFC", text).casefold().replace("ու", "u").translate(LETTERS)
    if not lowered.isascii():
        lowered = "".join(mark for mark in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(mark))
    return " ".join(WORDS.findall(lowered))


def key(form: str) -> str:
    """Return the blocking key of a person's name: its surname's consonants, whoever transliterated it.

    Forms of one person share a key; forms that share a key need not be one person.
    """
    words = [word for word in fold(form.partition(",")[0]).split() if word not in SUFFIXES]
    return skeleton(words[-1]) if words else ""


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """Reduce one folded word to consonants in one spelling; "aliyev" and "alief" both give "alv"."""
    for pattern, plain in CONSONANTS:
        word = pattern.sub(plain, word)
    return word


def may_be_same(one: str, other: str) -> bool:
    """Tell whether two written names may be one person's: each part of the shorter has its counterpart in the longer."""
    ours, theirs = sorted((parts(one), parts(other)), key=len)
    if not ours or (len(ours) == 1) != (len(theirs) == 1):
        return False
    free = list(theirs)
    for word in ours:
        match = next((candidate for candidate in free if word_may_be_same(word, candidate)), None)
        if match is None:
            return False
        free.remove(match)
    return True


def parts(form: str) -> list[str]:
    """List the words of a name that tell it from others."""
    return [word for word in fold(form).split() if word not in SUFFIXES and word not in PARTICLES]


@lru_cache(maxsize=65_536)
def word_may_be_same(one: str, other: str) -> bool:
    """Compare one part with one part: an initial stands for a word, a transliteration for another."""
    if one == other:
        return True
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    likeness = OSA.normalized_similarity(one, other)
    return likeness >= (0.5 if skeleton(one) == skeleton(other) else 0.85)
