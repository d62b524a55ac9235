"""
Where a text holds certain terms, found without cutting all of it into tokens.

No token reaches over a space. So a text is split at spaces, which costs little, and what stands between two of them, a
piece, is cut into tokens once and remembered with the terms it holds; the pieces of a text are then compared as sets.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from dispatchsearch.analysis import DEFAULT, Token, analyze

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

    def learn(self, pieces: Iterable[str]) -> None:
        """Remember pieces that are not known yet."""
        for piece in pieces:
            tokens = analyze(piece, self.language)
            for token in tokens:
                for term in token.terms:
                    self._holding[term].add(piece)
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
    text: str,
    language: str | None,
    terms: AbstractSet[str],
    wanted: Callable[[str], bool] | None = None,
    *,
    counted: bool = True,
) -> list[Placed]:
    """Return the tokens of a text that hold one of `terms` or have a surface that is `wanted`, in order.

    Other tokens of the same pieces may be among them. Spans are those that `analyze` gives to the text. A token's place
    is its number among all tokens of the text, or, where they need not be `counted`, its first character: that is
    found sooner.
    """
    written = text.split()
    distinct = set(written)
    known = _pieces((language or DEFAULT)[:2].lower())
    known.learn(distinct.difference(known.tokens))
    found = distinct & known.holding(terms)
    if wanted:
        found |= known.near(distinct, wanted)
    if not found:
        return []
    return list(_numbered(text, written, found, known)) if counted else sorted(_standing(text, found, known))


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
