"""
The dates one story shows, each with its role, its readings and the words quoted.

`date_evidence` reads the clues of the page, `address_evidence` the address, the path it was saved under and the
instant of the crawl.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from dispatchsearch.almanac import WEEKDAY_WORDS, weekday_called
from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import DateEvidence, Role
from dispatchsearch.found_dates import FoundDate, find_dates
from dispatchsearch.ingest.address_dates import dates_in_address
from dispatchsearch.ingest.story import CleanDocument, Clue
from dispatchsearch.tense import looks_ahead

LONG: Final = 60
LONGER: Final = 120
"""Characters that are quoted whole, in a line of the source more."""

MOST_EVENTS: Final = 40
"""Dates of the running text kept as evidence; a chronology may hold hundreds."""


def _letters_first(words: str) -> re.Pattern[str]:
    r"""Compile words so that each begins with its letter, none with `\b`: those of other letters cost nothing then."""
    return re.compile(re.sub(r"\\b(\w)", r"\1(?<!\\w\1)", words))


KINDS: Final[dict[Role, str]] = {
    "updated": r"updat|modif|last.?mod|revis|\blast\b.{0,12}(?:chang|review)|edited|changed|aktualisi|aktualiz|"
    r"ge[aä]ndert|\bstand\b|mise? [aà] jour|\bmaj\b|actuali[sz]|atualiza|aggiorna[tm]|bijgewerkt|modyfik|"
    r"uppdater|op?pdater|gewijzigd|uuendat|muudetud|atnaujin|atjaun|muokattu|upraven|zmienion|posodob|"
    r"ostatni.{0,8}zmian|posledn.{0,8}(?:zmen|izmen)|posljednj.{0,8}izmj|zadnj.{0,8}(?:izm|sprem)|son d[uü]zenle|"
    r"data zmiany|\bwersja z|\bverze z|\bverzia z|\bversion (?:vom|du)\b|\bversione del\b",
    "published": r"publi|posted|post ?(?:on\b|date)|issued|created|released|erstellt|ver[oö]ffentlich|erschien|upload|"
    r"filed|written|pub_?date|eklen|geplaatst|gepubliceerd|dodano|objavlj|"
    r"\bdodani|utworzon|wydan[io]|megjelen|\bpostat\b|julkaist|avaldat|paskelb|uverejn|zverejn",
    "crawled": r"\bretriev|\baccessed|\bgenerated\b|\brendered\b|"
    r"\barchived\b|\bcaptured|\bcrawled|\bdownloaded|\bsaved on|\bload.?date|abgerufen|"
    r"\bprinted(?<!first printed)(?<!originally printed) (?:on|at|from)\b|gedruckt am|stampato il|"
    r"impress?[ao] (?:el|em)\b|wydrukowano|consultad[oa] (?:el|em)\b",
    "event": r"expir|unavailable|event|veranstalt|termin|birth|death|born|deadline|comment|regist(?:er|riert)|\bjoin|"
    r"available|current.?(?:date|time)|\btoday(?: is\b|['’]s date)|"
    r"aktuell.{0,8}(?:datum|zeit)|start.?date|end.?date|valid.?date|due.?date|"
    r"valid.?(?:from|until)|\bnext (?:issue|edition|update|meeting)\b|\bappears on\b|"
    r"\bheute ist\b|\bhoy es\b|aujourd['’]hui(?<![\w:] aujourd.hui),? (?:le )?(?:[^\W\d]+,? )?$",
}
"""Words in small letters that say what a date is; they stand before it or name its place."""

BEYOND: Final[dict[Role, str]] = {
    "updated": r"änderung|güncelle|yenilən|обнов[лен]|оновл|изменен|змін[еи]|остання зміна|промян|актуализ|"
    r"päivitetty|ενημ|frissít|módosít|změn|ažurir|ажурир|përditës|განახლ|թարմաց|تحديث|עודכן|cập nhật|更新",
    "published": r"опубл[иі]к|публик|дата|dərc |yayın|zveřejn|vydán|vložen|vytvoř|közzét|létrehoz|publikál|adăugat|"
    r"додано|створено|розміщен|размещен|добавлен|создано|објављ|δημοσ|发布|掲載|公開",
    "event": r"oggi è\b|hoje é\b|(?:dziś|dzisiaj) jest\b|"
    r"(?:сегодня(?<![\w:] сегодня)|сьогодні(?<![\w:] сьогодні)|bugün(?<![\w:] bugün)|bu gün(?<![\w:] bu gün)|"
    r"astăzi(?<![\w:] astăzi)) (?:[^\W\d]+,? )?$",
    "crawled": r"consulté le|imprimé le|impresión|impressão|yazdır|распечатано|роздруковано|"
    r"обращения(?<=дата обращения)|data dostępu|erişim tarihi|引用日期|閲覧",
}
"""Such words with letters beyond ASCII: most of what is read holds none, and is not searched for them."""

IN_ASCII: Final = {role: _letters_first(words) for role, words in KINDS.items()}
IN_FULL: Final = {role: _letters_first("|".join(filter(None, (KINDS[role], BEYOND.get(role))))) for role in KINDS}

ORIGINALLY = re.compile(
    r"\W*(?:this \w+ )?(?:was )?(?:first|originally) (?:printed|published|appeared)|"
    r"\W*(?:reprinted|reproduced) from|\W*from the (?:issue|edition|archives?) of",
    re.IGNORECASE,
)
DATE_NAME = re.compile(r"date|time|publi|modif|updat|creat|issue|releas|revis|stamp|datum|fecha", re.IGNORECASE)
"""A meta tag of another name holds no date, though "WordPress 4.9.13" looks like one."""

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WORDS = re.compile(r"[^\W\d_]{6,12}")

SEEN: Final = frozenset(("label", "time", "element", "line", "byline"))
DATA: Final = frozenset(("meta", "json-ld", "script", "http", "comment"))
"""Places that programs read; a date there has its year."""

YEAR_ALONE = re.compile(r"\s*((?:1[6-9]|20)\d\d)(?:\.0)?\s*")
"""A year; `1993.0` is one that a program has taken for a number."""

FIELDS: Final[dict[str, re.Pattern[str]]] = {
    "header": re.compile(r"date|year|published|posted|pub-date"),
    "meta": re.compile(
        r"(?!.*copyright)(?:.*[.:_-])?(?:issued|(?:pub\w*[_-]?)?date|date[_-]?(?:published|issued))", re.IGNORECASE
    ),
    "json-ld": re.compile(r".*"),
}
"""Place -> names of the fields there that hold a date and nothing else, so that a year alone is one."""

TITLES: Final = ("title", "headline")
BREAKS: Final = tuple(",-–—|:(/[•·»>")
WORD = re.compile(r"[^\W\d_]+")
BULLETIN = re.compile(
    r"(?i)(?:bulletin|digest|report|review|news\w*|summary|edition|issue|update|briefs?|press|vom|from|du|del|от|за)\W*"
    r"(?:for |of |from )?(?:[^\W\d_]+, )?$"
)
FEW_WORDS: Final = 3
"""A title of so many names and a date is an issue's."""

PARAGRAPHS: Final = ("lead", "text")
MARKS: Final = {"headline": "", "lead": "below"}
"""What is seen stands above the headline, under it (where stories are dated), or below where the text begins."""

SIGNS: Final = tuple("-–—(/:)]|_")
OPENER = re.compile(r"\W{0,3}(?:\d|[^\W\d]{3,10},? (?:\d|[^\W\d]{3,10} \d))")
SENTENCE = re.compile(r"\W{0,3}[A-ZÀ-ÞА-Я]")
CLOCK = re.compile(r",? (?:um |at |à )?\d\d?[:.h]\d\d\b")
ENDS = re.compile(r"[|·•–—] $")
BRACKETED = re.compile(r"[(\[][^()\[\]]*$")
CLOSED = re.compile(r"[,;]?\s?(?:[rгр]\.|[\w/-]{2,12})?[)\]]")
SHORT_LEAD: Final = 80
"""A paragraph that opens with a date is a dateline where one of the signs or a new sentence follows, or where it is no
more than a line."""

ROLES: Final[dict[str, Role]] = {"copyright": "copyright", "comment": "crawled", "text": "event", "lead": "event"}
"""The role of a date by its place alone, where the place decides."""


def address_evidence(url: str | None, path: str, fetched: str | None) -> tuple[DateEvidence, ...]:
    """Read the dates of a page's address, of the path it is saved under and of its crawl (an ISO instant)."""
    evidence = [*dates_in_address(url, "address")] if url else []
    known = {(date.role, date.readings) for date in evidence}
    evidence += [date for date in dates_in_address(path, "path") if (date.role, date.readings) not in known]
    if fetched:
        day = fetched[:10]
        evidence += [DateEvidence("crawled", date.readings, "crawl", "fetched", day) for date in find_dates(day)]
    return tuple(evidence)


def date_evidence(clean: CleanDocument) -> tuple[DateEvidence, ...]:
    """Read the dates of a story's clues, in the order of the page.

    A date without its year has no readings here: its words stand in `name` and `quote`. The weekday in the lead is
    evidence of that kind too, with the place `weekday`. The name of a date that is seen is the clue's, after `above: `
    or `below: ` where it does not stand between headline and text, `beside: ` where it does but in a part apart.
    """
    evidence = list(dict.fromkeys(_read(clean.clues)))
    events = {id(date) for date in [date for date in evidence if date.place == "text"][MOST_EVENTS:]}
    body = (block.text for block in clean.blocks if block.kind == "body")
    weekday = _weekday(" ".join(islice(body, 3)))
    return (*(date for date in evidence if id(date) not in events), *([weekday] if weekday else ()))


def _opened(clues: Sequence[Clue]) -> Sequence[Clue]:
    """Take for a lead the one paragraph that opens with a date; where several do they tell of days, and none is one."""
    openers = [clue for clue in clues if clue.place in PARAGRAPHS and OPENER.match(clue.text) and _begins(clue.text)]
    if not openers or (len(openers) == 1 and openers[0].place == "lead"):
        return clues
    place = "text" if len(openers) > 1 else "lead"
    return [replace(clue, place=place) if any(clue is opener for opener in openers) else clue for clue in clues]


def _begins(paragraph: str) -> bool:
    """Say whether a paragraph begins with a whole date, set apart from what follows."""
    dates = find_dates(paragraph[:SHORT_LEAD])
    return bool(dates) and _whole(dates[0]) and dates[0].start < 12 and _opens(paragraph, dates[0])


def _read(clues: Sequence[Clue]) -> Iterator[DateEvidence]:
    standing = "above"
    for clue in _opened(clues):
        if clue.place in MARKS:
            standing = MARKS[clue.place]
        yield from _copyright(clue) if clue.place == "copyright" else _dates(clue, standing)


def _dates(clue: Clue, standing: str) -> Iterator[DateEvidence]:
    if clue.place == "meta" and not DATE_NAME.search(clue.name):
        return
    found = find_dates(clue.text, yearless=clue.place not in DATA, dateline=clue.place == "dateline")
    if not found and clue.place in FIELDS:
        found = _year_alone(clue)
    if not found:
        return
    after = 0
    stands = _stands(clue, standing)
    for date in found:
        place, role = _placed(clue, date, clue.text[after : date.start])
        if role == "event" and place in SEEN and not standing and "event" in clue.words:
            role = "published"  # between headline and text a class named "event" is but the site's word for a post
        name = stands if date.readings else clue.text[date.start : date.end]
        quote = _quote(clue.text, date, LONGER if place == "source-line" else LONG)
        yield DateEvidence(role, date.readings, place, name, quote, date.order, date.separator)
        after = date.end


def _year_alone(clue: Clue) -> tuple[FoundDate, ...]:
    """Read the year in a field of date that holds nothing else."""
    year = YEAR_ALONE.fullmatch(clue.text)
    if year is None or not FIELDS[clue.place].fullmatch(clue.name):
        return ()
    return (FoundDate(*year.span(1), (PartialDate(int(year[1])),)),)


def _stands(clue: Clue, standing: str) -> str:
    """Return the name of a clue with the part of the page it stands in before it."""
    if clue.place not in SEEN:
        return clue.name
    if not clue.region:
        return f"{standing}: {clue.name}" if standing else clue.name
    return clue.name if standing else f"beside: {clue.words}"


def _placed(clue: Clue, date: FoundDate, before: str) -> tuple[str, Role]:
    """Say where a date of a clue stands and what it tells: the words next before it outrank the clue's own name."""
    if date.start and clue.place != "text" and len(before) < 80 and ORIGINALLY.match(clue.text):
        return "source-line", "published"
    if clue.place in TITLES and not _set_apart(clue.text, date):
        return clue.place, "event"
    if clue.place == "lead" and _opens(clue.text, date):
        return "dateline", "published"
    labels = _kinds(before[-40:]) if before and clue.place not in ROLES else ()
    if labels:
        return "label" if clue.place in SEEN else clue.place, labels[-1]
    return clue.place, _role(clue)


def _set_apart(title: str, date: FoundDate) -> bool:
    """Say whether a title bears a date as an issue's: `News Bulletin, 96-04-18`; not `Congress to Convene Dec. 1`."""
    before, after = title[: date.start], title[date.end :]
    if not before.strip() or BULLETIN.search(before) or before.rstrip()[-1:] in BREAKS:
        return True
    rest = WORD.findall(before + after)
    return len(rest) <= FEW_WORDS and not any(word[0].islower() for word in rest)


def _opens(lead: str, date: FoundDate) -> bool:
    """Say whether a lead opens with the date, as `Moscow/Shali, 11 January 2000 (RFE/RL) -` does."""
    before, after = lead[: date.start].split(), lead[date.end : date.end + 5].strip()
    short = len(lead) < SHORT_LEAD
    if short and ENDS.search(lead[: date.start]) and not lead[date.end :].strip(" ."):
        return True
    line = short and (not before or CLOCK.match(lead, date.end) is not None)
    alone = line or (not before and _whole(date) and SENTENCE.match(after) is not None)
    named = all(not word[0].islower() or weekday_called(word.strip(".,")) is not None for word in before)
    closed = BRACKETED.match(lead[: date.start]) is not None and CLOSED.match(lead, date.end) is not None
    return len(before) < 7 and named and (alone or closed or after[:1] in SIGNS)


def _whole(date: FoundDate) -> bool:
    return bool(date.readings) and date.readings[0].day is not None


def _role(clue: Clue) -> Role:
    """Say what a date tells of the story by its place and by what names it."""
    if clue.place in ROLES:
        return ROLES[clue.place]
    if clue.place == "http":
        return "updated" if "modified" in clue.name else "crawled"
    if clue.place == "header" and clue.name == "load-date":
        return "reposted"
    return _named(clue.words) or ("event" if clue.region == "comments" else "published")


@lru_cache(maxsize=4096)
def _named(name: str) -> Role | None:
    kinds = _kinds(name if name.islower() else CAMEL.sub(" ", name))
    return kinds[0] if kinds else None


@lru_cache(maxsize=4096)
def _kinds(words: str) -> tuple[Role, ...]:
    """Return the kinds of date that words speak of, in their order."""
    small = words.lower()
    kinds = IN_ASCII if small.isascii() else IN_FULL
    found = [(match.start(), role) for role, pattern in kinds.items() for match in pattern.finditer(small)]
    return tuple(role for _, role in sorted(found))


def _quote(text: str, date: FoundDate, long: int) -> str:
    """Return the words a person is shown: the whole clue where it is short, else the date with a little before it."""
    if len(text) <= long:
        return text.lstrip(" .,:;|-")
    start = text.rfind(" ", 0, max(0, date.start - 20)) + 1
    return text[start : date.end]


def _copyright(clue: Clue) -> Iterator[DateEvidence]:
    for year in YEAR.findall(clue.text):
        yield DateEvidence("copyright", (PartialDate(int(year)),), "copyright", clue.name, clue.text[:60])


def _weekday(lead: str) -> DateEvidence | None:
    """Return the first weekday of the first paragraphs that does not lie ahead."""
    lead = lead[:1000]
    if WEEKDAY_WORDS.isdisjoint(WORDS.findall(lead.casefold())):
        return None
    for word in WORDS.finditer(lead):
        if weekday_called(word[0]) is not None and not looks_ahead(lead, *word.span()):
            return DateEvidence("event", (), "weekday", word[0], word[0])
    return None
