"""
Responses as they came -> WARC files: `<folder>/<stamp>-<number>.warc.gz`.

A file is written in the hidden folder `.crawl` and moved out of it when it is whole, so that whoever reads the folder
meanwhile never meets half a record. What a kill leaves behind is cut back to the last record the journal knows of.
"""

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dispatchsearch.durable import settle, sync
from dispatchsearch.ingest.crawl.fetch import Answer
from dispatchsearch.ingest.crawl.policy import CrawlPolicy

WORKSHOP = ".crawl"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a response was written: the file's final name and the offset just behind the record."""

    file: str
    end: int


class WarcFolder:
    """Writes the responses of one host; every record is on the disk when `keep` returns."""

    def __init__(self, folder: Path, policy: CrawlPolicy, stamp: str) -> None:
        self._folder = folder
        self._policy = policy
        self._stamp = stamp.replace("-", "").replace(":", "")
        self._number = 0
        self._name = ""
        self._out: BinaryIO | None = None

    def keep(self, answer: Answer, digest: str) -> Place:
        """Append the answer as a `response` record; `digest` is that of its body."""
        out = self._out or self._begun(answer.fetched)
        writer = WARCWriter(out, gzip=True)
        headers = [(name, value) for name, value in answer.headers if name.lower() != "transfer-encoding"]
        writer.write_record(
            writer.create_warc_record(
                answer.address,
                "response",
                payload=io.BytesIO(answer.body),
                length=len(answer.body),
                http_headers=StatusAndHeaders(f"{answer.status} {answer.reason}".strip(), headers, "HTTP/1.1"),
                warc_headers_dict={
                    "WARC-Date": answer.fetched,
                    "WARC-IP-Address": answer.ip,
                    "WARC-Payload-Digest": digest,
                },
            )
        )
        place = Place(self._name, _settled(out))
        if place.end >= self._policy.warc_bytes:
            self.close()
        return place

    def close(self) -> None:
        """Give the file its name; closing twice is no error."""
        if self._out is not None:
            self._out.close()
            self._out = None
            _moved_out(self._folder, self._name)

    def _begun(self, fetched: str) -> BinaryIO:
        while True:
            self._number += 1
            self._name = f"{self._stamp}-{self._number:03}.warc.gz"
            if not (self._folder / self._name).exists():
                break
        out = self._out = (self._folder / WORKSHOP / self._name).open("xb")
        writer = WARCWriter(out, gzip=True)
        info = writer.create_warcinfo_record(
            self._name,
            {
                "software": self._policy.agent,
                "format": "WARC file version 1.0",
                "http-header-user-agent": self._policy.user_agent,
                "robots": "RFC 9309",
            },
        )
        info.rec_headers.replace_header("WARC-Date", fetched)
        writer.write_record(info)
        return out


def mend(folder: Path, ends: Mapping[str, int]) -> None:
    """Finish the files a kill left behind: cut each back to the record that `ends` has as its last."""
    for path in sorted((folder / WORKSHOP).glob("*.warc.gz")):
        end = ends.get(path.name, 0)
        if end == 0:
            path.unlink()
            continue
        with path.open("rb+") as file:
            file.truncate(min(end, path.stat().st_size))
            _settled(file)
        _moved_out(folder, path.name)


def _settled(file: BinaryIO) -> int:
    """Bring what was written to the disk; return the file's length."""
    settle(file)
    return os.fstat(file.fileno()).st_size


def _moved_out(folder: Path, name: str) -> None:
    (folder / WORKSHOP / name).rename(folder / name)
    sync(folder)
