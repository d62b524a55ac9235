"""
Where a text holds certain terms, found without cutting all of it into tokens.

No token reaches over a space. What stands between two of them, a piece, is cut into tokens once and remembered with the
terms it holds. In a text of plain letters only the pieces are looked at that hold the first letters of a term;
other texts are split at spaces, which costs little, and their pieces compared as sets.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from dispatchsearch.analysis import DEFAULT, STEMMERS, Token, analyze
from dispatchsearch.engines.port import MARK

DROPPED = "[.,'`&]*"
"""Signs in ASCII that an analyzer leaves out of a word."""
REMEMBERED = 100_000  # tokens of pieces that are kept, for each language

Placed = tuple[int, Token]
"""A token and its place in its text."""


class Pieces:
    """The tokens of the pieces of texts in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.tokens: dict[str, list[Token]] = {}
        self.kept = 0
        self._holding: defaultdict[str, set[str]] = defaultdict(set)
        self._surfaces: dict[str, tuple[str, ...]] = {}

    def learn(self, pieces: Iterable[str]) -> None:
        """Remember pieces that are not known yet."""
        for piece in pieces:
            tokens = analyze(piece, self.language)
            for token in tokens:
                for term in token.terms:
                    self._holding[term].add(piece)
            self._surfaces[piece] = tuple([token.terms[0] for token in tokens])
            self.tokens[piece] = tokens
            self.kept += len(tokens) + 1

    def holding(self, terms: Iterable[str]) -> set[str]:
        """Return the known pieces that hold one of several terms."""
        return set().union(*(self._holding[term] for term in terms if term in self._holding))

    def surfaces(self, pieces: Iterable[str]) -> set[str]:
        """Return the surfaces of the tokens of known pieces."""
        return set().union(*map(self._surfaces.__getitem__, pieces))


_known: dict[str, Pieces] = {}


def spot(
    text: str,
    language: str | None,
    terms: AbstractSet[str],
    wanted: Callable[[Collection[str]], set[str]] | None = None,
    *,
    counted: bool = True,
) -> list[Placed]:
    """Return the tokens of a text that hold one of `terms` or of the surfaces that are `wanted` of all, in order.

    Other tokens of the same pieces may be among them. Spans are those that `analyze` gives to the text. A token's place
    is its number among all tokens of the text, or, where they need not be `counted`, its first character: that is
    found sooner.
    """
    written = text.split()
    distinct = set(written)
    known = _pieces(_code(language))
    known.learn(distinct.difference(known.tokens))
    found = distinct & known.holding(terms | wanted(known.surfaces(distinct)) if wanted else terms)
    if not found:
        return []
    return list(_numbered(text, written, found, known)) if counted else sorted(_standing(text, found, known))


def is_plain(text: str, language: str | None) -> bool:
    """Tell whether a text is in ASCII, in a language whose stems begin as their words do: not so in German or Dutch."""
    return text.isascii() and ((code := _code(language)) == DEFAULT or code not in STEMMERS)


def beginnings(terms: Iterable[str]) -> re.Pattern[str]:
    """Return what finds, in a text of plain small letters, every word that may hold a term, to the end of its piece.

    A stem begins as its word does, but for its last two letters: sensibl of sensibility, die of dying. What an analyzer
    drops may stand between the letters: U.S.
    """
    plain = {text[: max(2, len(text) - 2)] for term in terms if (text := term.rpartition(MARK)[2]).isascii()}
    shortest = [text for text in plain if not any(text[:size] in plain for size in range(len(text)))]
    ways = sorted(DROPPED.join("[iy]" if letter in "iy" else re.escape(letter) for letter in text) for text in shortest)
    return re.compile(rf"(?:{'|'.join(ways)})\S*" if ways else r"(?!)")


def spot_plain(text: str, language: str | None, begins: re.Pattern[str]) -> Iterator[tuple[int, Sequence[Token]]]:
    """Yield where each piece with certain `beginnings` stands in a text that `is_plain`, and the piece's tokens."""
    known = _pieces(_code(language))
    for match in begins.finditer(text.lower()):
        start, end = match.span()
        while start and not text[start - 1].isspace():
            start -= 1
        piece = text[start:end]
        if piece not in known.tokens:
            known.learn((piece,))
        yield start, known.tokens[piece]


@lru_cache
def _code(language: str | None) -> str:
    """Return the code of a language as the analyzer knows it."""
    return (language or DEFAULT)[:2].lower()


def _pieces(language: str) -> Pieces:
    """Return what is known of a language; when it is too much one begins anew, and who has the old one keeps it."""
    known = _known.get(language)
    if known is None or known.kept > REMEMBERED:
        known = _known[language] = Pieces(language)
    return known


def _standing(text: str, found: Iterable[str], known: Pieces) -> Iterator[Placed]:
    """Yield the tokens of the pieces found, piece by piece, each with its first character."""
    for piece in found:
        tokens, size, at = known.tokens[piece], len(piece), text.find(piece)
        while at >= 0:
            end = at + size
            if not _is_apart(text, at, end):
                end = at + 1
            else:
                for token in tokens:
                    start = at + token.start
                    yield start, Token(token.terms, start, at + token.end)
            at = text.find(piece, end)


def _numbered(text: str, written: Sequence[str], found: AbstractSet[str], known: Pieces) -> Iterator[Placed]:
    """Yield the tokens of the pieces found in order, with their numbers; `written` are all pieces of the text."""
    tokens = known.tokens
    position = end = passed = 0
    for number, piece in enumerate(written):
        if piece in found:
            position += sum(map(len, map(tokens.__getitem__, written[passed:number])))
            passed = number
            start = text.index(piece, end)
            while not _is_apart(text, start, start + len(piece)):
                start = text.index(piece, start + 1)
            for beyond, token in enumerate(tokens[piece]):
                yield position + beyond, Token(token.terms, start + token.start, start + token.end)
            end = start + len(piece)


def _is_apart(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` stands between spaces."""
    return (not start or text[start - 1].isspace()) and (end == len(text) or text[end].isspace())
