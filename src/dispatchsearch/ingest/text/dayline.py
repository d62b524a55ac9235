"""
A line of a name and a day above a text: where the story was sent, or whose paper it was.

    Mostar, 24 July 2004                           Barnsley Chronicle, 12 October 1979
    Albany, N.Y., Thursday, June 3, 1976           (From the Daily Record, Oct. 11, 1994, page 3)

A place must be one the gazetteer knows, and a paper be called like one; of anything else nothing is said.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from dispatchsearch.agencies import FORMS
from dispatchsearch.almanac import weekday_called
from dispatchsearch.dispatch import Dateline
from dispatchsearch.found_dates import find_dates
from dispatchsearch.gazetteer import REGION
from dispatchsearch.ingest.entities import tools
from dispatchsearch.ingest.entities.features import GIVEN_NAMES, SURNAMES
from dispatchsearch.ingest.entities.papers import is_titled
from dispatchsearch.ingest.text.regions import lies_in, shortened
from dispatchsearch.names import fold

LONGEST: Final = 90  # characters of such a line
MOST_WORDS: Final = 7  # of a paper's name
TOWN: Final = 5  # standing from which a lone name is a place: a town of ten thousand
FROM: Final = re.compile(r"[(\[]?(?:(?:from|source|in):? (?:the )?)?", re.IGNORECASE)
BEFORE_DAY: Final = re.compile(r"(?:\b([^\W\d_]{2,14})\.?,? )?(?:\b(?:le|den|am|the|dnia|del) )?$", re.IGNORECASE)
APART: Final = re.compile(r"\s*(?:[,|•:–—(-]+|(?<!\b[A-Z])\.)\s*$")
BEHIND_DAY: Final = re.compile(
    r"( ?[грr]\.| года| року| roku)?(?:,? p(?:age|p|g)?\.? ?\w{1,4})?[\s.)\]]*", re.IGNORECASE
)
SURNAME: Final = re.compile(r"[а-яё]+(?:[оеё]ва?|[иы]на?|ский|ская)", re.IGNORECASE)
BOTH: Final = GIVEN_NAMES & SURNAMES
NO_PLACE: Final = frozenset("date home post page posted of edition issue index".split())
ARTICLES: Final = frozenset("the le la les el il lo der die das".split())
JOINED: Final = frozenset("and of the on in & de du des di da del della do für und et e y i".split())
"""Words in small letters within the names of papers."""
LAST: Final = frozenset(
    """advance advertiser advocate age anzeiger argus australian banner beacon bee bote bulletin call chronicle citizen
    constitution courant courier democrat despatch dispatch eagle echo enquirer examiner express globe guardian
    independent inquirer intelligencer item kurier leader ledger mail mercury merkur messenger mirror monitor
    nachrichten observer post presse press record recorder reporter republican review rundschau scotsman sentinel
    spectator standard star statesman sun tageblatt tagblatt today transcript union whig world
    economist figaro mundo nacion pais prensa soir stampa temps vanguardia welt zeit""".split()
)
"""What the names of papers end in, besides those that entities/papers.py knows."""
FIRST: Final = frozenset(
    "gazeta gazette dziennik kurier corriere giornale diario correo dépêche tribune journal".split()
)
"""What they begin with, in other languages than English behind an article."""
GENERAL: Final = frozenset(
    """latest breaking local national international foreign world business sport sports home more other our your this
    press news weekly radio tv united associated company market morning evening financial top headline book film
    annual""".split()
)
"""Words of which, with one of a paper, headings are made that name none: `World News`."""
NAMED_SO: Final = frozenset("daily sunday evening morning weekly financial".split())
NEWSPAPERS: Final = frozenset("news mail express post star mirror record telegraph times herald standard".split())


class _Parts(NamedTuple):
    name: str
    day: str  # with its weekday, as printed


def sent(line: str) -> Dateline | None:
    """Return the dateline that a line is, `Mostar, 24 July 2004`; None where it is none."""
    parts = _parted(line)
    if not parts or outlet(line):
        return None
    place, _, region = parts.name.partition(", ")
    if not place[:1].isupper() or place.lower() in NO_PLACE:
        return None
    known = shortened(region) or lies_in(place, region) if region else _is_town(place)
    return Dateline(printed=parts.name, place=place, region=region or None, date=parts.day) if known else None


def _is_town(name: str) -> bool:
    """Tell whether a name by itself is a town's, and no person's who signs: `Martin`, `Иванов`."""
    standing = tools()[0].standing(name)
    called = SURNAME.fullmatch(name) or fold(name) in BOTH
    return standing >= (REGION if called else TOWN)


def outlet(line: str) -> str | None:
    """Return the paper that a line names before a day, `Barnsley Chronicle, 12 October 1979`; None where it is none."""
    parts = _parted(line)
    return parts.name if parts and _is_paper(parts.name.split()) else None


@lru_cache(maxsize=1024)
def _parted(line: str) -> _Parts | None:
    """Part a line that is no more than a name and a day."""
    dates = find_dates(line, yearless=True) if len(line) <= LONGEST else ()
    if len(dates) != 1 or not (rest := BEHIND_DAY.fullmatch(line, dates[0].end)):
        return None
    before = line[: dates[0].start]
    lead = BEFORE_DAY.search(before)
    if lead and lead[1] and weekday_called(lead[1]) is None:
        lead = BEFORE_DAY.search(before, lead.end(1))
    first = lead.start() if lead else len(before)
    apart = APART.search(before, 0, first)
    opening = FROM.match(before)
    name = before[opening.end() : apart.start()] if apart and opening else ""
    if not name or weekday_called(name) is not None:
        return None
    return _Parts(name, line[first : rest.end(1) if rest[1] else dates[0].end])


def _is_paper(words: list[str]) -> bool:
    """Tell whether words are called like a paper, and neither a town, a person nor a heading."""
    named = words[1:] if words[0].lower() in ARTICLES else words
    if " ".join(named).lower() in FORMS:
        return False  # an agency, and that is never the source
    if not named or not 2 <= len(words) <= MOST_WORDS or not _written_as_name(words) or not _speaks_of_one(words):
        return False
    if named is words and (tools()[0].standing(" ".join(words)) or _is_in_full(words)):
        return False
    return _is_titled(named)


def _is_titled(words: list[str]) -> bool:
    first, last = words[0].lower(), fold(words[-1])
    return last in LAST or last in NEWSPAPERS or is_titled(words) or (first in FIRST and len(words) > 1)


def _written_as_name(words: list[str]) -> bool:
    return words[0][0].isupper() and all(word[0].isupper() or word in JOINED for word in words)


def _speaks_of_one(words: list[str]) -> bool:
    """Tell whether a name is more than a heading: `Daily News` is, `Latest News` is not."""
    small = [word.lower() for word in words]
    return not GENERAL.issuperset(small[:-1]) or (small[0] in NAMED_SO and small[-1] in NEWSPAPERS)


def _is_in_full(words: list[str]) -> bool:
    """Tell whether two words are a person's two names, though the second is a paper's word: `Emily Post`."""
    return len(words) == 2 and fold(words[1]) in SURNAMES and _begins_as_person(words)


def _begins_as_person(words: list[str]) -> bool:
    """Tell whether the first word is a given name and no town's: `Emily`, not `Lincoln`."""
    return fold(words[0]) in GIVEN_NAMES and tools()[0].standing(words[0]) < TOWN


def is_person(words: list[str]) -> bool:
    """Tell whether a name begins as a person's does, and does not end as a paper's: `Hugh Pelling`."""
    return len(words) > 1 and _begins_as_person(words) and not _is_titled(words)
