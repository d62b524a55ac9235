"""Text into tokens and sentences, with offsets, the way the tagger of names wants them."""

import re

TITLES = "Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|Rev|St|Jr|Sr|Prof|Cpl|Adm|Brig|Cmdr|Hon|Pres|Mt|Ft"
STATES = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Penn"
    "|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ont|Que|Sask|Alta|Nfld"
)
TOKEN = re.compile(
    rf"""
      W\.\s?Va\. | (?:[A-Z]\.){{2,}}                        # U.S., A.A.
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
    last = len(tokens) - 1
    for number, (start, end) in enumerate(tokens):
        if number == last or number - first >= LONGEST_SENTENCE:
            ends = True
        else:
            following = tokens[number + 1][0]
            gap = text[end:following]
            ends = "\n" in gap or (
                gap != ""
                and text[start:end] in (".", "!", "?")
                and (text[following].isupper() or text[following] in "\"“'(")
            )
        if ends:
            found.append((first, number + 1))
            first = number + 1
    return found
