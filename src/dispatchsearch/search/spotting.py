"""
Where a text holds certain terms, found without cutting all of it into tokens.

No token reaches over a space. So a text is split at spaces, which costs little, and what stands between two of them, a
piece, is cut into tokens once and remembered with the terms it holds; the pieces of a text are then compared as sets.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from dispatchsearch.analysis import DEFAULT, Token, analyze

REMEMBERED = 100_000  # tokens of pieces that are kept, for each language

Placed = tuple[int, Token]
"""A token and its position among all tokens of its text."""


class Pieces:
    """The tokens of the pieces of texts in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.tokens: dict[str, list[Token]] = {}
        self.kept = 0
        self._holding: dict[str, set[str]] = {}

    def learn(self, pieces: Iterable[str]) -> None:
        """Remember pieces that are not known yet."""
        for piece in pieces:
            tokens = analyze(piece, self.language)
            for token in tokens:
                for term in token.terms:
                    self._holding.setdefault(term, set()).add(piece)
            self.tokens[piece] = tokens
            self.kept += len(tokens) + 1

    def holding(self, terms: Iterable[str]) -> set[str]:
        """Return the known pieces that hold one of several terms."""
        return set().union(*(self._holding[term] for term in terms if term in self._holding))

    def near(self, pieces: Iterable[str], wanted: Callable[[str], bool]) -> set[str]:
        """Return those pieces of which the surface of a token is wanted."""
        return {piece for piece in pieces for token in self.tokens[piece] if wanted(token.terms[0])}


_known: dict[str, Pieces] = {}


def spot(
    text: str, language: str | None, terms: AbstractSet[str], wanted: Callable[[str], bool] | None = None
) -> list[Placed]:
    """Return the tokens of a text that hold one of `terms` or have a surface that is `wanted`, in order.

    Other tokens of the same pieces may be among them. Spans and positions are those that `analyze` gives to the text.
    """
    written = text.split()
    distinct = set(written)
    known = _pieces((language or DEFAULT)[:2].lower())
    known.learn(distinct.difference(known.tokens))
    found = distinct & known.holding(terms)
    if wanted:
        found |= known.near(distinct, wanted)
    return list(_placed(text, written, found, known)) if found else []


def _pieces(language: str) -> Pieces:
    """Return what is known of a language; when it is too much one begins anew, and who has the old one keeps it."""
    known = _known.get(language)
    if known is None or known.kept > REMEMBERED:
        known = _known[language] = Pieces(language)
    return known


def _placed(text: str, written: Sequence[str], found: AbstractSet[str], known: Pieces) -> Iterator[Placed]:
    """Yield the tokens of the pieces found; `written` are all pieces of the text in order."""
    tokens = known.tokens
    position = end = passed = 0
    for number, piece in enumerate(written):
        if piece in found:
            position += sum(map(len, map(tokens.__getitem__, written[passed:number])))
            passed = number
            start = _start(text, piece, end)
            for beyond, token in enumerate(tokens[piece]):
                yield position + beyond, Token(token.terms, start + token.start, start + token.end)
            end = start + len(piece)


def _start(text: str, piece: str, after: int) -> int:
    """Return where a piece next stands between spaces."""
    start = text.index(piece, after)
    while not (text[start - 1 : start].isspace() or start == 0) or not (
        text[start + len(piece) : start + len(piece) + 1].isspace() or start + len(piece) == len(text)
    ):
        start = text.index(piece, start + 1)
    return start
