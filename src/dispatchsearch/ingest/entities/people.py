"""The people of one dispatch: titles left out, a surname joined to the full name it stands for."""

import re
from collections.abc import Sequence

from dispatchsearch.ingest.entities.features import GIVEN_NAMES, TITLES
from dispatchsearch.names import PARTICLES, SUFFIXES, fold
from dispatchsearch.variants import word_may_be_same

NOT_PEOPLE = frozenset(
    "god allah christ jesus lord satan buddha mohammed he she they i we you who his her"
    " one two three four five six seven eight nine ten eleven twelve".split()
)
FIRMS = frozenset("PLC Plc NV N.V N.V. SA S.A S.A. AG GmbH Inc Ltd Corp".split())
GIVEN = GIVEN_NAMES - PARTICLES - {"abu", "del"}
LETTERS = re.compile(r"[^\W\d_]{2}")  # N.Y. has none side by side
NUMBERS = frozenset("II III IV VI VII VIII IX XI XII XIII XIV XV XVI XXIII".split())
BEHIND_SURNAMES = SUFFIXES | {number.lower() for number in NUMBERS}
VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
RANKS = TITLES | frozenset(
    """acting former vice prime foreign defense defence interior first late major-general lieutenant-general
    lieutenant-colonel lt-gen maj-gen field-marshal commandant speaker vice-premier undersecretary prosecutor
    academician hojatoleslam rabbi baroness dame crown-prince taoiseach herr frau monsieur mme señor senor""".split()
)


def without_title(words: Sequence[str]) -> int:
    """Return how many of the words of a person's name are titles at its head; the last word is never one."""
    count = 0
    while count < len(words) - 1 and words[count].lower().rstrip(".") in RANKS:
        count += 1
    return count


def is_person(name: str) -> bool:
    """Leave out gods, pronouns, initials alone, firms by the letters of their kind, words of tables ("Prev Clsg")."""
    words = name.split()
    least = 4 if len(words) > 1 else 3
    unspoken = any(
        len(word) >= least and word.isascii() and word.isalpha() and not VOWEL.search(word) for word in words
    )
    has_name = LETTERS.search(name) is not None
    return has_name and fold(name) not in NOT_PEOPLE and not unspoken and not FIRMS.intersection(words[1:])


def is_called(words: Sequence[str]) -> bool:
    """Tell whether a name begins as a person's does, with a given name or an initial."""
    return fold(words[0]) in GIVEN_NAMES or words[0].endswith(".")


def full_names(surfaces: Sequence[str]) -> list[str]:
    """Return for each mention of a person, in the order of the text, the fullest form of that person in the dispatch.

    "Dudayev" after "Lecha Dudayev" and "Dzhokhar Dudayev" is the one named last before it.
    """
    words = {surface: tuple(fold(surface).split()) for surface in surfaces}
    longest = sorted(words, key=lambda form: -len(words[form]))
    fuller: dict[str, list[str]] = {}
    for form in longest:
        matches = [known for known in fuller if fuller[known] == [known] and stands_for(words[form], words[known])]
        fuller[form] = matches or [form]
    latest: dict[str, int] = {}
    found = []
    for number, surface in enumerate(surfaces):
        choices = fuller[surface]
        best = max(choices, key=lambda form: latest.get(form, -1 - choices.index(form)))
        latest[best] = number
        found.append(best)
    return found


def stands_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether a form names the same person within one dispatch: its surname agrees, and all else it says.

    It does not begin with another given name: Hassan Aliev is not Ali Hassan Aliyev; al-Bashir is Omar al-Bashir.
    """
    if not short or not full:
        return False
    if len(short) >= len(full):
        return len(short) == len(full) and all(map(word_may_be_same, short, full))
    if len(short) == 1:
        surname = full[-2] if full[-1] in BEHIND_SURNAMES else full[-1]  # Torval of Anna Torval III
        return word_may_be_same(short[0], surname) and len(short[0]) > 1
    if not word_may_be_same(short[-1], full[-1]):
        return False
    if {short[0], full[0]} <= GIVEN and not word_may_be_same(short[0], full[0]):
        return False
    return all(any(word_may_be_same(word, other) for other in full[:-1]) for word in short[:-1])
