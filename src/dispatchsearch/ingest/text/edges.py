"""What stands above and below a story's text: pleas, labels, kicker, headline, byline; other headlines, trailers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dispatchsearch.dispatch import Block, Dateline
from dispatchsearch.ingest.story import Clue
from dispatchsearch.ingest.text import agencies, dateline, dayline, letters
from dispatchsearch.ingest.text.byline import BY, STAFF, author, sends, unnamed
from dispatchsearch.ingest.text.compose import Parts
from dispatchsearch.ingest.text.labels import RELATED, SHORT, label_words, role

TOP: Final = 30  # paragraphs among which a text must begin
HEADLINE: Final = 180  # characters a headline may have
SENTENCE: Final = 100  # characters from which a line without a full stop reads as text
TITLED: Final = re.compile(r"(.{8,}?) : (.{3,})")
SECTION: Final = re.compile(
    r"(?:.{0,30}\b(?:in brief|briefs|briefly|digest|roundup|round-up|obituaries|short news)|(?:letters?(?: to the "
    r"editors?)?|mailbox|readers write))",
    re.IGNORECASE,
)
MARKS: Final = re.compile(
    r"^\[\d{1,3}\] +|^\d{1,2}\. (?=[A-Z ,'’-]{8,}$)|\s*\((?:[LS][- ]ONLY|OPT(?:IONAL)?|UPDATE\d?)\)$"
)
BROADCAST: Final = re.compile(r"^(?:INTRO|TEXT|ANCHOR|ANNCR):\s+")
CITY_LINE: Final = re.compile(r"[^,]{3,40}, [A-ZÀ-ÞА-Я][\w'’-]+(?: [A-ZÀ-ÞА-Я][\w'’-]+)?")


def opened(blocks: Sequence[Block], parts: Parts, *, seen: bool = False) -> Parts:
    """Take off what stands above the text; where `seen`, its clues are known already and only the lines are taken."""
    start = next((place for place, block in enumerate(blocks[:TOP]) if _begins(block)), min(len(blocks), TOP))
    top = _Top(parts, blocks[:start], seen=seen)
    rest = [
        block for block in blocks[start:] if not (letters.PAGE.match(top.headline) and _about_letters(block.text, top))
    ]
    signed = next((block for block in rest[1:4] if len(block.text) < SHORT and role(block.text) == "byline"), None)
    if signed and not top.signed:
        top.sign(signed.text)
        rest.remove(signed)
    return replace(
        parts,
        paragraphs=(*top.aside, *top.below, *(_spoken(block) for block in rest)),
        headline=top.headline,
        before=tuple(top.clues),
        kicker=top.kicker,
        byline=top.byline,
        dateline=parts.dateline or top.dateline,
        agency=top.agency,
        masthead=parts.masthead or top.masthead,
    )


def _begins(block: Block) -> bool:
    """Tell whether a text begins with this block: it is sent from somewhere, or reads as a sentence."""
    text = block.text
    if block.kind != "body":
        return False
    if dateline.parse(text) or dateline.inside(text):
        return True
    if role(text) or letters.SALUTATION.fullmatch(text) or letters.REFERENCE.fullmatch(text) or MARKS.match(text):
        return False
    if len(text) > HEADLINE:  # a page without paragraphs, or in capitals throughout: never a headline
        return True
    if len(text) > SENTENCE:
        return not text.isupper()
    return len(text.split()) >= 4 and (text.endswith((".", '."', ".”", ",")) or agencies.credited(text) is not None)


def _about_letters(text: str, top: "_Top") -> bool:
    """Set aside what stands around letters: the story they answer, the salutation."""
    if letters.REFERENCE.fullmatch(text):
        top.refer(text)
        return True
    return letters.SALUTATION.fullmatch(text) is not None


def _spoken(block: Block) -> Block:
    """Take the mark of a script for the air off a paragraph: `INTRO:`."""
    words = BROADCAST.sub("", block.text)
    return block if words == block.text else replace(block, text=words, printed=block.text)


class _Top:
    """What is gathered above a text."""

    def __init__(self, parts: Parts, blocks: Sequence[Block], *, seen: bool) -> None:
        self.headline, self.kicker = parted(parts.headline, parts.kicker)
        self.byline, self.masthead = parts.byline, None
        self.agency = parts.agency
        self.dateline: Dateline | None = None  # on a line of its own
        self.clues = list(parts.before)
        self.aside: list[Block] = []  # furniture
        self.below: list[Block] = []  # lines between headline and text that belong to it
        self.signed = False
        self._seen = seen
        self._known = bool(self.headline)
        if self._known:
            self._clue("headline", "", self.headline)
        free = [place for place, block in enumerate(blocks) if self._free(block)]
        chosen = self._chosen([blocks[place].text for place in free], free, blocks)
        lowest = next((place for place in reversed(range(len(blocks))) if not self._writer(blocks[place])), 0)
        for place, block in enumerate(blocks):
            if place in free and self._outlet(blocks, place, chosen):
                self.masthead = block.text.partition(",")[0]
                self._told("source-line", block)
            elif place in free:
                self._line(block, place, chosen, free)
            else:
                self._marked(block, last=place >= lowest)

    def _free(self, block: Block) -> bool:
        """Tell whether a line has no role yet, so that it may be the headline."""
        return block.kind == "body" and not self._role(block)

    def _role(self, block: Block) -> str | None:
        """Tell what a line above a text is, None where it may be the headline."""
        if self.byline and block.text.casefold() == self.byline.casefold():
            return "byline"
        return role(block.text) or _named_role(block.text)

    def _chosen(self, lines: list[str], free: list[int], blocks: Sequence[Block]) -> int | None:
        """Return the place of the headline among the lines above the text."""
        if self._known:
            said = self.headline.casefold()
            return next(
                (
                    place
                    for place, line in zip(free, lines, strict=True)
                    if len(line) > len(said) // 3 and line.casefold() in said
                ),
                None,
            )
        section = next((place for place, line in zip(free, lines, strict=True) if SECTION.fullmatch(line)), None)
        if section is not None or not free:
            return section
        if self._seen:
            return None
        return max(free, key=lambda place: (_titling(place, free, blocks), -place))

    @staticmethod
    def _outlet(blocks: Sequence[Block], place: int, chosen: int | None) -> bool:
        """Tell whether a line is an outlet and its city, above a date: `Araz Bulletin, Nakhchivan`."""
        if place == chosen or place + 1 >= len(blocks) or role(blocks[place + 1].text) != "line":
            return False
        line = blocks[place].text
        return CITY_LINE.fullmatch(line) is not None and not dayline.is_person(line.partition(",")[0].split())

    def _line(self, block: Block, place: int, chosen: int | None, free: list[int]) -> None:
        """Sort a line without a role: headline, kicker, furniture above it, or part of the text below it."""
        line = block.text
        if place == chosen:
            if not self._known or (not self._seen and line.casefold() != self.headline.casefold()):
                self.headline, self.kicker = parted(MARKS.sub("", line), self.kicker)
                self._clue("headline", "", self.headline)
        elif chosen is None or place > chosen:
            self.below.append(block)
        elif self.kicker is None and len(free) > 1 and place == chosen - 1 == free[0] and _kicks(line):
            self.kicker = line
        else:
            self.aside.append(replace(block, kind="furniture"))

    def _writer(self, block: Block) -> bool:
        return self._role(block) in ("byline", "staff")

    def _marked(self, block: Block, *, last: bool) -> None:
        """Sort a line whose role is known; `last` where but who wrote stands between it and the text."""
        line, kind = block.text, self._role(block)
        if block.kind != "body":
            self.aside.append(block)
        elif kind == "byline":
            self.sign(line)
        elif kind == "reference":
            self.refer(line)
        elif kind in ("plea", "end", "slug", "staff", "salutation", "related"):
            self.aside.append(replace(block, kind="furniture"))
        elif kind == "line":
            self._dated(block, last=last)
        else:
            self._told(str(kind), block, label_words(line) if kind == "label" else "")

    def _dated(self, block: Block, *, last: bool) -> None:
        """Take a line of a name and a day: whose paper it was, or right above the text where the story was sent."""
        self.masthead = self.masthead or dayline.outlet(block.text)
        sent = dayline.sent(block.text) if last and not self.masthead else None
        self.dateline = sent or self.dateline
        self._told("dateline" if sent else "line", block)

    def _told(self, kind: str, block: Block, name: str = "") -> None:
        """Take a line for a clue; its words are set aside, where they are found."""
        self.aside.append(replace(block, kind="furniture"))
        self._clue(kind, name, block.text)

    def sign(self, line: str) -> None:
        """Take the names of a byline; an office gives way to a name. Words that are of neither are set aside."""
        who = author(line)
        if (not self.signed and not (self.byline and unnamed(who))) or unnamed(self.byline):
            self.byline = who or self.byline
            self.agency = self.agency or agencies.signed(line)
        if (self.byline or "").casefold() != BY.sub("", line).strip(" .,|;:").casefold():
            self.aside.append(Block(line, "furniture"))
        self.signed = True
        self._clue("byline", "", line)

    def refer(self, line: str) -> None:
        """Take the line that says which story a letter answers: its date is that story's."""
        self.aside.append(Block(line, "furniture"))
        self._clue("text", "", line)

    def _clue(self, place: str, name: str, text: str) -> None:
        if not self._seen:
            self.clues.append(Clue(place, name, text))


SLUG: Final = re.compile(
    r"(?:ZCZC .*|(?:[A-Z]{1,3}\d{3,5} .{0,60}?)?(?:BC|AM|PM|EU|FOCUS)?-?[A-Z]{2,}(?:-[A-Z]{2,})+.{0,40}|"
    r"[A-Z]{1,3}\d{3,5} [A-Z] .{3,60})"
)
PAPERS: Final = re.compile(
    r"(?:for immediate release|press release|news release|contents|voiced at:?|embargoed.{0,40})", re.IGNORECASE
)


def _named_role(line: str) -> str | None:
    """Tell roles that lines have above a text only."""
    if len(line) < SENTENCE and sends(line):
        return "byline"
    if dayline.outlet(line):
        return "line"
    if SLUG.fullmatch(line) or PAPERS.fullmatch(line):
        return "slug"
    if len(line) < 60 and (
        STAFF.fullmatch(line) or re.fullmatch(r"[(\[]?(?:from|by) (?:our|a) .{3,40}", line, re.IGNORECASE)
    ):
        return "staff"
    if letters.SALUTATION.fullmatch(line):
        return "salutation"
    if letters.REFERENCE.fullmatch(line):
        return "reference"
    return "related" if len(line) < 60 and RELATED.fullmatch(line) else None


def _titling(place: int, free: list[int], blocks: Sequence[Block]) -> float:
    """Weigh a line above a text as its headline: in capitals, the first after a label, no outlet with its city."""
    line = blocks[place].text
    weight = 2.0 if place == free[0] or (place - 1 not in free and place > 0) else 0.0
    weight += 3 if line.isupper() and len(line) > 12 and len(line.split()) > 1 else 0
    if place + 1 < len(blocks) and role(blocks[place + 1].text) == "line" and CITY_LINE.fullmatch(line) and place > 0:
        weight -= 4  # `Bulletin, City` above a date
    if len(line) > HEADLINE:
        weight -= 5
    if (
        place + 1 in free
        and line.isupper()
        and len(line) < 30
        and not blocks[place + 1].text.isupper()
        and place == free[0]
    ):
        weight -= 3.5  # a kicker
    return weight


def _kicks(line: str) -> bool:
    """Tell whether a line above a headline is its kicker: a few words in capitals."""
    return line.isupper() and len(line) <= 30 and ":" not in line


def parted(line: str, kicker: str | None) -> tuple[str, str | None]:
    """Part `Headline : Kicker`, as one paper's archive prints them."""
    found = TITLED.fullmatch(line)
    return (found[1], found[2]) if found and not kicker else (line, kicker)
