"""One file and the documents in it: every format, damage of every kind, and addresses from where a file lies."""

import gzip
import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import made_docx, made_pdf, made_rtf, made_tar, made_zip
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest import raw
from dispatchsearch.ingest.clean import clean
from dispatchsearch.ingest.read import RawDocument, RejectedRecord, read

PAGE = """<html><head><title>Ferry Sails Again</title></head><body>
<h1>Ferry Sails Again</h1><p>The ferry to Port Ellery sailed on Monday.</p></body></html>"""
TEXT = "FERRY SAILS AGAIN\n\nThe ferry to Port Ellery sailed on Monday with forty passengers.\n"
MAIL = """From: desk@wire.example
Subject: Ferry sails
Date: Mon, 5 Jun 1995 10:00:00 +0000

The ferry to Port Ellery sailed on Monday.
"""
ENDINGS = [
    "html",
    "htm",
    "txt",
    "eml",
    "mbox",
    "warc",
    "html.gz",
    "txt.gz",
    "eml.gz",
    "mbox.gz",
    "warc.gz",
    "mht",
    "pdf",
    "docx",
    "rtf",
    "csv",
    "jsonl",
    "zip",
    "tar",
    "tgz",
    "php",
    "218022",
    "",
]


def rejects(records, relative: str, content: bytes | str) -> str:
    with pytest.raises(ReadError) as caught:
        records(relative, content)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("a.html", PAGE, "text/html"),
        ("a.HTM", PAGE, "text/html"),
        ("a.php", PAGE, "text/html"),
        ("a.txt", TEXT, "text/plain"),
        ("a", TEXT, "text/plain"),
        ("article.218022", TEXT, "text/plain"),
        ("a.eml", MAIL, "message/rfc822"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_each_format_is_one_document_packed_or_not(records, name, content, media, packed):
    data = content.encode()
    relative = f"{name}.gz" if packed else name
    (document,) = records(relative, gzip.compress(data) if packed else data)
    assert (document.media_type, document.data, document.path, document.record) == (media, data, relative, 0)


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("a.txt", PAGE, "text/html"),
        ("a.jpg", PAGE, "text/html"),
        ("a.html", TEXT, "text/plain"),
        ("a.txt", "Received: from relay\n" + MAIL, "message/rfc822"),
        ("a.html", "From desk@wire.example Mon Jun  5 10:00:00 1995\n" + MAIL, "message/rfc822"),
        ("a.eml", PAGE, "message/rfc822"),
        ("a.txt", "<br>one<p>two<br>three<div>four</div>", "text/html"),
        ("a.html", "Nothing here < but a sign", "text/html"),
    ],
)
def test_bytes_that_leave_no_doubt_are_believed_before_the_name(records, name, content, media):
    assert [document.media_type for document in records(name, content)] == [media]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.html", b"", "empty"),
        ("a.txt", b" \r\n\t \n", "blanks"),
        ("a.txt", b"  " * 9000, "blanks"),
        ("a.html", b"PK\x03\x04....", "ZIP"),
        ("a.pdf", b"just words", "does not begin like one"),
        ("a.html", b"\x89PNG\r\n", "image"),
        ("a.doc", b"\xd0\xcf\x11\xe0.....", "Word"),
        ("a.doc", b"just words", "not read"),
        ("a.warc", b"just words", "does not begin like one"),
        ("a.txt", b"\x01\x02\x03\x04 ab" * 90, "no text"),
        ("a.html", b"<html>" + b"\0\0\0\0\xff\xfe\x01" * 90, "no text"),
    ],
)
def test_what_is_no_dispatch_is_refused_with_the_reason(records, name, content, said):
    assert said in rejects(records, name, content)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    for path in (tmp_path / "missing.html", tmp_path):
        with pytest.raises(ReadError, match="not a file"):
            list(read(path, "missing.html"))


@pytest.mark.parametrize("cut", [40, -8, -4])
def test_a_packed_file_that_breaks_off_is_refused(records, cut):
    packed = gzip.compress(zlib.compress(TEXT.encode() * 3).hex().encode())
    assert "damaged" in rejects(records, "a.txt.gz", packed[:cut])


def test_a_packed_file_with_damaged_bytes_is_refused(records):
    packed = bytearray(gzip.compress(zlib.compress(TEXT.encode() * 3).hex().encode()))
    packed[20:30] = b"\xff" * 10
    assert "damaged" in rejects(records, "a.txt.gz", bytes(packed))


def test_a_bomb_is_not_unpacked(records):
    assert "250 times" in rejects(records, "a.txt.gz", gzip.compress(b"ferry " * 1_500_000))


def test_a_document_beyond_the_largest_is_refused(records, monkeypatch):
    monkeypatch.setattr(raw, "LARGEST", 10_000)
    assert "larger than" in rejects(records, "a.txt", TEXT * 200)


def test_an_mbox_yields_its_mails_and_names_those_it_cannot(records):
    parts = [
        MAIL,
        MAIL.replace("sailed on Monday", "sank\n>From then on nobody sailed"),
        "Subject: broken\n\n" + "\x00\x01\x02" * 200 + "\n",
        "\n",
        MAIL,
    ]
    box = "\n".join(f"From desk@wire.example Mon Jun  5 10:00:00 1995\n{part}" for part in parts)
    found = records("box.mbox", box)
    assert [type(one).__name__ for one in found] == ["RawDocument"] * 2 + ["RejectedRecord"] * 2 + ["RawDocument"]
    assert [one.record for one in found] == [0, 1, 2, 3, 4]
    assert b"\nFrom then on" in found[1].data
    assert "no text" in found[2].reason
    assert "blanks" in found[3].reason


def with_attachments(*parts: str) -> str:
    """Make a mail of a text and of parts, each with its own headers."""
    body = "".join(f"--b\n{part}\n" for part in ("Content-Type: text/plain\n\nThe ferry sailed.", *parts))
    return f"From: a@b.example\nSubject: Ferry\nContent-Type: multipart/mixed; boundary=b\n\n{body}--b--\n"


def file_of(name: str, text: str) -> str:
    return f'Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="{name}"\n\n{text}'


ATTACHED = (
    file_of("tide.txt", "The tide was high at Port Ellery."),
    file_of("=?utf-8?q?f=C3=A4hre=2Ehtml?=", "<p>The keeper lit the lamp."),
    file_of("chart.xls", "1"),
    "Content-Type: image/png\nContent-Disposition: inline; filename=logo.png\n\n.",
    "Content-Type: application/pgp-signature; name=seal.asc\n\n.",
    "Content-Type: message/rfc822\n\nFrom: c@d.example\nSubject: Lamp\n\nThe lamp was lit.",
)


def test_what_is_attached_to_a_mail_is_read_or_named_as_if_it_lay_in_a_folder(records):
    found = records("a.eml", with_attachments(*ATTACHED))
    assert [(one.path, one.record, getattr(one, "media_type", "rejected")) for one in found] == [
        ("a.eml", 0, raw.MAIL),
        ("a.eml/tide.txt", 1, raw.TEXT),
        ("a.eml/fähre.html", 2, raw.HTML),
        ("a.eml/chart.xls", 3, "rejected"),
        ("a.eml/attachment 7.eml", 4, raw.MAIL),
    ]
    assert "files ending in .xls are not read" in found[3].reason
    assert [block.text for block in clean(found[0])[0].blocks] == ["The ferry sailed."]


def test_attachments_stand_behind_their_mail_in_a_mailbox(records):
    one, other = with_attachments(ATTACHED[0]), "From: a@b.example\nSubject: Ferry\n\nIt sailed again.\n"
    found = records("a.mbox", "".join(f"From a@b Mon Jun  5 10:00:00 1995\n{mail}\n" for mail in (one, other)))
    assert [(record.path, record.record) for record in found] == [("a.mbox", 0), ("a.mbox/tide.txt", 1), ("a.mbox", 2)]


def test_mails_attached_to_mails_without_end_are_listed_where_it_is_too_deep(records):
    text = "From: a@b.example\n\nThe ferry sailed."
    for _ in range(6):
        text = with_attachments(f"Content-Type: message/rfc822\n\n{text}").replace("=b", "=c").replace("--b", "--c")
        text = text.replace("--c", f"--{len(text)}").replace("=c", f"={len(text)}")
    found = records("a.eml", text)
    assert [type(one) for one in found] == [RawDocument, RawDocument, RawDocument, RejectedRecord]
    assert "too deep" in found[-1].reason


def test_a_mail_that_is_too_large_costs_no_other(records, monkeypatch):
    monkeypatch.setattr(raw, "LARGEST", 5_000)
    line = "From desk@wire.example Mon Jun  5 10:00:00 1995\n"
    long = MAIL + "The ferry sailed.\n" * 900
    found = records("box.mbox", f"{line}{long}\n{line}{MAIL}")
    assert isinstance(found[0], RejectedRecord)
    assert "larger" in found[0].reason
    assert found[1].data.decode() == MAIL


def captured(*pages: tuple[str, str, str, str], gzipped: bool = True, kind: str = "response") -> bytes:
    """Make a WARC of (address, status, content type, body)."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=gzipped)
    for url, status, media, body in pages:
        http = StatusAndHeaders(
            status, [("Content-Type", media), ("Last-Modified", "Mon, 05 Jun 1995 10:00:00 GMT")], protocol="HTTP/1.0"
        )
        record = writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body.encode()),
            http_headers=http if kind == "response" else None,
            warc_headers_dict={"WARC-Date": "2001-02-03T04:05:06Z"},
            **({} if kind == "response" else {"warc_content_type": media}),
        )
        writer.write_record(record)
        record.raw_stream.close()  # the writer leaves its temporary file open
    return file.getvalue()


@pytest.mark.parametrize("gzipped", [True, False])
def test_a_warc_yields_its_pages_with_their_addresses_and_headers(records, gzipped):
    data = captured(
        ("http://wire.example/a.html", "200 OK", "text/html; charset=koi8-r", PAGE),
        ("http://wire.example/logo.png", "200 OK", "image/png", "x"),
        ("http://wire.example/gone.html", "404 Not Found", "text/html", PAGE),
        ("http://wire.example/b.txt", "200 OK", "text/plain", TEXT),
        ("http://wire.example/c.html", "200 OK", "application/xhtml+xml", PAGE),
        ("http://wire.example/d.html", "200 OK", "text/html", " "),
        gzipped=gzipped,
    )
    page, gone, text, strict, blank = records("crawl.warc.gz" if gzipped else "crawl.warc", data)
    assert (page.url, page.charset, page.record) == ("http://wire.example/a.html", "koi8-r", 0)
    assert page.fetched == "2001-02-03T04:05:06Z"
    assert dict(page.headers)["last-modified"].startswith("Mon, 05 Jun")
    assert (gone.record, gone.reason) == (2, "the server answered 404 instead of a page")
    assert (text.media_type, text.charset) == ("text/plain", None)
    assert strict.media_type == "text/html"
    assert "blanks" in blank.reason


def test_a_resource_of_a_warc_needs_no_http(records):
    data = captured(("http://wire.example/a.txt", "", "text/plain", TEXT), kind="resource")
    assert [(one.url, one.data.decode()) for one in records("a.warc.gz", data)] == [("http://wire.example/a.txt", TEXT)]


def test_a_capture_of_the_internet_archive_bears_the_address_of_its_page(records):
    data = captured(
        ("http://web.archive.org/web/19990203040506id_/http://wire.example/a.html", "200 OK", "text/html", PAGE)
    )
    (page,) = records("a.warc.gz", data)
    assert (page.url, page.fetched) == ("http://wire.example/a.html", "1999-02-03T04:05:06Z")


def long_page(number: int) -> tuple[str, str, str, str]:
    """Make a page that does not pack well, longer than the bytes by which a file is recognised."""
    words = " ".join(f"{sign * 7919 % 100_003:x}" for sign in range(number, number + 9_000))
    return (f"http://wire.example/{number}.html", "200 OK", "text/html", f"<html><body><p>{words}</p></body></html>")


def test_a_packed_warc_that_breaks_off_keeps_what_came_before(records):
    whole = captured(long_page(0))
    found = records("a.warc.gz", whole + captured(long_page(9))[:-900])
    assert [type(one).__name__ for one in found] == ["RawDocument", "RejectedRecord"]
    assert found[1].record == 1


def test_a_short_packed_warc_that_breaks_off_keeps_what_came_before(records):
    one = captured(("http://wire.example/a.html", "200 OK", "text/html", PAGE))
    assert isinstance(records("a.warc.gz", one + one[:-9])[0], RawDocument)


def test_a_plain_warc_that_breaks_off_names_the_broken_record(records):
    one = captured(("http://wire.example/a.html", "200 OK", "text/html", PAGE), gzipped=False)
    assert [type(one).__name__ for one in records("a.warc", one + one[:-40])] == ["RawDocument", "RejectedRecord"]


@pytest.mark.parametrize("data", [b"WARC/1.0\nWARC-Type:response\n9", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"])
def test_a_response_without_a_status_is_refused(records, data):
    try:
        assert not [one for one in records("a.warc", data) if isinstance(one, RawDocument)]
    except ReadError:
        return


def test_a_warc_of_nothing_but_damage_is_refused(records):
    assert "WARC" in rejects(records, "a.warc", b"WARC/1.0\r\nContent-Length: many\r\n\r\n")


def test_bytes_of_every_value_are_no_text(records):
    assert "no text" in rejects(records, "a.txt", bytes(range(256)) * 40)


@pytest.mark.parametrize(
    ("relative", "url", "fetched"),
    [
        ("wire.example/1995/6/a.html", "http://wire.example/1995/6/a.html", None),
        ("mirror/www.wire.example/a.html", "http://www.wire.example/a.html", None),
        ("mirror/www/a.html", "http://www/a.html", None),
        ("wire.example/a.html.gz", "http://wire.example/a.html", None),
        ("1995/june/a.html", None, None),
        ("wire.html", None, None),
        (
            "web.archive.org/web/19990203040506/http:/wire.example/a.html",
            "http://wire.example/a.html",
            "1999-02-03T04:05:06Z",
        ),
        (
            "web.archive.org/web/19990203040506/wire.example/a.html",
            "http://wire.example/a.html",
            "1999-02-03T04:05:06Z",
        ),
        (
            "web.archive.org/web/19990203040506id_/https%3A//wire.example/a.html",
            "https://wire.example/a.html",
            "1999-02-03T04:05:06Z",
        ),
    ],
)
def test_a_path_that_mirrors_a_host_tells_the_address(records, relative, url, fetched):
    data = PAGE.encode()
    (document,) = records(relative, gzip.compress(data) if relative.endswith(".gz") else data)
    assert (document.url, document.fetched) == (url, fetched)


def harmless(path, relative: str, data: bytes) -> None:
    path.write_bytes(data)
    try:
        found = list(read(path, relative))
    except ReadError:
        return
    for one in found:
        if isinstance(one, RawDocument):
            try:
                assert clean(one)
            except ReadError:
                continue


SNIPPETS = st.sampled_from(
    [
        *(text.encode() for text in (PAGE, TEXT, MAIL)),
        b"From a@b Mon Jun  5 10:00:00 1995\n",
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n",
        gzip.compress(TEXT.encode()),
        b"<!--",
        b"-->",
        b'<script type="application/ld+json">{"@type":',
        b"<meta charset=",
        b"=?utf-8?q?=41?=",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"Document 1 of 2\nHEADLINE: ",
        b"HD \nLP\n",
        b"[01] ",
        b"DATE=",
        b"* * *\n",
        b"MOSCOW (AP) -- ",
        b"title,text\n",
        b'{"text": "',
        b"{\\rtf1\\ansicpg1251 ",
        b"\\'cf\\u1055 ?",
        b"\r\nSnapshot-Content-Location: http://wire.example/a\r\n",
        made_pdf([["The ferry sailed on Monday."]]),
        made_docx("The ferry sailed on Monday."),
        made_rtf("The ferry sailed on Monday."),
        made_zip({"a.txt": TEXT}),
        made_tar({"a.txt": TEXT}, ""),
        b"\xff\xfe",
        b"\0",
        b"\n",
    ]
)


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=8)
@given(
    data=st.one_of(
        st.binary(max_size=300), st.lists(st.one_of(SNIPPETS, st.binary(max_size=30)), max_size=12).map(b"".join)
    )
)
def test_no_bytes_raise_anything_but_a_read_error(tmp_path, ending, data):
    relative = f"wire.example/a.{ending}" if ending else "wire.example/a"
    harmless(tmp_path / "file", relative, data)
    if ending.endswith(".gz"):
        harmless(tmp_path / "file", relative, gzip.compress(data))
