"""gzip -> plain bytes, never more than we are ready to hold."""

import zlib

from dispatchsearch.ingest.crawl.network import Unfetchable
from dispatchsearch.ingest.crawl.policy import MEBIBYTE, CrawlPolicy

_GZIP_HEADER = zlib.MAX_WBITS + 16


class Unpacker:
    """Takes a body piece by piece and counts both sides of it.

    Raises Unfetchable for a broken stream, and for one that swells as no text does.
    """

    def __init__(self, policy: CrawlPolicy, limit: int) -> None:
        self._inflater = zlib.decompressobj(_GZIP_HEADER)
        self._ratio = policy.ratio
        self._limit = limit
        self._packed = 0
        self.plain = bytearray()

    def feed(self, piece: bytes) -> None:
        """Unpack one more piece; several gzip members in a row are one body."""
        self._packed += len(piece)
        while piece and len(self.plain) <= self._limit:
            if self._inflater.eof:
                self._inflater = zlib.decompressobj(_GZIP_HEADER)
            try:
                self.plain += self._inflater.decompress(piece, self._limit + 1 - len(self.plain))
            except zlib.error as error:
                raise Unfetchable(f"the compression is broken: {error}") from error
            piece = self._inflater.unconsumed_tail or self._inflater.unused_data
        if len(self.plain) > max(MEBIBYTE, self._ratio * self._packed):
            raise Unfetchable(f"the answer swells to more than {self._ratio} times its size")

    @property
    def complete(self) -> bool:
        """Whether the stream has come to its end."""
        return self._inflater.eof or not self._packed


def unpacked(packed: bytes, policy: CrawlPolicy) -> bytes:
    """Return the plain bytes of a whole gzip file; raises Unfetchable."""
    unpacker = Unpacker(policy, policy.page_bytes)
    unpacker.feed(packed)
    if len(unpacker.plain) > policy.page_bytes:
        raise Unfetchable(f"the file is larger than {policy.page_bytes} bytes")
    return bytes(unpacker.plain)
