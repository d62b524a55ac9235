"""Text into tokens and sentences, with offsets, the way the tagger of names wants them."""

import re

TITLES = "Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|Rev|St|Jr|Sr|Prof|Cpl|Adm|Brig|Cmdr|Hon|Pres|Mt|Ft"
STATES = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Penn"
    "|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ont|Que|Sask|Alta|Nfld"
)
TOKEN = re.compile(
    rf"""
      [a-z]{{2,}}(?=[\s,.;:)])                               # most words: tried first for speed
    | W\.\s?Va\. | (?:[A-Z]\.){{2,}}                        # U.S., A.A.
    | (?:{TITLES}|{STATES})\.
    | [A-Z]\.(?=\s?[A-Z])                                   # an initial
    | n't | ['’]s\b
    | [^\W\d_]+(?:['’](?!s\b)[^\W\d_]{{2,}})*(?:-[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)*
    | \d+(?:[.,:/-]\d+)*
    | \S
    """,
    re.VERBOSE,
)
LONGEST_SENTENCE = 120  # tokens; a table without full stops is cut here


def tokenize(text: str) -> list[tuple[int, int]]:
    """Return the offsets of each token of a text."""
    return [match.span() for match in TOKEN.finditer(text)]


def sentences(text: str, tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return each sentence as a range of token numbers: it ends at a line break, or at a stop before a capital."""
    found = []
    first = 0
    for number in range(len(tokens) - 1):
        start, end = tokens[number]
        following = tokens[number + 1][0]
        if number - first < LONGEST_SENTENCE and (following == end or not is_break(text, start, end, following)):
            continue
        found.append((first, number + 1))
        first = number + 1
    return [*found, (first, len(tokens))] if tokens else found


def is_break(text: str, start: int, end: int, following: int) -> bool:
    """Tell whether a sentence ends with the token `text[start:end]`, behind which there is a gap."""
    if end - start == 1 and text[start] in ".!?" and (text[following].isupper() or text[following] in "\"“'("):
        return True
    return "\n" in text[end:following]
