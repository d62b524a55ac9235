"""Bylines: the names in a line that says who wrote, without role, paper, place and date."""

import re
from typing import Final

from dispatchsearch.almanac import weekday_called
from dispatchsearch.ingest.entities import tools
from dispatchsearch.ingest.entities.features import GIVEN_NAMES
from dispatchsearch.names import fold

_NAME = r"[A-ZÀ-ÞА-Я][\w.'’-]*(?: (?:[a-z]{1,3} ){0,2}[A-ZÀ-ÞА-Я][\w.'’-]+){1,3}"
_FROM_SOMEBODY = rf"(?-i:{_NAME}) in (?-i:[A-ZÀ-ÞА-Я])"
BY: Final = re.compile(
    r"^(?:[^|]{0,60}\|\s*)?(?:(?:story |text |reported |written )?by|von|par|por|di|door|автор)"
    rf"[: ]\s*|^from (?=(?:our|an?) |{_FROM_SOMEBODY})",
    re.IGNORECASE,
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
_OFFICE_OF = r"(?:correspondent|reporter|writer|editor|columnist|critic)s?\b"
OF_PAPER: Final = re.compile(  # `our Balkans correspondent`, `a staff reporter`
    rf"(?:our|an?) (?:[\w.&/'’-]+ ){{0,5}}?{_OFFICE_OF}", re.IGNORECASE
)
LEADING: Final = re.compile(rf"(?:{OF_PAPER.pattern}|(?:[\w.&/'’-]+ )?{_OFFICE_OF})[,:]? ", re.IGNORECASE)
FROM: Final = re.compile(rf"[(\[]?from {OF_PAPER.pattern}(?=\W*$|[,:]? (?-i:[A-ZÀ-ÞА-Я])|,? (?:in|at) )", re.IGNORECASE)
NOBODY: Final = frozenset("our a an own special staff correspondent correspondents reporter reporters writer".split())
FROM_SOMEBODY: Final = re.compile(rf"[(\[]?[Ff](?:rom|ROM) (?={_FROM_SOMEBODY}.{{1,30}}$)")
NAME: Final = re.compile(_NAME)
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
    if line[:1] in ("(", "["):
        line = line.strip("()[] ")
    words = FROM_DIGITS.sub("", DATED.sub("", BY.sub("", line)))
    led = LEADING.match(words)
    if led and _names(words[led.end() :]):
        words = words[led.end() :]
    elif office := OF_PAPER.match(words):
        return office[0]
    names = SECOND_NAME.sub(" & ", words)
    bare = PLACE.sub("", OFFICE.sub("", names)).replace(" & ", ", ") if not STAFF.fullmatch(words) else words
    return bare.strip(" .,|;:")


def _names(words: str) -> bool:
    """Tell whether words behind an office begin with a person's name: not `New York`, nor `Monday Night`."""
    name = NAME.match(words)
    if not name or tools()[0].standing(name[0]):
        return False
    return weekday_called(name[0].split()[0]) is None


def sends(line: str) -> bool:
    """Tell whether a line that begins with `From` names somebody or a desk.

    `From Hugh Pelling in Mostar` and `From our Balkans correspondent` do, `From our own correspondent` does not.
    """
    if somebody := FROM_SOMEBODY.match(line):
        return fold(line[somebody.end() :].split(maxsplit=1)[0]) in GIVEN_NAMES
    return FROM.match(line) is not None and not NOBODY.issuperset(author(line).lower().split())


def unnamed(who: str | None) -> bool:
    """Tell whether a byline is an office of the paper and nobody's name: `our own correspondent`."""
    return bool(who) and OF_PAPER.fullmatch(who or "") is not None


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
