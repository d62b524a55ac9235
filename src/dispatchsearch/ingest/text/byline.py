"""Bylines: the names in a line that says who wrote, without role, paper, place and date."""

import re
from typing import Final

BY: Final = re.compile(
    r"^(?:[^|]{0,60}\|\s*)?(?:(?:story |text |reported |written )?by|von|par|por|di|door|автор)[: ]\s*", re.IGNORECASE
)
DATED: Final = re.compile(r"\s*(?:\([^()]*\d[^()]*\)|[|•·–—-] .*\d{4}.*)\W*$")
FROM_DIGITS: Final = re.compile(r"(?<=\w)[\s,|(–—-]+\S*\d.*$")
OFFICE: Final = re.compile(
    r"\s*(?:,|/|\||[–—-] |\bof (?=the )|\bspecial to\b|\bfor (?=the )).*$"
    r"|\s+(?:staff|correspondent|reporter|editor|writer|columnist)\b.*$",
    re.IGNORECASE,
)
PLACE: Final = re.compile(r"\s+(?:in|at|from)\s+[A-ZÀ-ÞА-Я][\w.'’-]+(?:[ ,]+(?:and |[A-ZÀ-ÞА-Я])[\w.'’-]*){0,4}$")
STAFF: Final = re.compile(
    r"(?!letters?\b)(?:special to .{3,40}|(?:[\w.'’-]+ ){0,5}(?:staff|correspondent|reporter|writer|editor|"
    r"columnist|bureau|service)s?|(?:from )?(?:combined|wire|news|staff and wire) (?:news )?reports)",
    re.IGNORECASE,
)
SECOND_NAME: Final = re.compile(
    r",\s*(?!(?:Staff|Special|Senior|Associated|Chief|The|Foreign|Contributing)\b|\w+ (?:Staff|Writer|"
    r"Correspondent|Reporter|Editor|Press|News|Service|Bureau|Times|Post|Tribune)\b)(?=[A-ZÀ-ÞА-Я][\w'’-]+ "
    r"[A-ZÀ-ÞА-Я][\w'’-]+(?:,| and |$))"
)
FEW: Final = 4  # words of an author that may all be in small letters, as in `by john smith`
JOINED: Final = frozenset("and und et y e van von der den de del della di da do dos du la le bin ibn al el".split())
"""Words in small letters that stand between the words of names."""
ADDRESS: Final = re.compile(r"https?:|www\.|@|\.(?:com|org|net)\b")


def author(line: str) -> str:
    """Return the names in a byline as printed: `By Ellen Marsh, Staff Writer` gives `Ellen Marsh`."""
    words = FROM_DIGITS.sub("", DATED.sub("", BY.sub("", line)))
    names = SECOND_NAME.sub(" & ", words)
    bare = PLACE.sub("", OFFICE.sub("", names)).replace(" & ", ", ") if not STAFF.fullmatch(words) else words
    return bare.strip(" .,|;:")


def signs(line: str) -> bool:
    """Tell whether a line that begins like a byline names an author: `By nightfall the ward was empty` does not."""
    who = author(line)
    words = [word for word in who.split() if word[0].isalpha() and word not in JOINED]
    small = sum(word[0].islower() for word in words)
    return bool(words) and (len(words) <= FEW or 2 * small <= len(words) or STAFF.fullmatch(who) is not None)


def named(stated: str | None, masthead: str | None) -> str | None:
    """Return an author the metadata states, None where it is an address, or the outlet itself."""
    words = " ".join((stated or "").split())
    if not words or ADDRESS.search(words) or len(words) > 120 or words.casefold() == (masthead or "").casefold():
        return None
    return author(words) or None
