"""Files that mean harm: each is cleaned or rejected within the caps, and none costs another."""

import gzip
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from made import STORY, made_docx, made_zip

from dispatchsearch.ingest import limits
from dispatchsearch.ingest.gather import read_together
from dispatchsearch.store import Stamp

CASES = sorted(case for case in (Path(__file__).parents[2] / "cases" / "hostile").glob("*") if case.suffix != ".md")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def reasons(folder: Path, name: str) -> list[str]:
    found = read_together(str(folder), [(name, Stamp(0, 0, 0))])[0]
    return [found.reason] if found.reason else [record.reason for record in found.records if record.reason]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_fuzzing_found_is_read_or_listed_with_a_reason(case, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.5)
    found = read_together(str(case.parent), [(case.name, Stamp(0, 0, 0))])[0]
    assert found.reason or found.records


def docx_of(body: str, above: str = "") -> bytes:
    """Make a Word document of this XML."""
    document = f'{above}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made_docx("x"))) as whole, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in whole.namelist():
            made.writestr(name, document if name == "word/document.xml" else whole.read(name))
    return file.getvalue()


RESOURCE = "WARC-Type: resource\r\nContent-Type: text/plain\r\n"
ENTITIES = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
MAIL = "From a@b.example Mon Jun  5 10:00:00 1995\nSubject: x\n\nIt sailed.\n\n"
HOSTILE = {
    "tags.html": lambda: "<div>" * 100_000 + "The ferry sailed." + "</div>" * 100_000,
    "unclosed.html": lambda: "<b><i>" * 50_000 + "The ferry sailed.",
    "attributes.html": lambda: f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>The ferry sailed.",
    "comments.html": lambda: "<html>" + "<!--" * 900_000,
    "scripts.html": lambda: "<html>" + '<script type="application/ld+json">{"@graph":' * 20_000,
    "page.html": lambda: "<p>" + "ferry " * 700_000,
    "bomb.html.gz": lambda: gzip.compress(b"<p>" + b" " * 20_000_000),
    "bomb.mbox.gz": lambda: gzip.compress(MAIL.encode() + b"\n" * 4_000_000),
    "bomb.zip": lambda: made_zip({"bomb.txt": b"\n" * 20_000_000}),
    "bomb.docx": lambda: docx_of(
        "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f'<!DOCTYPE w [<!ENTITY l0 "lol">{ENTITIES}]>'
    ),
    "large.docx": lambda: docx_of(" " * 31_000_000),
    "deep.docx": lambda: docx_of("<w:tbl><w:tr><w:tc>" * 5_000),
    "broken.warc": lambda: f"WARC/1.0\r\n{RESOURCE}Content-Length: 999\r\n\r\nThe ferry",
    "broken.mbox.gz": lambda: gzip.compress((MAIL + "".join(map(str, range(20_000)))).encode())[:-500],
    "broken.zip": lambda: made_zip({"a.txt": STORY})[:-40],
    "parts.eml": lambda: (
        "Content-Type: multipart/mixed; boundary=a\n\n" + "--a\nContent-Type: multipart/mixed\n\n" * 5_000
    ),
    "deep.jsonl": lambda: '{"a":' * 100_000,
    "values.txt": lambda: bytes(range(256)) * 4_000,
    "nothing.txt": lambda: b"\0" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_means_harm_is_rejected(tmp_path, name):
    content = HOSTILE[name]()
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    assert reasons(tmp_path, name)


@pytest.mark.parametrize("lost", [4, 12, 500])
def test_a_mailbox_that_breaks_off_keeps_what_came_before(tmp_path, lost):
    numbers = "".join(str(number * 7919) for number in range(20_000)) if lost > 100 else "It sank."
    (tmp_path / "a.mbox.gz").write_bytes(gzip.compress(f"{MAIL}{MAIL}{numbers}".encode())[:-lost])
    found = read_together(str(tmp_path), [("a.mbox.gz", Stamp(0, 0, 0))])[0]
    assert [record.reason is None for record in found.records] == [True, False]
    assert "damaged" in found.records[1].reason


PEAK = """
import resource, sys
from dispatchsearch.ingest.gather import read_together
from dispatchsearch.store import Stamp
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
read_together(sys.argv[1], [("small.txt", Stamp(0, 0, 0))])[0]
for name in sys.argv[2:]:
    before = peak()
    found = read_together(sys.argv[1], [(name, Stamp(0, 0, 0))])[0]
    print(name, found.reason or found.records[0].reason, peak() - before, sep="|")
"""


def test_two_hundred_megabytes_of_one_line_take_no_more_memory_than_a_document_may(tmp_path):
    (tmp_path / "small.txt").write_text(STORY)
    (tmp_path / "line").write_bytes(b"ferry sa" * 25_000_000)
    names = ["line.txt", "line.mbox", "line.jsonl"]
    for name in names:
        (tmp_path / name).hardlink_to(tmp_path / "line")
    ran = subprocess.run([sys.executable, "-c", PEAK, tmp_path, *names], capture_output=True, text=True, check=True)
    told = [line.split("|") for line in ran.stdout.splitlines()]
    assert [name for name, _, _ in told] == names
    assert all("larger than" in reason or "longer than" in reason for _, reason, _ in told), told
    assert all(int(grown) < 150 for _, _, grown in told), told


def test_links_out_of_a_folder_are_not_followed(tmp_path, make_archive):
    (tmp_path / "secret.txt").write_text(STORY)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "raw" / "folder").symlink_to(tmp_path)
    archive = make_archive({"a.txt": STORY, "na\nme.txt": f"Ferry\n\n{STORY}"})
    assert archive.status().dispatches == 2
    assert {(found.path, found.reason.split(":")[0]) for found in archive.rejected()} == {
        ("link.txt", "a symbolic link"),
        ("folder", "a symbolic link"),
    }
