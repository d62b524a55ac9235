"""The people and places a dispatch names."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dispatchsearch.dispatch import Block, Dateline, Mention
from dispatchsearch.gazetteer import Gazetteer, Place
from dispatchsearch.ingest.tagger import Span, Tagger
from dispatchsearch.ingest.toponyms import resolve
from dispatchsearch.names import fold, word_may_be_same

HEADLINE = -1
GAP = "\n\n"
LONGEST = 200_000  # characters of one dispatch that are read for names
TITLES = frozenset(
    "mr mrs ms miss dr prof gen general col colonel lt lieutenant maj major capt captain sgt sergeant marshal admiral adm"
    " brigadier brig commander cmdr sen senator rep congressman gov governor mayor judge justice rev bishop pope cardinal"
    " sheikh sheik ayatollah imam king queen prince princess sir lord lady baron president premier minister chancellor"
    " secretary ambassador chairman director spokesman deputy vice acting prime foreign defense defence interior former"
    .split()
)  # fmt: skip
WORD = re.compile(r"\S+")
DEMONYMS = frozenset((Path(__file__).parent.parent / "data" / "demonyms.txt").read_text("utf-8").casefold().split())


@dataclass(frozen=True, slots=True)
class Found:
    """What a dispatch names, and its dateline's place: a gazetteer id, or "name:..." where it is not in there."""

    mentions: tuple[Mention, ...]
    dateline_place: str | None


@cache
def tools() -> tuple[Gazetteer, Tagger]:
    """Open gazetteer and tagger once for each process."""
    gazetteer = Gazetteer()
    return gazetteer, Tagger(gazetteer)


def find_mentions(headline: str, blocks: Sequence[Block], dateline: Dateline | None) -> Found:
    """Return the people and places named in the headline (block -1) and in blocks of body and captions."""
    gazetteer, tagger = tools()
    parts = [(number, block.text) for number, block in enumerate(blocks) if block.kind != "furniture"]
    text, starts = joined(parts)
    spans = with_dateline(text, [stripped(text, span) for span in tagger.spans(text)], dateline)
    spans = [span for span in consistent(text, spans) if not is_demonym(text[span.start : span.end])]
    people = [span for span in spans if span.label == "PER"]
    places = [span for span in spans if span.label == "LOC"]
    full = full_names([text[span.start : span.end] for span in people])
    means = resolve(gazetteer, text, [(span.start, span.end) for span in places])
    keys = {span: full[text[span.start : span.end]] for span in people}
    keys |= {span: place_key(text[span.start : span.end], place) for span, place in zip(places, means, strict=True)}
    mentions = [mention(text, span, keys[span], parts, starts) for span in sorted(keys, key=lambda span: span.start)]
    mentions = in_headline(headline, mentions) + mentions
    return Found(tuple(mentions), dateline_key(text, dateline, spans, keys, gazetteer))


def joined(parts: Sequence[tuple[int, str]]) -> tuple[str, list[int]]:
    """Join the blocks to one text and tell where each begins."""
    starts, length = [], 0
    for _, part in parts:
        starts.append(length)
        length += len(part) + len(GAP)
    return GAP.join(part for _, part in parts)[:LONGEST], starts


def mention(text: str, span: Span, key: str, parts: Sequence[tuple[int, str]], starts: Sequence[int]) -> Mention:
    """Bring a span of the joined text back to its block."""
    place = max(number for number, start in enumerate(starts) if start <= span.start)
    kind = "person" if span.label == "PER" else "place"
    first = starts[place]
    return Mention(kind, text[span.start : span.end], parts[place][0], span.start - first, span.end - first, key)


def stripped(text: str, span: Span) -> Span:
    """Leave titles before a person's name out of it."""
    if span.label != "PER":
        return span
    words = list(WORD.finditer(text, span.start, span.end))
    while len(words) > 1 and words[0].group().strip(".,").lower() in TITLES:
        words.pop(0)
    return Span(words[0].start(), span.end, "PER") if words else span


def consistent(text: str, spans: Sequence[Span]) -> list[Span]:
    """Let what is a person's surname, or a place, in most of a dispatch be so wherever it stands."""
    votes: dict[str, Counter[str]] = {}
    for span in spans:
        name = text[span.start : span.end]
        votes.setdefault(name.title() if name.isupper() and len(name) > 4 else name, Counter())[span.label] += 1
        if span.label == "PER" and " " in name:
            votes.setdefault(name.rsplit(" ", 1)[1], Counter())["PER"] += 2
    known = {name: count.most_common(1)[0][0] for name, count in votes.items() if len(name) > 2}
    found = {(span.start, span.end): known.get(text[span.start : span.end], span.label) for span in spans}
    if known:
        taken = sorted(found)
        longest_first = sorted(known, key=lambda name: (-len(name), name))
        pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                found[match.span()] = known[match.group()]
    return [Span(start, end, label) for (start, end), label in sorted(found.items())]  # type: ignore[arg-type]


def is_demonym(surface: str) -> bool:
    """Tell "Azeris" and "Armenian" from names; in "Karabakh Armenians" the last word decides."""
    word = surface.rsplit(" ", 1)[-1].casefold()
    return word in DEMONYMS or word.removesuffix("s") in DEMONYMS


def with_dateline(text: str, spans: list[Span], dateline: Dateline | None) -> list[Span]:
    """Make the dateline's place and region places, whatever the tagger took them for."""
    if not dateline:
        return spans
    added = []
    for name in filter(None, (dateline.place, dateline.region)):
        at = text.find(name, 0, 300)
        if at >= 0:
            added.append(Span(at, at + len(name), "LOC"))
    kept = [span for span in spans if not any(new.start < span.end and span.start < new.end for new in added)]
    return sorted(kept + added, key=lambda span: span.start)


def full_names(surfaces: Sequence[str]) -> dict[str, str]:
    """Give each written form of a person the fullest form of that person in the dispatch."""
    counts = Counter(surfaces)
    fullest: list[tuple[list[str], str]] = []
    given: dict[str, str] = {}
    for surface in sorted(counts, key=lambda form: (-len(form.split()), -counts[form], form)):
        words = fold(surface).split()
        matches = [form for known, form in fullest if joins(words, known)]
        if not matches:
            fullest.append((words, surface))
        given[surface] = matches[0] if matches else surface
    return given


def joins(words: list[str], fuller: list[str]) -> bool:
    """Tell whether a shorter form names the same person within one dispatch."""
    if not words or len(words) >= len(fuller) and words != fuller:
        return False
    if not word_may_be_same(words[-1], fuller[-1]):
        return words == fuller[: len(words)]
    return all(any(word_may_be_same(word, other) for other in fuller[:-1]) for word in words[:-1])


def place_key(surface: str, place: Place | None) -> str:
    """Return the id of a known place, the name of an unknown one."""
    return place.id if place else f"name:{surface.title() if surface.isupper() else surface}"


def in_headline(headline: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Find what the body names again in the headline."""
    known = {mention.surface: mention for mention in mentions}
    for mention_ in mentions:
        if mention_.kind == "person":
            known.setdefault(mention_.surface.rsplit(" ", 1)[-1], mention_)
    found: list[Mention] = []
    for name in sorted(known, key=lambda name: (-len(name), name)):
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", headline):
            if not any(other.start < match.end() and match.start() < other.end for other in found):
                found.append(Mention(known[name].kind, name, HEADLINE, *match.span(), known[name].key))
    return sorted(found, key=lambda mention: mention.start)


def dateline_key(
    text: str, dateline: Dateline | None, spans: Sequence[Span], keys: dict[Span, str], gazetteer: Gazetteer
) -> str | None:
    """Return what the dateline's place was resolved to."""
    if not dateline or not dateline.place:
        return None
    for span in spans:
        if text[span.start : span.end] == dateline.place and span.label == "LOC":
            return keys[span]
    places = resolve(gazetteer, f"{dateline.place}, {dateline.region or ''}", [(0, len(dateline.place))])
    return place_key(dateline.place, places[0])
