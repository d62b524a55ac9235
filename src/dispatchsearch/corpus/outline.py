"""
A page in numbers: a key for each block and for the words that open or close a paragraph, with what its words tell.

Pages of one source are compared by their outlines, so that none of them need be read again. What is told of a text:
`house` words that only the house writes (advertisement, subscribe, copyright, an address of mail or web); that it
`speaks` to the reader or names its outlet; that it is a `counter` ("Read 123 times"); that it is a sentence; that it
quotes somebody.
"""

import functools
import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from dispatchsearch.dispatch import Evidence
from dispatchsearch.store.sources import Outline

HOUSE, SPEAKS, COUNTER, SENTENCE, QUOTES, OPENS, CLOSES = (1 << bit for bit in range(7))
LONGEST: Final = 1200
"""Longer blocks are never furniture: in characters."""

PARAGRAPH: Final = 80
"""A block of so many characters may have furniture before its first sentence or after its last."""
PARAGRAPHS: Final = 2  # so many, from the top and from the end, are looked at for that
REACH: Final = 160  # characters of a paragraph in which its furniture must end, or begin
LEAST_REST: Final = 20  # characters of its own that a paragraph keeps


def words_of(text: str) -> frozenset[bytes]:
    """Return the words of a list, as a normal text holds them."""
    return frozenset(text.encode().split())


HOUSE_WORDS: Final = words_of(
    "advertisement advertisements advertise advertiser subscribe subscriber subscribers unsubscribe subscription "
    "subscriptions newsletter newsletters copyright © reserved cookies webmaster login bookmark "
    "email disclaimer реклама подписка подписаться подпишитесь рассылка авторские anzeige werbung "
    "abonnieren abonnement urheberrecht publicité abonnez inscrivez publicidad suscríbete suscribirse derechos "
    "pubblicità abbonati reklam abone telif"
)
CALL_WORDS: Final = words_of("telephone telephones tel fax phone телефон тел факс telefon téléphone teléfono telefono")
"""These are the house's where a number stands with them."""

READER_WORDS: Final = words_of(
    "you your yours us вы вас вам ваш ваша ваше ваши ihnen uns vous votre vos usted ustedes lei vostro vostra siz sizin"
)
OWN_WORDS: Final = words_of("i me my mine я меня мне мой моя ich mich mir mein je moi mon ma yo mi mio ben benim")
COUNTER_WORDS: Final = words_of(
    "times views view viewed visits visitors hits readers read opened comments comment votes shares likes page "
    "просмотров прочитано комментариев aufrufe gelesen kommentare vues lectures visitas lecturas okunma visualizzazioni"
)
MOST_COUNTER_WORDS: Final = 14
MARKS: Final = bytes.maketrans(b"\"'`.,;:!?()[]{}<>|/\\*-_=+#~", b" " * 27)
OTHER_MARKS: Final = str.maketrans(dict.fromkeys("–—•·“”„‘’«»…", " "))
DIGITS: Final = re.compile(rb"\d+")
SENTENCE_END: Final = re.compile(r"[.!?…。][\"'”’»)\]]*\s*$")
QUOTED: Final = re.compile(r"[\"“”„«]")
SEPARATOR: Final = re.compile(r"[-–—|•·*/>»:.!?][-–—|•·*/>»:.!?\"”’)]*\s+")
STANDS_FREE: Final = "-–—|•·*/>"  # these separate only where a space stands before them


class Piece(NamedTuple):
    """A block, or its beginning or end: a key that equal texts share, what it tells, and where it is cut."""

    key: int
    traits: int
    length: int  # characters
    block: int  # number of the block in its page
    cut: int = -1  # characters from the block's start (OPENS) or to its end (CLOSES); -1: the whole block


def outline(evidence: Evidence, source: str) -> Outline:
    """Return the outline of a page of a source."""
    units = tuple(packed(piece) for piece in pieces(evidence, source))
    headline = key_of(normal(evidence.headline))
    text = repr((headline, units)).encode()
    return Outline(int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") >> 2, headline, units)


def packed(piece: Piece) -> int:
    """Return a piece as one number of 63 bits: key, traits, length."""
    return piece.key << 19 | piece.traits << 12 | min(piece.length, 4095)


def key_of(text: bytes) -> int:
    """Return the key of a text that has been made normal."""
    return int.from_bytes(hashlib.blake2b(text, digest_size=6).digest(), "big") >> 4


def normal(text: str) -> bytes:
    """Return a text without case, signs and surplus spaces, in UTF-8; a text of signs alone stays."""
    plain = text.casefold() if text.isascii() else text.casefold().translate(OTHER_MARKS)
    encoded = plain.encode("utf-8", "replace")
    return b" ".join(encoded.translate(MARKS).split()) or encoded


def pieces(evidence: Evidence, source: str) -> Iterator[Piece]:
    """Yield the blocks of a page's body in their order, each followed by the pieces that open or close it."""
    called = names_of(source)
    body = [(number, block.text) for number, block in enumerate(evidence.blocks) if block.kind == "body"]
    paragraphs = [number for number, text in body if len(text) >= PARAGRAPH]
    first, last = set(paragraphs[:PARAGRAPHS]), set(paragraphs[-PARAGRAPHS:])
    for number, text in body:
        yield piece(text, number, called)
        if number in first:
            for cut in openings(text):
                if not placed(evidence, number, cut, called):
                    yield piece(text[:cut], number, called, OPENS)
        if number in last:
            for start in closings(text):
                yield piece(text[start:], number, called, CLOSES)


def piece(text: str, block: int, called: Sequence[bytes], at: int = 0) -> Piece:
    """Return a whole block (`at` 0), or the text that opens or closes one."""
    cut = len(text) if at else -1
    if len(text) > LONGEST:
        return Piece(key_of(text[:LONGEST].encode("utf-8", "replace")), SENTENCE, len(text), block, cut)
    words = normal(text)
    traits = at | told(text, words, called)
    if traits & (HOUSE | COUNTER):
        words = DIGITS.sub(b"0", words)
    return Piece(key_of(words), traits, len(text), block, cut)


def told(text: str, words: bytes, called: Sequence[bytes]) -> int:
    """Return what a text tells of itself."""
    traits = SENTENCE if SENTENCE_END.search(text, max(0, len(text) - 8)) else 0
    known = set(words.split())
    if not COUNTER_WORDS.isdisjoint(known) and len(known) <= MOST_COUNTER_WORDS and DIGITS.search(words):
        traits |= COUNTER
    if QUOTED.search(text):
        return traits | QUOTES
    if not HOUSE_WORDS.isdisjoint(known) or "@" in text or "www." in text or "(c) " in text:
        return traits | HOUSE
    if not CALL_WORDS.isdisjoint(known) and DIGITS.search(words):
        return traits | HOUSE
    if not READER_WORDS.isdisjoint(known) and OWN_WORDS.isdisjoint(known):
        return traits | SPEAKS
    return traits | SPEAKS if calls(words, called) else traits


def calls(words: bytes, called: Sequence[bytes]) -> bool:
    """Tell whether a text that has been made normal calls its outlet by name."""
    spaced = b" %b " % words
    return any(name in spaced for name in called)


@functools.lru_cache(maxsize=64)
def names_of(source: str) -> tuple[bytes, ...]:
    """Return how a page may call its outlet: by its name, or by the last word of it after an article."""
    words = [word for word in normal(source).split() if word != b"the"]
    if not words or len(words[-1]) < 3:
        return ()
    whole = b" %b " % b" ".join(words)
    return (whole, b" the %b " % words[-1]) if len(words) > 1 else (whole,)


def openings(text: str) -> Iterator[int]:
    """Yield where furniture before a paragraph's first sentence may end, in characters from its start."""
    most = min(REACH, len(text) - LEAST_REST)
    if capitals := capitals_end(text):
        yield capitals
    for _, end in separators(text, 1, most):
        if end < most and end != capitals:
            yield end


def capitals_end(text: str) -> int:
    """Return where words in capitals end before words that are not, as in `VALLEY NEWS SERVICE The bridge`; else 0."""
    ends = []
    for found in re.finditer(r"\S+\s+", text[:REACH]):
        word = found[0].rstrip()
        if not word.isupper() or (len(word) == 1 and word.isalpha()):
            break
        ends.append(found.end())
    else:
        return 0
    following = text[ends[-1] :] if ends else ""
    return ends[-1] if len(ends) > 1 and following[:1].isupper() and len(following) >= LEAST_REST else 0


def closings(text: str) -> Iterator[int]:
    """Yield where furniture after a paragraph's last sentence may begin, in characters from its start."""
    least = max(LEAST_REST, len(text) - REACH)
    for start, end in separators(text, least, len(text)):
        if len(text) - end > 2:
            yield start - 1 if text[start] in STANDS_FREE else start + len(text[start:end].rstrip())


def separators(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a dash, a bar, a colon or the end of a sentence parts a text, with the spaces after it."""
    for found in SEPARATOR.finditer(text, start, end):
        if text[found.start()] not in STANDS_FREE or text[found.start() - 1].isspace():
            yield found.span()


def placed(evidence: Evidence, number: int, cut: int, called: Sequence[bytes]) -> bool:
    """Tell whether a dateline, or a place, stands in the first characters of a block: these are the dispatch's own."""
    text = evidence.blocks[number].text[:cut]
    line = evidence.dateline
    if line and line.place and line.place in text:
        return True
    if SENTENCE_END.search(text) or calls(normal(text), called):
        return False
    return any(
        mention.block == number and mention.kind == "place" and mention.start < cut for mention in evidence.mentions
    )
