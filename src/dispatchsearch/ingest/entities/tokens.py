"""Text into tokens and sentences, with offsets, the way the tagger of names wants them."""

import re
from bisect import bisect_right

TITLES = "Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|Rev|St|Jr|Sr|Prof|Cpl|Adm|Brig|Cmdr|Hon|Pres|Mt|Ft"
STATES = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Penn"
    "|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ont|Que|Sask|Alta|Nfld"
)
TOKEN = re.compile(
    rf"""
      [a-z]{{2,}}(?=[\s,.;:)]) | [A-Z][a-z]+(?=[\s,;:)])     # most words: tried first for speed
    | W\.\s?Va\. | (?:[A-Z]\.){{2,}}                        # U.S., A.A.
    | (?=[A-Z][a-z]{{1,4}}\.)(?:{TITLES}|{STATES})\.        # looked at before they are tried, for speed
    | [A-Z]\.(?=\s?[A-Z])                                   # an initial
    | n't | ['’]s\b
    | [^\W\d_]+(?:['’](?!s\b)[^\W\d_]{{2,}})*(?:-[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)*
    | \d+(?:[.,:/-]\d+)*
    | \S
    """,
    re.VERBOSE,
)
MAY_END = re.compile(r"[.!?](?=\s)|\n")
LONGEST_SENTENCE = 120  # tokens, and one that ends it; a table without full stops is cut here


def tokenize(text: str) -> list[tuple[int, int]]:
    """Return the offsets of each token of a text."""
    return [match.span() for match in TOKEN.finditer(text)]


def sentences(text: str, tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return each sentence as a range of token numbers: it ends at a line break, or at a stop before a capital."""
    if not tokens:
        return []
    last = len(tokens) - 1
    behind = [bisect_right(tokens, (match.start(), len(text))) - 1 for match in MAY_END.finditer(text)]
    ends = [number for number in sorted({*behind}) if 0 <= number < last and is_break(text, tokens, number)]
    found = []
    first = 0
    for end in (*ends, last):
        while end - first > LONGEST_SENTENCE:
            found.append((first, first + LONGEST_SENTENCE + 1))
            first += LONGEST_SENTENCE + 1
        found.append((first, end + 1))
        first = end + 1
    return found


def is_break(text: str, tokens: list[tuple[int, int]], number: int) -> bool:
    """Tell whether a sentence ends with a token, behind which there is a gap and another token."""
    (start, end), (following, _) = tokens[number : number + 2]
    if end - start == 1 and text[start] in ".!?" and (text[following].isupper() or text[following] in "\"“'("):
        return True
    return "\n" in text[end:following]
