import base64
import hashlib

import pytest
from warcio.archiveiterator import ArchiveIterator

from dispatchsearch.ingest.crawl.fetch import Answer
from dispatchsearch.ingest.crawl.policy import CrawlPolicy
from dispatchsearch.ingest.crawl.warc import WarcFolder, mend

DIGEST = "sha256:" + base64.b32encode(hashlib.sha256(b"<p>a page").digest()).decode()
HEADERS = (("Content-Type", "text/html"), ("X-Name", "caf\xe9"), ("Transfer-Encoding", "chunked"), ("X-Name", "twice"))


def answer(path, body=b"<p>a page"):
    return Answer(f"http://news.example/{path}", 200, "OK", HEADERS, body, body, "127.0.0.1", "2026-03-01T12:00:00Z")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / ".crawl").mkdir()
    return tmp_path


def records(path):
    with path.open("rb") as file:
        return [(record, record.content_stream().read()) for record in ArchiveIterator(file, check_digests="raise")]


def test_a_record_has_address_time_origin_and_headers_as_they_came(folder):
    warc = WarcFolder(folder, CrawlPolicy(contact="a@b.example"), "2026-03-01T12:00:00Z")
    place = warc.keep(answer("a"), DIGEST)
    warc.close()
    warc.close()
    assert place.file == "20260301T120000Z-001.warc.gz"
    assert place.end == (folder / place.file).stat().st_size
    (info, about), (record, body) = records(folder / place.file)
    assert info.rec_type == "warcinfo"
    assert b"http-header-user-agent: dispatchsearch (+a@b.example)" in about
    assert record.rec_headers.get_header("WARC-Target-URI") == "http://news.example/a"
    assert record.rec_headers.get_header("WARC-Date") == "2026-03-01T12:00:00Z"
    assert record.rec_headers.get_header("WARC-IP-Address") == "127.0.0.1"
    assert record.http_headers.headers == [("Content-Type", "text/html"), ("X-Name", "caf%C3%A9"), ("X-Name", "twice")]
    assert body == b"<p>a page"


def test_a_full_file_is_closed_and_the_next_begun(folder):
    warc = WarcFolder(folder, CrawlPolicy(warc_bytes=1), "2026-03-01T12:00:00Z")
    for name in "ab":
        warc.keep(answer(name), DIGEST)
    warc.close()
    assert [path.name for path in sorted(folder.glob("*.gz"))] == [
        "20260301T120000Z-001.warc.gz",
        "20260301T120000Z-002.warc.gz",
    ]


def test_a_file_that_is_there_is_never_touched(folder):
    (folder / "20260301T120000Z-001.warc.gz").write_bytes(b"mine")
    warc = WarcFolder(folder, CrawlPolicy(), "2026-03-01T12:00:00Z")
    warc.keep(answer("a"), DIGEST)
    warc.close()
    assert (folder / "20260301T120000Z-001.warc.gz").read_bytes() == b"mine"
    assert len(records(folder / "20260301T120000Z-002.warc.gz")) == 2


def test_what_a_kill_left_is_cut_back_to_its_last_whole_record(folder):
    warc = WarcFolder(folder, CrawlPolicy(), "2026-03-01T12:00:00Z")
    first = warc.keep(answer("a"), DIGEST)
    warc.keep(answer("b"), DIGEST)
    mend(folder, {first.file: first.end})
    warc._out.close()
    assert [record.rec_type for record, _ in records(folder / first.file)] == ["warcinfo", "response"]


def test_what_a_kill_left_without_a_record_is_removed(folder):
    (folder / ".crawl" / "a.warc.gz").write_bytes(b"half")
    mend(folder, {})
    assert not list(folder.rglob("*.warc.gz"))
