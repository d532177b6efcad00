"""Documents for tests: made here, real PDF and OFD files, whole and spoilt."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject


def pdf(pages: int = 1) -> bytes:
    """A PDF of empty pages."""
    return written(blank(pages))


def typeset() -> bytes:
    """A PDF as a text program makes it: fonts, packed objects, two pages."""
    import typst

    return typst.compile(b"#set page(width: 5cm, height: 5cm)\nFloor plan $a^2$\n#pagebreak()\nOven, sink, counter")


def blank(pages: int = 1) -> PdfWriter:
    """A PDF to be spoilt."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    return writer


def written(writer: PdfWriter) -> bytes:
    """Its bytes."""
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_script() -> bytes:
    """Runs a script when it is opened."""
    writer = blank()
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")})
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)
    return written(writer)


def with_action(kind: str) -> bytes:
    """Does something when it is opened."""
    writer = blank()
    action = DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("calc.exe")})
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)
    return written(writer)


def with_attachment() -> bytes:
    """Another file lies within."""
    writer = blank()
    writer.add_attachment("hidden.exe", b"MZ" * 50)
    return written(writer)


def with_dynamic_form() -> bytes:
    """An XFA form, which some viewers run."""
    writer = blank()
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): ArrayObject([TextStringObject("template")])})
    return written(writer)


def with_link() -> bytes:
    """A link to a page and one to an address: nothing happens until it is clicked."""
    writer = blank(2)
    link = DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://example.org/")})
    annotation = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): link,
        NameObject("/Rect"): ArrayObject([NumberObject(each) for each in (0, 0, 9, 9)]),
    })  # fmt: skip
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])
    return written(writer)


def locked() -> bytes:
    """Opened by a password only."""
    writer = blank()
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def script_written_with_escapes() -> bytes:
    """The name of the action is written as /J#61vaScript."""
    return with_script().replace(b"/JavaScript", b"/J#61vaScript")


def script_in_a_packed_object() -> bytes:
    """The action lies in a packed object stream, where the bare bytes do not show it."""
    return _packed(zlib.compress(b"3 0 << /S /Java#53cript /J#53 (app.alert\\(1\\)) >>"))


def unfolding() -> bytes:
    """A packed object stream of a few hundred kilobytes that unfolds to hundreds of megabytes."""
    return _packed(zlib.compress(b"3 0 " + b" " * 300_000_000))


def _packed(packed: bytes) -> bytes:
    """A PDF whose third object lies in an object stream of these bytes."""
    rows = [
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction 3 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [4 0 R] /Count 1 >>\nendobj\n",
        b"4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n",
        b"5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream\nendobj\n",
    ]
    data, places = b"%PDF-1.5\n", dict[int, int]()
    for number, row in zip((1, 2, 4, 5), rows, strict=True):
        places[number], data = len(data), data + row
    index = b"".join(
        struct.pack(">BIH", *row)
        for row in [(0, 0, 65535), (1, places[1], 0), (1, places[2], 0), (2, 5, 0), (1, places[4], 0), (1, places[5], 0), (1, len(data), 0)]
    )
    head = b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R /Length %d >>\nstream\n" % len(index)
    return data + head + index + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(data)


_OFD = b'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'


def ofd(pages: int = 2, **more: bytes) -> bytes:
    """An OFD file; `more` are files to put in besides, dots written as two lines."""
    kids = "".join(f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(pages))
    document = f'<?xml version="1.0"?><ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>{kids}</ofd:Pages></ofd:Document>'
    files = {"OFD.xml": _OFD, "Doc_0/Document.xml": document.encode()}
    files |= {f"Doc_0/Pages/Page_{number}/Content.xml": b"<ofd:Page/>" for number in range(pages)}
    return zipped(files | {name.replace("__", "."): data for name, data in more.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    """Files in a ZIP."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()
