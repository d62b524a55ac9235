"""Every text the pages show, in one place; numbers and dates as the reader's English writes them."""

from dispatchsearch.dates import PartialDate
from dispatchsearch.export.record import day as iso_day
from dispatchsearch.search.page import ResultPage
from dispatchsearch.web.locales import decimal, language, long_date, month_abbreviation

NAME = "dispatchsearch"
TAGLINE = "An archive of news dispatches"
LANGUAGE = "en"

SKIP = "Skip to the main part"
SEARCH = "Search"
SEARCH_LABEL = "Search the archive"
SEARCH_HINT = "Words, names, “exact phrases”"
SOURCES = "Sources"
REJECTED = "Not indexed"
CORRECTED = "Corrected"
CORRECTED_LEAD = "What a person has decided of this archive, as the files in authority/ tell it."
CORRECTED_NONE = "Nothing has been corrected."
BECAUSE = "Because"
DECIDED = "Decided"
NAME_AS_WRITTEN = "Name"
DATE_ORDERS = {"dmy": "writes the day before the month", "mdy": "writes the month before the day"}
VERBS = {
    "same": "is the same as",
    "not same": "is not the same as",
    "heading": "is called",
    "hide": "is no name",
    "coordinates": "lies at",
}
REJECTED_WORD = "not indexed"
AS_JSON = "JSON"

SORT = "Sort by"
SORTS = {"relevance": "Relevance", "newest": "Newest first", "oldest": "Oldest first"}
FROM = "From"
TO = "To"
DATES_APPLY = "Set dates"
PERIOD = "Period"
SHOWN = "On a page"
CLEAR = "Clear all"
REMOVE = "Remove"
EXCLUDE = "Exclude"
NOT = "Not"
MORE = "Show more"
FEWER = "Show fewer"
NARROW = "Narrow the result"
NO_WORDS = "All dispatches"
UNDERSTOOD = "How this was understood"
DID_YOU_MEAN = "Did you mean"
UNTITLED = "Untitled dispatch"
HOW_KNOWN = "how we know"
EVIDENCE = "How we know"
RESULTS = "Results"
DATE = "Date"
UNDATED = "undated"
NOT_USED = "not used"
PEOPLE = "People"
PLACES = "Places"
PREVIOUS = "Previous"
NEXT = "Next"
PAGES = "Pages of results"
PARTIAL = "This is a part of what there is:"
FACETS = {
    "place": "Place",
    "dateline_place": "Dateline place",
    "person": "Person",
    "source": "Source",
    "agency": "Agency",
    "year": "Year",
    "lang": "Language",
}
CONFIDENCE = {"high": "high confidence", "medium": "medium confidence", "low": "low confidence"}
PRECISION = {"day": "", "month": "month only", "year": "year only"}
DATE_MATCH = {"certain": "in the period", "possible": "possibly in the period", "undated": "no date"}
SOME_ONLY = "These hold some of your words, not all"

NOTHING = "Nothing was found."
SEARCHED_FOR = "Searched in titles and texts:"
WAYS_ON = "Ways on"
WITHOUT_FILTER = "Search without"
WITHOUT_ALL = "Search without any of these limits"
LIST_UNDATED = "List the undated dispatches"
BROWSE_ALL = "Look through all dispatches"
PAST_THE_END = "The result ends before this page."
FIRST_PAGE = "To its first page"
CHECK_SPELLING = "Try fewer words, or the name in another spelling: any form that the archive knows will do."

HOW_DATED = "Date"
HOW_SOURCED = "Source"
FOUND_AT = "Where it lies"
CANDIDATES = "It may be"
BY_HAND = "set by hand"
LAST_UPDATED = "Last updated"
EVENTS = "Days it speaks of"
SET_ASIDE = "Text set aside"
SET_ASIDE_WHY = "Page furniture, not part of the dispatch and not searched."
DATELINE = "Dateline"
AGENCY = "Agency"
SEEN_ON_PAGE = "Dates on the page"
TAKEN_FOR = "What places were taken for"
PERMANENT = "Permanent address"
BACK = "All results"
SHOW_AS_PRINTED = "show as printed"
SHOW_REPAIRED = "show as repaired"
THIS_IS_PRINTED = "This is the text as the page has it."
BESIDE = "In the same document"
FIND_SET_ASIDE = "find them there"

ROLES = {
    "published": "publication",
    "updated": "last update",
    "crawled": "saved by a crawler",
    "reposted": "posted again",
    "copyright": "copyright line",
    "event": "day spoken of",
}

SOURCES_LEAD = "The outlets, as they are cited."
REJECTED_LEAD = "Records that could not be read. Each stays listed until it can."
REJECTED_NONE = "Every record was read."
SUGGESTIONS = "Suggestions"
INSIDE = "Search inside"
KEYS = "Keys"
KEYS_DO = (
    ("/", "to the search box"),
    ("j", "next result"),
    ("k", "previous result"),
    ("Enter", "open it"),
    ("?", "show these keys"),
)
KEYS_ON = "Keys are on"
CLOSE = "Close"
SOURCE_LINE = "A line of authority/sources.csv, under pattern,name:"
WHY_HERE = "Why it is here"
LIKE = "Dispatches like this one"
CORRECT = "Not right?"
AROUND = "This result"
CITE = "Cite"
NOTE = "Note"
BIBLIOGRAPHY = "Bibliography"
PRINTED = "As printed"
CITED_AS = {"ris": "RIS", "bib": "BibTeX", "csl.json": "CSL-JSON"}
VIEWS = {"list": "List", "map": "Map"}
FILES = {
    "csv": "CSV",
    "json": "JSON",
    "jsonl": "JSON lines",
    "ris": "RIS",
    "bib": "BibTeX",
    "csl.json": "CSL-JSON",
    "atom": "Atom",
}
SAVE_AS = "Save the result as"
NEARER = "Nearer"
FARTHER = "Farther"
MAP = "Places on a map"
NO_MAP = "No place of this result has a known position."
TIMELINE = "Dispatches over time"
ALL_YEARS = "all years"
VERSIONS = "Versions of this story"
EVERY_VERSION = "list every version"
FOLDED = "fold versions"
THIS_ONE = "this one"
COMPARE = "compare"
DIFFERENCE = "Two versions side by side"
CHANGED = "Numbers and names that differ"
NOTHING_CHANGED = "No number and no name differs."
KINDS = {"number": "number", "name": "name"}
SAME_DAY = "The same day in this paper"
LESS_EXACT = "dated less exactly, anywhere in this time"
AS_TABLE = "As a table"
SPEAKING_OF_DAY = "Dispatches that speak of this day"
WRITTEN = "Written as"
LIES_IN = "Lies in"
MORE_OF_THEM = "More of them"

FILE = "File"
REASON = "Reason"
FIRST_LAST = "Years"
DISPATCHES = "Dispatches"
OUTLET = "Outlet"

PROBLEM = {
    400: "This search cannot be run",
    404: "Nothing has this address",
    421: "This host is not served",
    500: "Something went wrong here",
    503: "The archive cannot answer now",
}
NOT_FOUND = "There is no page here. The search box finds dispatches by their words."
COLUMN = "column"
TO_HOME = "To the first page"

BROWSE = "Look through"
GLANCE_EMPTY = "Nothing is indexed yet. Run: dispatchsearch index raw/"
MOST_PLACES = "Places most written of"
MOST_PEOPLE = "People most written of"
MOST_SOURCES = "Sources"


def number(value: int) -> str:
    """Return a count with its thousands apart."""
    return decimal(value)


def dispatches(count: int) -> str:
    """Return "1 dispatch" or "2,000 dispatches"."""
    return f"{number(count)} dispatch{'' if count == 1 else 'es'}"


def dispatches_word(count: int) -> str:
    """Return "dispatch" or "dispatches", to go behind its number."""
    return "dispatch" if count == 1 else "dispatches"


def sources_word(count: int) -> str:
    """Return "source" or "sources", to go behind its number."""
    return "source" if count == 1 else "sources"


def counts(page: ResultPage) -> str:
    """Return how many dispatches hold the words: all of them, and some of them."""
    if not page.text.strip():
        return dispatches(page.total)
    if not page.holding_all and not page.holding_some:
        return NOTHING
    if not page.holding_all:
        return f"None holds all your words, {number(page.holding_some)} {_hold(page.holding_some)} some"
    if not page.holding_some:
        return dispatches(page.holding_all)
    return (
        f"{number(page.holding_all)} {_hold(page.holding_all)} all your words, "
        f"{number(page.holding_some)} {_hold(page.holding_some)} some"
    )


def certainty(page: ResultPage) -> str:
    """Return how many of the result certainly and possibly lie in the dates asked for."""
    parts = [f"In the period: {number(page.certain or 0)} certain"]
    if page.possible:
        parts.append(f"{number(page.possible)} possible")
    if page.undated:
        parts.append(f"{number(page.undated)} undated and not counted")
    return ", ".join(parts)


def _hold(count: int) -> str:
    return "holds" if count == 1 else "hold"


def stories(page: ResultPage) -> str:
    """Return "120 stories (187 dispatches)"."""
    one = "story" if page.stories == 1 else "stories"
    return f"{number(page.stories)} {one} ({dispatches(page.total)})"


def repaired(count: int) -> str:
    """Return "Text repaired in 4 places"."""
    return f"Text repaired in {number(count)} place{'' if count == 1 else 's'}"


def set_aside(count: int) -> str:
    """Return that words also stand in what is set aside."""
    return f"Your words also stand in text set aside on {number(count)} page{'' if count == 1 else 's'}"


def versions(count: int) -> str:
    """Return "4 versions"."""
    return f"{number(count)} versions"


def label(text: str, kind: str) -> str:
    """Return the words for a facet's line: languages have names, all else speaks for itself."""
    return language(text) if kind == "lang" else text


def paragraphs(count: int) -> str:
    """Return "1 paragraph" or "3 paragraphs"."""
    return f"{number(count)} paragraph{'' if count == 1 else 's'}"


def date(known: PartialDate | None) -> str:
    """Return 27 June 1993, June 1993, 1993 or "undated": as much as is known."""
    if known is None:
        return UNDATED
    return long_date(known)


def tick(span: PartialDate) -> str:
    """Return the few letters that stand below a bar: 1993, Jun, 27."""
    if span.day:
        return str(span.day)
    return month_abbreviation(span.month) if span.month else str(span.year)


def day(number: int) -> str:
    """Return the integer yyyymmdd as 27 June 1993."""
    return date(PartialDate.from_iso(iso_day(number)))


def years(first: int | None, last: int | None) -> str:
    """Return 1988–1996, 1993, or nothing where no year is known."""
    return "–".join(str(year) for year in dict.fromkeys((first, last)) if year)


def period(since: str, until: str) -> str:
    """Return the dates asked for in words: "1993 to June 1994", "since 1993", "until 1994", "1993"."""
    if since and until:
        return since if since == until else f"{since} to {until}"
    return f"since {since}" if since else f"until {until}"


def coordinates(latitude: float, longitude: float) -> str:
    """Return 40.21° N, 46.81° E."""
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"


def sentence(text: str) -> str:
    """Return a reason as a sentence begins: with a capital."""
    return text[:1].upper() + text[1:]


def place_in_result(rank: int, total: int) -> str:
    """Return "3 of 120"."""
    return f"{number(rank)} of {number(total)}"


def less_exact(count: int) -> str:
    """Return that some dispatches are not among the bars, because their dates are not known so exactly."""
    return f"{number(count)} dated less exactly"


def map_note(outside: int, unknown: int) -> str:
    """Return how to read the map, and how many places it does not show."""
    parts = ["The larger the circle, the more dispatches; a ring is a country or another area."]
    parts += [f"{places(outside)} beyond the edge."] if outside else []
    parts += [f"{places(unknown)} without a known position."] if unknown else []
    return " ".join(parts)


def places(count: int) -> str:
    """Return "1 place" or "2 places"."""
    return f"{number(count)} place{'' if count == 1 else 's'}"


def seconds(value: float) -> str:
    """Return how long a search took, two digits that count."""
    return f"{value:.2g} s" if value >= 0.001 else "under 1 ms"
