"""
Mojibake as it stood: the print of words that decoding has put right.

A page is put right as a whole, before anything is read on it; see encoding.py. Here the words of its stories are looked
for in its bytes as they stood, so that a reader can see them and nobody quotes what was not printed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import ftfy.bad_codecs  # noqa: F401  (makes the sloppy codecs known)

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest.story import CleanDocument

SIGNS: Final = (
    re.compile(
        rb"\xc3(?:[\x82-\x85\x90\x91](?:\xc2[\x80-\xbf]|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xe2\x80|\xe2\x82|\xe2\x84)"
        rb"|\xa2\xe2\x82\xac)"
    ),
    re.compile(rb"\xd0(?:\xb2\xd0\x82|\xa0(?:\xc2[\xa0-\xbf]|\xd1[\x92-\x9f]))"),
)
"""
UTF-8 of two letters that UTF-8 makes when it is read as windows-1252 or windows-1251, and encoded again.

Two patterns, each with one first byte: so they are searched many times as fast.
"""
CODECS: Final = ("sloppy-windows-1252", "sloppy-windows-1251", "latin-1")
WORDS: Final = re.compile(r"\S*[^\0-\x7f]\S*")


def as_found(stories: Sequence[CleanDocument], data: bytes) -> tuple[CleanDocument, ...]:
    """Return a document's stories with blocks that know how the words stood that were put right in its bytes."""
    if not any(signs.search(data) for signs in SIGNS):
        return tuple(stories)
    return tuple(replace(story, blocks=tuple(_block(block, data) for block in story.blocks)) for story in stories)


def _block(block: Block, data: bytes) -> Block:
    printed = block.printed or block.text
    found = WORDS.sub(lambda word: _word(word[0], data), printed)
    return replace(block, printed=found) if found != printed else block


def _word(word: str, data: bytes) -> str:
    """Return a word as the bytes hold it: as it is, or spoilt."""
    encoded = word.encode("utf-8", "surrogatepass")
    if encoded in data:
        return word
    for codec in CODECS:
        spoilt = encoded.decode(codec, "replace")
        if spoilt.encode("utf-8") in data:
            return spoilt
    return word
