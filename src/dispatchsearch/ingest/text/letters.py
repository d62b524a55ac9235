"""Letters to the editor: where one of several ends, who signed it and where from."""

import re
from typing import Final

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest.entities import tools

PAGE: Final = re.compile(r"(?:letters?\b|mailbox\b|readers'? (?:write|letters)|your letters)", re.IGNORECASE)
SALUTATION: Final = re.compile(
    r"(?:(?:dear )?(?:sirs?|editors?|madam)(?: or madam)?|to the editor)\s*[,:.]?", re.IGNORECASE
)
REFERENCE: Final = re.compile(
    r"(?:in|re|a) (?:response|reply|regard|reference|answer) to [\"“'‘].{4,140}|re:? [\"“'‘].{4,140}|"
    r"regarding [\"“'‘].{4,100}",
    re.IGNORECASE,
)
SIGNATURE: Final = 70  # characters of a line
LONGEST: Final = 80  # characters at the end of a paragraph among which a letter is signed
FEWEST_WORDS: Final = 5  # of a sentence that may be a whole letter
NAME: Final = re.compile(
    r"(?:\([\w. ]+\) )?(?:[A-ZÀ-ÞА-Я][\w'’.-]*\.? ){1,4}[A-ZÀ-ÞА-Я][\w'’-]+(?:,? (?:jr|sr|m\.d|ph\.d)\.?)?"
    r"(?: and (?:[A-ZÀ-ÞА-Я][\w'’.-]*\.? ){1,3}[A-ZÀ-ÞА-Я][\w'’-]+)?",
    re.IGNORECASE,
)
CITY: Final = re.compile(r"(?:[A-ZÀ-ÞА-Я][\w'’.-]+ ?){1,4}(?:, (?:[A-ZÀ-ÞА-Я][\w'’.-]+ ?){1,3})?")
SALUTED: Final = re.compile(r"(?:Dear )?(?:Editors?|Sirs?|Madam|Sir or Madam)[:,] ")
SIGNED: Final = re.compile(
    r"(?<=[.!?\"”]) ((?:(?:Dr|Mrs?|Ms|Prof|Rev)\.? )?"
    r"(?:(?:[A-Z]\. ?){1,3}[A-Z][a-z'’-]+|[A-Z][\w'’-]+ (?:[A-Z]\. )?[A-Z][\w'’-]+))"
    r"(,? [A-Z][\w ,.'’-]{2,40})?$"
)


def letters(blocks: list[Block]) -> list[list[Block]]:
    """Part letters behind their signatures; what follows the last of them is of it."""
    found: list[list[Block]] = [[]]
    place = 0
    while place < len(blocks):
        block = blocks[place]
        found[-1].append(block)
        place += 1
        if block.kind == "body" and signs(block.text) and any(map(speaks, found[-1])):
            while place < len(blocks) and _follows(blocks[place].text):
                found[-1].append(blocks[place])
                place += 1
            found.append([])
    if found[-1] and not any(map(speaks, found[-1])):
        rest = found.pop()
        if found:
            found[-1] += rest
    return [letter for letter in found if letter]


def speaks(block: Block) -> bool:
    """Tell whether a block is of a letter's text: a paragraph, or a short sentence."""
    text = block.text
    sentence = len(text.split()) >= FEWEST_WORDS and text.endswith((".", "!", "?", '"', "”"))
    return block.kind == "body" and (len(text) > SIGNATURE or sentence)


def signs(text: str) -> bool:
    """Tell whether a line is a letter's signature: a name, perhaps with a city."""
    name = text.partition(",")[0].split("\n")[0]
    return (
        len(text) <= SIGNATURE
        and NAME.fullmatch(name.strip()) is not None
        and not text.endswith((".", "?", "!"))
        and not SALUTATION.fullmatch(text)
    )


def _follows(text: str) -> bool:
    """Tell whether a line below a signature is of it: an office, a city."""
    return (
        len(text) <= SIGNATURE
        and not text.endswith((".", "?", "!", ",", ":"))
        and (CITY.fullmatch(text) is not None)
        and not SALUTATION.fullmatch(text)
    )


def signature_apart(paragraphs: tuple[Block, ...]) -> tuple[Block, ...]:
    """Part the name from a letter printed as one paragraph: `Editor: ... It was right. K. Rowan Moscow`."""
    body = [place for place, block in enumerate(paragraphs) if block.kind == "body"]
    if not body or not SALUTED.match(paragraphs[body[0]].text):
        return paragraphs
    last = paragraphs[body[-1]].text
    found = SIGNED.search(last, max(0, len(last) - LONGEST))
    if not found:
        return paragraphs
    lines = (last[: found.start()].strip(), *_name_and_place(found[1], (found[2] or "").strip(" ,")))
    parted = tuple(Block(line) for line in lines if line)
    return (*paragraphs[: body[-1]], *parted, *paragraphs[body[-1] + 1 :])


def _name_and_place(name: str, rest: str) -> tuple[str, str]:
    """Part `Maria Luisa` and `Fonseca Magnitogorsk` where the place begins, if the gazetteer knows one at the end."""
    words = rest.split()
    if "," in rest or len(words) < 2:
        return name, rest
    gazetteer = tools()[0]
    starts = (start for start in range(len(words)) if gazetteer.named(" ".join(words[start:])))
    start = next(starts, 0)
    return " ".join((name, *words[:start])), " ".join(words[start:])
