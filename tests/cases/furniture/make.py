"""A made archive: 500 pages of 5 sources with 12 kinds of furniture; each block is labelled furniture or body.

The same seed gives the same archive. `python make.py FOLDER` writes it as HTML with facts.jsonl beside it; another
seed as a second argument gives another archive of the same kinds.
"""

import html
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

PAGES = 100  # of each source
SEED = 19930627


@dataclass(frozen=True)
class Block:
    """A paragraph: its text, `furniture` or `body`, of which kind, and the length of a furniture prefix."""

    text: str
    label: str
    kind: str = ""
    prefix: int = 0


@dataclass(frozen=True)
class Page:
    """One page of a source, its blocks in the order in which they stand."""

    source: str
    path: str
    headline: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Outlet:
    """What one source puts around its stories, with the share of its pages that carry it."""

    name: str
    top: tuple[tuple[str, float], ...] = ()
    foot: tuple[tuple[str, float], ...] = ()
    rights: str = ""
    notice: str = ""  # before letters only
    advertisement: str = ""
    plea: str = ""
    plea_share: float = 0.0
    masthead: str = ""  # before the first sentence, in the same block
    masthead_share: float = 0.0
    related: str = ""
    counter: str = ""
    next_headline: bool = False
    share: str = ""
    poll: tuple[str, ...] = ()
    poll_share: float = 0.0


OUTLETS = (
    Outlet(
        "Harbour Mail",
        top=(("Harbour Mail online: all the tides, every hour", 0.97),),
        foot=(("Harbour Mail, Quay 9, Port Ellery. Telephone 555-0110.", 1.0),),
        rights="(c) 1998 Harbour Mail Ltd. No part of this page may be copied.",
        notice="Letters to the Mail must be signed, may be shortened, and are not returned.",
        counter="Read {n} times",
        related="Related stories",
    ),
    Outlet(
        "The Steppe Observer",
        top=(("Get our stories on your desk before breakfast", 0.95), ("Install", 0.3)),
        advertisement="Advertisement",
        plea="You have read one of your three free stories. Subscribe for the price of a glass of tea.",
        plea_share=0.25,
        masthead="The Steppe Observer - Foreign pages - ",
        masthead_share=0.6,
        share="Share: mail | print | link",
    ),
    Outlet(
        "Valley Wire",
        foot=(("Valley Wire serves 41 papers in the valleys. Desk: 555-0144.", 0.9),),
        rights="Copyright 1997 Valley Wire. All rights reserved.",
        next_headline=True,
        masthead="VW NEWS SERVICE ",
        masthead_share=0.9,
        counter="{n} readers have opened this item",
    ),
    Outlet(
        "Evening Lamp",
        top=(("Evening Lamp | Home | News | Sport | Chess", 1.0),),
        advertisement="- advertisement -",
        poll=("Poll of the day", "Should shops open on Sundays?", "Yes / No / I have no shop", "See the result"),
        poll_share=0.4,
        related="More from this page",
        share="Send this story to a friend",
        notice="Write to the Lamp at Box 12. We print what we can read.",
    ),
    Outlet(
        "Mountain Review",
        foot=(
            ("Mountain Review appears every second week with the help of its readers.", 1.0),
            ("The opinions in these pages are those of the writers.", 0.55),
        ),
        plea="If you value reporting from the mountains, send us a stamp.",
        plea_share=0.12,
        next_headline=True,
        counter="This page has been viewed {n} times since 1 May 1999.",
    ),
)

PLACES = [
    "Arba",
    "Belmark",
    "Torval",
    "Kesten",
    "Upper_Tarn",
    "Lower_Tarn",
    "Olgrad",
    "Sirvan",
    "Vendel",
    "Marsk",
    "Iskra",
    "Dolna",
    "Karvel",
    "Ostwick",
    "Tessin",
]
GIVEN = [
    "Anna",
    "Boris",
    "Clara",
    "Daniel",
    "Elena",
    "Farid",
    "Grigor",
    "Hana",
    "Ivo",
    "Jana",
    "Karim",
    "Lena",
    "Marat",
    "Nino",
    "Olga",
    "Pavel",
    "Rosa",
    "Stepan",
]
FAMILY = [
    "Abadin",
    "Belov",
    "Crane",
    "Demir",
    "Elst",
    "Fuchs",
    "Gorin",
    "Hollar",
    "Ivanek",
    "Jansen",
    "Kovar",
    "Lind",
    "Maric",
    "Nagy",
    "Orlov",
    "Petras",
    "Rudin",
]
TRADES = [
    "baker",
    "ferryman",
    "teacher",
    "judge",
    "miner",
    "postman",
    "beekeeper",
    "engineer",
    "mayor",
    "nurse",
    "bus_driver",
    "watchmaker",
]
THINGS = [
    "bridge",
    "market",
    "school",
    "ferry",
    "tram_line",
    "mill",
    "clock",
    "reservoir",
    "orchard",
    "court_house",
    "station",
    "lighthouse",
]
DONE = [
    "closed",
    "reopened",
    "counted",
    "painted",
    "sold",
    "moved",
    "flooded",
    "repaired",
    "named",
    "searched",
    "measured",
    "lost",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
REASONS = (
    "because the {thing} of {place} has no roof",
    "after {n} people asked for it in writing",
    "although the {trade} had warned of it since spring",
    "while the council argued about {n} crowns",
    "so that the {trade} might sleep",
    "for the first time in {n} years",
)
SAID = (
    '"It took {n} days and one {thing}," said {name}, a {trade}.',
    "{name}, the {trade}, counted {n} of them and stopped.",
    "A {trade} from {place}, {name}, has asked for {n} crowns and an apology.",
    "According to {name}, who was {trade} there, {n} would have been enough.",
    "In {place} nobody but {name} had noticed, and {name} had told {n} people.",
)

# Honest repetition: a rule that hides any of it is wrong.
REFRAIN = "And still, as they say in Torval, the river has not been asked."  # one reporter, 3 of the 500 pages
STATEMENT = (  # quoted word for word in 5 dispatches, of 3 sources
    '"The government has taken note of the flood and will take note of any further flood,"'
    " the ministry said in a statement."
)
COLUMN = "This column is written at a kitchen table, with the window open."  # 7 pages of one source
STOCK = ("No one was hurt.", "The inquiry goes on.", "The ministry had no comment.")  # here and there in all sources


class Words:
    """Sentences that no other page has, made from lists."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.seen: set[str] = set()

    def fill(self, pattern: str) -> str:
        pick = self.dice.choice
        values = {
            "place": pick(PLACES),
            "thing": pick(THINGS),
            "trade": pick(TRADES),
            "name": f"{pick(GIVEN)} {pick(FAMILY)}",
            "n": str(self.dice.randint(3, 9_999)),
            "done": pick(DONE),
            "day": pick(DAYS),
        }
        return pattern.format_map({key: value.replace("_", " ") for key, value in values.items()})

    def fresh(self, *patterns: str) -> str:
        while True:
            text = self.fill(self.dice.choice(patterns))
            text = text[0].upper() + text[1:]
            if text not in self.seen:
                self.seen.add(text)
                return text

    def headline(self) -> str:
        return self.fresh("{thing} of {place} {done} on {day}", "{place} {trade} finds {n} in {thing}").title()

    def lead(self) -> str:
        return self.fresh(*("The {thing} of {place} was {done} on {day} " + reason + "." for reason in REASONS))

    def paragraph(self) -> str:
        return " ".join(self.fresh(*SAID) for _ in range(self.dice.randint(1, 3)))


def body_of(outlet: Outlet, number: int, words: Words) -> list[Block]:
    """The story, its masthead prefix and the advertisements inside it."""
    dice = words.dice
    blocks = [Block(words.lead(), "body")] + [Block(words.paragraph(), "body") for _ in range(dice.randint(2, 6))]
    if dice.random() < 0.04:
        blocks.append(Block(dice.choice(STOCK), "body", "stock line"))
    if outlet.name == "Evening Lamp" and number % 14 == 3:
        blocks.insert(0, Block(COLUMN, "body", "column"))
    if dice.random() < outlet.masthead_share:
        first = blocks[0]
        blocks[0] = Block(outlet.masthead + first.text, "body", "masthead prefix", len(outlet.masthead))
    if outlet.advertisement:
        for _ in range(dice.choice((0, 1, 1, 2))):
            place = dice.randint(1, len(blocks) - 1)
            blocks.insert(place, Block(outlet.advertisement, "furniture", "advertisement"))
    return blocks


def before(outlet: Outlet, number: int, dice: random.Random) -> Iterator[Block]:
    """What stands above the story."""
    for text, share in outlet.top:
        if dice.random() < share:
            yield Block(text, "furniture", "banner")
    if outlet.notice and number % 7 == 5:
        yield Block(outlet.notice, "furniture", "house notice")


def after(outlet: Outlet, heads: list[str], number: int, dice: random.Random) -> Iterator[Block]:
    """What stands below the story; related and next headlines are those of other pages of the source."""
    if dice.random() < outlet.plea_share:
        yield Block(outlet.plea, "furniture", "plea")
    if dice.random() < outlet.poll_share:
        yield from (Block(text, "furniture", "poll") for text in outlet.poll)
    if outlet.share:
        yield Block(outlet.share, "furniture", "share line")
    if outlet.related:
        yield Block(outlet.related, "furniture", "related list")
        yield from (Block(text, "furniture", "related list") for text in dice.sample(heads, 3))
    if outlet.counter:
        yield Block(outlet.counter.format(n=dice.randint(1, 4_000)), "furniture", "counter")
    if outlet.next_headline:
        yield Block(heads[(number + 1) % len(heads)], "furniture", "next headline")
    for text, share in outlet.foot:
        if dice.random() < share:
            yield Block(text, "furniture", "footer")
    if outlet.rights:
        yield Block(outlet.rights, "furniture", "copyright")


def refrains(archive: list[Page], dice: random.Random) -> None:
    """Put the honest repetitions at the end of stories."""
    observer = [page for page in archive if page.source == "The Steppe Observer"]
    others = [page for page in archive if page.source in {"Harbour Mail", "Valley Wire", "Mountain Review"}]
    for pages, text, kind in (
        (dice.sample(observer, 3), REFRAIN, "refrain"),
        (dice.sample(others, 5), STATEMENT, "statement"),
    ):
        for page in pages:
            last = max(i for i, block in enumerate(page.blocks) if block.label == "body")
            page.blocks.insert(last + 1, Block(text, "body", kind))


def wire_copies(archive: list[Page], dice: random.Random) -> None:
    """Eight stories of Valley Wire are printed by two papers each, word for word but for the furniture."""
    papers = ("Harbour Mail", "Evening Lamp")
    originals = dice.sample([page for page in archive if page.source == "Valley Wire"], 8)
    for paper in papers:
        for original, copy in zip(originals, dice.sample([p for p in archive if p.source == paper], 8), strict=True):
            story = [Block(b.text[b.prefix :], "body", "wire copy") for b in original.blocks if b.label == "body"]
            at = next(i for i, block in enumerate(copy.blocks) if block.label == "body")
            copy.blocks[:] = [b for b in copy.blocks if b.label == "furniture" or b.kind == "column"]
            copy.blocks[at:at] = story


def pages(seed: int = SEED) -> list[Page]:
    """The whole archive, 100 pages of each of 5 sources."""
    dice = random.Random(seed)
    words = Words(dice)
    archive = []
    for outlet in OUTLETS:
        heads = [words.headline() for _ in range(PAGES)]
        for number, headline in enumerate(heads):
            story = body_of(outlet, number, words)
            blocks = [*before(outlet, number, dice), *story, *after(outlet, heads, number, dice)]
            archive.append(Page(outlet.name, f"{outlet.name}/{number:03}.html", headline, blocks))
    refrains(archive, dice)
    wire_copies(archive, dice)
    return archive


def write(folder: Path, seed: int = SEED) -> None:
    """Write each page as a small HTML file, and facts.jsonl with a line for each page."""
    facts = []
    for page in pages(seed):
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        body = "\n".join(f"<p>{html.escape(block.text)}</p>" for block in page.blocks)
        head = html.escape(page.headline)
        path.write_text(f"<html><head><title>{head}</title></head><body>\n<h1>{head}</h1>\n{body}\n</body></html>\n")
        facts.append(json.dumps(asdict(page)))
    (folder / "facts.jsonl").write_text("\n".join(facts) + "\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else SEED)
