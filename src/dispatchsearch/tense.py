"""
Whether the words around a day in an English sentence look ahead or back: "met Friday", "will meet Friday".

The nearest verb before the day decides, else the first one after it. Verbs of the timetable in the present tense look
ahead: "parliament meets Friday".
"""

import re
from typing import Final

REACH: Final = 240
"""So many characters to either side are looked at."""

NEAR: Final = 60
"""The last word before a day begins within so many characters of it."""

AHEAD: Final = (
    r"(?:will|shall|won't|['’]ll|would|may|might|should|must|can|cannot)(?: (?:not|also|only|soon|then|[a-z]+ly))*"
    r"(?: (?:have|be|been))*(?: [a-z]+)?|"
    r"(?:is|are|was|were|be|been|due|scheduled|expected|planned|slated|likely|set|plans?|planning|hopes?|hoping|"
    r"intends?|agreed|promised|vow(?:s|ed)|pledged|threaten(?:s|ed)|wants?|ready|prepar(?:es|ing)|decided|urged|"
    r"going|able) to(?: be| have)?(?: [a-z]+)?|"
    r"to be [a-z]+|"
    r"due|scheduled|expected|planned|slated|likely|upcoming|forthcoming|"
    r"meets?|opens?|starts?|begins?|ends?|closes?|votes|debates|runs|expires?|resumes?|returns?|leaves?|departs?|"
    r"arrives?|goes?|comes|takes|holds|hosts|visits|travels|flies|faces|convenes?|plays|sits|looks|seems|decides"
)
REFUSAL: Final = r"(?:would|could) not (?:immediately )?(?:comment|say|confirm|be reached|give|tell|discuss|explain)"
BACK: Final = (
    r"could(?: be)? [a-z]+|"
    r"was|were|had|did|has|have|said|told|took|came|went|fell|met|left|held|won|lost|began|ran|shook|brought|thought|"
    r"fought|sent|spent|built|kept|slept|felt|dealt|meant|led|fled|sped|fed|bled|shot|sat|stood|understood|withstood|"
    r"broke|broken|spoke|drove|rose|wrote|gave|made|hit|cut|put|set|shut|burst|hung|sang|sank|drank|rang|swam|struck|"
    r"stuck|sold|drew|flew|grew|knew|threw|blew|saw|heard|paid|laid|lay|found|bound|caught|taught|bought|sought|got|"
    r"chose|froze|stole|swore|tore|wore|woke|beat|bit|hid|rode|became|overcame|withdrew|overthrew|forbade|"
    r"(?!need\b|indeed\b|hundred\b|speed\b|seed\b|feed\b|breed\b)[a-z]+ed"
)
CUES = re.compile(rf"\b(?:(?P<refusal>{REFUSAL})|(?P<ahead>{AHEAD})|(?P<back>{BACK}))\b")
SENTENCE = re.compile(r"[.!?;][\"”']?\s+(?=[A-Z\"“'])")
PREPOSITIONS: Final = frozenset(("for", "since", "until", "till", "in", "on", "by", "of", "from"))
DEADLINE = re.compile(r"\b(?:have|has|had|given|extended) (?:until|till)\s*$")
LAST_WORD = re.compile(r"([A-Za-z]+)(?:\s+(?:about|around|early|late|the|mid))*\s*$")


def looks_ahead(text: str, start: int, end: int) -> bool | None:
    """Say whether what stands at `text[start:end]` lies ahead; None where no verb tells."""
    left = SENTENCE.split(text[max(0, start - REACH) : start])[-1]
    cues = [match.lastgroup for match in CUES.finditer(left)]
    word = _preposition(left, text[start:end])
    if word in ("for", "since"):
        return word == "for"
    if word in ("until", "till") and ("ahead" in cues or "day" in text[start:end].lower() or DEADLINE.search(left)):
        return True
    if cues:
        return cues[-1] == "ahead"
    right = CUES.search(SENTENCE.split(text[end : end + REACH], maxsplit=1)[0])
    return right.lastgroup == "ahead" if right else None


def _preposition(left: str, words: str) -> str:
    """Return the preposition a day is given with: its own first word, else the last one before it."""
    first = words.partition(" ")[0].lower()
    before = LAST_WORD.search(left, max(0, len(left) - NEAR))
    return first if first in PREPOSITIONS or not before else before[1].lower()
