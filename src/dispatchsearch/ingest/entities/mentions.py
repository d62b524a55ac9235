"""The people and places a dispatch names."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from dispatchsearch.dispatch import Block, Dateline, Evidence, Mention, MentionKind
from dispatchsearch.gazetteer import Gazetteer, Place
from dispatchsearch.ingest.entities.beside import joined, listed
from dispatchsearch.ingest.entities.consistency import cased, echoed, settle
from dispatchsearch.ingest.entities.firms import is_within
from dispatchsearch.ingest.entities.foreign import Named, foreign_names, is_foreign
from dispatchsearch.ingest.entities.known import overlooked, whole
from dispatchsearch.ingest.entities.latin import believed, elided
from dispatchsearch.ingest.entities.people import full_names
from dispatchsearch.ingest.entities.periods import years_of
from dispatchsearch.ingest.entities.placenames import candidates_of, is_part
from dispatchsearch.ingest.entities.review import kept, reviewed
from dispatchsearch.ingest.entities.tagger import Span, Tagged, Tagger
from dispatchsearch.ingest.entities.titled import numbered, titled
from dispatchsearch.ingest.entities.toponyms import Resolved, resolve, resolve_with_reasons
from dispatchsearch.ingest.entities.villages import villages

ENGLISH = "en"
HEADLINE = -1
GAP = "\n\n"
LONGEST = 300_000  # characters of one dispatch that are read for names
NUMERAL = frozenset("IVX")
LONG_WORD = 3  # letters: shorter words stay small in headlines
DATELINE_WITHIN = 400  # characters from the head of the body in which a dateline stands


@dataclass(frozen=True, slots=True)
class Found:
    """What a dispatch names, and its dateline's place.

    A place is a gazetteer id, "name:Torval" where it is not in there, "name:Torval@geonames:587116" where the dateline
    says what it lies in.
    """

    mentions: tuple[Mention, ...]
    dateline_place: str | None


@cache
def atlas() -> Gazetteer:
    """Open the gazetteer once for each process."""
    return Gazetteer()


@cache
def tools() -> tuple[Gazetteer, Tagger]:
    """Open gazetteer and tagger once for each process."""
    return atlas(), Tagger(atlas())


def find_mentions(
    headline: str,
    blocks: Sequence[Block],
    dateline: Dateline | None,
    years: Collection[int] = (),
    language: str | None = None,
) -> Found:
    """Return the people and places named in the headline (block -1) and in blocks of body and captions.

    `years` are those in which the dispatch may have been published: names of places change. `language` is that of the
    text as an ISO 639-1 code, None where nothing tells it: it is read as English.
    """
    page = Page(headline, blocks)
    tagged = tools()[1].tag(page.text)
    if is_foreign(page.text):
        return foreign(page, tagged, dateline, years)
    return meant(page, find_names(page, tagged, dateline, language), dateline, years)


def find_names(page: "Page", tagged: Tagged, dateline: Dateline | None, language: str | None) -> list[Span]:
    """Return the names of people and places of a page, before it is asked whom and what they mean."""
    gazetteer, _ = tools()
    large = page.words_of_large_headline(tagged)
    sure = in_dateline(tagged, page, dateline)
    named = listed(tagged, joined(tagged, reviewed(tagged, gazetteer)), gazetteer)
    named = whole(tagged, [*named, *overlooked(tagged, named, gazetteer)], gazetteer)
    named = titled(tagged, named, gazetteer)
    spans = with_dateline([span for span in named if span.first >= large], sure)
    told = [span for span in villages(tagged, spans, gazetteer) if span.first >= large]
    spans = settle(tagged, with_dateline(spans, told), [*sure, *told])
    if language not in (None, ENGLISH):
        spans = with_dateline(believed(tagged, spans, gazetteer, language), sure)
    spans = numbered(tagged, kept(tagged, spans, gazetteer))
    echoes = echoed(tagged, spans, large)
    spans = [*(span for span in echoes if span.label == "PER" or not is_within(tagged, span)), *spans]
    if language not in (None, ENGLISH):
        spans += elided(tagged, spans, gazetteer)
    return sorted({*spans})


def meant(page: "Page", spans: Sequence[Span], dateline: Dateline | None, years: Collection[int]) -> Found:
    """Return whom and what names mean."""
    people = [span for span in spans if span.label == "PER"]
    places = [span for span in spans if span.label == "LOC"]
    full = full_names([written(page.text, span) for span in people])
    at = [(span.start, span.end) for span in places]
    means = resolve(tools()[0], page.text, at, filed_alone(page, dateline), years)
    keys = dict(zip(people, full, strict=True))
    keys |= keys_of(page.text, places, means)
    return concluded(page, dateline, keys)


def concluded(page: "Page", dateline: Dateline | None, keys: dict[Span, str]) -> Found:
    """Return what spans mean; a dateline's place that nobody knows lies where the dateline says."""
    gazetteer, _ = tools()
    filed = dateline_key(page, dateline, keys, gazetteer)
    if filed and filed.startswith("name:") and "@" not in filed and dateline and dateline.region:
        outer = next((one.place.id for one in candidates_of(gazetteer, dateline.region)), None)
        placed = f"{filed}@{outer}" if outer else filed
        told = {filed: placed} | ({f"name:{dateline.region}": outer} if outer else {})
        keys = {span: told.get(key, key) for span, key in keys.items()}
        filed = placed
    if filed and dateline and dateline.region:
        keys |= dict.fromkeys(named_as_filed(page, dateline, keys), filed)
    return Found(tuple(page.mention(span, keys[span]) for span in sorted(keys)), filed)


def named_as_filed(page: "Page", dateline: Dateline, keys: Collection[Span]) -> list[Span]:
    """Return the mentions of the place that the dateline has with its state: MOSCOW, Idaho, and Moscow in the headline.

    Not one that a comma follows: there it may be another one, "Moscow, Russia".
    """
    name = filed_from(dateline)[0].casefold()
    named = [span for span in keys if page.text[span.start : span.end].casefold() == name and span.label == "LOC"]
    return [span for span in named if page.text[span.end : span.end + 1] != ","]


def foreign(page: "Page", tagged: Tagged, dateline: Dateline | None, years: Collection[int]) -> Found:
    """Return what a dispatch names that the tagger cannot read."""
    gazetteer, _ = tools()
    named = foreign_names(page.text, tagged, gazetteer)
    people = [one for one in named if one.span.label == "PER"]
    sure = in_dateline(tagged, page, dateline)
    places = [one for one in named if one.span.label == "LOC" and not any(one.span.start == it.start for it in sure)]
    places += [Named(span, written(page.text, span)) for span in sure]
    keys = {one.span: full for one, full in zip(people, full_names([one.form for one in people]), strict=True)}
    listed = "; ".join(one.form for one in places)
    starts = [sum(len(one.form) + 2 for one in places[:number]) for number in range(len(places))]
    spans = [(start, start + len(one.form)) for start, one in zip(starts, places, strict=True)]
    means = resolve(gazetteer, listed, spans, years=years)
    keys |= {one.span: place_key(one.form, place) for one, place in zip(places, means, strict=True)}
    return concluded(page, dateline, keys)


def reasons(evidence: Evidence) -> tuple[tuple[str, Resolved], ...]:
    """Say of each place that a dispatch names and the gazetteer knows what it was taken for, how surely and why.

    It follows from the evidence and is derived anew. Where today's gazetteer would take a name otherwise than when the
    dispatch was read, the reason says so.
    """
    gazetteer = atlas()
    page = Page(evidence.headline, evidence.blocks)
    starts = dict(zip(page.blocks, page.starts, strict=True))
    places = [one for one in evidence.mentions if one.kind == "place" and one.block in starts]
    spans = [(starts[one.block] + one.start, starts[one.block] + one.end) for one in places]
    alone = filed_alone(page, evidence.dateline)
    known: dict[tuple[str, str], Resolved] = {}
    found = resolve_with_reasons(gazetteer, page.text, spans, alone, years_of(evidence.dates))
    for one, today in zip(places, found, strict=True):
        unknown, _, outer = (
            one.key.removeprefix("name:").partition("@") if one.key.startswith("name:") else ("", "", "")
        )
        place = gazetteer.place(outer if unknown else one.key)
        if place:
            known.setdefault((one.surface, place.id), taken(place, today, is_within=bool(unknown)))
    return tuple((surface, known[surface, id_]) for surface, id_ in sorted(known))


def taken(place: Place, today: Resolved | None, *, is_within: bool) -> Resolved:
    """Return why a name was taken for a place or for one within it, by what today's gazetteer makes of the name."""
    if today and today.place.id == place.id:
        return replace(today, reason=f"by its name a part of it; {today.reason}") if is_within else today
    if is_within:
        return Resolved(place, "high", "itself not in the gazetteer; what stands beside it says that it lies there")
    would = today.place.name if today else "nothing it knows"
    return Resolved(place, "low", f"so it was taken when it was read; today the gazetteer would take it for {would}")


class Page:
    """The headline and the blocks that are read, as one text."""

    def __init__(self, headline: str, blocks: Sequence[Block]) -> None:
        parts = [(HEADLINE, headline)] if headline else []
        parts += [(number, block.text) for number, block in enumerate(blocks) if block.kind != "furniture"]
        self.blocks = [number for number, _ in parts]
        self.starts: list[int] = []
        length = 0
        for _, part in parts:
            self.starts.append(length)
            length += len(part) + len(GAP)
        self.text = GAP.join(part for _, part in parts)[:LONGEST]
        self.body = len(headline) + len(GAP) if headline else 0

    def words_of_large_headline(self, tagged: Tagged) -> int:
        """Return how many words a headline has that Writes Its Words Large, 0 for any other."""
        count = bisect_left(tagged.tokens, (self.body, 0))
        long = [word for word in tagged.words[:count] if len(word) > LONG_WORD and word[0].isalpha()]
        return count if sum(word[0].isupper() for word in long) > len(long) * 2 / 3 else 0

    def mention(self, span: Span, key: str) -> Mention:
        """Bring a span of the joined text back to its block."""
        at = bisect_right(self.starts, span.start) - 1
        first = self.starts[at]
        kind: MentionKind = "person" if span.label == "PER" else "place"
        return Mention(
            kind, self.text[span.start : span.end], self.blocks[at], span.start - first, span.end - first, key
        )


def written(text: str, span: Span) -> str:
    """Return a name on one line, without stray brackets, in small letters where it is printed in capitals.

    What is short and in capitals may be a place's abbreviation (USA), but never a person's name.
    """
    words = (word.strip("()[]<>") for word in text[span.start : span.end].split())
    if span.label == "PER":
        return " ".join(word.title() if is_shouted(word) else word for word in words if word)
    return " ".join(map(cased, filter(None, words)))


def is_shouted(word: str) -> bool:
    """Tell LYNG from Lyng, J.R. and III."""
    return len(word) > 2 and word.isalpha() and word.isupper() and not set(word) <= NUMERAL


def with_dateline(spans: Sequence[Span], sure: Sequence[Span]) -> list[Span]:
    """Put the dateline's places in the place of what the tagger made of them."""
    if not sure:
        return sorted(spans)
    taken = {number for one in sure for number in range(one.first, one.last + 1)}
    return sorted([*(span for span in spans if taken.isdisjoint(range(span.first, span.last + 1))), *sure])


def in_dateline(tagged: Tagged, page: Page, dateline: Dateline | None) -> list[Span]:
    """Return the dateline's place and region where they stand in the text, whatever the tagger takes them for."""
    found: list[Span] = []
    for name in filter(None, (*filed_from(dateline), dateline.region) if dateline else ()):
        at = page.text.find(name, page.body, page.body + DATELINE_WITHIN)
        first = bisect_left(tagged.tokens, (at, 0))
        last = bisect_left(tagged.tokens, (at + len(name), 0)) - 1
        if at >= 0 and first <= last:
            found.append(Span(at, at + len(name), "LOC", first, last))
    return found


def filed_alone(page: Page, dateline: Dateline | None) -> int | None:
    """Return where the dateline's place stands, if no country or state stands beside it."""
    if dateline is None or not dateline.place or dateline.region:
        return None
    return page.text.find(filed_from(dateline)[0], page.body, page.body + DATELINE_WITHIN)


def filed_from(dateline: Dateline) -> list[str]:
    """Return the places of a dateline, the first of which it was filed from: "TIRASPOL/CHISINAU"."""
    return [place.strip() for place in (dateline.place or "").split("/")]


def place_key(name: str, place: Place | None) -> str:
    """Return the id of a known place, the name of an unknown one; of a part the name and what it is a part of."""
    if place is None:
        return f"name:{name}"
    return f"name:{name}@{place.id}" if is_part(tools()[0], name, place) else place.id


def keys_of(text: str, places: Sequence[Span], means: Sequence[Place | None]) -> dict[Span, str]:
    """Return the keys of places; one that the gazetteer does not know lies in the state right behind it."""
    keys = {span: place_key(written(text, span), place) for span, place in zip(places, means, strict=True)}
    for (span, place), (other, outer) in pairwise(zip(places, means, strict=True)):
        if place is None and outer and outer.kind == "region" and text[span.end : other.start].strip() == ",":
            keys[span] += f"@{outer.id}"
    return keys


def dateline_key(page: Page, dateline: Dateline | None, keys: dict[Span, str], gazetteer: Gazetteer) -> str | None:
    """Return what the dateline's place was resolved to."""
    if not dateline or not dateline.place:
        return None
    place = filed_from(dateline)[0]
    for span, key in keys.items():
        if span.label == "LOC" and page.text[span.start : span.end] == place and span.start >= page.body:
            return key
    printed = f"{place}, {dateline.region or ''}"
    spans = [(0, len(place)), (len(place) + 2, len(printed))] if dateline.region else [(0, len(place))]
    name = " ".join(map(cased, place.split()))
    return place_key(name, resolve(gazetteer, printed, spans, None if dateline.region else 0)[0])
