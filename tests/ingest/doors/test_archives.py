"""Archives of files: every member is read or listed, none can harm."""

import gzip
import io
import tarfile
import zipfile

import pytest
from made import STORY, made_docx, made_pdf, made_tar, made_zip

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest import raw
from dispatchsearch.ingest.formats import archive
from dispatchsearch.ingest.read import RawDocument, RejectedRecord

TEXT = f"FERRY SAILS AGAIN\n\n{STORY}\n"
MAIL = "From desk@wire.example Mon Jun  5 10:00:00 1995\nFrom: desk@wire.example\nSubject: {}\n\nIt sailed.\n\n"
MAKERS = [
    ("a.zip", made_zip),
    ("a.tar.gz", made_tar),
    ("a.tgz", made_tar),
    ("a.tar", lambda files: made_tar(files, "")),
]


@pytest.mark.parametrize(("name", "make"), MAKERS)
def test_each_member_is_a_record_with_its_name_and_number(records, name, make):
    files = {
        "1993/a.html": f"<html><body><p>{STORY}</p></body></html>",
        "1993/b.txt.gz": gzip.compress(TEXT.encode()),
        "box.mbox": MAIL.format(1) + MAIL.format(2),
        "paper.pdf": made_pdf([[STORY]]),
        "word.docx": made_docx(STORY),
        "rows.csv": f"headline,text\nOne,{STORY}\nTwo,{STORY}\n",
        "logo.png": b"\x89PNG\r\n\x1a\n",
        "empty.txt": b"",
    }
    found = records(name, make(files))
    assert [one.record for one in found] == list(range(10))
    assert [one.path.removeprefix(f"{name}/") for one in found] == [
        "1993/a.html", "1993/b.txt.gz", "box.mbox", "box.mbox", "paper.pdf", "word.docx", "rows.csv", "rows.csv",
        "logo.png", "empty.txt",
    ]  # fmt: skip
    assert [type(one).__name__ for one in found] == ["RawDocument"] * 8 + ["RejectedRecord"] * 2
    assert [one.reason for one in found[8:]] == ["this is an image", "the file is empty"]


def test_a_member_that_mirrors_a_host_bears_its_address(records):
    (document,) = records("backfile.zip", made_zip({"mirror/wire.example/1995/6/a.txt": TEXT}))
    assert document.url == "http://wire.example/1995/6/a.txt"


@pytest.mark.parametrize(("name", "make"), MAKERS)
def test_an_archive_in_an_archive_is_opened_once(records, name, make):
    inner = make({"a.txt": TEXT})
    (document,) = records(name, make({f"inner-{name}": inner}))
    assert document.path == f"{name}/inner-{name}/a.txt"
    (refused,) = records(name, make({f"outer-{name}": make({f"inner-{name}": inner})}))
    assert "not opened" in refused.reason


@pytest.mark.parametrize(("name", "make"), MAKERS)
@pytest.mark.parametrize(
    ("member", "shown"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/root/a.txt", "root/a.txt"),
        ("C:/a.txt", "a.txt"),
        ("a\nb\x1b[2J.txt", "a\\x0ab\\x1b[2J.txt"),
        ("..", "unnamed"),
        ("ä/é.txt", "ä/é.txt"),
        ("x/" * 2000 + "a.txt", ("x/" * 2000)[:1000]),
    ],
)
def test_a_name_can_do_no_harm(records, name, make, member, shown):
    (found,) = records(name, make({member: TEXT}))
    assert found.path == f"{name}/{shown}"


def test_a_bomb_in_an_archive_is_not_unpacked_and_costs_no_other(records):
    files = {"a.txt": TEXT, "bomb.txt": b"ferry " * 1_500_000, "b.txt": TEXT.replace("FERRY", "SHIP")}
    found = records("a.zip", made_zip(files))
    assert [type(one).__name__ for one in found] == ["RawDocument", "RejectedRecord", "RawDocument"]
    assert "250 times" in found[1].reason


def test_many_small_bombs_are_told_by_what_they_make_together(records, monkeypatch):
    monkeypatch.setattr("dispatchsearch.ingest.formats.packed.FREE", 100_000)
    monkeypatch.setattr("dispatchsearch.ingest.formats.packed.RATIO", 20)
    files = {f"{number}.txt": b"ferry %d " % number * 8_000 for number in range(20)}
    reasons = [one.reason for one in records("a.zip", made_zip(files)) if isinstance(one, RejectedRecord)]
    assert len(reasons) > 15


def test_a_bomb_of_a_packed_tar_ends_with_what_came_before(records):
    found = records("a.tar.gz", made_tar({"a.txt": TEXT, "bomb.mbox": b"From \n" * 3_000_000, "b.txt": TEXT}))
    assert isinstance(found[0], RawDocument)
    assert "250 times" in found[1].reason
    assert len(found) < 4


def test_more_files_than_an_archive_may_hold_are_told(records, monkeypatch):
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    for name, make in MAKERS:
        found = records(name, make({f"{number}.txt": f"{TEXT}{number}" for number in range(5)}))
        assert len(found) == 4
        assert "more than 3 files" in found[-1].reason


def test_a_member_that_is_too_large_is_refused(records, monkeypatch):
    monkeypatch.setattr(raw, "LARGEST", 100)
    assert "larger" in records("a.zip", made_zip({"a.txt": TEXT * 20}))[0].reason


def test_a_member_under_a_password_is_named(records):
    data = bytearray(made_zip({"a.txt": TEXT}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (found,) = records("a.zip", bytes(data))
    assert "password" in found.reason


def test_a_damaged_member_costs_no_other(records):
    data = bytearray(made_zip({"a.txt": TEXT, "b.txt": TEXT * 2}))
    data[60:64] = b"\xff\xff\xff\xff"
    found = records("a.zip", bytes(data))
    assert [type(one).__name__ for one in found] == ["RejectedRecord", "RawDocument"]


@pytest.mark.parametrize("cut", [600, -700])
def test_a_zip_that_breaks_off_is_refused(records, cut):
    with pytest.raises(ReadError, match="breaks off"):
        records("a.zip", made_zip({f"{n}.txt": TEXT for n in range(9)})[:cut])


def test_a_tar_that_breaks_off_keeps_what_came_before(records):
    files = {
        f"{number}.txt": "".join(f"{n * 7919 * (number + 1) % 10_007} " for n in range(9000)) for number in range(4)
    }
    whole = made_tar(files)
    found = records("a.tar.gz", whole[: len(whole) * 2 // 3])
    assert isinstance(found[0], RawDocument)
    assert isinstance(found[-1], RejectedRecord)
    assert "damaged" in found[-1].reason


def test_links_and_devices_in_an_archive_are_named(records):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as made:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo("a.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            made.addfile(info)
    assert [one.reason for one in records("a.tar", file.getvalue())] == [
        "a link, a device or a file of holes in the archive"
    ] * 3


def test_an_archive_of_nothing_is_refused_or_empty(records):
    assert records("a.zip", made_zip({})) == []
    with zipfile.ZipFile(file := io.BytesIO(), "w") as made:
        made.mkdir("folder")
    assert records("a.zip", file.getvalue()) == []
