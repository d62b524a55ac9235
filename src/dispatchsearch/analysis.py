"""
Text into tokens: the only room where words are cut, folded and stemmed.

Each token holds the folded surface (no case, no accents, no apostrophes) and, where the language's stemmer makes
something else of the word, that stem with its language as a mark: `Retreating` is `retreating` and `en:retreat`.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "hy": "armenian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Languages with a stemmer: ISO 639-1 code and Snowball's name."""

DEFAULT = "en"
LONGEST = 64  # characters of a term: more is no word, and an index should not hold it whole
REMEMBERED = 200_000  # words whose terms are kept, for each language

MARKS = "\u00ad\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u200b-\u200d"
APOSTROPHES = "'’ʼ‘`´"
WORD = re.compile(
    rf"""
    [^\W\d_] (?: \. [^\W\d_] )+ (?! [^\W_] ) \.?                                # U.S.  U.N.  a.m.
  | \d+ (?: [.,]\d+ )* [^\W_]*                                                  # 20,000  3.5  1990s
  | [\u3040-\u30ff\u3400-\u9fff]                                                # one sign of Chinese or Japanese
  | [^\W_]+ (?: [{MARKS}]+ [^\W_]* | [{APOSTROPHES}&] [^\W_]+ )*                # Shi'ite  AT&T  and all plain words
    """,
    re.VERBOSE,
)
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
POSSESSIVE = re.compile(r"'s$")
ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'")  # French: l'accord, qu'il
STRIPPED = re.compile(f"[{MARKS}]")
PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e", "ё": "е", "ħ": "h"}
    | dict.fromkeys(APOSTROPHES, "'")
)


class Token(NamedTuple):
    """A word of a text: `text[start:end]`, and the terms an index holds at its position, the surface first.

    A named tuple, for millions of them are made.
    """

    terms: tuple[str, ...]
    start: int
    end: int


def analyze(text: str, language: str | None = None) -> list[Token]:
    """Cut a text into tokens, in order; the language is an ISO 639-1 code, English where it is not known.

    A language without a stemmer yields surfaces only.
    """
    known = _lexicon((language or DEFAULT)[:2].lower())
    return [Token(known[match[0]], match.start(), match.end()) for match in WORD.finditer(text)]


def positions(text: str, language: str | None = None) -> list[tuple[str, ...]]:
    """Return the terms of each position alone, for an index."""
    known = _lexicon((language or DEFAULT)[:2].lower())
    return [known[word] for word in WORD.findall(text)]


def fold(text: str) -> str:
    """Return a text without case and accents: Gyandzha, Gəncə -> gyandzha, gence."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(PLAIN)
    if not folded.isascii():
        # й is a letter of its own, not an и with a breve
        folded = "й".join(STRIPPED.sub("", unicodedata.normalize("NFD", part)) for part in folded.split("й"))
        folded = unicodedata.normalize("NFC", folded)
    return folded


def stem(word: str, language: str) -> str | None:
    """Return the folded stem of one word, None where the language has no stemmer."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return None
    lowered = unicodedata.normalize("NFC", word).lower().translate(dict.fromkeys(map(ord, APOSTROPHES), "'"))
    if language == "fr":
        lowered = ELISION.sub("", lowered)
    elif language == "tr":
        lowered = lowered.replace("i\u0307", "i").partition("'")[0]  # Ankara'da: a name, then its endings
    return _surface(stemmer(_bare(lowered)))


def _surface(word: str) -> str:
    folded = _bare(fold(word))
    if folded[:1].isdigit():
        folded = THOUSANDS.sub("", folded)
    elif "." in folded:
        folded = folded.replace(".", "")
    return folded[:LONGEST] or word[:LONGEST]


def _bare(word: str) -> str:
    return POSSESSIVE.sub("", word).replace("'", "")


class _Lexicon(dict[str, tuple[str, ...]]):
    """The terms of words as written, worked out once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self._stemmer = _stemmer(language)

    def __missing__(self, word: str) -> tuple[str, ...]:
        if word.isascii() and word.isalpha() and len(word) <= LONGEST:  # most words: nothing of them is folded but case
            surface = word.lower()
            root = self._stemmer(surface) if self._stemmer else None
            root = root if not root or root.isascii() else _surface(root)  # a Turkish stem may end in a softer letter
        else:
            surface = _surface(word)
            is_word = word[:1].isalpha() and "." not in word and len(word) <= LONGEST
            root = stem(word, self.language) if is_word else None
        terms = (surface,) if not root or root == surface else (surface, f"{self.language}:{root}")
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = terms
        return terms


@lru_cache
def _lexicon(language: str) -> _Lexicon:
    return _Lexicon(language)


class _Stem:
    """One Snowball stemmer: they are not made for several threads at once."""

    def __init__(self, algorithm: str) -> None:
        self.stemmer = Stemmer.Stemmer(algorithm, 0)  # our lexicon remembers, it need not
        self.lock = threading.Lock()

    def __call__(self, word: str) -> str:
        with self.lock:
            return str(self.stemmer.stemWord(word))


@lru_cache
def _stemmer(language: str) -> _Stem | None:
    return _Stem(STEMMERS[language]) if language in STEMMERS else None
