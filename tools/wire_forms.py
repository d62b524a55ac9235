"""
Invented lines in the forms of news wires, for training: datelines, headlines in capitals, bylines, tables of results.

Freely licensed text is mostly running prose; a tagger trained on prose alone takes the words of a headline in capitals
or of a league table for anything. The forms here are ours, filled with names that the training text marks and with
towns of the gazetteer.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

Record = dict[str, Any]
Town = tuple[str, str | None, str | None]  # name, state, country

MONTHS = "January February March April May June July August September October November December".split()
AGENCIES = "Reuters Reuter AP UPI AFP Itar-Tass Interfax TASS DPA Xinhua Tanjug RFE/RL IPS".split()
SPORTS = "SOCCER TENNIS CRICKET GOLF BOXING ATHLETICS CYCLING BASKETBALL BASEBALL SWIMMING SKIING RUGBY HOCKEY".split()
PERSON = re.compile(r"[A-Z][\w.'’-]+(?: [\w.'’-]+){1,2}")
PASSAGE = re.compile(r"[^.!?\n]{25,90}[.!?]?")


class Line:
    """A text that grows, with its names marked."""

    def __init__(self, text: str = "", spans: Iterable[Record] = ()) -> None:
        self.text = text
        self.spans = list(spans)

    def add(self, text: str, label: str | None = None) -> "Line":
        """Append a piece, marked as a name where it has a label."""
        if label:
            self.spans.append({"start": len(self.text), "end": len(self.text) + len(text), "label": label})
        self.text += text
        return self


def joined(lines: Iterable[Line]) -> Record:
    """Put lines below each other."""
    page = Line()
    for line in lines:
        page.spans += moved(line.spans, len(page.text))
        page.text += line.text + "\n"
    return {"text": page.text[:-1], "spans": page.spans}


def moved(spans: Iterable[Record], by: int) -> list[Record]:
    """Return the spans further on."""
    return [{**span, "start": span["start"] + by, "end": span["end"] + by} for span in spans]


class Wire:
    """Makes wire forms out of the names of a training text; the same seed gives the same forms."""

    def __init__(
        self, records: Sequence[Record], towns: Sequence[Town], countries: Sequence[str], seed: int = 1
    ) -> None:
        self.chance = random.Random(seed)
        people: set[str] = set()
        organisations: Counter[str] = Counter()
        for record in records:
            for span in record["spans"]:
                name = record["text"][span["start"] : span["end"]]
                if span["label"] == "PER" and PERSON.fullmatch(name):
                    people.add(name)
                elif span["label"] == "ORG" and 2 < len(name) < 25 and "\n" not in name:
                    organisations[name] += 1
        self.people = sorted(people)
        self.surnames = sorted({name.split()[-1] for name in people if name.split()[-1][0].isupper()})
        self.organisations = sorted(name for name, count in organisations.items() if count > 1)
        self.towns, self.countries = towns, countries

    def one(self, things: Sequence[Any]) -> Any:
        return things[self.chance.randrange(len(things))]

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def town(self) -> Town:
        """Choose a town, the large ones more often; `towns` begins with them."""
        return self.towns[int(len(self.towns) * self.chance.random() ** 3)]

    def country(self) -> str:
        return self.countries[int(len(self.countries) * self.chance.random() ** 1.3)]

    def numbers(self, count: int) -> str:
        return " ".join(str(self.chance.randint(0, 99)) for _ in range(count))

    def date(self) -> str:
        month, day, year = self.one(MONTHS), self.chance.randint(1, 28), self.chance.randint(1985, 2006)
        return self.one(
            [
                f"{year}-{MONTHS.index(month) + 1:02}-{day:02}",
                f"{month} {day}",
                f"{month[:3]} {day}",
                f"{month[:3]}. {day}",
                f"{day} {month} {year}",
                f"{month} {day}, {year}",
            ]
        )

    def dateline(self) -> Line:
        """Write MARDAKERT, Azerbaijan, June 27 (Reuters) - and its kin."""
        town, state, country = self.town()
        line = Line().add(town.upper() if self.happens(0.85) else town, "LOC")
        choice = self.chance.random()
        if choice < 0.3 and country:
            line.add(", ").add(self.one([country, country, country.upper()]), "LOC")
        elif choice < 0.4 and state:
            line.add(", ").add(state, "LOC")
        dash = self.one(["-", "--", "_", "—"])
        return line.add(
            self.one(
                [
                    f" {self.date()}",
                    f", {self.date()} ({self.one(AGENCIES)}) {dash}",
                    f" ({self.one(AGENCIES)}) {dash}",
                    f", {self.date()} {dash}",
                    f" {dash}",
                    ":",
                ]
            )
        )

    def byline(self) -> Line:
        return Line(self.one(["By ", "BY ", ""])).add(self.one(self.people), "PER")

    def trailer(self) -> Line:
        """Write what stands below a story on the wire."""
        if self.happens(0.5):
            line = Line("(Reporting by ").add(self.one(self.people), "PER")
            return line.add("; editing by ").add(self.one(self.people), "PER").add(")")
        line = Line("-- ").add(self.one(self.people), "PER").add(", ")
        return line.add(self.town()[0], "ORG").add(
            f"{self.one([' newsroom', ' Newsdesk', ' bureau'])} +{self.numbers(4)}"
        )

    def headed(self, record: Record) -> Record:
        """Return a record with one of its own passages as headline, a byline now and then, and a dateline."""
        head = [line for line in [self.headline(record)] if line]
        if self.happens(0.25):
            head.append(self.byline())
        head.append(self.dateline())
        top = joined(head)
        gap = "\n" if top["text"][-1].isalnum() and self.happens(0.8) else " "
        by = len(top["text"]) + 1
        page = Line(top["text"] + gap + record["text"], top["spans"] + moved(record["spans"], by))
        if self.happens(0.2):
            trailer = self.trailer()
            page.spans += moved(trailer.spans, len(page.text) + 1)
            page.text += "\n" + trailer.text
        unsure = [(start + by, end + by) for start, end in record.get("unsure", ())]
        return {"text": page.text, "spans": page.spans, "unsure": unsure}

    def headline(self, record: Record) -> Line | None:
        """Write a passage that names something in capitals, or with each word's first letter large."""
        found = []
        for match in PASSAGE.finditer(record["text"]):
            first = match.start() + len(match.group()) - len(match.group().lstrip())
            words = match.group().strip().rstrip(".")
            inside = [s for s in record["spans"] if first <= s["start"] and s["end"] <= first + len(words)]
            cut = any(s["start"] < edge < s["end"] for s in record["spans"] for edge in (first, first + len(words)))
            if inside and not cut:
                found.append((first, words, inside))
        if not found:
            return None
        first, words, inside = self.one(found)
        large = " ".join(word[:1].upper() + word[1:] if len(word) > 3 else word for word in words.split(" "))
        text = words.upper() if self.happens(0.75) else large[:1].upper() + large[1:]
        if len(text) != len(words):
            return None
        return Line(text + self.one(["", "."]), moved(inside, -first))

    def results(self) -> Record:
        """Make a page of results, with headline and dateline."""
        line = Line(self.one(SPORTS) + self.one([" - ", "-"]))
        kind = self.chance.random()
        if kind < 0.4:
            line.add(self.country().upper(), "LOC").add(
                self.one([" BEAT ", " DRAW WITH ", " THRASH ", " TO PLAY ", " LOSE TO "])
            )
            line.add(self.country().upper(), "LOC")
        elif kind < 0.7:
            line.add(self.one(self.surnames).upper(), "PER").add(
                self.one([" WINS OPEN", " LEADS", " OUT OF FINAL", " TO RETIRE"])
            )
        else:
            line.add(self.one(["RESULTS OF ", "STANDINGS IN ", "SUMMARY OF "])).add(self.country().upper(), "LOC")
            line.add(self.one([" FIRST DIVISION", " CUP", " OPEN"]))
        lines = [line.add("."), self.dateline()]
        forms = [
            self.matches,
            self.ranking,
            self.ranking,
            self.scores,
            self.scores,
            self.standings,
            self.innings,
            self.squad,
        ]
        for _ in range(self.chance.randint(1, 3)):
            lines += self.one(forms)()
        return joined(lines)

    def land(self, line: Line) -> Line:
        return line.add(" (").add(self.country(), "LOC").add(")")

    def matches(self) -> list[Line]:
        """Write pairs of players, each with a country."""
        lines = [Line(f"{self.one(['Men', 'Women'])}'s singles, {self.one(['first', 'second', 'third'])} round")]
        for _ in range(self.chance.randint(3, 9)):
            line = Line(f"{self.chance.randint(1, 16)} - " if self.happens(0.3) else "")
            self.land(line.add(self.one(self.people), "PER")).add(self.one([" beat ", " bt ", " d. ", " def. "]))
            if self.happens(0.2):
                line.add(f"{self.chance.randint(1, 16)}-")
            self.land(line.add(self.one(self.people), "PER"))
            sets = range(self.chance.randint(2, 4))
            lines.append(line.add("".join(f" {self.one([6, 7])}-{self.chance.randint(0, 6)}" for _ in sets)))
        return lines

    def ranking(self) -> list[Line]:
        """Write the places of a race, with country or club and a mark."""
        lines = [
            Line(
                self.one(
                    [
                        "Men's 100 metres",
                        "Leading scores after round two",
                        "Overall standings",
                        "Downhill",
                        "Leading goalscorers",
                    ]
                )
            )
        ]
        clubs = self.happens(0.4)
        for place in range(1, self.chance.randint(5, 13)):
            line = Line(f"{place}. " if self.happens(0.9) else f"{self.chance.randint(60, 80)} ")
            line.add(self.one(self.people if self.happens(0.85) else self.surnames), "PER")
            if self.happens(0.8):
                self.land(line)
            if clubs:
                line.add(" ").add(self.one(self.organisations), "ORG")
            second = self.chance.randint(10, 59)
            lines.append(
                line.add(
                    self.one(
                        [
                            f" {second}.{second}",
                            f" {place}:{second}.{second}",
                            f" {self.numbers(4)}",
                            " same time",
                            f" {second} points",
                        ]
                    )
                )
            )
        return lines

    def side(self, *, lands: bool) -> tuple[str, str]:
        """Return a team: a land is a place, a town here is a club."""
        if lands:
            return self.country(), "LOC"
        return (self.town()[0] if self.happens(0.75) else self.one(self.organisations)), "ORG"

    def scores(self) -> list[Line]:
        """Write TEAM 3 TEAM 1, now and then with the scorers."""
        lines = [
            Line(
                self.one(
                    [
                        "Results of matches played on Saturday:",
                        "Division one",
                        "First division",
                        "Eastern Division",
                        "Scores:",
                    ]
                )
            )
        ]
        lands, large = self.happens(0.35), self.happens(0.4)
        for _ in range(self.chance.randint(3, 10)):
            sides = (self.side(lands=lands), self.side(lands=lands))
            line = Line()
            for name, label in sides:
                line.add(name.upper() if large and self.happens(0.6) else name, label).add(
                    f" {self.chance.randint(0, 9)} "
                )
            lines.append(Line(line.text.rstrip(), line.spans))
            if self.happens(0.25):
                lines.append(self.scorers(sides))
        return lines

    def scorers(self, sides: Sequence[tuple[str, str]]) -> Line:
        line = Line(self.one(["Scorers: ", ""]))
        for number, (name, label) in enumerate(sides):
            line.add("; " if number else "").add(name, label).add(" - ")
            line.add(self.one(self.people if self.happens(0.6) else self.surnames), "PER").add(
                f" ({self.chance.randint(2, 90)})"
            )
        return line

    def standings(self) -> list[Line]:
        """Write a league table and a schedule."""
        lands, large = self.happens(0.35), self.happens(0.5)
        lines = [
            Line(
                self.one(
                    [
                        "Standings (played, won, drawn, lost, points):",
                        "W L PCT GB",
                        "NATIONAL LEAGUE",
                        "CENTRAL DIVISION",
                        "Group A",
                    ]
                )
            )
        ]
        for _ in range(self.chance.randint(4, 10)):
            name, label = self.side(lands=lands)
            lines.append(
                Line().add(name.upper() if large else name, label).add(f" {self.numbers(self.chance.randint(3, 7))}")
            )
        for _ in range(self.chance.randint(0, 5)):
            home, away = self.town()[0], self.town()[0]
            line = Line().add(home.upper() if large else home, "ORG").add(" AT " if large else " at ")
            lines.append(line.add(away.upper() if large else away, "LOC"))
        return lines

    def innings(self) -> list[Line]:
        """Write a score card of cricket."""
        other_side = [self.one(self.surnames) for _ in range(8)]
        lines = [Line().add(self.country(), "LOC").add(self.one(["", " first innings", " innings"]))]
        for _ in range(9):
            line = Line().add(f"{self.one('ABCDEFGHIJKLMNPRSTVW')}. {self.one(self.surnames)}", "PER")
            for word in self.one([("c", "b"), ("c", "b"), ("b",), ("lbw b",), ("st", "b"), ("run out",), ("not out",)]):
                line.add(f" {word}")
                if not word.endswith("out"):
                    line.add(" ").add(self.one(other_side), "PER")
            lines.append(line.add(f" {self.chance.randint(0, 120)}"))
        lines.append(
            Line(f"Extras (lb-{self.chance.randint(1, 9)} nb-{self.chance.randint(1, 9)}) {self.chance.randint(4, 20)}")
        )
        lines.append(Line("Fall of wickets: " + " ".join(f"{number}-{number * 23}" for number in range(1, 7))))
        bowling = Line("Bowling: ")
        for number, name in enumerate(other_side[:5]):
            figures = "-".join(str(self.chance.randint(0, 20)) for _ in range(4))
            bowling.add(", " if number else "").add(name, "PER").add(f" {figures}")
        return [*lines, bowling.add(".")]

    def squad(self) -> list[Line]:
        """Write a team's names in a row."""
        line = (
            Line().add(self.country(), "LOC").add(": ")
            if self.happens(0.7)
            else Line(self.one(["Goalkeepers - ", "Teams: ", "Squad: "]))
        )
        for number in range(self.chance.randint(3, 12)):
            line.add(", " if number else "").add(self.one(self.people), "PER")
            if self.happens(0.3):
                line.add(" (").add(self.one([self.one(self.organisations), self.town()[0]]), "ORG").add(")")
        return [line.add(".")]
