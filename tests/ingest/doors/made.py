"""Small files of each format, made by the tests: invented words in the shapes other programs write."""

import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence

import docx

STORY = "The ferry to Port Ellery sailed on Monday with forty passengers, and the keeper lit the lamp for it."


def made_pdf(pages: Sequence[Sequence[str]], *, size: int = 12, top: int = 700) -> bytes:
    """Make a PDF of pages of lines: an empty one leaves a gap, ^ puts one at the top, > begins a second column."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown, height, left = [], top, 72
        for line in lines:
            if line == ">":
                height, left = top, 330
                continue
            if line.startswith("^"):
                shown.append(f"BT /F1 {size} Tf 72 770 Td ({line[1:]}) Tj ET")
                continue
            if line:
                shown.append(f"BT /F1 {size} Tf {left} {height} Td ({line}) Tj ET")
            height -= int(size * 1.2)
        stream = "\n".join(shown).encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (refs, len(kids))
    return _written(objects)


def _written(objects: Sequence[bytes]) -> bytes:
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(file)


def made_docx(*paragraphs: str, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """Make a Word document of paragraphs, and a table behind them."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def made_rtf(*paragraphs: str, codepage: int = 1252) -> bytes:
    """Make an RTF document; letters beyond ASCII are written as bytes of the code page."""

    def escaped(sign: str) -> str:
        return sign if sign.isascii() else "".join(f"\\'{byte:02x}" for byte in sign.encode(f"cp{codepage}"))

    shown = "\\par\n".join("".join(map(escaped, text)) for text in paragraphs)
    head = f"{{\\rtf1\\ansi\\ansicpg{codepage}\\deff0{{\\fonttbl{{\\f0 Times;}}}}{{\\info{{\\author Nobody}}}}\n"
    return f"{head}{shown}\\par}}".encode("ascii")


def made_zip(members: Mapping[str, bytes | str]) -> bytes:
    """Make a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def made_tar(members: Mapping[str, bytes | str], packing: str = "gz") -> bytes:
    """Make a TAR archive, gzipped or plain."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=f"w:{packing}") as archive:
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def made_mht(html: str, *, location: str = "", snapshot: str = "", charset: str = "utf-8") -> bytes:
    """Make a page saved with its pictures, as browsers do."""
    head = f"Snapshot-Content-Location: {snapshot}\r\n" if snapshot else ""
    place = f"Content-Location: {location}\r\n" if location else ""
    return (
        f"From: <Saved by a Browser>\r\n{head}Subject: A page\r\nDate: Mon, 5 Jun 2017 10:00:00 +0200\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="=_part"\r\n\r\n'
        f'--=_part\r\nContent-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: 8bit\r\n{place}\r\n'
    ).encode() + (
        html.encode(charset) + b"\r\n--=_part\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: http://wire.example/logo.png\r\n\r\niVBORw0KGgo=\r\n--=_part--\r\n"
    )
